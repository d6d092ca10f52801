//! Consumers who go away, stop half-way, come all at once or send what nobody should.

use std::sync::Arc;

use crate::support::{Bench, PATIENCE, SECRET, SHOP, basic};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::{JoinSet, yield_now};

fn head(bench: &Bench, method: &str, below: &str, length: usize) -> String {
    format!(
        "{method} {} HTTP/1.1\r\nhost: p\r\nauthorization: {}\r\ncontent-type: application/scim+json\r\n\
         content-length: {length}\r\n\r\n",
        bench.path(below),
        basic("idm", SECRET)
    )
}

#[tokio::test]
async fn a_write_is_brought_to_its_end_though_its_consumer_has_gone() {
    let bench = Bench::new(SHOP).await;
    bench.property("scim.support.patch.operation", "false");
    bench.get("/Groups/Empty%20One").await.ok();
    bench.simulator.control.set("shop", |settings| settings.delay = 50).unwrap();
    let before = bench.requests();
    let body =
        json!({"Operations": [{"op": "add", "path": "members", "value": ["u1", "u2", "u3"]}]}).to_string();
    let mut stream = TcpStream::connect(bench.proxy.address).await.unwrap();
    let request = head(&bench, "PATCH", "/Groups/Empty%20One", body.len()) + &body;
    stream.write_all(request.as_bytes()).await.unwrap();
    // The first of three members is at the account.
    while bench.requests() == before {
        yield_now().await;
    }
    drop(stream);
    let all = async {
        loop {
            let group = bench.get("/Groups/Empty%20One").await.ok();
            if group["members"].as_array().is_some_and(|members| members.len() == 3) {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, all).await.unwrap();
}

#[tokio::test]
async fn a_body_that_ends_half_way_changes_nothing() {
    let bench = Bench::new(SHOP).await;
    let before = bench.get("/Users/u1").await.ok();
    let requests = bench.requests();
    let mut stream = TcpStream::connect(bench.proxy.address).await.unwrap();
    let request = head(&bench, "PUT", "/Users/u1", 500) + r#"{"userName": "half"#;
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    tokio::time::timeout(PATIENCE, stream.read_to_string(&mut answer)).await.unwrap().unwrap();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert_eq!(bench.requests(), requests);
    assert_eq!(bench.get("/Users/u1").await.ok(), before);
}

#[tokio::test]
async fn hundreds_at_once_are_all_answered() {
    let bench = Arc::new(Bench::new(SHOP).await);
    let mut consumers = JoinSet::new();
    for number in 0..300 {
        let bench = bench.clone();
        consumers.spawn(async move {
            let below = if number % 2 == 0 { "/Users?count=2" } else { "/Users/u1" };
            bench.get(below).await.status
        });
    }
    let statuses = tokio::time::timeout(PATIENCE, consumers.join_all()).await.unwrap();
    assert_eq!(statuses, [200; 300]);
}

#[tokio::test]
async fn what_nobody_should_send_is_refused_and_the_next_is_served() {
    let bench = Bench::new(SHOP).await;
    let authorization = basic("idm", SECRET);
    let long = "x".repeat(200_000);
    // More of a head than anybody needs, and no HTTP at all: the connection ends, the server does not.
    for bytes in [
        format!("GET {} HTTP/1.1\r\nhost: p\r\nx: {long}\r\n\r\n", bench.path("/Users")),
        format!("GET {}?filter={long} HTTP/1.1\r\nhost: p\r\n\r\n", bench.path("/Users")),
        "\u{16}\u{3}\u{1} hello\r\n\r\n".to_owned(),
    ] {
        let mut stream = TcpStream::connect(bench.proxy.address).await.unwrap();
        let _ = stream.write_all(bytes.as_bytes()).await;
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
    for body in [
        &b"{\"Operations\": [{\"op\": \"add\", \"path\": \"members\", \"value\": \"\xff\"}]}"[..],
        "{\"a\":".repeat(2_000).as_bytes(),
    ] {
        bench
            .raw("PATCH", &bench.path("/Groups/Empty%20One"), &headers, body)
            .await
            .problem(400, "invalidSyntax");
    }
    // The last of two members of one name counts, and nothing breaks.
    let twice = r#"{"Operations": [{"op": "remove", "op": "add", "path": "members", "value": ["u1"]}]}"#;
    assert_eq!(bench.call("PATCH", "/Groups/Empty%20One", &[], twice).await.status, 204);
    bench.get("/Users").await.ok();
}
