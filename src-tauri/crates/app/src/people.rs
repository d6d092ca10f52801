//! People in, as text, held against the snapshot. No request is sent.

use std::collections::{HashMap, HashSet};

use zonedesk_workspace::{PersonKey, UserRow, fold};

use crate::api::{AppError, PeopleFound, PeopleLine, PeopleResult, PeopleText, Person};
use crate::app::{App, system_id};
use crate::errors::{Code, error};
use crate::people_text::{Named, split};

/// More entries are no list that a person pastes.
const MOST: usize = 100_000;

/// For each entry of the text the user that it means.
pub async fn people_resolve(app: &App, people: &PeopleText) -> Result<PeopleResult, AppError> {
    let id = system_id(&people.system)?;
    let entries = split(&people.text);
    if entries.len() > MOST {
        return Err(error(
            Code::LimitTooLarge,
            format!("{} entries are too many for one list.", entries.len()),
        )
        .help(format!("Paste at most {MOST} at once."))
        .at("text"));
    }
    let role_collection = people.role_collection.clone();
    app.workspace(move |workspace| {
        let snapshot = workspace.existing_snapshot(id)?;
        let keys: Vec<_> = entries.iter().map(person_key).collect();
        let found = snapshot.resolve_people(&keys)?;
        let ids: Vec<&str> = found.iter().flatten().map(|row| row.id.as_str()).collect();
        let members = match &role_collection {
            Some(role_collection) => snapshot.members_among(role_collection, &ids)?,
            None => vec![false; ids.len()],
        };
        let members: HashSet<String> =
            ids.into_iter().zip(members).filter(|(_, member)| *member).map(|(id, _)| id.to_owned()).collect();
        Ok::<_, zonedesk_workspace::WorkspaceError>(result(entries, found, &members))
    })
    .await
}

fn person_key(named: &Named) -> PersonKey {
    if named.name.is_empty() && named.email().is_empty() {
        PersonKey::Any(named.key.clone())
    } else {
        PersonKey::Address(named.key.clone())
    }
}

fn only(rows: &[UserRow]) -> Option<&UserRow> {
    match rows {
        [row] => Some(row),
        _ => None,
    }
}

fn result(entries: Vec<Named>, found: Vec<Vec<UserRow>>, members: &HashSet<String>) -> PeopleResult {
    let person = |row: &UserRow| Person {
        id: row.id.clone(),
        name: row.name(),
        user_name: row.user_name.clone(),
        origin: row.origin.0.clone(),
        member: members.contains(&row.id),
    };
    let mut result = PeopleResult {
        lines: Vec::with_capacity(entries.len()),
        found: 0,
        several: 0,
        missing: 0,
        already: 0,
        duplicates: 0,
    };
    // By text, and by user: two texts may mean one.
    let mut seen_keys: HashMap<String, u32> = HashMap::new();
    let mut seen_users: HashMap<String, u32> = HashMap::new();
    for (line, (named, rows)) in (1..).zip(entries.into_iter().zip(found)) {
        let earlier = seen_keys.get(&fold(&named.key)).copied();
        let earlier = earlier.or_else(|| only(&rows).and_then(|row| seen_users.get(&row.id).copied()));
        let found = if let Some(of) = earlier {
            result.duplicates += 1;
            PeopleFound::Duplicate { of }
        } else {
            seen_keys.insert(fold(&named.key), line);
            match rows.as_slice() {
                [row] => {
                    seen_users.insert(row.id.clone(), line);
                    if members.contains(&row.id) {
                        result.already += 1;
                        PeopleFound::AlreadyMember { person: person(row) }
                    } else {
                        result.found += 1;
                        PeopleFound::One { person: person(row) }
                    }
                }
                [] => {
                    result.missing += 1;
                    let (given_name, family_name) = named.names();
                    let email = named.email().to_owned();
                    PeopleFound::None { user_name: named.key.clone(), email, given_name, family_name }
                }
                several => {
                    result.several += 1;
                    PeopleFound::Several { people: several.iter().map(person).collect() }
                }
            }
        };
        result.lines.push(PeopleLine { line, text: named.text, found });
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, user_name: &str, origin: &str) -> UserRow {
        UserRow {
            id: id.into(),
            version: 0,
            user_name: user_name.into(),
            origin: zonedesk_scim::Origin(origin.into()),
            given_name: None,
            family_name: None,
            email: String::new(),
            external_id: None,
            active: true,
            verified: true,
            created: None,
            updated: None,
            last_logon: None,
            two_origins: false,
            role_collections: 0,
            direct: 0,
        }
    }

    #[test]
    fn every_line_gets_its_outcome() {
        let entries = split("jo@x\nJO@X\nu1\nmax@x\neve@x\nNew Person <new@x>");
        let max = vec![row("u2", "max@x", "a"), row("u3", "max@x", "b")];
        let jo = vec![row("u1", "jo@x", "a")];
        let found = vec![jo.clone(), jo.clone(), jo, max, vec![row("u4", "eve@x", "a")], vec![]];
        let members = HashSet::from(["u3".to_owned(), "u4".to_owned()]);
        let result = result(entries, found, &members);
        let outcomes: Vec<String> = result
            .lines
            .iter()
            .map(|line| match &line.found {
                PeopleFound::One { person } => format!("one {}", person.id),
                PeopleFound::Several { people } => {
                    let said = people.iter().map(|person| format!("{} {}", person.id, person.member));
                    format!("several {}", said.collect::<Vec<_>>().join(", "))
                }
                PeopleFound::None { user_name, email, given_name, family_name } => {
                    format!("none {user_name} {email} {given_name} {family_name}")
                }
                PeopleFound::AlreadyMember { person } => format!("member {}", person.id),
                PeopleFound::Duplicate { of } => format!("duplicate {of}"),
            })
            .collect();
        assert_eq!(
            outcomes,
            [
                "one u1",
                "duplicate 1",
                "duplicate 1",
                "several u2 false, u3 true",
                "member u4",
                "none new@x new@x New Person"
            ]
        );
        assert_eq!(
            (result.found, result.several, result.missing, result.already, result.duplicates),
            (1, 1, 1, 1, 2)
        );
    }
}
