//! A server that answers raw bytes by a script: for what no well-behaved server sends.

pub mod tls;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use zonedesk_xsuaa::{Account, AccountConfig, Transport};

pub const SECRET: &str = "s3cret+/ %:\u{e4}";

/// A request as it came: `METHOD path`, lower-case header lines, body.
#[derive(Debug, Clone)]
pub struct Seen {
    pub line: String,
    pub headers: Vec<String>,
    pub body: String,
}

pub struct Scripted {
    pub seen: Arc<Mutex<Vec<Seen>>>,
    pub account: Account,
}

impl Scripted {
    /// `answer` gets the request and its number from 0, and gives the bytes to send before the connection is closed.
    pub async fn start(answer: impl Fn(&Seen, usize) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (answer, log) = (Arc::new(answer), seen.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, log) = (answer.clone(), log.clone());
                tokio::spawn(async move { serve(stream, &log, |seen, n| answer(seen, n)).await });
            }
        });
        Self { seen, account: Account::new(config(&base), Transport::default()) }
    }

    pub fn lines(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|seen| seen.line.clone()).collect()
    }
}

/// At no pace, and with pauses that no test waits for.
pub fn config(base: &str) -> AccountConfig {
    let token = format!("{base}/oauth/token").parse().unwrap();
    let config = AccountConfig::basic("Retail PROD", base.parse().unwrap(), token, "sb-full!a1", SECRET);
    AccountConfig { limit: None, first_pause: Duration::from_millis(1), ..config }
}

async fn serve(mut stream: TcpStream, log: &Mutex<Vec<Seen>>, answer: impl Fn(&Seen, usize) -> Vec<u8>) {
    let mut bytes = Vec::new();
    let seen = loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.unwrap_or_default();
        bytes.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            if read == 0 {
                return;
            }
            continue;
        };
        let mut lines = head.lines();
        let line = lines.next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
        let headers: Vec<String> = lines.map(str::to_owned).collect();
        let length =
            headers.iter().find_map(|h| h.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            break Seen { line, headers, body: body.to_owned() };
        }
    };
    let number = {
        let mut log = log.lock().unwrap();
        log.push(seen.clone());
        log.len() - 1
    };
    let _ = stream.write_all(&answer(&seen, number)).await;
}

pub fn reply(status: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
        .into_bytes()
}

/// A token that lives long; its text carries the number.
pub fn token(number: usize) -> Vec<u8> {
    reply(
        "200 OK",
        &format!(
            r#"{{"access_token":"t0ken-{number}","expires_in":43199,"scope":"xs_user.read xs_user.write"}}"#
        ),
    )
}
