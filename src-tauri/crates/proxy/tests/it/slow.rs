//! Who is slow to send or to take, and a stop that waits for them no longer than it says.

use std::time::Duration;

use crate::support::{Bench, SECRET, SHOP, basic, lasting, made, rest};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

async fn sent(bench: &Bench, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(bench.proxy.address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// A head whose body is 500 bytes, and 22 of them.
fn half(bench: &Bench, line: &str, kind: &str) -> String {
    let authorization = basic("idm", SECRET);
    let (method, below) = line.split_once(' ').unwrap();
    let path = if below.starts_with("/oauth2") { below.to_owned() } else { bench.path(below) };
    format!(
        "{method} {path} HTTP/1.1\r\nhost: p\r\nconnection: close\r\nauthorization: {authorization}\r\n\
         expect: 100-continue\r\ncontent-type: {kind}\r\ncontent-length: 500\r\n\r\n{{\"userName\": \"half-sent"
    )
}

#[tokio::test]
async fn a_head_that_does_not_come_ends_its_connection() {
    let bench = Bench::new(SHOP).await;
    for text in ["", "GET /ready HTTP/1.1\r\nhost: p\r\nx-slow: "] {
        let mut stream = sent(&bench, text).await;
        assert_eq!(lasting(rest(&mut stream)).await, (String::new(), 60), "{text:?}");
    }
    // Nor is a connection kept that had its answer and asks for nothing more.
    let mut stream = sent(&bench, "GET /ready HTTP/1.1\r\nhost: p\r\n\r\n").await;
    let (answer, took) = lasting(rest(&mut stream)).await;
    assert!(answer.starts_with("HTTP/1.1 200") && took == 60, "{took} {answer}");
    bench.get("/Users").await.ok();
}

#[tokio::test]
async fn a_body_that_does_not_come_changes_nothing() {
    let bench = Bench::new(SHOP).await;
    let before = bench.get("/Users").await.ok();
    let requests = bench.requests();
    let scim = "application/scim+json";
    for (line, kind, drips, seconds) in [
        ("POST /Users", scim, false, 60),
        ("PUT /Users/u1", scim, false, 60),
        // However often a byte more comes.
        ("PATCH /Groups/Empty%20One", scim, true, 60),
        ("POST /Users/.search", scim, false, 60),
        ("POST /oauth2/token", "application/x-www-form-urlencoded", true, 10),
    ] {
        let (mut read, mut write) = sent(&bench, &half(&bench, line, kind)).await.into_split();
        let dripping = tokio::spawn(async move {
            while drips && write.write_all(b"x").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(900)).await;
            }
            // The other half stays open.
            write
        });
        let (answer, took) = lasting(rest(&mut read)).await;
        assert!(answer.contains("HTTP/1.1 408") && took == seconds, "{line}: {took} {answer}");
        assert!(answer.contains("did not come in time") && !answer.contains("half-sent"), "{answer}");
        dripping.abort();
    }
    assert_eq!(bench.requests(), requests);
    assert_eq!(bench.get("/Users").await.ok(), before);
}

/// More than systems take in for a connection that nobody reads.
const LARGE: usize = 12 << 20;

async fn with_large() -> Bench {
    let large = format!(r#"{{"name": "Large", "description": "{}"}}"#, "x".repeat(LARGE));
    Bench::new(&made("xsuaa", "shop", 3, &large)).await
}

/// A connection that began to be answered.
async fn answered(bench: &Bench) -> TcpStream {
    let (path, idm) = (bench.path("/Groups/Large"), basic("idm", SECRET));
    let head = format!("GET {path} HTTP/1.1\r\nhost: p\r\nconnection: close\r\nauthorization: {idm}\r\n\r\n");
    let mut stream = sent(bench, &head).await;
    let mut begun = [0; 12];
    stream.read_exact(&mut begun).await.unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");
    stream
}

#[tokio::test]
async fn who_takes_no_answer_holds_nobody_up_and_is_let_go() {
    let bench = with_large().await;
    let mut stuck = Vec::new();
    for _ in 0..2 {
        stuck.push(answered(&bench).await);
    }
    bench.get("/Users").await.ok();
    let large = bench.get("/Groups/Large").await.ok();
    assert_eq!(large["description"].as_str().map(str::len), Some(LARGE));
    // Nobody reads for a minute. What comes then is what was under way, and no more.
    let (taken, _) = lasting(async {
        tokio::time::sleep(Duration::from_secs(61)).await;
        let mut taken = Vec::new();
        for stream in &mut stuck {
            taken.push(rest(stream).await.len());
        }
        taken
    })
    .await;
    assert!(taken.iter().all(|taken| *taken < LARGE), "{taken:?}");
}

#[tokio::test]
async fn who_takes_an_answer_slowly_gets_all_of_it() {
    let bench = with_large().await;
    let mut stream = answered(&bench).await;
    let (taken, took) = lasting(async {
        let (mut part, mut taken) = (vec![0; 3 << 19], 0);
        while let Ok(()) = stream.read_exact(&mut part).await.map(drop) {
            taken += part.len();
            tokio::time::sleep(Duration::from_secs(10)).await;
        }
        taken
    })
    .await;
    assert_eq!((taken, took), (LARGE, 80));
}

#[tokio::test]
async fn a_stop_waits_for_what_hangs_no_longer_than_it_says() {
    let bench = Bench::new(SHOP).await;
    let mut stream = sent(&bench, &half(&bench, "POST /Users", "application/scim+json")).await;
    // The server asks for the body: the request runs.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).await.unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100"));
    let Bench { proxy, simulator: _simulator, .. } = bench;
    let ((), took) = lasting(proxy.stop()).await;
    assert_eq!(took, 25);
    assert_eq!(rest(&mut stream).await, "");
}
