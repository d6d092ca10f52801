use std::collections::HashMap;

use zonedesk_transform::compare::compare;
use zonedesk_transform::text::{Json, Member, Span};
use zonedesk_transform::{
    Act, ActError, Finding, FunctionCall, Mapping, MappingType, Operation, Scope, Transformation, edits,
};

use super::check::{changes, findings};
use super::wire::{Places, count};
use super::{in_use, sized};
use crate::api::{
    AppError, MappingAct, MappingAction, MappingDetail, MappingFinding, MappingFunction, MappingMember,
    MappingSource, MappingTable, MappingTableEntity, MappingValue, TextEdit, TransformationKind,
    TransformationOperation,
};
use crate::app::{App, blocking, system_id};
use crate::errors::{Code, error};

/// What each mapping of a text does, as the transformation of a system. Keeps nothing.
pub async fn transformation_mappings(
    app: &App,
    system: &str,
    kind: TransformationKind,
    text: String,
) -> Result<MappingTable, AppError> {
    let (id, text) = (system_id(system)?, sized(text)?);
    app.workspace(move |workspace| {
        let system = workspace.system(id)?;
        let (_, current) = in_use(workspace, id, kind)?;
        let (edited, findings) = findings(system.effective_properties(), kind, &text);
        let comparison = compare(&Transformation::load(current).0, &edited);
        let readable = !findings.iter().any(Finding::is_syntax_error);
        let mut table =
            Table { kind, document: &edited, places: Places::of(&text), found: grouped(findings) };
        let entities = edited.entities.iter().map(|entity| {
            let compared = comparison.entities.iter().find(|compared| compared.name == entity.name.value);
            let changes = compared.map(changes).unwrap_or_default();
            let rows = entity.mappings.iter().enumerate().map(|(i, mapping)| {
                let mut row = table.row(entity, i, mapping);
                row.change = changes.get(&i).copied();
                row
            });
            let rows = rows.collect();
            MappingTableEntity {
                name: entity.name.value.clone(),
                pointer: entity.pointer.clone(),
                endpoint: entity.scim_entity_endpoint.as_ref().map(|text| text.value.clone()),
                condition: entity.condition.as_ref().map(|text| text.value.clone()),
                ignore: entity.ignore,
                skips: entity.skip_operations.iter().map(|&o| o.into()).collect(),
                range: table.places.range(entity.span),
                rows,
            }
        });
        Ok::<_, AppError>(MappingTable { readable, entities: entities.collect() })
    })
    .await
}

/// The edits of a text that make all acts, each on what the one before left. Their places are those of `text`.
///
/// # Errors
/// A text that cannot be read, or an act that has no place in it (`ZD6010`).
pub async fn transformation_edit(text: String, acts: Vec<MappingAct>) -> Result<Vec<TextEdit>, AppError> {
    let text = sized(text)?;
    blocking(move || {
        let acts: Vec<Act> = acts.into_iter().map(Into::into).collect();
        let edits = edits(&text, &acts).map_err(|refused| refusal(&refused))?;
        let places = Places::of(&text);
        Ok(edits
            .into_iter()
            .map(|edit| TextEdit { range: places.range(edit.span), text: edit.text })
            .collect())
    })
    .await
}

fn refusal(refused: &ActError) -> AppError {
    let said = refused.to_string();
    let mut letters = said.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let refusal = error(Code::EditRefused, format!("{first}{}.", letters.as_str()));
    match refused {
        ActError::Unreadable { line, .. } => {
            refusal.help("Mend it in the JSON view first.").at(format!("line {line}"))
        }
        _ => refusal,
    }
}

struct Table<'d> {
    kind: TransformationKind,
    document: &'d Transformation,
    places: Places<'d>,
    /// By the pointer of the mapping.
    found: HashMap<String, Vec<Finding>>,
}

/// Findings by the mapping that they are about. Those of its entity type are told elsewhere.
fn grouped(findings: Vec<Finding>) -> HashMap<String, Vec<Finding>> {
    let mut groups: HashMap<String, Vec<Finding>> = HashMap::new();
    for finding in findings {
        let mut tokens = finding.pointer.match_indices('/').map(|(at, _)| at);
        if tokens.nth(2).is_some() {
            let end = tokens.next().unwrap_or(finding.pointer.len());
            groups.entry(finding.pointer[..end].to_owned()).or_default().push(finding);
        }
    }
    groups
}

impl Table<'_> {
    fn row(&mut self, entity: &zonedesk_transform::Entity, index: usize, mapping: &Mapping) -> MappingDetail {
        let json = self.document.root.at(&mapping.pointer);
        let text = |text: &Option<zonedesk_transform::Text>| text.as_ref().map(|text| text.value.clone());
        let found = self.found.remove(&mapping.pointer).unwrap_or_default();
        let (source, used) = source(mapping);
        let runs = |operation: Operation| {
            let served = !entity.ignore && !entity.skip_operations.contains(&operation);
            let asked = (operation == Operation::Read) == (self.kind == TransformationKind::Read);
            served && asked && mapping.runs_on(operation)
        };
        MappingDetail {
            number: count(index + 1),
            range: self.places.range(mapping.span),
            change: None,
            findings: found
                .into_iter()
                .map(|finding| MappingFinding {
                    member: finding.pointer[mapping.pointer.len()..].to_owned(),
                    finding: self.places.finding(finding),
                })
                .collect(),
            act: match mapping.kind {
                MappingType::Set => MappingAction::Set,
                MappingType::Remove => MappingAction::Remove,
                MappingType::Rename => MappingAction::Rename,
                MappingType::ValueMapping => MappingAction::ValueMapping,
            },
            source,
            target_path: text(&mapping.target_path),
            target_variable: text(&mapping.target_variable),
            functions: mapping.functions.iter().map(|call| self.function(call)).collect(),
            value_mappings: json.map_or_else(Vec::new, |json| self.values(mapping, json)),
            default_value: mapping.default_value.as_ref().map(|given| given.value.to_string()),
            condition: text(&mapping.condition),
            scope: mapping.scope.map(|scope| Scope::name(scope).to_owned()),
            runs_on: Operation::ALL.into_iter().filter(|&o| runs(o)).map(Into::into).collect(),
            optional: mapping.optional,
            correlation: mapping.correlation_attribute,
            preserve_array: mapping.preserve_array_with_single_element,
            ignore: mapping.ignore,
            others: json.map_or_else(Vec::new, |json| self.others(json, used)),
            pointer: mapping.pointer.clone(),
        }
    }

    fn function(&self, call: &FunctionCall) -> MappingFunction {
        let parameters = call.parameters.iter().map(|p| self.member(&p.name.value, p.span));
        MappingFunction {
            pointer: call.pointer.clone(),
            name: call.name.value.clone(),
            parameters: parameters.collect(),
        }
    }

    fn values(&self, mapping: &Mapping, json: &Json) -> Vec<MappingValue> {
        let lines = json.get("valueMappings").map_or(&[][..], Json::items).iter().enumerate();
        let value = |(i, line): (usize, &Json)| MappingValue {
            pointer: format!("{}/valueMappings/{i}", mapping.pointer),
            key: line.get("key").map_or(&[][..], Json::items).iter().map(|key| self.text(key.span)).collect(),
            value: line.get("mappedValue").map(|value| self.text(value.span)),
        };
        lines.map(value).collect()
    }

    /// What a form for mappings has no field for. `used`: the members that the source was taken from.
    fn others(&self, json: &Json, used: &[&str]) -> Vec<MappingMember> {
        const FIELDS: &[&str] = &[
            "condition",
            "ignore",
            "type",
            "scope",
            "targetPath",
            "targetVariable",
            "optional",
            "defaultValue",
            "preserveArrayWithSingleElement",
            "correlationAttribute",
            "functions",
            "valueMappings",
        ];
        let other = |m: &&Member| !FIELDS.contains(&m.name.as_str()) && !used.contains(&m.name.as_str());
        json.members().iter().filter(other).map(|m| self.member(&m.name, m.value.span)).collect()
    }

    fn member(&self, name: &str, span: Span) -> MappingMember {
        MappingMember { name: name.to_owned(), json: self.text(span) }
    }

    fn text(&self, span: Span) -> String {
        span.of(&self.document.text).to_owned()
    }
}

/// What is read, and the members that say so.
fn source(mapping: &Mapping) -> (MappingSource, &'static [&'static str]) {
    let path = |text: &zonedesk_transform::Text| MappingSource::Path { path: text.value.clone() };
    let maps = mapping.kind == MappingType::ValueMapping;
    match (&mapping.source_path, &mapping.source_variable, &mapping.constant) {
        _ if maps && !mapping.source_paths.is_empty() => {
            let paths = mapping.source_paths.iter().map(|text| text.value.clone()).collect();
            (MappingSource::Paths { paths }, &["sourcePaths"])
        }
        (Some(text), ..) if mapping.kind != MappingType::Rename => (path(text), &["sourcePath"]),
        (_, Some(name), _) if mapping.kind == MappingType::Set => {
            let inside = mapping.variable_path.as_ref().map(|text| text.value.clone());
            let source = MappingSource::Variable { name: name.value.clone(), path: inside };
            (source, &["sourceVariable", "variablePath"])
        }
        (.., Some(given)) if !maps && mapping.kind != MappingType::Remove => {
            (MappingSource::Constant { json: given.value.to_string() }, &["constant"])
        }
        _ => (MappingSource::None, &[]),
    }
}

impl From<Operation> for TransformationOperation {
    fn from(operation: Operation) -> Self {
        match operation {
            Operation::Read => Self::Read,
            Operation::Create => Self::Create,
            Operation::Update => Self::Update,
            Operation::Patch => Self::Patch,
            Operation::Delete => Self::Delete,
        }
    }
}

impl From<MappingAct> for Act {
    fn from(act: MappingAct) -> Self {
        let place = |n: u32| n as usize;
        match act {
            MappingAct::Set { pointer, json } => Self::Set { pointer, json },
            MappingAct::Insert { pointer, index, name, json } => {
                Self::Insert { pointer, index: place(index), name, json }
            }
            MappingAct::Remove { pointer } => Self::Remove { pointer },
            MappingAct::Move { pointer, from, to } => {
                Self::Move { pointer, from: place(from), to: place(to) }
            }
            MappingAct::Format => Self::Format,
            MappingAct::RenameVariable { from, to } => Self::RenameVariable { from, to },
        }
    }
}
