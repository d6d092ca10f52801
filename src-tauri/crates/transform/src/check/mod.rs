//! The checker: all that can be said about a document without an entity.

mod calls;
mod expressions;
mod mandatory;
mod mappings;
mod reach;
mod usage;
mod variables;

#[cfg(test)]
mod tests;

pub use variables::PREDEFINED;

use serde::Serialize;

use crate::finding::{Finding, Found, place};
use crate::model::{Text, Transformation};
use crate::properties::{Expanded, Properties, expand};
use crate::text::{Span, offset_in_literal};

/// Which way a transformation works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// From the backend to the consumer.
    Read,
    /// From the consumer to the backend.
    Write,
}

/// What the checker is told beside the document.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    /// Those of the system that the document belongs to.
    pub properties: Properties,
    /// Unset: told from the document.
    pub direction: Option<Direction>,
}

/// Loads a document and checks it.
#[must_use]
pub fn check(text: impl Into<String>, circumstances: &Circumstances) -> (Transformation, Vec<Finding>) {
    let (transformation, mut found) = Transformation::read(text.into());
    let mut checker = Checker {
        document: &transformation,
        properties: &circumstances.properties,
        direction: circumstances.direction.or(guess(&transformation)),
        found: Vec::new(),
    };
    checker.mandatory(circumstances.direction);
    for entity in &transformation.entities {
        checker.entity(entity);
    }
    found.append(&mut checker.found);
    let findings = place(found, &transformation.text, &transformation.root);
    (transformation, findings)
}

/// The direction that the variables of the document speak for.
#[must_use]
pub fn guess(transformation: &Transformation) -> Option<Direction> {
    let mappings = || transformation.entities.iter().flat_map(|e| &e.mappings);
    let is = |text: &Option<Text>, name: &str| text.as_ref().is_some_and(|t| t.value == name);
    if mappings().any(|m| is(&m.target_variable, variables::SOURCE_ID)) {
        return Some(Direction::Read);
    }
    let writes = mappings().any(|m| {
        m.scope.is_some()
            || is(&m.source_variable, variables::TARGET_ID)
            || is(&m.target_variable, variables::TARGET_ID)
    });
    let skips = transformation.entities.iter().any(|e| !e.skip_operations.is_empty());
    (writes || skips).then_some(Direction::Write)
}

struct Checker<'d> {
    document: &'d Transformation,
    properties: &'d Properties,
    direction: Option<Direction>,
    found: Vec<Found>,
}

impl Checker<'_> {
    /// Where a part of a text, with its properties in place, stands in the document.
    fn locate(&self, text: &Text, expanded: &Expanded, part: std::ops::Range<usize>) -> Span {
        let literal = text.span.of(&self.document.text);
        let at = |offset| text.span.start + offset_in_literal(literal, expanded.origin(offset));
        let (start, end) = (at(part.start), at(part.end));
        if start >= end {
            // Nothing is left to point at: the place is the end of the text.
            return Span::new(start.min(text.span.end), text.span.end.max(start));
        }
        Span::new(start, end)
    }

    fn expand(&self, text: &Text) -> Expanded {
        expand(&text.value, self.properties)
    }
}
