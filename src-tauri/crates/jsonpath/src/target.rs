//! Writing at a path. What may be written to is less than what may be read, and what happens is SAP's, not Jayway's:
//! objects and lists are made on the way.

use std::borrow::Cow;

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
    /// [`WriteFault`], and then nothing is changed.
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
            assign_member(document.open_object(), name, value);
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

/// An object onto an object that is there merges at its first level; anything else replaces.
fn assign<'a>(here: &mut Draft<'a>, value: Draft<'a>) {
    if here.kind() != Kind::Object || value.kind() != Kind::Object {
        *here = value;
        return;
    }
    let members = here.open_object();
    let mut merge = |name: Cow<'a, str>, child| match members.iter_mut().find(|(n, _)| *n == name) {
        Some((_, old)) => *old = child,
        None => members.push((name, child)),
    };
    match value {
        Draft::Kept(node) => node.children().for_each(|(name, child)| merge(name.name(), Draft::Kept(child))),
        mut made => {
            std::mem::take(made.open_object()).into_iter().for_each(|(name, child)| merge(name, child));
        }
    }
}

fn assign_member<'a>(members: &mut Vec<(Cow<'a, str>, Draft<'a>)>, name: &'a Name, value: Draft<'a>) {
    match members.iter_mut().find(|(n, _)| n == name.as_str()) {
        Some((_, old)) => assign(old, value),
        None => members.push((Cow::Borrowed(name.as_str()), value)),
    }
}

/// The member of that name, made where it is missing.
fn member<'m, 'a>(members: &'m mut Vec<(Cow<'a, str>, Draft<'a>)>, name: &'a Name) -> &'m mut Draft<'a> {
    let at = members.iter().position(|(n, _)| n == name.as_str()).unwrap_or_else(|| {
        members.push((Cow::Borrowed(name.as_str()), Draft::default()));
        members.len() - 1
    });
    &mut members[at].1
}

fn set_names<'a>(here: &mut Draft<'a>, names: &'a [Name], value: Draft<'a>) {
    match names {
        [] => assign(here, value),
        [name, rest @ ..] => set_names(member(here.open_object(), name), rest, value),
    }
}

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

    fn accepts(&self, condition: &Condition, element: &Draft<'_>) -> Result<bool, Fault> {
        condition.holds(self.scope.with_item(Node::from(element)))
    }

    fn accepts_node(&self, condition: &Condition, element: Node<'_>) -> Result<bool, Fault> {
        condition.holds(self.scope.with_item(element))
    }

    /// Whether there is something to write to: names and indexes are made, elements for `[*]` and filters are not.
    fn leads_somewhere(&self, steps: &[TargetStep], here: Node<'_>) -> Result<bool, WriteFault> {
        let made = |steps: &[TargetStep]| {
            !steps.iter().any(|s| matches!(s, TargetStep::All | TargetStep::Filter(_)))
        };
        let Some((step, rest)) = steps.split_first() else { return Ok(true) };
        if made(steps) {
            return Ok(true);
        }
        match step {
            TargetStep::Name(name) => match here.member(name) {
                Some(child) => self.leads_somewhere(rest, child),
                None => Ok(made(rest)),
            },
            TargetStep::Index(index) => match here.elements().and_then(|mut e| e.nth(*index)) {
                Some(child) => self.leads_somewhere(rest, child),
                None => Ok(made(rest)),
            },
            TargetStep::All => {
                for element in here.elements().into_iter().flatten() {
                    if self.leads_somewhere(rest, element)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            TargetStep::Filter(condition) => {
                for element in here.elements().into_iter().flatten() {
                    if self.accepts_node(condition, element)? && self.leads_somewhere(rest, element)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            TargetStep::Spread { .. } => Ok(true),
        }
    }

    fn set<'a>(
        &mut self,
        steps: &'a [TargetStep],
        here: &mut Draft<'a>,
        value: Draft<'a>,
        place: &Place<'_>,
    ) -> Result<(), WriteFault> {
        let Some((step, rest)) = steps.split_first() else {
            assign(here, value);
            self.note(place);
            return Ok(());
        };
        match step {
            TargetStep::Name(name) => {
                self.set(rest, member(here.open_object(), name), value, &place.name(name.as_str()))
            }
            TargetStep::Index(index) => {
                let elements = here.open_array();
                while elements.len() <= *index {
                    elements.push(match rest.first() {
                        Some(TargetStep::Name(_)) => Draft::Object(Vec::new()),
                        _ => Draft::default(),
                    });
                }
                self.set(rest, &mut elements[*index], value, &place.index(*index as i64))
            }
            TargetStep::All => {
                for (i, element) in here.open_array().iter_mut().enumerate() {
                    if self.leads_somewhere(rest, Node::from(&*element))? {
                        self.set(rest, element, value.clone(), &place.index(i as i64))?;
                    }
                }
                Ok(())
            }
            TargetStep::Filter(condition) => {
                for (i, element) in here.open_array().iter_mut().enumerate() {
                    if self.accepts(condition, element)?
                        && self.leads_somewhere(rest, Node::from(&*element))?
                    {
                        self.set(rest, element, value.clone(), &place.index(i as i64))?;
                    }
                }
                Ok(())
            }
            TargetStep::Spread { names, .. } => {
                let mut values = value;
                let values = if values.kind() == Kind::Array {
                    std::mem::take(values.open_array())
                } else {
                    vec![values]
                };
                let elements = here.open_array();
                for (i, value) in values.into_iter().enumerate() {
                    if elements.len() == i {
                        elements.push(Draft::default());
                    }
                    set_names(&mut elements[i], names, value);
                    self.note(&place.index(i as i64));
                }
                Ok(())
            }
        }
    }

    fn remove(
        &mut self,
        steps: &[TargetStep],
        here: &mut Draft<'_>,
        place: &Place<'_>,
    ) -> Result<(), WriteFault> {
        let Some((step, rest)) = steps.split_first() else {
            // the whole document: nothing is left of it
            here.open_object().clear();
            self.note(place);
            return Ok(());
        };
        let kind = here.kind();
        match step {
            TargetStep::Name(name) if kind == Kind::Object => {
                let members = here.open_object();
                let Some(at) = members.iter().position(|(n, _)| n == name.as_str()) else { return Ok(()) };
                let place = place.name(name.as_str());
                if rest.is_empty() {
                    members.remove(at);
                    self.note(&place);
                    return Ok(());
                }
                self.remove(rest, &mut members[at].1, &place)
            }
            TargetStep::Index(index) if kind == Kind::Array => {
                let elements = here.open_array();
                if *index >= elements.len() {
                    return Ok(());
                }
                let place = place.index(*index as i64);
                if rest.is_empty() {
                    elements.remove(*index);
                    self.note(&place);
                    return Ok(());
                }
                self.remove(rest, &mut elements[*index], &place)
            }
            TargetStep::All if kind == Kind::Array => self.remove_where(None, rest, here, place),
            TargetStep::Filter(condition) | TargetStep::Spread { condition, .. } if kind == Kind::Array => {
                self.remove_where(Some(condition), rest, here, place)
            }
            _ => Ok(()),
        }
    }

    fn remove_where(
        &mut self,
        condition: Option<&Condition>,
        rest: &[TargetStep],
        here: &mut Draft<'_>,
        place: &Place<'_>,
    ) -> Result<(), WriteFault> {
        let elements = here.open_array();
        let mut kept = Vec::with_capacity(elements.len());
        for (i, mut element) in std::mem::take(elements).into_iter().enumerate() {
            let place = place.index(i as i64);
            let meant = match condition {
                Some(condition) => self.accepts(condition, &element)?,
                None => true,
            };
            match (meant, rest) {
                (true, []) => {
                    self.note(&place);
                    continue;
                }
                (true, rest) => self.remove(rest, &mut element, &place)?,
                (false, _) => {}
            }
            kept.push(element);
        }
        *elements = kept;
        Ok(())
    }

    fn rename<'a>(
        &mut self,
        way: &[TargetStep],
        old: &Name,
        new: &'a str,
        here: &mut Draft<'a>,
        place: &Place<'_>,
    ) -> Result<usize, WriteFault> {
        let Some((step, rest)) = way.split_first() else {
            if here.kind() != Kind::Object {
                return Ok(0);
            }
            let members = here.open_object();
            if !members.iter().any(|(n, _)| n == old.as_str()) {
                return Ok(0);
            }
            if old.as_str() != new {
                members.retain(|(n, _)| n != new);
                for (name, _) in members.iter_mut().filter(|(n, _)| n == old.as_str()) {
                    *name = Cow::Borrowed(new);
                }
            }
            self.note(&place.name(new));
            return Ok(1);
        };
        let mut renamed = 0;
        match step {
            TargetStep::Name(name) if here.kind() == Kind::Object => {
                let found = here.open_object().iter_mut().find(|(n, _)| n == name.as_str());
                if let Some((_, child)) = found {
                    renamed += self.rename(rest, old, new, child, &place.name(name.as_str()))?;
                }
            }
            _ if here.kind() == Kind::Array => {
                for (i, element) in here.open_array().iter_mut().enumerate() {
                    let meant = match step {
                        TargetStep::Index(index) => i == *index,
                        TargetStep::Filter(condition) | TargetStep::Spread { condition, .. } => {
                            self.accepts(condition, element)?
                        }
                        TargetStep::All => true,
                        TargetStep::Name(_) => false,
                    };
                    if meant {
                        renamed += self.rename(rest, old, new, element, &place.index(i as i64))?;
                    }
                }
            }
            _ => {}
        }
        Ok(renamed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Tape;
    use crate::path::Fuel;

    fn json(text: &str) -> crate::Value {
        let mut tape = Tape::new();
        Node::from(&tape.parse_str(text).expect(text)).to_value()
    }

    fn target(path: &str, used: Use) -> Result<Target, TargetProblem> {
        Target::new(&Path::parse(path).runnable().expect(path), used)
    }

    fn after(
        document: &str,
        target: &Target,
        act: impl for<'a> FnOnce(&'a Target, &mut Draft<'a>, Scope<'_>) -> Result<(), WriteFault>,
    ) -> String {
        let (value, fuel) = (json(document), Fuel::default());
        let mut draft = Draft::Kept(Node::from(&value));
        match act(target, &mut draft, Scope::of(Node::from(&value), &(), &fuel)) {
            Ok(()) => Node::from(&draft).to_value().to_string(),
            Err(fault) => format!("{} | {fault}", Node::from(&draft).to_value()),
        }
    }

    #[test]
    fn values_are_set() {
        for (document, path, value, want) in [
            ("{\"a\":1}", "$", "{\"a\":2,\"b\":3}", "{\"a\":2,\"b\":3}"),
            ("{\"a\":1}", "$", "[1]", "{\"a\":1} | only an object can be written to '$'"),
            ("{}", "$.a.b['c']", "1", "{\"a\":{\"b\":{\"c\":1}}}"),
            ("{\"a\":5}", "$.a.b", "1", "{\"a\":{\"b\":1}}"),
            ("{}", "$.a[0]", "1", "{\"a\":[1]}"),
            ("{}", "$.a[2]", "\"x\"", "{\"a\":[null,null,\"x\"]}"),
            ("{}", "$.a[1].b", "1", "{\"a\":[{},{\"b\":1}]}"),
            ("{\"a\":[1,2]}", "$.a[0]", "9", "{\"a\":[9,2]}"),
            ("{\"a\":{\"x\":1}}", "$.a[0]", "9", "{\"a\":[9]}"),
            (
                "{\"a\":[{\"x\":1},{\"x\":2}]}",
                "$.a[*].b",
                "1",
                "{\"a\":[{\"x\":1,\"b\":1},{\"x\":2,\"b\":1}]}",
            ),
            ("{\"a\":[]}", "$.a[*].b", "1", "{\"a\":[]} | there is no element to write to"),
            ("{}", "$.a[*].b", "1", "{} | there is no element to write to"),
            ("{}", "$.x.a[*].b", "1", "{} | there is no element to write to"),
            ("{}", "$.a[?(@.b)]", "[1,2]", "{\"a\":[{\"b\":1},{\"b\":2}]}"),
            ("{}", "$.a[?(@.b)]", "\"x\"", "{\"a\":[{\"b\":\"x\"}]}"),
            (
                "{\"a\":[{\"c\":0},{\"b\":5},{\"b\":6}]}",
                "$.a[?(@.b)]",
                "[1,2]",
                "{\"a\":[{\"c\":0,\"b\":1},{\"b\":2},{\"b\":6}]}",
            ),
            (
                "{\"a\":[{\"t\":1},{\"t\":2}]}",
                "$.a[?(@.t == 2)].b",
                "7",
                "{\"a\":[{\"t\":1},{\"t\":2,\"b\":7}]}",
            ),
            (
                "{\"a\":[{\"t\":1}]}",
                "$.a[?(@.t == 2)].b",
                "7",
                "{\"a\":[{\"t\":1}]} | there is no element to write to",
            ),
            ("{\"m\":{\"l\":1,\"v\":2}}", "$.m", "{\"v\":3,\"w\":{}}", "{\"m\":{\"l\":1,\"v\":3,\"w\":{}}}"),
            ("{\"m\":{\"l\":{\"x\":1}}}", "$.m", "{\"l\":{\"y\":1}}", "{\"m\":{\"l\":{\"y\":1}}}"),
            ("{\"m\":{\"l\":1}}", "$.m", "[1]", "{\"m\":[1]}"),
        ] {
            let (target, value) = (target(path, Use::Set).expect(path), json(value));
            let got = after(document, &target, |target, draft, scope| {
                target.set(draft, Draft::Value(value), scope, None)
            });
            assert_eq!(got, want, "{document} {path}");
        }
    }

    #[test]
    fn values_are_removed() {
        for (document, path, want) in [
            ("{\"a\":1,\"b\":2}", "$.a", "{\"b\":2}"),
            ("{\"b\":2}", "$.a", "{\"b\":2}"),
            ("{\"b\":2}", "$.b.c.d", "{\"b\":2}"),
            ("{\"a\":[1,2,3]}", "$.a[1]", "{\"a\":[1,3]}"),
            ("{\"a\":[1]}", "$.a[4]", "{\"a\":[1]}"),
            ("{\"a\":[{\"x\":1,\"y\":1},{\"y\":2}]}", "$.a[*].x", "{\"a\":[{\"y\":1},{\"y\":2}]}"),
            ("{\"a\":[1,2]}", "$.a[*]", "{\"a\":[]}"),
            ("{\"a\":[{\"t\":1},{\"t\":2}]}", "$.a[?(@.t == 2)]", "{\"a\":[{\"t\":1}]}"),
            ("{\"a\":[{\"t\":1},{\"u\":2}]}", "$.a[?(@.t)]", "{\"a\":[{\"u\":2}]}"),
            (
                "{\"a\":[{\"t\":1,\"x\":1},{\"t\":2,\"x\":1}]}",
                "$.a[?(@.t == 2)].x",
                "{\"a\":[{\"t\":1,\"x\":1},{\"t\":2}]}",
            ),
        ] {
            let target = target(path, Use::Remove).expect(path);
            let got = after(document, &target, |target, draft, scope| target.remove(draft, scope, None));
            assert_eq!(got, want, "{document} {path}");
        }
    }

    #[test]
    fn members_are_renamed() {
        for (document, path, name, want) in [
            ("{\"a\":1,\"b\":2}", "$.a", "c", "{\"c\":1,\"b\":2}"),
            ("{\"a\":1,\"b\":2}", "$.a", "b", "{\"b\":1}"),
            ("{\"a\":1}", "$.a", "a", "{\"a\":1}"),
            ("{\"a\":[{\"x\":1},{\"y\":2}]}", "$.a[*].x", "z", "{\"a\":[{\"z\":1},{\"y\":2}]}"),
            ("{\"a\":1}", "$.gone", "x", "{\"a\":1}"),
        ] {
            let target = target(path, Use::Rename).expect(path);
            let got = after(document, &target, |target, draft, scope| {
                target.rename(draft, name, scope, None).map(|_| ())
            });
            assert_eq!(got, want, "{document} {path}");
        }
    }

    #[test]
    fn what_cannot_be_written_to_is_refused() {
        for (path, problem) in [
            ("$.a['x','y']", TargetProblem::Step),
            ("$..x", TargetProblem::Step),
            ("$.a[1:]", TargetProblem::Step),
            ("$.a[0,1]", TargetProblem::Step),
            ("$.a[-1]", TargetProblem::Negative),
            ("$.a[10000]", TargetProblem::Far),
            ("$.a.length()", TargetProblem::Call),
            ("$.a[?(@.b == 1)]", TargetProblem::Filter),
            ("@.a", TargetProblem::Relative),
            (&format!("${}", ".a".repeat(MAX_DEPTH + 1)), TargetProblem::Deep),
            (&format!("${}[?(@.b)]", ".a".repeat(MAX_DEPTH - 1)), TargetProblem::Deep),
        ] {
            assert_eq!(target(path, Use::Set).err(), Some(problem), "{path}");
        }
        assert_eq!(target("$.a[0]", Use::Rename).err(), Some(TargetProblem::NoName));
    }

    #[test]
    fn what_is_written_is_never_nested_deeper_than_what_is_read() {
        let deep = |levels: usize| "[".repeat(levels) + "1" + &"]".repeat(levels);
        for (path, value, fits) in [
            // a path as deep as a document may be, of names and of indexes
            (".a".repeat(MAX_DEPTH), deep(0), true),
            (".a".repeat(MAX_DEPTH), "{}".to_owned(), true),
            (".a".repeat(MAX_DEPTH), deep(1), false),
            ("[0]".repeat(MAX_DEPTH), deep(0), true),
            ("[0]".repeat(MAX_DEPTH), "{\"b\":1}".to_owned(), false),
            // a value that is deep itself, at a single name (the short way) and at others
            (".a".to_owned(), deep(MAX_DEPTH - 1), true),
            (".a".to_owned(), deep(MAX_DEPTH), false),
            (".a[0].b".to_owned(), deep(MAX_DEPTH - 3), true),
            (".a[0].b".to_owned(), deep(MAX_DEPTH - 2), false),
            // each element goes one list, one object deeper than the path says
            (".a[?(@.b.c)]".to_owned(), format!("[1,{}]", deep(MAX_DEPTH - 4)), true),
            (".a[?(@.b.c)]".to_owned(), format!("[1,{}]", deep(MAX_DEPTH - 3)), false),
            (".a[?(@.b)]".to_owned(), format!("{{\"c\":{}}}", deep(MAX_DEPTH - 3)), false),
        ] {
            let path = format!("${path}");
            let target = target(&path, Use::Set).expect("it fits");
            let (entity, made, fuel, mut tape) = (json("{}"), json(&value), Fuel::default(), Tape::new());
            let read = tape.parse_str(&value).expect("it fits");
            for value in [Draft::Value(made), Draft::Kept(Node::from(&read))] {
                let mut draft = Draft::Kept(Node::from(&entity));
                let set = target.set(&mut draft, value, Scope::of(Node::from(&entity), &(), &fuel), None);
                assert_eq!(set, if fits { Ok(()) } else { Err(WriteFault::TooDeep) }, "{path} {fits}");
                let mut out = Vec::new();
                draft.write_json(&mut out);
                assert!(Tape::new().parse(&out).is_ok(), "{path} {fits}");
            }
        }
    }
}
