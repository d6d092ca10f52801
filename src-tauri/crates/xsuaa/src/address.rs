use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// Where an account's API is: `https://api.authentication.<region>.hana.ondemand.com`. Paths as `/Users` go behind it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ApiUrl(Url);

/// Where tokens are given out: `https://<subdomain>.authentication.<region>.hana.ondemand.com/oauth/token`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TokenUrl(Url);

/// The text is no address that a secret may be sent to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("the address is empty")]
    Empty,
    #[error("this is not an address such as {example}")]
    NotAUrl { example: &'static str },
    #[error("the address must begin with https://; http:// is allowed only for this computer (localhost)")]
    NotHttps,
    #[error("the address holds a user name or password; they have fields of their own")]
    HoldsCredentials,
    #[error("the address must end before the \"?\" or \"#\"")]
    HoldsQuery,
    #[error("the token address must end in /oauth/token")]
    NotTheTokenPath,
}

const API_EXAMPLE: &str = "https://api.authentication.eu10.hana.ondemand.com";
const TOKEN_EXAMPLE: &str = "https://my-subdomain.authentication.eu10.hana.ondemand.com/oauth/token";

impl ApiUrl {
    /// Host and port, as `localhost:8080`.
    pub fn authority(&self) -> &str {
        self.0.authority()
    }

    /// The host, without port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether it is on this computer.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// The address of a call: this one with `path` (percent-encoded, begins with `/`) behind its own.
    pub(crate) fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&[self.0.path().trim_end_matches('/'), path].concat());
        url
    }
}

impl TokenUrl {
    /// Host and port, as `localhost:8080`.
    pub fn authority(&self) -> &str {
        self.0.authority()
    }

    /// The host, without port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether it is on this computer.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    pub(crate) fn url(&self) -> &Url {
        &self.0
    }
}

/// `localhost` and the loopback addresses: the only hosts spoken with in plain HTTP.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn parse(text: &str, example: &'static str) -> Result<Url, AddressError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AddressError::Empty);
    }
    let url = Url::parse(text).map_err(|_| AddressError::NotAUrl { example })?;
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => return Err(AddressError::NotHttps),
        _ => return Err(AddressError::NotAUrl { example }),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::HoldsCredentials);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(AddressError::HoldsQuery);
    }
    Ok(url)
}

impl FromStr for ApiUrl {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        parse(text, API_EXAMPLE).map(Self)
    }
}

impl FromStr for TokenUrl {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let url = parse(text, TOKEN_EXAMPLE)?;
        if url.path().ends_with("/oauth/token") { Ok(Self(url)) } else { Err(AddressError::NotTheTokenPath) }
    }
}

impl fmt::Display for ApiUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl fmt::Display for TokenUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl fmt::Debug for ApiUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for TokenUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_goes_only_to_https_and_to_this_computer() {
        let not_a_url = Err(AddressError::NotAUrl { example: API_EXAMPLE });
        for (text, read) in [
            (" https://api.x.example/ ", Ok("https://api.x.example")),
            ("https://api.x.example:8443/base/", Ok("https://api.x.example:8443/base")),
            ("http://localhost:1/a", Ok("http://localhost:1/a")),
            ("http://127.8.0.1", Ok("http://127.8.0.1")),
            ("http://[::1]:80", Ok("http://[::1]")),
            ("http://api.x.example", Err(AddressError::NotHttps)),
            ("http://localhost.evil.example", Err(AddressError::NotHttps)),
            ("https://me:pw@api.x.example", Err(AddressError::HoldsCredentials)),
            ("https://localhost@evil.example", Err(AddressError::HoldsCredentials)),
            ("https://api.x.example?x=1", Err(AddressError::HoldsQuery)),
            ("ftp://api.x.example", not_a_url.clone()),
            ("api.x.example", not_a_url.clone()),
            ("https://", not_a_url),
            ("  ", Err(AddressError::Empty)),
        ] {
            let address = text.parse::<ApiUrl>().map(|url| url.to_string());
            assert_eq!(address, read.map(str::to_owned), "{text}");
        }
        assert_eq!("https://x.example/oauth".parse::<TokenUrl>(), Err(AddressError::NotTheTokenPath));
        assert!("http://localhost:1/retail-prod/oauth/token".parse::<TokenUrl>().is_ok());
    }

    #[test]
    fn paths_go_behind_the_base() {
        for (base, url) in [
            ("https://x.example", "https://x.example/Users/a%2Fb%20c"),
            ("https://x.example/base/", "https://x.example/base/Users/a%2Fb%20c"),
        ] {
            assert_eq!(base.parse::<ApiUrl>().unwrap().join("/Users/a%2Fb%20c").as_str(), url);
        }
    }
}
