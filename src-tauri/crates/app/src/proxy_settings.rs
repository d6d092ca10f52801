//! Where the proxy listens and is found: kept here, edited before there is a proxy, since exports need it.

use url::Url;
use zonedesk_workspace::Workspace;

use crate::api::{AppError, ProxySettings, ProxyTls};
use crate::app::App;
use crate::errors::{Code, error};

const KEY: &str = "proxy";

/// Where the proxy answers for a system, below its address, before the system's id (*Proxy Systems*, SAP Cloud
/// Identity Services).
pub(crate) const BASE_PATH: &str = "/ipsproxy/api/v1/scim/";

/// What is kept, or the defaults: this computer, port 8443, plain HTTP.
pub async fn proxy_settings(app: &App) -> Result<ProxySettings, AppError> {
    app.workspace(read_proxy_settings).await
}

/// As [`proxy_settings`], for those who hold the workspace already.
pub(crate) fn read_proxy_settings(workspace: &Workspace) -> zonedesk_workspace::Result<ProxySettings> {
    Ok(workspace.setting(KEY)?.unwrap_or_default())
}

/// Keeps the settings. Neither address nor files are looked at: what is not there yet may come.
pub async fn proxy_settings_save(app: &App, settings: ProxySettings) -> Result<ProxySettings, AppError> {
    let public_url = settings.public_url.trim().trim_end_matches('/').to_owned();
    if !public_url.is_empty() {
        public_url.parse::<PublicUrl>()?;
    }
    if settings.port == 0 {
        return Err(error(Code::ValueInvalid, "A port is a number from 1 to 65535.")
            .help("8443 is what most proxies use.")
            .at("port"));
    }
    let tls = match settings.tls {
        ProxyTls::Off => ProxyTls::Off,
        ProxyTls::Pem { certificate, key } => {
            ProxyTls::Pem { certificate: path("certificate", &certificate)?, key: path("key", &key)? }
        }
        ProxyTls::SelfSigned => ProxyTls::SelfSigned,
    };
    let authorities = settings.client_authorities.filter(|text| !text.trim().is_empty());
    let client_authorities = authorities.map(|text| path("clientAuthorities", &text)).transpose()?;
    let settings = ProxySettings { public_url, port: settings.port, tls, client_authorities };
    let kept = settings.clone();
    app.workspace(move |workspace| workspace.set_setting(KEY, &kept)).await?;
    Ok(settings)
}

fn path(field: &str, text: &str) -> Result<String, AppError> {
    let text = text.trim();
    if text.is_empty() {
        let file = if field == "key" { "private key" } else { "certificate" };
        return Err(error(Code::FieldMissing, format!("The path of the {file} is missing."))
            .help("Name a PEM file, or switch TLS off.")
            .at(field));
    }
    if !std::path::Path::new(text).is_absolute() || text.chars().any(char::is_control) {
        return Err(error(Code::ValueInvalid, format!("{text:?} is no absolute path."))
            .help("Begin at the root of the file system: the proxy may be started from any folder.")
            .at(field));
    }
    Ok(text.to_owned())
}

/// The proxy's address as its callers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicUrl(Url);

impl PublicUrl {
    /// The one that is set; without one, this computer.
    pub fn of(settings: &ProxySettings) -> Result<Self, AppError> {
        if !settings.public_url.is_empty() {
            return settings.public_url.parse();
        }
        let scheme = if settings.tls == ProxyTls::Off { "http" } else { "https" };
        format!("{scheme}://localhost:{}", settings.port).parse()
    }

    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    /// Whether only this computer reaches it.
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// A path of the proxy below this address's own.
    pub fn path(&self, below: &str) -> String {
        format!("{}{below}", self.0.path().trim_end_matches('/'))
    }

    /// A path of the proxy as a whole address.
    pub fn join(&self, below: &str) -> String {
        let mut url = self.0.clone();
        url.set_path(&self.path(below));
        url.into()
    }
}

impl std::str::FromStr for PublicUrl {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Self, AppError> {
        let refuse = |why: &str| {
            error(Code::AddressInvalid, format!("The public URL {why}."))
                .help("An example: https://zonedesk.acme.example:8443.")
                .at("publicUrl")
        };
        let url = Url::parse(text.trim()).map_err(|source| refuse(&format!("is no address ({source})")))?;
        if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none() {
            return Err(refuse("begins neither with https:// nor with http://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("holds a user name or password"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("has a part behind \"?\" or \"#\""));
        }
        Ok(Self(url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_urls_are_read_and_refused() {
        for (text, told) in [
            ("https://z.acme.example", Some("https z.acme.example 443 /scim false")),
            ("http://localhost:8443/", Some("http localhost 8443 /scim true")),
            (" https://z.acme.example:444/idm/ ", Some("https z.acme.example 444 /idm/scim false")),
            ("http://127.0.0.2", Some("http 127.0.0.2 80 /scim true")),
            ("https://[::1]:1", Some("https [::1] 1 /scim true")),
            ("", None),
            ("z.acme.example", None),
            ("ftp://z.acme.example", None),
            ("https://me:secret@z.acme.example", None),
            ("https://z.acme.example/?a", None),
            ("https://z.acme.example/#a", None),
            ("https://", None),
        ] {
            let read = text.parse::<PublicUrl>();
            let shown = read.as_ref().ok().map(|url| {
                let scheme = if url.is_https() { "https" } else { "http" };
                format!("{scheme} {} {} {} {}", url.host(), url.port(), url.path("/scim"), url.is_loopback())
            });
            assert_eq!(shown.as_deref(), told, "{text}");
            if let Err(error) = read {
                assert!(error.is(Code::AddressInvalid) && !error.message.contains("secret"), "{error}");
            }
        }
    }
}
