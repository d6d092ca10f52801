//! Reading a path, step by step as Jayway does it.

use std::borrow::Cow;
use std::cell::Cell;

use super::place::Place;
use super::{Path, Step};
use crate::condition::Condition;
use crate::document::{Kind, Name};
use crate::draft::Draft;
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
    fn is_false_in_filters(&self) -> bool {
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

/// A value found, and where.
#[derive(Debug, Clone)]
pub struct Hit<'a> {
    pub value: Draft<'a>,
    /// In Jayway's notation. Empty unless asked for.
    pub place: String,
}

/// What a path leads to.
#[derive(Debug, Clone)]
pub enum Reading<'a> {
    Missing,
    /// Of a definite path.
    One(Hit<'a>),
    /// Of an indefinite path, maybe none.
    Many(Vec<Hit<'a>>),
}

impl Path {
    /// What the path leads to. A list where the path is indefinite; `None` where it leads nowhere.
    ///
    /// # Errors
    /// [`Fault`], never [`Fault::Missing`] or [`Fault::FilterOnScalar`]: both mean that nothing is there.
    pub fn read<'a>(&self, scope: Scope<'a>) -> Result<Option<Draft<'a>>, Fault> {
        if self.plain {
            let start = if self.relative { scope.item } else { scope.root };
            return Ok(self.follow(start).map(Draft::Kept));
        }
        Ok(match self.find(scope, false)? {
            Reading::Missing => None,
            Reading::One(hit) => Some(hit.value),
            Reading::Many(hits) => Some(Draft::Array(hits.into_iter().map(|hit| hit.value).collect())),
        })
    }

    /// What [`Path::read`] finds, where the path is made of names and indexes only; `None` where it is not, or leads
    /// nowhere.
    #[must_use]
    pub fn read_plain<'a>(&self, root: Node<'a>) -> Option<Node<'a>> {
        if self.plain && !self.relative { self.follow(root) } else { None }
    }

    /// Like [`Path::read`], with the places.
    ///
    /// # Errors
    /// As [`Path::read`].
    pub fn locate<'a>(&self, scope: Scope<'a>) -> Result<Reading<'a>, Fault> {
        self.find(scope, true)
    }

    fn find<'a>(&self, scope: Scope<'a>, locate: bool) -> Result<Reading<'a>, Fault> {
        let document = if self.relative { scope.item } else { scope.root };
        match self.evaluate(scope, document, false, locate) {
            Err(Fault::Missing | Fault::FilterOnScalar) => Ok(Reading::Missing),
            reading => reading,
        }
    }

    /// Whether the path leads to something, as a bare path in a condition asks. Every member it names must be there.
    pub(crate) fn exists(&self, scope: Scope<'_>) -> Result<bool, Fault> {
        // Jayway starts even `$` paths at the current element here
        match self.evaluate(scope, scope.item, true, false) {
            Ok(Reading::Missing) | Err(Fault::Missing) => Ok(false),
            Ok(_) => Ok(true),
            Err(fault) => Err(fault),
        }
    }

    /// The value of a path within a condition.
    pub(crate) fn operand<'a>(&self, scope: Scope<'a>) -> Result<Option<Draft<'a>>, Fault> {
        let document = if self.relative { scope.item } else { scope.root };
        if self.plain {
            return Ok(self.follow(document).map(Draft::Kept));
        }
        self.on(scope, document)
    }

    /// The value of the path on a given document.
    pub(super) fn on<'a>(&self, scope: Scope<'a>, document: Node<'a>) -> Result<Option<Draft<'a>>, Fault> {
        match self.evaluate(scope, document, false, false) {
            Ok(Reading::Missing) | Err(Fault::Missing) => Ok(None),
            Ok(Reading::One(hit)) => Ok(Some(hit.value)),
            Ok(Reading::Many(hits)) => Ok(Some(Draft::Array(hits.into_iter().map(|h| h.value).collect()))),
            Err(fault) => Err(fault),
        }
    }

    /// The fast path: names and indexes only.
    fn follow<'a>(&self, start: Node<'a>) -> Option<Node<'a>> {
        let mut node = start;
        for step in &self.steps {
            node = match step {
                Step::Name(name) => node.member(name)?,
                Step::Index(index) => node.elements()?.nth(usize::try_from(*index).ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    fn evaluate<'a>(
        &self,
        scope: Scope<'a>,
        document: Node<'a>,
        strict: bool,
        locate: bool,
    ) -> Result<Reading<'a>, Fault> {
        let mut reader = Reader { path: self, scope, strict, locate, in_list: None, hits: Vec::new() };
        reader.step(0, document, &Place::root(if self.relative { '@' } else { '$' }))?;
        let mut hits = reader.hits;
        if !self.definite {
            return Ok(Reading::Many(hits));
        }
        Ok(hits.pop().map_or(Reading::Missing, Reading::One))
    }
}

pub(super) struct Reader<'p, 'a> {
    pub(super) path: &'p Path,
    pub(super) scope: Scope<'a>,
    /// Every member that is named must be there.
    strict: bool,
    locate: bool,
    /// Behind `..[…]`: the step that reads the elements of a list, and which element it reads.
    in_list: Option<(usize, usize)>,
    pub(super) hits: Vec<Hit<'a>>,
}

type Done = Result<(), Fault>;

impl<'a> Reader<'_, 'a> {
    /// Takes the step at an index from a node, and all behind it.
    pub(super) fn step(&mut self, index: usize, node: Node<'a>, place: &Place<'_>) -> Done {
        self.scope.fuel.burn(1)?;
        let path = self.path;
        let Some(step) = path.steps.get(index) else {
            self.hit(Draft::Kept(node), place);
            return Ok(());
        };
        match step {
            Step::Name(name) => self.name(index, name, node, place),
            Step::Names(names) if path.is_definite_step(index) => self.names(index, names, node, place),
            Step::Names(names) => {
                for name in names {
                    self.name(index, name, node, place)?;
                }
                Ok(())
            }
            Step::Index(at) => self.elements(index, &[*at], node, place),
            Step::Indexes(all) => self.elements(index, all, node, place),
            Step::Slice { from, to } => self.slice(index, (*from, *to), node, place),
            Step::All => self.all(index, node, place),
            Step::Deep => self.walk(index + 1, node, place),
            Step::Filter(condition) => self.filter(index, condition, node, place),
            Step::Call(call) => self.call(index, call, node, place),
        }
    }

    pub(super) fn hit(&mut self, value: Draft<'a>, place: &Place<'_>) {
        let place = if self.locate { place.text() } else { String::new() };
        self.hits.push(Hit { value, place });
    }

    fn is_last(&self, index: usize) -> bool {
        index + 1 == self.path.steps.len()
    }

    /// Whether all steps before that one lead to one place at most.
    fn firm(&self, index: usize) -> bool {
        index <= self.path.firm
    }

    /// What does not fit is missing, or behind an indefinite step left out.
    fn unfit(&self, index: usize) -> Done {
        if self.firm(index) { Err(Fault::Missing) } else { Ok(()) }
    }

    fn name(&mut self, index: usize, name: &Name, node: Node<'a>, place: &Place<'_>) -> Done {
        if node.kind() != Kind::Object {
            return self.unfit(index);
        }
        let Some(child) = node.member(name) else {
            let may_lack = self.is_last(index) || !(self.firm(index) && self.path.is_definite_step(index));
            return if may_lack && !self.strict { Ok(()) } else { Err(Fault::Missing) };
        };
        if self.is_last(index) && self.is_passed_over(index) {
            return Ok(());
        }
        self.step(index + 1, child, &place.name(name.as_str()))
    }

    fn names(&mut self, index: usize, names: &[Name], node: Node<'a>, place: &Place<'_>) -> Done {
        if node.kind() != Kind::Object {
            return self.unfit(index);
        }
        let mut members: Vec<(Cow<'a, str>, Draft<'a>)> = Vec::with_capacity(names.len());
        for name in names {
            match node.member(name) {
                Some(_) if members.iter().any(|(n, _)| n == name.as_str()) => {}
                Some(child) => members.push((Cow::Owned(name.as_str().to_owned()), Draft::Kept(child))),
                None if self.strict => return Err(Fault::Missing),
                None => {}
            }
        }
        self.hit(Draft::Object(members), &place.names(names));
        Ok(())
    }

    fn elements(&mut self, index: usize, wanted: &[i32], node: Node<'a>, place: &Place<'_>) -> Done {
        let Some(mut elements) = node.elements() else { return self.unfit(index) };
        if let [at] = wanted
            && let Ok(from_front) = usize::try_from(*at)
        {
            return match elements.nth(from_front) {
                Some(element) => self.element(index, i64::from(*at), element, place),
                None => Ok(()),
            };
        }
        let list: Vec<Node<'a>> = elements.collect();
        self.scope.fuel.burn(list.len())?;
        for &at in wanted {
            self.counted(index, i64::from(at), &list, place)?;
        }
        Ok(())
    }

    /// The element at an index that may count from the end; nothing where there is none.
    fn counted(&mut self, index: usize, at: i64, list: &[Node<'a>], place: &Place<'_>) -> Done {
        let counted = if at < 0 { at + list.len() as i64 } else { at };
        match usize::try_from(counted).ok().and_then(|i| list.get(i)) {
            Some(element) => self.element(index, at, *element, place),
            None => Ok(()),
        }
    }

    fn element(&mut self, index: usize, at: i64, element: Node<'a>, place: &Place<'_>) -> Done {
        match self.step(index + 1, element, &place.index(at)) {
            // Jayway takes a function's complaint for its own
            Err(Fault::OutOfRange) => Ok(()),
            done => done,
        }
    }

    fn slice(
        &mut self,
        index: usize,
        bounds: (Option<i32>, Option<i32>),
        node: Node<'a>,
        place: &Place<'_>,
    ) -> Done {
        let Some(elements) = node.elements() else { return self.unfit(index) };
        let list: Vec<Node<'a>> = elements.collect();
        self.scope.fuel.burn(list.len())?;
        let len = list.len() as i64;
        let from_end = |at: i32| if at < 0 { i64::from(at) + len } else { i64::from(at) };
        let range = match bounds {
            (Some(from), None) => from_end(from).max(0)..len,
            (None, Some(to)) => 0..from_end(to).min(len),
            // with two bounds Jayway lets a negative one stand: the index is then counted from the end
            (Some(from), Some(to)) => i64::from(from)..i64::from(to).min(len),
            (None, None) => 0..0,
        };
        if list.is_empty() {
            return Ok(());
        }
        for at in range.start.max(-len)..range.end {
            self.counted(index, at, &list, place)?;
        }
        Ok(())
    }

    fn all(&mut self, index: usize, node: Node<'a>, place: &Place<'_>) -> Done {
        let is_object = node.kind() == Kind::Object;
        for (at, (name, child)) in node.children().enumerate() {
            if is_object {
                if !(self.is_last(index) && self.is_passed_over(index)) {
                    self.step(index + 1, child, &place.child(name))?;
                }
                continue;
            }
            match self.element(index, at as i64, child, place) {
                Err(Fault::Missing) if !self.strict => {}
                done => done?,
            }
        }
        Ok(())
    }

    /// `..`: the step behind it, on the node and on all that is in it, parents first.
    fn walk(&mut self, index: usize, node: Node<'a>, place: &Place<'_>) -> Done {
        self.scope.fuel.burn(1)?;
        let kind = node.kind();
        if !matches!(kind, Kind::Array | Kind::Object) {
            return if self.path.steps.len() == index { Err(DANGLING) } else { Ok(()) };
        }
        if self.is_wanted(index, node)? {
            let step = &self.path.steps[index];
            if kind == Kind::Object || self.is_last(index) || matches!(step, Step::All) {
                self.step(index, node, place)?;
            } else {
                self.elements_behind_scan(index, node, place)?;
            }
        }
        for (at, (name, child)) in node.children().enumerate() {
            let here = if kind == Kind::Object { place.child(name) } else { place.index(at as i64) };
            self.walk(index, child, &here)?;
        }
        Ok(())
    }

    /// Behind `..`, Jayway does not take a step for lists when another follows: it goes on with that one in every element,
    /// and at the end drops what a single index did not mean.
    fn elements_behind_scan(&mut self, index: usize, list: Node<'a>, place: &Place<'_>) -> Done {
        for (at, (_, element)) in list.children().enumerate() {
            self.in_list = Some((index + 1, at));
            self.step(index + 1, element, &place.index(at as i64))?;
        }
        Ok(())
    }

    /// Whether a member found at the end is not that of the element which `..[i]` means.
    fn is_passed_over(&self, index: usize) -> bool {
        match self.in_list {
            Some((step, at)) if step == index => {
                !matches!(self.path.steps[index - 1], Step::Index(wanted) if i64::from(wanted) == at as i64)
            }
            _ => false,
        }
    }

    /// Whether a step behind `..` has a say in a list or object.
    fn is_wanted(&mut self, index: usize, node: Node<'a>) -> Result<bool, Fault> {
        let object = node.kind() == Kind::Object;
        Ok(match self.path.steps.get(index).ok_or(DANGLING)? {
            Step::Name(name) => object && node.member(name).is_some(),
            Step::Names(names) => {
                object && (!self.is_last(index) || names.iter().all(|name| node.member(name).is_some()))
            }
            Step::Index(_) | Step::Indexes(_) | Step::Slice { .. } => !object,
            Step::All => true,
            Step::Filter(condition) => self.accepts(condition, node)?,
            Step::Deep | Step::Call(_) => false,
        })
    }

    fn filter(&mut self, index: usize, condition: &Condition, node: Node<'a>, place: &Place<'_>) -> Done {
        match node.kind() {
            Kind::Object => {
                if self.accepts(condition, node)? {
                    self.step(index + 1, node, place)?;
                }
                Ok(())
            }
            Kind::Array => {
                for (at, (_, element)) in node.children().enumerate() {
                    if self.accepts(condition, element)? {
                        self.element(index, at as i64, element, place)?;
                    }
                }
                Ok(())
            }
            _ if self.firm(index) => Err(Fault::FilterOnScalar),
            _ => Ok(()),
        }
    }

    fn accepts(&self, condition: &Condition, item: Node<'a>) -> Result<bool, Fault> {
        match condition.holds(self.scope.with_item(item)) {
            Err(fault) if fault.is_false_in_filters() => Ok(false),
            answer => answer,
        }
    }

    /// Goes on behind a function: with a value that is nowhere in the document.
    pub(super) fn behind_call(&mut self, index: usize, made: &Draft<'a>, place: &Place<'_>) -> Done {
        if let Draft::Kept(node) = made {
            return self.step(index + 1, *node, place);
        }
        let mut inner = Reader {
            path: self.path,
            scope: self.scope,
            strict: self.strict,
            locate: self.locate,
            in_list: None,
            hits: Vec::new(),
        };
        inner.step(index + 1, Node::from(made), place)?;
        for hit in inner.hits {
            let value = Draft::Value(Node::from(&hit.value).to_value());
            self.hits.push(Hit { value, place: hit.place });
        }
        Ok(())
    }
}

const DANGLING: Fault = Fault::Failed("'..' must be followed by a name, a list or a filter");
