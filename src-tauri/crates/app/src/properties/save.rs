//! Checking and saving changes of properties.

use std::collections::BTreeMap;

use secrecy::SecretString;
use zonedesk_scim::Timestamp;
use zonedesk_workspace::{DestinationEdit, SecretKey, SystemEdit, Workspace};

use super::findings::warning_of;
use super::known::category;
use super::state::{State, of_edit, touched, trimmed};
use crate::api::{
    AppError, Event, Properties, PropertiesCheck, PropertiesEdit, PropertyCategory, PropertyFinding,
    Severity, Text,
};
use crate::app::{App, now};
use crate::connect::{property, reached_by_simulator};
use crate::errors::{Code, error};
use crate::owner::Owner;
use crate::properties::properties;
use crate::secret_keeping::{forget_credential, keep_credential};
use crate::session::who;

/// What would be wrong or odd after an edit, and whether it would be saved. Nothing is changed, nothing is sent.
pub async fn properties_check(
    app: &App,
    owner: &str,
    edit: PropertiesEdit,
) -> Result<PropertiesCheck, AppError> {
    let owner = owner.to_owned();
    app.workspace(move |workspace| {
        let edited = Edited::of(workspace, &owner, &edit, now())?;
        Ok::<_, AppError>(PropertiesCheck { refused: edited.refused(&edit), findings: edited.findings })
    })
    .await
}

/// Changes properties and credentials. An edit that would make something wrong is refused whole, with the property as
/// the error's place. Where a host changes, every credential must be given again: it is sent to no host that it was
/// not entered for.
pub async fn properties_save(app: &App, owner: &str, edit: PropertiesEdit) -> Result<Properties, AppError> {
    let id = owner.to_owned();
    let checked = edit.clone();
    let edited = app.workspace(move |workspace| Edited::of(workspace, &id, &checked, now())).await?;
    if let Some(refused) = edited.refused(&edit) {
        return Err(refused);
    }
    let before = edited.before.own.clone();
    let (plain, back) = plain(&edit, &before);
    write(app, &edited.owner, plain, edit.destination.clone()).await?;
    if let Err(error) = keep(app, &edited, &edit).await {
        // What was to be kept is not: neither does the address stand that it was meant for.
        write(app, &edited.owner, back, edited.destination_before()).await?;
        return Err(error);
    }
    tell(app, &edited.owner).await?;
    properties(app, owner).await
}

/// An edit before it is made.
struct Edited {
    owner: Owner,
    before: State,
    /// Of the edit and of what it would leave.
    findings: Vec<PropertyFinding>,
    /// Errors that are there already.
    errors_before: Vec<(String, String)>,
}

impl Edited {
    fn of(
        workspace: &Workspace,
        owner: &str,
        edit: &PropertiesEdit,
        now: Timestamp,
    ) -> Result<Self, AppError> {
        let owner = Owner::find(workspace, owner)?;
        let before = State::of(workspace, &owner)?;
        let inherited = match (&owner, &edit.destination) {
            (Owner::System(_), Some(id)) if !id.is_empty() => Some(id.clone()),
            (Owner::System(system), None) => system.destination.clone(),
            _ => None,
        };
        let inherited = match inherited {
            Some(id) => Some(State::of(workspace, &Owner::Destination(workspace.destination(&id)?))?),
            None => None,
        };
        let after = before.edited(edit, inherited.as_ref(), now);
        let mut findings = of_edit(edit);
        findings.extend(after.findings(Some(&before), now));
        if let Owner::Destination(destination) = &owner {
            findings.extend(in_systems(workspace, &destination.id, &after, now)?);
        }
        let errors_before = errors(&before.findings(None, now)).map(of_finding).collect();
        Ok(Self { owner, before, findings, errors_before })
    }

    /// For the first error that the edit makes, or leaves at what it changes; or since the demo's accounts stay where
    /// they are.
    fn refused(&self, edit: &PropertiesEdit) -> Option<AppError> {
        let touched = touched(edit);
        let error = errors(&self.findings).find(|finding| {
            touched.contains(finding.property.as_str()) || !self.errors_before.contains(&of_finding(finding))
        });
        let moves = || touched.iter().any(|name| category(name) == PropertyCategory::Connection);
        match &self.owner {
            _ if error.is_some() => error.map(refusal),
            Owner::System(system) if system.demo.is_some() && moves() => {
                Some(reached_by_simulator(system, property::URL))
            }
            _ => None,
        }
    }

    fn destination_before(&self) -> Option<String> {
        match &self.owner {
            Owner::System(system) => Some(system.destination.clone().unwrap_or_default()),
            Owner::Destination(_) => None,
        }
    }
}

fn errors(findings: &[PropertyFinding]) -> impl Iterator<Item = &PropertyFinding> {
    findings.iter().filter(|finding| finding.severity == Severity::Error)
}

fn of_finding(finding: &PropertyFinding) -> (String, String) {
    (finding.property.clone(), finding.text.code.clone())
}

/// What a change of a destination would make wrong in the systems that use it: they are warned of, not spared.
fn in_systems(
    workspace: &Workspace,
    destination: &str,
    after: &State,
    now: Timestamp,
) -> Result<Vec<PropertyFinding>, AppError> {
    let mut found = Vec::new();
    let nothing_else =
        PropertiesEdit { destination: Some(destination.to_owned()), ..PropertiesEdit::default() };
    for system in workspace.systems_of_destination(destination)? {
        let before = State::of_system(workspace, &system)?;
        let known: Vec<_> = errors(&before.findings(None, now)).map(of_finding).collect();
        let then = before.edited(&nothing_else, Some(after), now).findings(Some(&before), now);
        let new = errors(&then).filter(|finding| !known.contains(&of_finding(finding)));
        found.extend(new.map(|finding| warning_of(finding, system.name.as_str())));
    }
    Ok(found)
}

/// The error of a finding that an edit is refused for.
pub(crate) fn refusal(finding: &PropertyFinding) -> AppError {
    let code = match finding.text.code.as_str() {
        "finding.otherHost" => Code::SecretAgain,
        "finding.missing" => Code::FieldMissing,
        _ => Code::ValueInvalid,
    };
    let Text { message, .. } = &finding.text;
    error(code, format!("{}: {message}", finding.property))
        .help(finding.mend.message.clone())
        .at(finding.property.clone())
}

type PlainEdit = BTreeMap<String, Option<String>>;

/// What is written of an edit, and what would take it back.
fn plain(edit: &PropertiesEdit, before: &BTreeMap<String, String>) -> (PlainEdit, PlainEdit) {
    let set = edit
        .properties
        .iter()
        .map(|(name, value)| (name.clone(), value.as_ref().map(|value| trimmed(name, value))));
    // A property is either plain or a credential.
    let plain: PlainEdit = set.chain(edit.credentials.keys().map(|name| (name.clone(), None))).collect();
    let back = plain.keys().map(|name| (name.clone(), before.get(name).cloned())).collect();
    (plain, back)
}

async fn write(
    app: &App,
    owner: &Owner,
    properties: PlainEdit,
    destination: Option<String>,
) -> Result<(), AppError> {
    let owner = owner.clone();
    app.workspace(move |workspace| match owner {
        Owner::System(system) => {
            let edit = SystemEdit {
                properties,
                destination: destination.map(|id| Some(id).filter(|id| !id.is_empty())),
                ..SystemEdit::default()
            };
            workspace.configure_system(system.id, edit, now(), &who(workspace)?).map(drop)
        }
        Owner::Destination(destination) => {
            let edit = DestinationEdit { properties, ..DestinationEdit::default() };
            workspace.update_destination(&destination.id, &edit).map(drop)
        }
    })
    .await
}

async fn keep(app: &App, edited: &Edited, edit: &PropertiesEdit) -> Result<(), AppError> {
    let key = |name: &str| SecretKey::new(edited.owner.id(), name);
    // What became plain is no credential any more.
    let own = |name: &str| edited.before.credentials.get(name).is_some_and(|held| !held.inherited);
    let plain =
        edit.properties.iter().filter(|(name, value)| value.is_some() && own(name)).map(|(name, _)| name);
    let gone = edit.credentials.iter().filter(|(_, given)| given.is_none()).map(|(name, _)| name);
    for name in plain.chain(gone) {
        forget_credential(app, &key(name)).await?;
    }
    for (name, secret) in &edit.credentials {
        let Some(secret) = secret else { continue };
        let certificate = edit.certificate.clone().filter(|_| name == property::PRIVATE_KEY);
        keep_credential(app, &key(name), SecretString::from(secret.as_str()), certificate).await?;
    }
    Ok(())
}

/// Whoever is concerned is spoken with anew and shown anew.
async fn tell(app: &App, owner: &Owner) -> Result<(), AppError> {
    match owner {
        Owner::System(system) => {
            app.reconnect(Some(system.id));
            app.emit(Event::System { system: system.id.to_string() });
        }
        Owner::Destination(_) => app.reconnect(None),
    }
    app.emit(Event::Landscape);
    Ok(())
}
