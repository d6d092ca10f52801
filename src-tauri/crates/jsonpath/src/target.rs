//! Writing at a path. What may be written to is less than what may be read, and what happens is SAP's, not Jayway's:
//! objects and lists are made on the way.

mod remove;
mod rename;
mod set;
#[cfg(test)]
mod tests;

use crate::condition::{Condition, Expression};
use crate::document::{Kind, MAX_DEPTH, Name};
use crate::draft::Draft;
use crate::node::Node;
use crate::path::{Fault, Path, Place, Scope, Step};

/// Lists grow to this length at most when an element behind their end is written.
pub const MAX_INDEX: usize = 9_999;

/// A path that can be written to.
#[derive(Debug, Clone)]
pub struct Target {
    steps: Vec<TargetStep>,
}

#[derive(Debug, Clone)]
enum TargetStep {
    Name(Name),
    Index(usize),
    All,
    Filter(Condition),
    /// A last `[?(@.a.b)]`: each value goes to that member of an element of its own.
    Spread {
        names: Vec<Name>,
        condition: Condition,
    },
}

/// Why a path can't be written to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetProblem {
    #[error("a target can't hold '..', a slice, several names or several indexes")]
    Step,
    #[error("a target can't count from the end of a list")]
    Negative,
    #[error("a target can't write behind element {MAX_INDEX}")]
    Far,
    #[error("a target can't lead deeper than {MAX_DEPTH} levels")]
    Deep,
    #[error("a target can't hold a function")]
    Call,
    #[error(
        "a filter at the end of a target must be a bare member, as in [?(@.value)], unless something is removed"
    )]
    Filter,
    #[error("a target starts with '$'")]
    Relative,
    #[error("only a member can be renamed")]
    NoName,
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteFault {
    /// `[*]` and filters write to what is there.
    #[error("there is no element to write to")]
    NothingThere,
    #[error("only an object can be written to '$'")]
    NoObject,
    /// A document nested deeper than [`MAX_DEPTH`] could be written, but not read again.
    #[error("with this value the document would be nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// A filter can't be evaluated. What was changed by then stays: the document is of no more use.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What a target is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Set,
    Remove,
    Rename,
}

/// The places that were written, in Jayway's notation; not noted where nobody looks.
pub type Written<'w> = Option<&'w mut Vec<String>>;

impl Target {
    /// # Errors
    /// [`TargetProblem`] where the path can't be written to.
    pub fn new(path: &Path, used: Use) -> Result<Self, TargetProblem> {
        if path.relative {
            return Err(TargetProblem::Relative);
        }
        let mut steps = Vec::with_capacity(path.steps.len());
        for (i, step) in path.steps.iter().enumerate() {
            let last = i + 1 == path.steps.len();
            steps.push(match step {
                Step::Name(name) => TargetStep::Name(name.clone()),
                Step::Index(index) => match usize::try_from(*index) {
                    Err(_) => return Err(TargetProblem::Negative),
                    Ok(index) if index > MAX_INDEX => return Err(TargetProblem::Far),
                    Ok(index) => TargetStep::Index(index),
                },
                Step::All => TargetStep::All,
                Step::Filter(condition) => match bare_member(condition) {
                    Some(names) if last => TargetStep::Spread { names, condition: (**condition).clone() },
                    None if last && used == Use::Set => return Err(TargetProblem::Filter),
                    _ => TargetStep::Filter((**condition).clone()),
                },
                Step::Call(_) => return Err(TargetProblem::Call),
                Step::Names(_) | Step::Indexes(_) | Step::Slice { .. } | Step::Deep => {
                    return Err(TargetProblem::Step);
                }
            });
        }
        if used == Use::Rename && !matches!(steps.last(), Some(TargetStep::Name(_))) {
            return Err(TargetProblem::NoName);
        }
        let target = Self { steps };
        if target.levels() > MAX_DEPTH { Err(TargetProblem::Deep) } else { Ok(target) }
    }

    /// The member of `$` that everything is written in; none where that is no single one.
    #[must_use]
    pub fn first_member(&self) -> Option<&str> {
        match self.steps.first() {
            Some(TargetStep::Name(name)) => Some(name.as_str()),
            _ => None,
        }
    }

    /// The member of `$` that is written as a whole; none where something else is.
    #[must_use]
    pub fn only_member(&self) -> Option<&str> {
        self.first_member().filter(|_| self.steps.len() == 1)
    }

    /// The members that it goes through, where it goes by their names alone.
    #[must_use]
    pub fn names(&self) -> Option<Vec<&str>> {
        let names = self.steps.iter().map(|step| match step {
            TargetStep::Name(name) => Some(name.as_str()),
            _ => None,
        });
        names.collect()
    }

    /// How many lists and objects stand around what is written.
    fn levels(&self) -> usize {
        let spread = match self.steps.last() {
            Some(TargetStep::Spread { names, .. }) => names.len(),
            _ => 0,
        };
        self.steps.len() + spread
    }

    /// Whether the document can be read again with the value in it.
    fn has_room_for(&self, value: &Draft<'_>) -> bool {
        // a list that is spread is itself left out
        let spread =
            value.kind() == Kind::Array && matches!(self.steps.last(), Some(TargetStep::Spread { .. }));
        !Node::from(value).is_deeper_than(MAX_DEPTH - self.levels() + usize::from(spread))
    }

    /// Writes a value. `scope` is what `$` in filters means; `@` is the element of the document being written.
    ///
    /// # Errors
    /// [`WriteFault`], and then nothing is changed, but with [`WriteFault::Fault`].
    pub fn set<'a>(
        &'a self,
        document: &mut Draft<'a>,
        value: Draft<'a>,
        scope: Scope<'_>,
        written: Written<'_>,
    ) -> Result<(), WriteFault> {
        if self.steps.is_empty() && value.kind() != Kind::Object {
            return Err(WriteFault::NoObject);
        }
        if !self.has_room_for(&value) {
            return Err(WriteFault::TooDeep);
        }
        if let [TargetStep::Name(name)] = &self.steps[..]
            && written.is_none()
        {
            set::assign_member(document.open_object(), name, value);
            return Ok(());
        }
        let mut writer = Writer { scope, written };
        if !writer.leads_somewhere(&self.steps, Node::from(&*document))? {
            return Err(WriteFault::NothingThere);
        }
        writer.set(&self.steps, document, value, &Place::root('$'))
    }

    /// Removes what stands at the target. Nothing there is fine.
    ///
    /// # Errors
    /// [`WriteFault::Fault`] where a filter can't be evaluated.
    pub fn remove<'a>(
        &self,
        document: &mut Draft<'a>,
        scope: Scope<'_>,
        written: Written<'_>,
    ) -> Result<(), WriteFault> {
        Writer { scope, written }.remove(&self.steps, document, &Place::root('$'))
    }

    /// Gives the member at the target another name; how many were renamed.
    ///
    /// # Errors
    /// [`WriteFault::Fault`] where a filter can't be evaluated.
    pub fn rename<'a>(
        &self,
        document: &mut Draft<'a>,
        name: &'a str,
        scope: Scope<'_>,
        written: Written<'_>,
    ) -> Result<usize, WriteFault> {
        let Some((TargetStep::Name(old), way)) = self.steps.split_last() else { return Ok(0) };
        Writer { scope, written }.rename(way, old, name, document, &Place::root('$'))
    }
}

/// The names in `@.a.b`, when that is all that the condition says.
fn bare_member(condition: &Condition) -> Option<Vec<Name>> {
    let Expression::Exists { path, wanted: true, .. } = &condition.root else { return None };
    if !path.relative || path.steps.is_empty() {
        return None;
    }
    let name = |step: &Step| if let Step::Name(name) = step { Some(name.clone()) } else { None };
    path.steps.iter().map(name).collect()
}

/// Goes along the steps of a target, in a document that it changes.
struct Writer<'s, 'w> {
    scope: Scope<'s>,
    written: Written<'w>,
}

impl Writer<'_, '_> {
    fn note(&mut self, place: &Place<'_>) {
        if let Some(written) = &mut self.written {
            written.push(place.text());
        }
    }

    fn accepts(&self, condition: &Condition, element: Node<'_>) -> Result<bool, Fault> {
        condition.holds(self.scope.with_item(element))
    }
}
