//! TLS, client certificates, and routers that end TLS in front.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::support::tls::{Authority, VALID};
use crate::support::{Answer, Bench, SECRET, SHOP, basic, exchange, lasting, rest};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use zonedesk_proxy::{Options, StartError, Tls, Way, start};
use zonedesk_workspace::{Consumer, SignIn};
use zonedesk_xsuaa::{CertificateChain, ClientIdentity};

/// What a server shows.
struct Pair {
    certificate: String,
    identity: ClientIdentity,
}

fn pair() -> Pair {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    let certificate = made.cert.pem();
    let identity = ClientIdentity::read(&certificate, &made.signing_key.serialize_pem().into()).unwrap();
    Pair { certificate, identity }
}

fn secured(pair: &Pair, authority: Option<&Authority>) -> Options {
    let authorities = authority.map(|authority| CertificateChain::read(&authority.pem()).unwrap());
    let way = Way::Tls(Tls::new(&pair.identity, authorities.as_ref()).unwrap());
    Options { way, ..Options::at(SocketAddr::from(([127, 0, 0, 1], 0))) }
}

fn client(pair: &Pair, certificate: Option<&(String, String)>) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pair.certificate.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let builder = builder.with_root_certificates(roots);
    let mut config = match certificate {
        None => builder.with_no_client_auth(),
        Some((certificate, key)) => {
            let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()];
            let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
            builder.with_client_auth_cert(chain, key).unwrap()
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    TlsConnector::from(Arc::new(config))
}

async fn dial(address: SocketAddr, client: &TlsConnector) -> TlsStream<TcpStream> {
    let stream = TcpStream::connect(address).await.unwrap();
    client.connect(ServerName::try_from("localhost").unwrap(), stream).await.unwrap()
}

async fn get(bench: &Bench, client: &TlsConnector, path: &str, authorization: Option<&str>) -> Answer {
    let authorization = authorization.map(|text| format!("authorization: {text}\r\n")).unwrap_or_default();
    let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{authorization}\r\n");
    exchange(dial(bench.proxy.address, client).await, head.as_bytes(), b"").await
}

#[tokio::test]
async fn broken_handshakes_harm_nobody_else() {
    let pair = pair();
    let bench = Bench::behind(SHOP, |_| (), secured(&pair, None)).await;
    let client = client(&pair, None);
    let mut open = Vec::new();
    for (bytes, wait) in [
        (b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(), true),
        (vec![0xff; 100_000], true),
        // The head of a ClientHello that never comes.
        (vec![0x16, 3, 1, 2, 0, 1, 0], false),
        (Vec::new(), false),
    ] {
        let mut stream = TcpStream::connect(bench.proxy.address).await.unwrap();
        let _ = stream.write_all(&bytes).await;
        if wait {
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer).await;
            assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
        }
        open.push(stream);
    }
    let stream = dial(bench.proxy.address, &client).await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    let page = get(&bench, &client, &bench.path("/Users"), Some(&basic("idm", SECRET))).await.ok();
    let location = page["Resources"][0]["meta"]["location"].as_str().unwrap();
    assert!(location.starts_with(&format!("https://{}/", bench.proxy.address)), "{location}");
    assert_eq!(bench.proxy.origin, format!("https://{}", bench.proxy.address));
    get(&bench, &client, &bench.path("/Users"), None).await.problem(401, "");
    drop(open);
}

#[tokio::test]
async fn who_does_not_shake_hands_in_time_is_let_go() {
    let pair = pair();
    let bench = Bench::behind(SHOP, |_| (), secured(&pair, None)).await;
    // Nothing, and the head of a ClientHello that never comes.
    for sent in [&b""[..], &[0x16, 3, 1, 2, 0, 1, 0]] {
        let mut stream = TcpStream::connect(bench.proxy.address).await.unwrap();
        stream.write_all(sent).await.unwrap();
        assert_eq!(lasting(rest(&mut stream)).await, (String::new(), 10));
    }
    assert_eq!(get(&bench, &client(&pair, None), "/health", None).await.status, 200);
}

#[tokio::test]
async fn other_certificates_are_taken_while_connections_stay_open() {
    let (former, new) = (pair(), pair());
    let bench = Bench::behind(SHOP, |_| (), secured(&former, None)).await;
    let mut open = dial(bench.proxy.address, &client(&former, None)).await;
    bench.proxy.change(secured(&new, None)).unwrap();
    assert_eq!(get(&bench, &client(&new, None), "/health", None).await.status, 200);
    let stream = TcpStream::connect(bench.proxy.address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    assert!(client(&former, None).connect(name, stream).await.is_err());
    open.write_all(b"GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    let _ = open.read_to_string(&mut answer).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn other_computers_are_served_over_tls_or_through_routers_only() {
    let pair = pair();
    let bench = Bench::new(SHOP).await;
    let everywhere = |options: Options| Options { address: SocketAddr::from(([0, 0, 0, 0], 0)), ..options };
    let proxy = start(bench.source.clone(), everywhere(secured(&pair, None))).await.unwrap();
    assert_eq!(proxy.origin, format!("https://localhost:{}", proxy.address.port()));
    let plain = Options::at(proxy.address);
    assert!(matches!(proxy.change(plain), Err(StartError::NotLoopback(_))));
    let routers = Way::EndedBy(vec!["10.0.0.0/8".parse().unwrap()]);
    let options = everywhere(Options { way: routers, ..Options::at(proxy.address) });
    assert!(start(bench.source.clone(), options).await.is_ok());
}

fn fingerprint(certificate: &str) -> String {
    let der = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
    let hex: String = Sha256::digest(&der).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

fn by_certificate(id: &str, subject: String, access: bool) -> Consumer {
    let (sign_in, subject) = (SignIn::Certificate, Some(subject));
    Consumer { sign_in, subject, hash: None, ..crate::support::consumer(id, access) }
}

#[tokio::test]
async fn certificates_open_what_is_theirs() {
    let (pair, ours, foreign) = (pair(), Authority::new("Ours"), Authority::new("Foreign"));
    let [pinned, named, off, nobody] = ["pinned", "named", "off", "nobody"].map(|name| ours.client(name));
    let (ended, early) = (ours.client_of("ended", (2020, 2021)), ours.client_of("early", (2089, 2090)));
    let stranger = foreign.client("named");
    let bench = Bench::behind(
        SHOP,
        |served| {
            served.consumers.extend([
                by_certificate("pinned", fingerprint(&pinned.0), true),
                by_certificate("named", "cn = NAMED".to_owned(), true),
                by_certificate("off", fingerprint(&off.0), false),
                by_certificate("ended", fingerprint(&ended.0), true),
                by_certificate("early", "CN=early".to_owned(), true),
                by_certificate("broken", "no name".to_owned(), true),
            ]);
        },
        secured(&pair, Some(&ours)),
    )
    .await;
    // 2026-11-30
    bench.source.now.store(1_796_000_000_000, std::sync::atomic::Ordering::Relaxed);
    let certificates = format!("/ipsproxy/certapi/v1/scim/{}/Users", bench.id);
    let (plain, idm) = (bench.path("/Users"), basic("idm", SECRET));
    for (certificate, path, authorization, status) in [
        (Some(&pinned), &certificates, None, 200),
        (Some(&named), &certificates, None, 200),
        (Some(&pinned), &plain, None, 200),
        // Credentials go before a certificate, but where only that counts.
        (Some(&pinned), &plain, Some("Basic x"), 401),
        (Some(&pinned), &certificates, Some("Basic x"), 200),
        (Some(&nobody), &certificates, Some(idm.as_str()), 401),
        (Some(&nobody), &plain, Some(&idm), 200),
        (Some(&off), &certificates, None, 403),
        (Some(&ended), &certificates, None, 401),
        (Some(&early), &certificates, None, 401),
        (Some(&nobody), &certificates, None, 401),
        (Some(&stranger), &certificates, None, 401),
        (None, &certificates, None, 401),
        (None, &certificates, Some(&idm), 401),
    ] {
        let answer = get(&bench, &client(&pair, certificate), path, authorization).await;
        assert_eq!(answer.status, status, "{path} {authorization:?} {answer:?}");
        if status >= 400 {
            answer.problem(status, "");
        }
    }
    // Who is taken out, or whose authority, comes in no longer.
    bench.proxy.change(secured(&pair, Some(&foreign))).unwrap();
    let status =
        async |certificate| get(&bench, &client(&pair, Some(certificate)), &certificates, None).await.status;
    assert_eq!((status(&named).await, status(&stranger).await, status(&pinned).await), (401, 200, 200));
    bench.proxy.change(secured(&pair, None)).unwrap();
    assert_eq!((status(&named).await, status(&stranger).await, status(&pinned).await), (401, 401, 200));
    bench.change(|served| served.consumers.retain(|consumer| consumer.id != "pinned"));
    assert_eq!(status(&pinned).await, 401);
}

#[tokio::test]
async fn who_holds_no_key_shakes_no_hand() {
    let (pair, ours) = (pair(), Authority::new("Ours"));
    let bench = Bench::behind(SHOP, |_| (), secured(&pair, Some(&ours))).await;
    // The certificate of one with the key of another.
    let (certificate, _) = ours.client_of("named", VALID);
    let (_, key) = ours.client("other");
    let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()];
    let key = rustls::crypto::ring::sign::any_supported_type(
        &PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap(),
    );
    let resolver = rustls::sign::SingleCertAndKey::from(rustls::sign::CertifiedKey::new(chain, key.unwrap()));
    let mut config = (**client(&pair, None).config()).clone();
    config.client_auth_cert_resolver = Arc::new(resolver);
    let stream = TcpStream::connect(bench.proxy.address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    // TLS 1.3: the client learns of it with the first byte that it reads.
    let told = match TlsConnector::from(Arc::new(config)).connect(name, stream).await {
        Err(error) => error.to_string(),
        Ok(mut stream) => {
            let _ = stream.write_all(b"GET /health HTTP/1.1\r\nhost: x\r\n\r\n").await;
            stream.read_u8().await.unwrap_err().to_string()
        }
    };
    assert!(told.contains("DecryptError") || told.contains("BadCertificate"), "{told}");
}

#[tokio::test]
async fn plain_http_is_taken_from_routers_only() {
    let way = |network: &str| Options {
        way: Way::EndedBy(vec![network.parse().unwrap()]),
        ..Options::at(SocketAddr::from(([127, 0, 0, 1], 0)))
    };
    let bench = Bench::behind(SHOP, |_| (), way("127.0.0.1/32")).await;
    let idm = basic("idm", SECRET);
    let headers = [
        ("authorization", idm.as_str()),
        ("x-forwarded-for", "198.51.100.7"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "scim.acme.example"),
    ];
    let page = bench.raw("GET", &bench.path("/Users"), &headers, b"").await.ok();
    let location = page["Resources"][0]["meta"]["location"].as_str().unwrap();
    assert!(location.starts_with("https://scim.acme.example/ipsproxy/"), "{location}");
    let certificates = format!("/ipsproxy/certapi/v1/scim/{}/Users", bench.id);
    bench.raw("GET", &certificates, &headers, b"").await.problem(401, "");

    bench.proxy.change(way("10.0.0.0/8")).unwrap();
    for path in [bench.path("/Users"), "/oauth2/token".to_owned(), "/metrics".to_owned(), "/x".to_owned()] {
        let answer = bench.raw("GET", &path, &headers, b"").await;
        assert!(answer.problem(403, "").contains("router"), "{answer:?}");
    }
    assert_eq!(bench.raw("GET", "/ready", &[], b"").await.status, 200);
}
