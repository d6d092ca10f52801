//! Which way to a host: straight, or through an HTTP proxy.

use std::fmt;
use std::str::FromStr;

use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use reqwest::NoProxy;
use url::Url;

use crate::AddressError;

/// Never asked through a proxy that a person entered.
const THIS_COMPUTER: &str = "localhost,127.0.0.0/8,::1";

/// Which way to all hosts but this computer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Proxy {
    /// What the environment says (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`), then the system where it has a setting
    /// (Windows, macOS).
    #[default]
    System,
    /// Straight, whatever environment and system say.
    None,
    Entered(ProxyUrl),
}

/// An HTTP proxy's address: `http://proxy.example:8080`, or without the `http://`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ProxyUrl(Url);

impl FromStr for ProxyUrl {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        let not_a_url = AddressError::NotAUrl { example: "http://proxy.example:8080" };
        let whole = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let url = Url::parse(&whole).map_err(|_| not_a_url.clone())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::HoldsCredentials);
        }
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if matches!(url.scheme(), "http" | "https") && url.has_host() && bare {
            Ok(Self(url))
        } else {
            Err(not_a_url)
        }
    }
}

impl fmt::Display for ProxyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for ProxyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The proxy to be entered into a client; none: the client finds out by itself, by the same rules as [`way`].
pub(crate) fn for_client(proxy: &ProxyUrl) -> reqwest::Result<reqwest::Proxy> {
    Ok(reqwest::Proxy::all(proxy.0.as_str())?.no_proxy(NoProxy::from_string(&exceptions())))
}

/// The proxy that a connection to `url` goes through.
pub(crate) fn way(proxy: &Proxy, url: &Url) -> Option<Intercept> {
    let matcher = match proxy {
        Proxy::Entered(proxy) => Matcher::builder().all(proxy.0.as_str().to_owned()).no(exceptions()).build(),
        Proxy::System => Matcher::from_system(),
        Proxy::None => return None,
    };
    matcher.intercept(&url.as_str().parse().ok()?)
}

fn exceptions() -> String {
    let named = ["NO_PROXY", "no_proxy"].iter().find_map(|name| std::env::var(name).ok());
    named.map_or_else(|| THIS_COMPUTER.to_owned(), |named| format!("{THIS_COMPUTER},{named}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_an_address_without_path_and_password() {
        let not_a_url = || Err(AddressError::NotAUrl { example: "http://proxy.example:8080" });
        for (text, read) in [
            (" proxy.example:8080 ", Ok("http://proxy.example:8080")),
            ("https://proxy.example", Ok("https://proxy.example")),
            ("http://10.0.0.1:3128/", Ok("http://10.0.0.1:3128")),
            ("http://me:pw@proxy.example", Err(AddressError::HoldsCredentials)),
            ("socks5://proxy.example", not_a_url()),
            ("http://proxy.example/pac", not_a_url()),
            ("http://", not_a_url()),
            ("", Err(AddressError::Empty)),
        ] {
            let proxy = text.parse::<ProxyUrl>().map(|proxy| proxy.to_string());
            assert_eq!(proxy, read.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn an_entered_proxy_is_not_for_this_computer() {
        let proxy = Proxy::Entered("proxy.example:8080".parse().unwrap());
        for (url, proxied) in [
            ("https://api.x.example/Users", true),
            ("https://localhost:8443", false),
            ("https://127.1.2.3", false),
            ("https://[::1]", false),
        ] {
            let way = way(&proxy, &url.parse().unwrap()).map(|way| way.uri().to_string());
            assert_eq!(way.as_deref(), proxied.then_some("http://proxy.example:8080/"), "{url}");
        }
        assert!(way(&Proxy::None, &"https://api.x.example".parse().unwrap()).is_none());
    }
}
