//! One credential out of its name–value pairs, whatever they were written in.

use secrecy::SecretString;
use secrecy::zeroize::Zeroize;

use crate::api::Level;
use crate::connect::Connection;
use crate::properties::destination_file::is_masked;

/// What one credential says. Nothing is guessed: a field that the text does not name is `None`.
#[derive(Debug, Clone, Default)]
pub struct Credential {
    /// Of the credential, its service instance or binding; a hint for the system's name.
    pub name: Option<String>,
    pub level: Option<Level>,
    /// `https://api.authentication.<region>.hana.ondemand.com`
    pub url: Option<String>,
    /// `…/oauth/token`
    pub token_url: Option<String>,
    pub client_id: String,
    pub secret: Option<SecretString>,
    /// PEM, the whole chain.
    pub certificate: Option<String>,
    /// PEM.
    pub key: Option<SecretString>,
    pub region: Option<String>,
    pub subdomain: Option<String>,
    pub subaccount_id: Option<String>,
    pub scope: Option<String>,
    pub read_only: Option<bool>,
}

/// Names in [`plain`] form with their values, in the order found; the first of a name counts. Overwritten when dropped.
#[derive(Clone, Default)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    pub fn push(&mut self, name: &str, value: &str) {
        self.0.push((plain(name), value.to_owned()));
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub fn has(&self, name: &str) -> bool {
        let name = plain(name);
        self.iter().any(|(known, _)| known == name)
    }

    pub fn extend_from(&mut self, other: &Self) {
        self.0.extend(other.0.iter().cloned());
    }

    /// A further block of a chain goes behind the ones before.
    pub fn append_pem(&mut self, name: &str, block: &str) {
        match self.0.iter_mut().find(|(known, value)| known == name && !value.is_empty()) {
            Some((_, chain)) => {
                chain.push('\n');
                chain.push_str(block);
            }
            None => self.push(name, block),
        }
    }

    /// Those that say what a thing inside is called and where it belongs.
    pub fn context(&self) -> Self {
        let names = NAMES.into_iter().chain(LEVELS.map(|(name, _)| name)).chain(["level"]);
        Self(names.filter_map(|name| self.0.iter().find(|(known, _)| known == name)).cloned().collect())
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        let one =
            |wanted: &&str| self.iter().find(|(name, value)| name == wanted && !value.trim().is_empty());
        names.iter().find_map(one).map(|(_, value)| value.trim().to_owned())
    }

    fn secret(&self, names: &[&str]) -> Option<SecretString> {
        self.text(names).filter(|secret| !is_masked(secret)).map(SecretString::from)
    }
}

impl Drop for Pairs {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(|(_, value)| value.zeroize());
    }
}

/// Letters and digits in lower case: `client id`, `client-id`, `clientId` and `"clientid"` are one name.
pub fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const CLIENT_ID: [&str; 2] = ["clientid", "user"];

const NAMES: [&str; 3] = ["name", "instancename", "serviceinstancename"];

/// Ids that tell the level, the lowest first: a directory's credential may name its global account too.
const LEVELS: [(&str, Level); 3] = [
    ("subaccountid", Level::Subaccount),
    ("directoryid", Level::Directory),
    ("globalaccountid", Level::GlobalAccount),
];

/// Whether a name in [`plain`] form is that of a client id.
pub fn is_client_id(name: &str) -> bool {
    CLIENT_ID.contains(&name)
}

impl Credential {
    /// A client secret that was entered by itself.
    pub fn with_secret(connection: Connection, secret: Option<String>) -> Self {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            url: some(connection.url),
            token_url: some(connection.token_url),
            client_id: connection.client_id,
            secret: secret.map(SecretString::from),
            ..Self::default()
        }
    }

    pub fn of(pairs: &Pairs) -> Self {
        let text = |names: &[&str]| pairs.text(names);
        let secret = pairs.secret(&["clientsecret", "password"]);
        let key = pairs.secret(&["key", "privatekey"]).as_ref().map(pem_secret);
        let with_certificate = key.is_some() && secret.is_none();
        // A service key's `url` is the token service's base; destinations and `btp` name both in full.
        let base = text(&["url"]);
        let token_url = text(&["certurl"])
            .filter(|_| with_certificate)
            .or_else(|| text(&["oauth2tokenserviceurl", "tokenurl", "tokenserviceurl"]))
            .or_else(|| base.clone().filter(|url| !is_api(url)))
            .map(|url| with_token_path(&url));
        let url = text(&["apiurl"])
            .or_else(|| base.filter(|url| is_api(url)))
            .map(|url| with_scheme(&url))
            // Older service keys leave it out: it is the token host with `api` for the subdomain.
            .or_else(|| token_url.as_deref().and_then(api_of));
        let token_host = token_url.as_deref().and_then(host);
        let subdomain_of =
            |host: String| host.split_once(".authentication.").map(|(subdomain, _)| subdomain.to_owned());
        Self {
            name: text(&NAMES),
            level: level(pairs),
            region: token_host.as_deref().and_then(region).or_else(|| region(&host(url.as_deref()?)?)),
            subdomain: text(&["identityzone", "subdomain"]).or_else(|| subdomain_of(token_host?)),
            subaccount_id: text(&["subaccountid"]),
            scope: text(&["oauth2tokenscope"]),
            read_only: text(&["readonly"]).map(|flag| flag.eq_ignore_ascii_case("true")),
            client_id: text(&CLIENT_ID).unwrap_or_default(),
            certificate: text(&["certificate"]).map(|pem| pem_lines(&pem)),
            secret,
            key,
            token_url,
            url,
        }
    }
}

/// Line ends that were written as `\n`, as in a JSON text of a line.
fn pem_lines(pem: &str) -> String {
    pem.replace("\\r", "").replace("\\n", "\n")
}

fn pem_secret(pem: &SecretString) -> SecretString {
    use secrecy::ExposeSecret as _;
    SecretString::from(pem_lines(pem.expose_secret()))
}

fn is_api(url: &str) -> bool {
    host(url).is_some_and(|host| host.starts_with("api."))
}

fn level(pairs: &Pairs) -> Option<Level> {
    let said = pairs.text(&["level", "accountlevel"]).map(|level| plain(&level));
    match said.as_deref() {
        Some("globalaccount") => Some(Level::GlobalAccount),
        Some("directory") => Some(Level::Directory),
        Some("subaccount") => Some(Level::Subaccount),
        _ => LEVELS.iter().find(|(name, _)| pairs.text(&[name]).is_some()).map(|(_, level)| *level),
    }
}

fn with_scheme(url: &str) -> String {
    let url = url.trim_end_matches('/');
    if url.contains("://") { url.to_owned() } else { format!("https://{url}") }
}

fn with_token_path(url: &str) -> String {
    let url = with_scheme(url);
    if url.ends_with("/oauth/token") { url } else { format!("{url}/oauth/token") }
}

/// The host of an address, without port.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.split(':').next()?;
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// `https://sub.authentication.cert.eu10…/oauth/token` → `https://api.authentication.eu10…`.
fn api_of(token_url: &str) -> Option<String> {
    let host = host(token_url)?;
    let (_, rest) = host.split_once(".authentication.")?;
    Some(format!("https://api.authentication.{}", rest.strip_prefix("cert.").unwrap_or(rest)))
}

/// `eu10`, `eu10-004`: the label behind `authentication` (and `cert`).
fn region(host: &str) -> Option<String> {
    let (_, rest) = host.split_once("authentication.")?;
    let rest = rest.strip_prefix("cert.").unwrap_or(rest);
    rest.split('.').next().filter(|label| label.chars().any(|c| c.is_ascii_digit())).map(str::to_owned)
}
