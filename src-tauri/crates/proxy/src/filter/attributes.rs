//! From the attributes of a consumer back to those of the account, through the read transformation.

use zonedesk_scim::filter::AttrPath;
use zonedesk_transform::{Entity, Mapping, MappingType};

use crate::kind::Kind;

/// What the read transformation does with each attribute that it gives.
#[derive(Debug, Clone, Default)]
pub struct Attributes {
    kind: Option<Kind>,
    /// Taken over as they are: names of the target, names of the source.
    plain: Vec<(Vec<String>, Vec<String>)>,
    /// Made by functions, constants or under a condition.
    made: Vec<Vec<String>>,
}

/// An attribute that the account can filter by, and what its values are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub attr: AttrPath,
    pub values: Values,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    Text,
    Flag,
    Moment,
    Number,
}

impl Attributes {
    pub fn of(entity: &Entity, kind: Kind) -> Self {
        let mut found = Self { kind: Some(kind), ..Self::default() };
        for mapping in entity.mappings.iter().filter(|mapping| !mapping.ignore) {
            let Some(target) = &mapping.target_path else { continue };
            let (target, whole) = names(&target.value);
            match source(mapping).filter(|_| whole) {
                Some(source) => found.plain.push((target, source)),
                None => found.made.push(target),
            }
        }
        found
    }

    /// From now on the account has other values of it.
    pub fn make(&mut self, name: &str) {
        self.made.push(vec![name.to_owned()]);
    }

    /// The attribute of the account behind one of the consumer's; none: only the proxy can evaluate it.
    pub fn column(&self, attr: &AttrPath) -> Option<Column> {
        let kind = self.kind?;
        if attr.urn.as_ref().is_some_and(|urn| !urn.eq_ignore_ascii_case(kind.schema())) {
            return None;
        }
        let path: Vec<&str> = std::iter::once(attr.name.as_str())
            .chain(attr.sub.iter().flat_map(|sub| sub.split('.')))
            .collect();
        if self.made.iter().any(|made| begins(&path, made) || begins_with(made, &path)) {
            return None;
        }
        let nearest = self.plain.iter().filter(|(target, _)| begins(&path, target));
        let (target, source) = nearest.max_by_key(|(target, _)| target.len())?;
        let rest = path[target.len()..].iter().map(|name| (*name).to_owned());
        column(kind, &source.iter().cloned().chain(rest).collect::<Vec<_>>())
    }
}

fn begins(path: &[&str], with: &[String]) -> bool {
    path.len() >= with.len() && path.iter().zip(with).all(|(a, b)| a.eq_ignore_ascii_case(b))
}

fn begins_with(path: &[String], with: &[&str]) -> bool {
    path.len() >= with.len() && with.iter().zip(path).all(|(a, b)| a.eq_ignore_ascii_case(b))
}

/// Where a mapping takes its value from, if it takes it as it is.
fn source(mapping: &Mapping) -> Option<Vec<String>> {
    let plain = mapping.kind == MappingType::Set
        && mapping.condition.is_none()
        && mapping.functions.is_empty()
        && mapping.default_value.is_none();
    let (names, whole) = names(&mapping.source_path.as_ref().filter(|_| plain)?.value);
    (whole && !names.is_empty()).then_some(names)
}

/// The names that a path begins with (`$.name.familyName`, `$['urn:…']['type']`), and whether they are all of it.
pub fn names(path: &str) -> (Vec<String>, bool) {
    let mut names = Vec::new();
    let Some(mut rest) = path.trim().strip_prefix('$') else { return (names, false) };
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("['") {
            let Some((name, after)) = after.split_once("']") else { return (names, false) };
            names.push(name.to_owned());
            rest = after;
        } else if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            let name = &after[..end];
            if name.is_empty() || name == "*" || name.contains('(') {
                return (names, false);
            }
            names.push(name.to_owned());
            rest = &after[end..];
        } else {
            return (names, false);
        }
    }
    (names, true)
}

/// The columns that UAA and XSUAA filter by alike.
fn column(kind: Kind, path: &[String]) -> Option<Column> {
    let lower: Vec<String> = path.iter().map(|name| name.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let (attr, values) = match (kind, lower.as_slice()) {
        (_, ["id"]) => (AttrPath::new("id"), Values::Text),
        (_, ["meta", "created"]) => (AttrPath::with_sub("meta", "created"), Values::Moment),
        (_, ["meta", "lastmodified"]) => (AttrPath::with_sub("meta", "lastModified"), Values::Moment),
        (_, ["meta", "version"]) => (AttrPath::with_sub("meta", "version"), Values::Number),
        (Kind::Users, ["username"]) => (AttrPath::new("userName"), Values::Text),
        (Kind::Users, ["emails"] | ["emails", "value"]) => {
            (AttrPath::with_sub("emails", "value"), Values::Text)
        }
        (Kind::Users, ["phonenumbers"] | ["phonenumbers", "value"]) => {
            (AttrPath::with_sub("phoneNumbers", "value"), Values::Text)
        }
        (Kind::Users, ["name", "familyname"]) => (AttrPath::new("familyName"), Values::Text),
        (Kind::Users, ["name", "givenname"]) => (AttrPath::new("givenName"), Values::Text),
        (Kind::Users, ["origin"]) => (AttrPath::new("origin"), Values::Text),
        (Kind::Users, ["active"]) => (AttrPath::new("active"), Values::Flag),
        (Kind::Users, ["verified"]) => (AttrPath::new("verified"), Values::Flag),
        (Kind::Groups, ["displayname"]) => (AttrPath::new("displayName"), Values::Text),
        (Kind::Groups, ["description"]) => (AttrPath::new("description"), Values::Text),
        _ => return None,
    };
    Some(Column { attr, values })
}

#[cfg(test)]
mod tests {
    use zonedesk_transform::{DEFAULT_READ, Transformation};

    use super::*;

    fn attributes(text: &str) -> Attributes {
        let (document, _) = Transformation::load(text.to_owned());
        Attributes::of(document.entity("user").unwrap(), Kind::Users)
    }

    fn of(attributes: &Attributes, attr: &str) -> Option<String> {
        attributes.column(&attr.parse().unwrap()).map(|column| column.attr.to_string())
    }

    #[test]
    fn the_default_transformation_is_followed_back() {
        let found = attributes(DEFAULT_READ);
        for (attr, column) in [
            ("userName", Some("userName")),
            ("USERNAME", Some("userName")),
            ("urn:ietf:params:scim:schemas:core:2.0:User:userName", Some("userName")),
            ("emails", Some("emails.value")),
            ("emails.value", Some("emails.value")),
            ("name.familyName", Some("familyName")),
            ("meta.lastModified", Some("meta.lastModified")),
            // A function makes it.
            ("meta.location", None),
            ("externalId", None),
            ("groups.value", None),
            ("title", None),
            ("urn:x:2.0:User:userName", None),
        ] {
            assert_eq!(of(&found, attr).as_deref(), column, "{attr}");
        }
    }

    #[test]
    fn own_names_functions_and_conditions_are_heeded() {
        let found = attributes(
            r#"{"user": {"mappings": [
                {"sourcePath": "$.id", "targetPath": "$.id"},
                {"sourcePath": "$.userName", "targetPath": "$.login"},
                {"sourcePath": "$.origin", "targetPath": "$['urn:x']['idp']"},
                {"sourcePath": "$.name.familyName", "targetPath": "$.displayName", "functions": [{"function": "toUpperCaseString"}]},
                {"sourcePath": "$.active", "targetPath": "$.active", "condition": "$.verified == true"},
                {"sourcePath": "$.emails", "targetPath": "$.emails"},
                {"constant": "work", "targetPath": "$.emails[0].type"}]}}"#,
        );
        for (attr, column) in [
            ("login", Some("userName")),
            ("userName", None),
            ("displayName", None),
            ("active", None),
            ("emails.value", None),
        ] {
            assert_eq!(of(&found, attr).as_deref(), column, "{attr}");
        }
    }

    #[test]
    fn paths_are_read_as_far_as_they_are_names() {
        for (path, found, whole) in [
            ("$.a.b", vec!["a", "b"], true),
            ("$['a:b']['c']", vec!["a:b", "c"], true),
            ("$.a[0].b", vec!["a"], false),
            ("$.a[*].b", vec!["a"], false),
            ("$..a", vec![], false),
            ("$", vec![], true),
            ("a", vec![], false),
        ] {
            assert_eq!(names(path), (found.into_iter().map(str::to_owned).collect(), whole), "{path}");
        }
    }
}
