//! Bodies of `PATCH`: UAA knows a merge patch of its own, not RFC 7644's operations.

use serde_json::{Map, Value, json};

use crate::user::name;
use crate::{Group, Member, User};

/// A change of a role collection by one `PATCH /Groups/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupPatch {
    /// `Some(None)` removes it.
    pub description: Option<Option<String>>,
    /// Heeded by UAA only; XSUAA cannot rename.
    pub display_name: Option<String>,
    /// Members added already are no error.
    pub add: Vec<Member>,
    /// Ids of users or role collections; one that is no member is no error.
    pub remove: Vec<String>,
}

impl GroupPatch {
    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The request's body. Additions carry `create`: XSUAA knows `create` and `delete`, UAA takes everything but
    /// `delete` as an addition.
    pub fn to_body(&self) -> Value {
        let mut body = Map::new();
        match &self.description {
            Some(Some(description)) => {
                body.insert("description".into(), json!(description));
            }
            Some(None) => {
                body.insert("meta".into(), json!({"attributes": ["description"]}));
            }
            None => {}
        }
        if let Some(name) = &self.display_name {
            body.insert("displayName".into(), json!(name));
        }
        if !self.add.is_empty() || !self.remove.is_empty() {
            let added = self.add.iter().map(|member| {
                let mut item = member.to_wire();
                item["operation"] = json!("create");
                item
            });
            let removed = self.remove.iter().map(|id| json!({"value": id, "operation": "delete"}));
            body.insert("members".into(), added.chain(removed).collect());
        }
        Value::Object(body)
    }

    /// What makes `after` of `before`; members only where both are known.
    pub fn between(before: &Group, after: &Group) -> Self {
        let mut patch = Self::default();
        if before.description != after.description {
            patch.description = Some(after.description.clone());
        }
        if before.display_name != after.display_name {
            patch.display_name = Some(after.display_name.clone());
        }
        if let (Some(before), Some(after)) = (&before.members, &after.members) {
            let had: std::collections::HashSet<_> = before.iter().map(|member| &member.value).collect();
            let has: std::collections::HashSet<_> = after.iter().map(|member| &member.value).collect();
            patch.add = after.iter().filter(|member| !had.contains(&member.value)).cloned().collect();
            patch.remove = before.iter().map(|m| &m.value).filter(|id| !has.contains(id)).cloned().collect();
        }
        patch
    }
}

/// What is to change can be written by `PUT` alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an external id or origin is not changed by PATCH, only by PUT")]
pub struct NeedsPut;

/// The body of `PATCH /Users/{id}` that makes `after` of `before`; `None` when they are equal in all that can be written.
///
/// `active` and `verified` always stand in it, since UAA takes their absence as `true`; so does the primary flag of a
/// new e-mail address, which UAA ignores without it.
///
/// # Errors
/// UAA answers 200 to a patch of `externalId` or `origin` and leaves them as they were.
pub fn user_patch(before: &User, after: &User) -> Result<Option<Value>, NeedsPut> {
    if before.to_body() == after.to_body() {
        return Ok(None);
    }
    if before.external_id != after.external_id || before.origin != after.origin {
        return Err(NeedsPut);
    }
    let mut body = Map::new();
    let mut gone: Vec<&str> = Vec::new();
    if before.user_name != after.user_name {
        body.insert("userName".into(), json!(after.user_name));
    }
    let (given, was_given) = (after.given_name.as_deref(), before.given_name.as_deref());
    let (family, was_family) = (after.family_name.as_deref(), before.family_name.as_deref());
    if given.is_none() && was_given.is_some() {
        gone.push("name.givenName");
    }
    if family.is_none() && was_family.is_some() {
        gone.push("name.familyName");
    }
    let changed = |now: Option<&'_ str>, was: Option<&str>| now.is_some() && now != was;
    if changed(given, was_given) || changed(family, was_family) {
        body.insert(
            "name".into(),
            name(given.filter(|_| given != was_given), family.filter(|_| family != was_family)),
        );
    }
    if before.emails != after.emails {
        let emails: Vec<_> =
            after.emails.iter().map(|email| json!({"value": email.value, "primary": true})).collect();
        body.insert("emails".into(), Value::Array(emails));
    }
    if before.phone_numbers != after.phone_numbers {
        gone.push("phoneNumbers");
        let numbers: Vec<_> = after.phone_numbers.iter().map(|number| json!({"value": number})).collect();
        body.insert("phoneNumbers".into(), Value::Array(numbers));
    }
    body.insert("active".into(), json!(after.active));
    body.insert("verified".into(), json!(after.verified));
    if !gone.is_empty() {
        body.insert("meta".into(), json!({"attributes": gone}));
    }
    Ok(Some(Value::Object(body)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Email, Origin};

    #[test]
    fn a_group_patch_says_only_what_changes() {
        let before = Group {
            display_name: "G".into(),
            description: Some("d".into()),
            members: Some(vec![Member::group("a"), Member::group("b")]),
            ..Group::default()
        };
        let mut after = before.clone();
        assert!(GroupPatch::between(&before, &after).is_empty());
        after.description = None;
        after.members = Some(vec![Member::group("b"), Member::user("u", Origin("sap.default".into()))]);
        assert_eq!(
            GroupPatch::between(&before, &after).to_body(),
            json!({"meta": {"attributes": ["description"]}, "members": [
                {"value": "u", "type": "USER", "origin": "sap.default", "operation": "create"},
                {"value": "a", "operation": "delete"}]})
        );
    }

    #[test]
    fn a_user_patch_says_only_what_changes_and_the_flags_that_uaa_would_reset() {
        let before = User {
            user_name: "jo".into(),
            given_name: Some("Jo".into()),
            family_name: Some("Doe".into()),
            phone_numbers: vec!["1".into()],
            external_id: Some("e".into()),
            verified: true,
            ..User::default()
        };
        assert_eq!(user_patch(&before, &before), Ok(None));
        let other = User { external_id: None, ..before.clone() };
        assert_eq!(user_patch(&before, &other), Err(NeedsPut));
        let flags = |mut body: Value| {
            body["active"] = json!(false);
            body["verified"] = json!(true);
            body
        };
        type Edit = fn(&mut User);
        let table: [(Edit, Value); 4] = [
            (|user| user.family_name = Some("Roe".into()), json!({"name": {"familyName": "Roe"}})),
            (|user| user.given_name = None, json!({"meta": {"attributes": ["name.givenName"]}})),
            (
                |user| user.emails = vec![Email { value: "a@x".into(), primary: false }],
                json!({"emails": [{"value": "a@x", "primary": true}]}),
            ),
            (
                |user| user.phone_numbers.clear(),
                json!({"phoneNumbers": [], "meta": {"attributes": ["phoneNumbers"]}}),
            ),
        ];
        for (edit, body) in table {
            let mut after = before.clone();
            edit(&mut after);
            assert_eq!(user_patch(&before, &after), Ok(Some(flags(body))));
        }
    }
}
