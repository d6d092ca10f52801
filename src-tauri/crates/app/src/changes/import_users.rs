//! The plan of an import of users: new ones are created, others get what the file says.

use std::collections::HashMap;

use zonedesk_scim::{Email, User};

use super::difference;
use super::scene::{Scene, Seen, Sketch, user_of};
use super::users::{creation, is_same, replacement};
use crate::api::{AppError, PasteFigures, PeopleOutcome, PlanVersion};
use crate::bulk_import::Draft;
use crate::errors::{Code, error};
use crate::texts::sentence;

/// Names kept for the journal's search; more say nothing.
const NAMES: usize = 50;

pub(super) async fn plan(scene: &Scene, import: &str) -> Result<Sketch, AppError> {
    let import = scene.app.people(import)?;
    if import.system != scene.id {
        return Err(error(Code::ValueInvalid, "The import is of another system.").at(scene.name()));
    }
    let wanted = import.wanted(&[PeopleOutcome::Create, PeopleOutcome::Change]);
    let ids: Vec<String> = wanted.iter().filter_map(|wanted| wanted.id.clone()).collect();
    let names: Vec<String> = wanted
        .iter()
        .filter(|wanted| wanted.id.is_none())
        .map(|wanted| wanted.draft.named().to_owned())
        .collect();
    let (seen, named) = scene.look_at_users_and_names(ids, &names).await?;
    let mut seen: HashMap<String, Seen<User>> =
        seen.into_iter().map(|seen| (seen.id.clone(), seen)).collect();
    let mut by_name: HashMap<String, Vec<User>> = HashMap::new();
    for user in named {
        by_name.entry(user.user_name.to_lowercase()).or_default().push(user);
    }

    let mut sketch = Sketch::default();
    let mut rows = Vec::with_capacity(wanted.len());
    let (mut created, mut changed, mut there_already) = (0usize, 0usize, 0usize);
    let mut origins: HashMap<String, usize> = HashMap::new();
    for wanted in wanted {
        let draft = &wanted.draft;
        let found = match &wanted.id {
            Some(id) => seen.remove(id),
            None => {
                let user = user_of(&draft.new_user())?;
                let mut there = by_name.get(&draft.named().to_lowercase()).into_iter().flatten();
                match there.find(|there| is_same(there, &user)).cloned() {
                    Some(there) => {
                        there_already += 1;
                        Some(Seen {
                            id: there.id.clone(),
                            known: None,
                            version: PlanVersion::Same { version: there.meta.version },
                            now: Some(there),
                            difference: None,
                        })
                    }
                    None => {
                        remember(&mut sketch, &user.user_name);
                        *origins.entry(user.origin.0.clone()).or_default() += 1;
                        sketch.steps.push(creation(&user));
                        rows.push(wanted.row);
                        created += 1;
                        continue;
                    }
                }
            }
        };
        let Some(seen) = found else { continue };
        let latest = seen.now.clone().or_else(|| seen.known.clone()).unwrap_or_default();
        let after = with(&latest, draft);
        let fields = difference::fields(&latest, &after);
        sketch.seen.push(seen.change());
        if fields.is_empty() && !matches!(seen.version, PlanVersion::Gone) {
            continue;
        }
        remember(&mut sketch, &latest.user_name);
        sketch.touched.push(seen.id.clone());
        if latest.active && !after.active {
            let address = latest.emails.first().map_or("", |email| email.value.as_str());
            scene.warn_of_yourself(&mut sketch, [(latest.user_name.as_str(), address)]);
        }
        let params = [("userName", latest.user_name.clone()), ("fields", fields.join(", "))];
        sketch.steps.push(replacement(&seen, &after, sentence("what.editUser", params), "what.editUsers")?);
        rows.push(wanted.row);
        changed += 1;
    }
    let figures = import.counts();
    let same = figures.create + figures.change + figures.same - (created + changed) as u32;
    sketch.paste = Some(PasteFigures {
        lines: figures.rows,
        found: changed as u32,
        created: created as u32,
        already: same,
        left_out: figures.conflict + figures.error,
    });
    sketch.left_out("notice.existsMeanwhile", there_already);
    sketch.left_out("notice.rowsLeftOut", (figures.conflict + figures.error) as usize);
    scene.warn_of_unknown_origin(&mut sketch, origins.keys().cloned().collect()).await?;
    let mut origins: Vec<(String, usize)> = origins.into_iter().collect();
    origins.sort_unstable();
    for (origin, count) in origins {
        let params = [("count", count.to_string()), ("origin", origin), ("system", scene.name())];
        sketch.warn("notice.created", params);
    }
    let count = sketch.steps.len().to_string();
    sketch.title = sentence("title.importUsers", [("count", count.clone())]);
    sketch.action = sentence("action.importUsers", [("count", count)]);
    for (code, count) in [("undo.deleteUser", created), ("undo.restoreUser", changed)] {
        if count > 0 {
            sketch.undo.push(sentence(code, [("count", count.to_string())]));
        }
    }
    import.planned(rows);
    Ok(sketch)
}

fn remember(sketch: &mut Sketch, name: &str) {
    if sketch.names.len() < NAMES {
        sketch.names.push(name.to_owned());
    }
}

/// The fields of a user that a row changes.
pub(crate) fn imported_fields(known: &User, draft: &Draft) -> Vec<&'static str> {
    difference::fields(known, &with(known, draft))
}

/// The user with what the row says; user name and origin are whom it means, not what it changes.
fn with(user: &User, draft: &Draft) -> User {
    let mut after = user.clone();
    let set = |place: &mut Option<String>, text: &str| {
        if !text.is_empty() {
            *place = Some(text.to_owned());
        }
    };
    set(&mut after.given_name, &draft.given_name);
    set(&mut after.family_name, &draft.family_name);
    set(&mut after.external_id, &draft.external_id);
    let address = user.emails.first().map_or("", |email| email.value.as_str());
    if !draft.email.is_empty() && draft.email != address {
        after.emails = vec![Email { value: draft.email.clone(), primary: false }];
    }
    if !draft.phone_number.is_empty() && user.phone_numbers.first() != Some(&draft.phone_number) {
        after.phone_numbers = vec![draft.phone_number.clone()];
    }
    after.active = draft.active().unwrap_or(user.active);
    after
}
