use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use zonedesk_scim::{Group, MemberType, User};

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DifferenceKind {
    User,
    RoleCollection,
    /// A user in a role collection.
    Member,
    /// A role collection in another.
    Nested,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DifferenceAct {
    Added,
    Changed,
    Removed,
}

/// One entity or membership that is not as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    pub kind: DifferenceKind,
    pub act: DifferenceAct,
    /// Of a membership: the member's.
    pub id: String,
    /// User name or name, as it was then.
    pub name: String,
    /// Of a user.
    pub origin: Option<String>,
    /// Of a membership: id and name of the role collection that holds the member.
    pub holder: Option<(String, String)>,
    /// Of what was changed: attributes, each with an array of the value before and after (null: none). Of what was added
    /// or removed: its attributes. Empty for a membership.
    pub what: Map<String, Value>,
}

impl DifferenceKind {
    pub(crate) const ALL: [Self; 4] = [Self::User, Self::RoleCollection, Self::Member, Self::Nested];

    pub(super) fn of_member(member: MemberType) -> Self {
        match member {
            MemberType::User => Self::Member,
            MemberType::Group => Self::Nested,
        }
    }
}

impl DifferenceAct {
    pub(crate) const ALL: [Self; 3] = [Self::Added, Self::Changed, Self::Removed];
}

impl ToSql for DifferenceKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok((*self as i64).into())
    }
}

impl FromSql for DifferenceKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        place(&Self::ALL, value)
    }
}

impl ToSql for DifferenceAct {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok((*self as i64).into())
    }
}

impl FromSql for DifferenceAct {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        place(&Self::ALL, value)
    }
}

fn place<T: Copy>(all: &[T], value: ValueRef<'_>) -> FromSqlResult<T> {
    let at = value.as_i64()?;
    usize::try_from(at).ok().and_then(|at| all.get(at)).copied().ok_or(FromSqlError::OutOfRange(at))
}

/// What of an entity is compared, and what a difference calls it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub name: String,
    pub origin: Option<String>,
    pub attributes: Map<String, Value>,
}

impl Known {
    /// Logons are no changes of a user, and version and time of a change no differences of their own.
    pub(super) fn user(user: &User) -> Self {
        let mut attributes = object(user.to_wire());
        for (key, value) in
            attributes.remove("name").map(object).unwrap_or_default().into_iter().collect::<Vec<_>>()
        {
            attributes.insert(key, value);
        }
        attributes.remove("groups");
        attributes.remove("lastLogonTime");
        attributes.remove("previousLogonTime");
        attributes.extend(user.meta.created.map(|at| ("created".to_owned(), json!(at))));
        let attributes = filled(attributes);
        Self { name: user.user_name.clone(), origin: Some(user.origin.0.clone()), attributes }
    }

    pub(super) fn role_collection(group: &Group) -> Self {
        let mut attributes = object(group.to_wire());
        attributes.remove("members");
        Self { name: group.display_name.clone(), origin: None, attributes: filled(attributes) }
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

/// Without what stands beside the attributes, and what is empty.
fn filled(mut attributes: Map<String, Value>) -> Map<String, Value> {
    for key in ["id", "meta", "schemas", "zoneId"] {
        attributes.remove(key);
    }
    attributes.retain(|_, value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    });
    attributes
}

/// How an entity differs; none where it does not.
pub(super) fn between(
    kind: DifferenceKind,
    id: &str,
    before: Option<&Known>,
    after: Option<&Known>,
) -> Option<Difference> {
    let (act, known, what) = match (before, after) {
        (None, None) => return None,
        (None, Some(after)) => (DifferenceAct::Added, after, after.attributes.clone()),
        (Some(before), None) => (DifferenceAct::Removed, before, before.attributes.clone()),
        (Some(before), Some(after)) => {
            let what = changed(&before.attributes, &after.attributes);
            if what.is_empty() {
                return None;
            }
            (DifferenceAct::Changed, after, what)
        }
    };
    let (name, origin) = (known.name.clone(), known.origin.clone());
    Some(Difference { kind, act, id: id.to_owned(), name, origin, holder: None, what })
}

fn changed(before: &Map<String, Value>, after: &Map<String, Value>) -> Map<String, Value> {
    let mut what = Map::new();
    for (key, value) in before {
        let now = after.get(key);
        if now != Some(value) {
            what.insert(key.clone(), json!([value, now]));
        }
    }
    for (key, value) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        what.insert(key.clone(), json!([null, value]));
    }
    what
}

/// Takes a change of attributes back.
pub(crate) fn take_back(attributes: &mut Map<String, Value>, what: &Map<String, Value>) {
    for (key, values) in what {
        match &values[0] {
            Value::Null => attributes.remove(key),
            before => attributes.insert(key.clone(), before.clone()),
        };
    }
}
