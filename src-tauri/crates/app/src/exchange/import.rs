//! The import of files: plan, then apply what was ticked, all or nothing.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use secrecy::{ExposeSecret as _, SecretString};
use zonedesk_transform::{DEFAULT_READ, DEFAULT_WRITE};
use zonedesk_workspace::{
    Credential, ImportedDestination, ImportedSystem, NewSystem, NewTransformation, SecretError, SecretKey,
    Secrets, SystemEdit, SystemId, SystemName, TransformationKind, Workspace,
};

use super::plan::{Found, Planned, key, plan};
use super::read::Document;
use super::shape::Version;
use crate::api::{
    AppError, Event, ImportApproval, ImportChoice, ImportFile, ImportItem, ImportPlan, ImportResult,
    ImportedItem,
};
use crate::app::{App, blocking, now};
use crate::connect::Connection;
use crate::errors::{Code, error};
use crate::landscape::level;
use crate::session::who;

/// The plan that a person looks at, with what must not leave. A newer one takes its place.
#[derive(Default)]
pub(crate) struct Imports(Mutex<Option<(String, Planned)>>);

impl Imports {
    fn put(&self, id: String, planned: Planned) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((id, planned));
    }

    fn take(&self, id: &str) -> Option<Planned> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.take_if(|(known, _)| known == id).map(|(_, planned)| planned)
    }
}

/// What the files would make, and all that is wrong with them. Writes nothing.
pub async fn import_plan(app: &App, files: Vec<ImportFile>) -> Result<ImportPlan, AppError> {
    let planned = app.workspace(move |workspace| plan(workspace, files)).await?;
    let id = uuid::Uuid::new_v4().to_string();
    let shown = ImportPlan {
        id: id.clone(),
        files: planned.files.clone(),
        items: planned.items.iter().map(|(item, _)| item.clone()).collect(),
    };
    app.0.imports.put(id, planned);
    Ok(shown)
}

/// Forgets a plan with the credentials that its files held.
pub async fn import_discard(app: &App, plan: &str) {
    app.0.imports.take(plan);
}

/// Makes what was ticked: all of it, or nothing. Credentials that were ticked go where secrets go once they are noted, so
/// that none is left there of which nobody knows; where one cannot be kept, all is taken back.
pub async fn import_apply(app: &App, approval: ImportApproval) -> Result<ImportResult, AppError> {
    let planned = app.0.imports.take(&approval.plan).ok_or_else(|| {
        error(Code::PlanGone, "The import is unknown: another was begun, or it was applied.")
            .help("Choose the files again.")
    })?;
    let opened = app.opened()?;
    let applied = blocking(move || {
        let outcome = apply(&opened.workspace, &opened.secrets, &planned, &approval.items);
        Ok((outcome, approval.plan, planned))
    })
    .await?;
    match applied {
        (Ok(result), ..) => {
            app.emit(Event::Landscape);
            Ok(result)
        }
        // What was wrong can be mended in the same list.
        (Err(refused), id, planned) => {
            app.0.imports.put(id, planned);
            Err(refused)
        }
    }
}

/// An item with what was chosen for it.
struct Chosen<'p> {
    choice: &'p ImportChoice,
    item: &'p ImportItem,
    found: &'p Found,
    id: SystemId,
    name: SystemName,
}

fn apply(
    workspace: &Workspace,
    secrets: &Secrets,
    planned: &Planned,
    choices: &[ImportChoice],
) -> Result<ImportResult, AppError> {
    if choices.is_empty() {
        return Err(error(Code::PlanEmpty, "Nothing is ticked.").help("Tick what is to be imported."));
    }
    let mut chosen = choices.iter().map(|choice| choose(planned, choice)).collect::<Result<Vec<_>, _>>()?;
    let (at, who) = (now(), who(workspace)?);
    let parents = parents(workspace, &mut chosen)?;
    let mut given = Vec::new();
    let mut systems = Vec::new();
    let mut destinations = Vec::new();
    for (one, parent) in chosen.iter().zip(parents) {
        match one.found {
            Found::System(document) => {
                let found = document.credentials.clone();
                let facts = take(&one.id.to_string(), one.choice, &document.properties, found, &mut given);
                let (id, name, file) = (one.id, one.name.clone(), &one.item.file);
                systems.push(ImportedSystem {
                    credentials: facts,
                    ..imported(id, name, document, parent, file, &who)
                });
            }
            Found::Destination(found) => {
                let id = one.id.to_string();
                let texts = found.credentials.iter();
                let secrets =
                    texts.map(|(name, text)| (name.clone(), SecretString::from(text.as_str()))).collect();
                let credentials = take(&id, one.choice, &found.properties, secrets, &mut given);
                destinations.push(ImportedDestination {
                    id,
                    name: one.name.clone(),
                    description: found.description.clone(),
                    properties: found.properties.clone(),
                    credentials,
                });
            }
        }
    }
    workspace.import(&systems, &destinations, at, &who)?;
    if let Err(refused) = keep(secrets, &given) {
        let systems: Vec<_> = systems.iter().map(|system| system.id).collect();
        let destinations: Vec<_> = destinations.into_iter().map(|made| made.id).collect();
        workspace.take_back(&systems, &destinations)?;
        return Err(refused.into());
    }
    let made = |id: String, name: &SystemName| ImportedItem { id, name: name.to_string() };
    Ok(ImportResult {
        systems: systems.iter().map(|system| made(system.id.to_string(), &system.new.name)).collect(),
        destinations: destinations.iter().map(|made_of| made(made_of.id.clone(), &made_of.name)).collect(),
    })
}

fn choose<'p>(planned: &'p Planned, choice: &'p ImportChoice) -> Result<Chosen<'p>, AppError> {
    let found = planned.items.iter().find(|(item, _)| item.number == choice.number);
    let (item, found) = found.filter(|(item, _)| !item.refused).ok_or_else(|| {
        error(Code::ImportRefused, format!("Number {} of the list cannot be imported.", choice.number))
            .help("Leave it out.")
    })?;
    let name = crate::landscape::name(&choice.name).map_err(|refused| refused.at(choice.name.clone()))?;
    Ok(Chosen { choice, item, found, id: SystemId::random(), name })
}

/// The system above each, among those that come and those that are there; puts parents before what is below them.
fn parents(workspace: &Workspace, chosen: &mut Vec<Chosen>) -> Result<Vec<Option<SystemId>>, AppError> {
    let mut by_name: HashMap<String, SystemId> =
        workspace.systems()?.iter().map(|system| (key(system.name.as_str()), system.id)).collect();
    for one in chosen.iter().filter(|one| matches!(one.found, Found::System(_))) {
        by_name.insert(key(&one.item.found), one.id);
    }
    let above: HashMap<SystemId, Option<SystemId>> = chosen
        .iter()
        .map(|one| (one.id, one.item.parent.as_deref().and_then(|name| by_name.get(&key(name)).copied())))
        .collect();
    let depth =
        |id: SystemId| std::iter::successors(above.get(&id).copied().flatten(), |id| *above.get(id)?).count();
    chosen.sort_by_key(|one| depth(one.id));
    Ok(chosen.iter().map(|one| above.get(&one.id).copied().flatten()).collect())
}

/// What a document makes of a system, without credentials.
pub(crate) fn imported(
    id: SystemId,
    name: SystemName,
    document: &Document,
    parent: Option<SystemId>,
    file: &str,
    who: &str,
) -> ImportedSystem {
    let history = document.extra.history.as_ref();
    let of = |text: &Option<String>, kind, default: &str, history: Option<&Vec<Version>>| {
        let text = text.as_ref().map(|text| if text == default.trim() { default } else { text.as_str() });
        (kind, versions(text, history, file, who))
    };
    ImportedSystem {
        id,
        new: NewSystem {
            name,
            description: document.description.clone(),
            level: level(document.extra.level),
            parent,
            tags: document.extra.tags.clone(),
            demo: None,
            properties: document.properties.clone(),
        },
        edit: SystemEdit {
            enabled: Some(document.enabled),
            colour: Some(document.extra.colour),
            notes: Some(document.extra.notes.clone()),
            favourite: Some(document.extra.favourite),
            imported: Some(Some(document.imported.clone())),
            ..SystemEdit::default()
        },
        transformations: vec![
            of(&document.read, TransformationKind::Read, DEFAULT_READ, history.map(|history| &history.read)),
            of(
                &document.write,
                TransformationKind::Write,
                DEFAULT_WRITE,
                history.map(|history| &history.write),
            ),
        ],
        credentials: Vec::new(),
        file: Some(file.to_owned()).filter(|file| !file.is_empty()),
    }
}

/// The versions that the file tells, and its text behind them where it is none of those.
fn versions(
    text: Option<&str>,
    history: Option<&Vec<Version>>,
    file: &str,
    who: &str,
) -> Vec<NewTransformation> {
    let mut versions: Vec<NewTransformation> = history
        .into_iter()
        .flatten()
        .map(|version| NewTransformation {
            text: version.text.clone(),
            description: version.description.clone(),
            at: version.at,
            who: version.who.clone(),
        })
        .collect();
    let newest = versions.last().map(|version| version.text.trim());
    if let Some(text) = text.filter(|text| newest != Some(text.trim())) {
        let description = format!("Imported from {file}");
        versions.push(NewTransformation {
            text: text.to_owned(),
            description,
            at: now(),
            who: who.to_owned(),
        });
    }
    versions
}

/// Takes the chosen ones of a file's credentials into `given`; gives what is to be noted of them.
fn take(
    owner: &str,
    choice: &ImportChoice,
    properties: &BTreeMap<String, String>,
    mut found: BTreeMap<String, SecretString>,
    given: &mut Vec<(SecretKey, SecretString)>,
) -> Vec<(String, Credential)> {
    let (url_host, token_host) = Connection::from_properties(properties).hosts();
    let fact = Credential { set_at: now(), certificate: None, url_host, token_host };
    let mut facts = Vec::new();
    for name in &choice.credentials {
        if let Some(secret) = found.remove(name).filter(|secret| !secret.expose_secret().is_empty()) {
            given.push((SecretKey::new(owner, name.clone()), secret));
            facts.push((name.clone(), fact.clone()));
        }
    }
    facts
}

/// Keeps all, or none.
fn keep(secrets: &Secrets, given: &[(SecretKey, SecretString)]) -> Result<(), SecretError> {
    for (at, (key, secret)) in given.iter().enumerate() {
        if let Err(refused) = secrets.set(key, secret) {
            for (key, _) in &given[..at] {
                if let Err(source) = secrets.delete(key) {
                    tracing::warn!(
                        "a credential of an import that failed is left where secrets go: {source}"
                    );
                }
            }
            return Err(refused);
        }
    }
    Ok(())
}
