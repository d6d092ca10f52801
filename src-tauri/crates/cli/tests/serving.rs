//! `zonedesk serve`: the proxy of every enabled system, headless.

#![allow(clippy::unwrap_used)]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use data_encoding::BASE64;
use serde_json::Value;
use support::Bench;

/// A proxy in a process of its own.
struct Proxy {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// Its first line that is not blank.
    ready: String,
}

impl Proxy {
    fn start(bench: &Bench, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_zonedesk"))
            .args(["--secrets", "this-run"])
            .args(arguments)
            .env("ZONEDESK_WORKSPACE", bench.workspace.path())
            .env("ZONEDESK_SECRET", &bench.secret)
            .env_remove("ZONEDESK_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut ready = String::new();
        while ready.trim().is_empty() {
            ready.clear();
            assert_ne!(stdout.read_line(&mut ready).unwrap(), 0, "it ended");
        }
        Self { child, stdout, ready }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.ready).unwrap_or_else(|error| panic!("{error}: {:?}", self.ready))
    }

    /// What it told on stderr, once it was asked to end and did.
    #[cfg(unix)]
    fn end(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
        let (mut told, mut rest) = (String::new(), String::new());
        self.child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        self.stdout.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "the first line is the only one");
        told
    }
}

/// Status and body of one call below an address.
fn call(base: &str, method: &str, below: &str, (id, secret): (&str, &str), body: &str) -> (u16, Value) {
    let (host, path) = base.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let credentials = BASE64.encode(format!("{id}:{secret}").as_bytes());
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "{method} /{path}{below} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nauthorization: Basic {credentials}\r\n\
         content-type: application/scim+json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, serde_json::from_str(body).unwrap_or_default())
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[test]
fn every_enabled_system_is_served_until_the_signal_to_end() {
    let bench = Bench::shop();
    let secret = bench.run(&["consumers", "add", "Shop", "idm", "--json"]).json()["secret"].clone();
    let secret = secret.as_str().unwrap();
    let proxy = Proxy::start(&bench, &["serve", "--listen", "127.0.0.1:0", "--json"]);
    let ready = proxy.json();
    let (base, system) = (ready["base"].as_str().unwrap(), &ready["systems"][0]);
    assert_eq!((&system["name"], &system["consumers"]), (&"Shop".into(), &1.into()));
    let url = system["url"].as_str().unwrap();
    assert!(url.starts_with(&format!("{base}/ipsproxy/api/v1/scim/")));

    let (status, page) = call(url, "GET", "/Users", ("idm", secret), "");
    assert_eq!((status, &page["totalResults"]), (200, &3.into()));
    assert_eq!(call(url, "GET", "/Users", ("idm", "wrong"), "").0, 401);
    let eve = r#"{"userName": "eve@acme.example", "emails": [{"value": "eve@acme.example"}]}"#;
    // No origin is set for new users yet.
    let (status, problem) = call(url, "POST", "/Users", ("idm", secret), eve);
    assert!(status == 500 && problem["detail"].as_str().unwrap().contains("xsuaa.origin"), "{problem}");
    // What others change in the workspace counts at once.
    bench.run(&["systems", "property", "set", "Shop", "xsuaa.origin=sap.default"]).ok();
    let (status, created) = call(url, "POST", "/Users", ("idm", secret), eve);
    assert_eq!((status, &created["origin"]), (201, &"sap.default".into()), "{created}");
    bench.run(&["consumers", "delete", "Shop", "idm", "--yes"]).ok();
    assert_eq!(call(url, "GET", "/Users", ("idm", secret), "").0, 401);
    bench.run(&["systems", "disable", "Shop"]).ok();
    assert_eq!(call(url, "GET", "/Users", ("idm", secret), "").0, 404);

    let told = proxy.end();
    assert!(told.contains("status=201"), "{told}");
    for hidden in [secret, &bench.secret, "eve@acme.example"] {
        assert!(!told.contains(hidden), "{hidden}: {told}");
    }
}

#[test]
fn other_computers_are_not_served() {
    let bench = Bench::empty();
    let refused = bench.run(&["serve", "--listen", "0.0.0.0:0", "--json"]);
    assert_ne!(refused.exit, 0);
    assert_eq!(refused.code(), "ZD9002");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert_eq!(bench.run(&["serve", "--listen", &address, "--json"]).code(), "ZD9001");
}

#[cfg(unix)]
#[test]
fn each_request_is_one_line_of_json_for_programs() {
    let bench = Bench::shop();
    let secret = bench.run(&["consumers", "add", "Shop", "idm", "--json"]).json()["secret"].clone();
    let secret = secret.as_str().unwrap();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "json", "--json"];
    let proxy = Proxy::start(&bench, &arguments);
    let url = proxy.json()["systems"][0]["url"].as_str().unwrap().to_owned();
    call(&url, "GET", "/Users", ("idm", secret), "");
    call(&url, "POST", "/Users", ("idm", secret), r#"{"userName": "eve@acme.example"}"#);
    call(&url, "GET", "/Users", ("idm", "wrong"), "");
    let told = proxy.end();
    let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of =
        |status: u16| lines.iter().find(|line| line["status"] == status).unwrap_or_else(|| panic!("{told}"));
    let read = of(200);
    assert_eq!((&read["system"], &read["consumer"]), (&"Shop".into(), &"idm".into()), "{read}");
    assert_eq!(
        (&read["backend"], &read["read"], &read["shown"]),
        (&1.into(), &3.into(), &3.into()),
        "{read}"
    );
    let failed = of(400);
    assert!(failed["findings"].as_str().unwrap().contains("/user/mappings/4"), "{failed}");
    assert_eq!((&failed["backend"], &of(401)["consumer"]), (&0.into(), &"idm".into()), "{failed}");
    assert!(!told.contains(secret) && !told.contains("eve@acme.example"), "{told}");
}

#[cfg(unix)]
#[test]
fn the_demo_can_be_called_through_its_proxy() {
    let bench = Bench::empty();
    let proxy = Proxy::start(&bench, &["demo", "--serve", "--json"]);
    let ready = proxy.json();
    let names: Vec<_> = ready.as_object().unwrap().keys().collect();
    assert_eq!(names, ["base", "password", "user"]);
    let text = |name: &str| ready[name].as_str().unwrap().to_owned();
    let (base, user, password) = (text("base"), text("user"), text("password"));
    let ask = |method: &str, below: &str, body: &str| call(&base, method, below, (&user, &password), body);
    let (status, page) = ask("GET", "/Users?count=3", "");
    assert_eq!((status, page["Resources"].as_array().map(Vec::len)), (200, Some(3)), "{page}");
    let eve = r#"{"userName": "eve@acme.example", "emails": [{"value": "eve@acme.example"}]}"#;
    let (status, made) = ask("POST", "/Users", eve);
    assert_eq!(status, 201, "{made}");
    let eve = format!("/Users/{}", made["id"].as_str().unwrap());
    let patch = r#"{"Operations": [{"op": "replace", "path": "active", "value": false}]}"#;
    let (status, patched) = ask("PATCH", &eve, patch);
    assert_eq!((status, &patched["active"]), (200, &false.into()), "{patched}");
    assert_eq!(ask("DELETE", &eve, "").0, 204);
    assert_eq!(ask("GET", &eve, "").0, 404);
    assert!(!proxy.end().contains(&password));

    // For people: a line to be tried, with another password.
    let proxy = Proxy::start(&bench, &["demo", "--serve"]);
    let parts: Vec<_> = proxy.ready.split('\'').collect();
    assert!(parts[0].ends_with("curl -u "), "{parts:?}");
    let (id, secret) = parts[1].split_once(':').unwrap();
    assert!(id == user && secret != password);
    let (base, below) = parts[3].split_at(parts[3].find("/Users").unwrap());
    assert_eq!(call(base, "GET", below, (id, secret), "").0, 200);
    assert_eq!(call(base, "GET", below, (id, &password), "").0, 401);
    proxy.end();
}
