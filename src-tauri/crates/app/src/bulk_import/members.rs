//! Rows that become members of a role collection.

use zonedesk_workspace::{PersonKey, Snapshot, UserRow};

use super::Draft;
use super::check::{Checked, Row};
use crate::api::{AppError, PeopleOutcome};

pub(super) fn check(
    snapshot: &Snapshot<'_>,
    draft: &Draft,
    role_collection: &str,
    create: bool,
) -> Result<Row, AppError> {
    let checked = match found(snapshot, draft)?.as_slice() {
        [one] => {
            let member = snapshot.members_among(role_collection, &[&one.id])?.first() == Some(&true);
            let (outcome, note) =
                if member { (PeopleOutcome::Same, "A member already.") } else { (PeopleOutcome::Add, "") };
            Checked::new(outcome, Some(&one.id), note)
        }
        [] if !create => Checked::error("No such user in the snapshot."),
        [] if draft.origin.is_empty() => {
            Checked::error("A new user needs an origin: add a column, or choose one for all.")
        }
        [] if draft.address().is_none() => Checked::error("A new user needs an e-mail address."),
        [] => Checked::new(PeopleOutcome::Create, None, ""),
        several => {
            let origins: Vec<_> = several.iter().map(|row| row.origin.0.as_str()).collect();
            Checked::conflict(format!(
                "Several users are meant, with the origins {}: the row must name one.",
                origins.join(", ")
            ))
        }
    };
    // By what they would be: a user's id, or the name and origin of a new one.
    let key = match (&checked.id, checked.is_problem()) {
        (_, true) => None,
        (Some(id), false) => Some(format!("id {id}")),
        (None, false) => Some(format!("new {} {}", draft.origin, draft.named().to_lowercase())),
    };
    Ok(Row::new(checked, key))
}

/// By id, else by user name, else by e-mail address; of the row's origin where it names one.
fn found(snapshot: &Snapshot<'_>, draft: &Draft) -> Result<Vec<UserRow>, AppError> {
    if !draft.id.is_empty() {
        let by_id = snapshot.users_by_id(&[&draft.id])?;
        if !by_id.is_empty() {
            return Ok(by_id);
        }
    }
    let text = if draft.user_name.is_empty() { &draft.email } else { &draft.user_name };
    let mut rows = snapshot.resolve_people(&[PersonKey::Any(text.clone())])?.pop().unwrap_or_default();
    let lower = text.to_lowercase();
    // A user name is nearer than an e-mail address or a full name of somebody else.
    if rows.iter().any(|row| row.user_name.to_lowercase() == lower) {
        rows.retain(|row| row.user_name.to_lowercase() == lower);
    }
    if !draft.origin.is_empty() {
        rows.retain(|row| row.origin.0 == draft.origin);
    }
    Ok(rows)
}
