//! What is sent to break in or to wear out: ids that want to be paths, floods of headers, thousands of connections.

use crate::support::{Bench, PATIENCE, SECRET, SHOP, basic, each};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test]
async fn an_id_is_one_segment_whatever_stands_in_it() {
    let bench = Bench::new(SHOP).await;
    let before = bench.get("/Users").await.ok();
    let long = "x".repeat(3_000);
    for id in [
        "u1%3fcount=1",
        "u1%23",
        long.as_str(),
        "..%2fGroups",
        "%2e%2e%2f%2e%2e%2foauth%2ftoken",
        "u1%2f..%2fu2",
        "u1%2Fmembers",
        "u1%5c..%5cu2",
        "u1%00",
        "u1%0d%0ax-injected:%201",
    ] {
        for (method, body) in
            [("GET", ""), ("DELETE", ""), ("PUT", r#"{"userName":"x","emails":[{"value":"x@x"}]}"#)]
        {
            let asked = bench.requests();
            let answer = bench.call(method, &format!("/Users/{id}"), &[], body).await;
            assert!(matches!(answer.status, 400 | 404), "{method} {id}: {answer:?}");
            assert_eq!(answer.json()["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error");
            assert!(!answer.headers.contains_key("x-injected"));
            assert!(bench.requests() - asked <= 1, "{method} {id}");
        }
    }
    assert_eq!(bench.get("/Users").await.ok(), before);
}

#[tokio::test]
async fn what_is_no_query_is_refused_as_scim_or_answered() {
    let bench = Bench::new(SHOP).await;
    for query in [
        "filter=userName%20eq%20%22%ff%22",
        "filter=userName%20eq%20%22%00%22",
        "filter=%22",
        "filter=userName%20eq%20%22a%22%20or%20",
        "startIndex=99999999999999999999",
        "startIndex=9223372036854775807",
        "count=-9223372036854775808",
        "count=1e3",
        "&&&=&=1&%=%",
        "attributes=%ff,%00",
    ] {
        let answer = bench.get(&format!("/Users?{query}")).await;
        assert!(matches!(answer.status, 200 | 400), "{query}: {answer:?}");
        assert!(
            answer.json()["schemas"][0]
                .as_str()
                .unwrap()
                .starts_with("urn:ietf:params:scim:api:messages:2.0:")
        );
    }
    let deep = format!("filter={}userName%20pr{}", "(".repeat(5_000), ")".repeat(5_000));
    bench.get(&format!("/Users?{deep}")).await.problem(400, "invalidFilter");
}

#[tokio::test]
async fn of_two_members_of_one_name_the_last_one_counts_everywhere() {
    let bench = Bench::new(SHOP).await;
    let body = r#"{"userName":"first@acme.example","userName":"last@acme.example",
        "schemas":["urn:x:unknown:2.0:Thing"],"urn:x:unknown:2.0:Thing":{"a":[1,{"b":null}]},
        "emails":[{"value":"a@acme.example","value":"last@acme.example"}]}"#;
    let created = bench.call("POST", "/Users", &[], body).await;
    assert_eq!(created.status, 201, "{created:?}");
    let created = created.json();
    assert_eq!(
        (&created["userName"], &created["emails"][0]["value"]),
        (&"last@acme.example".into(), &"last@acme.example".into())
    );
    assert_eq!(each(&bench.get("/Users").await.ok(), "userName").len(), 4);
}

#[tokio::test]
async fn bodies_that_are_none_of_ours_change_nothing() {
    let bench = Bench::new(SHOP).await;
    let before = (bench.get("/Users").await.ok(), bench.get("/Groups").await.ok());
    let requests = bench.requests();
    let deep = format!("{}1{}", "{\"a\":".repeat(200), "}".repeat(200));
    let user = r#"{"userName": "eve@acme.example", "emails": [{"value": "eve@acme.example"}]}"#;
    let json = "application/scim+json";
    for (kind, body, status, scim_type) in [
        (json, deep.as_bytes(), 400, "invalidSyntax"),
        (json, "[".repeat(100_000).as_bytes(), 400, "invalidSyntax"),
        (json, b"{\"userName\": \"\xc3\x28\"}", 400, "invalidSyntax"),
        (json, b"\xff\xfe{\x00}\x00", 400, "invalidSyntax"),
        (json, b"{\"userName\": \"a\"} {}", 400, "invalidSyntax"),
        (json, b"{\"userName\": 1e999}", 400, "invalidSyntax"),
        (json, b"\x1f\x8b\x08\x00", 400, "invalidSyntax"),
        ("text/plain", user.as_bytes(), 415, ""),
        ("application/xml", user.as_bytes(), 415, ""),
        ("application/json-patch+json", user.as_bytes(), 415, ""),
        ("multipart/form-data; boundary=x", user.as_bytes(), 415, ""),
        ("application/x-www-form-urlencoded", b"userName=eve", 415, ""),
        ("", user.as_bytes(), 415, ""),
    ] {
        for (method, below) in [
            ("POST", "/Users"),
            ("PUT", "/Users/u1"),
            ("PATCH", "/Users/u1"),
            ("POST", "/Groups"),
            ("PUT", "/Groups/Empty%20One"),
            ("PATCH", "/Groups/Empty%20One"),
            ("POST", "/Users/.search"),
        ] {
            let idm = basic("idm", SECRET);
            let headers = [("authorization", idm.as_str()), ("content-type", kind)];
            let answer = bench.raw(method, &bench.path(below), &headers, body).await;
            assert!(
                !answer.problem(status, scim_type).contains("eve"),
                "{method} {below} {kind}: {answer:?}"
            );
        }
    }
    assert_eq!(bench.requests(), requests);
    assert_eq!((bench.get("/Users").await.ok(), bench.get("/Groups").await.ok()), before);
}

#[tokio::test]
async fn a_body_that_does_not_say_how_large_it_is_has_the_same_limit() {
    let bench = Bench::new(SHOP).await;
    let requests = bench.requests();
    for (below, chunks, status) in
        [("/Users", 11, 413), ("/Users/.search", 11, 413), ("/Users/.search", 9, 200)]
    {
        let mut stream = TcpStream::connect(bench.proxy.address).await.unwrap();
        let (mut read, mut write) = stream.split();
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: p\r\nconnection: close\r\nauthorization: {}\r\n\
             content-type: application/scim+json\r\ntransfer-encoding: chunked\r\n\r\n",
            bench.path(below),
            basic("idm", SECRET)
        );
        let sending = async {
            write.write_all(head.as_bytes()).await?;
            write.write_all(b"2\r\n{}\r\n").await?;
            for _ in 0..chunks {
                write.write_all(format!("100000\r\n{}\r\n", " ".repeat(1 << 20)).as_bytes()).await?;
            }
            write.write_all(b"0\r\n\r\n").await
        };
        let mut answer = Vec::new();
        let (_, read) = tokio::join!(sending, tokio::time::timeout(PATIENCE, read.read_to_end(&mut answer)));
        let _ = read.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{below} {chunks}: {answer}");
    }
    // Only the search that was not too large.
    assert_eq!(bench.requests(), requests + 1);
}

#[tokio::test]
async fn schemas_that_nobody_knows_are_no_reason_to_refuse_or_to_fail() {
    let bench = Bench::new(SHOP).await;
    let op = r#"[{"op": "replace", "path": "urn:x:unknown:2.0:Thing:a.b", "value": {"c": [1]}},
        {"op": "replace", "path": "name.givenName", "value": "Joanna"}]"#;
    for (method, below, body, status) in [
        ("PATCH", "/Users/u1", format!(r#"{{"schemas": ["urn:x:none"], "Operations": {op}}}"#), 200),
        ("PATCH", "/Users/u1", format!(r#"{{"Operations": {op}}}"#), 200),
        ("PATCH", "/Users/u1", format!(r#"{{"schemas": "urn:x", "Operations": {op}}}"#), 200),
        ("POST", "/Users", r#"{"schemas": {"a": 1}, "userName": "x"}"#.to_owned(), 400),
        (
            "POST",
            "/Users/.search",
            r#"{"schemas": ["urn:x:none"], "filter": "urn:x:none:a pr"}"#.to_owned(),
            200,
        ),
    ] {
        let answer = bench.call(method, below, &[], &body).await;
        assert_eq!(answer.status, status, "{method} {body}: {answer:?}");
    }
    assert_eq!(bench.get("/Users/u1").await.ok()["name"]["givenName"], "Joanna");
}

#[tokio::test]
async fn a_flood_of_headers_ends_its_connection_alone() {
    let bench = Bench::new(SHOP).await;
    for headers in [
        (0..5_000).map(|number| format!("x-{number}: 1\r\n")).collect::<String>(),
        "cookie: a\r\n".repeat(3_000),
        format!("x-{}: 1\r\n", "n".repeat(70_000)),
        "transfer-encoding: chunked\r\ncontent-length: 5\r\n".to_owned(),
        "content-length: 5\r\ncontent-length: 6\r\n".to_owned(),
        "host: other\r\n \tfolded: yes\r\n".to_owned(),
    ] {
        let mut stream = TcpStream::connect(bench.proxy.address).await.unwrap();
        let head = format!(
            "GET {} HTTP/1.1\r\nhost: p\r\nconnection: close\r\nauthorization: {}\r\n{headers}\r\n",
            bench.path("/Users"),
            basic("idm", "wrong")
        );
        let _ = stream.write_all(head.as_bytes()).await;
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
        assert!(!answer.contains(SECRET));
    }
    bench.get("/Users").await.ok();
}

#[tokio::test]
async fn connections_that_send_nothing_or_half_a_head_hold_nobody_up() {
    let bench = Bench::new(SHOP).await;
    let mut idle = Vec::new();
    for number in 0..2_000 {
        // Both ends count against what this process may have open.
        let Ok(mut stream) = TcpStream::connect(bench.proxy.address).await else { break };
        if number % 2 == 0 {
            stream
                .write_all(b"GET /ipsproxy/service/api/v1/scim/ HTTP/1.1\r\nhost: p\r\nx-slow: ")
                .await
                .unwrap();
        }
        idle.push(stream);
    }
    // So many that the test may have open: a thousand files are the least that systems allow.
    assert!(idle.len() >= 300, "{}", idle.len());
    idle.truncate(idle.len() - 50);
    for _ in 0..5 {
        tokio::time::timeout(PATIENCE, bench.get("/Users")).await.unwrap().ok();
    }
}
