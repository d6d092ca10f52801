//! Who is slow to send, and a stop that waits for them no longer than it says.

#![allow(clippy::unwrap_used)]

mod support;

use std::time::Duration;

use support::{Bench, SECRET, SHOP, basic, lasting, rest};
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
