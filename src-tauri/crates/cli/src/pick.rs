//! From what a person types to the one thing that is meant: id, or name ignoring case.

use zonedesk_app::api::{
    RoleCollectionFilter, RoleCollectionQuery, RoleCollectionRow, SystemNode, UserFilter, UserQuery, UserRow,
};
use zonedesk_app::{App, landscape, role_collections, session, users};

use crate::failure::Failure;
use crate::secret;

/// The one of that id, else of that name. `called`: id and name of one.
pub fn named<'a, T>(all: &'a [T], text: &str, called: impl Fn(&T) -> (&str, &str)) -> Option<&'a T> {
    let found = all.iter().find(|one| called(one).0 == text);
    found.or_else(|| all.iter().find(|one| called(one).1.eq_ignore_ascii_case(text)))
}

/// A system by id or name.
pub async fn system(app: &App, text: &str) -> Result<SystemNode, Failure> {
    let systems = landscape::landscape(app).await?.systems;
    named(&systems, text, |system| (&system.id, &system.name)).cloned().ok_or_else(|| {
        let lower = text.to_lowercase();
        let near: Vec<_> = systems
            .iter()
            .filter(|system| system.name.to_lowercase().contains(&lower))
            .map(|system| format!("\"{}\"", system.name))
            .take(5)
            .collect();
        let help = match near.as_slice() {
            [] => "`zonedesk systems list` shows all.".to_owned(),
            near => format!("Did you mean {}?", near.join(" or ")),
        };
        Failure::usage(format!("there is no system \"{text}\""), help)
    })
}

/// A system that is going to be asked: a secret in the environment is meant for it.
pub async fn account(app: &App, text: &str) -> Result<SystemNode, Failure> {
    let system = system(app, text).await?;
    if !system.demo
        && let Some(secret) = secret::from_environment()
    {
        session::secret_for_system(app, &system.id, secret).await?;
    }
    Ok(system)
}

/// A user of the snapshot by id or user name; `origin` where two have the name.
pub async fn user(
    app: &App,
    system: &SystemNode,
    text: &str,
    origin: Option<&str>,
) -> Result<UserRow, Failure> {
    let filter = UserFilter {
        search: format!("={text}"),
        origins: origin.map(str::to_owned).into_iter().collect(),
        ..UserFilter::default()
    };
    let query = UserQuery { system: system.id.clone(), filter, limit: 100, ..UserQuery::default() };
    let rows = users::users_page(app, &query).await?.rows;
    let named = |row: &&UserRow| row.user_name.to_lowercase() == text.to_lowercase();
    let exact: Vec<_> = match rows.iter().find(|row| row.id == text) {
        Some(row) => vec![row],
        None if rows.iter().any(|row| named(&row)) => rows.iter().filter(named).collect(),
        None => rows.iter().collect(),
    };
    match exact.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Failure::usage(
            format!("{} has no user \"{text}\"", system.name),
            format!(
                "`zonedesk users list \"{}\" --search …` finds users; `zonedesk refresh` reads them anew.",
                system.name
            ),
        )),
        several => Err(Failure::usage(
            format!("\"{text}\" is {} users of {}", several.len(), system.name),
            format!(
                "Add --origin, one of: {}. Or give the id.",
                several.iter().map(|row| row.origin.as_str()).collect::<Vec<_>>().join(", ")
            ),
        )),
    }
}

/// A role collection of the snapshot by id or name.
pub async fn role_collection(
    app: &App,
    system: &SystemNode,
    text: &str,
) -> Result<RoleCollectionRow, Failure> {
    let query = RoleCollectionQuery {
        system: system.id.clone(),
        filter: RoleCollectionFilter { search: text.to_owned(), ..RoleCollectionFilter::default() },
        limit: 1000,
        ..RoleCollectionQuery::default()
    };
    let rows = role_collections::role_collections_page(app, &query).await?.rows;
    let lower = text.to_lowercase();
    let found = rows.iter().find(|row| row.id == text).or_else(|| rows.iter().find(|row| row.name == text));
    let found = found.or_else(|| rows.iter().find(|row| row.name.to_lowercase() == lower));
    if let Some(row) = found {
        return Ok(row.clone());
    }
    // An id need not be in the texts that the search looks at.
    role_collections::role_collection(app, &system.id, text).await.map(|detail| detail.row).map_err(|_| {
        let near: Vec<_> = rows.iter().map(|row| format!("\"{}\"", row.name)).take(5).collect();
        let help = match near.as_slice() {
            [] => format!("`zonedesk role-collections list \"{}\"` shows all.", system.name),
            near => format!("Did you mean {}?", near.join(" or ")),
        };
        Failure::usage(format!("{} has no role collection \"{text}\"", system.name), help)
    })
}
