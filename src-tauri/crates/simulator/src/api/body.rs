//! Reading of bodies as UAA's parser (Jackson, with UAA's own reader for users) does: what it takes for a text, a number
//! or a flag, what it ignores, and what it refuses.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use zonedesk_scim::{CORE_SCHEMA, Timestamp};

use super::{Call, Refusal};
use crate::zone::{EmailInput, GroupInput, MemberInput, NameInput, UserInput};

type Members = Vec<(String, Value)>;

/// A JSON object in the order it was written: the first bad member decides the answer.
struct Object(Members);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// What a body cannot be.
fn unreadable(why: &str) -> Refusal {
    Refusal::new(400, "scim", format!("JSON parse error: {why}"))
}

/// The object in a body. What follows it is not looked at, as in UAA. (An array or a text in place of a user makes a
/// real UAA read for ever; here it is refused.)
fn object(call: &Call<'_>) -> Result<Members, Refusal> {
    let kind = call.header("content-type").unwrap_or("application/octet-stream");
    let bare = kind.split(';').next().unwrap_or_default().trim();
    let no_body = call.body.iter().all(u8::is_ascii_whitespace);
    let missing = || Refusal::new(400, "scim", "Required request body is missing");
    if no_body && call.header("content-type").is_none() {
        return Err(missing());
    }
    if bare != "application/json" && !(bare.starts_with("application/") && bare.ends_with("+json")) {
        return Err(Refusal::new(400, "scim", format!("Content type '{kind}' not supported")));
    }
    if no_body || call.body.trim_ascii() == b"null" {
        return Err(missing());
    }
    let mut stream = serde_json::Deserializer::from_slice(call.body).into_iter::<Object>();
    match stream.next() {
        Some(Ok(object)) => Ok(object.0),
        Some(Err(error)) => Err(unreadable(&error.to_string())),
        None => Err(missing()),
    }
}

pub(super) fn user(call: &Call<'_>) -> Result<UserInput, Refusal> {
    let mut user = UserInput::default();
    for (key, value) in object(call)? {
        match key.to_ascii_lowercase().as_str() {
            "username" => user.user_name = text(value)?,
            "externalid" => user.external_id = text(value)?,
            "origin" => user.origin = text(value)?,
            "password" => user.password = text(value)?,
            "id" | "usertype" | "title" | "timezone" | "profileurl" | "preferredlanguage" | "nickname"
            | "locale" | "displayname" | "zoneid" | "salt" => {
                text(value)?;
            }
            "passwordlastmodified" if value.is_null() || value.is_array() || value.is_object() => {}
            "passwordlastmodified" => {
                value
                    .as_str()
                    .and_then(|text| text.parse::<Timestamp>().ok())
                    .ok_or_else(|| unreadable("passwordLastModified"))?;
            }
            "lastlogontime" | "previouslogontime" => {}
            "active" => user.active = Some(flag(&value)?),
            "verified" => user.verified = Some(flag(&value)?),
            "meta" => {
                let Value::Object(_) = &value else {
                    return Err(if value.is_null() { Refusal::unexpected() } else { unreadable("meta") });
                };
                (user.version, user.gone) = meta(&value)?;
            }
            "schemas" => schemas(value)?,
            "name" => user.name = name(value)?,
            "emails" => {
                let emails = list(value)?.ok_or_else(Refusal::unexpected)?;
                user.emails = Some(emails.into_iter().map(email).collect::<Result<_, _>>()?);
            }
            "phonenumbers" => {
                let phones = list(value)?.unwrap_or_default();
                user.phones = Some(phones.into_iter().map(phone).collect::<Result<_, _>>()?);
            }
            "groups" | "approvals" => {
                list(value)?.ok_or_else(Refusal::unexpected)?;
            }
            _ => return Err(unreadable(&format!("Unrecognized field \"{key}\""))),
        }
    }
    Ok(user)
}

pub(super) fn group(call: &Call<'_>) -> Result<GroupInput, Refusal> {
    let mut group = GroupInput::default();
    for (key, value) in object(call)? {
        match key.as_str() {
            "displayName" => group.display_name = text(value)?,
            "description" => group.description = text(value)?,
            "id" | "zoneId" => {
                text(value)?;
            }
            "schemas" => schemas(value).map_err(|refusal| unreadable(&refusal.message))?,
            "meta" if value.is_object() => (group.version, group.gone) = meta(&value)?,
            "meta" if value.is_null() => group.meta_is_null = true,
            "meta" => return Err(unreadable("meta")),
            "members" => {
                let Some(members) = list(value)? else { continue };
                group.members = Some(members.into_iter().map(member_of).collect::<Result<_, _>>()?);
            }
            _ => {}
        }
    }
    Ok(group)
}

pub(super) fn member(call: &Call<'_>) -> Result<MemberInput, Refusal> {
    member_of(Value::Object(object(call)?.into_iter().collect()))
}

fn member_of(value: Value) -> Result<MemberInput, Refusal> {
    let mut object = match value {
        Value::Object(object) => object,
        Value::Null => return Err(Refusal::unexpected()),
        _ => return Err(unreadable("member")),
    };
    if object.get("origin").is_some_and(Value::is_null) {
        return Err(unreadable("an origin is expected"));
    }
    let mut take = |key: &str| object.remove(key).unwrap_or_default();
    let group = match take("type") {
        Value::Null => false,
        Value::String(kind) if kind == "USER" => false,
        Value::String(kind) if kind == "GROUP" => true,
        other => return Err(unreadable(&format!("type {other}"))),
    };
    let delete = text(take("operation"))?.is_some_and(|operation| operation.eq_ignore_ascii_case("delete"));
    Ok(MemberInput { value: text(take("value"))?, group, origin: text(take("origin"))?, delete })
}

fn text(value: Value) -> Result<Option<String>, Refusal> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Bool(flag) => Ok(Some(flag.to_string())),
        _ => Err(unreadable("a text is expected")),
    }
}

fn flag(value: &Value) -> Result<bool, Refusal> {
    match value {
        Value::Bool(flag) => Ok(*flag),
        Value::Number(number) => {
            number.as_i64().map(|number| number != 0).ok_or_else(|| unreadable("true or false"))
        }
        Value::String(text) if matches!(text.trim(), "true" | "True") => Ok(true),
        Value::String(text) if matches!(text.trim(), "false" | "False") => Ok(false),
        // null is unboxed without a look
        Value::Null => Err(Refusal::unexpected()),
        Value::String(text) if text.trim().is_empty() => Err(Refusal::unexpected()),
        _ => Err(unreadable("true or false is expected")),
    }
}

fn list(value: Value) -> Result<Option<Vec<Value>>, Refusal> {
    match value {
        Value::Null => Ok(None),
        Value::Array(items) => Ok(Some(items)),
        _ => Err(unreadable("a list is expected")),
    }
}

fn schemas(value: Value) -> Result<(), Refusal> {
    let schemas = list(value)?.unwrap_or_default();
    if schemas.len() == 1 && schemas[0] == CORE_SCHEMA {
        return Ok(());
    }
    Err(Refusal::new(400, "scim", format!("Only schema '{CORE_SCHEMA}' is currently supported")))
}

/// Version, and the attributes that a PATCH takes away.
fn meta(value: &Value) -> Result<(i64, Vec<String>), Refusal> {
    let version = match &value["version"] {
        Value::Null => 0,
        Value::Number(number) => number.as_i64().ok_or_else(|| unreadable("version"))?,
        Value::String(text) => text.trim().parse().map_err(|_| unreadable("version"))?,
        _ => return Err(unreadable("version")),
    };
    let gone = list(value["attributes"].clone())?.unwrap_or_default();
    let gone =
        gone.into_iter().map(|name| Ok(text(name)?.unwrap_or_default())).collect::<Result<_, Refusal>>()?;
    Ok((version, gone))
}

fn name(value: Value) -> Result<Option<NameInput>, Refusal> {
    let mut object = match value {
        Value::Object(object) => object,
        Value::Null => return Ok(None),
        _ => return Err(unreadable("name")),
    };
    let given = text(object.remove("givenName").unwrap_or_default())?;
    let family = text(object.remove("familyName").unwrap_or_default())?;
    Ok(Some(NameInput { given, family }))
}

fn email(value: Value) -> Result<EmailInput, Refusal> {
    let mut object = match value {
        Value::Object(object) => object,
        Value::Null => return Ok(EmailInput::default()),
        _ => return Err(unreadable("emails")),
    };
    let primary = object.get("primary").filter(|primary| !primary.is_null()).map(flag);
    let primary = primary.transpose()?.unwrap_or_default();
    if object.get("value").is_some_and(Value::is_null) {
        return Err(unreadable("an address is expected"));
    }
    Ok(EmailInput { value: text(object.remove("value").unwrap_or_default())?, primary })
}

fn phone(value: Value) -> Result<Option<String>, Refusal> {
    match value {
        Value::Object(mut object) => text(object.remove("value").unwrap_or_default()),
        Value::String(number) => Ok(Some(number)),
        Value::Null => Ok(None),
        _ => Err(unreadable("phoneNumbers")),
    }
}
