//! Servers with TLS, an authority of their own, and a proxy in front: what stands between a computer and an account.
//!
//! Also a module of the tests of `zonedesk-app` and `zonedesk-proxy`.

// clippy takes a module beside the tests for one that is not a test.
#![allow(clippy::unwrap_used, dead_code)]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// Whose certificates a test's servers and clients have.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

/// From when to when a certificate is valid, as years.
pub type Years = (i32, i32);

pub const VALID: Years = (2020, 2090);

impl Authority {
    pub fn new(name: &str) -> Self {
        let mut params = params(name, VALID);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self { issuer: CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap() }
    }

    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// PEM: certificate and key of a client.
    pub fn client(&self, name: &str) -> (String, String) {
        self.client_of(name, VALID)
    }

    /// As [`Self::client`], valid from when to when.
    pub fn client_of(&self, name: &str, years: Years) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let certificate = params(name, years).signed_by(&key, &self.issuer).unwrap();
        (certificate.pem(), key.serialize_pem())
    }

    /// For a server of these hosts. `clients`: only who has a certificate of theirs is let in.
    pub fn server(&self, hosts: &[&str], years: Years, clients: Option<&Self>) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let mut of =
            CertificateParams::new(hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>()).unwrap();
        (of.not_before, of.not_after) =
            (rcgen::date_time_ymd(years.0, 1, 1), rcgen::date_time_ymd(years.1, 1, 1));
        let certificate = of.signed_by(&key, &self.issuer).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .unwrap();
        let builder = match clients {
            None => builder.with_no_client_auth(),
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                roots.add(CertificateDer::from_pem_slice(authority.pem().as_bytes()).unwrap()).unwrap();
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                builder.with_client_cert_verifier(verifier.build().unwrap())
            }
        };
        let key = PrivateKeyDer::from_pem_slice(key.serialize_pem().as_bytes()).unwrap();
        builder.with_single_cert(vec![certificate.der().clone()], key).unwrap()
    }
}

fn params(name: &str, years: Years) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    (params.not_before, params.not_after) =
        (rcgen::date_time_ymd(years.0, 1, 1), rcgen::date_time_ymd(years.1, 1, 1));
    params
}

/// Where something listens, and what it was asked: heads with bodies, as they came.
#[derive(Clone)]
pub struct Listening {
    pub addr: SocketAddr,
    pub seen: Arc<Mutex<Vec<String>>>,
}

impl Listening {
    pub fn lines(&self) -> Vec<String> {
        self.seen
            .lock()
            .unwrap()
            .iter()
            .map(|seen| seen.lines().next().unwrap_or_default().to_owned())
            .collect()
    }
}

/// Answers each request by `answer`, with TLS where there is a configuration, and closes the connection.
pub async fn serve(
    tls: Option<ServerConfig>,
    answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static,
) -> Listening {
    let (listener, listening) = listen().await;
    let (answer, seen) = (Arc::new(answer), listening.seen.clone());
    let acceptor = tls.map(|tls| TlsAcceptor::from(Arc::new(tls)));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (answer, seen, acceptor) = (answer.clone(), seen.clone(), acceptor.clone());
            tokio::spawn(async move {
                match acceptor {
                    None => respond(stream, &seen, |request| answer(request)).await,
                    Some(acceptor) => match acceptor.accept(stream).into_fallible().await {
                        Ok(stream) => respond(stream, &seen, |request| answer(request)).await,
                        Err((_, mut stream)) => {
                            // Whoever closes with bytes unread takes the alert back that it sent.
                            let _ = stream.shutdown().await;
                            let _ = stream.read_to_end(&mut Vec::new()).await;
                        }
                    },
                }
            });
        }
    });
    listening
}

/// A proxy that says `status` to each `CONNECT`, and on 200 leads to the server of `lead` whatever host was named.
pub async fn proxy(status: u16, lead: impl Fn(&str) -> SocketAddr + Send + Sync + 'static) -> Listening {
    let (listener, listening) = listen().await;
    let (lead, seen) = (Arc::new(lead), listening.seen.clone());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (lead, seen) = (lead.clone(), seen.clone());
            tokio::spawn(async move {
                let Some(head) = request(&mut stream).await else { return };
                seen.lock().unwrap().push(head.clone());
                let host = head.split([' ', ':']).nth(1).unwrap_or_default().to_owned();
                let _ = stream.write_all(format!("HTTP/1.1 {status} x\r\n\r\n").as_bytes()).await;
                if status == 200 {
                    let mut server = TcpStream::connect(lead(&host)).await.unwrap();
                    let _ = copy_bidirectional(&mut stream, &mut server).await;
                }
            });
        }
    });
    listening
}

async fn listen() -> (TcpListener, Listening) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listening = Listening { addr: listener.local_addr().unwrap(), seen: Arc::default() };
    (listener, listening)
}

async fn respond<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    seen: &Mutex<Vec<String>>,
    answer: impl Fn(&str) -> Vec<u8>,
) {
    let Some(request) = request(&mut stream).await else { return };
    seen.lock().unwrap().push(request.clone());
    let _ = stream.write_all(&answer(&request)).await;
    let _ = stream.shutdown().await;
}

/// Head and body; none where the other side closed before.
async fn request<S: AsyncRead + Unpin>(stream: &mut S) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        // A TLS handshake where none is spoken: servers answer at once that they do not understand.
        if bytes.first() == Some(&0x16) {
            return Some(text);
        }
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .to_lowercase()
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(read) if read > 0 => bytes.extend_from_slice(&chunk[..read]),
            _ => return None,
        }
    }
}
