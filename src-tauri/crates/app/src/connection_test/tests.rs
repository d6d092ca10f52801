//! Servers that fail, each in its way: what the test says of them, and what helps.

#[path = "../../../xsuaa/tests/it/support/tls.rs"]
mod tls;

use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use tls::{Authority, Listening, VALID, proxy, serve};
use zonedesk_xsuaa::{
    Account, AccountConfig, CertificateChain, ClientAuthentication, ClientIdentity, Network, Proxy, Timeouts,
    Transport,
};

use super::cause::edit;
use super::steps::run;
use crate::Code;
use crate::api::{TestMend, TestOutcome, TestStep, TestStepKind};
use crate::connect::property;

const SECRET: &str = "s3cret-of-the-test";
const TOKEN_HOST: &str = "acme.authentication.eu10.hana.ondemand.com";
const CERT_HOST: &str = "acme.authentication.cert.eu10.hana.ondemand.com";
const API_HOST: &str = "api.authentication.eu10.hana.ondemand.com";
const OTHER_REGION: &str = "api.authentication.us10.hana.ondemand.com";

/// What a server says: status line with headers, and body.
#[derive(Clone)]
struct Said(String, String);

fn said(status: &str, body: impl Into<String>) -> Said {
    Said(status.to_owned(), body.into())
}

impl Said {
    fn bytes(&self) -> Vec<u8> {
        let Self(status, body) = self;
        format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
            .into_bytes()
    }
}

fn token(scope: &str, subdomain: &str) -> Said {
    let claims = format!(r#"{{"zid":"z1","ext_attr":{{"zdn":"{subdomain}"}}}}"#);
    let jwt = format!("e30.{}.x", BASE64URL_NOPAD.encode(claims.as_bytes()));
    said("200 OK", format!(r#"{{"access_token":"{jwt}","expires_in":43199,"scope":"{scope}"}}"#))
}

fn good_token() -> Said {
    token("xs_user.read xs_user.write", "acme")
}

fn page(total: u64) -> Said {
    said("200 OK", format!(r#"{{"resources":[],"startIndex":1,"itemsPerPage":1,"totalResults":{total}}}"#))
}

fn config(api: &str, token: &str) -> AccountConfig {
    let token = format!("{token}/oauth/token").parse().unwrap();
    AccountConfig::basic("Retail PROD", api.parse().unwrap(), token, "sb-full!a1", SECRET)
}

fn network(proxy: Option<SocketAddr>, authority: &Authority) -> Transport {
    let transport = Transport::default();
    transport.set_network(Network {
        proxy: proxy.map_or(Proxy::None, |proxy| Proxy::Entered(proxy.to_string().parse().unwrap())),
        authorities: Some(CertificateChain::read(&authority.pem()).unwrap()),
    });
    transport
}

/// Tests an account at SAP's host names: a proxy leads all of them to one server.
async fn at_sap(
    tokens: Said,
    users: Said,
    change: impl FnOnce(&mut AccountConfig),
) -> (Vec<TestStep>, Listening) {
    let authority = Authority::new("Ours");
    let hosts = [TOKEN_HOST, CERT_HOST, API_HOST, OTHER_REGION];
    let server = serve(Some(authority.server(&hosts, VALID, None)), move |request| {
        if request.contains("/oauth/token") {
            tokens.bytes()
        } else if request.contains("/Users") {
            users.bytes()
        } else {
            page(61).bytes()
        }
    })
    .await;
    let addr = server.addr;
    let proxy = proxy(200, move |_| addr).await;
    let mut config = config(&format!("https://{API_HOST}"), &format!("https://{TOKEN_HOST}"));
    change(&mut config);
    let steps = run(&Account::new(config, network(Some(proxy.addr), &authority)), |_| {}).await.0;
    assert!(!format!("{steps:?}").contains(SECRET), "{steps:?}");
    (steps, server)
}

/// The one step that failed: its kind, code, and what helps.
fn failed(steps: &[TestStep]) -> (TestStepKind, String, Option<TestMend>) {
    let at = steps.iter().position(|step| step.outcome == TestOutcome::Failed).unwrap();
    assert!(steps[at + 1..].iter().all(|step| step.outcome == TestOutcome::NotTried), "{steps:?}");
    assert_eq!(steps.iter().map(|step| step.step).collect::<Vec<_>>(), TestStepKind::ALL);
    let step = &steps[at];
    let error = step.error.clone().unwrap();
    assert!(error.help.is_some(), "{error}");
    (step.step, error.code, step.mend.clone())
}

#[tokio::test]
async fn a_good_account_is_asked_once_for_each_thing() {
    let told = Mutex::new(Vec::new());
    let authority = Authority::new("Ours");
    let server = serve(Some(authority.server(&["localhost"], VALID, None)), |request| {
        if request.contains("/oauth/token") { good_token().bytes() } else { page(2014).bytes() }
    })
    .await;
    let base = format!("https://localhost:{}", server.addr.port());
    let account = Account::new(config(&base, &base), network(None, &authority));
    let (steps, read_only) = run(&account, |step| told.lock().unwrap().push(step.clone())).await;
    assert!(steps.iter().all(|step| step.outcome == TestOutcome::Passed) && !read_only, "{steps:#?}");
    assert_eq!(*told.lock().unwrap(), steps);
    let paths: Vec<_> =
        server.lines().iter().map(|line| line.split([' ', '?']).nth(1).unwrap().to_owned()).collect();
    assert_eq!(paths, ["/oauth/token", "/Users", "/Groups"]);
    let message = |kind| steps.iter().find(|step| step.step == kind).unwrap().message.as_str();
    assert_eq!(message(TestStepKind::Zone), "The account is acme (z1).");
    assert_eq!(message(TestStepKind::Users), "2,014 users.");
    assert!(message(TestStepKind::Tls).contains("2090-01-01"), "{}", message(TestStepKind::Tls));
    assert!(
        message(TestStepKind::Speed).contains("takes 10 requests, about 4 s"),
        "{}",
        message(TestStepKind::Speed)
    );
}

#[tokio::test]
async fn what_a_server_refuses_has_a_cause_and_a_mend() {
    let ok = good_token;
    let refused = |status: &str, error: &str| {
        said(status, format!(r#"{{"error":"{error}","error_description":"no {SECRET}"}}"#))
    };
    let html = |status: &str| said(status, "<html>Log On</html>");
    let redirect = || said("302 Found\r\nlocation: https://acme.example/login", "");
    type Change = fn(&mut AccountConfig);
    let as_is: Change = |_| {};
    let at_cert_host: Change =
        |config| config.token = format!("https://{CERT_HOST}/oauth/token").parse().unwrap();
    let scoped: Change = |config| config.scope = Some("xs_user.read".into());
    let elsewhere: Change = |config| config.api = format!("https://{OTHER_REGION}").parse().unwrap();
    let where_people_log_on: Change = |config| config.api = format!("https://{TOKEN_HOST}").parse().unwrap();
    use TestStepKind::{Scopes, Token, Users, Zone};
    let (key, none) = (Some(TestMend::PasteNewKey), None);
    let url = || Some(edit(property::URL));
    let token_url = || Some(edit(property::TOKEN_URL));
    let scope = || Some(edit(property::SCOPE));
    for (what, tokens, users, change, step, code, mend) in [
        (
            "wrong secret",
            refused("401 x", "unauthorized"),
            page(1),
            as_is,
            Token,
            Code::TokenRefused,
            key.clone(),
        ),
        (
            "a secret at a host for certificates",
            refused("401 x", "unauthorized"),
            page(1),
            at_cert_host,
            Token,
            Code::TokenRefused,
            token_url(),
        ),
        (
            "a scope that it has not",
            refused("400 x", "invalid_scope"),
            page(1),
            scoped,
            Token,
            Code::TokenRefused,
            scope(),
        ),
        ("no such subdomain", html("404 x"), page(1), as_is, Token, Code::Gateway, token_url()),
        ("a page for people", html("200 OK"), page(1), as_is, Token, Code::NotAnAccount, token_url()),
        ("led away", redirect(), page(1), as_is, Token, Code::NotAnAccount, token_url()),
        ("disturbed", html("503 x"), page(1), as_is, Token, Code::Gateway, none.clone()),
        ("no scope", token("uaa.resource", "acme"), page(1), as_is, Scopes, Code::ScopeMissing, key.clone()),
        (
            "no scope of those asked for",
            token("uaa.resource", "acme"),
            page(1),
            scoped,
            Scopes,
            Code::ScopeMissing,
            scope(),
        ),
        (
            "another account",
            token("xs_user.read", "other"),
            page(1),
            as_is,
            Zone,
            Code::OtherAccount,
            token_url(),
        ),
        (
            "another region",
            ok(),
            refused("401 x", "invalid_token"),
            elsewhere,
            Users,
            Code::OtherRegion,
            url(),
        ),
        (
            "a token that is not taken",
            ok(),
            refused("401 x", "invalid_token"),
            as_is,
            Users,
            Code::TokenInvalid,
            url(),
        ),
        (
            "read not allowed",
            ok(),
            refused("403 x", "insufficient_scope"),
            as_is,
            Users,
            Code::ScopeMissing,
            key.clone(),
        ),
        ("not an account", ok(), html("200 OK"), as_is, Users, Code::NotAnAccount, url()),
        ("where people log on", ok(), redirect(), where_people_log_on, Users, Code::NotAnAccount, url()),
        ("too many requests", ok(), html("429 x"), as_is, Users, Code::RateLimited, none.clone()),
        ("a gateway without an account", ok(), html("502 x"), as_is, Users, Code::Gateway, none),
    ] {
        let (steps, server) = at_sap(tokens, users, change).await;
        assert_eq!(failed(&steps), (step, code.as_str().to_owned(), mend), "{what}: {steps:#?}");
        // A token that is called invalid is renewed once, and the call repeated.
        assert!(server.lines().len() <= 4, "{what}: {:?}", server.lines());
    }
}

#[tokio::test]
async fn where_a_way_ends_has_a_cause_and_a_mend() {
    use TestStepKind::{Dns, Tls, Token};
    let (ours, theirs) = (Authority::new("Ours"), Authority::new("Theirs"));
    let https = |server: &Listening| format!("https://localhost:{}", server.addr.port());
    let answer = |_: &str| good_token().bytes();
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let good = https(&serve(Some(ours.server(&["localhost"], VALID, None)), answer).await);
    let untrusted = https(&serve(Some(theirs.server(&["localhost"], VALID, None)), answer).await);
    let ended = https(&serve(Some(ours.server(&["localhost"], (2010, 2020), None)), answer).await);
    let not_yet = https(&serve(Some(ours.server(&["localhost"], (2088, 2090), None)), answer).await);
    let another = https(&serve(Some(ours.server(&["x.example"], VALID, None)), answer).await);
    let clients_only = https(&serve(Some(ours.server(&["localhost"], VALID, Some(&theirs))), answer).await);
    let plain = https(&serve(None, answer).await);
    let refused = format!("https://localhost:{}", gone.port());
    let slow = format!("https://localhost:{}", silent.local_addr().unwrap().port());
    let sap = format!("https://{API_HOST}");
    let sign_in = proxy(407, move |_| gone).await.addr;
    let forbidden = proxy(403, move |_| gone).await.addr;
    let url = Some(edit(property::URL));
    let settings = Some(TestMend::NetworkSettings);
    for (api, through, step, code, mend) in [
        ("https://api.invalid", None, Dns, Code::HostUnknown, url.clone()),
        (&refused, None, Tls, Code::ConnectionRefused, url.clone()),
        (&slow, None, Tls, Code::NoAnswerInTime, None),
        (&plain, None, Tls, Code::NoSecureConnection, url.clone()),
        (&untrusted, None, Tls, Code::CertificateUntrusted, settings.clone()),
        (&ended, None, Tls, Code::CertificateEnded, None),
        (&not_yet, None, Tls, Code::ClockBehind, None),
        (&another, None, Tls, Code::CertificateOfAnother, url),
        (&sap, Some(sign_in), Tls, Code::ProxySignIn, settings.clone()),
        (&sap, Some(forbidden), Tls, Code::ProxyRefused, settings.clone()),
        (&sap, Some(gone), Tls, Code::ProxyGone, settings),
    ] {
        let timeouts = if api == slow {
            Timeouts { connect: Duration::from_millis(50), ..Timeouts::default() }
        } else {
            Timeouts::default()
        };
        let config = AccountConfig { timeouts, ..config(api, &good) };
        let steps = run(&Account::new(config, network(through, &ours)), |_| {}).await.0;
        assert_eq!(failed(&steps), (step, code.as_str().to_owned(), mend), "{api}: {steps:#?}");
    }
    let (chain, key) = ours.client("sb-full!a1");
    let identity = ClientIdentity::read(&chain, &key.into()).unwrap();
    let authentication = ClientAuthentication::Certificate(identity);
    let config = AccountConfig { authentication, ..config(&good, &clients_only) };
    let steps = run(&Account::new(config, network(None, &ours)), |_| {}).await.0;
    let code = Code::ClientCertificate.as_str().to_owned();
    assert_eq!(failed(&steps), (Token, code, Some(TestMend::PasteNewKey)), "{steps:#?}");
}

#[tokio::test]
async fn what_works_but_should_be_known_is_said() {
    let noted = |steps: &[TestStep], kind: TestStepKind| {
        assert!(steps.iter().all(|step| step.outcome != TestOutcome::Failed), "{steps:#?}");
        let step = steps.iter().find(|step| step.step == kind).unwrap();
        assert_eq!(step.outcome, TestOutcome::Attention, "{steps:#?}");
        (step.message.clone(), step.mend.clone())
    };
    let (steps, _) = at_sap(token("xs_user.read", "acme"), page(1), |_| {}).await;
    let (message, mend) = noted(&steps, TestStepKind::Scopes);
    assert!(message.starts_with("Read-only") && mend == Some(TestMend::PasteNewKey), "{message}");

    let late = Said("200 OK\r\ndate: Sat, 01 Jan 2000 00:00:00 GMT".into(), good_token().1);
    let (steps, _) = at_sap(late, page(1), |_| {}).await;
    let (message, mend) = noted(&steps, TestStepKind::Token);
    assert!(message.contains("ahead of the server's") && mend.is_none(), "{message}");

    let elsewhere =
        |config: &mut AccountConfig| config.api = format!("https://{OTHER_REGION}").parse().unwrap();
    let (steps, _) = at_sap(good_token(), page(1), elsewhere).await;
    let (message, mend) = noted(&steps, TestStepKind::Zone);
    assert!(message.contains("eu10") && message.contains("us10"), "{message}");
    assert_eq!(mend, Some(edit(property::URL)));

    let theirs = Authority::new("Theirs");
    let server = serve(Some(theirs.server(&["x.example"], VALID, None)), |request| {
        if request.contains("/oauth/token") { good_token().bytes() } else { page(1).bytes() }
    })
    .await;
    let base = format!("https://localhost:{}", server.addr.port());
    let trusting = AccountConfig { trust_all: true, ..config(&base, &base) };
    let steps = run(&Account::new(trusting, network(None, &Authority::new("Ours"))), |_| {}).await.0;
    let (message, mend) = noted(&steps, TestStepKind::Tls);
    assert!(message.contains("TrustAll"), "{message}");
    assert_eq!(mend, Some(edit(property::TRUST_ALL)));
}
