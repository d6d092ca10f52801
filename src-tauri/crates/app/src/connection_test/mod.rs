//! The connection test: step by step, until one fails. At most one request of a kind: a token, a user, a role
//! collection.

mod cause;
mod steps;
#[cfg(test)]
mod tests;

use zonedesk_workspace::Contact;
use zonedesk_xsuaa::Account;

use crate::api::{AppError, Event, NewSystem, TestStep};
use crate::app::{App, now, system_id};
use crate::connect::{Connection, config};
use crate::errors::{Code, error};

/// Tests stored credentials, and notes what came of it as the system's state. Each step is told as
/// [`Event::TestStep`] of the system as soon as it is known.
pub async fn system_test(app: &App, id: &str) -> Result<Vec<TestStep>, AppError> {
    let id = system_id(id)?;
    app.0.connections.forget(id);
    let account = app.account(id).await?;
    let (steps, read_only) = run(app, &account, &id.to_string()).await;
    let problem = steps.iter().find_map(|step| step.error.as_ref());
    let problem = problem.and_then(|error| serde_json::to_string(error).ok());
    let contact = Contact { at: now(), problem, read_only };
    app.workspace(move |workspace| workspace.set_contact(id, &contact)).await?;
    app.emit(Event::System { system: id.to_string() });
    Ok(steps)
}

/// Tests credentials that are not stored yet. Nothing is stored.
pub async fn system_test_new(app: &App, new: NewSystem) -> Result<Vec<TestStep>, AppError> {
    let Some(secret) = new.secret.filter(|secret| !secret.is_empty()) else {
        return Err(error(Code::FieldMissing, "The client secret is missing.").at("secret"));
    };
    let connection = Connection { url: new.url, token_url: new.token_url, client_id: new.client_id };
    let name = if new.name.trim().is_empty() { "The account" } else { new.name.trim() };
    let account = Account::new(config(&connection, name, secret.into())?, app.0.transport.clone());
    Ok(run(app, &account, "").await.0)
}

/// The steps, and whether the credential is read-only. `of`: whose test it is, for the events.
pub(crate) async fn run(app: &App, account: &Account, of: &str) -> (Vec<TestStep>, bool) {
    let tell = |step: &TestStep| app.emit(Event::TestStep { of: of.to_owned(), step: step.clone() });
    steps::run(account, tell).await
}
