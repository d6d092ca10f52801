//! What a path or a condition is read against, and why it gives no value.

use std::cell::Cell;

use crate::node::Node;

/// Why a path gives no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("nothing is there")]
    Missing,
    #[error("a filter can't be applied to a text, a number, a boolean or null")]
    FilterOnScalar,
    #[error("there is no function {0}()")]
    UnknownFunction(String),
    #[error("the list is too short")]
    OutOfRange,
    #[error("'{operator}' can't compare {what}")]
    Incomparable { operator: &'static str, what: &'static str },
    #[error("{0}")]
    Failed(&'static str),
    #[error("the regular expression takes too many steps")]
    RegexLimit,
    #[error("too many steps")]
    OutOfFuel,
}

impl Fault {
    /// Whether Jayway swallows it within a filter, where it makes the condition false.
    pub(super) fn is_false_in_filters(&self) -> bool {
        matches!(
            self,
            Self::Missing | Self::FilterOnScalar | Self::UnknownFunction(_) | Self::Incomparable { .. }
        )
    }
}

/// How many steps may still be taken: scans within scans take more than there is to find.
#[derive(Debug, Clone)]
pub struct Fuel(Cell<u32>);

impl Default for Fuel {
    /// Enough for a document of a million values, and spent within a second.
    fn default() -> Self {
        Self(Cell::new(10_000_000))
    }
}

impl Fuel {
    #[must_use]
    pub fn new(steps: u32) -> Self {
        Self(Cell::new(steps))
    }

    pub(crate) fn burn(&self, steps: usize) -> Result<(), Fault> {
        let left = u32::try_from(steps).ok().and_then(|n| self.0.get().checked_sub(n));
        self.0.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(Fault::OutOfFuel)
    }
}

/// The properties of the system that a condition may ask for.
pub trait Properties {
    fn property(&self, name: &str) -> Option<&str>;
}

/// No property is set.
impl Properties for () {
    fn property(&self, _: &str) -> Option<&str> {
        None
    }
}

/// What a path or a condition is read against.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// `@`
    pub item: Node<'a>,
    /// `$`
    pub root: Node<'a>,
    pub properties: &'a dyn Properties,
    pub fuel: &'a Fuel,
}

impl<'a> Scope<'a> {
    /// The input as `$` and `@`.
    #[must_use]
    pub fn of(root: Node<'a>, properties: &'a dyn Properties, fuel: &'a Fuel) -> Self {
        Self { item: root, root, properties, fuel }
    }

    #[must_use]
    pub fn with_item(self, item: Node<'a>) -> Self {
        Self { item, ..self }
    }
}
