//! `zonedesk serve` over TLS: what it shows to clients, and what cannot be shown.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

use crate::support::Bench;
use crate::support::proxy::Proxy;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::Value;

type Tls = StreamOwned<ClientConnection, TcpStream>;

/// A connection of a client that trusts one certificate alone.
fn dial(proxy: &Proxy, trusted: &str) -> Tls {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(trusted.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let client = ClientConnection::new(Arc::new(config), ServerName::try_from("127.0.0.1").unwrap()).unwrap();
    let base = proxy.json()["base"].as_str().unwrap().to_owned();
    StreamOwned::new(client, TcpStream::connect(base.strip_prefix("https://").unwrap()).unwrap())
}

/// Whether the server is well; the connection stays open.
fn is_up(connection: &mut Tls) -> bool {
    let asked = connection.write_all(b"GET /health HTTP/1.1\r\nhost: p\r\n\r\n");
    let (mut answer, mut byte) = (String::new(), [0]);
    while asked.is_ok() && connection.read(&mut byte).is_ok_and(|read| read == 1) {
        answer.push(byte[0].into());
        if answer.ends_with(r#"{"status":"up"}"#) {
            return true;
        }
    }
    false
}

/// PEM: certificate and key.
fn made() -> (String, String) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    (made.cert.pem(), made.signing_key.serialize_pem())
}

#[cfg(unix)]
#[test]
fn what_is_made_here_is_shown_again_after_a_restart() {
    let bench = Bench::empty();
    let with = |command: &mut std::process::Command| {
        command.env("ZONEDESK_VAULT_PASSPHRASE", "open sesame");
    };
    let moved = std::process::Command::new(crate::support::PROGRAM)
        .args(["secrets", "move", "file"])
        .env("ZONEDESK_WORKSPACE", bench.workspace.path())
        .env("ZONEDESK_VAULT_PASSPHRASE", "open sesame")
        .output();
    assert!(moved.unwrap().status.success());
    let path = bench.workspace.path().join("proxy-certificate.pem");
    let serve = ["serve", "--listen", "127.0.0.1:0", "--json", "--tls-self-signed"];
    let mut shown = Vec::new();
    for _ in 0..2 {
        let proxy = Proxy::run(&bench, &serve, with);
        let certificate = std::fs::read_to_string(&path).unwrap();
        assert!(is_up(&mut dial(&proxy, &certificate)));
        shown.push(certificate);
        proxy.end();
        // It is written for clients only, and not where it comes from.
        std::fs::remove_file(&path).unwrap();
    }
    assert_eq!(shown[0], shown[1]);
}

#[cfg(unix)]
#[test]
fn certificates_that_changed_count_for_new_connections_and_open_ones_go_on() {
    let bench = Bench::empty();
    let ((former, former_key), (new, new_key)) = (made(), made());
    let (certificate, key) = (bench.file("tls.crt", &former), bench.file("tls.key", &former_key));
    let arguments = ["--tls-certificate", &certificate, "--tls-key", &key, "--log", "json"];
    let mut proxy = Proxy::serve(&bench, &arguments);
    let mut open = dial(&proxy, &former);
    assert!(is_up(&mut open));

    bench.file("tls.crt", &new);
    bench.file("tls.key", &new_key);
    let mut told = proxy.reload();
    assert!(is_up(&mut dial(&proxy, &new)));
    assert!(!is_up(&mut dial(&proxy, &former)));
    assert!(is_up(&mut open));

    // The key of another: all stays as it was.
    bench.file("tls.key", &former_key);
    told.push_str(&proxy.reload());
    assert!(is_up(&mut dial(&proxy, &new)));
    assert!(is_up(&mut open));
    drop(open);

    // Each line is JSON, also those about what was read again.
    told.push_str(&proxy.end());
    let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |level: &str| lines.iter().find(|line| line["level"] == level && line["target"] == "serve");
    let (good, bad) =
        (of("INFO").unwrap_or_else(|| panic!("{told}")), of("ERROR").unwrap_or_else(|| panic!("{told}")));
    assert!(good["message"].as_str().unwrap().starts_with("Read again"), "{good}");
    assert_eq!((&bad["code"], &bad["where"]), (&"ZD9003".into(), &"key".into()), "{bad}");
    assert!(bad["error"].as_str().unwrap().contains("tls.key") && bad["help"].is_string(), "{bad}");
    assert!(!told.contains("PRIVATE KEY"));
}

#[test]
fn certificates_that_cannot_be_used_are_told_with_what_to_do() {
    let bench = Bench::empty();
    let made = |name: &str| {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        (made.cert.pem(), made.signing_key.serialize_pem())
    };
    let ((certificate, key), (_, other)) = (made("a"), made("b"));
    let (good, key, other) =
        (bench.file("good.pem", &certificate), bench.file("key.pem", &key), bench.file("other.pem", &other));
    let (none, missing) = (bench.file("none.pem", "no PEM"), bench.workspace.path().join("missing.pem"));
    let missing = missing.display().to_string();
    for (certificate, key, authorities, code) in [
        (&good, &other, &good, "ZD9003"),
        (&none, &key, &good, "ZD9003"),
        (&good, &none, &good, "ZD9003"),
        (&missing, &key, &good, "ZD9003"),
        (&good, &key, &none, "ZD9003"),
        (&good, &key, &missing, "ZD9003"),
    ] {
        let refused = bench.run(&[
            "serve",
            "--json",
            "--tls-certificate",
            certificate,
            "--tls-key",
            key,
            "--client-authorities",
            authorities,
        ]);
        assert_eq!(refused.code(), code, "{refused:?}");
        assert!(refused.err.contains("\"help\":\""), "{refused:?}");
    }
    let routers = bench.run(&["serve", "--json", "--tls-ended-by", "10.0.0.0/8,x"]);
    assert_eq!(routers.code(), "ZD3008");
    for wrong in [["--tls-key", &key, "--quiet"], ["--tls-self-signed", "--tls-ended-by", "10.0.0.0/8"]] {
        assert_eq!(bench.run(&[&["serve"], &wrong[..]].concat()).exit, 2);
    }
}
