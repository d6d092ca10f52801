//! How answers are packed and carried: gzip, Brotli, HTTP/2; and the two dialects of what is in them.

use std::sync::{Arc, Mutex};

use crate::support::tls::{Authority, VALID};
use crate::support::{Scripted, config, reply, token};
use data_encoding::BASE64;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use zonedesk_xsuaa::{Account, CertificateChain, ErrorKind, Network, Proxy, Transport};

/// `{"id":"u1","userName":"jo@acme.example","origin":"sap.default"}`, packed by another program.
const GZIP: &str = "H4sIAAAAAAAAA6tWykxRslIqNVTSUSotTi3yS8xNVbJSysp3SEzOTdVLrUjMLchJVdJRyi/KTM/MU7JSKk4s0EtJTUsszSlRqgUAQWkHRz8AAAA=";
const BROTLI: &str = "Gz4A+AUib6lf/tnUT0IS+o8PbMaYZFoRTmzpSK6SyzH30SrKjQj3+M42HKXPZGV4WESAohxbIeID";

#[tokio::test]
async fn packed_answers_are_unpacked_and_broken_ones_are_no_answer() {
    for (encoding, body, read) in [("gzip", GZIP, true), ("br", BROTLI, true), ("gzip", BROTLI, false)] {
        let body = BASE64.decode(body.as_bytes()).unwrap();
        let server = Scripted::start(move |seen, number| {
            if seen.line.starts_with("POST") {
                return token(number);
            }
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-encoding: {encoding}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            [head.as_bytes(), &body].concat()
        })
        .await;
        let user = server.account.once().user("u1").await;
        assert_eq!(user.as_ref().is_ok_and(|user| user.user_name == "jo@acme.example"), read, "{user:?}");
        let asked = server.seen.lock().unwrap()[1].headers.join("\n").to_lowercase();
        for encoding in ["gzip", "br"] {
            assert!(
                asked.lines().any(|line| line.starts_with("accept-encoding") && line.contains(encoding)),
                "{asked}"
            );
        }
    }
}

/// One frame of HTTP/2 (RFC 9113 §4.1).
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_does() {
    const DATA: u8 = 0;
    const HEADERS: u8 = 1;
    const SETTINGS: u8 = 4;
    let authority = Authority::new("Servers");
    let mut tls = authority.server(&["localhost"], VALID, None);
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let acceptor = TlsAcceptor::from(Arc::new(tls));
    let connections = Arc::new(Mutex::new(0));
    let count = connections.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            *count.lock().unwrap() += 1;
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut stream = acceptor.accept(stream).await.unwrap();
                // RFC 9113 §3.4
                let mut preface = [0; 24];
                stream.read_exact(&mut preface).await.unwrap();
                assert_eq!(&preface, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
                stream.write_all(&frame(SETTINGS, 0, 0, &[])).await.unwrap();
                loop {
                    let mut head = [0; 9];
                    if stream.read_exact(&mut head).await.is_err() {
                        return;
                    }
                    let [a, b, c, kind, flags, stream_id @ ..] = head;
                    let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
                    stream.read_exact(&mut payload).await.unwrap();
                    let id = u32::from_be_bytes(stream_id);
                    let answer = match (kind, flags & 1) {
                        (SETTINGS, 0) => frame(SETTINGS, 1, 0, &[]),
                        // The end of a request: the first one is for the token. `:status 200` is 0x88 in HPACK.
                        (HEADERS | DATA, 1) => {
                            let body: &[u8] =
                                if id == 1 { br#"{"access_token":"t"}"# } else { br#"{"id":"u1"}"# };
                            [frame(HEADERS, 4, id, &[0x88]), frame(DATA, 1, id, body)].concat()
                        }
                        _ => continue,
                    };
                    stream.write_all(&answer).await.unwrap();
                }
            });
        }
    });
    let transport = Transport::default();
    let authorities = Some(CertificateChain::read(&authority.pem()).unwrap());
    transport.set_network(Network { proxy: Proxy::None, authorities });
    let account = Account::new(config(&base), transport);
    let asked = (0..3).map(|_| account.user("u1"));
    for user in futures_util::future::join_all(asked).await {
        assert_eq!(user.unwrap().id, "u1");
    }
    // Token and calls went through one connection.
    assert_eq!(*connections.lock().unwrap(), 1);
}

#[tokio::test]
async fn both_dialects_say_the_same() {
    // UAA says `message` and `error_description`, gateways and older servers one of them, some capitalise `Errors`.
    for (status, body, told) in [
        (
            "404 Not Found",
            r#"{"error":"scim_resource_not_found","message":"User x does not exist","error_description":"User x does not exist"}"#,
            "404 scim_resource_not_found: User x does not exist",
        ),
        (
            "404 Not Found",
            r#"{"error":"scim_resource_not_found","error_description":"gone"}"#,
            "404 scim_resource_not_found: gone",
        ),
        (
            "409 Conflict",
            r#"{"error":"member_already_exists","message":"there"}"#,
            "409 member_already_exists: there",
        ),
        (
            "403 Forbidden",
            r#"{"error":"insufficient_scope","error_description":"no","scope":"scim.read"}"#,
            "403 insufficient_scope: no (enough would be scim.read)",
        ),
        ("404 Not Found", "{}", "404 : Not Found"),
        ("404 Not Found", "<html>", "404 without an answer of UAA"),
        ("500 Internal Server Error", "", "500 without an answer of UAA"),
    ] {
        let server = Scripted::start(move |seen, number| match seen.line.as_str() {
            "POST /oauth/token" => token(number),
            _ => reply(status, body),
        })
        .await;
        let error = server.account.user("x").await.unwrap_err();
        assert_eq!(error.kind.to_string(), told);
        assert!(!matches!(error.kind, ErrorKind::Unreadable { .. }));
    }
    // Lists: UAA's small `resources`, SCIM's large `Resources`; a number or a text as version.
    for body in [
        r#"{"resources":[{"id":"u1"}],"startIndex":1,"itemsPerPage":500,"totalResults":1}"#,
        r#"{"Resources":[{"id":"u1"}],"startIndex":1,"itemsPerPage":1,"totalResults":1}"#,
    ] {
        let server = Scripted::start(move |seen, number| match seen.line.as_str() {
            "POST /oauth/token" => token(number),
            _ => reply("200 OK", body),
        })
        .await;
        let page = server.account.users_head(&Default::default(), 1).await.unwrap();
        assert_eq!((page.total, page.items[0].id.as_str()), (1, "u1"), "{body}");
    }
}
