//! A consumer that costs little: one connection, HTTP/1.1 by hand, latencies noted.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Whom requests go to.
#[derive(Debug, Clone)]
pub struct Target {
    pub address: SocketAddr,
    /// Before each path.
    pub base: String,
    /// Values of the header of that name, one for each connection in turn.
    pub authorization: Vec<String>,
}

pub struct Client {
    stream: TcpStream,
    target: Arc<Target>,
    authorization: usize,
    buffer: Vec<u8>,
}

impl Client {
    pub async fn connect(target: &Arc<Target>, number: usize) -> io::Result<Self> {
        let stream = TcpStream::connect(target.address).await?;
        stream.set_nodelay(true)?;
        let authorization = number % target.authorization.len();
        Ok(Self { stream, target: target.clone(), authorization, buffer: Vec::new() })
    }

    /// Status and body.
    pub async fn get(&mut self, path: &str) -> io::Result<(u16, &[u8])> {
        let Target { base, authorization, .. } = &*self.target;
        let authorization = &authorization[self.authorization];
        let request =
            format!("GET {base}{path} HTTP/1.1\r\nhost: bench\r\nauthorization: {authorization}\r\n\r\n");
        self.stream.write_all(request.as_bytes()).await?;
        self.buffer.clear();
        let body = loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if let Some(end) = self.buffer.windows(4).take(4096).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let head = std::str::from_utf8(&self.buffer[..body]).map_err(io::Error::other)?;
        let status = head.get(9..12).and_then(|text| text.parse().ok());
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        let (status, length) = status.zip(length).ok_or_else(|| io::Error::other(head.to_owned()))?;
        self.buffer.reserve((body + length).saturating_sub(self.buffer.len()));
        while self.buffer.len() < body + length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok((status, &self.buffer[body..]))
    }
}

/// What came of many requests.
#[derive(Debug, Default)]
pub struct Load {
    pub errors: usize,
    pub rate: f64,
    pub p99: Duration,
}

/// Paths of one connection: its number, that of the request.
pub type Paths = fn(usize, usize) -> String;

/// Asks over so many connections at once for so long. Each first asks for what is not measured: `before` it.
pub async fn load(
    target: &Arc<Target>,
    connections: usize,
    span: Duration,
    before: Paths,
    paths: Paths,
) -> io::Result<Load> {
    let mut clients = Vec::new();
    for number in 0..connections {
        let mut client = Client::connect(target, number).await?;
        if connections <= 100 {
            client.get(&before(number, 0)).await?;
        }
        clients.push(client);
    }
    let began = Instant::now();
    let mut running = JoinSet::new();
    for (number, mut client) in clients.into_iter().enumerate() {
        let target = target.clone();
        running.spawn(async move {
            let (mut took, mut errors) = (Vec::new(), 0);
            let mut request = 0;
            while began.elapsed() < span {
                let asked = Instant::now();
                request += 1;
                match client.get(&paths(number, request)).await {
                    Ok((200, _)) => took.push(asked.elapsed()),
                    Ok((status, body)) => {
                        errors += 1;
                        if errors == 1 {
                            println!("{status}: {}", String::from_utf8_lossy(&body[..body.len().min(300)]));
                        }
                    }
                    Err(error) => {
                        errors += 1;
                        println!("{error}");
                        match Client::connect(&target, number).await {
                            Ok(new) => client = new,
                            Err(_) => break,
                        }
                    }
                }
            }
            (took, errors)
        });
    }
    let (mut all, mut errors) = (Vec::new(), 0);
    while let Some(done) = running.join_next().await {
        let (took, failed) = done?;
        all.extend(took);
        errors += failed;
    }
    let rate = all.len() as f64 / began.elapsed().as_secs_f64();
    all.sort_unstable();
    let p99 = all.get(all.len() * 99 / 100).copied().unwrap_or_default();
    Ok(Load { errors, rate, p99 })
}
