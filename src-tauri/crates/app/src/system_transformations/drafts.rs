use zonedesk_workspace::TransformationDraft;

use super::{in_use, sized, wire};
use crate::api::{AppError, TransformationKind};
use crate::app::{App, now, system_id};

/// Keeps what is being written, whatever it is. `base`: number of the version that it began from.
pub async fn draft_save(
    app: &App,
    system: &str,
    kind: TransformationKind,
    base: u32,
    text: String,
) -> Result<crate::api::TransformationDraft, AppError> {
    let (id, text) = (system_id(system)?, sized(text)?);
    app.workspace(move |workspace| {
        in_use(workspace, id, kind)?;
        workspace.transformation_version(id, kind.into(), base)?;
        let draft = TransformationDraft { base, at: now(), text };
        workspace.save_transformation_draft(id, kind.into(), &draft)?;
        Ok::<_, AppError>(wire::draft(draft))
    })
    .await
}

/// Forgets what is being written, where there is something.
pub async fn draft_discard(app: &App, system: &str, kind: TransformationKind) -> Result<(), AppError> {
    let id = system_id(system)?;
    app.workspace(move |workspace| workspace.discard_transformation_draft(id, kind.into())).await
}
