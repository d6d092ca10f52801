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
    /// `zonedesk serve` at any free port.
    fn serve(bench: &Bench, arguments: &[&str]) -> Self {
        Self::start(bench, &[&["serve", "--listen", "127.0.0.1:0", "--json"], arguments].concat())
    }

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

    /// Status and body of one call below the first system.
    fn call(&self, method: &str, below: &str, id: &str, secret: &str, body: &str) -> (u16, Value) {
        let ready = self.json();
        call(ready["systems"][0]["url"].as_str().unwrap(), method, below, (id, secret), body)
    }

    /// A path of the first system.
    fn path(&self, below: &str) -> String {
        let ready = self.json();
        let url = ready["systems"][0]["url"].as_str().unwrap();
        format!("/{}{below}", url.splitn(4, '/').nth(3).unwrap())
    }

    /// `authorization`: empty for none.
    fn send(&self, line: &str, authorization: &str, kind: &str, body: &str) -> (u16, Value) {
        send(self.json()["base"].as_str().unwrap(), line, authorization, kind, body)
    }

    /// A token of a client.
    fn token(&self, id: &str, secret: &str) -> Value {
        let body = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
        let (status, answer) =
            self.send("POST /oauth2/token", "", "application/x-www-form-urlencoded", &body);
        assert_eq!(status, 200, "{answer}");
        answer["access_token"].clone()
    }

    fn with_token(&self, token: &Value) -> u16 {
        let bearer = format!("Bearer {}", token.as_str().unwrap());
        self.send(&format!("GET {}", self.path("/Users")), &bearer, "text/plain", "").0
    }

    /// Reads files again; gives what it told of that.
    #[cfg(unix)]
    fn reload(&mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
        let mut told = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        let mut byte = [0];
        while !told.lines().any(|line| line.starts_with("Read again") || line.starts_with("Reading again"))
            || !told.ends_with('\n')
        {
            assert_eq!(stderr.read(&mut byte).unwrap(), 1, "{told}");
            told.push(byte[0].into());
        }
        self.child.stderr = Some(stderr);
        told
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
    let (_, path) = base.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let authorization = format!("Basic {}", BASE64.encode(format!("{id}:{secret}").as_bytes()));
    send(base, &format!("{method} /{path}{below}"), &authorization, "application/scim+json", body)
}

/// Status and body of one call to the host of an address. `authorization`: empty for none.
fn send(base: &str, line: &str, authorization: &str, kind: &str, body: &str) -> (u16, Value) {
    let host = base.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let authorization = match authorization {
        "" => String::new(),
        text => format!("authorization: {text}\r\n"),
    };
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{authorization}\
         content-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
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
    // Who was refused, and why.
    for (consumer, reason) in [("\"idm\"", "a wrong secret"), ("", "no consumer of this id")] {
        let is_told = |line: &str| {
            line.contains(" audit: ")
                && line.contains("name=\"Shop\"")
                && line.contains("peer=127.0.0.1")
                && line.contains("status=401")
                && line.contains(reason)
                && line.contains(consumer)
        };
        assert!(told.lines().any(is_told), "{reason}: {told}");
    }
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

#[cfg(unix)]
#[test]
fn clients_sign_in_by_token_and_tls_is_served_with_what_is_made_here() {
    let bench = Bench::shop();
    let secret = bench.run(&["consumers", "add", "Shop", "app", "--sign-in", "oauth", "--json"]).json();
    let secret = secret["secret"].as_str().unwrap();
    let proxy = Proxy::serve(&bench, &[]);
    let token = proxy.token("app", secret);
    assert_eq!(proxy.with_token(&token), 200);
    assert_eq!(proxy.call("GET", "/Users", "app", secret, "").0, 401);
    bench.run(&["consumers", "delete", "Shop", "app", "--yes"]).ok();
    assert_eq!(proxy.with_token(&token), 401);
    let told = proxy.end();
    assert!(told.contains("a token of a consumer who is no more") && !told.contains(secret), "{told}");

    let proxy = Proxy::serve(&bench, &["--tls-self-signed"]);
    assert!(proxy.json()["base"].as_str().unwrap().starts_with("https://127.0.0.1:"), "{}", proxy.ready);
    let certificate = std::fs::read_to_string(bench.workspace.path().join("proxy-certificate.pem")).unwrap();
    assert!(certificate.starts_with("-----BEGIN CERTIFICATE-----"));
    proxy.end();
}

#[test]
fn certificates_that_cannot_be_used_are_told_with_what_to_do() {
    let bench = Bench::empty();
    let made = |name: &str| {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        (made.cert.pem(), made.signing_key.serialize_pem())
    };
    let ((certificate, key), (_, other)) = (made("a"), made("b"));
    let file = |name: &str, text: &str| {
        let path = bench.workspace.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let (good, key, other) =
        (file("good.pem", &certificate), file("key.pem", &key), file("other.pem", &other));
    let (none, missing) = (file("none.pem", "no PEM"), bench.workspace.path().join("missing.pem"));
    let missing = missing.display().to_string();
    for (certificate, key, authorities, code) in [
        (&good, &other, &good, "ZD9003"),
        (&none, &key, &good, "ZD9003"),
        (&good, &none, &good, "ZD9003"),
        (&missing, &key, &good, "ZD9003"),
        (&good, &key, &none, "ZD9003"),
        (&good, &key, &missing, "ZD9003"),
    ] {
        let refused = bench.run(&[
            "serve",
            "--json",
            "--tls-certificate",
            certificate,
            "--tls-key",
            key,
            "--client-authorities",
            authorities,
        ]);
        assert_eq!(refused.code(), code, "{refused:?}");
        assert!(refused.err.contains("\"help\":\""), "{refused:?}");
    }
    let routers = bench.run(&["serve", "--json", "--tls-ended-by", "10.0.0.0/8,x"]);
    assert_eq!(routers.code(), "ZD3008");
    for wrong in [["--tls-key", &key, "--quiet"], ["--tls-self-signed", "--tls-ended-by", "10.0.0.0/8"]] {
        assert_eq!(bench.run(&[&["serve"], &wrong[..]].concat()).exit, 2);
    }
}

/// A file for `--config` over the account of a bench.
fn configuration(bench: &Bench) -> Value {
    let account = &bench.simulator.as_ref().unwrap().account;
    serde_json::json!({
        "systems": [{
            "id": "3f2b8c4e-0d5a-4f6b-9c1d-2e3f4a5b6c7d",
            "name": "Shop",
            "accessMode": "PROXY",
            "properties": {
                "URL": account["url"], "OAuth2TokenServiceURL": account["token_url"], "User": account["client_id"],
                "xsuaa.origin": "sap.default",
            },
        }],
        "secrets": {"Shop": {"env": "ZONEDESK_SECRET"}},
        "consumers": [
            {"system": "Shop", "id": "idm", "secret": {"file": "idm.txt"}},
            {"system": "3f2b8c4e-0d5a-4f6b-9c1d-2e3f4a5b6c7d", "id": "app", "signIn": "oauth",
             "secret": {"file": "idm.txt"}},
        ],
    })
}

#[cfg(unix)]
#[test]
fn a_file_is_all_that_a_proxy_needs_and_is_read_again_without_an_interruption() {
    let bench = Bench::with_shop();
    let write = |name: &str, text: &str| {
        let path = bench.workspace.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    write("idm.txt", "s3cret of idm\n");
    let mut config = configuration(&bench);
    let file = write("proxy.json", &config.to_string());
    let before: Vec<_> =
        std::fs::read_dir(bench.workspace.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut proxy = Proxy::serve(&bench, &["--config", &file]);
    assert!(proxy.path("").ends_with("/3f2b8c4e-0d5a-4f6b-9c1d-2e3f4a5b6c7d"));
    let (status, page) = proxy.call("GET", "/Users", "idm", "s3cret of idm", "");
    assert_eq!((status, &page["totalResults"]), (200, &3.into()));
    let token = proxy.token("app", "s3cret of idm");
    assert_eq!(proxy.with_token(&token), 200);

    // A consumer more; tokens and what is signed in stay good.
    let more = serde_json::json!({"system": "Shop", "id": "more", "secret": {"file": "idm.txt"}});
    config["consumers"].as_array_mut().unwrap().push(more);
    write("proxy.json", &config.to_string());
    assert!(proxy.reload().contains("Read again"));
    assert_eq!(proxy.with_token(&token), 200);
    assert_eq!(proxy.call("GET", "/Users", "more", "s3cret of idm", "").0, 200);
    // With a fault all stays as it was.
    write("proxy.json", "{");
    assert!(proxy.reload().contains("stays as it was"));
    assert_eq!(proxy.call("GET", "/Users", "more", "s3cret of idm", "").0, 200);
    // Another secret ends tokens.
    write("proxy.json", &config.to_string());
    write("idm.txt", "an0ther");
    assert!(proxy.reload().contains("Read again"));
    assert_eq!(proxy.with_token(&token), 401);
    assert_eq!(proxy.call("GET", "/Users", "idm", "an0ther", "").0, 200);
    let told = proxy.end();
    for hidden in ["s3cret of idm", "an0ther", &bench.secret] {
        assert!(!told.contains(hidden), "{told}");
    }
    let after: Vec<_> =
        std::fs::read_dir(bench.workspace.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(before, after);
}

#[test]
fn every_fault_of_a_file_is_told_with_its_place() {
    let bench = Bench::with_shop();
    let path = bench.workspace.path().join("proxy.json");
    std::fs::write(bench.workspace.path().join("idm.txt"), "s3cret").unwrap();
    let good = configuration(&bench);
    let with = |pointer: &str, value: Value| {
        let mut config = good.clone();
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        let member = &*member.replace("~1", "/");
        let parent = config.pointer_mut(parent).unwrap();
        match parent.as_array_mut() {
            Some(list) => list.push(value),
            None => parent[member] = value,
        }
        config
    };
    let null = Value::Null;
    for (config, pointers) in [
        (serde_json::json!([]), vec!["/"]),
        (serde_json::json!({}), vec!["/systems"]),
        (with("/systems", null.clone()), vec!["/systems"]),
        (with("/systems/0/id", "shop".into()), vec!["/systems/0/id"]),
        (with("/systems/0/name", "".into()), vec!["/systems/0/name"]),
        (with("/systems/0/accessMode", "SOURCE".into()), vec!["/systems/0"]),
        (with("/systems/0/readTransformation", serde_json::json!([])), vec!["/systems/0/readTransformation"]),
        (
            with("/systems/0/readTransformation", serde_json::json!({"user": {"mappings": 7}})),
            vec!["/systems/0/readTransformation"],
        ),
        (with("/systems/-", good["systems"][0].clone()), vec!["/systems/1/id", "/systems/1/name"]),
        (with("/secrets", serde_json::json!({})), vec!["/secrets"]),
        (with("/secrets/Other~1One", serde_json::json!({"env": "HOME"})), vec!["/secrets/Other~1One"]),
        (with("/secrets/Shop", serde_json::json!({"env": "NO_SUCH_VARIABLE"})), vec!["/secrets/Shop"]),
        (with("/secrets/Shop", serde_json::json!({"file": "missing"})), vec!["/secrets/Shop"]),
        (with("/secrets/Shop", "in the file".into()), vec!["/secrets/Shop"]),
        (with("/consumers/0/secret", "in the file".into()), vec!["/consumers/0/secret"]),
        (with("/consumers/0/system", "x".into()), vec!["/consumers/0/system"]),
        (with("/consumers/0/id", "a b".into()), vec!["/consumers/0/id"]),
        (with("/consumers/0/signIn", "magic".into()), vec!["/consumers/0/signIn"]),
        (with("/consumers/0/hash", "$argon2id$x".into()), vec!["/consumers/0"]),
        (with("/consumers/0/access", "yes".into()), vec!["/consumers/0/access"]),
        (with("/consumers/1/id", "idm".into()), vec!["/consumers/1/id"]),
        (
            with(
                "/consumers/-",
                serde_json::json!({"system": "Shop", "id": "c", "signIn": "certificate", "subject": "c"}),
            ),
            vec!["/consumers/2/subject"],
        ),
        (
            with("/consumers/-", serde_json::json!({"system": "Shop", "id": "c", "hash": "plain"})),
            vec!["/consumers/2/hash"],
        ),
        (with("/listen", 8443.into()), vec!["/listen"]),
        (with("/listen", "localhost".into()), vec!["/listen"]),
        (with("/publicUrl", "x".into()), vec!["/publicUrl"]),
        (with("/tls", serde_json::json!({"key": "k"})), vec!["/tls/certificate"]),
        (with("/tokenKeys", serde_json::json!([{"file": "idm.txt"}])), vec!["/tokenKeys/0"]),
        (with("/metricsToken", true.into()), vec!["/metricsToken"]),
        (with("/colour", 1.into()), vec!["/colour"]),
    ] {
        std::fs::write(&path, config.to_string()).unwrap();
        let refused =
            bench.run(&["serve", "--json", "--listen", "127.0.0.1:0", "--config", path.to_str().unwrap()]);
        assert_eq!(refused.code(), "ZD9004", "{config}");
        for pointer in pointers {
            assert!(refused.err.contains(&format!("\\n  {pointer}: ")), "{pointer}: {}", refused.err);
        }
        assert!(!refused.err.contains("s3cret"));
    }
    std::fs::write(&path, "{\"listen\": 1, \"listen\": 2").unwrap();
    assert_eq!(bench.run(&["serve", "--json", "--config", path.to_str().unwrap()]).code(), "ZD9004");
}
