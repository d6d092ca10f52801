//! Rows that become users.

use zonedesk_scim::Origin;
use zonedesk_workspace::{Snapshot, UserRow};

use super::Draft;
use super::check::{Checked, Row};
use crate::api::{AppError, PeopleOutcome};
use crate::changes::imported_fields;

pub(super) fn check(snapshot: &Snapshot<'_>, mut draft: Draft) -> Result<Row, AppError> {
    let there = match existing(snapshot, &mut draft)? {
        Ok(there) => there,
        Err(checked) => return Ok(Row::new(checked, None)),
    };
    // As UAA tells users apart; no value has more than one line.
    let key = format!("{}\n{}", draft.named().to_lowercase(), draft.origin);
    let checked = match there {
        Some(there) => {
            let known = snapshot.user(&there.id)?.unwrap_or_default();
            match imported_fields(&known, &draft).as_slice() {
                [] => Checked::new(PeopleOutcome::Same, Some(&there.id), ""),
                fields => Checked::new(PeopleOutcome::Change, Some(&there.id), fields.join(", ")),
            }
        }
        None if draft.address().is_none() => Checked::error("A new user needs an e-mail address."),
        None => Checked::new(PeopleOutcome::Create, None, ""),
    };
    Ok(Row::new(checked, Some(key)))
}

/// Whether two rows that mean the same user agree on the rest.
pub(super) fn say_the_same(mut first: Draft, mut other: Draft) -> bool {
    for draft in [&mut first, &mut other] {
        draft.origin.clear();
        draft.user_name.clear();
    }
    first == other
}

/// The user that a row means; without an origin the one of this name, whose origin the draft takes.
fn existing(
    snapshot: &Snapshot<'_>,
    draft: &mut Draft,
) -> Result<Result<Option<UserRow>, Checked>, AppError> {
    let name = draft.named().to_owned();
    if !draft.origin.is_empty() {
        return Ok(Ok(snapshot.user_named(&name, &Origin(draft.origin.clone()))?));
    }
    let lower = name.to_lowercase();
    let mut same = snapshot.same_person(&name, "")?;
    same.retain(|row| row.user_name.to_lowercase() == lower);
    if same.len() > 1 {
        let origins: Vec<_> = same.iter().map(|row| row.origin.0.as_str()).collect();
        return Ok(Err(Checked::conflict(format!(
            "Several users have this name, with the origins {}: the row must name one.",
            origins.join(", ")
        ))));
    }
    let Some(row) = same.pop() else {
        return Ok(Err(Checked::error("A new user needs an origin: add a column, or choose one for all.")));
    };
    draft.origin.clone_from(&row.origin.0);
    Ok(Ok(Some(row)))
}
