use zonedesk_workspace::{Direction, RoleCollectionQuery, UserFilter, UserQuery, UserSort};

use crate::api::{AppError, Sample, SamplePage, SampleQuery};
use crate::app::{App, now, system_id};
use crate::rows::check_limit;
use crate::system_transformations::wire::count;

/// Entities of the snapshot to choose from, by name.
pub async fn transformation_samples(app: &App, query: SampleQuery) -> Result<SamplePage, AppError> {
    check_limit(query.limit)?;
    let id = system_id(&query.system)?;
    app.workspace(move |workspace| {
        let snapshot = workspace.existing_snapshot(id)?;
        let search = query.search.unwrap_or_default();
        let (offset, limit) = (query.offset, query.limit);
        if query.entity == "group" {
            let asked = RoleCollectionQuery { search, offset, limit, ..RoleCollectionQuery::default() };
            let page = snapshot.role_collections(&asked)?;
            let rows = page.rows.into_iter().map(|row| Sample {
                id: row.id,
                title: row.name,
                detail: row.description.unwrap_or_default(),
            });
            return Ok(SamplePage { total: count(page.total as usize), rows: rows.collect() });
        }
        let asked = UserQuery {
            filter: UserFilter { search, tests: Vec::new() },
            sort: vec![(UserSort::UserName, Direction::Ascending)],
            offset,
            limit,
            inactive_before: now(),
        };
        let page = snapshot.users(&asked)?;
        let rows = page.rows.into_iter().map(|row| Sample {
            id: row.id,
            title: row.user_name,
            detail: row.origin.0,
        });
        Ok::<_, AppError>(SamplePage { total: count(page.total as usize), rows: rows.collect() })
    })
    .await
}
