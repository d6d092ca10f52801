//! From the snapshot's rows to those of the window.

use zonedesk_scim::Timestamp;
use zonedesk_workspace::{Direction, Level, is_administrative, is_predefined};

use crate::api::{AppError, RoleCollectionRow, Sort, UserRow, UserState};
use crate::errors::{Code, error};

pub(crate) const DAY: i64 = 86_400_000;

/// The most rows of one page.
const LARGEST_PAGE: u32 = 1000;

/// What is the same for all rows of an account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub level: Level,
    /// Who logged on before the day (UTC) of this moment only is inactive.
    pub inactive_before: Timestamp,
}

/// The moment that divides the inactive from the others.
pub(crate) fn inactive_before(now: Timestamp, days: u32) -> Timestamp {
    Timestamp(now.0 - i64::from(days) * DAY)
}

pub(crate) fn user(row: zonedesk_workspace::UserRow, terms: Terms) -> UserRow {
    UserRow {
        name: row.name(),
        platform: terms.level != Level::Subaccount || row.origin.is_platform(),
        state: state(row.active, row.last_logon, terms.inactive_before),
        id: row.id,
        user_name: row.user_name,
        origin: row.origin.0,
        role_collections: row.role_collections,
        direct_role_collections: row.direct,
        last_logon: row.last_logon,
        email: row.email,
        created: row.created,
        updated: row.updated,
        external_id: row.external_id,
        verified: row.verified,
        active: row.active,
    }
}

pub(crate) fn state(active: bool, last_logon: Option<Timestamp>, inactive_before: Timestamp) -> UserState {
    match last_logon {
        _ if !active => UserState::Deactivated,
        None => UserState::NeverLoggedOn,
        Some(at) if at.0.div_euclid(DAY) < inactive_before.0.div_euclid(DAY) => UserState::Inactive,
        Some(_) => UserState::Active,
    }
}

pub(crate) fn role_collection(row: zonedesk_workspace::RoleCollectionRow) -> RoleCollectionRow {
    RoleCollectionRow {
        critical: is_administrative(&row.name),
        predefined: is_predefined(&row.name),
        id: row.id,
        name: row.name,
        description: row.description.unwrap_or_default(),
        members: row.members,
        nested: row.nested,
        updated: row.updated,
    }
}

/// Columns by their ids, as the window names them.
pub(crate) fn sort<C: Copy>(sort: &[Sort], columns: &[(&str, C)]) -> Result<Vec<(C, Direction)>, AppError> {
    let find = |key: &Sort| {
        let found = columns.iter().find(|(name, _)| *name == key.column);
        let (_, column) = found.ok_or_else(|| {
            let known: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
            error(Code::ColumnUnknown, format!("There is no column {:?}.", key.column))
                .help(format!("The columns are: {}.", known.join(", ")))
                .at("sort")
        })?;
        Ok((*column, if key.descending { Direction::Descending } else { Direction::Ascending }))
    };
    sort.iter().map(find).collect()
}

pub(crate) fn check_limit(limit: u32) -> Result<(), AppError> {
    if limit > LARGEST_PAGE {
        return Err(error(
            Code::LimitTooLarge,
            format!("At most {LARGEST_PAGE} rows can be asked for at once."),
        )
        .at("limit"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_inactive_from_the_day_on() {
        let before = inactive_before(Timestamp(200 * DAY + 5), 180);
        for (active, logon, expected) in [
            (true, Some(20 * DAY), UserState::Active),
            (true, Some(20 * DAY - 1), UserState::Inactive),
            (true, None, UserState::NeverLoggedOn),
            (false, None, UserState::Deactivated),
            (false, Some(200 * DAY), UserState::Deactivated),
        ] {
            assert_eq!(state(active, logon.map(Timestamp), before), expected);
        }
    }

    #[test]
    fn an_unknown_column_is_named_with_the_known_ones() {
        let keys = [
            Sort { column: "id".into(), descending: true },
            Sort { column: "size".into(), descending: false },
        ];
        assert_eq!(sort(&keys[..1], &[("id", 1)]), Ok(vec![(1, Direction::Descending)]));
        let refused = sort(&keys, &[("id", 1), ("name", 2)]).unwrap_err();
        assert!(refused.is(Code::ColumnUnknown));
        assert_eq!(refused.help.as_deref(), Some("The columns are: id, name."));
    }
}
