//! Rows that become users.

use std::collections::HashMap;

use zonedesk_scim::Origin;
use zonedesk_workspace::{Snapshot, UserRow};

use super::check::Checked;
use super::{Draft, Import};
use crate::api::{AppError, PeopleOutcome};
use crate::changes::imported_fields;

pub(super) fn check(import: &Import, snapshot: &Snapshot<'_>) -> Result<Vec<Checked>, AppError> {
    let mut rows = Vec::with_capacity(import.len());
    // By user name and origin, as UAA tells users apart.
    let mut seen: HashMap<(String, String), usize> = HashMap::new();
    for at in 0..import.len() {
        let mut draft = import.draft(at);
        if let Some(problem) = draft.problem() {
            rows.push(Checked::error(problem));
            continue;
        }
        let there = match existing(snapshot, &mut draft)? {
            Ok(there) => there,
            Err(checked) => {
                rows.push(checked);
                continue;
            }
        };
        let key = (draft.named().to_lowercase(), draft.origin.clone());
        if let Some(&first) = seen.get(&key) {
            let line = import.line(first);
            let mut other = import.draft(first);
            other.origin.clone_from(&draft.origin);
            other.user_name.clone_from(&draft.user_name);
            rows.push(if other == draft {
                Checked::new(PeopleOutcome::Same, None, format!("As line {line}."))
            } else {
                Checked::conflict(format!("Line {line} says something else of this user."))
            });
            continue;
        }
        seen.insert(key, at);
        rows.push(match there {
            Some(there) => {
                let known = snapshot.user(&there.id)?.unwrap_or_default();
                match imported_fields(&known, &draft).as_slice() {
                    [] => Checked::new(PeopleOutcome::Same, Some(&there.id), ""),
                    fields => Checked::new(PeopleOutcome::Change, Some(&there.id), fields.join(", ")),
                }
            }
            None if draft.address().is_none() => Checked::error("A new user needs an e-mail address."),
            None => Checked::new(PeopleOutcome::Create, None, ""),
        });
    }
    Ok(rows)
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
