//! Credentials that are not a system's yet: read out of what a person pastes, drops or types, tested, and made into
//! systems or put in the place of an old one.
//!
//! Invariants: a secret goes in once and never comes back to the caller, who knows it by a handle; it is held for 15
//! minutes at most. No error holds a piece of the text that was read.

mod entry;
mod held;
mod names;
mod paste;
#[cfg(test)]
mod paste_tests;
mod rotate;
mod store;

use std::collections::HashSet;
use std::sync::Arc;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use zonedesk_workspace::SystemId;
use zonedesk_xsuaa::{Account, CertificateChain};

use crate::account_config::Means;
use crate::api::{
    AddedSystem, AppError, CredentialsRead, Event, FoundCertificate, FoundCredential, FoundSystem,
    PasteProblem, PastedText, TestStep, TypedCredential,
};
use crate::app::App;
use crate::connect::Connection;
use crate::connection_test;
use crate::errors::{Code, error};
use paste::{PasteError, Position};
use store::check;

pub(crate) use entry::Credential;
pub(crate) use held::Held;
pub use rotate::system_rotate;
pub(crate) use store::{add, connection};

/// Reads all credentials of pasted or dropped texts and holds them. Sends nothing, stores nothing.
pub async fn credentials_read(app: &App, texts: Vec<PastedText>) -> Result<CredentialsRead, AppError> {
    let mut known = known(app).await?;
    let mut answer = CredentialsRead { found: Vec::new(), problems: Vec::new() };
    for PastedText { source, text } in texts {
        let text = Zeroizing::new(text);
        let read = paste::read(&text);
        for credential in read.found {
            let found = hold(app, &credential, source.clone(), &mut known);
            answer.found.push(found);
        }
        let problems = read.problems.into_iter().map(|problem| tell(&problem, source.clone()));
        answer.problems.extend(problems);
    }
    Ok(answer)
}

/// Holds a credential that was typed field by field, or mends a found one.
///
/// # Errors
/// Of a field that cannot be what was typed; the place names it.
pub async fn credential_by_hand(app: &App, typed: TypedCredential) -> Result<FoundCredential, AppError> {
    let before = match &typed.handle {
        Some(handle) => held(app, handle)?,
        None => Credential::default(),
    };
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let given = |text: &Option<String>| text.as_deref().and_then(some);
    let (secret, key) = (given(&typed.secret), given(&typed.key));
    let mut credential = Credential {
        url: some(&typed.url),
        token_url: some(&typed.token_url),
        client_id: typed.client_id.trim().to_owned(),
        certificate: given(&typed.certificate).or_else(|| before.certificate.clone()),
        // The kind that is typed is the kind that is meant.
        secret: secret
            .as_deref()
            .map(SecretString::from)
            .or_else(|| before.secret.clone().filter(|_| key.is_none())),
        key: key
            .as_deref()
            .map(SecretString::from)
            .or_else(|| before.key.clone().filter(|_| secret.is_none())),
        ..before
    };
    if credential.key.is_none() && credential.secret.is_some() {
        credential.certificate = None;
    }
    check(&credential)?;
    let mut known = known(app).await?;
    Ok(match typed.handle {
        Some(handle) => {
            app.held().replace(&handle, credential.clone());
            describe(handle, &credential, None, &mut known)
        }
        None => hold(app, &credential, None, &mut known),
    })
}

/// Drops held credentials; no error where one is gone already.
pub async fn credentials_discard(app: &App, handles: &[String]) -> Result<(), AppError> {
    handles.iter().for_each(|handle| app.held().discard(handle));
    Ok(())
}

/// Tests a held credential. Nothing is stored. `name` is for messages.
pub async fn credential_test(app: &App, handle: &str, name: &str) -> Result<Vec<TestStep>, AppError> {
    let credential = held(app, handle)?;
    check(&credential)?;
    let name = if name.trim().is_empty() { "The account" } else { name.trim() };
    Ok(test(app, &credential, name, handle).await?.0)
}

/// The steps, and whether the credential is read-only. Each step is told under the handle.
async fn test(
    app: &App,
    credential: &Credential,
    name: &str,
    handle: &str,
) -> Result<(Vec<TestStep>, bool), AppError> {
    let means = Means {
        properties: store::properties_of(credential),
        secret: credential.secret.clone(),
        certificate: credential.certificate.clone(),
        key: credential.key.clone(),
        ..Means::default()
    };
    let account = Account::new(means.config(name)?, app.0.transport.clone());
    Ok(connection_test::run(app, &account, handle).await)
}

/// Makes systems of held credentials, each whole or not at all, and says of each what became of it. Sends nothing.
pub async fn systems_add_found(app: &App, systems: Vec<FoundSystem>) -> Result<Vec<AddedSystem>, AppError> {
    let mut added = Vec::with_capacity(systems.len());
    for system in systems {
        let handle = system.handle.clone();
        let (system, error) = match store::add_found(app, system).await {
            Ok(system) => {
                app.held().discard(&handle);
                (Some(system), None)
            }
            Err(error) => (None, Some(error)),
        };
        added.push(AddedSystem { handle, system, error });
    }
    app.emit(Event::Landscape);
    Ok(added)
}

/// What a found credential is held against.
struct Known {
    /// Of all systems but the demo's.
    connections: Vec<(SystemId, Connection)>,
    /// Names that cannot be had, in lower case.
    names: HashSet<String>,
}

async fn known(app: &App) -> Result<Known, AppError> {
    let systems = app.workspace(zonedesk_workspace::Workspace::systems).await?;
    let own = systems.iter().filter(|system| system.demo.is_none());
    Ok(Known {
        connections: own.map(|system| (system.id, Connection::of(system))).collect(),
        names: systems.iter().map(|system| system.name.as_str().to_lowercase()).collect(),
    })
}

fn held(app: &App, handle: &str) -> Result<Credential, AppError> {
    app.held().get(handle).ok_or_else(|| {
        error(
            Code::CredentialGone,
            "The credential is not held any more: 15 minutes have passed, or it was used.",
        )
        .help("Paste it again.")
    })
}

fn hold(app: &App, credential: &Credential, source: Option<String>, known: &mut Known) -> FoundCredential {
    let handle = app.held().put(credential.clone());
    let later = Arc::downgrade(&app.0);
    tokio::spawn(async move {
        tokio::time::sleep(held::HOLD).await;
        if let Some(app) = later.upgrade() {
            App(app).held().expire(tokio::time::Instant::now());
        }
    });
    describe(handle, credential, source, known)
}

fn describe(
    handle: String,
    credential: &Credential,
    source: Option<String>,
    known: &mut Known,
) -> FoundCredential {
    let own = connection(credential);
    let same = |(_, known): &&(SystemId, Connection)| {
        known.client_id == own.client_id && known.hosts() == own.hosts()
    };
    let chain = credential.certificate.as_deref().and_then(|pem| CertificateChain::read(pem).ok());
    FoundCredential {
        handle,
        proposed_name: names::propose(credential, source.as_deref(), &mut known.names),
        source,
        level: credential.level,
        region: credential.region.clone(),
        subdomain: credential.subdomain.clone(),
        subaccount_id: credential.subaccount_id.clone(),
        has_secret: credential.secret.is_some() || credential.key.is_some(),
        certificate: chain
            .map(|chain| FoundCertificate { subject: chain.own.subject, not_after: chain.own.not_after }),
        read_only: credential.read_only,
        system: known.connections.iter().find(same).map(|(id, _)| id.to_string()),
        problem: check(credential).err(),
        url: own.url,
        token_url: own.token_url,
        client_id: own.client_id,
    }
}

fn tell(problem: &PasteError, source: Option<String>) -> PasteProblem {
    let at = match problem {
        PasteError::Json { at, .. }
        | PasteError::NoClient { at }
        | PasteError::EntryWithoutClient { at, .. } => Some(*at),
        PasteError::Empty | PasteError::TooLong(_) => None,
    };
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let message = match problem {
        PasteError::Empty => "The text is empty.".to_owned(),
        PasteError::TooLong(characters) => {
            format!("The text has {} characters: this is no key.", crate::grouped(*characters as u64))
        }
        PasteError::Json { at: Position { line, column }, reason } => {
            format!("Line {line}, column {column}: the JSON text ends here ({reason}).")
        }
        PasteError::NoClient { at: Position { line, column } } => {
            format!("From line {line}, column {column} on no client id was found.")
        }
        PasteError::EntryWithoutClient { at, number, of } => {
            format!("Entry {number} of {of} in the list that begins in line {} has no client id.", at.line)
        }
    };
    let mut error = error(Code::PasteUnread, message).help(
        "Accepted are a service key (JSON), the output of \"btp create security/api-credential\", and lines such as \
         \"client-id: …\" or \"User=…\".",
    );
    if let Some(source) = &source {
        error = error.at(source);
    }
    PasteProblem { source, error, line: at.map(|at| number(at.line)), column: at.map(|at| number(at.column)) }
}
