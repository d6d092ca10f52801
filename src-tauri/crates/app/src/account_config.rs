//! From properties and credentials to what the client is told. One error for each thing that is missing or wrong; its
//! place is the field: the property's name, but `url`, `tokenUrl`, `clientId` and `secret` for those that every system
//! has.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::time::Duration;

use secrecy::SecretString;
use zonedesk_xsuaa::{
    AccountConfig, CertificateError, ClientAuthentication, ClientIdentity, ExtraHeaders, SAP_LIMIT, Timeouts,
};

use crate::api::AppError;
use crate::connect::{Connection, config, property};
use crate::errors::{Code, error};

/// What an account is spoken with: the properties in effect and the credentials that belong to them.
pub(crate) struct Means {
    pub properties: BTreeMap<String, String>,
    /// The client secret.
    pub secret: Option<SecretString>,
    /// PEM, the whole chain.
    pub certificate: Option<String>,
    /// PEM: the certificate's private key.
    pub key: Option<SecretString>,
    /// Requests a second where the properties say nothing; 0: no limit.
    pub usual_limit: u32,
}

impl Default for Means {
    /// At SAP's pace, with nothing to log on with.
    fn default() -> Self {
        Self {
            properties: BTreeMap::new(),
            secret: None,
            certificate: None,
            key: None,
            usual_limit: SAP_LIMIT.get(),
        }
    }
}

impl Means {
    /// `name` is for messages.
    pub fn config(&self, name: &str) -> Result<AccountConfig, AppError> {
        self.choice(property::PROXY_TYPE, property::PROXY_TYPES).map_err(|error| {
            error.help("OnPremise needs SAP's Cloud Connector, which only services on SAP BTP can use.")
        })?;
        let authentication = self.authentication(name)?;
        let connection = Connection::from_properties(&self.properties);
        let config = AccountConfig {
            authentication,
            scope: self.given(property::SCOPE).map(str::to_owned),
            headers: self.headers()?,
            trust_all: self.choice(property::TRUST_ALL, &["false", "true"])? == "true",
            timeouts: self.timeouts()?,
            limit: self.limit()?,
            ..config(&connection, name, String::new().into())?
        };
        if let Some(host) = config.trust_all_refused() {
            return Err(error(Code::ValueInvalid, format!("TrustAll is refused for {host}, a host of SAP."))
                .help("Remove it: SAP's certificates are trusted by every computer. A proxy that inspects TLS needs its root certificate in the system.")
                .at(property::TRUST_ALL));
        }
        Ok(config)
    }

    /// Whether a certificate stands where a secret would.
    pub fn uses_certificate(&self) -> bool {
        let kind = self.given(property::AUTHENTICATION);
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case(property::CLIENT_CERTIFICATE))
    }

    fn authentication(&self, name: &str) -> Result<ClientAuthentication, AppError> {
        self.choice(property::AUTHENTICATION, property::AUTHENTICATIONS)?;
        if self.uses_certificate() {
            return self.identity(name).map(ClientAuthentication::Certificate);
        }
        let form = self.choice(property::AUTH_TYPE, property::AUTH_TYPES)? == "Form";
        let secret = self.secret.clone().ok_or_else(|| {
            error(Code::NoSecret, format!("No client secret is stored for {name}."))
                .help("Enter the client secret.")
                .at("secret")
        })?;
        Ok(if form { ClientAuthentication::Form(secret) } else { ClientAuthentication::Basic(secret) })
    }

    fn identity(&self, name: &str) -> Result<ClientIdentity, AppError> {
        let (Some(chain), Some(key)) = (&self.certificate, &self.key) else {
            return Err(error(
                Code::NoSecret,
                format!("No certificate with its private key is stored for {name}."),
            )
            .help("Enter the \"certificate\" and \"key\" of the service key.")
            .at(property::PRIVATE_KEY));
        };
        ClientIdentity::read(chain, key).map_err(|source| bad_certificate(&source))
    }

    fn headers(&self) -> Result<ExtraHeaders, AppError> {
        let mut headers = ExtraHeaders::default();
        for (name, value) in &self.properties {
            if let Some(header) = name.strip_prefix(property::HEADER) {
                headers.add(header, value).map_err(|source| {
                    error(Code::ValueInvalid, format!("{}.", crate::errors::capital(&source.to_string())))
                        .help("Change or remove the property.")
                        .at(name)
                })?;
            }
        }
        Ok(headers)
    }

    fn limit(&self) -> Result<Option<NonZeroU32>, AppError> {
        let name = property::RATE_LIMIT;
        let Some(text) = self.given(name) else { return Ok(NonZeroU32::new(self.usual_limit)) };
        let limit = text.parse().ok().filter(|limit| *limit <= property::HIGHEST_RATE);
        limit.map(NonZeroU32::new).ok_or_else(|| {
            let most = property::HIGHEST_RATE;
            error(
                Code::ValueInvalid,
                format!("{name} must be a whole number of requests a second, 0 to {most}."),
            )
            .help("SAP runs 3 a second of one account; 0 sets no limit.")
            .at(name)
        })
    }

    fn timeouts(&self) -> Result<Timeouts, AppError> {
        let usual = Timeouts::default();
        let seconds = |name: &str, most: u32, usual: Duration| {
            let Some(text) = self.given(name) else { return Ok(usual) };
            let seconds = text.parse().ok().filter(|seconds| (1..=most).contains(seconds));
            seconds.map(|seconds| Duration::from_secs(seconds.into())).ok_or_else(|| {
                error(Code::ValueInvalid, format!("{name} must be a whole number of seconds, 1 to {most}."))
                    .help(format!("Without it, {} seconds are waited.", usual.as_secs()))
                    .at(name)
            })
        };
        Ok(Timeouts {
            connect: seconds(property::CONNECT_TIMEOUT, property::LONGEST_CONNECT, usual.connect)?,
            read: seconds(property::READ_TIMEOUT, property::LONGEST_READ, usual.read)?,
        })
    }

    fn given(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// One of the values, whatever its case; the first where none is given.
    fn choice(&self, name: &str, values: &[&'static str]) -> Result<&'static str, AppError> {
        let Some(text) = self.given(name) else { return Ok(values[0]) };
        values.iter().copied().find(|value| value.eq_ignore_ascii_case(text)).ok_or_else(|| {
            let allowed = values.join(" or ");
            error(Code::ValueInvalid, format!("{name} can be {allowed}, but not \"{text}\"."))
                .help("Change the property, or remove it.")
                .at(name)
        })
    }
}

fn bad_certificate(source: &CertificateError) -> AppError {
    error(Code::ValueInvalid, format!("The certificate cannot be used: {source}."))
        .help("Copy \"certificate\" and \"key\" out of one service key, whole.")
        .at(property::PRIVATE_KEY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(properties: &[(&str, &str)]) -> Means {
        let usual = [
            ("URL", "https://api.x.example"),
            ("OAuth2TokenServiceURL", "https://x.example/oauth/token"),
            ("User", "sb-x!a1"),
        ];
        let properties = usual.iter().chain(properties);
        Means {
            properties: properties.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            secret: Some("s".to_owned().into()),
            ..Means::default()
        }
    }

    #[test]
    fn each_thing_that_is_wrong_is_said_of_its_field() {
        for (properties, place) in [
            (&[("URL", "")][..], "url"),
            (&[("URL", "api.x.example")], "url"),
            (&[("OAuth2TokenServiceURL", "https://x.example")], "tokenUrl"),
            (&[("User", " ")], "clientId"),
            (&[("ProxyType", "OnPremise")], "ProxyType"),
            (&[("Authentication", "OAuth2ClientCredentials")], "Authentication"),
            (&[("Authentication", "ClientCertificateAuthentication")], "PrivateKey"),
            (&[("AuthType", "Digest")], "AuthType"),
            (&[("TrustAll", "yes")], "TrustAll"),
            (
                &[("TrustAll", "true"), ("URL", "https://api.authentication.eu10.hana.ondemand.com")],
                "TrustAll",
            ),
            (&[("ips.http.header.Host", "x")], "ips.http.header.Host"),
            (&[("ips.http.header.X-A", "a\nb")], "ips.http.header.X-A"),
            (&[("zonedesk.timeout.connect", "0")], "zonedesk.timeout.connect"),
            (&[("zonedesk.timeout.read", "1e3")], "zonedesk.timeout.read"),
            (&[("zonedesk.rate.limit", "-1")], "zonedesk.rate.limit"),
            (&[("zonedesk.rate.limit", "1001")], "zonedesk.rate.limit"),
        ] {
            let error = means(properties).config("Retail PROD").unwrap_err();
            assert_eq!(error.place.as_deref(), Some(place), "{error}");
            assert!(error.help.is_some(), "{error}");
        }
        let none = Means { secret: None, ..means(&[]) };
        assert_eq!(none.config("Retail PROD").unwrap_err().place.as_deref(), Some("secret"));
    }

    #[test]
    fn the_pace_is_the_systems_then_the_settings() {
        for (set, usual, limit) in [
            (None, 3, Some(3)),
            (None, 0, None),
            (Some("10"), 3, Some(10)),
            (Some("0"), 3, None),
            (Some(" "), 5, Some(5)),
        ] {
            let properties: Vec<_> = set.map(|value| ("zonedesk.rate.limit", value)).into_iter().collect();
            let means = Means { usual_limit: usual, ..means(&properties) };
            let found = means.config("Retail PROD").unwrap().limit;
            assert_eq!(found.map(NonZeroU32::get), limit, "{set:?}, {usual}");
        }
    }

    #[test]
    fn what_is_set_reaches_the_client() {
        let config = means(&[
            ("AuthType", "form"),
            ("OAuth2TokenScope", " xs_user.read "),
            ("TrustAll", "TRUE"),
            ("ips.http.header.X-Source", "zonedesk"),
            ("zonedesk.timeout.read", "600"),
            ("User", ""),
            ("client_id", "sb-other!a1"),
        ])
        .config("Retail PROD")
        .unwrap();
        assert!(matches!(config.authentication, ClientAuthentication::Form(_)));
        assert_eq!((config.scope.as_deref(), config.trust_all), (Some("xs_user.read"), true));
        assert_eq!(config.headers.iter().collect::<Vec<_>>(), [("x-source", "zonedesk")]);
        assert_eq!(config.timeouts, Timeouts { read: Duration::from_secs(600), ..Timeouts::default() });
        assert_eq!(config.client_id, "sb-other!a1");
        let usual = means(&[("AuthType", ""), ("TrustAll", "")]).config("Retail PROD").unwrap();
        assert!(matches!(usual.authentication, ClientAuthentication::Basic(_)) && !usual.trust_all);
    }
}
