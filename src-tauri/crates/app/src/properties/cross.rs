//! What is wrong with properties seen together.

use std::collections::BTreeMap;

use zonedesk_scim::Timestamp;
use zonedesk_xsuaa::{ApiUrl, CertificateChain, SapHost, TokenUrl, is_of_sap};

use super::check::{origin_keys, value};
use super::findings::{error, warning};
use super::known::{ORIGIN, ORIGIN_FILTER, PATCH, PATCH_RESOURCE};
use crate::api::{Level, PropertyFinding};
use crate::certificates::{DAYS_OF_WARNING, days_left};
use crate::connect::property::{
    AUTHENTICATION, CLIENT_CERTIFICATE, CLIENT_ID, CLIENT_ID_ALIAS, PRIVATE_KEY, SECRET, TOKEN_URL,
    TRUST_ALL, URL,
};

/// What is checked: the properties in force.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// None: a destination, which need not be complete.
    pub level: Option<Level>,
    pub properties: &'a BTreeMap<String, String>,
    pub credentials: &'a BTreeMap<String, CheckedCredential>,
    pub now: Timestamp,
}

/// What a check has to know of a credential.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckedCredential {
    pub certificate: Option<String>,
    /// It was entered for another host than the properties name.
    pub other_host: bool,
}

/// Everything that is wrong or odd, by the order of the properties. Pure: same subject, same findings.
pub fn check(subject: &Subject) -> Vec<PropertyFinding> {
    let mut found: Vec<_> = subject.properties.iter().flat_map(|(name, text)| value(name, text)).collect();
    missing(subject, &mut found);
    connection(subject, &mut found);
    certificate(subject, &mut found);
    origins(subject, &mut found);
    switches(subject, &mut found);
    for (name, _) in subject.credentials.iter().filter(|(_, credential)| credential.other_host) {
        found.push(error(name, ("finding.otherHost", []), ("mend.otherHost", [])));
    }
    found
}

impl Subject<'_> {
    /// A property that is set to something.
    fn get(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    fn is_true(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    fn by_certificate(&self) -> bool {
        self.get(AUTHENTICATION) == Some(CLIENT_CERTIFICATE)
    }

    fn client_id(&self) -> Option<&str> {
        self.get(CLIENT_ID).or_else(|| self.get(CLIENT_ID_ALIAS))
    }
}

/// A connection is begun or is not; one that is begun must be whole. Without any of it the system is a folder.
fn missing(subject: &Subject, found: &mut Vec<PropertyFinding>) {
    let begun = subject.get(URL).is_some()
        || subject.get(TOKEN_URL).is_some()
        || subject.client_id().is_some()
        || subject.credentials.contains_key(SECRET)
        || subject.credentials.contains_key(PRIVATE_KEY);
    if subject.level.is_none() || !begun {
        return;
    }
    let key = if subject.by_certificate() { PRIVATE_KEY } else { SECRET };
    for (name, there, mend) in [
        (URL, subject.get(URL).is_some(), "mend.missingUrl"),
        (TOKEN_URL, subject.get(TOKEN_URL).is_some(), "mend.missingTokenUrl"),
        (CLIENT_ID, subject.client_id().is_some(), "mend.missingClientId"),
        (
            key,
            subject.credentials.contains_key(key),
            if key == SECRET { "mend.missingSecret" } else { "mend.missingKey" },
        ),
    ] {
        if !there {
            found.push(error(name, ("finding.missing", [("name", name.to_owned())]), (mend, [])));
        }
    }
}

fn connection(subject: &Subject, found: &mut Vec<PropertyFinding>) {
    let api = subject.get(URL).and_then(|url| url.parse::<ApiUrl>().ok());
    let token = subject.get(TOKEN_URL).and_then(|url| url.parse::<TokenUrl>().ok());
    let hosts = [api.as_ref().map(ApiUrl::host), token.as_ref().map(TokenUrl::host)];
    let [api, token] = hosts.map(|host| host.and_then(SapHost::parse));
    if let (Some(api), Some(token)) = (&api, &token)
        && api.region != token.region
    {
        let params = [("api", api.region.clone()), ("token", token.region.clone())];
        found.push(warning(TOKEN_URL, ("finding.regions", params), ("mend.regions", [])));
    }
    if let Some(token) = &token
        && token.certificate != subject.by_certificate()
    {
        let (code, mend) = if token.certificate {
            ("finding.certHost", "mend.certHost")
        } else {
            ("finding.noCertHost", "mend.noCertHost")
        };
        found.push(warning(TOKEN_URL, (code, []), (mend, [])));
    }
    if let (Some(user), Some(alias)) = (subject.get(CLIENT_ID), subject.get(CLIENT_ID_ALIAS))
        && user != alias
    {
        found.push(warning(CLIENT_ID_ALIAS, ("finding.alias", []), ("mend.alias", [])));
    }
    if subject.is_true(TRUST_ALL) {
        found.push(if let Some(host) = hosts.into_iter().flatten().find(|host| is_of_sap(host)) {
            error(TRUST_ALL, ("finding.trustAllSap", [("host", host.to_owned())]), ("mend.trustAll", []))
        } else {
            warning(TRUST_ALL, ("finding.trustAll", []), ("mend.trustAll", []))
        });
    }
}

fn certificate(subject: &Subject, found: &mut Vec<PropertyFinding>) {
    let Some(key) = subject.credentials.get(PRIVATE_KEY) else { return };
    let Some(pem) = &key.certificate else {
        found.push(error(PRIVATE_KEY, ("finding.noCertificate", []), ("mend.noCertificate", [])));
        return;
    };
    match CertificateChain::read(pem) {
        Err(bad) => found.push(error(
            PRIVATE_KEY,
            ("finding.certificate", [("problem", bad.to_string())]),
            ("mend.noCertificate", []),
        )),
        Ok(chain) => {
            let days = days_left(chain.own.not_after, subject.now);
            if days < 0 {
                found.push(warning(
                    PRIVATE_KEY,
                    ("finding.certificateEnded", []),
                    ("mend.certificateEnds", []),
                ));
            } else if days < DAYS_OF_WARNING {
                let params = [("count", days.to_string())];
                found.push(warning(
                    PRIVATE_KEY,
                    ("finding.certificateEnds", params),
                    ("mend.certificateEnds", []),
                ));
            }
        }
    }
}

fn origins(subject: &Subject, found: &mut Vec<PropertyFinding>) {
    let origins = subject.get(ORIGIN).unwrap_or_default();
    let none = origin_keys(origins).next().is_none();
    // A destination may hold the one and leave the other to its systems.
    if subject.is_true(ORIGIN_FILTER) && none && subject.level.is_some() {
        found.push(error(ORIGIN_FILTER, ("finding.originNeeded", []), ("mend.originNeeded", [])));
    }
    let above = matches!(subject.level, Some(Level::GlobalAccount | Level::Directory));
    if above && let Some(odd) = origin_keys(origins).find(|key| !key.ends_with("-platform")) {
        let params = [("origin", odd.to_owned())];
        found.push(warning(ORIGIN, ("finding.originPlatform", params), ("mend.originPlatform", [])));
    }
}

fn switches(subject: &Subject, found: &mut Vec<PropertyFinding>) {
    if subject.is_true(PATCH_RESOURCE) && subject.is_true(PATCH) {
        found.push(warning(PATCH_RESOURCE, ("finding.patchResource", []), ("mend.patchResource", [])));
    }
}
