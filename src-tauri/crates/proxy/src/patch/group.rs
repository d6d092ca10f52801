//! Operations on a group as what they come to: a new description, members who come and go.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use zonedesk_scim::filter::{CompareOp, Filter, Literal};
use zonedesk_scim::{Group, GroupPatch, Member, MemberType, Origin};

use super::operations::{Act, Operation};
use crate::filter::holds;
use crate::problem::Problem;

/// What a PATCH changes of a group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupChange {
    pub display_name: Option<String>,
    /// `Some(None)`: there is none afterwards.
    pub description: Option<Option<String>>,
    members: Vec<Step>,
    /// Names of attributes that groups do not have.
    pub ignored: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Add(Vec<Member>),
    Remove(Vec<String>),
    RemoveAll,
    RemoveWhere(Filter),
}

impl GroupChange {
    /// # Errors
    /// `invalidValue` for a member without an id: it never means all of them.
    pub fn of(operations: &[Operation]) -> Result<Self, Problem> {
        let mut change = Self::default();
        for operation in operations {
            change.take(operation)?;
        }
        Ok(change)
    }

    fn take(&mut self, operation: &Operation) -> Result<(), Problem> {
        let Operation { act, path, value } = operation;
        let text = || match value {
            Some(Value::String(text)) => Ok(text.clone()),
            _ => Err(Problem::bad("invalidValue", format!("{} must be a text.", path.name))),
        };
        match (path.name.as_str(), act) {
            ("displayName", Act::Remove) => {
                return Err(Problem::bad("mutability", "A group cannot be without displayName."));
            }
            ("displayName", _) => self.display_name = Some(text()?),
            ("description", Act::Remove) => self.description = Some(None),
            ("description", _) => self.description = Some(Some(text()?)),
            ("members", _) => self.take_members(operation)?,
            (other, _) => self.ignored.push(other.to_owned()),
        }
        Ok(())
    }

    fn take_members(&mut self, operation: &Operation) -> Result<(), Problem> {
        let Operation { act, path, value } = operation;
        match (act, &path.filter, value) {
            (Act::Remove, Some(filter), _) if path.sub.as_deref().is_none_or(|sub| sub == "value") => {
                self.members.push(match ids(filter) {
                    Some(ids) => Step::Remove(ids),
                    None => Step::RemoveWhere(filter.clone()),
                });
            }
            (Act::Remove, None, None) if path.sub.is_none() => {
                self.members.push(Step::RemoveAll);
            }
            (Act::Remove, None, Some(value)) => {
                let members = members(value)?;
                // Nobody named is nobody removed, and surely not what was meant.
                if members.is_empty() {
                    return Err(Problem::bad("invalidValue", "The value names no member to be removed."));
                }
                self.members.push(Step::Remove(members.into_iter().map(|member| member.value).collect()));
            }
            (Act::Add, None, Some(value)) if path.sub.as_deref().is_none_or(|sub| sub == "value") => {
                self.members.push(Step::Add(members(value)?));
            }
            (Act::Replace, None, Some(value)) if path.sub.is_none() => {
                let members = members(value)?;
                self.members.extend([Step::RemoveAll, Step::Add(members)]);
            }
            // A member is who it is.
            (_, Some(_), _) if path.sub.as_deref().is_none_or(|sub| sub == "value") => {
                return Err(Problem::bad("noTarget", "A member is removed and another one added."));
            }
            // How a member is shown is nothing that can be written.
            _ => self.ignored.push("members".to_owned()),
        }
        Ok(())
    }

    /// Whether the group's members must be known to tell what changes.
    pub fn needs_members(&self) -> bool {
        self.members.iter().any(|step| matches!(step, Step::RemoveAll | Step::RemoveWhere(_)))
    }

    pub fn changes_attributes(&self) -> bool {
        self.display_name.is_some() || self.description.is_some()
    }

    /// The difference for the account. `current`: the group, where [`Self::needs_members`] says so.
    pub fn patch(&self, current: Option<&Group>) -> GroupPatch {
        let there = current.and_then(|group| group.members.as_deref()).unwrap_or_default();
        let (mut order, mut come) = (Vec::new(), BTreeMap::new());
        let mut gone = BTreeSet::new();
        for step in &self.members {
            match step {
                Step::Add(members) => {
                    for member in members {
                        gone.remove(&member.value);
                        if come.insert(member.value.clone(), member.clone()).is_none() {
                            order.push(member.value.clone());
                        }
                    }
                }
                Step::Remove(ids) => {
                    for id in ids {
                        come.remove(id);
                        gone.insert(id.clone());
                    }
                }
                Step::RemoveAll => {
                    come.clear();
                    gone.extend(there.iter().map(|member| member.value.clone()));
                }
                Step::RemoveWhere(filter) => {
                    let meant = there.iter().filter(|member| holds(filter, &member.to_wire()));
                    for member in meant {
                        come.remove(&member.value);
                        gone.insert(member.value.clone());
                    }
                }
            }
        }
        // Who is there already need not come.
        let known: BTreeSet<&str> = there.iter().map(|member| member.value.as_str()).collect();
        let mut added = BTreeSet::new();
        let add = order
            .iter()
            .filter(|id| !known.contains(id.as_str()) && added.insert(id.as_str()))
            .filter_map(|id| come.get(id).cloned())
            .collect();
        GroupPatch {
            description: self.description.clone(),
            display_name: self.display_name.clone(),
            add,
            remove: gone.into_iter().collect(),
        }
    }
}

/// Ids that a filter names, if it is nothing but `value eq "…"` once or more.
fn ids(filter: &Filter) -> Option<Vec<String>> {
    match filter {
        Filter::Compare(attr, CompareOp::Eq, Literal::Text(id))
            if attr.sub.is_none() && attr.name.eq_ignore_ascii_case("value") =>
        {
            Some(vec![id.clone()])
        }
        Filter::Or(terms) => terms.iter().map(ids).collect::<Option<Vec<_>>>().map(|ids| ids.concat()),
        _ => None,
    }
}

/// Members as they are sent: a list or one of objects with `value`, or ids alone.
fn members(value: &Value) -> Result<Vec<Member>, Problem> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        item => std::slice::from_ref(item),
    };
    items.iter().map(member).collect()
}

/// The id of a member: what its `value` is.
///
/// # Errors
/// `invalidValue` where it names nobody.
pub fn member_id(value: Option<&Value>) -> Result<&str, Problem> {
    let id = value.and_then(Value::as_str).map(str::trim).filter(|id| !id.is_empty());
    id.ok_or_else(|| Problem::bad("invalidValue", "A member has no value: the id of a user."))
}

fn member(item: &Value) -> Result<Member, Problem> {
    let id = match item {
        Value::String(_) => member_id(Some(item))?,
        item => member_id(item.get("value"))?,
    };
    let text = |name: &str| item.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let is_group = text("type").is_some_and(|kind| kind.eq_ignore_ascii_case("group"));
    Ok(Member {
        value: id.to_owned(),
        kind: if is_group { MemberType::Group } else { MemberType::User },
        origin: text("origin").map(|origin| Origin(origin.to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::operations::operations;
    use super::*;

    fn change(listed: &Value) -> Result<GroupChange, Problem> {
        GroupChange::of(&operations(&json!({"Operations": listed}), "g").unwrap())
    }

    #[test]
    fn members_come_and_go_as_the_operations_say() {
        let group = Group {
            members: Some(vec![
                Member::user("a", Origin("x".into())),
                Member::user("b", Origin("y".into())),
                Member::user("c", Origin("x".into())),
            ]),
            ..Group::default()
        };
        for (listed, needs, add, remove) in [
            (
                json!([{"op": "add", "path": "members", "value": [{"value": "d"}, {"value": "d"}]}]),
                false,
                vec!["d"],
                vec![],
            ),
            (json!([{"op": "Add", "path": "members", "value": {"value": "d"}}]), false, vec!["d"], vec![]),
            (json!([{"op": "add", "value": {"members": ["d"]}}]), false, vec!["d"], vec![]),
            (json!([{"op": "add", "path": "members.value", "value": "d"}]), false, vec!["d"], vec![]),
            (json!([{"op": "remove", "path": "members[value eq \"a\"]"}]), false, vec![], vec!["a"]),
            (
                json!([{"op": "remove", "path": "members[value eq \"a\" or value eq \"z\"]"}]),
                false,
                vec![],
                vec!["a", "z"],
            ),
            (
                json!([{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "a"}]}]),
                false,
                vec![],
                vec!["a"],
            ),
            (json!([{"op": "remove", "path": "members"}]), true, vec![], vec!["a", "b", "c"]),
            (json!([{"op": "remove", "path": "members[origin eq \"x\"]"}]), true, vec![], vec!["a", "c"]),
            (
                json!([{"op": "replace", "path": "members", "value": [{"value": "b"}, {"value": "d"}]}]),
                true,
                vec!["d"],
                vec!["a", "c"],
            ),
            (json!([{"op": "replace", "path": "members", "value": []}]), true, vec![], vec!["a", "b", "c"]),
            (
                json!([{"op": "add", "path": "members", "value": [{"value": "d"}]},
                    {"op": "remove", "path": "members[value eq \"d\"]"}, {"op": "remove", "path": "members[value eq \"e\"]"},
                    {"op": "add", "path": "members", "value": [{"value": "e"}]}]),
                false,
                vec!["e"],
                vec!["d"],
            ),
            (json!([{"op": "replace", "value": {"id": "g", "displayName": "New"}}]), false, vec![], vec![]),
        ] {
            let change = change(&listed).unwrap_or_else(|problem| panic!("{listed}: {problem}"));
            let patch = change.patch(Some(&group).filter(|_| needs));
            let added: Vec<_> = patch.add.iter().map(|member| member.value.as_str()).collect();
            assert_eq!(
                (change.needs_members(), added, patch.remove),
                (needs, add, remove.into_iter().map(str::to_owned).collect()),
                "{listed}"
            );
        }
    }

    #[test]
    fn attributes_and_what_groups_do_not_have() {
        let told = change(&json!([{"op": "replace", "value": {"displayName": "New", "externalId": "7"}},
            {"op": "remove", "path": "description"}, {"op": "replace", "path": "members[value eq \"a\"].display", "value": "x"}]))
        .unwrap();
        assert_eq!((told.display_name.as_deref(), told.description.clone()), (Some("New"), Some(None)));
        assert_eq!(told.ignored, ["externalId", "members"]);
        for listed in [
            json!([{"op": "remove", "path": "members", "value": null}]),
            json!([{"op": "remove", "path": "members", "value": []}]),
            json!([{"op": "remove", "path": "members", "value": [{"value": ""}]}]),
            json!([{"op": "remove", "path": "members", "value": [{"value": null}]}]),
            json!([{"op": "add", "path": "members", "value": [{"display": "x"}]}]),
            json!([{"op": "replace", "path": "displayName", "value": 7}]),
        ] {
            assert_eq!(
                change(&listed).map_err(|problem| problem.scim_type),
                Err(Some("invalidValue")),
                "{listed}"
            );
        }
        for listed in [
            json!([{"op": "replace", "path": "members[value eq \"a\"].value", "value": "b"}]),
            json!([{"op": "add", "path": "members[value eq \"a\"]", "value": {"value": "b"}}]),
        ] {
            assert_eq!(
                change(&listed).map_err(|problem| problem.scim_type),
                Err(Some("noTarget")),
                "{listed}"
            );
        }
    }
}
