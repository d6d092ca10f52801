//! Who sent a request, as far as the connection tells.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use hyper::HeaderMap;
use ipnet::IpNet;

use crate::server::{Front, Way};
use crate::tls::Shown;

/// A connection that was accepted.
#[derive(Debug)]
pub struct Connection {
    pub peer: IpAddr,
    /// Scheme, host and port of our end of it.
    local: Arc<str>,
    pub certificate: Option<Arc<Shown>>,
}

/// Whoever sent a request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Where it calls from; behind a router, where that says.
    pub address: IpAddr,
    /// What it showed of itself on our own TLS.
    pub certificate: Option<Arc<Shown>>,
    /// Scheme, host and port as it knows us.
    pub origin: Arc<str>,
}

impl Connection {
    pub fn new(peer: IpAddr, scheme: &str, local: SocketAddr) -> Self {
        Self { peer, local: format!("{scheme}://{local}").into(), certificate: None }
    }

    /// Whether it may speak at all.
    pub fn is_welcome(&self, front: &Front) -> bool {
        match &front.way {
            Way::Plain | Way::Tls(_) => true,
            Way::EndedBy(routers) => holds(routers, self.peer),
        }
    }

    /// Who sent a request over it. Headers of a router count where the connection comes from one only.
    pub fn caller(&self, front: &Front, headers: &HeaderMap) -> Caller {
        let (mut address, mut told) = (self.peer, None);
        if let Way::EndedBy(routers) = &front.way
            && holds(routers, self.peer)
        {
            address = forwarded_for(headers, routers).unwrap_or(self.peer);
            let scheme = last(headers, "x-forwarded-proto").filter(|scheme| *scheme == "http");
            let host = last(headers, "x-forwarded-host").or_else(|| last(headers, "host"));
            let host = host.filter(|host| is_host(host));
            told = host.map(|host| format!("{}://{host}", scheme.unwrap_or("https")));
        }
        let told = front.public_url.as_deref().or(told.as_deref());
        let origin = told.map_or_else(|| self.local.clone(), Into::into);
        Caller { address, certificate: self.certificate.clone(), origin }
    }
}

fn holds(networks: &[IpNet], address: IpAddr) -> bool {
    let address = address.to_canonical();
    networks.iter().any(|network| network.contains(&address))
}

/// The nearest address that is no router of ours: what stands before it, the caller itself may have written.
fn forwarded_for(headers: &HeaderMap, routers: &[IpNet]) -> Option<IpAddr> {
    let mut named: Vec<&str> = Vec::new();
    for value in headers.get_all("x-forwarded-for") {
        named.extend(value.to_str().ok()?.split(',').map(str::trim));
    }
    let mut furthest = None;
    for name in named.into_iter().rev() {
        let address = address(name)?;
        furthest = Some(address);
        if !holds(routers, address) {
            break;
        }
    }
    furthest
}

/// An address, also with a port behind it.
fn address(text: &str) -> Option<IpAddr> {
    let address = text.parse().ok().or_else(|| text.parse().ok().map(|socket: SocketAddr| socket.ip()));
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    address.or_else(bare).map(|address| address.to_canonical())
}

/// The last value of a header that may be a list: the one that the router itself wrote.
fn last<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next().map(str::trim).filter(|value| !value.is_empty())
}

fn is_host(text: &str) -> bool {
    text.len() <= 255 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(way: Way, public_url: Option<&str>) -> Front {
        Front { way, public_url: public_url.map(str::to_owned), metrics: None }
    }

    fn routers() -> Way {
        Way::EndedBy(vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()])
    }

    #[test]
    fn only_routers_say_who_calls() {
        let told = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-host", "scim.acme.example")];
        let of = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(*name, value.parse().unwrap());
            }
            headers
        };
        for (way, public, peer, headers, address, origin) in [
            (Way::Plain, None, "127.0.0.1", &told[..], "127.0.0.1", "http://127.0.0.1:8443"),
            (routers(), None, "192.0.2.1", &told, "192.0.2.1", "http://127.0.0.1:8443"),
            (routers(), None, "10.1.2.3", &told, "198.51.100.7", "https://scim.acme.example"),
            (routers(), None, "::ffff:10.1.2.3", &told, "198.51.100.7", "https://scim.acme.example"),
            (routers(), Some("https://z.example"), "10.1.2.3", &told, "198.51.100.7", "https://z.example"),
            // What the caller wrote itself stands first; the routers' own addresses stand last.
            (
                routers(),
                None,
                "10.1.2.3",
                &[
                    ("x-forwarded-for", "203.0.113.9, 198.51.100.7"),
                    ("x-forwarded-for", "10.9.9.9"),
                    ("x-forwarded-proto", "https, http"),
                    ("x-forwarded-host", "evil.example, a.example:81"),
                ],
                "198.51.100.7",
                "http://a.example:81",
            ),
            (
                routers(),
                None,
                "fd00::1",
                &[("x-forwarded-for", "[2001:db8::1]:443"), ("host", "b")],
                "2001:db8::1",
                "https://b",
            ),
            (
                routers(),
                None,
                "10.0.0.1",
                &[("x-forwarded-for", "10.0.0.2")],
                "10.0.0.2",
                "http://127.0.0.1:8443",
            ),
            (
                routers(),
                None,
                "10.0.0.1",
                &[("x-forwarded-for", "unknown"), ("x-forwarded-host", "a/b?c")],
                "10.0.0.1",
                "http://127.0.0.1:8443",
            ),
        ] {
            let local = SocketAddr::from(([127, 0, 0, 1], 8443));
            let front = front(way, public);
            let connection = Connection::new(peer.parse().unwrap(), front.way.scheme(), local);
            let caller = connection.caller(&front, &of(headers));
            assert_eq!((caller.address.to_string().as_str(), &*caller.origin), (address, origin));
            let is_router = peer.contains("10.") || peer.starts_with("fd00");
            assert_eq!(connection.is_welcome(&front), is_router || matches!(front.way, Way::Plain), "{peer}");
        }
    }
}
