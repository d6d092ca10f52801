//! Reading properties, and what is known of them.

use std::collections::BTreeSet;

use zonedesk_scim::Timestamp;
use zonedesk_workspace::{SecretKey, Secrets, Workspace};
use zonedesk_xsuaa::CertificateChain;

use super::known::{KNOWN, Known, Rule, category, order};
use super::lines;
use super::state::{Held, State};
use crate::api::{
    AppError, CertificateFacts, CredentialFacts, DestinationName, KnownProperty, Properties, PropertiesEdit,
    PropertiesText, Property, PropertyKind,
};
use crate::app::{App, blocking, now};
use crate::certificates::days_left;
use crate::owner::Owner;
use crate::session::keeps_secrets_for_this_run;
use crate::texts::sentence;

/// The properties that Zonedesk knows, in the order in which they are shown.
pub fn known_properties() -> Vec<KnownProperty> {
    KNOWN.iter().map(known_property).collect()
}

fn known_property(known: &Known) -> KnownProperty {
    let switch = |default: &str| known.default == Some(default);
    debug_assert!(known.rule != Rule::Switch || switch("true") || switch("false"));
    KnownProperty {
        name: known.name.to_owned(),
        prefix: known.is_prefix(),
        category: known.category,
        kind: match known.rule {
            Rule::Switch => PropertyKind::Switch,
            Rule::Choice(values) => {
                PropertyKind::Choice { values: values.iter().map(|value| (*value).to_owned()).collect() }
            }
            Rule::Number(from, to) => PropertyKind::Number { from, to },
            Rule::Credential => PropertyKind::Credential,
            _ => PropertyKind::Text,
        },
        default: known.default.map(str::to_owned),
        help: sentence(&format!("help.{}", known.name), []),
        usual: known.usual,
    }
}

/// The properties of a system or destination, by its id. Asks no account and no keychain.
pub async fn properties(app: &App, owner: &str) -> Result<Properties, AppError> {
    let opened = app.opened()?;
    let this_run = keeps_secrets_for_this_run(app);
    let owner = owner.to_owned();
    blocking(move || {
        let owner = Owner::find(&opened.workspace, &owner)?;
        read(&opened.workspace, this_run.then_some(&opened.secrets), &owner, now())
    })
    .await
}

/// `this_run`: the secrets, where they are in memory only and can be looked at without asking anybody.
pub(crate) fn read(
    workspace: &Workspace,
    this_run: Option<&std::sync::Arc<Secrets>>,
    owner: &Owner,
    now: Timestamp,
) -> Result<Properties, AppError> {
    let state = State::of(workspace, owner)?;
    let id = owner.id();
    let destination = match owner {
        Owner::System(system) => system.destination.clone(),
        Owner::Destination(_) => None,
    };
    let lost = |name: &str, held: &Held| {
        let owner = if held.inherited { destination.clone().unwrap_or_default() } else { id.clone() };
        this_run.is_some_and(|secrets| !matches!(secrets.get(&SecretKey::new(owner, name)), Ok(Some(_))))
    };
    let names: BTreeSet<&String> =
        state.own.keys().chain(state.inherited.keys()).chain(state.credentials.keys()).collect();
    let mut properties: Vec<_> = names
        .into_iter()
        .map(|name| Property {
            name: name.clone(),
            category: category(name),
            value: state.own.get(name).cloned(),
            inherited: state.inherited.get(name).cloned(),
            credential: state.credentials.get(name).map(|held| CredentialFacts {
                set_at: held.credential.set_at,
                inherited: held.inherited,
                other_host: state.is_for_another_host(held, None),
                lost: lost(name, held),
                certificate: held.credential.certificate.as_deref().and_then(|pem| certificate(pem, now)),
            }),
        })
        .collect();
    properties.sort_by_key(|property| order(&property.name));
    let destination = match &destination {
        Some(id) => {
            let destination = workspace.destination(id)?;
            Some(DestinationName { id: destination.id, name: destination.name.to_string() })
        }
        None => None,
    };
    Ok(Properties { owner: id, destination, properties, findings: state.findings(None, now) })
}

fn certificate(pem: &str, now: Timestamp) -> Option<CertificateFacts> {
    let own = CertificateChain::read(pem).ok()?.own;
    Some(CertificateFacts {
        days_left: days_left(own.not_after, now),
        subject: own.subject,
        issuer: own.issuer,
        not_after: own.not_after,
    })
}

/// Reads `Key=Value` lines. What cannot be read is said, and left out.
pub fn properties_of_text(text: &str) -> PropertiesText {
    lines::read(text)
}

/// The plain properties of a system or destination itself as `Key=Value` lines, as an edit would leave them. No
/// credential is among them.
pub async fn properties_as_text(app: &App, owner: &str, edit: PropertiesEdit) -> Result<String, AppError> {
    let owner = owner.to_owned();
    app.workspace(move |workspace| -> Result<String, AppError> {
        let state = State::of(workspace, &Owner::find(workspace, &owner)?)?;
        Ok(lines::write(&state.edited(&edit, None, now()).own))
    })
    .await
}
