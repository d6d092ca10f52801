//! Plans of changes to role collections themselves.

use serde_json::json;
use zonedesk_scim::{Group, GroupPatch};
use zonedesk_workspace::is_predefined;
use zonedesk_xsuaa::{Call, IfMatch, UNADDRESSABLE};

use super::scene::{Scene, Seen, Sketch};
use super::step::{Effect, Guard, Step};
use super::{fresh, unaddressable};
use crate::api::{AppError, PlanVersion};
use crate::errors::{Code, error};
use crate::session::one_line;
use crate::texts::sentence;

pub(super) async fn create(scene: &Scene, name: &str, description: &str) -> Result<Sketch, AppError> {
    let name = one_line("name", name)?;
    if name.is_empty() {
        return Err(error(Code::FieldMissing, "The name is missing.").at("name"));
    }
    if let Some(sign) = name.chars().find(|sign| UNADDRESSABLE.contains(sign)) {
        return Err(error(Code::ValueInvalid, format!("A role collection's name cannot hold \"{sign}\"."))
            .help("Its name becomes part of an address, and the server would not find it again.")
            .at("name"));
    }
    if let Some(there) = fresh::group_named(&scene.account, &name).await? {
        return Err(error(
            Code::Exists,
            format!("A role collection named {} exists already.", there.display_name),
        )
        .help("Open it, or choose another name.")
        .at(there.id));
    }
    let group =
        Group { display_name: name.clone(), description: description_of(description)?, ..Group::default() };
    let mut sketch = Sketch {
        title: sentence("title.createRoleCollection", [("name", name.clone())]),
        action: sentence("action.create", []),
        names: vec![name],
        undo: vec![sentence("undo.deleteRoleCollection", [("count", "1".into())])],
        steps: vec![creation(&group)],
        ..Sketch::default()
    };
    sketch.inform("notice.noRoles", []);
    Ok(sketch)
}

/// `POST /Groups`.
pub(super) fn creation(group: &Group) -> Step {
    Step {
        call: Call::create_group(group),
        what: sentence("what.createRoleCollection", [("name", group.display_name.clone())]),
        folded: "what.createRoleCollections",
        version: PlanVersion::New,
        difference: None,
        before: None,
        effect: Effect::RoleCollectionCreated(group.clone()),
        guard: None,
        look_first: false,
    }
}

fn description_of(text: &str) -> Result<Option<String>, AppError> {
    // Line breaks are fine in a description; everything else as in other texts.
    let one: String = text.trim().chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    one_line("description", &one)?;
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

pub(super) async fn edit(
    scene: &Scene,
    id: &str,
    description: &str,
    base: Option<&Group>,
) -> Result<Sketch, AppError> {
    let description = description_of(description)?;
    let mut seen = scene.role_collection(id).await?;
    seen.forget_members();
    let name = seen.latest().display_name;
    let mut sketch = Sketch {
        title: sentence("title.editRoleCollection", [("name", name.clone())]),
        action: sentence("action.save", []),
        names: vec![name.clone()],
        touched: vec![id.to_owned()],
        undo: vec![sentence("undo.restoreRoleCollection", [])],
        seen: vec![seen.change()],
        ..Sketch::default()
    };
    let unchanged = base.is_some_and(|base| base.description == description);
    if (seen.latest().description == description || unchanged) && !matches!(seen.version, PlanVersion::Gone) {
        sketch.inform("notice.nothing", []);
        return Ok(sketch);
    }
    if is_predefined(&name) {
        sketch.warn("notice.predefined", [("name", name)]);
    }
    sketch.steps.push(description_patch(&seen, description)?);
    Ok(sketch)
}

/// `PATCH /Groups/{id}` of the description alone.
pub(super) fn description_patch(seen: &Seen<Group>, description: Option<String>) -> Result<Step, AppError> {
    let latest = seen.latest();
    let patch = GroupPatch { description: Some(description.clone()), ..GroupPatch::default() };
    Ok(Step {
        call: Call::patch_group(&seen.id, IfMatch::Version(latest.meta.version), &patch)
            .map_err(unaddressable)?,
        what: sentence("what.editRoleCollection", [("name", latest.display_name.clone())]),
        folded: "what.editRoleCollections",
        version: seen.version.clone(),
        difference: seen.difference.clone(),
        before: Some(json!({"description": latest.description})),
        guard: Some(Guard::RoleCollection(Box::new(Group { members: None, ..latest.clone() }))),
        look_first: false,
        effect: Effect::RoleCollectionWritten(Group { description, members: None, ..latest }),
    })
}

pub(super) async fn delete(scene: &Scene, ids: &[String]) -> Result<Sketch, AppError> {
    let seen = scene.look_at_role_collections(ids.to_vec()).await?;
    let count = seen.len().to_string();
    let names: Vec<String> = seen.iter().map(|seen| seen.latest().display_name).collect();
    let mut sketch = Sketch {
        title: sentence(
            "title.deleteRoleCollections",
            [("count", count.clone()), ("name", names.first().cloned().unwrap_or_default())],
        ),
        action: sentence("action.deleteRoleCollections", [("count", count.clone())]),
        destructive: true,
        deletions: seen.len(),
        undo: vec![
            sentence("undo.recreateRoleCollections", [("count", count.clone())]),
            sentence("undo.rolesLost", []),
        ],
        touched: ids.to_vec(),
        ..Sketch::default()
    };
    sketch.warn("notice.rolesLost", [("count", count)]);
    let losing: usize =
        seen.iter().map(|seen| seen.latest().members.map_or(0, |members| members.len())).sum();
    if losing > 0 {
        sketch.warn("notice.membersLose", [("count", losing.to_string())]);
    }
    for name in names.iter().filter(|name| is_predefined(name)) {
        sketch.warn("notice.predefined", [("name", name.clone())]);
    }
    let asked = ids.to_vec();
    let above = scene
        .read(move |snapshot| {
            asked
                .iter()
                .map(|id| Ok(snapshot.part_of(id)?.into_iter().map(|above| above.id).collect()))
                .collect::<zonedesk_workspace::Result<Vec<Vec<String>>>>()
        })
        .await?;
    for (seen, above) in seen.iter().zip(above) {
        sketch.steps.push(deletion(seen, &above)?);
        sketch.seen.push(seen.change());
    }
    sketch.names = names;
    Ok(sketch)
}

/// `DELETE /Groups/{id}`. `part_of`: ids of the role collections that contain it.
pub(super) fn deletion(seen: &Seen<Group>, part_of: &[String]) -> Result<Step, AppError> {
    let latest = seen.latest();
    Ok(Step {
        call: Call::delete_group(&seen.id).map_err(unaddressable)?,
        what: sentence("what.deleteRoleCollection", [("name", latest.display_name.clone())]),
        folded: "what.deleteRoleCollections",
        version: seen.version.clone(),
        difference: seen.difference.clone(),
        before: Some(json!({"roleCollection": latest.to_wire(), "partOf": part_of})),
        effect: Effect::RoleCollectionGone { id: seen.id.clone() },
        guard: Some(Guard::RoleCollection(Box::new(latest))),
        look_first: false,
    })
}
