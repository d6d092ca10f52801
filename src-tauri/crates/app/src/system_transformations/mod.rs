//! The transformations of a system: what is in use, its history, what is being written.
//!
//! Nothing is ever lost: a save that did not see the version in use is refused with that one named, and every version
//! stays. A system that nobody looked at has no versions yet; the first look makes version 1 of the default that this
//! program ships, so that a later default changes no system by itself.

mod attempt;
mod check;
mod comparison;
mod drafts;
mod effect;
mod file;
mod landscape;
mod language;
mod mappings;
mod merge;
mod save;
mod sides;
mod wire;

use zonedesk_transform::{DEFAULT_READ, DEFAULT_WRITE};
use zonedesk_workspace::{NewTransformation, SystemId, Workspace};

use crate::api::{AppError, Transformation, TransformationKind, TransformationSide, TransformationVersion};
use crate::app::{App, now, system_id};
use crate::errors::{Code, error};
use sides::side_of;

pub use crate::exchange::transformation_file::transformation_in_file;
pub(crate) use attempt::proxied;
pub use attempt::{transformation_paths, transformation_samples, transformation_try};
pub(crate) use check::errors;
pub use check::transformation_check;
pub use comparison::{transformation_compare, transformation_compared};
pub use drafts::{draft_discard, draft_save};
pub(crate) use effect::Effects;
pub use effect::{transformation_effect, transformation_effect_one, transformation_effect_start};
pub use file::transformation_file;
pub use landscape::transformation_landscape;
pub use language::transformation_language;
pub use mappings::{transformation_edit, transformation_mappings};
pub use merge::transformation_merge;
pub use save::{transformation_apply, transformation_default, transformation_reset, transformation_save};

/// Bytes of the largest text that is checked or kept. 10 000 mappings are about a quarter of it.
pub(crate) const LARGEST_TEXT: usize = 8 << 20;

/// What a system's transformation is, and what is being written.
pub async fn transformation(
    app: &App,
    system: &str,
    kind: TransformationKind,
) -> Result<Transformation, AppError> {
    let id = system_id(system)?;
    app.workspace(move |workspace| {
        let (version, text) = in_use(workspace, id, kind)?;
        let draft = workspace.transformation_draft(id, kind.into())?;
        Ok::<_, AppError>(Transformation {
            version: wire::version(&version, &version.hash),
            is_default: text == default(kind),
            text,
            draft: draft.map(wire::draft),
        })
    })
    .await
}

/// All versions, newest first.
pub async fn transformation_versions(
    app: &App,
    system: &str,
    kind: TransformationKind,
) -> Result<Vec<TransformationVersion>, AppError> {
    let id = system_id(system)?;
    app.workspace(move |workspace| {
        let (current, _) = in_use(workspace, id, kind)?;
        let versions = workspace.transformation_versions(id, kind.into())?;
        Ok::<_, AppError>(versions.iter().map(|version| wire::version(version, &current.hash)).collect())
    })
    .await
}

/// A text, byte for byte as it was saved.
pub async fn transformation_text(
    app: &App,
    system: &str,
    kind: TransformationKind,
    side: TransformationSide,
) -> Result<String, AppError> {
    let id = system_id(system)?;
    app.workspace(move |workspace| text_of(workspace, id, kind, side)).await
}

/// The default that this program ships.
fn default(kind: TransformationKind) -> &'static str {
    match kind {
        TransformationKind::Read => DEFAULT_READ,
        TransformationKind::Write => DEFAULT_WRITE,
    }
}

/// The version in use and its text. The first look makes version 1.
pub(crate) fn in_use(
    workspace: &Workspace,
    system: SystemId,
    kind: TransformationKind,
) -> zonedesk_workspace::Result<(zonedesk_workspace::TransformationVersion, String)> {
    let initial = NewTransformation {
        text: default(kind).to_owned(),
        description: format!("Default of Zonedesk {}", env!("CARGO_PKG_VERSION")),
        at: now(),
        who: "Zonedesk".to_owned(),
    };
    workspace.transformation(system, kind.into(), &initial)
}

fn text_of(
    workspace: &Workspace,
    system: SystemId,
    kind: TransformationKind,
    side: TransformationSide,
) -> Result<String, AppError> {
    Ok(side_of(workspace, Some(system), kind, side)?.text)
}

/// Refuses a text that is too large to be worked with.
fn sized(text: String) -> Result<String, AppError> {
    if text.len() > LARGEST_TEXT {
        return Err(error(
            Code::ValueInvalid,
            format!("The text is larger than {} MiB: no transformation.", LARGEST_TEXT >> 20),
        )
        .at("text"));
    }
    Ok(text)
}
