//! Tokens of consumers, and the token of the metrics.

use std::net::SocketAddr;
use std::sync::atomic::Ordering;

use crate::support::{Answer, Bench, SECRET, SHOP, basic, key};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use zonedesk_proxy::Options;
use zonedesk_workspace::{Consumer, SignIn, SystemId};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const GRANT: &str = "grant_type=client_credentials";

fn client(id: &str, access: bool) -> Consumer {
    Consumer { sign_in: SignIn::OAuth, ..crate::support::consumer(id, access) }
}

async fn bench() -> Bench {
    let bench =
        Bench::with(SHOP, |served| served.consumers.extend([client("oauth", true), client("o!b|x", true)]))
            .await;
    bench.source.now.store(1_796_000_000_000, Ordering::Relaxed);
    bench
}

async fn ask(bench: &Bench, authorization: Option<&str>, body: &str) -> Answer {
    let mut headers = vec![FORM];
    headers.extend(authorization.map(|text| ("authorization", text)));
    bench.raw("POST", "/oauth2/token", &headers, body.as_bytes()).await
}

async fn token(bench: &Bench) -> String {
    let answer = ask(bench, Some(&basic("oauth", SECRET)), GRANT).await;
    let body = answer.ok();
    assert_eq!((&body["token_type"], &body["expires_in"]), (&"Bearer".into(), &3600.into()));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("content-type"), "application/json;charset=UTF-8");
    body["access_token"].as_str().unwrap().to_owned()
}

async fn call(bench: &Bench, path: &str, token: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    bench.raw("GET", path, &[("authorization", &bearer)], b"").await
}

#[track_caller]
fn invalid(answer: &Answer, what: &str) {
    answer.problem(401, "");
    let told = answer.header("www-authenticate");
    assert!(told.starts_with("Bearer ") && told.contains("error=\"invalid_token\""), "{what}: {answer:?}");
}

#[tokio::test]
async fn clients_get_tokens_and_others_an_error_of_the_rfc() {
    let bench = bench().await;
    let (oauth, form) = (basic("oauth", SECRET), format!("client_id=oauth&client_secret={SECRET}"));
    // RFC 6749, section 2.3.1: encoded as in a form.
    let encoded = basic("o%21b%7Cx", SECRET);
    let resource = format!("{GRANT}&resource=https://z.example{}", bench.path(""));
    for (authorization, body, status, error) in [
        (Some(oauth.as_str()), GRANT.to_owned(), 200, ""),
        (Some(&encoded), GRANT.to_owned(), 200, ""),
        (None, format!("{GRANT}&{form}&scope=any"), 200, ""),
        (Some(&oauth), format!("{GRANT}&client_id=oauth"), 200, ""),
        (Some(&oauth), resource, 200, ""),
        (Some(&oauth), format!("{GRANT}&resource=https://z.example/x"), 400, "invalid_target"),
        (Some(&oauth), format!("{GRANT}&client_id=other"), 400, "invalid_request"),
        (Some(&oauth), format!("{GRANT}&{form}"), 400, "invalid_request"),
        (Some(&oauth), format!("{GRANT}&{GRANT}"), 400, "invalid_request"),
        (Some(&oauth), String::new(), 400, "invalid_request"),
        (Some(&oauth), "grant_type=password".to_owned(), 400, "unsupported_grant_type"),
        (Some(&oauth), format!("{GRANT}&x={}", "x".repeat(20_000)), 400, "invalid_request"),
        (None, GRANT.to_owned(), 401, "invalid_client"),
        (None, format!("{GRANT}&client_id=oauth"), 401, "invalid_client"),
        (Some("Basic ###"), GRANT.to_owned(), 401, "invalid_client"),
        (Some("Bearer x"), GRANT.to_owned(), 401, "invalid_client"),
        (Some(&basic("o!b|x", "wrong")), GRANT.to_owned(), 401, "invalid_client"),
        (Some(&basic("nobody", SECRET)), GRANT.to_owned(), 401, "invalid_client"),
        // Another sign-in is no client.
        (Some(&basic("idm", SECRET)), GRANT.to_owned(), 401, "invalid_client"),
    ] {
        let answer = ask(&bench, authorization, &body).await;
        assert_eq!(answer.status, status, "{body}: {answer:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("www-authenticate").starts_with("Basic "), status == 401, "{answer:?}");
        assert_eq!(answer.json()["error"].as_str().unwrap_or_default(), error, "{body}");
        assert!(!answer.text.contains(SECRET));
    }
    let json = [("content-type", "application/json"), ("authorization", oauth.as_str())];
    assert_eq!(bench.raw("POST", "/oauth/token", &json, b"{}").await.json()["error"], "invalid_request");
    let answer = bench.raw("GET", "/oauth/token", &[], b"").await;
    assert_eq!((answer.status, answer.header("allow")), (405, "POST"));
    bench.change(|served| served.consumers.iter_mut().for_each(|consumer| consumer.access = false));
    assert_eq!(ask(&bench, Some(&oauth), GRANT).await.json()["error"], "unauthorized_client");
    assert_eq!(bench.requests(), 0);
}

#[tokio::test]
async fn a_token_ends_with_its_hour_its_secret_and_its_consumer() {
    let bench = bench().await;
    let token = token(&bench).await;
    let path = bench.path("/Users");
    assert_eq!(call(&bench, &path, &token).await.ok()["totalResults"], 3);
    let now = bench.source.now.fetch_add(3_599_000, Ordering::Relaxed);
    call(&bench, &path, &token).await.ok();
    bench.source.now.store(now + 3_600_000, Ordering::Relaxed);
    invalid(&call(&bench, &path, &token).await, "its hour");
    bench.source.now.store(now, Ordering::Relaxed);

    // A key that a newer one follows still checks; one that is gone does not.
    let keys = |ids: &[&str]| *bench.source.keys.lock().unwrap() = ids.iter().map(|id| key(id)).collect();
    keys(&["second", "first"]);
    call(&bench, &path, &token).await.ok();
    keys(&["second"]);
    invalid(&call(&bench, &path, &token).await, "its key");
    keys(&["first"]);

    let at = bench.source.served.lock().unwrap().as_ref().unwrap().consumers.len() - 2;
    let kept = bench.source.served.lock().unwrap().as_ref().unwrap().consumers[at].clone();
    bench.change(|served| served.consumers[at].access = false);
    call(&bench, &path, &token).await.problem(403, "");
    bench.change(|served| {
        served.consumers[at] = Consumer { hash: Some("$argon2id$another".to_owned()), ..kept.clone() };
    });
    invalid(&call(&bench, &path, &token).await, "its secret");
    bench.change(|served| served.consumers[at] = Consumer { sign_in: SignIn::Basic, ..kept.clone() });
    invalid(&call(&bench, &path, &token).await, "its sign-in");
    bench.change(|served| drop(served.consumers.remove(at)));
    invalid(&call(&bench, &path, &token).await, "its consumer");
    bench.change(|served| served.consumers.push(kept));
    call(&bench, &path, &token).await.ok();
    // No other base path is opened that wants a certificate.
    call(&bench, &format!("/ipsproxy/certapi/v1/scim/{}/Users", bench.id), &token).await.problem(401, "");
}

#[tokio::test]
async fn a_token_lives_as_long_as_its_consumer_says() {
    let bench = bench().await;
    let path = bench.path("/Users");
    let life = |minutes| {
        bench.change(|served| {
            let clients = served.consumers.iter_mut().filter(|consumer| consumer.id == "oauth");
            clients.for_each(|client| client.token_minutes = minutes);
        });
    };
    let status = async |token: &str, seconds: i64| {
        bench.source.now.store(seconds * 1000, Ordering::Relaxed);
        call(&bench, &path, token).await.status
    };
    for (minutes, seconds) in [(Some(1), 60), (Some(15), 900), (None, 3600), (Some(1440), 86_400)] {
        life(minutes);
        bench.source.now.store(0, Ordering::Relaxed);
        let made = ask(&bench, Some(&basic("oauth", SECRET)), GRANT).await.json();
        assert_eq!(made["expires_in"], seconds);
        let token = made["access_token"].as_str().unwrap();
        assert_eq!(
            (status(token, seconds - 1).await, status(token, seconds).await),
            (200, 401),
            "{minutes:?}"
        );
        // A shorter life counts for a token that is out, a longer one does not.
        life(Some(1));
        assert_eq!((status(token, 59).await, status(token, 60).await), (200, 401), "{minutes:?}");
        life(Some(1440));
        assert_eq!(status(token, seconds).await, 401, "{minutes:?}");
    }
}

#[tokio::test]
async fn a_token_opens_the_systems_whose_secret_it_was_given_for() {
    let bench = bench().await;
    let mut other = bench.source.served.lock().unwrap().clone().unwrap();
    other.id = SystemId::random();
    let mut third = other.clone();
    third.id = SystemId::random();
    for consumer in &mut third.consumers {
        consumer.hash = Some("$argon2id$another".to_owned());
    }
    let at = |id: SystemId| format!("/ipsproxy/api/v1/scim/{id}/Users");
    let first = token(&bench).await;
    bench.source.more.lock().unwrap().extend([other.clone(), third.clone()]);
    invalid(&call(&bench, &at(other.id), &first).await, "one that came later");

    let bench = self::bench().await;
    bench.source.more.lock().unwrap().extend([other.clone(), third.clone()]);
    let both = token(&bench).await;
    call(&bench, &bench.path("/Users"), &both).await.ok();
    call(&bench, &at(other.id), &both).await.ok();
    invalid(&call(&bench, &at(third.id), &both).await, "another secret");
    let narrow = format!("{GRANT}&resource=http://z.example{}", at(other.id));
    let answer = ask(&bench, Some(&basic("oauth", SECRET)), &narrow).await.ok();
    let narrow = answer["access_token"].as_str().unwrap();
    call(&bench, &at(other.id), narrow).await.ok();
    invalid(&call(&bench, &bench.path("/Users"), narrow).await, "of another system");

    bench.source.more.lock().unwrap().extend((0..70).map(|_| {
        let mut one = third.clone();
        one.id = SystemId::random();
        one
    }));
    let answer = ask(&bench, Some(&basic("oauth", SECRET)), GRANT).await;
    assert!(answer.status == 400 && answer.text.contains("resource"), "{answer:?}");
}

fn signed(header: &Value, claims: &Value, secret: &str) -> String {
    let text = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", BASE64.encode(mac.finalize().into_bytes()))
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let bench = bench().await;
    let token = token(&bench).await;
    let path = bench.path("/Users");
    let part = |at: usize| -> Value {
        serde_json::from_slice(&BASE64.decode(token.split('.').nth(at).unwrap()).unwrap()).unwrap()
    };
    let (header, claims) = (part(0), part(1));
    let right = signed(&header, &claims, "the key first");
    call(&bench, &path, &right).await.ok();
    let with = |of: &Value, name: &str, value: Value| {
        let mut of = of.clone();
        of[name] = value;
        of
    };
    let unsigned = |token: String| token.rsplit_once('.').map(|(signed, _)| format!("{signed}.")).unwrap();
    let none = with(&header, "alg", json!("none"));
    for (what, forged) in [
        ("none", unsigned(signed(&none, &claims, ""))),
        ("none, signed", signed(&none, &claims, "the key first")),
        ("another algorithm", signed(&with(&header, "alg", json!("HS512")), &claims, "the key first")),
        ("an unknown key", signed(&with(&header, "kid", json!("other")), &claims, "the key first")),
        ("a kid that is no text", signed(&with(&header, "kid", json!(7)), &claims, "the key first")),
        ("another's key", signed(&header, &claims, "guessed")),
        ("no signature", unsigned(right.clone())),
        ("another hour", {
            let longer = BASE64.encode(with(&claims, "exp", json!(i64::MAX)).to_string());
            let parts: Vec<&str> = right.split('.').collect();
            format!("{}.{longer}.{}", parts[0], parts[2])
        }),
        (
            "of another system",
            signed(&header, &with(&claims, "aud", json!([SystemId::random()])), "the key first"),
        ),
        ("of nobody", signed(&header, &with(&claims, "sub", json!("nobody")), "the key first")),
        ("of a Basic consumer", signed(&header, &with(&claims, "sub", json!("idm")), "the key first")),
        ("claims that are none", signed(&header, &json!([]), "the key first")),
        ("empty", String::new()),
        ("dots", "..".to_owned()),
        ("text", "a b c".to_owned()),
        ("long", format!("{}.x.y", "A".repeat(40_000))),
        ("a secret", SECRET.to_owned()),
    ] {
        let answer = call(&bench, &path, &forged).await;
        match what {
            // A scheme alone is none.
            "empty" => drop(answer.problem(401, "")),
            _ => invalid(&answer, what),
        }
    }
    // What no server reads.
    let huge = format!("Bearer {}", "A".repeat(1 << 20));
    let answer = bench.raw("GET", &path, &[("authorization", &huge)], b"").await;
    assert_eq!(answer.status, 431, "{answer:?}");
    call(&bench, &path, &right).await.ok();
}

#[tokio::test]
async fn metrics_are_for_who_has_their_token() {
    let options = Options::at(SocketAddr::from(([127, 0, 0, 1], 0)));
    let bench =
        Bench::behind(SHOP, |_| (), Options { metrics: Some("m3trics".into()), ..options.clone() }).await;
    bench.get("/Users").await.ok();
    bench.raw("GET", &bench.path("/Users"), &[], b"").await.problem(401, "");
    bench.raw("GET", "/metrics", &[("authorization", "Bearer m3trics2")], b"").await.problem(401, "");
    bench.raw("POST", "/metrics", &[("authorization", "Bearer m3trics")], b"").await.problem(405, "");
    let answer = bench.raw("GET", "/metrics", &[("authorization", "Bearer m3trics")], b"").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "text/plain; version=0.0.4; charset=utf-8")
    );
    let id = bench.id;
    for line in [
        format!("zonedesk_requests_total{{system=\"{id}\",status=\"2xx\"}} 1"),
        format!("zonedesk_requests_total{{system=\"{id}\",status=\"4xx\"}} 1"),
        format!("zonedesk_backend_calls_total{{system=\"{id}\"}} 1"),
        "zonedesk_refusals_total{status=\"401\"} 2".to_owned(),
        "zonedesk_connections_total 5".to_owned(),
    ] {
        assert!(answer.text.lines().any(|told| told == line), "{line}\n{}", answer.text);
    }
    // With no token, and with an empty one, nobody is told anything.
    for none in [None, Some("")] {
        bench.proxy.change(Options { metrics: none.map(Into::into), ..options.clone() }).unwrap();
        bench.raw("GET", "/metrics", &[("authorization", "Bearer ")], b"").await.problem(404, "");
    }
}
