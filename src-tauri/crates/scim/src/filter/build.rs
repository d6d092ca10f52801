use std::str::FromStr;

use super::{AttrPath, CompareOp, Dialect, Filter, FilterError, FilterProblem, Literal};
use crate::Timestamp;

impl AttrPath {
    /// An attribute by its own name.
    pub fn new(name: &str) -> Self {
        Self { urn: None, name: name.to_owned(), sub: None }
    }

    /// A sub-attribute, as `meta.lastModified`.
    pub fn with_sub(name: &str, sub: &str) -> Self {
        Self { sub: Some(sub.to_owned()), ..Self::new(name) }
    }
}

impl FromStr for AttrPath {
    type Err = FilterError;

    /// Splits at the last colon, then at the first dot: the URN of a schema holds both.
    fn from_str(text: &str) -> Result<Self, FilterError> {
        let bad = || FilterError { at: 0..text.len(), problem: FilterProblem::NotAnAttribute };
        let (urn, path) = match text.rsplit_once(':') {
            Some((urn, path)) if !urn.is_empty() => (Some(urn.to_owned()), path),
            Some(_) => return Err(bad()),
            None => (None, text),
        };
        let (name, sub) = match path.split_once('.') {
            Some((name, sub)) => (name, Some(sub)),
            None => (path, None),
        };
        let plain = |part: &str| {
            let name = part.strip_prefix('$').unwrap_or(part);
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        };
        if !plain(name) || sub.is_some_and(|sub| !sub.split('.').all(plain)) {
            return Err(bad());
        }
        Ok(Self { urn, name: name.to_owned(), sub: sub.map(ToOwned::to_owned) })
    }
}

impl Filter {
    /// `attr eq "text"`. UAA ignores case.
    pub fn eq(attr: AttrPath, text: impl Into<String>) -> Self {
        Self::Compare(attr, CompareOp::Eq, Literal::Text(text.into()))
    }

    /// `meta.lastModified gt "…"`: what was written after that moment. A change of a role collection's members through
    /// the member endpoints is no write in this sense.
    pub fn modified_after(moment: Timestamp) -> Self {
        let attr = AttrPath::with_sub("meta", "lastModified");
        Self::Compare(attr, CompareOp::Gt, Literal::Text(moment.to_string()))
    }

    /// Entities by id, `None` without any. UAA takes as many as the URL holds: 60 fit well.
    pub fn any_id<'a>(ids: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        Self::any(ids.into_iter().map(|id| Self::eq(AttrPath::new("id"), id)))
    }

    /// At least one of them, `None` without any.
    pub fn any(terms: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut terms = terms.into_iter();
        let first = terms.next()?;
        Some(Self::or(first, terms))
    }

    /// All of them, `None` without any.
    pub fn all(terms: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut terms = terms.into_iter();
        let first = terms.next()?;
        Some(Self::and(first, terms))
    }

    /// `first or … or …`; alternatives within the terms dissolve.
    pub fn or(first: Self, more: impl IntoIterator<Item = Self>) -> Self {
        join(first, more, Self::Or, |term| match term {
            Self::Or(terms) => Ok(terms),
            other => Err(other),
        })
    }

    /// `first and … and …`; conjunctions within the terms dissolve.
    pub fn and(first: Self, more: impl IntoIterator<Item = Self>) -> Self {
        join(first, more, Self::And, |term| match term {
            Self::And(terms) => Ok(terms),
            other => Err(other),
        })
    }

    /// Reads a filter.
    ///
    /// # Errors
    /// Where and why the text is no filter of that dialect. Whether its attributes exist is asked by
    /// [`Filter::compile`].
    pub fn parse(text: &str, dialect: Dialect) -> Result<Self, FilterError> {
        super::parse::parse(text, dialect)
    }
}

fn join(
    first: Filter,
    more: impl IntoIterator<Item = Filter>,
    joined: fn(Vec<Filter>) -> Filter,
    dissolve: fn(Filter) -> Result<Vec<Filter>, Filter>,
) -> Filter {
    let mut more = more.into_iter().peekable();
    if more.peek().is_none() {
        return first;
    }
    let mut flat = Vec::new();
    for term in std::iter::once(first).chain(more) {
        match dissolve(term) {
            Ok(terms) => flat.extend(terms),
            Err(term) => flat.push(term),
        }
    }
    joined(flat)
}
