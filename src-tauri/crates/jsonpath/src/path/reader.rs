//! The steps of a path, taken one by one as Jayway does it.

use std::borrow::Cow;

use super::place::Place;
use super::{Fault, Hit, Path, Scope, Step};
use crate::condition::Condition;
use crate::document::{Kind, Name};
use crate::draft::Draft;
use crate::node::Node;

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

impl<'p, 'a> Reader<'p, 'a> {
    pub(super) fn new(path: &'p Path, scope: Scope<'a>, strict: bool, locate: bool) -> Self {
        Self { path, scope, strict, locate, in_list: None, hits: Vec::new() }
    }

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
        let mut inner = Reader::new(self.path, self.scope, self.strict, self.locate);
        inner.step(index + 1, Node::from(made), place)?;
        for hit in inner.hits {
            let value = Draft::Value(Node::from(&hit.value).to_value());
            self.hits.push(Hit { value, place: hit.place });
        }
        Ok(())
    }
}

const DANGLING: Fault = Fault::Failed("'..' must be followed by a name, a list or a filter");

#[cfg(test)]
mod tests {
    use crate::{Fuel, Node, Path, Scope, Tape};

    #[test]
    fn a_slice_with_one_bound_counts_from_the_end_too() {
        let mut tape = Tape::new();
        let document = tape.parse_str("[1,2,3]").unwrap();
        for (path, expected) in [
            ("$[:-1]", "[1,2]"),
            ("$[:-3]", "[]"),
            ("$[:-4]", "[]"),
            ("$[:2]", "[1,2]"),
            ("$[-1:]", "[3]"),
            ("$[-4:]", "[1,2,3]"),
            ("$[2:]", "[3]"),
        ] {
            let fuel = Fuel::default();
            let parsed = Path::parse(path).runnable().unwrap();
            let found = parsed.read(Scope::of(Node::from(&document), &(), &fuel)).unwrap().unwrap();
            assert_eq!(Node::from(&found).to_value().to_string(), expected, "{path}");
        }
    }
}
