//! One view on a JSON value, wherever it lives: in a parsed text, as an owned value, or in a document being built.
//! Paths and conditions are written once, against this view.

use std::borrow::Cow;

use crate::document::{Children as TextChildren, Document, Kind, Name};
use crate::draft::Draft;
use crate::value::{Number, Object, Value};

/// A value to read.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a>(Home<'a>);

#[derive(Debug, Clone, Copy)]
enum Home<'a> {
    Text(&'a Document<'a>, u32),
    Value(&'a Value),
    Draft(&'a Draft<'a>),
}

impl<'a> From<&'a Value> for Node<'a> {
    fn from(value: &'a Value) -> Self {
        Self(Home::Value(value))
    }
}

impl<'a> From<&'a Document<'a>> for Node<'a> {
    /// The root of the document.
    fn from(document: &'a Document<'a>) -> Self {
        Self(Home::Text(document, 0))
    }
}

impl<'a> From<&'a Draft<'a>> for Node<'a> {
    fn from(draft: &'a Draft<'a>) -> Self {
        match draft {
            Draft::Kept(node) => *node,
            Draft::Value(value) => Self(Home::Value(value)),
            open => Self(Home::Draft(open)),
        }
    }
}

impl<'a> Node<'a> {
    #[inline]
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.0 {
            Home::Text(document, at) => document.kind(at),
            Home::Value(value) => match value {
                Value::Null => Kind::Null,
                Value::Bool(_) => Kind::Bool,
                Value::Number(_) => Kind::Number,
                Value::String(_) => Kind::String,
                Value::Array(_) => Kind::Array,
                Value::Object(_) => Kind::Object,
            },
            Home::Draft(Draft::Object(_)) => Kind::Object,
            Home::Draft(_) => Kind::Array,
        }
    }

    /// Whether both are the same value at the same place, which needs no look at it. Equal values elsewhere are not.
    #[must_use]
    pub fn is_at(self, other: Self) -> bool {
        match (self.0, other.0) {
            (Home::Text(a, at), Home::Text(b, other)) => std::ptr::eq(a, b) && at == other,
            (Home::Value(a), Home::Value(b)) => std::ptr::eq(a, b),
            (Home::Draft(a), Home::Draft(b)) => std::ptr::eq(a, b),
            _ => false,
        }
    }

    #[must_use]
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.0 {
            Home::Text(document, at) if document.kind(at) == Kind::Bool => Some(document.raw(at) == "true"),
            Home::Value(Value::Bool(b)) => Some(*b),
            _ => None,
        }
    }

    #[must_use]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        match self.0 {
            Home::Text(document, at) if document.kind(at) == Kind::String => Some(document.string(at)),
            Home::Value(Value::String(s)) => Some(Cow::Borrowed(s)),
            _ => None,
        }
    }

    /// A number as it is spelled.
    #[must_use]
    pub fn as_number(self) -> Option<&'a str> {
        match self.0 {
            Home::Text(document, at) if document.kind(at) == Kind::Number => Some(document.raw(at)),
            Home::Value(Value::Number(n)) => Some(n.as_str()),
            _ => None,
        }
    }

    /// The member of that name; nothing when this is no object.
    #[inline]
    #[must_use]
    pub fn member(self, name: &Name) -> Option<Self> {
        match self.0 {
            Home::Text(document, at) => document.member(at, name).map(|at| Self(Home::Text(document, at))),
            Home::Value(Value::Object(object)) => object.get(name.as_str()).map(Self::from),
            Home::Draft(Draft::Object(members)) => {
                members.iter().find_map(|(n, v)| (n == name.as_str()).then_some(v)).map(Self::from)
            }
            _ => None,
        }
    }

    /// The elements of a list or the members of an object; nothing for a scalar.
    #[must_use]
    pub fn children(self) -> Children<'a> {
        Children(match self.0 {
            Home::Text(document, at) => Kids::Text(document, document.children(at)),
            Home::Value(Value::Array(list)) => Kids::List(list.iter()),
            Home::Value(Value::Object(object)) => Kids::Object(object.slice().iter()),
            Home::Value(_) => Kids::List([].iter()),
            Home::Draft(Draft::Array(list)) => Kids::DraftList(list.iter()),
            Home::Draft(Draft::Object(members)) => Kids::DraftObject(members.iter()),
            Home::Draft(_) => Kids::DraftList([].iter()),
        })
    }

    /// The elements of a list, or nothing.
    #[must_use]
    pub fn elements(self) -> Option<impl Iterator<Item = Self> + use<'a>> {
        (self.kind() == Kind::Array).then(|| self.children().map(|(_, node)| node))
    }

    /// How many elements or members there are.
    #[must_use]
    pub fn len(self) -> usize {
        match self.0 {
            Home::Text(document, at) => document.children(at).count(),
            Home::Value(Value::Array(list)) => list.len(),
            Home::Value(Value::Object(object)) => object.len(),
            Home::Draft(Draft::Array(list)) => list.len(),
            Home::Draft(Draft::Object(members)) => members.len(),
            _ => 0,
        }
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.children().next().is_none()
    }

    /// Whether lists and objects are nested deeper than `levels` in it, itself included. An empty one is no level, as
    /// for the parser.
    pub(crate) fn is_deeper_than(self, levels: usize) -> bool {
        match self.0 {
            // each level takes two brackets, so that short pieces need no look inside
            Home::Text(document, at) if document.raw(at).len() / 2 <= levels => false,
            _ => match levels.checked_sub(1) {
                None => !self.is_empty(),
                Some(levels) => self.children().any(|(_, child)| child.is_deeper_than(levels)),
            },
        }
    }

    /// A copy that owns its text.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self.kind() {
            Kind::Null => Value::Null,
            Kind::Bool => Value::Bool(self.as_bool() == Some(true)),
            Kind::Number => Value::Number(Number::spelled(self.as_number().unwrap_or("0"))),
            Kind::String => Value::String(self.as_str().unwrap_or_default().into_owned()),
            Kind::Array => Value::Array(self.children().map(|(_, v)| v.to_value()).collect()),
            Kind::Object => Value::Object(Object::of_unique(
                self.children().map(|(n, v)| (n.name().into_owned(), v.to_value())).collect(),
            )),
        }
    }

    /// Appends the value as JSON on one line. What stood in a text is copied as it stood.
    pub fn write_json(self, out: &mut Vec<u8>) {
        match self.0 {
            Home::Text(document, at) => document.write(at, out),
            Home::Value(value) => value.write_json(out),
            Home::Draft(draft) => draft.write_json(out),
        }
    }
}

/// See [`Node::children`].
#[derive(Debug, Clone)]
pub struct Children<'a>(Kids<'a>);

#[derive(Debug, Clone)]
enum Kids<'a> {
    Text(&'a Document<'a>, TextChildren<'a>),
    List(std::slice::Iter<'a, Value>),
    Object(std::slice::Iter<'a, (String, Value)>),
    DraftList(std::slice::Iter<'a, Draft<'a>>),
    DraftObject(std::slice::Iter<'a, (Cow<'a, str>, Draft<'a>)>),
}

/// The name of a child, unescaped only when asked for. Elements have an empty one.
#[derive(Debug, Clone, Copy)]
pub struct ChildName<'a>(NameHome<'a>);

#[derive(Debug, Clone, Copy)]
enum NameHome<'a> {
    Text(&'a Document<'a>, u32),
    Str(&'a str),
}

impl<'a> ChildName<'a> {
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        match self.0 {
            NameHome::Text(document, at) => document.name_of(at),
            NameHome::Str(name) => Cow::Borrowed(name),
        }
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = (ChildName<'a>, Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        const NONE: NameHome<'_> = NameHome::Str("");
        let (name, node) = match &mut self.0 {
            Kids::Text(document, children) => {
                let at = children.next()?;
                (NameHome::Text(document, at), Node(Home::Text(document, at)))
            }
            Kids::List(list) => (NONE, list.next()?.into()),
            Kids::Object(members) => {
                let (name, value) = members.next()?;
                (NameHome::Str(name), value.into())
            }
            Kids::DraftList(list) => (NONE, list.next()?.into()),
            Kids::DraftObject(members) => {
                let (name, draft) = members.next()?;
                (NameHome::Str(name), draft.into())
            }
        };
        Some((ChildName(name), node))
    }
}
