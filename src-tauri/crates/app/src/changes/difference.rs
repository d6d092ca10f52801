//! How an entity differs from what was known of it, in lines for a person.

use std::collections::{BTreeSet, HashMap};

use zonedesk_scim::{Group, User};

/// Names that are listed one by one; more are counted.
const NAMED: usize = 8;

/// A field of a user: what a person calls it, and its value.
type Field = (&'static str, fn(&User) -> String);

const FIELDS: [Field; 9] = [
    ("user name", |user| user.user_name.clone()),
    ("origin", |user| user.origin.0.clone()),
    ("given name", |user| user.given_name.clone().unwrap_or_default()),
    ("family name", |user| user.family_name.clone().unwrap_or_default()),
    ("e-mail", |user| user.emails.first().map(|email| email.value.clone()).unwrap_or_default()),
    ("external ID", |user| user.external_id.clone().unwrap_or_default()),
    ("phone number", |user| user.phone_numbers.first().cloned().unwrap_or_default()),
    ("active", |user| yes_no(user.active)),
    ("verified", |user| yes_no(user.verified)),
];

fn yes_no(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

/// The fields of a user that are not the same in both.
pub(super) fn fields(before: &User, now: &User) -> Vec<&'static str> {
    FIELDS.iter().filter(|(_, value)| value(before) != value(now)).map(|(name, _)| *name).collect()
}

/// Fields, and where asked for role collections, that changed; none where all are the same: a version alone may rise
/// for reasons that concern nobody.
pub(super) fn user(before: &User, now: &User, with_role_collections: bool) -> Option<String> {
    let mut lines: Vec<String> = FIELDS
        .iter()
        .filter(|(_, value)| value(before) != value(now))
        .map(|(name, value)| changed(name, &value(before), &value(now)))
        .collect();
    if with_role_collections {
        let names = |user: &User| -> BTreeSet<String> {
            user.groups.iter().map(|group| group.display.clone()).collect()
        };
        let (had, has) = (names(before), names(now));
        lines.extend(listed("role collections added", has.difference(&had).cloned()));
        lines.extend(listed("role collections removed", had.difference(&has).cloned()));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Description and members that changed. `names` knows members by id; the others are shown by their id.
pub(super) fn role_collection(
    before: &Group,
    now: &Group,
    names: &HashMap<String, String>,
) -> Option<String> {
    let mut lines = Vec::new();
    if before.display_name != now.display_name {
        lines.push(changed("name", &before.display_name, &now.display_name));
    }
    let description = |group: &Group| group.description.clone().unwrap_or_default();
    if description(before) != description(now) {
        lines.push(changed("description", &description(before), &description(now)));
    }
    let (gained, lost) = members(before, now);
    let name = |id: String| names.get(&id).cloned().unwrap_or(id);
    lines.extend(listed("members added", gained.into_iter().map(name)));
    lines.extend(listed("members removed", lost.into_iter().map(name)));
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Ids of members that came and went; none where one of both was read without members.
pub(super) fn members(before: &Group, now: &Group) -> (Vec<String>, Vec<String>) {
    if before.members.is_none() || now.members.is_none() {
        return (Vec::new(), Vec::new());
    }
    let ids = |group: &Group| -> BTreeSet<String> {
        group.members.iter().flatten().map(|member| member.value.clone()).collect()
    };
    let (had, has) = (ids(before), ids(now));
    (has.difference(&had).cloned().collect(), had.difference(&has).cloned().collect())
}

fn changed(name: &str, before: &str, now: &str) -> String {
    let shown = |text: &str| if text.is_empty() { "(empty)".to_owned() } else { text.to_owned() };
    format!("{name}: {} → {}", shown(before), shown(now))
}

fn listed(what: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.collect();
    if names.is_empty() {
        return None;
    }
    let more = names.len().saturating_sub(NAMED);
    let shown = names[..names.len() - more].join(", ");
    Some(match more {
        0 => format!("{what}: {shown}"),
        _ => format!("{what}: {shown} and {more} more"),
    })
}

#[cfg(test)]
mod tests {
    use zonedesk_scim::{GroupGrant, Member, Meta, Origin};

    use super::*;

    #[test]
    fn a_user_differs_by_fields_not_by_version() {
        let before = User { user_name: "jo".into(), active: true, ..User::default() };
        let mut now = User { meta: Meta { version: 7, ..Meta::default() }, ..before.clone() };
        now.groups.push(GroupGrant { value: "g".into(), display: "Viewer".into(), ..GroupGrant::default() });
        assert_eq!(user(&before, &now, false), None);
        assert_eq!(user(&before, &now, true).as_deref(), Some("role collections added: Viewer"));
        now.active = false;
        now.family_name = Some("Doe".into());
        assert_eq!(
            user(&before, &now, false).as_deref(),
            Some("family name: (empty) → Doe\nactive: yes → no")
        );
        assert_eq!(fields(&before, &now), ["family name", "active"]);
    }

    #[test]
    fn a_role_collection_differs_by_members_of_known_and_unknown_names() {
        let member = |n: usize| Member::user(format!("u{n}"), Origin::default());
        let before = Group { members: Some(vec![member(1)]), ..Group::default() };
        let now = Group { members: Some((2..13).map(member).collect()), ..Group::default() };
        let names = HashMap::from([("u1".to_owned(), "Jo Doe".to_owned())]);
        assert_eq!(
            role_collection(&before, &now, &names).as_deref(),
            Some("members added: u10, u11, u12, u2, u3, u4, u5, u6 and 3 more\nmembers removed: Jo Doe")
        );
        assert_eq!(role_collection(&before, &before, &names), None);
    }
}
