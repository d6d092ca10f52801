use std::collections::{BTreeSet, HashMap};

use zonedesk_transform::compare::{ChangeKind, Comparison, compare};
use zonedesk_transform::{Finding, Transformation};
use zonedesk_workspace::{System, SystemId};

use super::default;
use super::sides::side_of;
use super::wire::count;
use crate::api::{AppError, LandscapeComparison, LandscapeRow, TransformationKind, TransformationSide};
use crate::app::{App, system_id};
use crate::connect::is_folder;
use crate::errors::{Code, error};
use crate::landscape::depth_first;
use crate::transformations::breaks;

/// The transformation that each system uses against one. `system`: whose version or draft that is. A system that
/// nobody looked at yet uses the default, and stays without versions.
///
/// # Errors
/// When what all are compared with is not there or cannot be read whole; a system that cannot be read is told in its
/// row.
pub async fn transformation_landscape(
    app: &App,
    kind: TransformationKind,
    against: TransformationSide,
    system: Option<&str>,
) -> Result<LandscapeComparison, AppError> {
    let whose = system.map(system_id).transpose()?;
    app.workspace(move |workspace| {
        let side = side_of(workspace, whose, kind, against)?;
        let (chosen, findings) = Transformation::load(side.text);
        if let Some(first) = findings.iter().find(|finding| breaks(finding)) {
            let (label, broken) = (&side.known.label, broken(first));
            return Err(error(
                Code::TransformationBroken,
                format!("\"{label}\" cannot be read whole: {broken}"),
            ));
        }
        let (systems, in_use) = (workspace.systems()?, workspace.transformations_in_use(kind.into())?);
        let mut judged: Vec<Judged> = in_use.iter().map(|(text, _)| judge(&chosen, text, kind)).collect();
        let mut of: HashMap<SystemId, usize> = HashMap::new();
        for (n, (_, users)) in in_use.iter().enumerate() {
            of.extend(users.iter().map(|id| (*id, n)));
        }
        judged.push(judge(&chosen, default(kind), kind));
        let unseen = judged.len() - 1;
        let names: HashMap<SystemId, (String, Option<SystemId>)> =
            systems.iter().map(|system| (system.id, (system.name.to_string(), system.parent))).collect();
        let rows = depth_first(systems).into_iter().filter(|system| !is_folder(system)).map(|system| {
            let judged = &judged[of.get(&system.id).copied().unwrap_or(unseen)];
            row(&system, judged, &names)
        });
        Ok::<_, AppError>(LandscapeComparison { rows: rows.collect(), against: side.known.label })
    })
    .await
}

/// What is said of one text, however many systems use it.
struct Judged {
    same_text: bool,
    is_default: bool,
    comparison: Comparison,
    broken: Option<String>,
}

fn judge(chosen: &Transformation, text: &str, kind: TransformationKind) -> Judged {
    let (transformation, findings) = Transformation::load(text);
    Judged {
        same_text: text == chosen.text,
        is_default: text == default(kind),
        comparison: compare(chosen, &transformation),
        broken: findings.iter().find(|finding| breaks(finding)).map(broken),
    }
}

fn broken(finding: &Finding) -> String {
    format!("Line {}: {}.", finding.start.line, finding.message.trim_end_matches('.'))
}

fn row(
    system: &System,
    judged: &Judged,
    names: &HashMap<SystemId, (String, Option<SystemId>)>,
) -> LandscapeRow {
    let comparison = &judged.comparison;
    let number = |kind| count(comparison.changes().filter(|change| change.kind == kind).count());
    LandscapeRow {
        system: system.id.to_string(),
        name: system.name.to_string(),
        path: path(system, names),
        same_text: judged.same_text,
        same_meaning: comparison.is_same(),
        added: number(ChangeKind::Added),
        removed: number(ChangeKind::Removed),
        changed: number(ChangeKind::Changed) + count(members(comparison)),
        moved: number(ChangeKind::Moved),
        is_default: judged.is_default,
        broken: judged.broken.clone(),
    }
}

/// How many members beside mappings are different.
fn members(comparison: &Comparison) -> usize {
    let of_entities = comparison
        .entities
        .iter()
        .flat_map(|entity| entity.members.iter().map(move |change| entity.member_id(change)));
    let ids: BTreeSet<String> =
        of_entities.chain(comparison.others.iter().map(Comparison::other_id)).collect();
    ids.len()
}

fn path(system: &System, names: &HashMap<SystemId, (String, Option<SystemId>)>) -> Vec<String> {
    let mut path = Vec::new();
    let mut above = system.parent;
    while let Some((name, parent)) = above.and_then(|id| names.get(&id)) {
        path.push(name.clone());
        above = *parent;
    }
    path.reverse();
    path
}
