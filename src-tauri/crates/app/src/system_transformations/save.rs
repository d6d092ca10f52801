use zonedesk_transform::Finding;
use zonedesk_workspace::NewTransformation;

use super::{errors, in_use, sized, text_of, wire};
use crate::api::{AppError, Event, NewVersion, TransformationSide, TransformationVersion};
use crate::app::{App, now, system_id};
use crate::errors::{Code, error};
use crate::session::{one_line, who};

/// Makes a text the version in use.
///
/// # Errors
/// No description; a version that was saved meanwhile (`ZD8002`, its number as place); the text that is in use already;
/// findings that are errors. Nothing is saved then, and a draft stays.
pub async fn transformation_save(
    app: &App,
    new: &NewVersion,
    text: String,
) -> Result<TransformationVersion, AppError> {
    save(app, new, TransformationSide::Text { text }, "").await
}

/// Makes an earlier version's text the version in use again, as a new version.
pub async fn transformation_apply(
    app: &App,
    new: &NewVersion,
    number: u32,
) -> Result<TransformationVersion, AppError> {
    save(app, new, TransformationSide::Version { number }, &format!("Version {number} applied: ")).await
}

/// Back to the text of version 1, as a new version.
pub async fn transformation_reset(app: &App, new: &NewVersion) -> Result<TransformationVersion, AppError> {
    save(app, new, TransformationSide::Version { number: 1 }, "Reset to initial: ").await
}

/// Takes the default that this program ships, as a new version.
pub async fn transformation_default(app: &App, new: &NewVersion) -> Result<TransformationVersion, AppError> {
    save(app, new, TransformationSide::Default, "Current default applied: ").await
}

/// `act`: what was done, before the person's own description.
async fn save(
    app: &App,
    new: &NewVersion,
    side: TransformationSide,
    act: &str,
) -> Result<TransformationVersion, AppError> {
    let id = system_id(&new.system)?;
    let description = one_line("description", &new.description)?;
    if description.is_empty() {
        return Err(error(Code::DescriptionMissing, "The description is missing.")
            .help("Say in a line what was changed and why: it stands in the history for ever.")
            .at("description"));
    }
    let description = format!("{act}{description}");
    let (kind, based_on) = (new.kind, new.based_on);
    let saved = app.workspace(move |workspace| {
        in_use(workspace, id, kind)?;
        let text = sized(text_of(workspace, id, kind, side)?)?;
        let broken = errors(workspace.system(id)?.effective_properties(), kind, &text);
        if let Some(first) = broken.first() {
            return Err(refused(first, broken.len()));
        }
        let new = NewTransformation { text, description, at: now(), who: who(workspace)? };
        let saved = workspace.save_transformation(id, kind.into(), based_on, &new)?;
        Ok(wire::version(&saved, &saved.hash))
    });
    let saved = saved.await?;
    app.emit(Event::System { system: new.system.clone() });
    Ok(saved)
}

fn refused(first: &Finding, errors: usize) -> AppError {
    let (line, message) = (first.start.line, &first.message);
    let said = match errors {
        1 => format!("It has an error in line {line}: {message}"),
        _ => format!("It has {errors} errors, the first in line {line}: {message}"),
    };
    error(Code::TransformationErrors, said)
        .help("A transformation with errors cannot run, so it is not saved. A draft keeps it.")
        .at(format!("line {line}"))
}
