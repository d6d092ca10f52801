//! The tree of systems: reading, adding, changing.

use std::collections::{BTreeMap, HashMap, VecDeque};

use zonedesk_workspace::{SecretKey, System, SystemId, SystemName};

use crate::api::{
    AppError, Event, JobKind, Landscape, Level, NewSystem, SystemEdit, SystemNode, SystemState,
};
use crate::app::{App, now, system_id};
use crate::certificates::{DAYS_OF_ATTENTION, days_left_among, days_left_of};
use crate::connect::{Connection, config, is_folder, property, reached_by_simulator};
use crate::credentials::{self, Credential};
use crate::errors::{Code, error};
use crate::secret_keeping::{entered_for_another_host, forget_credential, keep_credential};
use crate::session::{one_line, who};

/// The whole tree. Asks no account.
pub async fn landscape(app: &App) -> Result<Landscape, AppError> {
    let (systems, certificates) = app
        .workspace(|workspace| -> zonedesk_workspace::Result<_> {
            Ok((workspace.systems()?, workspace.certificates()?))
        })
        .await?;
    let demo = systems.iter().any(|system| system.demo.is_some());
    let addresses = app.demo().addresses();
    let now = now();
    let marked = |system: System| {
        let days = days_left_among(&system, &certificates, now);
        with_attention(node(app, system, &addresses), days)
    };
    let systems = depth_first(systems).into_iter().map(marked).collect();
    Ok(Landscape { systems, demo })
}

/// One node.
pub async fn system(app: &App, id: &str) -> Result<SystemNode, AppError> {
    let id = system_id(id)?;
    let (system, days) = app
        .workspace(move |workspace| -> zonedesk_workspace::Result<_> {
            let system = workspace.system(id)?;
            let days = days_left_of(workspace, &system, now())?;
            Ok((system, days))
        })
        .await?;
    Ok(with_attention(node(app, system, &app.demo().addresses()), days))
}

/// Marks a system that answers, but whose certificate soon will not do.
fn with_attention(mut node: SystemNode, days_of_certificate: Option<i64>) -> SystemNode {
    let ends = days_of_certificate.is_some_and(|days| days < DAYS_OF_ATTENTION);
    if ends && matches!(node.state, SystemState::Reachable | SystemState::Unknown) {
        node.state = SystemState::Attention;
    }
    node
}

/// Adds a system, or a folder where neither URL nor credentials are given. Sends nothing.
pub async fn system_add(app: &App, new: NewSystem) -> Result<SystemNode, AppError> {
    let connection = Connection {
        url: new.url.trim().to_owned(),
        token_url: new.token_url.trim().to_owned(),
        client_id: new.client_id.trim().to_owned(),
    };
    let secret = new.secret.filter(|secret| !secret.is_empty());
    let added = zonedesk_workspace::NewSystem {
        name: name(&new.name)?,
        description: one_line("description", &new.description)?,
        level: level(new.level),
        parent: parent(new.parent.as_deref())?,
        tags: tags(new.tags)?,
        demo: None,
        properties: BTreeMap::new(),
    };
    let folder = connection == Connection::default() && secret.is_none();
    let credential = (!folder).then(|| Credential::with_secret(connection, secret));
    let system = credentials::add(app, added, credential.as_ref()).await?;
    app.emit(Event::Landscape);
    Ok(node(app, system, &HashMap::new()))
}

/// Changes a system. A secret is never sent to another host than the one that it was entered for.
pub async fn system_update(app: &App, id: &str, edit: SystemEdit) -> Result<SystemNode, AppError> {
    let id = system_id(id)?;
    let system = app.workspace(move |workspace| workspace.system(id)).await?;
    let secret = edit.secret.filter(|secret| !secret.is_empty());
    let before = Connection::of(&system);
    let after = Connection {
        url: edit.url.map_or_else(|| before.url.clone(), |url| url.trim().to_owned()),
        token_url: edit.token_url.map_or_else(|| before.token_url.clone(), |url| url.trim().to_owned()),
        client_id: edit.client_id.map_or_else(|| before.client_id.clone(), |id| id.trim().to_owned()),
    };
    let connection_changes = after != before || secret.is_some();
    if connection_changes && system.demo.is_some() {
        return Err(reached_by_simulator(&system, "url"));
    }
    let to_folder = after == Connection::default() && secret.is_none();
    if connection_changes && !to_folder {
        config(&after, system.name.as_str(), String::new().into())?;
        if secret.is_none() && before.hosts() != after.hosts() {
            return Err(entered_for_another_host(property::SECRET));
        }
    }
    let plain = zonedesk_workspace::SystemEdit {
        name: edit.name.as_deref().map(name).transpose()?,
        description: edit.description.map(|text| one_line("description", &text)).transpose()?,
        level: edit.level.map(level),
        parent: edit.parent.as_deref().map(|text| parent(Some(text))).transpose()?,
        enabled: edit.enabled,
        tags: edit.tags.map(tags).transpose()?,
        colour: edit.colour.map(colour).transpose()?,
        notes: edit.notes.as_deref().map(notes).transpose()?,
        favourite: edit.favourite,
        ..Default::default()
    };
    let mut system = configure(app, id, plain).await?;
    app.0.connections.forget(id);
    if connection_changes {
        if secret.is_some() || to_folder {
            // Before the new address stands: the old secret must not meet it, whatever fails from here on.
            forget_credential(app, &client_secret(id)).await?;
        }
        // What a destination gives is not made the system's own.
        let properties = [
            (property::URL, before.url, after.url),
            (property::TOKEN_URL, before.token_url, after.token_url),
            (property::CLIENT_ID, before.client_id, after.client_id),
        ];
        let properties = properties
            .into_iter()
            .filter(|(_, before, after)| before != after)
            .map(|(name, _, after)| (name.to_owned(), Some(after).filter(|value| !value.is_empty())));
        let edit = zonedesk_workspace::SystemEdit { properties: properties.collect(), ..Default::default() };
        system = configure(app, id, edit).await?;
        if let Some(secret) = secret {
            keep_credential(app, &client_secret(id), secret.into(), None).await?;
        }
    }
    app.emit(Event::Landscape);
    Ok(node(app, system, &app.demo().addresses()))
}

pub(crate) async fn configure(
    app: &App,
    id: SystemId,
    edit: zonedesk_workspace::SystemEdit,
) -> Result<System, AppError> {
    app.workspace(move |workspace| workspace.configure_system(id, edit, now(), &who(workspace)?)).await
}

fn client_secret(id: SystemId) -> SecretKey {
    SecretKey::new(id, property::SECRET)
}

pub(crate) fn name(text: &str) -> Result<SystemName, AppError> {
    use zonedesk_workspace::NameError;
    text.trim().parse().map_err(|source: NameError| {
        let code = if source == NameError::Empty { Code::FieldMissing } else { Code::NameInvalid };
        error(code, format!("The name is not valid: {source}.")).help("An example: Retail PROD.").at("name")
    })
}

pub(crate) fn parent(id: Option<&str>) -> Result<Option<SystemId>, AppError> {
    match id {
        None | Some("") => Ok(None),
        Some(id) => system_id(id).map(Some).map_err(|error| error.at("parent")),
    }
}

/// Tags of one system.
const MOST_TAGS: usize = 100;

/// One line each, none twice whatever its case; also of those that a file brings.
pub(crate) fn tags(tags: Vec<String>) -> Result<Vec<String>, AppError> {
    if tags.len() > MOST_TAGS {
        return Err(error(Code::ValueInvalid, format!("A system has at most {MOST_TAGS} tags."))
            .help("Remove some.")
            .at("tags"));
    }
    let mut kept: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags {
        let tag = one_line("tags", &tag)?;
        if !tag.is_empty() && !kept.iter().any(|known| known.eq_ignore_ascii_case(&tag)) {
            kept.push(tag);
        }
    }
    Ok(kept)
}

/// 0 is no colour.
fn colour(colour: u8) -> Result<Option<u8>, AppError> {
    match colour {
        0 => Ok(None),
        1..=10 => Ok(Some(colour)),
        _ => Err(error(Code::ValueInvalid, "A colour is one of 1 to 10, or 0 for none.").at("colour")),
    }
}

/// As many characters as the notes of a system may have: each reading of the landscape brings them along.
const LONGEST_NOTES: usize = 4000;

/// Text of lines; also of notes that a file brings.
pub(crate) fn notes(text: &str) -> Result<String, AppError> {
    let text = text.replace("\r\n", "\n").trim_end().to_owned();
    if let Some(c) = text.chars().find(|&c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Err(error(Code::ValueInvalid, format!("Notes cannot hold {c:?}."))
            .help("Leave such characters out.")
            .at("notes"));
    }
    if text.chars().count() > LONGEST_NOTES {
        return Err(error(Code::ValueInvalid, format!("Notes have at most {LONGEST_NOTES} characters."))
            .help("Shorten them.")
            .at("notes"));
    }
    Ok(text)
}

/// Whether the name of a system is asked for before something is changed in it.
pub(crate) fn is_production(system: &System) -> bool {
    system.tags.iter().any(|tag| tag.eq_ignore_ascii_case("production"))
}

pub(crate) fn level(level: Level) -> zonedesk_workspace::Level {
    match level {
        Level::GlobalAccount => zonedesk_workspace::Level::GlobalAccount,
        Level::Directory => zonedesk_workspace::Level::Directory,
        Level::Subaccount => zonedesk_workspace::Level::Subaccount,
    }
}

pub(crate) fn level_of(level: zonedesk_workspace::Level) -> Level {
    match level {
        zonedesk_workspace::Level::GlobalAccount => Level::GlobalAccount,
        zonedesk_workspace::Level::Directory => Level::Directory,
        zonedesk_workspace::Level::Subaccount => Level::Subaccount,
    }
}

/// Parents before children, siblings in the order given.
pub(crate) fn depth_first(systems: Vec<System>) -> Vec<System> {
    let mut below: HashMap<Option<SystemId>, VecDeque<System>> = HashMap::new();
    for system in systems {
        below.entry(system.parent).or_default().push_back(system);
    }
    let mut ordered = Vec::new();
    let mut stack = vec![None];
    while let Some(&above) = stack.last() {
        match below.get_mut(&above).and_then(VecDeque::pop_front) {
            Some(system) => {
                stack.push(Some(system.id));
                ordered.push(system);
            }
            None => {
                stack.pop();
            }
        }
    }
    ordered
}

/// What the landscape shows of a system. `demo`: addresses of the simulator by subdomain, while it runs.
pub(crate) fn node(app: &App, system: System, demo: &HashMap<String, Connection>) -> SystemNode {
    let problem = system.contact.as_ref().and_then(|contact| contact.problem.as_ref());
    let id = system.id.to_string();
    let refreshing = app.jobs().running(JobKind::Refresh, &id).is_some();
    let partial = system.snapshot.as_ref().and_then(|snapshot| snapshot.partial.as_ref());
    let loading = refreshing && partial.is_some();
    let state = if is_folder(&system) {
        SystemState::Folder
    } else if !system.enabled {
        SystemState::Disabled
    } else if problem.is_some() {
        SystemState::Unreachable
    } else if partial.is_some() && !loading {
        SystemState::Attention
    } else if system.contact.is_some() {
        SystemState::Reachable
    } else {
        SystemState::Unknown
    };
    let connection = match &system.demo {
        Some(account) => demo.get(&account.subdomain).cloned().unwrap_or_default(),
        None => Connection::of(&system),
    };
    let (region, subdomain) = match &system.demo {
        Some(account) => (Some(account.region.clone()), Some(account.subdomain.clone())),
        None => {
            let (api, token) = connection.sap_hosts();
            (api.map(|host| host.region), token.map(|host| host.subdomain))
        }
    };
    SystemNode {
        refreshing,
        loading,
        problem: match (problem, partial) {
            (Some(text), _) => serde_json::from_str(text).ok(),
            (None, Some(partial)) if !loading => serde_json::from_value(partial.problem.clone()).ok(),
            (None, _) => None,
        },
        id,
        name: system.name.to_string(),
        description: system.description,
        level: level_of(system.level),
        parent: system.parent.map(|parent| parent.to_string()),
        region,
        subdomain,
        url: connection.url,
        token_url: connection.token_url,
        client_id: connection.client_id,
        state,
        enabled: system.enabled,
        demo: system.demo.is_some(),
        tags: system.tags,
        colour: system.colour,
        notes: system.notes,
        favourite: system.favourite,
        read_only: system.contact.as_ref().is_some_and(|contact| contact.read_only),
        users: system.snapshot.as_ref().map(|snapshot| snapshot.users),
        role_collections: system.snapshot.as_ref().map(|snapshot| snapshot.role_collections),
        refreshed_at: system.snapshot.as_ref().map(|snapshot| snapshot.refreshed_at),
    }
}
