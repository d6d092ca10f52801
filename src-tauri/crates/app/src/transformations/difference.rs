use std::io::BufRead;

use serde::Serialize;
use zonedesk_transform::compare::{Comparison, Effect, EntityEffect, Summary, differing_lines};
use zonedesk_transform::functions::Outside;
use zonedesk_transform::{Finding, Severity, Transformation};

use super::World;
use super::stream::{RunOptions, each_line, prepare};
use crate::Code;
use crate::api::AppError;

/// Two transformations side by side.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    pub same_meaning: bool,
    /// Byte for byte.
    pub same_text: bool,
    pub differing_lines: usize,
    pub comparison: Comparison,
    /// What keeps a side from being read whole: errors of its syntax.
    pub broken_before: Vec<Finding>,
    pub broken_after: Vec<Finding>,
}

/// Compares by meaning; a side with errors as far as it can be read.
#[must_use]
pub fn compare(before: &str, after: &str) -> Compared {
    let (a, findings_before) = Transformation::load(before);
    let (b, findings_after) = Transformation::load(after);
    let errors = |all: Vec<Finding>| all.into_iter().filter(|f| f.severity == Severity::Error).collect();
    let comparison = zonedesk_transform::compare::compare(&a, &b);
    Compared {
        same_meaning: comparison.is_same(),
        same_text: before == after,
        differing_lines: differing_lines(before, after),
        comparison,
        broken_before: errors(findings_before),
        broken_after: errors(findings_after),
    }
}

/// Runs entities, one JSON a line, through both; `told` hears of each that is not the same, with its line (from 1).
///
/// # Errors
/// When a side cannot run, or the stream fails. An entity type that a side does not have gives nothing there.
pub fn effect_lines(
    before: &Transformation,
    after: &Transformation,
    options: &RunOptions,
    entities: &mut dyn BufRead,
    told: &mut dyn FnMut(u64, &EntityEffect),
) -> Result<Summary, AppError> {
    let side = |transformation: &Transformation| match prepare(transformation, options) {
        Ok(ready) => Ok(Some(ready)),
        Err(error) if error.is(Code::NoEntityType) => Ok(None),
        Err(error) => Err(error),
    };
    let (a, b) = (side(before)?, side(after)?);
    let Some(request) = a.as_ref().or(b.as_ref()).map(|(_, request)| request.clone()) else {
        // Neither has it: the error says which there are.
        return prepare(after, options).map(|_| Summary::default());
    };
    let (a, b) = (a.map(|(program, _)| program), b.map(|(program, _)| program));
    let mut effect = Effect::new(a.as_ref(), b.as_ref(), request, World.now());
    each_line(entities, &mut std::io::sink(), &mut |line, number, _| {
        let seen = effect.look(line);
        if seen != EntityEffect::Same {
            told(number, &seen);
        }
        Ok(())
    })?;
    Ok(effect.summary().clone())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::transformations::{DEFAULT_WRITE, Operation, Properties};

    #[test]
    fn a_stream_through_both() {
        let after = DEFAULT_WRITE.replace("\"$.userName\"", "\"$.externalId\"");
        let options = RunOptions {
            entity: "user".to_owned(),
            operation: Operation::Create,
            properties: Properties::new(),
            variables: BTreeMap::new(),
        };
        let entity = |n: &str| format!("{{\"userName\":\"u{n}\",\"externalId\":\"u1\",\"emails\":[]}}");
        let input = [entity("1"), entity("2")].join("\n");
        let mut lines = Vec::new();
        let summary = effect_lines(
            &Transformation::load(DEFAULT_WRITE).0,
            &Transformation::load(after).0,
            &options,
            &mut input.as_bytes(),
            &mut |line, effect| lines.push((line, effect.clone())),
        )
        .expect("runs");
        assert_eq!((summary.entities, summary.changed, lines.len()), (2, 2, 2));
        assert_eq!(lines[0].0, 1);
    }

    #[test]
    fn broken_sides_are_said() {
        let compared = compare("{\"user\":{\"mappings\":[]}", DEFAULT_WRITE);
        assert_eq!(compared.broken_before.len(), 1);
        assert!(!compared.same_meaning);
        assert!(compare(DEFAULT_WRITE, DEFAULT_WRITE).same_text);
    }
}
