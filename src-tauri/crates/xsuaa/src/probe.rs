//! The way to an account without a request: names and connections, for a test that wants to know where it ends.

use std::io;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Intercept;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::Url;

use crate::proxy::way;
use crate::transport::{Transport, Wire, of_tls};
use crate::{Certificate, ErrorKind, Unreachable, tls};

/// Which of an account's two addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Endpoint {
    Token,
    Api,
}

/// A name that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// `host:port` of the proxy, which looks up the account's own host: only the proxy's was looked up here.
    pub proxy: Option<String>,
}

/// A connection that could be made. It is closed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secured {
    /// The server's; none for http to this computer.
    pub certificate: Option<Certificate>,
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Looks the host up, or the proxy's.
pub(crate) async fn resolve(transport: &Transport, wire: &Wire, url: &Url) -> Result<Resolved, ErrorKind> {
    let proxy = proxy(transport, url);
    let (host, port) = match &proxy {
        Some(proxy) => authority(proxy),
        None => of_url(url),
    };
    let unknown = if proxy.is_some() { Unreachable::Proxy } else { Unreachable::HostUnknown };
    let found = timeout(wire.timeouts.connect, lookup_host((bare(&host), port))).await.map_err(too_late)?;
    if found.map_err(|error| unreachable(unknown, error.to_string()))?.next().is_none() {
        return Err(unreachable(unknown, "no address is known for it".to_owned()));
    }
    Ok(Resolved { proxy: proxy.map(|_| format!("{host}:{port}")) })
}

/// Connects as a request would: through the proxy where one is in the way, with TLS where it is asked for.
pub(crate) async fn secure(transport: &Transport, wire: &Wire, url: &Url) -> Result<Secured, ErrorKind> {
    let shown = tls::Shown::default();
    let connected = timeout(wire.timeouts.connect, connect(transport, wire, url, &shown)).await;
    match connected.map_err(too_late)? {
        Ok(()) => Ok(Secured { certificate: shown.get().cloned() }),
        Err(ErrorKind::Unreachable { reason: Unreachable::CertificateUntrusted, .. }) => {
            let issuer = shown.get().map_or("nobody", |certificate| certificate.issuer.as_str());
            Err(unreachable(Unreachable::CertificateUntrusted, format!("it was issued by {issuer}")))
        }
        Err(other) => Err(other),
    }
}

async fn connect(transport: &Transport, wire: &Wire, url: &Url, shown: &tls::Shown) -> Result<(), ErrorKind> {
    let (host, port) = of_url(url);
    let mut stream: Box<dyn Stream> = match proxy(transport, url) {
        None => {
            let tcp = TcpStream::connect((bare(&host), port)).await;
            Box::new(tcp.map_err(|error| unreachable(Unreachable::Refused, error.to_string()))?)
        }
        Some(proxy) => through(transport, wire, &proxy, &host, port).await?,
    };
    if url.scheme() == "https" {
        let config = transport.tls(wire, url, shown.clone())?;
        stream = handshake(config, bare(&host), stream).await?;
    }
    let _ = stream.shutdown().await;
    Ok(())
}

/// `CONNECT` (RFC 9110 §9.3.6).
async fn through(
    transport: &Transport,
    wire: &Wire,
    proxy: &Intercept,
    host: &str,
    port: u16,
) -> Result<Box<dyn Stream>, ErrorKind> {
    let (proxy_host, proxy_port) = authority(proxy);
    let tcp = TcpStream::connect((bare(&proxy_host), proxy_port)).await;
    let tcp = tcp.map_err(|error| unreachable(Unreachable::Proxy, format!("{proxy_host}: {error}")))?;
    let mut stream: Box<dyn Stream> = Box::new(tcp);
    if proxy.uri().scheme_str() == Some("https") {
        let plain = Wire::new(false, wire.timeouts, None);
        let url = Url::parse(&proxy.uri().to_string())
            .map_err(|error| unreachable(Unreachable::Proxy, error.to_string()))?;
        let config = transport.tls(&plain, &url, tls::Shown::default())?;
        stream = handshake(config, bare(&proxy_host), stream).await?;
    }
    let mut head = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n").into_bytes();
    if let Some(sign_in) = proxy.basic_auth() {
        head.extend_from_slice(b"Proxy-Authorization: ");
        head.extend_from_slice(sign_in.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    let broken = |error: io::Error| unreachable(Unreachable::ProxyRefused, error.to_string());
    stream.write_all(&head).await.map_err(broken)?;
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        if answer.len() == 16 << 10 {
            return Err(unreachable(Unreachable::ProxyRefused, "its answer has no end".to_owned()));
        }
        // One byte at a time: what comes behind the head belongs to TLS.
        answer.push(stream.read_u8().await.map_err(broken)?);
    }
    let line = String::from_utf8_lossy(&answer);
    match line.split_whitespace().nth(1).and_then(|status| status.parse::<u16>().ok()) {
        Some(200..=299) => Ok(stream),
        Some(407) => Err(unreachable(Unreachable::ProxySignIn, format!("{proxy_host}:{proxy_port}"))),
        status => {
            let status = status.map_or_else(|| "no HTTP".to_owned(), |status| status.to_string());
            Err(unreachable(Unreachable::ProxyRefused, format!("{proxy_host}:{proxy_port} said {status}")))
        }
    }
}

async fn handshake(
    mut config: rustls::ClientConfig,
    host: &str,
    stream: Box<dyn Stream>,
) -> Result<Box<dyn Stream>, ErrorKind> {
    // Nothing is said afterwards, or HTTP/1.1 to a proxy.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let name = ServerName::try_from(host.to_owned())
        .map_err(|error| unreachable(Unreachable::HostUnknown, error.to_string()))?;
    match TlsConnector::from(Arc::new(config)).connect(name, stream).await {
        Ok(stream) => Ok(Box::new(stream)),
        Err(error) => {
            let (reason, detail) =
                of_tls(&error).map_or_else(|| (Unreachable::Tls, error.to_string()), tls::reason);
            Err(unreachable(reason, detail))
        }
    }
}

fn proxy(transport: &Transport, url: &Url) -> Option<Intercept> {
    let straight = url.scheme() == "http";
    if straight { None } else { way(&transport.network().proxy, url) }
}

fn of_url(url: &Url) -> (String, u16) {
    let host = url.host_str().unwrap_or_default().to_owned();
    (host, url.port_or_known_default().unwrap_or(443))
}

fn authority(proxy: &Intercept) -> (String, u16) {
    let uri = proxy.uri();
    let usual = if uri.scheme_str() == Some("https") { 443 } else { 80 };
    (uri.host().unwrap_or_default().to_owned(), uri.port_u16().unwrap_or(usual))
}

/// An IPv6 address without the brackets that it has in a URL.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

fn unreachable(reason: Unreachable, detail: String) -> ErrorKind {
    ErrorKind::Unreachable { reason, detail }
}

fn too_late(_: tokio::time::error::Elapsed) -> ErrorKind {
    unreachable(Unreachable::Timeout, "no connection in time".to_owned())
}
