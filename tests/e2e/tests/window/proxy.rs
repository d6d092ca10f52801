//! A consumer calls the proxy of a system: it is let in, seen, and where a call fails the mapping is named.

use std::net::TcpListener;

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::screens::{THEMES, add_account, draw_in, picture, screen, simulated};

/// A port that nobody listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The proxy, once it is on, listens where nobody else does, without TLS.
pub async fn serve_at_a_free_port(app: &App) -> Result<()> {
    let settings = json!({ "publicUrl": "", "port": free_port()?, "tls": { "kind": "off" } });
    app.invoke("proxy_settings_save", json!({ "settings": settings })).await.map(drop)
}

/// What a consumer of the proxy holds.
pub struct Caller {
    http: reqwest::Client,
    base: String,
    id: &'static str,
    secret: String,
}

impl Caller {
    /// Of a system, whose proxy runs.
    pub async fn of(app: &App, system: &str, id: &'static str, secret: String) -> Result<Self> {
        let state = app.invoke("proxy_state", json!({})).await?;
        let base = state["base"].as_str().ok_or("no address")?;
        let base = format!("{base}/ipsproxy/service/api/v1/scim/{system}");
        Ok(Self { http: reqwest::Client::builder().no_proxy().build()?, base, id, secret })
    }

    pub async fn get(&self, path: &str) -> Result<(u16, Value)> {
        let request = self.http.get(format!("{}{path}", self.base)).basic_auth(self.id, Some(&self.secret));
        let answer = request.send().await?;
        Ok((answer.status().as_u16(), answer.json().await?))
    }
}

/// Has the read transformation fail on every user: a mapping more, whose source no user has.
pub async fn break_reading(app: &App, system: &str) -> Result<()> {
    let stored: Value = app.invoke("transformation", json!({ "system": system, "kind": "read" })).await?;
    let text = stored["text"].as_str().ok_or("no text")?;
    let target = "\"targetPath\": \"$.userName\"";
    let wanted = "\"targetPath\": \"$.userName\"\n      },\n      {\n        \"sourcePath\": \"$.costCenter\",\n        \"targetPath\": \"$.costCenter\"";
    assert!(text.contains(target), "{text}");
    let version =
        json!({ "system": system, "kind": "read", "basedOn": 1, "description": "Cost center of everybody" });
    let text = text.replacen(target, wanted, 1);
    app.invoke("transformation_save", json!({ "version": version, "text": text })).await.map(drop)
}

/// Adds a consumer as a person does; gives its secret, which is shown this once.
async fn add_consumer(app: &App, theme: &str, id: &str) -> Result<String> {
    app.click("[data-testid=consumers-add]").await?;
    app.type_into("[data-testid=consumer-id]", "-bad id").await?;
    app.click("[data-testid=consumer-add]").await?;
    app.see("[data-testid=consumer-id-error]").await?;
    app.type_into("[data-testid=consumer-id]", id).await?;
    screen(app, theme, "proxy-add-consumer").await?;
    app.click("[data-testid=consumer-add]").await?;
    app.see("[data-testid=consumer-secret]").await?;
    let secret = app.text("[data-testid=consumer-secret] code").await?;
    app.click("[data-testid=consumer-secret-close]").await?;
    app.see_no("[data-testid=consumer-secret]").await?;
    Ok(secret)
}

#[tokio::test]
async fn a_consumer_calls_is_seen_and_led_to_the_mapping_that_fails() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    for theme in THEMES {
        flow(&Setting::new(&format!("proxy-{theme}"))?, async |app| {
            draw_in(app, theme).await?;
            let id = add_account(app, &account).await?;
            serve_at_a_free_port(app).await?;
            app.go(&format!("/system/{id}/proxy")).await?;
            app.see("[data-testid=proxy-switch-on]").await?;
            app.see("[data-testid=consumers-none]").await?;
            screen(app, theme, "proxy-off").await?;
            app.click("[data-testid=proxy-switch]").await?;
            app.see_text("[data-testid=proxy-state]", "Running").await?;
            let secret = add_consumer(app, theme, "idm-prod").await?;
            app.see("[data-testid=consumer-idm-prod]").await?;
            app.see("[data-testid=proxy-no-calls]").await?;
            screen(app, theme, "proxy-no-calls").await?;

            let consumer = Caller::of(app, &id, "idm-prod", secret).await?;
            let (status, users) = consumer.get("/Users?count=100").await?;
            assert_eq!(status, 200, "{users}");
            app.see_text("[data-testid=row-0]", "/Users?count=100").await?;
            app.see_text("[data-testid=consumer-last-idm-prod]", ", 200").await?;

            app.click("[data-testid=proxy-log-menu]").await?;
            app.click("[data-testid=menu-trace-15]").await?;
            app.see("[data-testid=proxy-tracing]").await?;
            break_reading(app, &id).await?;
            let user = users["Resources"][0]["id"].as_str().ok_or("no user")?;
            let (status, failed) = consumer.get(&format!("/Users/{user}")).await?;
            assert_eq!(status, 500, "{failed}");
            for path in ["/Groups?count=50", "/ServiceProviderConfig", "/Groups?startIndex=51&count=50"] {
                assert_eq!(consumer.get(path).await?.0, 200, "{path}");
            }
            assert_eq!(consumer.get("/Groups/unknown").await?.0, 404);
            app.see_text("[data-testid=chip-errors]", "2").await?;
            app.click("[data-testid=chip-errors]").await?;
            app.see_text("[data-testid=row-1]", "500").await?;
            app.click("[data-testid=chip-all]").await?;
            app.click("[data-testid=row-4]").await?;
            app.see_text("[data-testid=call-failure]", "Mapping").await?;
            app.see_text("[data-testid=call-failure]", "costCenter").await?;
            app.see_text("[data-testid=call-mapping].failed", "$.costCenter").await?;
            app.see("[data-testid=call-response-body]").await?;
            screen(app, theme, "proxy").await?;
            app.resize(1024, 700).await?;
            screen(app, theme, "proxy-small-detail").await?;
            app.keys(&[key::ESCAPE]).await?;
            app.see_no("[data-testid=call-detail]").await?;
            screen(app, theme, "proxy-small").await?;
            app.resize(1440, 900).await?;

            // By keys alone: from the filter into the list, down two rows, open, on to the next, close.
            app.press_until("[data-testid=proxy-filter]", key::DOWN, "[data-testid=grid]:focus").await?;
            app.keys(&[key::HOME]).await?;
            app.keys(&[key::DOWN]).await?;
            app.keys(&[key::ENTER]).await?;
            app.see_text("[data-testid=call-title]", "startIndex=51").await?;
            app.keys(&[key::ESCAPE]).await?;
            app.see_no("[data-testid=call-detail]").await?;

            app.click("[data-testid=proxy-pause]").await?;
            app.see_text("[data-testid=proxy-fresh]", "Paused").await?;
            assert_eq!(consumer.get("/Users?count=2").await?.0, 200);
            app.see_text("[data-testid=proxy-fresh]", "1 new call").await?;
            screen(app, theme, "proxy-paused").await?;
            app.click("[data-testid=proxy-go-on]").await?;
            app.see_text("[data-testid=row-0]", "/Users?count=2").await?;

            app.click("[data-testid=proxy-connect]").await?;
            app.see_text("[data-testid=connect-curl]", "idm-prod").await?;
            app.see("[data-testid=connect-loopback]").await?;
            screen(app, theme, "proxy-connect").await?;
            app.keys(&[key::ESCAPE]).await?;
            app.see_no("[data-testid=connect-dialog]").await?;

            app.click("[data-testid=consumer-access-idm-prod]").await?;
            let refused = "return !document.querySelector('[data-testid=consumer-access-idm-prod]').checked";
            app.wait("the switch to go off", refused).await?;
            let listed = app.invoke("consumers", json!({ "system": id })).await?;
            assert_eq!(listed[0]["access"], json!(false));
            assert_eq!(consumer.get("/Users?count=1").await?.0, 403);

            app.click("[data-testid=rail-proxy]").await?;
            app.see_text("[data-testid=row-0]", "Retail DEV").await?;
            app.see("[data-testid=consumer-idm-prod]").await?;
            screen(app, theme, "proxy-all").await?;

            app.click("[data-testid=chip-errors]").await?;
            app.click("[data-testid=row-2]").await?;
            app.click("[data-testid=call-workbench]").await?;
            app.see_text("[data-testid=mapping][aria-current]", "$.costCenter").await?;
            picture(app, theme, "proxy-workbench").await
        })
        .await?;
    }
    Ok(())
}

/// The proxy in the high-contrast themes, with what has colours in it: statuses, tags, strips.
#[tokio::test]
async fn the_proxy_is_readable_in_high_contrast() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    for (theme, name) in [("highContrastBlack", "hcb"), ("highContrastWhite", "hcw")] {
        flow(&Setting::new(&format!("proxy-{name}"))?, async |app| {
            draw_in(app, theme).await?;
            let id = add_account(app, &account).await?;
            serve_at_a_free_port(app).await?;
            app.invoke("proxy_switch", json!({ "system": id, "on": true })).await?;
            let stranger = Caller::of(app, &id, "nobody", "wrong".to_owned()).await?;
            assert_eq!(stranger.get("/Users").await?.0, 401);
            app.go(&format!("/system/{id}/proxy")).await?;
            app.click("[data-testid=row-0]").await?;
            app.see("[data-testid=call-failure]").await?;
            screen(app, name, "proxy").await
        })
        .await?;
    }
    Ok(())
}
