//! A JSON document as spans of its text: parsed once into a flat list of nodes, nothing copied, nothing unescaped.
//!
//! A transformation hands most of what it reads on as it is. So a node is the range of bytes it was read from, and
//! handing it on is copying that range. Strings are unescaped only when something looks at them.

mod outline;
mod scan;
mod strings;

use std::borrow::Cow;

pub use outline::{Member, Outline, OutlinedList};
pub use scan::{MAX_DEPTH, SyntaxError, Tape};
pub(crate) use strings::plain_until;

/// What kind of JSON value something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

/// A parsed text. Lives as long as the text and the [`Tape`] it was parsed with.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    text: &'a str,
    nodes: &'a [Span],
}

/// One value of the text. Nodes stand in the order of the text, a container before what it holds.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// The member's name without its quotes; empty for an element and for the root.
    name_start: u32,
    name_end: u32,
    /// The value, quotes and brackets included.
    start: u32,
    end: u32,
    /// The node behind this value and all it holds.
    next: u32,
    kind: Kind,
    flags: u8,
    name_hash: u8,
}

/// The string holds escapes.
const ESCAPED: u8 = 1;
/// The name holds escapes.
const NAME_ESCAPED: u8 = 2;
/// A later member of the same object has the same name: the last one counts, as for `serde_json` and Jackson.
const SHADOWED: u8 = 4;
/// The bytes can't be copied as they are: line breaks between tokens, or shadowed members inside.
const UNTIDY: u8 = 8;

/// A name with its hash, so that looking it up compares bytes only where they are probably equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    text: Box<str>,
    hash: u8,
}

impl Name {
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), hash: name_hash(text.as_bytes()) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Cheap and good enough to tell the names within one object apart.
fn name_hash(name: &[u8]) -> u8 {
    let at = |i: usize| name.get(i).copied().unwrap_or(0);
    let len = name.len();
    at(0).wrapping_mul(5)
        ^ at(len / 2).wrapping_mul(23)
        ^ at(len.wrapping_sub(1)).wrapping_mul(113)
        ^ (len as u8).wrapping_mul(41)
}

impl<'a> Document<'a> {
    /// The text between two offsets that a node recorded.
    #[inline]
    fn slice(&self, start: u32, end: u32) -> &'a str {
        &self.text[start as usize..end as usize]
    }

    /// Like [`Document::slice`], where nobody asks whether characters are whole.
    #[inline]
    fn bytes(&self, start: u32, end: u32) -> &'a [u8] {
        &self.text.as_bytes()[start as usize..end as usize]
    }

    #[inline]
    pub(crate) fn kind(&self, at: u32) -> Kind {
        self.nodes[at as usize].kind
    }

    /// The value as it stands in the text.
    pub(crate) fn raw(&self, at: u32) -> &'a str {
        let span = &self.nodes[at as usize];
        self.slice(span.start, span.end)
    }

    /// The string at a node of kind [`Kind::String`].
    pub(crate) fn string(&self, at: u32) -> Cow<'a, str> {
        let span = &self.nodes[at as usize];
        let text = self.slice(span.start + 1, span.end - 1);
        if span.flags & ESCAPED == 0 { Cow::Borrowed(text) } else { Cow::Owned(strings::unescape(text)) }
    }

    fn name(&self, span: &Span) -> Cow<'a, str> {
        let text = self.slice(span.name_start, span.name_end);
        if span.flags & NAME_ESCAPED == 0 { Cow::Borrowed(text) } else { Cow::Owned(strings::unescape(text)) }
    }

    #[inline]
    fn has_name(&self, span: &Span, name: &str, hash: u8) -> bool {
        span.name_hash == hash
            && span.flags & SHADOWED == 0
            && if span.flags & NAME_ESCAPED == 0 {
                self.bytes(span.name_start, span.name_end) == name.as_bytes()
            } else {
                *self.name(span) == *name
            }
    }

    /// The member of that name, when the node is an object.
    pub(crate) fn member(&self, at: u32, name: &Name) -> Option<u32> {
        let parent = &self.nodes[at as usize];
        if parent.kind != Kind::Object {
            return None;
        }
        let mut child = at + 1;
        while child < parent.next {
            let span = &self.nodes[child as usize];
            if self.has_name(span, &name.text, name.hash) {
                return Some(child);
            }
            child = span.next;
        }
        None
    }

    /// The members or elements of a container; nothing for a scalar.
    pub(crate) fn children(&self, at: u32) -> Children<'a> {
        Children { document: *self, at: at + 1, end: self.nodes[at as usize].next }
    }

    /// Appends the value as JSON: as it was read, but on one line and with one member of each name.
    pub(crate) fn write(&self, at: u32, out: &mut Vec<u8>) {
        let span = &self.nodes[at as usize];
        if span.flags & UNTIDY == 0 {
            out.extend_from_slice(self.bytes(span.start, span.end));
            return;
        }
        let (open, close) = if span.kind == Kind::Object { (b'{', b'}') } else { (b'[', b']') };
        out.push(open);
        for (i, child) in self.children(at).enumerate() {
            if i > 0 {
                out.push(b',');
            }
            if span.kind == Kind::Object {
                let member = &self.nodes[child as usize];
                out.extend_from_slice(self.bytes(member.name_start - 1, member.name_end + 1));
                out.push(b':');
            }
            self.write(child, out);
        }
        out.push(close);
    }

    /// The name under which a member stands in its object.
    pub(crate) fn name_of(&self, at: u32) -> Cow<'a, str> {
        self.name(&self.nodes[at as usize])
    }
}

/// See [`Document::children`].
#[derive(Debug, Clone)]
pub(crate) struct Children<'a> {
    document: Document<'a>,
    at: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        while self.at < self.end {
            let child = self.at;
            let span = &self.document.nodes[child as usize];
            self.at = span.next;
            if span.flags & SHADOWED == 0 {
                return Some(child);
            }
        }
        None
    }
}
