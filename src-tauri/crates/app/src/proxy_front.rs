//! What the proxy shows to those who call: where it listens, its certificate, whom it believes, who stands in front.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use secrecy::SecretString;
use zonedesk_proxy::{Tls, Way};
use zonedesk_workspace::{Credential, SecretKey};
use zonedesk_xsuaa::{CertificateChain, CertificateError, ClientIdentity};

use crate::api::{AppError, ProxySettings, ProxyTls};
use crate::app::{App, Opened, blocking, now};
use crate::errors::{Code, error};
use crate::proxy_settings::PublicUrl;
use crate::rows::DAY;
use crate::session::who;
use crate::token_keys::OWNER;

/// Bytes of the largest file of certificates or a key.
const LARGEST: u64 = 1 << 20;
/// Days that a certificate made here is valid: more than 398, some clients refuse.
const DAYS: i64 = 397;
const PRIVATE_KEY: &str = "PrivateKey";
/// Where the certificate that was made here is put for clients, in the workspace's folder.
pub const CERTIFICATE_FILE: &str = "proxy-certificate.pem";

/// How a proxy is to listen, over what the settings say.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// None: 127.0.0.1 and the port of the settings.
    pub listen: Option<SocketAddr>,
    /// None: as the settings say.
    pub public_url: Option<String>,
    /// None: as the settings say.
    pub tls: Option<ProxyTls>,
    /// Path of a PEM file; none: as the settings say.
    pub client_authorities: Option<String>,
    /// Networks of routers that end TLS, as `10.0.0.0/8`.
    pub ended_by: Vec<String>,
    /// Who has it may read `/metrics`; none: nobody.
    pub metrics: Option<SecretString>,
    /// The keys of tokens, the one that signs first; empty: those of the workspace.
    pub token_keys: Vec<SecretString>,
}

impl Front {
    /// This one, and of the other what this one does not say.
    pub fn over(self, other: Self) -> Self {
        let or = |own: Vec<String>, other| if own.is_empty() { other } else { own };
        Self {
            listen: self.listen.or(other.listen),
            public_url: self.public_url.or(other.public_url),
            tls: self.tls.or(other.tls),
            client_authorities: self.client_authorities.or(other.client_authorities),
            ended_by: or(self.ended_by, other.ended_by),
            metrics: self.metrics.or(other.metrics),
            token_keys: if self.token_keys.is_empty() { other.token_keys } else { self.token_keys },
        }
    }
}

/// What is to be served, with all files read.
pub(crate) async fn options(
    app: &App,
    front: &Front,
    settings: ProxySettings,
) -> Result<zonedesk_proxy::Options, AppError> {
    let settings = ProxySettings {
        public_url: front.public_url.clone().unwrap_or(settings.public_url),
        tls: front.tls.clone().unwrap_or(settings.tls),
        client_authorities: front.client_authorities.clone().or(settings.client_authorities),
        ..settings
    };
    let address = front.listen.unwrap_or(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), settings.port));
    let way = match front.ended_by.as_slice() {
        [] => way(app, &settings).await?,
        networks if settings.tls == ProxyTls::Off => Way::EndedBy(routers(networks)?),
        _ => {
            let told = "Either this proxy serves TLS, or a router in front ends it: both are asked for.";
            return Err(error(Code::ProxyExposed, told)
                .help("Leave out --tls-ended-by, or switch TLS off in the proxy settings.")
                .at("tlsEndedBy"));
        }
    };
    let public_url = Some(settings.public_url);
    Ok(zonedesk_proxy::Options { address, public_url, way, metrics: front.metrics.clone(), log: None })
}

fn routers(networks: &[String]) -> Result<Vec<zonedesk_proxy::IpNet>, AppError> {
    let network = |text: &String| {
        let text = text.trim();
        let alone = || text.parse::<IpAddr>().ok().map(zonedesk_proxy::IpNet::from);
        text.parse().ok().or_else(alone).ok_or_else(|| {
            error(Code::ValueInvalid, format!("{text:?} is no network."))
                .help("An example: 10.0.0.0/8.")
                .at("tlsEndedBy")
        })
    };
    networks.iter().map(network).collect()
}

async fn way(app: &App, settings: &ProxySettings) -> Result<Way, AppError> {
    let identity = match settings.tls.clone() {
        ProxyTls::Off => return Ok(Way::Plain),
        ProxyTls::Pem { certificate, key } => blocking(move || of_files(&certificate, &key)).await?,
        ProxyTls::SelfSigned => {
            let host = PublicUrl::of(settings)?.host().to_owned();
            let opened = app.opened()?;
            blocking(move || self_signed(&opened, &host)).await?
        }
    };
    let authorities = settings.client_authorities.clone().filter(|path| !path.is_empty());
    blocking(move || {
        let place = "clientAuthorities";
        let authorities = authorities.map(|path| {
            let text = file(&path, place)?;
            CertificateChain::read(&text).map_err(|why| unusable(&why, &path, place))
        });
        let tls = Tls::new(&identity, authorities.transpose()?.as_ref());
        tls.map(Way::Tls).map_err(|why| {
            error(Code::ProxyCertificate, format!("{}.", crate::errors::capital(&why.to_string())))
                .help("Name a PEM file with the certificates of the authorities that sign for your clients.")
                .at(place)
        })
    })
    .await
}

fn of_files(certificate: &str, key: &str) -> Result<ClientIdentity, AppError> {
    let (chain, secret) = (file(certificate, "certificate")?, file(key, "key")?);
    let identity = ClientIdentity::read(&chain, &secret.into()).map_err(|why| match why {
        CertificateError::NoCertificate | CertificateError::Damaged { .. } => {
            unusable(&why, certificate, "certificate")
        }
        _ => unusable(&why, key, "key"),
    })?;
    if now() > identity.chain().own.not_after {
        tracing::warn!(certificate, "the certificate of the proxy has ended: clients will refuse it");
    }
    Ok(identity)
}

fn unusable(why: &CertificateError, path: &str, place: &str) -> AppError {
    let help = match why {
        CertificateError::KeyOfAnother => "Name the key that the certificate was made with.",
        CertificateError::KeyEncrypted => {
            "Write it without: openssl pkey -in KEY -out NEW, readable by this user only."
        }
        _ => "Name a PEM file: a certificate chain, or a private key.",
    };
    error(Code::ProxyCertificate, format!("{path}: {why}.")).help(help).at(place)
}

fn file(path: &str, place: &str) -> Result<String, AppError> {
    let read = || {
        let size = std::fs::metadata(path)?.len();
        if size > LARGEST {
            return Err(std::io::Error::other("it is larger than 1 MB"));
        }
        std::fs::read_to_string(Path::new(path))
    };
    read().map_err(|why| {
        error(Code::ProxyCertificate, format!("{path} cannot be read: {why}."))
            .help("Name a PEM file that the user may read who runs the proxy.")
            .at(place)
    })
}

/// The pair that was made here before, while it is valid and names the host; else a new one.
fn self_signed(opened: &Opened, host: &str) -> Result<ClientIdentity, AppError> {
    let Opened { workspace, secrets } = opened;
    let key = SecretKey::new(OWNER, PRIVATE_KEY);
    let noted = workspace.credentials(OWNER)?.remove(PRIVATE_KEY);
    let known = noted.filter(|noted| noted.url_host.as_deref() == Some(host));
    if let Some(certificate) = known.and_then(|noted| noted.certificate)
        && let Some(secret) = secrets.get(&key)?
        && let Ok(identity) = ClientIdentity::read(&certificate, &secret)
        && now() < identity.chain().own.not_after
    {
        written(opened, &certificate)?;
        return Ok(identity);
    }
    let (certificate, secret) = made(host).map_err(|why| {
        error(Code::ProxyCertificate, format!("No certificate can be made: {why}.")).at("tls")
    })?;
    let identity = ClientIdentity::read(&certificate, &secret).map_err(|why| {
        error(Code::ProxyCertificate, format!("The certificate made here: {why}.")).at("tls")
    })?;
    let (certificate_text, url_host) = (Some(certificate.clone()), Some(host.to_owned()));
    let fact = Credential { set_at: now(), certificate: certificate_text, url_host, token_host: None };
    let before = workspace.note_credential(OWNER, PRIVATE_KEY, Some(&fact), now(), &who(workspace)?)?;
    if let Err(refused) = secrets.set(&key, &secret) {
        workspace.take_back_credential(OWNER, PRIVATE_KEY, &before)?;
        return Err(refused.into());
    }
    written(opened, &certificate)?;
    Ok(identity)
}

/// For clients, which have to be told whom to trust.
fn written(opened: &Opened, certificate: &str) -> Result<(), AppError> {
    let path = opened.workspace.dir().join(CERTIFICATE_FILE);
    std::fs::write(&path, certificate).map_err(|why| {
        error(Code::FileNotWritten, format!("{} cannot be written: {why}.", path.display()))
            .at(path.display().to_string())
    })
}

/// PEM: certificate and key, for this computer and the host.
fn made(host: &str) -> Result<(String, SecretString), rcgen::Error> {
    let mut hosts = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    let host = host.trim_matches(['[', ']']);
    if !hosts.iter().any(|known| known == host) {
        hosts.push(host.to_owned());
    }
    let mut params = CertificateParams::new(hosts)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Zonedesk proxy, self-signed");
    let day = |days: i64| {
        let seconds = u64::try_from((now().0 + days * DAY) / 1000).unwrap_or_default();
        rcgen::date_time_ymd(1970, 1, 1) + Duration::from_secs(seconds)
    };
    (params.not_before, params.not_after) = (day(-1), day(DAYS));
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    Ok((certificate.pem(), key.serialize_pem().into()))
}
