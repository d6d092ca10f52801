//! A filter held against an entity (RFC 7644 §3.4.2.2).

use std::cmp::Ordering;

use serde_json::Value;
use zonedesk_scim::Timestamp;
use zonedesk_scim::filter::{AttrPath, CompareOp, Filter, Literal};

use crate::body::truth;
use crate::kind::Kind;

/// Whether the entity meets the filter. Names ignore case, texts too, but those of ids.
pub fn holds(filter: &Filter, entity: &Value) -> bool {
    match filter {
        Filter::And(terms) => terms.iter().all(|term| holds(term, entity)),
        Filter::Or(terms) => terms.iter().any(|term| holds(term, entity)),
        Filter::Not(term) => !holds(term, entity),
        Filter::Present(attr) => values(entity, attr).into_iter().any(is_there),
        Filter::ValuePath(attr, inner) => {
            elements(entity, attr).into_iter().any(|element| holds(inner, element))
        }
        Filter::Compare(attr, CompareOp::Ne, literal) => {
            !values(entity, attr).into_iter().any(|value| compare(attr, value, CompareOp::Eq, literal))
                && (*literal != Literal::Null || values(entity, attr).into_iter().any(is_there))
        }
        Filter::Compare(attr, CompareOp::Eq, Literal::Null) => {
            !values(entity, attr).into_iter().any(is_there)
        }
        Filter::Compare(attr, op, literal) => {
            values(entity, attr).into_iter().any(|value| compare(attr, value, *op, literal))
        }
    }
}

fn is_there(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    }
}

/// A member by its name, ignoring case.
fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let members = value.as_object()?;
    members
        .get(name)
        .or_else(|| members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

/// What an attribute names, lists taken apart.
fn elements<'v>(entity: &'v Value, attr: &AttrPath) -> Vec<&'v Value> {
    let core = |urn: &str| Kind::ALL.iter().any(|kind| kind.schema().eq_ignore_ascii_case(urn));
    let home = match &attr.urn {
        Some(urn) if !core(urn) => member(entity, urn),
        _ => Some(entity),
    };
    let mut found: Vec<&Value> = flat(home.and_then(|home| member(home, &attr.name)));
    for name in attr.sub.iter().flat_map(|sub| sub.split('.')) {
        found = found.into_iter().flat_map(|value| flat(member(value, name))).collect();
    }
    found
}

fn flat(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

/// As [`elements`]; an object of a list stands for its `value` (RFC 7643 §2.4).
fn values<'v>(entity: &'v Value, attr: &AttrPath) -> Vec<&'v Value> {
    let found = elements(entity, attr).into_iter();
    found.map(|value| value.get("value").filter(|_| attr.sub.is_none()).unwrap_or(value)).collect()
}

fn compare(attr: &AttrPath, value: &Value, op: CompareOp, literal: &Literal) -> bool {
    let order = match (value, literal) {
        (Value::String(value), Literal::Text(text)) => {
            let last = attr.sub.as_deref().unwrap_or(&attr.name);
            let exact = last.eq_ignore_ascii_case("id") || last.eq_ignore_ascii_case("externalId");
            let moments = value.parse::<Timestamp>().ok().zip(text.parse::<Timestamp>().ok());
            let (value, text) = match exact {
                true => (value.clone(), text.clone()),
                false => (value.to_lowercase(), text.to_lowercase()),
            };
            match op {
                CompareOp::Co => return value.contains(&text),
                CompareOp::Sw => return value.starts_with(&text),
                CompareOp::Ew => return value.ends_with(&text),
                _ => moments.map_or_else(|| value.cmp(&text), |(value, moment)| value.0.cmp(&moment.0)),
            }
        }
        (Value::Bool(value), Literal::Bool(flag)) => return op == CompareOp::Eq && value == flag,
        (Value::Bool(value), Literal::Text(text)) => {
            return op == CompareOp::Eq && truth(text) == Some(*value);
        }
        (Value::Number(value), Literal::Number(text)) => {
            match value.as_f64().zip(text.parse().ok()).and_then(|(a, b): (f64, f64)| a.partial_cmp(&b)) {
                Some(order) => order,
                None => return false,
            }
        }
        _ => return false,
    };
    match op {
        CompareOp::Eq => order == Ordering::Equal,
        CompareOp::Gt => order == Ordering::Greater,
        CompareOp::Ge => order != Ordering::Less,
        CompareOp::Lt => order == Ordering::Less,
        CompareOp::Le => order != Ordering::Greater,
        CompareOp::Ne | CompareOp::Co | CompareOp::Sw | CompareOp::Ew => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use zonedesk_scim::filter::Dialect;

    use super::*;

    #[test]
    fn every_operator_is_evaluated() {
        let entity = json!({"id": "A1", "userName": "Jo@Acme.example", "active": true, "title": "",
            "emails": [{"value": "jo@acme.example", "type": "work"}, {"value": "j@home.example"}],
            "name": {"familyName": "Doe"}, "meta": {"lastModified": "2026-01-05T09:12:33.000Z", "version": 7},
            "urn:x:2.0:User": {"department": "Sales"}});
        for (filter, expected) in [
            (r#"userName eq "jo@acme.EXAMPLE""#, true),
            (r#"USERNAME sw "JO""#, true),
            (r#"userName ew "example""#, true),
            (r#"userName co "home""#, false),
            (r#"userName ne "jo""#, true),
            (r#"id eq "a1""#, false),
            (r#"id eq "A1""#, true),
            (r#"emails eq "j@home.example""#, true),
            (r#"emails.type eq "work""#, true),
            (r#"emails[type eq "work" and value sw "j@home"]"#, false),
            (r#"emails[type eq "WORK" and value sw "jo"]"#, true),
            ("active eq true", true),
            (r#"active eq "True""#, true),
            ("active eq false", false),
            ("title pr", false),
            ("nothing pr", false),
            ("nothing eq null", true),
            ("name pr", true),
            ("name.familyName ne null", true),
            (r#"meta.lastModified gt "2026-01-05T10:12:32+01:00""#, true),
            (r#"meta.lastModified le "2026-01-05T09:12:33Z""#, true),
            ("meta.version ge 7", true),
            ("meta.version lt 7", false),
            (r#"urn:x:2.0:User:department eq "sales""#, true),
            (r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "jo""#, true),
            (r#"not (active eq true) or (userName pr and nothing ne "x")"#, true),
        ] {
            let parsed = Filter::parse(filter, Dialect::Rfc7644).unwrap();
            assert_eq!(holds(&parsed, &entity), expected, "{filter}");
        }
    }
}
