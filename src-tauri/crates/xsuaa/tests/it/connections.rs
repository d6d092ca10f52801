//! Ways to log on and ways to a host: forms, certificates, proxies, headers, authorities, time-outs.

use std::time::Duration;

use crate::support::tls::{Authority, Listening, VALID, Years, proxy, serve};
use secrecy::SecretString;
use zonedesk_xsuaa::{
    Account, AccountConfig, CertificateChain, ClientAuthentication, ClientIdentity, Endpoint, Error,
    ErrorKind, Network, Proxy, Timeouts, Transport, Unreachable,
};

const SECRET: &str = "s3cret+/ %";

fn reply(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
        .into_bytes()
}

/// An account: a token for whoever asks, one user.
fn answer(request: &str) -> Vec<u8> {
    if request.contains("/oauth/token") {
        return reply(r#"{"access_token":"t0ken","expires_in":43199,"scope":"xs_user.read"}"#);
    }
    reply(
        r#"{"id":"u1","userName":"jo@acme.example","origin":"sap.default","emails":[{"value":"jo@acme.example"}]}"#,
    )
}

fn config(base: &str) -> AccountConfig {
    let token = format!("{base}/oauth/token").parse().unwrap();
    let config = AccountConfig::basic("Retail PROD", base.parse().unwrap(), token, "sb-full!a1", SECRET);
    AccountConfig { first_pause: Duration::from_millis(1), ..config }
}

fn https(listening: &Listening) -> String {
    format!("https://localhost:{}", listening.addr.port())
}

fn transport(authority: Option<&Authority>, proxy: Option<&Listening>) -> Transport {
    let transport = Transport::default();
    transport.set_network(Network {
        proxy: proxy.map_or(Proxy::None, |proxy| Proxy::Entered(proxy.addr.to_string().parse().unwrap())),
        authorities: authority.map(|authority| CertificateChain::read(&authority.pem()).unwrap()),
    });
    transport
}

fn reason(error: &Error) -> Unreachable {
    match error.kind {
        ErrorKind::Unreachable { reason, .. } => reason,
        _ => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_secret_goes_in_the_form_where_that_is_asked_for() {
    let server = serve(None, answer).await;
    let base = format!("http://{}", server.addr);
    let config = AccountConfig {
        authentication: ClientAuthentication::Form(SECRET.into()),
        scope: Some("xs_user.read".into()),
        ..config(&base)
    };
    Account::new(config, Transport::default()).user("u1").await.unwrap();
    let token = server.seen.lock().unwrap()[0].clone();
    assert!(!token.to_lowercase().contains("authorization:"), "{token}");
    for part in ["client_id=sb-full%21a1", "client_secret=s3cret%2B%2F+%25", "scope=xs_user.read"] {
        assert!(token.contains(part), "{part}: {token}");
    }
}

#[tokio::test]
async fn headers_of_a_system_go_to_its_api_and_take_nothing_s_place() {
    let server = serve(None, answer).await;
    let mut config = config(&format!("http://{}", server.addr));
    config.headers.add("X-Source", "zonedesk").unwrap();
    config.headers.add("User-Agent", "other/1").unwrap();
    Account::new(config, Transport::default()).user("u1").await.unwrap();
    let seen = server.seen.lock().unwrap().clone();
    assert!(!seen[0].contains("x-source"), "{}", seen[0]);
    for (header, times) in [
        ("x-source: zonedesk", 1),
        ("authorization: bearer t0ken", 1),
        ("user-agent: other/1", 1),
        ("user-agent:", 1),
    ] {
        assert_eq!(seen[1].to_lowercase().matches(header).count(), times, "{header}: {}", seen[1]);
    }
}

#[tokio::test]
async fn a_certificate_stands_for_the_secret_at_the_token_endpoint_alone() {
    let (authority, clients) = (Authority::new("Servers"), Authority::new("Clients"));
    let token = serve(Some(authority.server(&["localhost"], VALID, Some(&clients))), answer).await;
    let api = serve(Some(authority.server(&["localhost"], VALID, None)), answer).await;
    let account = |authentication| {
        let config = AccountConfig {
            token: format!("{}/oauth/token", https(&token)).parse().unwrap(),
            authentication,
            ..config(&https(&api))
        };
        Account::new(config, transport(Some(&authority), None))
    };
    let identity = |authority: &Authority| {
        let (chain, key) = authority.client("sb-full!a1");
        ClientAuthentication::Certificate(ClientIdentity::read(&chain, &SecretString::from(key)).unwrap())
    };
    account(identity(&clients)).user("u1").await.unwrap();
    let asked = token.seen.lock().unwrap()[0].clone();
    assert!(asked.contains("client_id=sb-full%21a1") && !asked.contains("client_secret"), "{asked}");
    assert!(!asked.to_lowercase().contains("authorization:"), "{asked}");

    for refused in [identity(&authority), ClientAuthentication::Basic(SECRET.into())] {
        let error = account(refused).user("u1").await.unwrap_err();
        assert_eq!(reason(&error), Unreachable::ClientCertificate, "{error}");
    }
    assert_eq!(token.lines().len(), 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_servers_certificate_is_told() {
    let (ours, theirs) = (Authority::new("Ours"), Authority::new("Theirs"));
    let table: [(&Authority, &str, Years, Unreachable, &str); 4] = [
        (&theirs, "localhost", VALID, Unreachable::CertificateUntrusted, "issued by CN=Theirs"),
        (&ours, "localhost", (2010, 2020), Unreachable::CertificateEnded, "ended at 2020-01-01"),
        (&ours, "localhost", (2088, 2090), Unreachable::CertificateNotYet, "begins at 2088-01-01"),
        (&ours, "other.example", VALID, Unreachable::CertificateOfAnother, "is for other.example"),
    ];
    for (authority, host, years, told, detail) in table {
        let server = serve(Some(authority.server(&[host], years, None)), answer).await;
        let account = Account::new(config(&https(&server)), transport(Some(&ours), None));
        let secured = account.secure(Endpoint::Api).await.unwrap_err();
        assert_eq!(reason(&secured), told, "{secured}");
        assert!(secured.to_string().contains(detail), "{secured}");
        let error = account.user("u1").await.unwrap_err();
        assert_eq!(reason(&error), told, "{error}");
        assert_eq!(server.lines(), [""; 0], "something was sent");
        let unchecked = AccountConfig { trust_all: true, ..config(&https(&server)) };
        Account::new(unchecked, transport(Some(&ours), None)).user("u1").await.unwrap();
    }
    let plain = serve(None, answer).await;
    let account = Account::new(config(&https(&plain)), transport(Some(&ours), None));
    assert_eq!(reason(&account.secure(Endpoint::Api).await.unwrap_err()), Unreachable::Tls);
}

#[tokio::test]
async fn a_host_of_sap_is_never_taken_at_its_word() {
    let theirs = Authority::new("Theirs");
    let host = "api.authentication.eu10.hana.ondemand.com";
    let server = serve(Some(theirs.server(&[host], VALID, None)), answer).await;
    let addr = server.addr;
    let proxy = proxy(200, move |_| addr).await;
    let config = AccountConfig { trust_all: true, ..config(&format!("https://{host}")) };
    assert_eq!(config.trust_all_refused(), Some(host));
    let ours = Authority::new("Ours");
    let account = Account::new(config, transport(Some(&ours), Some(&proxy)));
    assert_eq!(reason(&account.user("u1").await.unwrap_err()), Unreachable::CertificateUntrusted);
    let secured = account.secure(Endpoint::Api).await.unwrap_err();
    assert_eq!(reason(&secured), Unreachable::CertificateUntrusted);
    assert_eq!(server.lines(), [""; 0]);
}

#[tokio::test]
async fn a_proxy_leads_to_the_host_or_says_why_not() {
    let authority = Authority::new("Ours");
    let host = "api.x.example";
    let server = serve(Some(authority.server(&[host], VALID, None)), answer).await;
    let addr = server.addr;
    for (status, told) in [
        (200, None),
        (403, Some(Unreachable::ProxyRefused)),
        (502, Some(Unreachable::ProxyRefused)),
        (407, Some(Unreachable::ProxySignIn)),
    ] {
        let proxy = proxy(status, move |_| addr).await;
        let account =
            Account::new(config(&format!("https://{host}")), transport(Some(&authority), Some(&proxy)));
        let resolved = account.resolve(Endpoint::Api).await.unwrap();
        assert_eq!(resolved.proxy, Some(proxy.addr.to_string()));
        let secured = account.secure(Endpoint::Api).await.as_ref().err().map(reason);
        let asked = account.user("u1").await.as_ref().err().map(reason);
        assert_eq!((secured, asked), (told, told), "{status}");
        assert_eq!(proxy.lines()[0], format!("CONNECT {host}:443 HTTP/1.1"));
    }
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let transport = Transport::default();
    let network = Network { proxy: Proxy::Entered(gone.to_string().parse().unwrap()), authorities: None };
    transport.set_network(network);
    let account = Account::new(config(&format!("https://{host}")), transport);
    assert_eq!(reason(&account.secure(Endpoint::Api).await.unwrap_err()), Unreachable::Proxy);
    assert_eq!(reason(&account.user("u1").await.unwrap_err()), Unreachable::Proxy);
}

#[tokio::test]
async fn nobody_is_waited_for_longer_than_a_system_says() {
    // Takes connections and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let timeouts = Timeouts { connect: Duration::from_millis(50), read: Duration::from_millis(50) };
    for base in [format!("http://localhost:{port}"), format!("https://localhost:{port}")] {
        let config = AccountConfig { timeouts, ..config(&base) };
        let account = Account::new(config, transport(Some(&Authority::new("Ours")), None));
        assert_eq!(reason(&account.user("u1").await.unwrap_err()), Unreachable::Timeout, "{base}");
    }
}
