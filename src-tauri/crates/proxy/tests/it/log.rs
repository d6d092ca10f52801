//! What is kept of calls: for whoever looks, without secrets, for a while.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::support::{Bench, SECRET, SHOP, basic};
use serde_json::json;
use zonedesk_proxy::Record;
use zonedesk_scim::Timestamp;
use zonedesk_simulator::Failure;
use zonedesk_transform::Outcome;

fn newest(bench: &Bench) -> Arc<Record> {
    bench.log.records().last().unwrap().clone()
}

#[tokio::test]
async fn a_call_is_kept_with_what_it_cost() {
    let bench = Bench::new(SHOP).await;
    bench.source.now.store(7, Ordering::Relaxed);
    // The token of the account comes first.
    bench.get("/Users/u1").await.ok();
    let by_name = "/Users?filter=displayName+sw+%22x%22";
    let new = json!({"userName": "new@acme.example", "emails": [{"value": "new@acme.example"}]}).to_string();
    for (method, below, body, status, read, shown, calls) in [
        ("GET", "/Users?count=2", "", 200, 2, 2, 1),
        ("GET", "/Users?startIndex=3&count=2", "", 200, 1, 1, 1),
        ("GET", "/Users/u1", "", 200, 1, 1, 1),
        ("GET", "/Users/nobody", "", 404, 0, 0, 1),
        ("GET", by_name, "", 200, 3, 0, 1),
        ("GET", "/ServiceProviderConfig", "", 200, 0, 0, 0),
        ("GET", "/Bulk", "", 404, 0, 0, 0),
        ("POST", "/Users", &new, 201, 1, 1, 1),
        ("DELETE", "/Users/u3", "", 204, 0, 0, 1),
    ] {
        bench.call(method, below, &[("x-request-id", "r-1"), ("user-agent", "idm/8")], body).await;
        let kept = newest(&bench);
        assert_eq!((kept.method.as_str(), kept.path.as_str(), kept.status), (method, below, status));
        assert_eq!((kept.read, kept.shown, kept.backend_calls), (read, shown, calls), "{below}");
        assert_eq!(kept.backend.len(), calls as usize, "{below}");
        assert_eq!((kept.request.as_str(), kept.at, kept.system), ("r-1", Timestamp(7), bench.id));
        assert_eq!((kept.consumer.as_deref(), kept.system_name.as_str()), (Some("idm"), "Shop"));
        assert!(kept.headers.contains("user-agent: idm/8\n"), "{}", kept.headers);
        // Bodies are those of failures.
        let told = kept.response_body.as_deref().unwrap_or_default();
        assert_eq!((told.contains(":Error"), kept.response_bytes > 0), (status >= 400, status != 204));
        assert!(kept.request_body.is_none() && kept.runs.is_empty());
    }
    let records = bench.log.records();
    assert!(records.iter().map(|record| record.number).eq(1..=10));
    let counts = bench.log.counts(Some(bench.id), Timestamp(0));
    assert_eq!((counts.calls, counts.errors), (10, 2));
    assert_eq!(records[1].backend[0].path, "/Users?startIndex=1&count=2&sortBy=id&sortOrder=ascending");
}

#[tokio::test]
async fn each_attempt_at_the_account_is_one_call() {
    let bench = Bench::new(SHOP).await;
    bench.get("/Users/u1").await.ok();
    let failures = [Failure::Html { status: 502 }, Failure::Reset].into();
    bench.simulator.control.set("shop", |settings| settings.fail_next = failures).unwrap();
    bench.get("/Users/u1").await.ok();
    let kept = newest(&bench);
    let told: Vec<_> =
        kept.backend.iter().map(|call| (call.method, call.path.as_str(), call.status)).collect();
    let one = |status| ("GET", "/Users/u1", status);
    assert_eq!(told, [one(Some(502)), one(None), one(Some(200))]);
    assert!(kept.backend.iter().map(|call| call.failure.is_some()).eq([true, true, false]));
}

#[tokio::test]
async fn a_failing_mapping_is_named_and_explained() {
    let bench = Bench::new(SHOP).await;
    let broken = r#""mappings": [{"constant": "x", "targetPath": "$.nickName"}, {"sourcePath": "$.nickName", "targetPath": "$.title"},"#;
    bench.change(|served| served.read = served.read.replacen("\"mappings\": [", broken, 1));
    for (below, status, read, runs) in [("/Users/u3", 500, 1, 1), ("/Users", 200, 3, 3)] {
        assert_eq!(bench.get(below).await.status, status);
        let kept = newest(&bench);
        assert_eq!((kept.read, kept.shown, kept.runs.len()), (read, 0, runs));
        let run = kept.runs.last().unwrap();
        let failure = run.failure.as_ref().unwrap();
        assert_eq!((failure.pointer.as_str(), run.is_write, run.word()), ("/user/mappings/1", false, "user"));
        assert_eq!(run.name, "max@acme.example");
        // The one before ran, the others were not reached.
        assert!(matches!(run.mappings.as_slice(), [first, second]
            if matches!(first.outcome, Outcome::Ran) && matches!(second.outcome, Outcome::Failed(_))));
        assert!(run.entity().unwrap().mappings.len() > 2 && run.text().contains("nickName"));
    }
    // A write that fails tells of what the consumer sent.
    bench.send("POST", "/Users", &json!({"userName": "eve@acme.example"})).await.problem(400, "invalidValue");
    let kept = newest(&bench);
    let failure = kept.runs[0].failure.as_ref().unwrap();
    assert_eq!((failure.pointer.as_str(), kept.runs[0].is_write), ("/user/mappings/4", true));
    assert_eq!((kept.runs[0].name.as_str(), kept.backend_calls), ("eve@acme.example", 0));
}

#[tokio::test]
async fn bodies_are_kept_while_a_system_is_traced() {
    let bench = Bench::new(SHOP).await;
    let search = json!({"filter": "userName eq \"max@acme.example\""});
    let until = Timestamp(1000);
    bench.log.trace(bench.id, Some(until));
    for (now, traced) in [(0, true), (999, true), (1000, false)] {
        bench.source.now.store(now, Ordering::Relaxed);
        bench.send("POST", "/Users/.search", &search).await.ok();
        let kept = newest(&bench);
        assert_eq!((kept.traced_until, kept.request_body.is_some()), (traced.then_some(until), traced));
        assert_eq!(kept.response_body.as_ref().is_some_and(|body| body.contains("max@")), traced);
        // The first entity is explained, though nothing failed.
        let runs: Vec<_> = kept.runs.iter().map(|run| (run.name.as_str(), run.failure.is_none())).collect();
        assert_eq!(runs, if traced { vec![("max@acme.example", true)] } else { vec![] });
    }
    bench.log.trace(bench.id, Some(Timestamp(5000)));
    bench.log.trace(bench.id, None);
    bench.get("/Users/u1").await.ok();
    assert_eq!(newest(&bench).response_body, None);
}

#[tokio::test]
async fn no_secret_is_kept() {
    let bench = Bench::new(SHOP).await;
    bench.log.trace(bench.id, Some(Timestamp(1)));
    // One that the transformation passes on, and one that fails behind it.
    let password = r#""mappings": [{"sourcePath": "$.password", "targetPath": "$.password"},"#;
    bench.change(|served| served.write = served.write.replacen("\"mappings\": [", password, 1));
    let sent = json!({"userName": "eve@acme.example", "password": "pa55", "emails": [{"value": "eve@acme.example"}]});
    bench.send("POST", "/Users", &sent).await.ok();
    bench
        .send("POST", "/Users", &json!({"password": "pa55", "nested": {"clientSecret": "pa55"}}))
        .await
        .problem(400, "invalidValue");
    let patch = json!({"Operations": [{"op": "replace", "path": "password", "value": "pa55"}]});
    bench.send("PATCH", "/Users/u1", &patch).await;
    bench
        .call("GET", "/Users?password=pa55", &[("x-api-key", "pa55"), ("cookie", "sid=pa55")], "")
        .await
        .ok();
    for authorization in [basic("idm", "pa55"), basic("nobody", "pa55"), format!("Bearer {SECRET}")] {
        let headers = [("authorization", authorization.as_str())];
        bench.raw("GET", &bench.path("/Users"), &headers, b"").await.problem(401, "");
    }
    let records = bench.log.records();
    assert_eq!(records.len(), 7);
    let shown = records[0].headers.lines().any(|line| line == "authorization: Basic idm:••••••••");
    assert!(shown, "{}", records[0].headers);
    assert_eq!(records[0].runs[0].mappings[0].value.as_ref().unwrap().to_string(), r#""••••••••""#);
    let all = format!("{records:?}");
    let encoded = |id: &str, secret: &str| basic(id, secret).trim_start_matches("Basic ").to_owned();
    for hidden in
        [SECRET, "pa55", &encoded("idm", SECRET), &encoded("idm", "pa55"), &encoded("nobody", "pa55")]
    {
        assert!(!all.contains(hidden), "{hidden}: {all}");
    }
}

#[tokio::test]
async fn a_consumers_last_call_is_known() {
    let bench = Bench::new(SHOP).await;
    let call = |id: &'static str, secret: &'static str| {
        let authorization = basic(id, secret);
        let bench = &bench;
        async move {
            bench.raw("GET", &bench.path("/Users"), &[("authorization", &authorization)], b"").await.status
        }
    };
    for (now, id, secret, status, known) in [
        (1, "idm", SECRET, 200, Some("idm")),
        (2, "off", SECRET, 403, Some("off")),
        (3, "idm", "wrong", 401, Some("idm")),
        (4, "nobody", SECRET, 401, None),
    ] {
        bench.source.now.store(now, Ordering::Relaxed);
        assert_eq!(call(id, secret).await, status);
        assert_eq!(newest(&bench).consumer.as_deref(), known);
        let last = known.map(|id| bench.log.last_call(bench.id, id));
        assert!(last.is_none_or(|last| last == Some((Timestamp(now), status))));
    }
    assert_eq!(bench.log.last_call(bench.id, "nobody"), None);
    // What leads to no system is nobody's.
    bench.raw("GET", "/nowhere", &[], b"").await.problem(404, "");
    assert_eq!(bench.log.records().len(), 4);
}

#[tokio::test]
async fn a_closed_address_is_free_while_a_request_still_runs() {
    let bench = Bench::new(SHOP).await;
    bench.get("/Users").await.ok();
    bench.simulator.control.set("shop", |settings| settings.delay = 200).unwrap();
    let Bench { simulator, mut proxy, source, log, id } = bench;
    let address = proxy.address;
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /ipsproxy/api/v1/scim/{id}/Users HTTP/1.1\r\nhost: p\r\nauthorization: {}\r\n\r\n",
        basic("idm", SECRET)
    );
    tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
    while simulator.control.requests("shop") == Some(1) {
        tokio::task::yield_now().await;
    }
    proxy.close().await;
    let options = zonedesk_proxy::Options { log: Some(log), ..zonedesk_proxy::Options::at(address) };
    let next = zonedesk_proxy::start(source, options).await.unwrap();
    assert_eq!(next.address, address);
    let mut answer = String::new();
    tokio::io::AsyncReadExt::read_to_string(&mut stream, &mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    proxy.stop().await;
}
