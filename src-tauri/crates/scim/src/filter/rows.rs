//! Users and role collections as the rows that a query is asked of.

use super::query::{Cell, Column, Row};
use crate::{Group, User};

fn text(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Null, Cell::Text)
}

impl Row for User {
    fn cell(&self, column: Column) -> Cell<'_> {
        match column {
            Column::Id => Cell::Text(&self.id),
            Column::Created => self.meta.created.map_or(Cell::Null, Cell::Time),
            Column::LastModified => self.meta.last_modified.map_or(Cell::Null, Cell::Time),
            Column::Version => Cell::Number(self.meta.version),
            Column::ZoneId => text(self.zone_id.as_deref()),
            Column::UserName => Cell::Text(&self.user_name),
            Column::Email => text(self.emails.first().map(|email| email.value.as_str())),
            Column::GivenName => text(self.given_name.as_deref()),
            Column::FamilyName => text(self.family_name.as_deref()),
            Column::Active => Cell::Bool(self.active),
            Column::PhoneNumber => text(self.phone_numbers.first().map(String::as_str)),
            Column::Verified => Cell::Bool(self.verified),
            Column::Origin => Cell::Text(&self.origin.0),
            Column::ExternalId => text(self.external_id.as_deref()),
            Column::LastLogon => self.last_logon.map_or(Cell::Null, |moment| Cell::Number(moment.0)),
            Column::PreviousLogon => self.previous_logon.map_or(Cell::Null, |moment| Cell::Number(moment.0)),
            Column::DisplayName | Column::Description => Cell::Null,
        }
    }
}

impl Row for Group {
    fn cell(&self, column: Column) -> Cell<'_> {
        match column {
            Column::Id => Cell::Text(&self.id),
            Column::Created => self.meta.created.map_or(Cell::Null, Cell::Time),
            Column::LastModified => self.meta.last_modified.map_or(Cell::Null, Cell::Time),
            Column::Version => Cell::Number(self.meta.version),
            Column::ZoneId => text(self.zone_id.as_deref()),
            Column::DisplayName => Cell::Text(&self.display_name),
            Column::Description => text(self.description.as_deref()),
            _ => Cell::Null,
        }
    }
}
