//! Runs scenarios against a server and writes down what it answered.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::case::{Call, Scenario};
use crate::http::{Answer, call};
use crate::normal::{Known, lines};

/// A server that the cases run against.
#[derive(Debug, Clone)]
pub struct Server {
    /// Where `/Users`, `/Groups` and `/oauth/token` are found.
    pub base: String,
    /// Client ids with their secrets.
    pub clients: Vec<(String, String)>,
    /// Differs between two runs on one server that keeps its state.
    pub nonce: String,
}

/// The clients that a contract server has: those of the public recipe for a real UAA.
const CLIENTS: [&str; 5] = ["contract", "scim", "readonly", "noscope", "shortlived"];

/// The identity providers whose keys the cases name as origins.
const ORIGINS: [&str; 2] = ["sap.custom", "acme-platform"];

/// Adds the origins to a real UAA (`POST /identity-providers`); those that are there stay as they are.
///
/// # Errors
/// A call that could not be made, or was refused.
pub fn add_origins(server: &Server) -> Result<(), String> {
    let mut tokens = Tokens { server, tokens: BTreeMap::new() };
    let headers = [
        ("Authorization".to_owned(), format!("Bearer {}", tokens.of(CLIENTS[0])?)),
        ("Accept".to_owned(), "application/json".to_owned()),
        ("Content-Type".to_owned(), "application/json".to_owned()),
    ];
    for origin in ORIGINS {
        let body = json!({"type": "oidc1.0", "originKey": origin, "name": origin, "active": true, "config": {
            "authUrl": "http://localhost/authorize", "tokenUrl": "http://localhost/token", "tokenKey": "unused",
            "scopes": ["openid"], "showLinkText": false, "relyingPartyId": "contract",
            "relyingPartySecret": "unused", "issuer": format!("http://localhost/{origin}")}});
        let answer =
            call(&server.base, "POST", "/identity-providers", &headers, Some(body.to_string().as_bytes()))
                .map_err(|error| error.to_string())?;
        if !matches!(answer.status, 201 | 409) {
            return Err(format!(
                "origin {origin}: {} {}",
                answer.status,
                String::from_utf8_lossy(&answer.body)
            ));
        }
    }
    Ok(())
}

/// Runs all scenarios. The text has one paragraph for each call: what was asked, then the answer's lines.
///
/// # Errors
/// A call that could not be made at all.
pub fn record(server: &Server, file: &str, scenarios: &[Scenario]) -> Result<String, String> {
    let mut tokens = Tokens { server, tokens: BTreeMap::new() };
    let mut text = String::new();
    for (number, scenario) in scenarios.iter().enumerate() {
        text.push_str(&format!("== {}\n", scenario.title));
        let prefix = format!("{file}{}{number}-", server.nonce);
        let local = server.base.replace("localhost", "127.0.0.1");
        let mut known = Known { prefix, bases: vec![server.base.clone(), local], ..Known::default() };
        for call in &scenario.calls {
            let answer = send(&mut tokens, call, &known).map_err(|error| {
                format!("{file}, \"{}\", {} {}: {error}", scenario.title, call.method, call.path)
            })?;
            known.everything = !call.path.contains('{');
            let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            for (name, member) in &call.captures {
                let found = member.split('.').fold(&body, |value, key| &value[key]);
                if let Some(id) = found.as_str() {
                    known.names.insert(id.to_owned(), name.clone());
                }
            }
            text.push_str(&format!("{} {}\n", call.method, call.path));
            for line in lines(&answer, &known) {
                text.push_str(&line);
                text.push('\n');
            }
            text.push('\n');
        }
    }
    Ok(text)
}

struct Tokens<'s> {
    server: &'s Server,
    tokens: BTreeMap<String, String>,
}

impl Tokens<'_> {
    fn of(&mut self, client: &str) -> Result<String, String> {
        if let Some(token) = self.tokens.get(client) {
            return Ok(token.clone());
        }
        let credentials = self.basic(client)?;
        let headers = [
            ("Authorization".to_owned(), format!("Basic {credentials}")),
            ("Accept".to_owned(), "application/json".to_owned()),
            ("Content-Type".to_owned(), "application/x-www-form-urlencoded".to_owned()),
        ];
        let answer =
            call(&self.server.base, "POST", "/oauth/token", &headers, Some(b"grant_type=client_credentials"))
                .map_err(|error| error.to_string())?;
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let token = body["access_token"].as_str().ok_or_else(|| format!("no token for {client}: {body}"))?;
        self.tokens.insert(client.to_owned(), token.to_owned());
        Ok(token.to_owned())
    }

    fn basic(&self, client: &str) -> Result<String, String> {
        let found = self.server.clients.iter().find(|(id, _)| id == client);
        let (id, secret) = found.ok_or_else(|| format!("no client {client}"))?;
        Ok(STANDARD.encode(format!("{id}:{secret}")))
    }
}

fn send(tokens: &mut Tokens, case: &Call, known: &Known) -> Result<Answer, String> {
    let fill = |text: &str| {
        let mut text = text.replace("{p}", &known.prefix);
        for (value, name) in &known.names {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    };
    let mut headers: Vec<(String, String)> = Vec::new();
    let said = |name: &str| case.headers.iter().any(|(key, _)| key.eq_ignore_ascii_case(name));
    for (name, value) in &case.headers {
        if value != "-" {
            let value = match value.strip_prefix("basic of ") {
                Some(client) => format!("Basic {}", tokens.basic(client)?),
                None => fill(value),
            };
            headers.push((name.clone(), if value == "<empty>" { String::new() } else { value }));
        }
    }
    if !said("accept") {
        headers.push(("Accept".to_owned(), "application/json".to_owned()));
    }
    if case.client != "none" && !said("authorization") {
        headers.push(("Authorization".to_owned(), format!("Bearer {}", tokens.of(&case.client)?)));
    }
    if case.body.is_some() && !said("content-type") {
        headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    }
    let body = case.body.as_deref().map(&fill);
    call(&tokens.server.base, &case.method, &fill(&case.path), &headers, body.as_deref().map(str::as_bytes))
        .map_err(|error| error.to_string())
}

/// The clients that a contract server has, with their secrets.
pub fn clients() -> Vec<(String, String)> {
    CLIENTS.iter().map(|id| ((*id).to_owned(), format!("{id}-secret"))).collect()
}
