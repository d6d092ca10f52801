//! The protocol: one session of WebKitWebDriver (W3C WebDriver) and the app that it started.

use std::fs::File;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::Result;

/// Of one call. A page that hangs must not hang the test.
const CALL: Duration = Duration::from_secs(30);
const DRIVER_ANSWERS_WITHIN: Duration = Duration::from_secs(10);

pub struct Session {
    http: reqwest::Client,
    url: String,
    /// The app ends with it.
    _driver: Process,
}

/// Ends when it is let go of, also by a flow that failed.
pub struct Process(pub Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill().and_then(|()| self.0.wait());
    }
}

impl Session {
    /// Starts the driver and, through it, the app. What both print goes to `log`.
    pub async fn start(
        binary: &Path,
        arguments: &[String],
        environment: &[(String, String)],
        log: File,
    ) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let driver = Command::new("WebKitWebDriver")
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            // without these two the window opens, but the session never starts
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // the window speaks as the desktop does; the tests read English
            .env("LC_ALL", "C.UTF-8")
            .env("LANGUAGE", "en")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .map(Process)
            .map_err(|error| format!("WebKitWebDriver does not start: {error}"))?;
        // the client of the workspace wants to know its cryptography, also where none is used; the second call says no
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().timeout(CALL).build()?;
        let base = format!("http://127.0.0.1:{port}");
        let until = Instant::now() + DRIVER_ANSWERS_WITHIN;
        while http.get(format!("{base}/status")).send().await.is_err() {
            if Instant::now() > until {
                return Err("WebKitWebDriver does not answer".into());
            }
            sleep(Duration::from_millis(20)).await;
        }
        let options = json!({"binary": binary, "args": arguments});
        let wanted = json!({"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}});
        let answer: Value = http.post(format!("{base}/session")).json(&wanted).send().await?.json().await?;
        let id = answer["value"]["sessionId"].as_str().ok_or_else(|| format!("no session: {answer}"))?;
        Ok(Self { url: format!("{base}/session/{id}"), http, _driver: driver })
    }

    pub async fn get(&self, path: &str) -> Result<Value> {
        self.answer(path, self.http.get(format!("{}{path}", self.url))).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.answer(path, self.http.post(format!("{}{path}", self.url)).json(body)).await
    }

    async fn answer(&self, path: &str, request: reqwest::RequestBuilder) -> Result<Value> {
        let mut answer: Value =
            request.send().await.map_err(|error| format!("{path}: {error}"))?.json().await?;
        match answer["value"]["error"].as_str() {
            Some(error) => Err(format!("{path}: {error}: {}", answer["value"]["message"]).into()),
            None => Ok(answer["value"].take()),
        }
    }

    /// Asks the driver to end the app. It needs the driver for that: the session must outlive the app.
    pub async fn end(&self) -> Result<()> {
        self.http.delete(&self.url).send().await?;
        Ok(())
    }
}
