//! The proxy beside the window: switched, started again, watched.

use std::net::TcpListener;

use crate::support::Bench;
use data_encoding::BASE64;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use zonedesk_app::api::{
    Event, LastCall, MappingOutcome, NewConsumer, ProxyCallKind, ProxyCallQuery, ProxyCounts, ProxySettings,
    ProxyState, TransformationKind,
};
use zonedesk_app::consumers::{consumer_add, consumers};
use zonedesk_app::proxy_calls::{proxy_call, proxy_calls, proxy_counts};
use zonedesk_app::proxy_running::{proxy_restart, proxy_state, proxy_switch, proxy_trace};
use zonedesk_app::{App, Code, Options, landscape, proxy_settings};

/// The systems `Shop` and `Void`, a consumer of the first, and a port that is free.
struct Desk {
    bench: Bench,
    shop: String,
    void: String,
    secret: String,
    port: u16,
}

impl Desk {
    async fn new() -> Self {
        let bench = Bench::new().await;
        let (shop, void) = (bench.add("Shop").await.id, bench.add("Void").await.id);
        let new = NewConsumer { id: "idm".to_owned(), access: true, ..NewConsumer::default() };
        let secret = consumer_add(&bench.app, &shop, new).await.unwrap().secret.unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = ProxySettings { port, ..ProxySettings::default() };
        proxy_settings::proxy_settings_save(&bench.app, settings).await.unwrap();
        Self { bench, shop, void, secret, port }
    }

    async fn on() -> (Self, ProxyState) {
        let desk = Self::new().await;
        let state = proxy_switch(&desk.bench.app, &desk.shop, true).await.unwrap();
        assert_eq!((&state.failure, &state.systems), (&None, &vec![desk.shop.clone()]));
        (desk, state)
    }

    /// The status of a call of the consumer; none: nobody answers.
    async fn call(&self, method: &str, system: &str, below: &str, secret: &str, body: &str) -> Option<u16> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.ok()?;
        let credentials = BASE64.encode(format!("idm:{secret}").as_bytes());
        let request = format!(
            "{method} /ipsproxy/api/v1/scim/{system}{below} HTTP/1.1\r\nhost: p\r\nconnection: close\r\n\
             authorization: Basic {credentials}\r\ncontent-type: application/scim+json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer.split(' ').nth(1)?.parse().ok()
    }

    async fn get(&self, below: &str) -> Option<u16> {
        self.call("GET", &self.shop, below, &self.secret, "").await
    }
}

#[tokio::test]
async fn the_proxy_answers_for_what_is_on_and_rests_otherwise() {
    let desk = Desk::new().await;
    let app = &desk.bench.app;
    let state = proxy_state(app).await.unwrap();
    assert_eq!((state.base, state.since), (format!("http://localhost:{}", desk.port), None));
    assert!(state.loopback && !state.tls && state.systems.is_empty() && state.failure.is_none());
    assert_eq!(desk.get("/Users").await, None);

    let state = proxy_switch(app, &desk.shop, true).await.unwrap();
    assert!(state.since.is_some() && state.systems == [desk.shop.clone()], "{state:?}");
    assert_eq!(desk.get("/Users").await, Some(200));
    // Another system is enabled, and not on.
    assert_eq!(desk.call("GET", &desk.void, "/Users", &desk.secret, "").await, Some(404));
    proxy_switch(app, &desk.void, true).await.unwrap();
    assert_eq!(desk.call("GET", &desk.void, "/Users", &desk.secret, "").await, Some(401));

    let state = proxy_switch(app, &desk.shop, false).await.unwrap();
    assert!(state.since.is_some() && state.systems == [desk.void.clone()], "{state:?}");
    for (system, counts) in [(None, (2, 1)), (Some(&*desk.shop), (1, 0)), (Some(&*desk.void), (1, 1))] {
        let ProxyCounts { calls, errors } =
            proxy_counts(app, system, zonedesk_scim::Timestamp(0)).await.unwrap();
        assert_eq!((calls, errors), counts, "{system:?}");
    }
    assert_eq!(desk.get("/Users").await, Some(404));
    let state = proxy_switch(app, &desk.void, false).await.unwrap();
    assert_eq!((state.since, desk.get("/Users").await), (None, None));

    let unknown = proxy_switch(app, &zonedesk_workspace::SystemId::random().to_string(), true).await;
    assert!(unknown.unwrap_err().is(Code::NoSystem));
    let folder = zonedesk_app::api::NewSystem { name: "Group".to_owned(), ..Default::default() };
    let folder = landscape::system_add(app, folder).await.unwrap().id;
    assert!(proxy_switch(app, &folder, true).await.unwrap_err().is(Code::SystemIsFolder));
    assert_eq!(proxy_state(app).await.unwrap().systems, [] as [String; 0]);
}

#[tokio::test]
async fn what_is_on_starts_again_and_a_taken_port_is_told_with_what_helps() {
    let (desk, first) = Desk::on().await;
    let options = Options { workspace: Some(desk.bench.dir.path().to_owned()), ..Options::default() };
    let second = App::open(options);
    let state = proxy_state(&second).await.unwrap();
    assert_eq!((&state.systems, state.since), (&first.systems, None));
    let failure = state.failure.unwrap();
    assert!(failure.is(Code::ProxyNotStarted), "{failure:?}");
    assert!(
        failure.help.is_some() && failure.place.is_some_and(|place| place.contains(&desk.port.to_string()))
    );

    proxy_switch(&desk.bench.app, &desk.shop, false).await.unwrap();
    let state = proxy_restart(&second).await.unwrap();
    assert!(state.since.is_some() && state.failure.is_none(), "{state:?}");
    assert_eq!(desk.call("GET", &desk.shop, "/Users", "wrong", "").await, Some(401));
    // While it runs it can be started anew at the same port.
    let again = proxy_restart(&second).await.unwrap();
    assert!(again.since >= state.since && again.failure.is_none(), "{again:?}");
    proxy_switch(&second, &desk.shop, false).await.unwrap();
}

#[tokio::test]
async fn calls_are_listed_and_explained() {
    let (desk, _) = Desk::on().await;
    let app = &desk.bench.app;
    let mut events = app.events();
    assert_eq!(desk.get("/Users?count=2").await, Some(200));
    while !matches!(events.recv().await.unwrap(), Event::Proxy) {}
    assert_eq!(desk.get("/Users/nobody").await, Some(404));
    let eve = r#"{"userName": "eve@acme.example"}"#;
    assert_eq!(desk.call("POST", &desk.shop, "/Users", &desk.secret, eve).await, Some(400));
    assert_eq!(desk.call("GET", &desk.shop, "/Groups", "wrong", "").await, Some(401));

    let query = |text: &str, kind, upto, start, count| ProxyCallQuery {
        system: Some(desk.shop.clone()),
        kind,
        text: text.to_owned(),
        upto,
        start,
        count,
    };
    let (all, errors) = (ProxyCallKind::All, ProxyCallKind::Errors);
    for (query, numbers, total) in [
        (query("", all, None, 0, 500), vec![4, 3, 2, 1], 4),
        (query("", errors, None, 0, 500), vec![4, 3, 2], 3),
        (query("", ProxyCallKind::Slow, None, 0, 500), vec![], 0),
        (query("", all, None, 1, 2), vec![3, 2], 4),
        (query("", all, Some(2), 0, 500), vec![2, 1], 2),
        (query("get USERS", all, None, 0, 500), vec![2, 1], 2),
        (query("idm 401", errors, None, 0, 500), vec![4], 1),
        (query("idm else", all, None, 0, 500), vec![], 0),
        (ProxyCallQuery { system: Some(desk.void.clone()), count: 9, ..Default::default() }, vec![], 0),
        (ProxyCallQuery { count: 9, ..Default::default() }, vec![4, 3, 2, 1], 4),
    ] {
        let page = proxy_calls(app, query.clone()).await.unwrap();
        let told: Vec<_> = page.calls.iter().map(|call| call.number).collect();
        assert_eq!((told, page.total, page.newest), (numbers, total, 4), "{query:?}");
    }
    let page = proxy_calls(app, query("", errors, None, 0, 1)).await.unwrap();
    assert_eq!((page.all, page.errors, page.slow), (4, 3, 0));
    let too_many = proxy_calls(app, query("", all, None, 0, 501)).await;
    assert!(too_many.unwrap_err().is(Code::LimitTooLarge));

    let last = consumers(app, &desk.shop).await.unwrap()[0].last_call.unwrap();
    assert_eq!(last, LastCall { at: page.calls[0].at, status: 401 });

    let failed = proxy_call(app, 3).await.unwrap().unwrap();
    assert_eq!((failed.call.status, failed.call.system_name.as_str()), (400, "Shop"));
    let run = &failed.runs[0];
    assert_eq!(
        (run.kind, run.entity.as_str(), run.name.as_str()),
        (TransformationKind::Write, "user", "eve@acme.example")
    );
    assert_eq!(run.pointer.as_deref(), Some("/user/mappings/4"));
    assert!(run.failure.as_ref().unwrap().contains("$.emails"), "{run:?}");
    assert_eq!(run.mappings[4].outcome, MappingOutcome::Failed);
    assert_eq!(run.mappings[2].result.as_deref(), Some(r#""eve@acme.example""#));
    assert_eq!(run.mappings[5].why.as_deref(), Some("Mapping 5 failed before it."));
    assert!(failed.request_body.is_none() && failed.response_body.unwrap().contains("/user/mappings/4"));
    let header = |name: &str| failed.headers.iter().find(|header| header.name == name).unwrap().value.clone();
    assert_eq!(header("authorization"), "Basic idm:••••••••");
    let read = proxy_call(app, 1).await.unwrap().unwrap();
    assert_eq!((read.entities_read, read.entities_shown, read.backend.len()), (2, 2, 1));
    assert_eq!((read.backend[0].status, read.backend[0].method.as_str()), (Some(200), "GET"));
    assert_eq!(proxy_call(app, 5).await.unwrap(), None);
}

#[tokio::test]
async fn bodies_are_kept_for_so_many_minutes() {
    let (desk, _) = Desk::on().await;
    let app = &desk.bench.app;
    for minutes in [0, 24 * 60 + 1] {
        let refused = proxy_trace(app, &desk.shop, Some(minutes)).await.unwrap_err();
        assert!(refused.is(Code::ValueInvalid), "{refused:?}");
    }
    let before = proxy_state(app).await.unwrap().since.unwrap();
    let state = proxy_trace(app, &desk.shop, Some(24 * 60)).await.unwrap();
    let trace = &state.traces[0];
    assert!(
        trace.system == desk.shop && (0..60_000).contains(&(trace.until.0 - before.0 - 86_400_000)),
        "{state:?}"
    );
    let search = r#"{"filter": "userName eq \"max@acme.example\"", "password": "pa55"}"#;
    desk.call("POST", &desk.shop, "/Users/.search", &desk.secret, search).await;
    assert_eq!(proxy_trace(app, &desk.shop, None).await.unwrap().traces, []);
    desk.call("POST", &desk.shop, "/Users/.search", &desk.secret, search).await;

    let kept = proxy_call(app, 1).await.unwrap().unwrap();
    assert_eq!(kept.request_body.as_deref(), Some(search.replace("pa55", "••••••••").as_str()));
    assert!(
        kept.response_body.unwrap().contains("max@acme.example") && kept.traced_until == Some(trace.until)
    );
    assert_eq!(
        (kept.runs.len(), &kept.runs[0].failure, kept.runs[0].kind),
        (1, &None, TransformationKind::Read)
    );
    let not = proxy_call(app, 2).await.unwrap().unwrap();
    assert_eq!((not.request_body, not.response_body, not.runs), (None, None, vec![]));
}
