use zonedesk_scim::Timestamp;
use zonedesk_scim::filter::{Column, Table};

use super::access::Need;
use super::attributes::Attributes;
use super::params::{Params, parameters};
use super::reply::{Answered, Failed};
use super::{Call, Reply, body, if_match};
use crate::zone::{Dialect, GroupInput, IfMatch, Refusal, Zone};

/// The scope that a call below `/Groups` asks for.
pub(super) fn need(method: &str) -> Need {
    match method {
        "GET" => Need::Read,
        "POST" | "PUT" | "PATCH" => Need::UpdateGroup,
        "DELETE" => Need::Write,
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
            let input = body::group(call)?;
            written_into(&input)?;
            let key = zone.create_group(&input, now)?;
            Ok(Answered { status: 201, ..one(zone, key) })
        }
        ([id], "GET") => Ok(one(zone, found(zone, id)?)),
        ([id], "PUT") => {
            let input = body::group(call)?;
            let version = version(zone, call, "PUT")?;
            found(zone, id)?;
            written_into(&input)?;
            let before = one(zone, found(zone, id)?).version;
            let key = zone.update_group(id, &input, version, now).map_err(|e| Failed::Refused(e, before))?;
            Ok(one(zone, key))
        }
        ([id], "PATCH") => {
            let input = body::group(call)?;
            if zone.dialect == Dialect::Xsuaa && zone.group_key(id).is_none() {
                return Err(Failed::Other(Reply::empty(204)));
            }
            let version = version(zone, call, "PATCH")?;
            found(zone, id)?;
            written_into(&input)?;
            let before = one(zone, found(zone, id)?).version;
            let key = zone.patch_group(id, input, version, now).map_err(|e| Failed::Refused(e, before))?;
            Ok(one(zone, key))
        }
        ([id], "DELETE") => delete(zone, call, id, now),
        ([id, "members"], "GET") => members(zone, call, id),
        ([id, "members"], "POST") => {
            let input = body::member(call)?;
            let (key, origin) = zone.add_one_member(id, &input, now)?;
            let mut out = Vec::new();
            zone.show_member(&mut out, key, &origin, false);
            Ok(Answered { status: 201, version: None, body: out })
        }
        ([id, "members", member], method) => {
            let (key, origin) = match method {
                "DELETE" => zone.remove_one_member(id, member, now)?,
                // UAA reads with every other method
                _ => zone.member(id, member)?,
            };
            let mut out = Vec::new();
            zone.show_member(&mut out, key, &origin, false);
            Ok(Answered::ok(out))
        }
        ([], _) => Err(not_allowed("POST, GET")),
        ([_], _) => Err(not_allowed("GET, PUT, PATCH, DELETE")),
        ([_, "members"], _) => Err(not_allowed("GET, POST")),
        _ => Err(Failed::Other(Reply::json(404, b"{}".to_vec()))),
    }
}

fn not_allowed(allow: &str) -> Failed {
    Failed::Other(Reply::json(405, b"{}".to_vec()).with("allow", allow.to_owned()))
}

/// `"meta": null` has no place for the version.
fn written_into(input: &GroupInput) -> Result<(), Refusal> {
    if input.meta_is_null { Err(Refusal::unexpected()) } else { Ok(()) }
}

fn found(zone: &Zone, id: &str) -> Result<u32, Refusal> {
    zone.group_key(id).ok_or_else(|| Refusal::no_group(id))
}

fn one(zone: &Zone, key: u32) -> Answered {
    let mut out = Vec::new();
    zone.show_group(&mut out, key, true);
    Answered { status: 200, version: zone.groups.get(key).map(|row| row.version), body: out }
}

/// UAA insists on a version, XSUAA looks at none.
fn version(zone: &Zone, call: &Call<'_>, method: &str) -> Result<IfMatch, Refusal> {
    if zone.dialect == Dialect::Xsuaa {
        return Ok(IfMatch::Any);
    }
    if_match(call)?.ok_or_else(|| Refusal::new(400, "scim", format!("Missing If-Match for {method}")))
}

fn delete(zone: &mut Zone, call: &Call<'_>, id: &str, now: Timestamp) -> Result<Answered, Failed> {
    let answered = one(zone, found(zone, id)?);
    let read = match call.header("if-match") {
        Some("") | None => Ok(IfMatch::Any),
        Some(_) => if_match(call).map(|version| version.unwrap_or(IfMatch::Any)),
    };
    let lenient = zone.dialect == Dialect::Xsuaa;
    let version = read.as_ref().ok().copied().or(lenient.then_some(IfMatch::Any));
    let outcome = zone.delete_group(id, version, now);
    match (outcome, read) {
        (Ok(()), _) => Ok(answered),
        // the members are gone before UAA reads the version
        (Err(_), Err(unread)) => Err(Failed::Refused(unread, answered.version)),
        (Err(refusal), Ok(_)) => Err(Failed::Refused(refusal, answered.version)),
    }
}

fn members(zone: &Zone, call: &Call<'_>, id: &str) -> Result<Answered, Failed> {
    let entities =
        match Params::parse(call.query).get("returnEntities").map(str::to_ascii_lowercase).as_deref() {
            None | Some("false" | "off" | "no" | "0") => false,
            Some("true" | "on" | "yes" | "1") => true,
            Some(_) => return Err(Refusal::unexpected().into()),
        };
    let mut out = Vec::new();
    let row = zone.groups.get(found(zone, id)?).ok_or_else(|| Refusal::no_group(id))?;
    zone.show_members(&mut out, row, entities);
    Ok(Answered::ok(out))
}

fn list(zone: &mut Zone, params: &Params) -> Result<Answered, Failed> {
    let page = parameters(params)?;
    let filter = params.get("filter").unwrap_or("id pr");
    let default = match zone.dialect {
        Dialect::Uaa => "created",
        Dialect::Xsuaa => "displayName",
    };
    let invalid =
        || Failed::from(Refusal::new(400, "scim", format!("Invalid filter expression: [{filter}]")));
    let query = page.query(filter, Table::Groups).ok_or_else(invalid)?;
    let descending = params.get("sortOrder").is_some_and(|order| !order.eq_ignore_ascii_case("ascending"));
    let sort = page.sort(params.get("sortBy").unwrap_or(default), descending, column).ok_or_else(invalid)?;
    let skip = usize::try_from(page.start - 1).unwrap_or(usize::MAX);
    let listed = zone.list_groups(&query, &sort, skip, page.take());
    // UAA takes the page only where there is something to take it of
    if page.start < 1 && listed.total > 0 && page.count > 0 {
        return Err(Refusal::unexpected().into());
    }
    let attributes = Attributes::of(params, true)?;
    let members = attributes.as_ref().is_none_or(|attributes| attributes.names("members"));
    let body = page.body(page.start, &listed, attributes.as_ref(), false, |out, key| {
        zone.show_group(out, key, members);
    })?;
    Ok(Answered::ok(body))
}

/// Columns that UAA's database sorts role collections by.
fn column(name: &str) -> Option<Column> {
    Some(match name.to_ascii_lowercase().as_str() {
        "id" | "1" => Column::Id,
        "created" => Column::Created,
        "lastmodified" => Column::LastModified,
        "version" => Column::Version,
        "displayname" => Column::DisplayName,
        "description" => Column::Description,
        "identity_zone_id" => Column::ZoneId,
        _ => return None,
    })
}
