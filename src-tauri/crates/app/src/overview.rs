//! The figures of an account, and of all accounts below a node. All from snapshots.

use std::collections::HashSet;

use zonedesk_scim::Timestamp;
use zonedesk_workspace::{
    Direction, Moment, RoleCollectionQuery, RoleCollectionRow, RoleCollectionSort, RoleCollectionTest,
    Snapshot, System, UserFilter, UserTest,
};

use crate::api::{
    AppError, Attention, AttentionAct, FolderOverview, FolderRow, JobKind, Overview, Severity, Share,
};
use crate::app::{App, now, system_id};
use crate::certificates::{DAYS_OF_WARNING, days_left_of};
use crate::differences;
use crate::landscape::{depth_first, node};
use crate::rows::{DAY, inactive_before};
use crate::session::read_settings;
use crate::texts::notice;

/// Weeks of the chart of created users.
const WEEKS: u32 = 13;
/// Role collections of the chart of the largest.
const LARGEST: u32 = 5;

/// The figures of one account.
pub async fn overview(app: &App, system: &str) -> Result<Overview, AppError> {
    let id = system_id(system)?;
    let refreshing = app.jobs().running(JobKind::Refresh, system).is_some();
    app.workspace(move |workspace| {
        let days = read_settings(workspace)?.inactive_after_days;
        let system = workspace.system(id)?;
        let snapshot = workspace.existing_snapshot(id)?;
        let now = now();
        let users = snapshot.user_counts(inactive_before(now, days))?;
        let role_collections = snapshot.role_collection_counts()?;
        let origins = snapshot.origins()?.into_iter();
        let weeks = snapshot.created_by_week(first_week(now), WEEKS)?.into_iter();
        let largest = RoleCollectionQuery {
            sort: vec![(RoleCollectionSort::Members, Direction::Descending)],
            limit: LARGEST,
            ..RoleCollectionQuery::default()
        };
        let largest = snapshot.role_collections(&largest)?.rows.into_iter();
        Ok::<_, zonedesk_workspace::WorkspaceError>(Overview {
            users: users.all,
            business: users.business,
            platform: users.platform,
            never_logged_on: users.never_logged_on,
            inactive: users.inactive,
            inactive_after_days: days,
            role_collections: role_collections.all,
            without_members: role_collections.no_members,
            last_logon: last_logon(&snapshot.logons()?, now),
            origins: origins
                .map(|(origin, count)| Share { key: origin.0.clone(), name: origin.0, count })
                .collect(),
            two_origins: users.two_origins,
            created_by_week: weeks
                .map(|week| {
                    let day: String = week.from.to_string().chars().take(10).collect();
                    Share { key: day.clone(), name: day, count: week.users }
                })
                .collect(),
            largest: largest
                .filter(|row| row.members > 0)
                .map(|row| Share { key: row.id, name: row.name, count: row.members.into() })
                .collect(),
            since_yesterday: differences::sums(workspace, id, Timestamp(now.0 - DAY))?,
            attention: {
                let days = days_left_of(workspace, &system, now)?;
                attention(&system, refreshing, certificate(days), &snapshot, role_collections.no_members)?
            },
        })
    })
    .await
}

/// Sums of a node and all below it, and a row for each account among them.
pub async fn folder_overview(app: &App, system: &str) -> Result<FolderOverview, AppError> {
    let id = system_id(system)?;
    let handle = app.clone();
    let addresses = app.demo().addresses();
    app.workspace(move |workspace| {
        let days = read_settings(workspace)?.inactive_after_days;
        // The node itself must exist.
        workspace.system(id)?;
        let mut below = HashSet::from([id]);
        let mut overview = FolderOverview {
            users: 0,
            role_collections: 0,
            never_logged_on: 0,
            inactive: 0,
            accounts: Vec::new(),
        };
        for system in depth_first(workspace.systems()?) {
            if system.id != id && !system.parent.is_some_and(|parent| below.contains(&parent)) {
                continue;
            }
            below.insert(system.id);
            let counts = match workspace.snapshot(system.id)? {
                Some(snapshot) => snapshot.user_counts(inactive_before(now(), days))?,
                None => Default::default(),
            };
            let is_folder = crate::connect::is_folder(&system);
            let node = node(&handle, system, &addresses);
            overview.users += counts.all;
            overview.role_collections += node.role_collections.unwrap_or_default();
            overview.never_logged_on += counts.never_logged_on;
            overview.inactive += counts.inactive;
            if !is_folder {
                overview.accounts.push(FolderRow {
                    system: node,
                    never_logged_on: counts.never_logged_on,
                    inactive: counts.inactive,
                });
            }
        }
        Ok::<_, zonedesk_workspace::WorkspaceError>(overview)
    })
    .await
}

/// The Monday (UTC) that begins the first of the weeks, the last of which is under way.
fn first_week(now: Timestamp) -> Timestamp {
    let today = now.0.div_euclid(DAY);
    // Day 0, the 1st of January 1970, was a Thursday.
    let monday = today - (today + 3).rem_euclid(7);
    Timestamp((monday - 7 * (i64::from(WEEKS) - 1)) * DAY)
}

fn last_logon(days: &[Moment], now: Timestamp) -> Vec<Share> {
    let mut shares = [
        ("d7", "7 days"),
        ("d30", "30 days"),
        ("d90", "90 days"),
        ("d180", "180 days"),
        ("older", "Older"),
        ("never", "Never"),
    ]
    .map(|(key, name)| Share { key: key.into(), name: name.into(), count: 0 });
    for moment in days {
        let age = moment.day.map(|day| (now.0 - day.0).div_euclid(DAY));
        let share = match age {
            Some(..7) => 0,
            Some(7..30) => 1,
            Some(30..90) => 2,
            // who is inactive after 180 days logged on before that day
            Some(90..=180) => 3,
            Some(_) => 4,
            None => 5,
        };
        shares[share].count += moment.users;
    }
    shares.into()
}

/// What to look at, the riskiest first.
fn attention(
    system: &System,
    refreshing: bool,
    certificate: Option<Attention>,
    snapshot: &Snapshot,
    without_members: u64,
) -> zonedesk_workspace::Result<Vec<Attention>> {
    let mut found = Vec::new();
    let problem = system.contact.as_ref().and_then(|contact| contact.problem.as_ref());
    if let Some(problem) = problem {
        found.push(Attention {
            notice: notice(Severity::Error, "attention.unreachable", []),
            detail: serde_json::from_str(problem).map(|error: AppError| error.message).unwrap_or_default(),
            act: Some(AttentionAct::Test),
        });
    } else if let Some(partial) = system.snapshot.as_ref().and_then(|snapshot| snapshot.partial.as_ref())
        && !refreshing
    {
        found.push(Attention {
            notice: notice(Severity::Warning, "attention.partial", []),
            detail: serde_json::from_value(partial.problem.clone())
                .map(|error: AppError| error.message)
                .unwrap_or_default(),
            act: Some(AttentionAct::Test),
        });
    }
    found.extend(certificate);
    let administrative = RoleCollectionQuery {
        test: Some(RoleCollectionTest::Administrative),
        limit: 100,
        ..RoleCollectionQuery::default()
    };
    for role_collection in snapshot.role_collections(&administrative)?.rows {
        found.extend(administrators(snapshot, &role_collection)?);
    }
    // Sorted by risk: what follows is tidiness.
    found.sort_by_key(|attention| std::cmp::Reverse(attention.notice.severity));
    if without_members > 0 {
        let count = [("count", without_members.to_string())];
        found.push(Attention {
            notice: notice(Severity::Information, "attention.withoutMembers", count),
            detail: String::new(),
            act: Some(AttentionAct::RoleCollectionsWithoutMembers),
        });
    }
    Ok(found)
}

/// A certificate that has ended or will soon.
fn certificate(days: Option<i64>) -> Option<Attention> {
    let days = days.filter(|days| *days < DAYS_OF_WARNING)?;
    Some(Attention {
        notice: if days < 0 {
            notice(Severity::Error, "attention.certificateEnded", [])
        } else {
            notice(Severity::Warning, "attention.certificateEnds", [("count", days.to_string())])
        },
        detail: String::new(),
        act: Some(AttentionAct::Properties),
    })
}

/// An administrative role collection with at most one member, and its members who have a second origin.
fn administrators(
    snapshot: &Snapshot,
    role_collection: &RoleCollectionRow,
) -> zonedesk_workspace::Result<Vec<Attention>> {
    let mut found = Vec::new();
    let name = &role_collection.name;
    if role_collection.members <= 1 && role_collection.nested == 0 {
        let code = match role_collection.members {
            0 => "attention.noAdministrator",
            _ => "attention.oneAdministrator",
        };
        found.push(Attention {
            notice: notice(Severity::Warning, code, [("name", name.clone())]),
            detail: match snapshot
                .matching_users(&members_of(role_collection, &[]), Default::default())?
                .first()
            {
                Some(user) => format!("{} · {}", user.name(), user.origin.0),
                None => String::new(),
            },
            act: Some(AttentionAct::RoleCollection { id: role_collection.id.clone() }),
        });
    }
    let filter = members_of(role_collection, &[UserTest::TwoOrigins]);
    for user in snapshot.matching_users(&filter, Default::default())?.into_iter().take(3) {
        let params = [("user", user.name()), ("name", name.clone())];
        found.push(Attention {
            notice: notice(Severity::Warning, "attention.administratorTwice", params),
            detail: format!("{name} · {}", user.origin.0),
            act: Some(AttentionAct::Users { search: user.user_name }),
        });
    }
    Ok(found)
}

fn members_of(role_collection: &RoleCollectionRow, more: &[UserTest]) -> UserFilter {
    let mut tests = vec![UserTest::MemberOf(role_collection.id.clone())];
    tests.extend_from_slice(more);
    UserFilter { search: String::new(), tests }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_begin_on_mondays_and_the_last_is_under_way() {
        for now in ["2026-11-23T00:00:00Z", "2026-11-24T15:00:00Z", "2026-11-29T23:59:59Z"] {
            assert_eq!(first_week(at(now)), at("2026-08-31T00:00:00Z"), "{now}");
        }
    }

    #[test]
    fn logons_fall_into_their_spans() {
        let now = at("2026-11-24T15:00:00Z");
        let day = |text: &str| Moment { day: Some(at(text)), users: 1 };
        let shares = last_logon(
            &[
                Moment { day: None, users: 5 },
                day("2020-01-01T00:00:00Z"),
                day("2026-05-27T00:00:00Z"),
                day("2026-05-28T00:00:00Z"),
                day("2026-11-17T00:00:00Z"),
                day("2026-11-18T00:00:00Z"),
                day("2026-11-24T00:00:00Z"),
            ],
            now,
        );
        let counts: Vec<_> = shares.iter().map(|share| (share.key.as_str(), share.count)).collect();
        assert_eq!(counts, [("d7", 2), ("d30", 1), ("d90", 0), ("d180", 1), ("older", 2), ("never", 5)]);
    }
}
