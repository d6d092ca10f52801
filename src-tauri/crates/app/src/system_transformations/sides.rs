//! What stands on one side of a comparison.

use zonedesk_workspace::{SystemId, Workspace};

use super::{default, in_use, sized};
use crate::api::{AppError, ComparedSide, TransformationKind, TransformationSide};
use crate::app::system_id;
use crate::errors::{Code, error};
use crate::exchange::transformation_file::transformation_in_file;
use crate::transformations::Side;

/// The text of a side with what is known of it. `system`: the one that is looked at; versions and a draft are its.
pub(super) fn side_of(
    workspace: &Workspace,
    system: Option<SystemId>,
    kind: TransformationKind,
    side: TransformationSide,
) -> Result<Side, AppError> {
    let own = || {
        system.ok_or_else(|| {
            error(Code::ValueInvalid, "Versions and drafts are of a system, and none is named.").at("system")
        })
    };
    Ok(match side {
        TransformationSide::Version { number } => version(workspace, own()?, kind, Some(number))?,
        TransformationSide::System { system, version: number } => {
            version(workspace, system_id(&system)?, kind, number)?
        }
        TransformationSide::Draft => match workspace.transformation_draft(own()?, kind.into())? {
            Some(draft) => Side {
                text: draft.text,
                known: ComparedSide {
                    label: "Draft".to_owned(),
                    version: Some(draft.base),
                    at: Some(draft.at),
                    ..ComparedSide::default()
                },
            },
            None => {
                let kind = zonedesk_workspace::TransformationKind::from(kind);
                return Err(error(Code::NoDraft, format!("The {kind} transformation has no draft.")));
            }
        },
        TransformationSide::Default => {
            Side::named(format!("Default of Zonedesk {}", env!("CARGO_PKG_VERSION")), default(kind))
        }
        TransformationSide::Text { text } => Side::named("Not saved", sized(text)?),
        TransformationSide::File { name, text, system } => {
            transformation_in_file(&name, text, system.as_deref(), Some(kind))?
        }
    })
}

/// A version of a system; none: the one in use.
fn version(
    workspace: &Workspace,
    system: SystemId,
    kind: TransformationKind,
    number: Option<u32>,
) -> Result<Side, AppError> {
    let current = in_use(workspace, system, kind)?;
    let hash = current.0.hash.clone();
    let (version, text) = match number {
        Some(number) if number != current.0.number => {
            workspace.transformation_version(system, kind.into(), number)?
        }
        _ => current,
    };
    let name = workspace.system(system)?.name;
    let known = ComparedSide {
        label: format!("{name} · Version {}", version.number),
        version: Some(version.number),
        at: Some(version.at),
        who: Some(version.who),
        description: Some(version.description),
        in_use: version.hash == hash,
        ..ComparedSide::default()
    };
    Ok(Side { text, known })
}
