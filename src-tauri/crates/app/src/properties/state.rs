//! The properties of a system or destination, as they are and as an edit would leave them.

use std::collections::{BTreeMap, BTreeSet};

use secrecy::SecretString;
use zonedesk_scim::Timestamp;
use zonedesk_workspace::{Credential, System, Workspace};
use zonedesk_xsuaa::CertificateChain;

use super::cross::{CheckedCredential, Subject, check};
use super::findings::error;
use super::known::known;
use crate::api::{AppError, Level, PropertiesEdit, PropertyFinding};
use crate::connect::Connection;
use crate::connect::property::PRIVATE_KEY;
use crate::landscape::level_of;
use crate::owner::Owner;
use crate::secret_keeping::meant_for;

/// Everything that is checked.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// None: a destination.
    pub level: Option<Level>,
    pub own: BTreeMap<String, String>,
    /// The destination's.
    pub inherited: BTreeMap<String, String>,
    pub credentials: BTreeMap<String, Held>,
}

/// A credential in force.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub credential: Credential,
    /// It is the destination's.
    pub inherited: bool,
    /// Given with the edit: it is for the hosts that stand after it.
    pub new: bool,
}

impl State {
    pub fn of(workspace: &Workspace, owner: &Owner) -> Result<Self, AppError> {
        match owner {
            Owner::System(system) => Self::of_system(workspace, system),
            Owner::Destination(destination) => {
                let kept = workspace.credentials(&destination.id)?.into_iter();
                let held = |credential| Held { credential, inherited: false, new: false };
                Ok(Self {
                    level: None,
                    own: destination.properties.clone(),
                    inherited: BTreeMap::new(),
                    credentials: kept.map(|(name, credential)| (name, held(credential))).collect(),
                })
            }
        }
    }

    pub fn of_system(workspace: &Workspace, system: &System) -> Result<Self, AppError> {
        let id = system.id.to_string();
        let credentials = workspace.effective_credentials(system)?.into_iter();
        Ok(Self {
            level: Some(level_of(system.level)),
            own: system.properties.clone(),
            inherited: system.inherited.clone(),
            credentials: credentials
                .map(|(name, found)| {
                    let inherited = found.owner != id;
                    (name, Held { credential: found.credential, inherited, new: false })
                })
                .collect(),
        })
    }

    /// What an edit would leave. `inherited`: properties and credentials of the destination that stands behind it then.
    pub fn edited(&self, edit: &PropertiesEdit, inherited: Option<&Self>, now: Timestamp) -> Self {
        let mut after = self.clone();
        if edit.destination.is_some() {
            after.credentials.retain(|_, held| !held.inherited);
            after.inherited = inherited.map(|state| state.own.clone()).unwrap_or_default();
        }
        for (name, value) in &edit.properties {
            match value {
                Some(value) => {
                    after.credentials.retain(|kept, held| kept != name || held.inherited);
                    after.own.insert(name.clone(), trimmed(name, value));
                }
                None => drop(after.own.remove(name)),
            }
        }
        for (name, given) in &edit.credentials {
            after.own.remove(name);
            if given.is_none() {
                after.credentials.retain(|kept, held| kept != name || held.inherited);
                continue;
            }
            let certificate = edit.certificate.clone().filter(|_| name == PRIVATE_KEY);
            let credential = Credential { set_at: now, certificate, url_host: None, token_host: None };
            after.credentials.insert(name.clone(), Held { credential, inherited: false, new: true });
        }
        for (name, held) in inherited.iter().flat_map(|state| &state.credentials) {
            let held = Held { inherited: true, ..held.clone() };
            after.credentials.entry(name.clone()).or_insert(held);
        }
        after
    }

    pub fn effective(&self) -> BTreeMap<String, String> {
        let mut effective = self.inherited.clone();
        effective.extend(self.own.iter().map(|(name, value)| (name.clone(), value.clone())));
        effective
    }

    /// What is wrong. `before`: the state that is edited, for credentials of which it was not noted where they belong.
    pub fn findings(&self, before: Option<&Self>, now: Timestamp) -> Vec<PropertyFinding> {
        let effective = self.effective();
        let credentials = self
            .credentials
            .iter()
            .map(|(name, held)| {
                let checked = CheckedCredential {
                    certificate: held.credential.certificate.clone(),
                    other_host: self.is_for_another_host(held, before),
                };
                (name.clone(), checked)
            })
            .collect();
        check(&Subject { level: self.level, properties: &effective, credentials: &credentials, now })
    }

    pub fn is_for_another_host(&self, held: &Held, before: Option<&Self>) -> bool {
        if held.new {
            return false;
        }
        let mut meant = held.credential.clone();
        if let Some(before) = before {
            let (url, token) = Connection::from_properties(&before.effective()).hosts();
            meant.url_host = meant.url_host.or(url);
            meant.token_host = meant.token_host.or(token);
        }
        !meant_for(&meant, &Connection::from_properties(&self.effective()))
    }
}

/// What is wrong with an edit itself, whatever it is applied to.
pub(crate) fn of_edit(edit: &PropertiesEdit) -> Vec<PropertyFinding> {
    let mut found = Vec::new();
    for (name, given) in &edit.credentials {
        if given.as_deref() == Some("") {
            found.push(error(name, ("finding.missing", [("name", name.clone())]), ("mend.credential", [])));
        }
        if edit.properties.get(name).is_some_and(Option::is_some) {
            found.push(error(name, ("finding.both", []), ("mend.both", [])));
        }
    }
    if let (Some(Some(key)), Some(pem)) = (edit.credentials.get(PRIVATE_KEY), &edit.certificate)
        && let Ok(chain) = CertificateChain::read(pem)
        && let Err(bad) = chain.check_key(&SecretString::from(key.as_str()))
    {
        let params = [("problem", bad.to_string())];
        found.push(error(PRIVATE_KEY, ("finding.certificate", params), ("mend.noCertificate", [])));
    }
    found
}

/// Names that an edit is about.
pub(crate) fn touched(edit: &PropertiesEdit) -> BTreeSet<&str> {
    edit.properties.keys().chain(edit.credentials.keys()).map(String::as_str).collect()
}

/// Blanks around the value of a known property are never meant; of a free one they may be.
pub(crate) fn trimmed(name: &str, value: &str) -> String {
    if known(name).is_some() { value.trim().to_owned() } else { value.to_owned() }
}
