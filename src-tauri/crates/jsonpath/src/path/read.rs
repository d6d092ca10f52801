//! What a path leads to, asked in the ways in which it is needed.

use super::place::Place;
use super::reader::Reader;
use super::{Fault, Path, Scope, Step};
use crate::draft::Draft;
use crate::node::Node;

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

impl<'a> Reading<'a> {
    fn value(self) -> Option<Draft<'a>> {
        match self {
            Self::Missing => None,
            Self::One(hit) => Some(hit.value),
            Self::Many(hits) => Some(Draft::Array(hits.into_iter().map(|hit| hit.value).collect())),
        }
    }
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
        Ok(self.find(scope, false)?.value())
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
            Err(Fault::Missing) => Ok(None),
            reading => Ok(reading?.value()),
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
        let mut reader = Reader::new(self, scope, strict, locate);
        reader.step(0, document, &Place::root(if self.relative { '@' } else { '$' }))?;
        let mut hits = reader.hits;
        if !self.definite {
            return Ok(Reading::Many(hits));
        }
        Ok(hits.pop().map_or(Reading::Missing, Reading::One))
    }
}
