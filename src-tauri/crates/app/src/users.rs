//! Users of an account, from its snapshot. No request is sent.

use zonedesk_scim::Origin;
use zonedesk_workspace::{System, SystemId, UserSort, UserTest, Workspace};

use crate::activity;
use crate::api::{
    AppError, OtherEntry, UserChip, UserCounts, UserDetail, UserFilter, UserPage, UserQuery, UserState,
};
use crate::app::{App, now, system_id};
use crate::errors::{Code, error};
use crate::grants::grants;
use crate::rows::{self, Terms, check_limit, inactive_before, sort};
use crate::session::read_settings;

pub(crate) const COLUMNS: [(&str, UserSort); 12] = [
    ("name", UserSort::Name),
    ("userName", UserSort::UserName),
    ("origin", UserSort::Origin),
    ("roleCollections", UserSort::RoleCollections),
    ("lastLogon", UserSort::LastLogon),
    ("state", UserSort::State),
    ("email", UserSort::Email),
    ("created", UserSort::Created),
    ("updated", UserSort::Updated),
    ("id", UserSort::Id),
    ("externalId", UserSort::ExternalId),
    ("verified", UserSort::Verified),
];

/// A stretch of the filtered, sorted list.
pub async fn users_page(app: &App, query: &UserQuery) -> Result<UserPage, AppError> {
    check_limit(query.limit)?;
    let id = system_id(&query.system)?;
    let sort = sort(&query.sort, &COLUMNS)?;
    let (filter, offset, limit) = (filter(&query.filter), query.offset, query.limit);
    app.workspace(move |workspace| {
        let terms = terms(workspace, id)?;
        let snapshot = workspace.existing_snapshot(id)?;
        let inactive_before = terms.inactive_before;
        let page = snapshot.users(&zonedesk_workspace::UserQuery {
            filter,
            sort,
            offset,
            limit,
            inactive_before,
        })?;
        let counts = snapshot.user_counts(inactive_before)?;
        Ok::<_, AppError>(UserPage {
            rows: page.rows.into_iter().map(|row| rows::user(row, terms)).collect(),
            total: page.total,
            counts: UserCounts {
                all: counts.all,
                business: counts.business,
                platform: counts.platform,
                inactive: counts.inactive,
                never_logged_on: counts.never_logged_on,
                two_origins: counts.two_origins,
            },
            origins: snapshot.origins()?.into_iter().map(|(origin, _)| origin.0).collect(),
        })
    })
    .await
}

/// One user with what it holds, where else the person is, and our latest changes.
pub async fn user(app: &App, system: &str, id: &str) -> Result<UserDetail, AppError> {
    let (system, id) = (system_id(system)?, id.to_owned());
    app.workspace(move |workspace| {
        let terms = terms(workspace, system)?;
        let snapshot = workspace.existing_snapshot(system)?;
        let (Some(user), Some(row)) = (snapshot.user(&id)?, snapshot.user_row(&id)?) else {
            return Err(error(Code::NoEntity, "The snapshot holds no such user.")
                .help("It may have been deleted. Refresh to be sure.")
                .at(id));
        };
        let grants = grants(&snapshot, &id)?;
        let others = others(workspace, system, &row)?;
        Ok::<_, AppError>(UserDetail {
            version: row.version,
            row: rows::user(row, terms),
            given_name: user.given_name.clone().unwrap_or_default(),
            family_name: user.family_name.clone().unwrap_or_default(),
            phone_numbers: user.phone_numbers.clone(),
            previous_logon: user.previous_logon,
            grants,
            others,
            json: format!("{:#}", user.to_wire()),
            activity: activity::latest(workspace, system, &id)?,
        })
    })
    .await
}

/// The level of the account, and who counts as inactive by the settings.
pub(crate) fn terms(workspace: &Workspace, id: SystemId) -> zonedesk_workspace::Result<Terms> {
    let days = read_settings(workspace)?.inactive_after_days;
    Ok(Terms { level: workspace.system(id)?.level, inactive_before: inactive_before(now(), days) })
}

/// The window's filter as the snapshot's.
pub(crate) fn filter(filter: &UserFilter) -> zonedesk_workspace::UserFilter {
    let mut tests = Vec::new();
    tests.extend(match filter.chip {
        UserChip::All => None,
        UserChip::Business => Some(UserTest::Business),
        UserChip::Platform => Some(UserTest::Platform),
        UserChip::Inactive => Some(UserTest::Inactive),
        UserChip::NeverLoggedOn => Some(UserTest::NeverLoggedOn),
        UserChip::TwoOrigins => Some(UserTest::TwoOrigins),
    });
    if !filter.origins.is_empty() {
        tests.push(UserTest::Origin(filter.origins.iter().cloned().map(Origin).collect()));
    }
    tests.extend(filter.role_collection.clone().map(UserTest::MemberOf));
    tests.extend(filter.state.map(|state| match state {
        UserState::Active => UserTest::Active,
        UserState::Inactive => UserTest::Inactive,
        UserState::NeverLoggedOn => UserTest::NeverLoggedOn,
        UserState::Deactivated => UserTest::Deactivated,
    }));
    zonedesk_workspace::UserFilter { search: filter.search.clone(), tests }
}

/// The same person in this account with another origin, and in every other account that was read.
fn others(
    workspace: &Workspace,
    here: SystemId,
    user: &zonedesk_workspace::UserRow,
) -> zonedesk_workspace::Result<Vec<OtherEntry>> {
    let mut others = Vec::new();
    let mut systems = workspace.systems()?;
    systems.sort_by_key(|system: &System| system.id != here);
    for system in systems {
        let Some(snapshot) = workspace.snapshot(system.id)? else { continue };
        for same in snapshot.same_person(&user.user_name, &user.email)? {
            if system.id == here && same.id == user.id {
                continue;
            }
            others.push(OtherEntry {
                system: system.id.to_string(),
                system_name: system.name.to_string(),
                id: same.id,
                origin: same.origin.0,
            });
        }
    }
    Ok(others)
}
