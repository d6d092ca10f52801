//! Everything by a few letters, over all snapshots. No request is sent.

use zonedesk_workspace::{RoleCollectionQuery, System, UserFilter, UserQuery, UserSort, Workspace, fold};

use crate::api::{AppError, PaletteHit, PaletteResult};
use crate::app::App;

/// Hits of each kind.
const MOST: usize = 8;

/// Users, role collections and systems that match. `@` before the text: users only; `#`: role collections only.
pub async fn palette(app: &App, text: &str) -> Result<PaletteResult, AppError> {
    let text = text.trim();
    let (users, role_collections, systems, text) = match (text.strip_prefix('@'), text.strip_prefix('#')) {
        (Some(rest), _) => (true, false, false, rest),
        (_, Some(rest)) => (false, true, false, rest),
        _ => (true, true, true, text),
    };
    let text = text.trim().to_owned();
    app.workspace(move |workspace| {
        let mut result = PaletteResult::default();
        let all = workspace.systems()?;
        if systems {
            result.systems =
                best(all.iter().filter(|system| holds(system, &text)).map(system_hit).collect(), &text);
        }
        if text.is_empty() {
            return Ok(result);
        }
        // Where all of it names a system, no word of it names another one.
        let named = !result.systems.is_empty();
        for system in all.iter().filter(|system| system.snapshot.is_some()) {
            let searched = if named { vec![text.clone()] } else { texts_in(system, &text) };
            if users {
                result.users.extend(first(&searched, |text| users_of(workspace, system, text))?);
            }
            if role_collections {
                let find = |text: &str| role_collections_of(workspace, system, text);
                result.role_collections.extend(first(&searched, find)?);
            }
        }
        result.users = best(result.users, &text);
        result.role_collections = best(result.role_collections, &text);
        Ok::<_, zonedesk_workspace::WorkspaceError>(result)
    })
    .await
}

/// The text, and what is left of it where its last words name the system: `okafor retail prod`.
fn texts_in(system: &System, text: &str) -> Vec<String> {
    let name = fold(system.name.as_str());
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = words.iter().skip(1).rev().take_while(|word| name.contains(&fold(word))).count();
    (0..=named).map(|left_out| words[..words.len() - left_out].join(" ")).collect()
}

/// What is found under the first of the texts that finds anything.
fn first(
    texts: &[String],
    find: impl Fn(&str) -> zonedesk_workspace::Result<Vec<PaletteHit>>,
) -> zonedesk_workspace::Result<Vec<PaletteHit>> {
    for text in texts {
        let hits = find(text)?;
        if !hits.is_empty() {
            return Ok(hits);
        }
    }
    Ok(Vec::new())
}

fn holds(system: &System, text: &str) -> bool {
    let name = fold(system.name.as_str());
    fold(text).split_whitespace().all(|word| name.contains(word))
}

fn system_hit(system: &System) -> PaletteHit {
    PaletteHit {
        system: system.id.to_string(),
        system_name: system.name.to_string(),
        id: system.id.to_string(),
        title: system.name.to_string(),
        subtitle: system.description.clone(),
    }
}

fn users_of(
    workspace: &Workspace,
    system: &System,
    text: &str,
) -> zonedesk_workspace::Result<Vec<PaletteHit>> {
    let Some(snapshot) = workspace.snapshot(system.id)? else { return Ok(Vec::new()) };
    let query = UserQuery {
        filter: UserFilter { search: text.to_owned(), tests: Vec::new() },
        sort: vec![(UserSort::Name, zonedesk_workspace::Direction::Ascending)],
        offset: 0,
        limit: MOST as u32,
        inactive_before: Default::default(),
    };
    let hits = snapshot.users(&query)?.rows.into_iter().map(|row| PaletteHit {
        system: system.id.to_string(),
        system_name: system.name.to_string(),
        title: row.name(),
        subtitle: format!("{} · {}", row.user_name, row.origin.0),
        id: row.id,
    });
    Ok(hits.collect())
}

fn role_collections_of(
    workspace: &Workspace,
    system: &System,
    text: &str,
) -> zonedesk_workspace::Result<Vec<PaletteHit>> {
    let Some(snapshot) = workspace.snapshot(system.id)? else { return Ok(Vec::new()) };
    let query =
        RoleCollectionQuery { search: text.to_owned(), limit: MOST as u32, ..RoleCollectionQuery::default() };
    let hits = snapshot.role_collections(&query)?.rows.into_iter().map(|row| PaletteHit {
        system: system.id.to_string(),
        system_name: system.name.to_string(),
        id: row.id,
        title: row.name,
        subtitle: row.description.unwrap_or_default(),
    });
    Ok(hits.collect())
}

/// Titles that begin with the text first, then by title.
fn best(mut hits: Vec<PaletteHit>, text: &str) -> Vec<PaletteHit> {
    let text = fold(text);
    hits.sort_by_cached_key(|hit| {
        let title = fold(&hit.title);
        (!title.starts_with(&text), title, fold(&hit.system_name))
    });
    hits.truncate(MOST);
    hits
}
