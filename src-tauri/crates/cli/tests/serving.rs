//! `zonedesk serve`: the proxy of every enabled system, headless.

#![allow(clippy::unwrap_used)]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use data_encoding::BASE64;
use serde_json::Value;
use support::Bench;

/// A proxy in a process of its own.
struct Proxy {
    child: Child,
    ready: Value,
}

impl Proxy {
    fn start(bench: &Bench) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_zonedesk"))
            .args(["--secrets", "this-run", "serve", "--listen", "127.0.0.1:0", "--json"])
            .env("ZONEDESK_WORKSPACE", bench.workspace.path())
            .env("ZONEDESK_SECRET", &bench.secret)
            .env_remove("ZONEDESK_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"));
        Self { child, ready }
    }

    /// Status and body of one call below the first system.
    fn call(&self, method: &str, below: &str, id: &str, secret: &str, body: &str) -> (u16, Value) {
        let url = self.ready["systems"][0]["url"].as_str().unwrap();
        let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
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

    /// What it told on stderr, once it was asked to end and did.
    #[cfg(unix)]
    fn end(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
        let mut told = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        told
    }
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
    let proxy = Proxy::start(&bench);
    let (base, system) = (proxy.ready["base"].as_str().unwrap(), &proxy.ready["systems"][0]);
    assert_eq!((&system["name"], &system["consumers"]), (&"Shop".into(), &1.into()));
    assert!(system["url"].as_str().unwrap().starts_with(&format!("{base}/ipsproxy/api/v1/scim/")));

    let (status, page) = proxy.call("GET", "/Users", "idm", secret, "");
    assert_eq!((status, &page["totalResults"]), (200, &3.into()));
    assert_eq!(proxy.call("GET", "/Users", "idm", "wrong", "").0, 401);
    let eve = r#"{"userName": "eve@acme.example", "emails": [{"value": "eve@acme.example"}]}"#;
    // No origin is set for new users yet.
    let (status, problem) = proxy.call("POST", "/Users", "idm", secret, eve);
    assert!(status == 500 && problem["detail"].as_str().unwrap().contains("xsuaa.origin"), "{problem}");
    // What others change in the workspace counts at once.
    bench.run(&["systems", "property", "set", "Shop", "xsuaa.origin=sap.default"]).ok();
    let (status, created) = proxy.call("POST", "/Users", "idm", secret, eve);
    assert_eq!((status, &created["origin"]), (201, &"sap.default".into()), "{created}");
    bench.run(&["consumers", "delete", "Shop", "idm", "--yes"]).ok();
    assert_eq!(proxy.call("GET", "/Users", "idm", secret, "").0, 401);
    bench.run(&["systems", "disable", "Shop"]).ok();
    assert_eq!(proxy.call("GET", "/Users", "idm", secret, "").0, 404);

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
