//! A JSON document being built out of pieces of others.
//!
//! A piece that nothing writes into stays what it is, a reference; it is opened, one level at a time, only where
//! something writes below it.

use std::borrow::Cow;

use crate::document::Kind;
use crate::node::Node;
use crate::value::{Value, write_string};

/// A value of the document being built.
#[derive(Debug, Clone)]
pub enum Draft<'a> {
    /// Taken from somewhere as it is.
    Kept(Node<'a>),
    /// Made on the way.
    Value(Value),
    Array(Vec<Draft<'a>>),
    /// Names are unique.
    Object(Vec<(Cow<'a, str>, Draft<'a>)>),
}

impl Default for Draft<'_> {
    fn default() -> Self {
        Self::Value(Value::Null)
    }
}

impl<'a> Draft<'a> {
    #[inline]
    #[must_use]
    pub fn kind(&self) -> Kind {
        Node::from(self).kind()
    }

    /// Opens an object for writing, one level: its members become drafts of their own. What is no object is replaced
    /// by an empty one.
    #[inline]
    pub fn open_object(&mut self) -> &mut Vec<(Cow<'a, str>, Draft<'a>)> {
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(match std::mem::take(self) {
                Self::Kept(node) if node.kind() == Kind::Object => {
                    node.children().map(|(name, child)| (name.name(), Self::Kept(child))).collect()
                }
                Self::Value(Value::Object(object)) => {
                    object.into_iter().map(|(name, value)| (Cow::Owned(name), Self::Value(value))).collect()
                }
                _ => Vec::new(),
            });
        }
        match self {
            Self::Object(members) => members,
            _ => unreachable!("it was just made one"),
        }
    }

    /// Opens a list for writing, one level. What is no list is replaced by an empty one.
    pub fn open_array(&mut self) -> &mut Vec<Draft<'a>> {
        if !matches!(self, Self::Array(_)) {
            *self = Self::Array(match std::mem::take(self) {
                Self::Kept(node) if node.kind() == Kind::Array => {
                    node.children().map(|(_, child)| Self::Kept(child)).collect()
                }
                Self::Value(Value::Array(list)) => list.into_iter().map(Self::Value).collect(),
                _ => Vec::new(),
            });
        }
        match self {
            Self::Array(elements) => elements,
            _ => unreachable!("it was just made one"),
        }
    }

    /// Appends the document as JSON on one line.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        self.write_json_within(out, usize::MAX);
    }

    /// Like [`Draft::write_json`], but stops soon after `out` is longer than `limit`: a document may hold a piece of
    /// another any number of times. Whether it was written to the end.
    pub fn write_json_within(&self, out: &mut Vec<u8>, limit: usize) -> bool {
        match self {
            Self::Kept(node) => node.write_json(out),
            Self::Value(value) => value.write_json(out),
            Self::Array(elements) => {
                out.push(b'[');
                for (i, element) in elements.iter().enumerate() {
                    if i > 0 {
                        out.push(b',');
                    }
                    if !element.write_json_within(out, limit) {
                        return false;
                    }
                }
                out.push(b']');
            }
            Self::Object(members) => {
                out.push(b'{');
                for (i, (name, value)) in members.iter().enumerate() {
                    if i > 0 {
                        out.push(b',');
                    }
                    write_string(name, out);
                    out.push(b':');
                    if !value.write_json_within(out, limit) {
                        return false;
                    }
                }
                out.push(b'}');
            }
        }
        out.len() <= limit
    }
}
