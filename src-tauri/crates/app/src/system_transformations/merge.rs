use std::collections::HashSet;

use zonedesk_transform::compare::{compare, merge};
use zonedesk_transform::{Finding, Transformation};

use super::sides::side_of;
use super::sized;
use crate::api::{AppError, TransformationKind, TransformationSide};
use crate::app::{App, system_id};
use crate::errors::{Code, error};
use crate::transformations::{Side, breaks};

/// The text of `before` with the changes of these ids as `after` has them; all else stays as it is. Keeps nothing.
///
/// # Errors
/// `ZD8008` for a side that cannot be read whole, and for an id that the comparison of the two does not have.
pub async fn transformation_merge(
    app: &App,
    system: &str,
    kind: TransformationKind,
    before: TransformationSide,
    after: TransformationSide,
    taken: Vec<String>,
) -> Result<String, AppError> {
    let id = system_id(system)?;
    app.workspace(move |workspace| {
        let (a, b) =
            (side_of(workspace, Some(id), kind, before)?, side_of(workspace, Some(id), kind, after)?);
        merged(a, b, &taken)
    })
    .await
}

fn merged(before: Side, after: Side, taken: &[String]) -> Result<String, AppError> {
    let (a, b) = (whole(before)?, whole(after)?);
    let comparison = compare(&a, &b);
    let known: HashSet<String> = comparison.ids().into_iter().collect();
    if let Some(gone) = taken.iter().find(|id| !known.contains(*id)) {
        return Err(error(Code::NotMergeable, format!("There is no change \"{gone}\" between the two."))
            .help("One of the two was changed meanwhile. Compare again.")
            .at(gone));
    }
    let text = merge(&a, &b, &comparison, taken)
        .map_err(|why| error(Code::NotMergeable, format!("The changes cannot be taken over: {why}.")))?;
    sized(text)
}

/// A side of which every part was understood: nothing may get lost.
fn whole(side: Side) -> Result<Transformation, AppError> {
    let (transformation, findings) = Transformation::load(side.text);
    let Some(Finding { start, message, .. }) = findings.into_iter().find(breaks) else {
        return Ok(transformation);
    };
    let (label, line) = (side.known.label, start.line);
    let said =
        format!("\"{label}\" cannot be read whole, so nothing can be taken over: line {line}: {message}.");
    Err(error(Code::NotMergeable, said).help("Mend it first.").at(format!("line {line}")))
}
