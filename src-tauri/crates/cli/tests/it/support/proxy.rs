//! A proxy in a process of its own, and a client that sends what it is told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use data_encoding::BASE64;
use serde_json::Value;

use super::{Bench, PROGRAM};

/// A proxy in a process of its own.
pub struct Proxy {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// Its first line that is not blank.
    pub ready: String,
}

impl Proxy {
    /// `zonedesk serve` at any free port.
    pub fn serve(bench: &Bench, arguments: &[&str]) -> Self {
        Self::start(bench, &[&["serve", "--listen", "127.0.0.1:0", "--json"], arguments].concat())
    }

    pub fn start(bench: &Bench, arguments: &[&str]) -> Self {
        Self::run(bench, &[&["--secrets", "this-run"], arguments].concat(), |_| ())
    }

    /// A server of the program, secrets where the workspace says.
    pub fn run(bench: &Bench, arguments: &[&str], with: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .env("ZONEDESK_WORKSPACE", bench.workspace.path())
            .env("ZONEDESK_SECRET", &bench.secret)
            .env_remove("ZONEDESK_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        with(&mut command);
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut ready = String::new();
        while ready.trim().is_empty() {
            ready.clear();
            assert_ne!(stdout.read_line(&mut ready).unwrap(), 0, "it ended");
        }
        Self { child, stdout, ready }
    }

    /// A variable of its environment.
    #[cfg(target_os = "linux")]
    pub fn variable(&self, name: &str) -> Option<String> {
        let all = std::fs::read_to_string(format!("/proc/{}/environ", self.child.id())).unwrap();
        let value = |pair: &str| Some(pair.split_once('=').filter(|(key, _)| *key == name)?.1.to_owned());
        all.split('\0').find_map(value)
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.ready).unwrap_or_else(|error| panic!("{error}: {:?}", self.ready))
    }

    /// Status and body of one call below the first system.
    pub fn call(&self, method: &str, below: &str, id: &str, secret: &str, body: &str) -> (u16, Value) {
        let ready = self.json();
        call(ready["systems"][0]["url"].as_str().unwrap(), method, below, (id, secret), body)
    }

    /// A path of the first system.
    pub fn path(&self, below: &str) -> String {
        let ready = self.json();
        let url = ready["systems"][0]["url"].as_str().unwrap();
        format!("/{}{below}", url.splitn(4, '/').nth(3).unwrap())
    }

    /// `authorization`: empty for none.
    pub fn send(&self, line: &str, authorization: &str, kind: &str, body: &str) -> (u16, Value) {
        send(self.json()["base"].as_str().unwrap(), line, authorization, kind, body)
    }

    /// A token of a client, and the seconds of its life.
    pub fn token(&self, id: &str, secret: &str) -> (Value, i64) {
        let body = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
        let (status, answer) =
            self.send("POST /oauth2/token", "", "application/x-www-form-urlencoded", &body);
        assert_eq!(status, 200, "{answer}");
        (answer["access_token"].clone(), answer["expires_in"].as_i64().unwrap())
    }

    pub fn with_token(&self, token: &Value) -> u16 {
        let bearer = format!("Bearer {}", token.as_str().unwrap());
        self.send(&format!("GET {}", self.path("/Users")), &bearer, "text/plain", "").0
    }

    /// Reads files again; gives what it told of that.
    #[cfg(unix)]
    pub fn reload(&mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
        let mut told = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        let mut byte = [0];
        while !(told.contains("Read again") || told.contains("Reading again")) || !told.ends_with('\n') {
            assert_eq!(stderr.read(&mut byte).unwrap(), 1, "{told}");
            told.push(byte[0].into());
        }
        self.child.stderr = Some(stderr);
        told
    }

    /// What it told on stderr, once it was asked to end and did.
    #[cfg(unix)]
    pub fn end(mut self) -> String {
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
pub fn call(base: &str, method: &str, below: &str, client: (&str, &str), body: &str) -> (u16, Value) {
    try_call(base, method, below, client, body).unwrap()
}

/// As [`call`]; none where the server has gone.
pub fn try_call(
    base: &str,
    method: &str,
    below: &str,
    (id, secret): (&str, &str),
    body: &str,
) -> Option<(u16, Value)> {
    let (_, path) = base.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let authorization = format!("Basic {}", BASE64.encode(format!("{id}:{secret}").as_bytes()));
    try_send(base, &format!("{method} /{path}{below}"), &authorization, "application/scim+json", body)
}

/// Status and body of one call to the host of an address. `authorization`: empty for none.
pub fn send(base: &str, line: &str, authorization: &str, kind: &str, body: &str) -> (u16, Value) {
    try_send(base, line, authorization, kind, body).unwrap()
}

fn try_send(base: &str, line: &str, authorization: &str, kind: &str, body: &str) -> Option<(u16, Value)> {
    let host = base.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let authorization = match authorization {
        "" => String::new(),
        text => format!("authorization: {text}\r\n"),
    };
    let mut stream = TcpStream::connect(host).ok()?;
    write!(
        stream,
        "{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{authorization}\
         content-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).unwrap_or_default()))
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
