use std::collections::BTreeMap;
use std::sync::Arc;

use zonedesk_scim::Timestamp;
use zonedesk_scim::filter::{Cell, Column, Row};

use super::members::MemberKey;

/// A row of UAA's table `users`, and the role collections that the user is directly in.
#[derive(Debug, Clone)]
pub(crate) struct UserRow {
    pub id: Box<str>,
    pub external_id: Option<Box<str>>,
    pub user_name: Box<str>,
    pub given_name: Option<Box<str>>,
    pub family_name: Option<Box<str>>,
    pub email: Box<str>,
    pub phone: Option<Box<str>>,
    pub origin: Arc<str>,
    pub active: bool,
    pub verified: bool,
    pub version: i64,
    pub created: i64,
    pub last_modified: i64,
    pub password_modified: i64,
    pub last_logon: Option<i64>,
    pub previous_logon: Option<i64>,
    pub groups: Vec<u32>,
}

/// A row of UAA's table `groups` with its memberships.
#[derive(Debug, Clone)]
pub(crate) struct GroupRow {
    pub id: Box<str>,
    pub display_name: Box<str>,
    pub description: Option<Box<str>>,
    pub version: i64,
    pub created: i64,
    pub last_modified: i64,
    /// With the origin that was sent.
    pub members: BTreeMap<MemberKey, Arc<str>>,
    /// Role collections that this one is directly in.
    pub groups: Vec<u32>,
}

fn text(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Null, Cell::Text)
}

/// A row with the one column that its account knows.
pub(super) struct InZone<'r, R> {
    pub row: &'r R,
    pub zone_id: &'r str,
}

impl<R: Row> Row for InZone<'_, R> {
    fn cell(&self, column: Column) -> Cell<'_> {
        match column {
            Column::ZoneId => Cell::Text(self.zone_id),
            _ => self.row.cell(column),
        }
    }
}

impl Row for UserRow {
    fn cell(&self, column: Column) -> Cell<'_> {
        match column {
            Column::Id => Cell::Text(&self.id),
            Column::Created => Cell::Time(Timestamp(self.created)),
            Column::LastModified => Cell::Time(Timestamp(self.last_modified)),
            Column::Version => Cell::Number(self.version),
            Column::UserName => Cell::Text(&self.user_name),
            Column::Email => Cell::Text(&self.email),
            Column::GivenName => text(self.given_name.as_deref()),
            Column::FamilyName => text(self.family_name.as_deref()),
            Column::Active => Cell::Bool(self.active),
            Column::PhoneNumber => text(self.phone.as_deref()),
            Column::Verified => Cell::Bool(self.verified),
            Column::Origin => Cell::Text(&self.origin),
            Column::ExternalId => text(self.external_id.as_deref()),
            Column::LastLogon => self.last_logon.map_or(Cell::Null, Cell::Number),
            Column::PreviousLogon => self.previous_logon.map_or(Cell::Null, Cell::Number),
            Column::ZoneId | Column::DisplayName | Column::Description => Cell::Null,
        }
    }
}

impl Row for GroupRow {
    fn cell(&self, column: Column) -> Cell<'_> {
        match column {
            Column::Id => Cell::Text(&self.id),
            Column::Created => Cell::Time(Timestamp(self.created)),
            Column::LastModified => Cell::Time(Timestamp(self.last_modified)),
            Column::Version => Cell::Number(self.version),
            Column::DisplayName => Cell::Text(&self.display_name),
            Column::Description => text(self.description.as_deref()),
            _ => Cell::Null,
        }
    }
}
