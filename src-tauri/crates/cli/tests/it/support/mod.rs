//! The built program over a workspace of its own, and a simulator that it runs itself.

pub mod proxy;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_zonedesk");

/// What a run left.
#[derive(Debug)]
pub struct Ran {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Stdout of a run that ended well, as JSON.
    pub fn json(&self) -> Value {
        assert_eq!(self.exit, 0, "{self:?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The code of the error that stderr tells as JSON.
    pub fn code(&self) -> String {
        let last = self.err.lines().last().unwrap_or_default();
        let told: Value = serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        told["error"]["code"].as_str().unwrap().to_owned()
    }

    pub fn ok(self) -> Self {
        assert_eq!(self.exit, 0, "{self:?}");
        self
    }
}

pub struct Bench {
    pub workspace: tempfile::TempDir,
    pub simulator: Option<Simulator>,
    /// Nothing that any run printed may hold it.
    pub secret: String,
}

impl Bench {
    pub fn empty() -> Self {
        Self { workspace: tempfile::tempdir().unwrap(), simulator: None, secret: String::new() }
    }

    /// With an account `Shop`, not added yet.
    pub fn with_shop() -> Self {
        let mut bench = Self::empty();
        let simulator = Simulator::start(bench.workspace.path());
        bench.secret = simulator.account["client_secret"].as_str().unwrap().to_owned();
        bench.simulator = Some(simulator);
        bench
    }

    /// With the system `Shop` over the account.
    pub fn shop() -> Self {
        let bench = Self::with_shop();
        bench.add("Shop").ok();
        bench
    }

    /// Writes a file of the test; its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.workspace.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    pub fn add(&self, name: &str) -> Ran {
        self.run(&self.adding(name))
    }

    /// The command line that adds the account, without its secret.
    pub fn adding<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let account = &self.simulator.as_ref().unwrap().account;
        let text = |key: &str| account[key].as_str().unwrap();
        vec![
            "systems",
            "add",
            name,
            "--url",
            text("url"),
            "--token-url",
            text("token_url"),
            "--client-id",
            text("client_id"),
        ]
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, |command| {
            command.env("ZONEDESK_SECRET", &self.secret);
        })
    }

    /// A run that is not waited for; what it prints is lost.
    pub fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.env("ZONEDESK_SECRET", &self.secret).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    }

    /// Secrets are kept nowhere: a test must not touch the keychain of whoever runs it.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(["--secrets", "this-run"])
            .args(arguments)
            .env("ZONEDESK_WORKSPACE", self.workspace.path())
            .env_remove("ZONEDESK_SECRET")
            .env_remove("ZONEDESK_LOG")
            .stdin(Stdio::null());
        command
    }

    pub fn run_with(&self, arguments: &[&str], with: impl FnOnce(&mut Command)) -> Ran {
        let mut command = self.command(arguments);
        with(&mut command);
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let ran = Ran {
            exit: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        if !self.secret.is_empty() {
            assert!(
                !ran.out.contains(&self.secret) && !ran.err.contains(&self.secret),
                "{arguments:?}: {ran:?}"
            );
        }
        ran
    }
}

/// One account, `Shop`, in a process of its own.
pub struct Simulator {
    child: Child,
    pub account: Value,
}

const LANDSCAPE: &str = r#"{"seed": 7, "accounts": [
    {"name": "Shop", "level": "subaccount", "subdomain": "shop", "region": "eu10", "users": [
        {"id": "u1", "userName": "jo@acme.example", "origin": "sap.default", "name": {"givenName": "Jo", "familyName": "Doe"},
         "emails": [{"value": "jo@acme.example"}]},
        {"id": "u2", "userName": "jo@acme.example", "origin": "acme-ias", "name": {"givenName": "Jo", "familyName": "Doe"},
         "emails": [{"value": "jo@acme.example"}]},
        {"id": "u3", "userName": "max@acme.example", "origin": "sap.default", "emails": [{"value": "max@acme.example"}]}],
     "roleCollections": [
        {"name": "Retail Viewer", "description": "Read", "members": [{"userName": "max@acme.example", "origin": "sap.default"}]},
        {"name": "Empty One"}]}]}"#;

impl Simulator {
    fn start(dir: &Path) -> Self {
        let file = dir.join("landscape.json");
        std::fs::write(&file, LANDSCAPE).unwrap();
        let mut child = Command::new(PROGRAM)
            .args(["simulator", "--landscape"])
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        Self { child, account: ready["accounts"][0].clone() }
    }
}

impl Simulator {
    /// Asks the simulator's own control of the account, or sets what `settings` says.
    pub fn control(&self, settings: Option<&Value>) -> Value {
        let url = self.account["url"].as_str().unwrap();
        let host = url.trim_start_matches("http://").split('/').next().unwrap();
        let body = settings.map(Value::to_string).unwrap_or_default();
        let method = if settings.is_some() { "PUT" } else { "GET" };
        let mut stream = TcpStream::connect(host).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} /_control/shop HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
