//! Who may call, and what is refused before anything is asked of an account.

use std::net::SocketAddr;

use crate::support::{Bench, SECRET, SHOP, basic};
use zonedesk_proxy::{Options, StartError, start};

#[tokio::test]
async fn only_consumers_of_the_system_come_in() {
    let bench = Bench::new(SHOP).await;
    let path = bench.path("/Users");
    for (authorization, status) in [
        (None, 401),
        (Some(basic("idm", "wrong")), 401),
        (Some(basic("other", SECRET)), 401),
        (Some(format!("Digest {SECRET}")), 401),
        (Some(basic("off", SECRET)), 403),
    ] {
        let headers: Vec<_> = authorization.iter().map(|value| ("authorization", value.as_str())).collect();
        let answer = bench.raw("GET", &path, &headers, b"").await;
        answer.problem(status, "");
        assert_eq!(answer.header("www-authenticate").starts_with("Basic realm="), status == 401);
        assert!(!answer.text.contains(SECRET));
    }
    assert_eq!(bench.requests(), 0);
    // The permission counts at once, both ways.
    bench.change(|served| served.consumers[1].access = true);
    let authorization = basic("off", SECRET);
    let headers = [("authorization", authorization.as_str())];
    assert_eq!(bench.raw("GET", &path, &headers, b"").await.status, 200);
    bench.change(|served| served.consumers.clear());
    bench.raw("GET", &path, &headers, b"").await.problem(401, "");
}

#[tokio::test]
async fn all_base_paths_lead_to_the_same_and_others_nowhere() {
    let bench = Bench::new(SHOP).await;
    let authorization = basic("idm", SECRET);
    let headers = [("authorization", authorization.as_str())];
    let at = |base: &str| format!("/ipsproxy/{base}/{}/Users", bench.id);
    for base in ["service/api/v1/scim", "api/v1/scim"] {
        let page = bench.raw("GET", &at(base), &headers, b"").await.ok();
        assert_eq!(page["totalResults"], 3);
        let location = page["Resources"][0]["meta"]["location"].as_str().unwrap();
        assert!(location.contains(base), "{location}");
    }
    assert_eq!(bench.raw("GET", &format!("{}/", at("api/v1/scim")), &headers, b"").await.status, 200);
    let answer = bench.raw("GET", &at("certapi/v1/scim"), &headers, b"").await;
    assert!(answer.problem(401, "").contains("speaks no TLS"));
    let other = zonedesk_workspace::SystemId::random();
    for path in [
        "/".to_owned(),
        "/scim/v2/Users".to_owned(),
        format!("/ipsproxy/api/v1/scim/{other}/Users"),
        bench.path("/Bulk"),
        bench.path("/Users/.."),
        bench.path("/Users/%2e%2e"),
        bench.path("/Users//u1"),
    ] {
        bench.raw("GET", &path, &headers, b"").await.problem(404, "");
    }
    *bench.source.served.lock().unwrap() = None;
    bench.raw("GET", &at("api/v1/scim"), &headers, b"").await.problem(404, "");
}

#[tokio::test]
async fn what_is_no_scim_is_refused_as_scim() {
    let bench = Bench::new(SHOP).await;
    for method in ["PUT", "DELETE", "OPTIONS", "BREW"] {
        let answer = bench.call(method, "/Users", &[], "").await;
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, POST"), "{method}");
    }
    let search = "/Users/.search";
    bench.call("POST", search, &[("content-type", "text/plain")], "{}").await.problem(415, "");
    bench.call("POST", search, &[("content-encoding", "gzip")], "{}").await.problem(415, "");
    // RFC 7644 §4.
    for path in ["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"] {
        bench.get(&format!("{path}?Filter=id%20pr")).await.problem(403, "");
    }
    // Schemas are named in any case.
    bench.get("/Schemas/URN:ietf:params:scim:schemas:core:2.0:user").await.ok();
    bench.call("POST", search, &[("content-type", "application/json; charset=utf-8")], "{}").await.ok();
    for body in ["{", "[]", "null", "{\"filter\": \"\\ud800\"}", &"[".repeat(5000)] {
        bench.call("POST", search, &[], body).await.problem(400, "invalidSyntax");
    }
    bench.call("POST", search, &[("content-length", "10485761")], "{}").await.problem(413, "");
    let answer = bench.call("GET", "/Users", &[("x-request-id", "idm-7")], "").await;
    assert_eq!(answer.header("x-request-id"), "idm-7");
    let made = bench.get("/Users").await.header("x-request-id").to_owned();
    assert_eq!(made.len(), 36, "{made}");
}

#[tokio::test]
async fn searches_are_answered_for_each_kind_and_refused_for_both() {
    let bench = Bench::new(SHOP).await;
    for (below, filter, total) in [
        ("/Users/.search", "userName eq \"max@acme.example\"", 1),
        ("/Groups/.search", "displayName sw \"Retail\"", 1),
        ("/Groups/.search/", "displayName pr", 2),
    ] {
        let body = format!(r#"{{"filter": {filter:?}, "startIndex": 1, "count": 10}}"#);
        assert_eq!(bench.call("POST", below, &[], &body).await.ok()["totalResults"], total, "{below}");
        let answer = bench.get(below).await;
        answer.problem(405, "");
        assert_eq!(answer.header("allow"), "POST");
    }
    let requests = bench.requests();
    let told = bench.call("POST", "/.search", &[], "{}").await.problem(501, "");
    assert!(told.contains("/Users/.search"), "{told}");
    bench.get("/.search").await.problem(405, "");
    // Of no system.
    bench.raw("POST", "/.search", &[], b"{}").await.problem(404, "");
    assert_eq!(bench.requests(), requests);
}

#[tokio::test]
async fn more_than_the_limit_is_told_to_come_again() {
    let bench = Bench::new(SHOP).await;
    bench.property("proxy.rate.limit", "2");
    bench.get("/Users").await.ok();
    bench.get("/Users").await.ok();
    let answer = bench.get("/Users").await;
    answer.problem(429, "");
    let seconds: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
}

#[tokio::test]
async fn health_is_told_to_everyone() {
    let bench = Bench::new(SHOP).await;
    for path in ["/health", "/ready"] {
        let answer = bench.raw("GET", path, &[], b"").await;
        assert_eq!(answer.status, 200, "{answer:?}");
        bench.raw("POST", path, &[], b"{}").await.problem(405, "");
    }
    bench.raw("GET", "/metrics", &[], b"").await.problem(404, "");
}

#[tokio::test]
async fn other_computers_are_not_served_without_tls() {
    let bench = Bench::new(SHOP).await;
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let address: SocketAddr = address.parse().unwrap();
        let refused = start(bench.source.clone(), Options::at(address)).await;
        assert!(matches!(refused, Err(StartError::NotLoopback(told)) if told == address));
    }
    let taken = Options::at(bench.proxy.address);
    assert!(matches!(start(bench.source.clone(), taken).await, Err(StartError::Listen { .. })));
}

#[tokio::test]
async fn a_stop_lets_requests_come_to_their_end() {
    let bench = Bench::new(SHOP).await;
    bench.get("/Users").await.ok();
    bench.simulator.control.set("shop", |settings| settings.delay = 100).unwrap();
    let Bench { simulator, proxy, source: _source, id, .. } = bench;
    let address = proxy.address;
    let request = format!(
        "GET /ipsproxy/api/v1/scim/{id}/Users HTTP/1.1\r\nhost: p\r\nauthorization: {}\r\n\r\n",
        basic("idm", SECRET)
    );
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
    while simulator.control.requests("shop") == Some(1) {
        tokio::task::yield_now().await;
    }
    // It is at the account now.
    let stopped = tokio::spawn(proxy.stop());
    let mut answer = String::new();
    tokio::io::AsyncReadExt::read_to_string(&mut stream, &mut answer).await.unwrap();
    stopped.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
