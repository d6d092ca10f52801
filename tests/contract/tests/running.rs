//! What a running simulator does beside answering: limits, faults, tokens, its log of changes.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc;
use zonedesk_contract::http::{self, Answer};
use zonedesk_simulator::{Change, Failure, Landscape, LeapingClock, Options, Running, Simulator};

const SMALL: &str = r#"{"seed": 3, "accounts": [
    {"name": "Acme", "level": "globalAccount", "subdomain": "acme"},
    {"name": "EMEA", "level": "directory", "parent": "Acme"},
    {"name": "Shop", "level": "subaccount", "parent": "EMEA", "subdomain": "shop", "region": "eu10", "nesting": true,
     "origins": ["sap.default"], "clients": [{"id": "c!1", "secret": "s+%"}],
     "users": [{"userName": "jo@acme.example", "origin": "sap.default", "emails": [{"value": "jo@acme.example"}]}],
     "roleCollections": [{"name": "Viewer", "members": [{"userName": "jo@acme.example", "origin": "sap.default"}]},
                         {"name": "All", "members": [{"roleCollection": "Viewer"}]}],
     "generate": {"users": 20, "roleCollections": 2}}]}"#;

async fn start(options: Options) -> Running {
    let landscape = Landscape::from_json(SMALL).expect("a landscape");
    Simulator::start(landscape, options).await.expect("a free port")
}

/// A call to the account `shop`, with a fresh token.
async fn shop(
    running: &Running,
    method: &'static str,
    path: &str,
    body: Option<&'static str>,
) -> std::io::Result<Answer> {
    let url = running.accounts[1].url.clone();
    let path = path.to_owned();
    let call = move || {
        let form = [("Content-Type".to_owned(), "application/x-www-form-urlencoded".to_owned())];
        let credentials = b"grant_type=client_credentials&client_id=c%211&client_secret=s%2B%25";
        let answer = http::call(&url, "POST", "/oauth/token", &form, Some(credentials))?;
        let token = json(&answer)["access_token"].as_str().unwrap_or_default().to_owned();
        let headers = [
            ("Authorization".to_owned(), format!("Bearer {token}")),
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("If-Match".to_owned(), "*".to_owned()),
        ];
        http::call(&url, method, &path, &headers, body.map(str::as_bytes))
    };
    tokio::task::spawn_blocking(call).await.expect("the calling thread")
}

fn json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_default()
}

fn still() -> Arc<LeapingClock> {
    Arc::new(LeapingClock::new("2026-11-24T09:42:00.000Z".parse().expect("a moment")))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_landscape_file_is_shown_as_it_says() {
    let running = start(Options::default()).await;
    let names: Vec<_> = running.accounts.iter().map(|account| account.name.as_str()).collect();
    assert_eq!(names, ["Acme", "Shop"]);
    assert_eq!(running.folders[0].name, "EMEA");
    assert_eq!(running.accounts[1].url, format!("{}/shop", running.base));
    let users = json(&shop(&running, "GET", "/Users?count=1&sortBy=userName", None).await.unwrap());
    assert_eq!(users["totalResults"], 21);
    let jo =
        json(&shop(&running, "GET", "/Users?filter=userName+eq+%22jo@acme.example%22", None).await.unwrap());
    let groups: Vec<_> = jo["resources"][0]["groups"].as_array().unwrap().iter().collect();
    assert!(groups.iter().any(|group| group["value"] == "Viewer" && group["type"] == "DIRECT"), "{jo}");
    assert!(groups.iter().any(|group| group["value"] == "All" && group["type"] == "INDIRECT"), "{jo}");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_above_the_rate_wait_and_many_are_refused() {
    let clock = still();
    let options = Options { clock: clock.clone(), rate: 3, ..Options::default() };
    let running = start(options).await;
    let start = zonedesk_simulator::Clock::now(clock.as_ref()).0;
    for _ in 0..9 {
        assert_eq!(shop(&running, "GET", "/Users?count=0", None).await.unwrap().status, 200);
    }
    // three at once, six more at three a second
    assert_eq!(zonedesk_simulator::Clock::now(clock.as_ref()).0 - start, 1_997);
    assert_eq!(running.control.requests("shop"), Some(9));
    running.control.set("shop", |settings| {
        settings.rate = 0;
        settings.fail_next.push_back(Failure::Status { status: 429, retry_after: Some(7) });
    });
    let refused = shop(&running, "GET", "/Users?count=0", None).await.unwrap();
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("7")));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_meet_one_request_each() {
    let running = start(Options::default()).await;
    let html = Failure::Html { status: 502 };
    for failure in [html, Failure::Reset, Failure::Truncated, Failure::Lost] {
        running.control.set("shop", |settings| settings.fail_next.push_back(failure));
    }
    let body = r#"{"displayName":"Lost and found"}"#;
    let gateway = shop(&running, "GET", "/Groups", None).await.unwrap();
    assert_eq!((gateway.status, gateway.header("content-type")), (502, Some("text/html;charset=utf-8")));
    assert!(shop(&running, "POST", "/Groups", Some(body)).await.is_err());
    let cut = shop(&running, "GET", "/Groups", None).await.unwrap();
    assert!(serde_json::from_slice::<Value>(&cut.body).is_err());
    assert!(shop(&running, "POST", "/Groups", Some(body)).await.is_err());
    // the reset was before the write, the loss after it
    assert_eq!(shop(&running, "POST", "/Groups", Some(body)).await.unwrap().status, 409);
    running.control.set("shop", |settings| settings.unreachable = true);
    assert!(shop(&running, "GET", "/Groups", None).await.is_err());
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_end_early_come_slowly_and_tokens_end_in_the_middle() {
    let clock = still();
    let running = start(Options { clock: clock.clone(), ..Options::default() }).await;
    let control = &running.control;
    let fail = |failure| control.set("shop", |settings| settings.fail_next.push_back(failure)).unwrap();
    fail(Failure::Half);
    let half = shop(&running, "GET", "/Users?count=5", None).await.unwrap();
    let broken = serde_json::from_slice::<Value>(&half.body).unwrap_err();
    assert!(half.status == 200 && broken.is_eof(), "{broken}");
    let before = zonedesk_simulator::Clock::now(clock.as_ref()).0;
    fail(Failure::Slow { milliseconds: 700 });
    let slow = json(&shop(&running, "GET", "/Users?count=5", None).await.unwrap());
    assert_eq!(slow["resources"].as_array().unwrap().len(), 5);
    assert_eq!(zonedesk_simulator::Clock::now(clock.as_ref()).0 - before, 5 * 700);
    fail(Failure::Expired);
    let expired = shop(&running, "GET", "/Users?count=5", None).await.unwrap();
    assert_eq!((expired.status, json(&expired)["error"].as_str()), (401, Some("invalid_token")));
    control.set("shop", |settings| (settings.storm, settings.storm_retry_after) = (2, 9)).unwrap();
    for _ in 0..2 {
        let refused = shop(&running, "GET", "/Users?count=0", None).await.unwrap();
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("9")));
    }
    assert_eq!(shop(&running, "GET", "/Users?count=0", None).await.unwrap().status, 200);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_never_answered_may_have_been_run() {
    let running = std::sync::Arc::new(start(Options::default()).await);
    let mut silences = running.control.silences("shop").unwrap();
    let body = r#"{"displayName":"Unheard"}"#;
    for (run, then) in [(false, 201), (true, 409)] {
        running
            .control
            .set("shop", |settings| settings.fail_next.push_back(Failure::Silence { run }))
            .unwrap();
        let asking = running.clone();
        let asked = tokio::spawn(async move { shop(&asking, "POST", "/Groups", Some(body)).await });
        silences.changed().await.unwrap();
        // Nobody waits for its answer: it never comes.
        asked.abort();
        assert!(asked.await.unwrap_err().is_cancelled());
        assert_eq!(shop(&running, "POST", "/Groups", Some(body)).await.unwrap().status, then);
        shop(&running, "DELETE", "/Groups/Unheard", None).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_come_and_go_while_one_looks_and_writes() {
    let running = start(Options::default()).await;
    let list = |path: &'static str| async { json(&shop(&running, "GET", path, None).await.unwrap()) };
    let before = list("/Groups?count=500&sortBy=displayName").await;
    running.control.set("shop", |settings| settings.newcomers = 2).unwrap();
    let groups = list("/Groups?count=500&sortBy=displayName").await;
    let users = list("/Users?count=500").await;
    assert_eq!(groups["totalResults"].as_i64(), before["totalResults"].as_i64().map(|total| total + 1));
    // All that were there have moved by one.
    assert_eq!(groups["resources"][1]["id"], before["resources"][0]["id"]);
    assert_eq!(users["totalResults"], 22);
    // One vanishes under the hand: by its own address, and as one that is to come.
    let user = |n: usize| users["resources"][n]["id"].as_str().unwrap().to_owned();
    for (method, path, body) in [
        ("PATCH", format!("/Users/{}", user(1)), "{}".to_owned()),
        ("PATCH", "/Groups/Viewer".to_owned(), format!(r#"{{"members":[{{"value":"{}"}}]}}"#, user(2))),
        ("POST", "/Groups/Viewer/members".to_owned(), format!(r#"{{"value":"{}"}}"#, user(3))),
    ] {
        running.control.set("shop", |settings| settings.vanishing = 1).unwrap();
        let body: &'static str = Box::leak(body.into_boxed_str());
        let answer = shop(&running, method, &path, Some(body)).await.unwrap();
        // XSUAA says nothing of a user that is not there.
        let gone = if path.starts_with("/Users") { answer.status == 204 } else { answer.status >= 400 };
        assert!(gone, "{method} {path}: {}", answer.status);
        assert_eq!(running.control.settings("shop").unwrap().vanishing, 0);
    }
    assert_eq!(list("/Users?count=0").await["totalResults"], 19);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_are_kept_as_they_were_carried_out() {
    let running = start(Options::default()).await;
    let body = r#"{"displayName":"Kept"}"#;
    shop(&running, "POST", "/Groups", Some(body)).await.unwrap();
    running.control.set("shop", |settings| {
        settings.keep_writes = true;
        settings.fail_next.extend([Failure::Reset, Failure::Lost]);
    });
    assert!(shop(&running, "DELETE", "/Groups/Kept", None).await.is_err());
    assert!(shop(&running, "DELETE", "/Groups/Kept", None).await.is_err());
    assert_eq!(shop(&running, "DELETE", "/Groups/Kept", None).await.unwrap().status, 404);
    let base = running.base.clone();
    let asking = move || http::call(&base, "GET", "/_control/shop/writes", &[], None).expect("an answer");
    let writes = json(&tokio::task::spawn_blocking(asking).await.unwrap());
    assert_eq!(writes.as_array().unwrap().len(), 1, "{writes}");
    assert_eq!((&writes[0]["method"], &writes[0]["path"]), (&"DELETE".into(), &"/Groups/Kept".into()));
    assert_eq!(writes[0]["changes"][0]["change"], "groupGone");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stale_write_finds_another_version() {
    let running = start(Options::default()).await;
    let users = json(&shop(&running, "GET", "/Users?count=1&sortBy=userName", None).await.unwrap());
    let id = users["resources"][0]["id"].as_str().unwrap().to_owned();
    let before = users["resources"][0]["meta"]["version"].as_i64().unwrap();
    running.control.set("shop", |settings| settings.stale_writes = 1);
    let after = json(&shop(&running, "PATCH", &format!("/Users/{id}"), Some("{}")).await.unwrap());
    assert_eq!(after["meta"]["version"], before + 2);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn control_over_http_changes_what_it_names_and_no_more() {
    let running = start(Options::default()).await;
    let base = running.base.clone();
    let control = move |method: &'static str, path: &'static str, body: &'static str, origin: bool| {
        let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        if origin {
            headers.push(("Origin".to_owned(), "http://evil.example".to_owned()));
        }
        let answer = http::call(&base, method, path, &headers, Some(body.as_bytes())).expect("an answer");
        (answer.status, json(&answer))
    };
    let answers = tokio::task::spawn_blocking(move || {
        [
            control(
                "PUT",
                "/_control/shop",
                r#"{"rate":5,"failNext":[{"kind":"status","status":503}]}"#,
                false,
            ),
            control("PUT", "/_control/shop", r#"{"delay":2}"#, false),
            control("PUT", "/_control/shop", r#"{"nonsense":1}"#, false),
            control("PUT", "/_control/nobody", "{}", false),
            control("PUT", "/_control/shop", r#"{"rate":9}"#, true),
        ]
    });
    let answers = answers.await.unwrap();
    assert_eq!(answers.each_ref().map(|(status, _)| *status), [200, 200, 400, 404, 403]);
    assert_eq!(answers[1].1["settings"]["rate"], 5);
    let settings = running.control.settings("shop").unwrap();
    assert_eq!((settings.rate, settings.delay, settings.fail_next.len()), (5, 2, 1));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_end_with_their_time_or_at_once() {
    let clock = still();
    let running = start(Options { clock: clock.clone(), ..Options::default() }).await;
    let url = running.accounts[1].url.clone();
    let control = running.control.clone();
    let outcome = tokio::task::spawn_blocking(move || {
        let token = |url: &str| {
            let headers = [
                ("Authorization".to_owned(), "Basic YyExOnMrJQ==".to_owned()),
                ("Content-Type".to_owned(), "application/x-www-form-urlencoded".to_owned()),
            ];
            let answer =
                http::call(url, "POST", "/oauth/token", &headers, Some(b"grant_type=client_credentials"));
            json(&answer.expect("an answer"))["access_token"].as_str().unwrap_or_default().to_owned()
        };
        let get = |token: &str| {
            let headers = [("Authorization".to_owned(), format!("Bearer {token}"))];
            http::call(&url, "GET", "/Users?count=0", &headers, None).expect("an answer").status
        };
        let first = token(&url);
        let mut seen = vec![get(&first)];
        clock.advance(Duration::from_secs(43_202));
        seen.push(get(&first));
        let second = token(&url);
        seen.push(get(&second));
        control.expire_tokens("shop");
        seen.push(get(&second));
        clock.advance(Duration::from_secs(2));
        seen.push(get(&token(&url)));
        seen
    });
    assert_eq!(outcome.await.unwrap(), [200, 401, 200, 401, 200]);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replayed_changes_lead_to_the_same_accounts() {
    let clock = still();
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let options = Options { clock: clock.clone(), changes: Some(sender), ..Options::default() };
    let running = start(options.clone()).await;
    let user = r#"{"userName":"new@acme.example","origin":"sap.default","emails":[{"value":"new@acme.example"}],"externalId":"é"}"#;
    let created = json(&shop(&running, "POST", "/Users", Some(user)).await.unwrap());
    let id = created["id"].as_str().unwrap().to_owned();
    let jo =
        json(&shop(&running, "GET", "/Users?filter=userName+eq+%22jo@acme.example%22", None).await.unwrap());
    let jo = jo["resources"][0]["id"].as_str().unwrap().to_owned();
    let patch: &'static str = Box::leak(
        format!(r#"{{"members":[{{"value":"{id}"}},{{"value":"{jo}","operation":"delete"}}]}}"#)
            .into_boxed_str(),
    );
    for (method, path, body) in [
        (
            "POST",
            "/Groups".to_owned(),
            r#"{"displayName":"New","members":[{"value":"Viewer","type":"GROUP"}]}"#,
        ),
        ("PATCH", "/Groups/Viewer".to_owned(), patch),
        ("PATCH", format!("/Users/{id}"), r#"{"active":false,"name":{"familyName":"N"}}"#),
        ("DELETE", format!("/Users/{jo}"), ""),
        ("DELETE", "/Groups/All".to_owned(), ""),
        ("POST", "/Users".to_owned(), r#"{"userName":"gone","origin":"x","emails":[{"value":"a"}]}"#),
    ] {
        let answer = shop(&running, method, &path, Some(body)).await.unwrap();
        assert!(answer.status < 300, "{method} {path}: {}", String::from_utf8_lossy(&answer.body));
    }
    let lists = ["/Users?sortBy=userName&count=500", "/Groups?count=500"];
    let mut before = Vec::new();
    for path in lists {
        before.push(json(&shop(&running, "GET", path, None).await.unwrap()));
    }
    running.stop().await;
    let mut lines = Vec::new();
    while let Ok(change) = receiver.try_recv() {
        lines.push(serde_json::to_string(&change).unwrap());
    }
    let replay: Vec<Change> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(replay.iter().all(|change| change.account == "shop"));

    let again = start(Options { replay, ..options }).await;
    for (path, before) in lists.into_iter().zip(before) {
        assert_eq!(json(&shop(&again, "GET", path, None).await.unwrap()), before, "{path}");
    }
    // ids go on where they were
    let next = json(
        &shop(&again, "POST", "/Users", Some(r#"{"userName":"n","origin":"x","emails":[{"value":"a"}]}"#))
            .await
            .unwrap(),
    );
    assert_ne!(next["id"], created["id"]);
    again.stop().await;
}

#[test]
fn says_what_a_landscape_lacks() {
    for (file, message) in [
        (r#"{"accounts": [{"name": "A", "level": "sub"}]}"#, "the landscape file is not as it should be"),
        (
            r#"{"accounts": [{"name": "A", "level": "subaccount", "subdomain": "a"}, {"name": "B", "level": "subaccount", "subdomain": "a"}]}"#,
            "two accounts have the subdomain \"a\"",
        ),
        (
            r#"{"accounts": [{"name": "A", "level": "subaccount", "subdomain": "A/b"}]}"#,
            "the subdomain \"A/b\" may hold small letters, digits and - only",
        ),
    ] {
        let error = Landscape::from_json(file).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}
