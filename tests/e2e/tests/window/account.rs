//! An account of the demo landscape seen from outside: over HTTP, past the app.

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result};
use zonedesk_simulator::{Clock as _, Landscape, Options, Simulator, SystemClock};

pub struct Account {
    http: reqwest::Client,
    url: String,
    token: String,
}

impl Account {
    /// Asks the app where the account answers. Its credentials are the landscape's: the same in every simulator that
    /// is made of it.
    pub async fn of(app: &App, name: &str) -> Result<Self> {
        let twin = Simulator::start(Landscape::demo(SystemClock.now()), Options::default()).await?;
        let known =
            twin.accounts.iter().find(|account| account.name == name).ok_or("no such account")?.clone();
        twin.stop().await;
        let found = app.invoke("landscape", json!({})).await?;
        let node = found["systems"].as_array().and_then(|all| all.iter().find(|node| node["name"] == name));
        let node = node.ok_or_else(|| format!("{name} is not in the landscape"))?;
        let text = |key: &str| node[key].as_str().unwrap_or_default().to_owned();
        let http = reqwest::Client::builder().no_proxy().build()?;
        let answer: Value = http
            .post(text("tokenUrl"))
            .basic_auth(&known.client_id, Some(&known.client_secret))
            .form(&[("grant_type", "client_credentials")])
            .send()
            .await?
            .json()
            .await?;
        let token = answer["access_token"].as_str().ok_or_else(|| format!("no token: {answer}"))?.to_owned();
        Ok(Self { http, url: text("url"), token })
    }

    pub async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Value> {
        let request = self.http.get(format!("{}{path}", self.url)).query(query).bearer_auth(&self.token);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    /// The first resource that a filter finds.
    pub async fn find(&self, path: &str, filter: &str) -> Result<Value> {
        let page = self.get(path, &[("filter", filter)]).await?;
        Ok(page["resources"][0].clone())
    }
}
