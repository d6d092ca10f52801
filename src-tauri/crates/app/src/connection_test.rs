//! The connection test: step by step, until one fails.

use tokio::time::Instant;
use zonedesk_workspace::Contact;
use zonedesk_xsuaa::{Account, Error, List};

use crate::api::{AppError, Event, NewSystem, TestOutcome, TestStep, TestStepKind};
use crate::app::{App, now, system_id};
use crate::connect::{Connection, config};
use crate::errors::{Code, error};

/// Tests stored credentials, and notes what came of it as the system's state. Sends at most three requests.
pub async fn system_test(app: &App, id: &str) -> Result<Vec<TestStep>, AppError> {
    let id = system_id(id)?;
    app.0.connections.forget(id);
    let account = app.account(id).await?;
    let (steps, read_only) = run(&account).await;
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
    Ok(run(&account).await.0)
}

/// The steps, and whether the credential is read-only.
pub(crate) async fn run(account: &Account) -> (Vec<TestStep>, bool) {
    let mut steps = Vec::new();
    let mut read_only = false;
    let began = Instant::now();
    match account.scopes().await {
        Ok(scopes) => {
            passed(&mut steps, TestStepKind::Token, began, "A token was given out.".into());
            read_only = !scopes.can_write();
            let names = scopes.iter().collect::<Vec<_>>().join(", ");
            let message = match (scopes.can_read(), scopes.can_write()) {
                _ if names.is_empty() => "The token names no scopes.".into(),
                (true, true) => format!("Read and write ({names})."),
                (true, false) => format!("Read only ({names})."),
                (false, _) => format!("Neither users nor role collections may be read ({names})."),
            };
            passed(&mut steps, TestStepKind::Scopes, began, message);
        }
        Err(error) => failed(&mut steps, TestStepKind::Token, began, error),
    }
    if steps.iter().all(|step| step.error.is_none()) {
        let began = Instant::now();
        match account.users_head(&List::default(), 1).await {
            Ok(page) => passed(&mut steps, TestStepKind::Users, began, count(page.total, "user")),
            Err(error) => failed(&mut steps, TestStepKind::Users, began, error),
        }
    }
    if steps.iter().all(|step| step.error.is_none()) {
        let began = Instant::now();
        match account.groups_head(&List::default(), 1).await {
            Ok(page) => {
                passed(
                    &mut steps,
                    TestStepKind::RoleCollections,
                    began,
                    count(page.total, "role collection"),
                );
            }
            Err(error) => failed(&mut steps, TestStepKind::RoleCollections, began, error),
        }
    }
    use TestStepKind::{RoleCollections, Scopes, Token, Users};
    for step in [Token, Scopes, Users, RoleCollections].into_iter().skip(steps.len()) {
        let message = "Not tried, because a step before it failed.".into();
        steps.push(TestStep { step, outcome: TestOutcome::NotTried, milliseconds: 0, message, error: None });
    }
    (steps, read_only)
}

fn passed(steps: &mut Vec<TestStep>, step: TestStepKind, began: Instant, message: String) {
    // Scopes come with the token and cost nothing.
    let milliseconds = if step == TestStepKind::Scopes { 0 } else { milliseconds(began) };
    steps.push(TestStep { step, outcome: TestOutcome::Passed, milliseconds, message, error: None });
}

fn failed(steps: &mut Vec<TestStep>, step: TestStepKind, began: Instant, error: Error) {
    let error = AppError::from(error);
    steps.push(TestStep {
        step,
        outcome: TestOutcome::Failed,
        milliseconds: milliseconds(began),
        message: error.message.clone(),
        error: Some(error),
    });
}

fn milliseconds(began: Instant) -> u32 {
    u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX)
}

/// `2,014 users.`
fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}.", crate::grouped(number))
}
