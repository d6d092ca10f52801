use zonedesk_scim::Timestamp;
use zonedesk_scim::filter::{Column, Table};

use super::access::Need;
use super::attributes::Attributes;
use super::params::{Params, parameters};
use super::reply::{Answered, Failed};
use super::show::Groups;
use super::{Call, Reply, body, if_match};
use crate::zone::{Dialect, IfMatch, Refusal, Zone};

/// The scope that a call below `/Users` asks for.
pub(super) fn need(dialect: Dialect, method: &str, rest: &[&str]) -> Need {
    match (rest, method) {
        ([], "POST") => Need::CreateUser,
        ([] | [_, ..], "GET") => Need::Read,
        ([_], "PUT" | "PATCH" | "DELETE") => Need::Write,
        ([], "DELETE") if dialect == Dialect::Xsuaa => Need::Write,
        _ => Need::Denied,
    }
}

pub(super) fn respond(
    zone: &mut Zone,
    call: &Call<'_>,
    rest: &[&str],
    now: Timestamp,
) -> Result<Answered, Failed> {
    match (rest, call.method) {
        ([], "GET") => list(zone, &Params::parse(call.query)),
        ([], "POST") => {
            let input = body::user(call)?;
            let key = zone.create_user(input, now)?;
            Ok(Answered { status: 201, ..one(zone, key) })
        }
        ([id], "GET") => {
            let key = zone.user_key(id).ok_or_else(|| Refusal::no_user(id))?;
            Ok(one(zone, key))
        }
        ([id], "PUT") => {
            let input = body::user(call)?;
            let key = zone.update_user(id, input, needed_version(call)?, now)?;
            Ok(one(zone, key))
        }
        ([id], "PATCH") => {
            let input = body::user(call)?;
            let version = needed_version(call)?;
            if zone.dialect == Dialect::Xsuaa && zone.user_key(id).is_none() {
                return Err(Failed::Other(Reply::empty(204)));
            }
            let key = zone.patch_user(id, input, version, now)?;
            Ok(one(zone, key))
        }
        ([id], "DELETE") => delete(zone, call, id, now),
        ([], _) => Err(Failed::Other(Reply::json(405, b"{}".to_vec()).with("allow", "POST, GET".to_owned()))),
        _ => Err(Failed::Other(Reply::json(404, b"{}".to_vec()))),
    }
}

fn one(zone: &Zone, key: u32) -> Answered {
    let mut out = Vec::new();
    zone.show_user(&mut out, key, Groups::Shown);
    Answered { status: 200, version: zone.users.get(key).map(|row| row.version), body: out }
}

/// UAA says PUT for a PATCH, too.
fn needed_version(call: &Call<'_>) -> Result<IfMatch, Refusal> {
    if call.header("if-match").is_none_or(str::is_empty) {
        return Err(Refusal::new(400, "scim", "Missing If-Match for PUT"));
    }
    Ok(if_match(call)?.unwrap_or(IfMatch::Any))
}

fn delete(zone: &mut Zone, call: &Call<'_>, id: &str, now: Timestamp) -> Result<Answered, Failed> {
    let version = match call.header("if-match") {
        Some("") | None => IfMatch::Any,
        Some(_) => if_match(call)?.unwrap_or(IfMatch::Any),
    };
    let Some(key) = zone.user_key(id) else {
        return Err(match zone.dialect {
            Dialect::Xsuaa => Failed::Other(Reply::empty(204)),
            Dialect::Uaa => Refusal::no_user(id).into(),
        });
    };
    let answered = one(zone, key);
    match zone.delete_user(id, version, now) {
        Ok(()) => Ok(answered),
        Err(refusal) => Err(Failed::Refused(refusal, answered.version)),
    }
}

fn list(zone: &mut Zone, params: &Params) -> Result<Answered, Failed> {
    let page = parameters(params)?;
    let filter = params.get("filter").unwrap_or("id pr");
    let sort_by = params.get("sortBy").unwrap_or("created");
    let invalid = || {
        let message = format!("Invalid filter expression: [{filter}] [{sort_by}]");
        Failed::from(Refusal::new(400, "scim", message))
    };
    let query = page.query(filter, Table::Users).ok_or_else(invalid)?;
    if zone.dialect == Dialect::Uaa && query.uses(Column::ExternalId) {
        // came with a later version
        return Err(invalid());
    }
    let descending = params.get("sortOrder").is_some_and(|order| order != "ascending");
    let sort = page.sort(sort_by, descending, column).ok_or_else(invalid)?;
    let start = page.start.max(1);
    let skip = usize::try_from(start - 1).unwrap_or(usize::MAX);
    let listed = zone.list_users(&query, &sort, skip, page.take());
    let attributes = Attributes::of(params, false)?;
    let body = page.body(start, &listed, attributes.as_ref(), true, |out, key| {
        let groups = attributes.as_ref().is_none_or(|attributes| attributes.names("groups"));
        zone.show_user(out, key, if groups { Groups::Shown } else { Groups::Empty });
    })?;
    Ok(Answered::ok(body))
}

/// Columns that UAA's database sorts users by.
fn column(name: &str) -> Option<Column> {
    Some(match name.to_ascii_lowercase().as_str() {
        "id" | "1" => Column::Id,
        "created" => Column::Created,
        "lastmodified" => Column::LastModified,
        "version" => Column::Version,
        "username" => Column::UserName,
        "email" | "emails.value" => Column::Email,
        "givenname" => Column::GivenName,
        "familyname" => Column::FamilyName,
        "active" => Column::Active,
        "phonenumber" | "phonenumbers.value" => Column::PhoneNumber,
        "verified" => Column::Verified,
        "origin" => Column::Origin,
        "external_id" => Column::ExternalId,
        // every row has the same, as far as a caller can tell
        "identity_zone_id" | "salt" => Column::ZoneId,
        "last_logon_success_time" => Column::LastLogon,
        "previous_logon_success_time" => Column::PreviousLogon,
        _ => return None,
    })
}
