//! Role collections of an account and their members, from its snapshot. No request is sent.

use serde_json::{Value, json};
use zonedesk_workspace::{
    Direction, MemberSort, NestedRef, RoleCollectionSort, RoleCollectionTest, Snapshot,
};

use crate::activity;
use crate::api::{
    AppError, MemberPage, MemberQuery, MemberRow, RoleCollectionChip, RoleCollectionCounts,
    RoleCollectionDetail, RoleCollectionFilter, RoleCollectionPage, RoleCollectionQuery, RoleCollectionRef,
    Sort,
};
use crate::app::{App, system_id};
use crate::errors::{Code, error};
use crate::grouped;
use crate::rows::{self, check_limit, sort};

const COLUMNS: [(&str, RoleCollectionSort); 5] = [
    ("name", RoleCollectionSort::Name),
    ("description", RoleCollectionSort::Description),
    ("members", RoleCollectionSort::Members),
    ("nested", RoleCollectionSort::Nested),
    ("updated", RoleCollectionSort::Updated),
];

const MEMBER_COLUMNS: [(&str, MemberSort); 3] =
    [("name", MemberSort::Name), ("userName", MemberSort::UserName), ("origin", MemberSort::Origin)];

/// Members that a JSON view lists; more are counted.
const SHOWN_MEMBERS: u32 = 200;

/// A stretch of the filtered, sorted list.
pub async fn role_collections_page(
    app: &App,
    query: &RoleCollectionQuery,
) -> Result<RoleCollectionPage, AppError> {
    check_limit(query.limit)?;
    let id = system_id(&query.system)?;
    let asked = role_collection_query(&query.filter, &query.sort, query.offset, query.limit)?;
    app.workspace(move |workspace| {
        let snapshot = workspace.existing_snapshot(id)?;
        let page = snapshot.role_collections(&asked)?;
        let counts = snapshot.role_collection_counts()?;
        Ok::<_, AppError>(RoleCollectionPage {
            rows: page.rows.into_iter().map(rows::role_collection).collect(),
            total: page.total,
            counts: RoleCollectionCounts {
                all: counts.all,
                no_members: counts.no_members,
                administrators: counts.administrative,
                nested: counts.nested,
            },
        })
    })
    .await
}

/// The window's query as the snapshot's.
pub(crate) fn role_collection_query(
    filter: &RoleCollectionFilter,
    order: &[Sort],
    offset: u32,
    limit: u32,
) -> Result<zonedesk_workspace::RoleCollectionQuery, AppError> {
    Ok(zonedesk_workspace::RoleCollectionQuery {
        search: filter.search.clone(),
        test: match filter.chip {
            RoleCollectionChip::All => None,
            RoleCollectionChip::NoMembers => Some(RoleCollectionTest::NoMembers),
            RoleCollectionChip::Administrators => Some(RoleCollectionTest::Administrative),
            RoleCollectionChip::Nested => Some(RoleCollectionTest::Nested),
        },
        sort: sort(order, &COLUMNS)?,
        offset,
        limit,
    })
}

/// A role collection that must be there.
pub(crate) fn existing(
    snapshot: &Snapshot,
    id: &str,
) -> Result<zonedesk_workspace::RoleCollectionRow, AppError> {
    snapshot.role_collections_by_id(&[id])?.pop().ok_or_else(|| {
        error(Code::NoEntity, "The snapshot holds no such role collection.")
            .help("It may have been deleted. Refresh to be sure.")
            .at(id)
    })
}

/// One role collection with what it contains, what contains it, and our latest changes.
pub async fn role_collection(app: &App, system: &str, id: &str) -> Result<RoleCollectionDetail, AppError> {
    let (system, id) = (system_id(system)?, id.to_owned());
    app.workspace(move |workspace| {
        let snapshot = workspace.existing_snapshot(system)?;
        let row = existing(&snapshot, &id)?;
        let mut json =
            snapshot.role_collection(&id, SHOWN_MEMBERS)?.map(|group| group.to_wire()).unwrap_or_default();
        let hidden =
            (u64::from(row.members) + u64::from(row.nested)).saturating_sub(u64::from(SHOWN_MEMBERS));
        if let (Some(Value::Array(members)), 1..) = (json.get_mut("members"), hidden) {
            members.push(json!(format!("… {} more members", grouped(hidden))));
        }
        Ok::<_, AppError>(RoleCollectionDetail {
            version: row.version,
            row: rows::role_collection(row),
            nested: snapshot.nested_in(&id)?.into_iter().map(reference).collect(),
            part_of: snapshot.part_of(&id)?.into_iter().map(reference).collect(),
            nesting: snapshot.nesting_seen()?,
            json: format!("{json:#}"),
            activity: activity::latest(workspace, system, &id)?,
        })
    })
    .await
}

pub(crate) fn member_sort(order: &[Sort]) -> Result<Vec<(MemberSort, Direction)>, AppError> {
    sort(order, &MEMBER_COLUMNS)
}

fn reference(other: NestedRef) -> RoleCollectionRef {
    RoleCollectionRef { id: other.id, name: other.name, members: other.members }
}

/// A stretch of the members: role collections, then users.
pub async fn members_page(app: &App, query: &MemberQuery) -> Result<MemberPage, AppError> {
    check_limit(query.limit)?;
    let id = system_id(&query.system)?;
    let asked = zonedesk_workspace::MemberQuery {
        role_collection: query.role_collection.clone(),
        search: query.search.clone(),
        sort: member_sort(&query.sort)?,
        offset: query.offset,
        limit: query.limit,
    };
    let page = app.workspace(move |workspace| workspace.existing_snapshot(id)?.members(&asked)).await?;
    let rows = page.rows.into_iter().map(|member| MemberRow {
        id: member.id,
        kind: member.kind,
        name: member.name,
        user_name: member.user_name,
        origin: member.origin.0,
    });
    Ok(MemberPage { rows: rows.collect(), total: page.total })
}
