//! The connection test: step by step, until one fails. At most one request of a kind: a token, a user, a role
//! collection.

mod cause;
mod steps;
#[cfg(test)]
mod tests;

use zonedesk_workspace::Contact;
use zonedesk_xsuaa::Account;

use crate::api::{AppError, Event, TestStep};
use crate::app::{App, now, system_id};

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

/// The steps, and whether the credential is read-only. `of`: whose test it is, for the events.
pub(crate) async fn run(app: &App, account: &Account, of: &str) -> (Vec<TestStep>, bool) {
    let tell = |step: &TestStep| app.emit(Event::TestStep { of: of.to_owned(), step: step.clone() });
    // Of a test one wants to know what fails, and not what comes right the second time.
    steps::run(&account.once(), tell).await
}
