//! What a run will do: both sides compiled, for each entity type that the snapshot has entities of.

use zonedesk_transform::compare::{Comparison, MappingChange, compare};
use zonedesk_transform::{Program, Properties, Request, Transformation};
use zonedesk_workspace::{System, SystemId, Workspace};

use crate::api::{AppError, EffectStart, TransformationKind, TransformationOperation};
use crate::errors::{Code, error};
use crate::system_transformations::attempt::ready;
use crate::system_transformations::{in_use, text_of};

/// Mappings that are told of an entity type in which nothing differs.
const MOST_CHANGES: usize = 20;

pub struct Plan {
    pub system: SystemId,
    pub operation: TransformationOperation,
    /// The variable of the addressed entity's id is set for each.
    pub sets_target_id: bool,
    /// Of users, then of role collections.
    pub entities: Vec<PlannedEntity>,
}

/// One entity type. A side that does not have it gives nothing.
pub struct PlannedEntity {
    pub name: String,
    pub groups: bool,
    pub before: Option<Program>,
    pub after: Option<Program>,
    /// Mappings that are different, for where nothing else is; the first [`MOST_CHANGES`].
    pub changes: Vec<PlannedChange>,
    pub request: Request,
    /// For a write transformation, what makes of stored entities those that a client sees.
    pub read: Option<Reading>,
}

impl PlannedEntity {
    /// Whether anything may depend on the role collections of a user.
    pub fn may_read_groups(&self) -> bool {
        let may = |program: &Program| program.may_read("groups");
        !self.groups
            && match &self.read {
                Some(read) => may(&read.program),
                None => self.before.iter().chain(&self.after).any(may),
            }
    }
}

/// A mapping that is different.
pub struct PlannedChange {
    pub title: String,
    /// Index on the side that it is looked at: the later one, of a removed mapping the earlier.
    pub index: usize,
    pub removed: bool,
}

pub struct Reading {
    pub program: Program,
    pub request: Request,
}

impl Plan {
    pub fn is_patch(&self) -> bool {
        self.operation == TransformationOperation::Patch
    }
}

/// The plan, and the system's name.
pub fn make(workspace: &Workspace, id: SystemId, effect: EffectStart) -> Result<(Plan, String), AppError> {
    let system = workspace.system(id)?;
    // Said before anything is read.
    workspace.existing_snapshot(id)?;
    let kind = effect.kind;
    let operation = effect.operation.unwrap_or(match kind {
        TransformationKind::Read => TransformationOperation::Read,
        TransformationKind::Write => TransformationOperation::Update,
    });
    let properties = system.effective_properties();
    let before = Side::new("before", text_of(workspace, id, kind, effect.before)?);
    let after = Side::new("after", text_of(workspace, id, kind, effect.after)?);
    let read = match kind {
        TransformationKind::Read => None,
        TransformationKind::Write => {
            Some(Side::new("read", in_use(workspace, id, TransformationKind::Read)?.1))
        }
    };
    let mut names = Vec::new();
    for side in [&after, &before] {
        for entity in &side.document.entities {
            let name = &entity.name.value;
            let groups = ready::of_groups(Some(entity), name);
            if (groups || name == "user" || entity.scim_entity_endpoint.is_some())
                && !names.iter().any(|(known, _)| known == name)
            {
                names.push((name.clone(), groups));
            }
        }
    }
    names.sort_by_key(|(_, groups)| *groups);
    let comparison = compare(&before.document, &after.document);
    let mut entities = Vec::new();
    for (name, groups) in names {
        let mut read = match &read {
            None => None,
            Some(read) => Some(reading(workspace, &system, read, &properties, &name, groups)?),
        };
        let (before, after) = (before.program(&name, &properties)?, after.program(&name, &properties)?);
        // A patch is made of all that the client sees.
        if let Some(read) = read.as_mut().filter(|_| operation != TransformationOperation::Patch) {
            let readers: Vec<&Program> = before.iter().chain(&after).collect();
            read.program = read.program.for_readers(&readers);
        }
        entities.push(PlannedEntity {
            before,
            after,
            request: ready::of_proxy(workspace, &system, kind, operation, groups)?,
            changes: changes(&comparison, &name),
            read,
            name,
            groups,
        });
    }
    if entities.is_empty() {
        // Why there is none, where a text cannot be read.
        before.program("user", &properties)?;
        after.program("user", &properties)?;
        return Err(error(
            Code::NoEntityType,
            "Neither side has an entity type of users or role collections.",
        )
        .help("They are called user and group, or name their SCIM endpoint."));
    }
    let sets_target_id = ready::sets_target_id(kind, operation);
    Ok((Plan { system: id, operation, sets_target_id, entities }, system.name.to_string()))
}

fn changes(comparison: &Comparison, name: &str) -> Vec<PlannedChange> {
    let entity = comparison.entities.iter().find(|entity| entity.name == name);
    let planned = |change: &MappingChange| {
        let removed = change.after.is_none();
        Some(PlannedChange { title: change.title.clone(), index: change.after.or(change.before)?, removed })
    };
    entity.into_iter().flat_map(|entity| &entity.mappings).filter_map(planned).take(MOST_CHANGES).collect()
}

/// A text, and what it is called.
struct Side {
    name: &'static str,
    document: Transformation,
    findings: Vec<zonedesk_transform::Finding>,
}

impl Side {
    fn new(name: &'static str, text: String) -> Self {
        let (document, findings) = Transformation::load(text);
        Self { name, document, findings }
    }

    fn program(&self, entity: &str, properties: &Properties) -> Result<Option<Program>, AppError> {
        let readable = !self.findings.iter().any(zonedesk_transform::Finding::is_syntax_error);
        if readable && self.document.entity(entity).is_none() {
            return Ok(None);
        }
        let made = ready::program(&self.document, &self.findings, entity, properties);
        made.map(Some).map_err(|why| {
            let which = match self.name {
                "read" => "The read transformation in use".to_owned(),
                side => format!("The transformation {side}"),
            };
            error(Code::TransformationBroken, format!("{which} cannot run. {why}"))
                .help("Mend it first: the findings below the text tell where.")
                .at(self.name)
        })
    }
}

fn reading(
    workspace: &Workspace,
    system: &System,
    side: &Side,
    properties: &Properties,
    entity: &str,
    groups: bool,
) -> Result<Reading, AppError> {
    let program = side.program(entity, properties)?.ok_or_else(|| {
        error(
            Code::NoEntityType,
            format!("The read transformation in use has no entity type {entity}, so no client sees such an entity."),
        )
        .at("read")
    })?;
    let (kind, operation) = (TransformationKind::Read, TransformationOperation::Read);
    Ok(Reading { program, request: ready::of_proxy(workspace, system, kind, operation, groups)? })
}
