//! *CSV for SAP Identity Management*: the repositories that stand for the proxies of systems.

use std::collections::BTreeMap;

use zonedesk_workspace::{Consumer, SignIn, System, Workspace};

use super::chosen::{chosen, file_name};
use super::repository::{self, AssignmentMethod, Protocol, Repository};
use crate::api::{AppError, IdmColumn, IdmCsv, IdmCsvQuery, IdmMethod, IdmRepository, Notice, Severity};
use crate::app::App;
use crate::connect::is_folder;
use crate::errors::{Code, error};
use crate::proxy_settings::{BASE_PATH, PublicUrl, read_proxy_settings};
use crate::texts::notice;

/// Where the proxy gives tokens.
const TOKEN_PATH: &str = "/oauth2/token";

/// The file, and what to know about it. Nothing is sent and nothing kept.
pub async fn idm_csv(app: &App, query: IdmCsvQuery) -> Result<IdmCsv, AppError> {
    app.workspace(move |workspace| build(workspace, &query)).await
}

fn build(workspace: &Workspace, query: &IdmCsvQuery) -> Result<IdmCsv, AppError> {
    let settings = read_proxy_settings(workspace)?;
    let public = match query.public_url.as_deref().map(str::trim).filter(|url| !url.is_empty()) {
        Some(url) => url.parse()?,
        None => PublicUrl::of(&settings)?,
    };
    let systems = chosen(workspace, &query.systems)?;
    apart(&systems)?;
    let consumer = query.consumer.as_deref().filter(|id| !id.is_empty());
    if query.include_user && consumer.is_none() {
        return Err(error(Code::FieldMissing, "AUTH_USER is the id of a consumer, and none is chosen.")
            .help("Choose a consumer, or leave AUTH_USER to be typed in SAP Identity Management.")
            .at("consumer"));
    }
    let mut repositories = Vec::with_capacity(systems.len());
    for system in &systems {
        if is_folder(system) {
            return Err(error(
                Code::SystemIsFolder,
                format!(
                    "{} is a folder: it has no account, so no proxy stands in front of one.",
                    system.name
                ),
            )
            .help("Choose systems.")
            .at(system.name.to_string()));
        }
        let consumer = match consumer {
            Some(id) => Some(named(workspace, system, id)?),
            None => None,
        };
        repositories.push(repository(system, consumer.as_ref(), &public, query)?);
    }
    let text = repository::write(&repositories).map_err(|refused| {
        error(Code::FormulaValue, format!("{refused}.")).help("Change it first.").at(refused.column)
    })?;
    Ok(IdmCsv {
        file_name: file_name(&systems, "repositories", "csv"),
        text,
        repositories: repositories
            .iter()
            .zip(&systems)
            .map(|(repository, system)| shown(repository, system, query))
            .collect(),
        notices: notices(&public),
    })
}

/// Two names that differ only in what a repository cannot hold would be one repository.
fn apart(systems: &[System]) -> Result<(), AppError> {
    let mut names = BTreeMap::new();
    for system in systems {
        let name = repository::safe_name(system.name.as_str());
        if let Some(other) = names.insert(name.to_ascii_lowercase(), &system.name) {
            return Err(error(
                Code::NameTaken,
                format!("\"{other}\" and \"{}\" would both be the repository {name}.", system.name),
            )
            .help("Export them in files of their own, or rename one.")
            .at("Name"));
        }
    }
    Ok(())
}

fn named(workspace: &Workspace, system: &System, id: &str) -> Result<Consumer, AppError> {
    let found = workspace.consumers(system.id)?.into_iter().find(|consumer| consumer.id == id);
    found.ok_or_else(|| {
        error(Code::NoConsumer, format!("{} has no consumer \"{id}\".", system.name))
            .help("Add it, or choose another.")
            .at("consumer")
    })
}

fn repository(
    system: &System,
    consumer: Option<&Consumer>,
    public: &PublicUrl,
    query: &IdmCsvQuery,
) -> Result<Repository, AppError> {
    let sign_in = match consumer.map(|consumer| consumer.sign_in) {
        None | Some(SignIn::Basic) => repository::SignIn::Basic,
        Some(SignIn::OAuth) => repository::SignIn::OAuth { token_url: public.join(TOKEN_PATH) },
        Some(SignIn::Certificate) => {
            return Err(error(
                Code::ValueInvalid,
                "A SCIM repository of SAP Identity Management signs in with user and secret, not with a certificate.",
            )
            .help("Choose a consumer with Basic or OAuth.")
            .at("consumer"));
        }
    };
    Ok(Repository {
        name: system.name.to_string(),
        description: system.description.clone(),
        disabled: !system.enabled,
        sign_in,
        user: consumer.filter(|_| query.include_user).map(|consumer| consumer.id.clone()),
        method: match query.method {
            IdmMethod::Put => AssignmentMethod::Put,
            IdmMethod::Patch => AssignmentMethod::Patch,
        },
        protocol: if public.is_https() { Protocol::Https } else { Protocol::Http },
        host: public.host().to_owned(),
        port: public.port(),
        path: public.path(&format!("{BASE_PATH}{}", system.id)),
    })
}

fn shown(repository: &Repository, system: &System, query: &IdmCsvQuery) -> IdmRepository {
    let by_hand =
        |column: &str| column == repository::PASSWORD || column == repository::USER && !query.include_user;
    let columns = repository::columns(repository).into_iter();
    IdmRepository {
        system: system.id.to_string(),
        columns: columns
            .map(|(name, value)| IdmColumn { name: name.to_owned(), value, by_hand: by_hand(name) })
            .collect(),
    }
}

fn notices(public: &PublicUrl) -> Vec<Notice> {
    let mut notices = Vec::new();
    if public.is_loopback() {
        notices.push(notice(Severity::Warning, "notice.proxyLoopback", [("host", public.host().to_owned())]));
    }
    if !public.is_https() {
        notices.push(notice(Severity::Warning, "notice.proxyPlainHttp", []));
    }
    notices
}
