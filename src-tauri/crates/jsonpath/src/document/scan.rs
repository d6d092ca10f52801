//! The scanner: text to nodes, without recursion, checking all that RFC 8259 asks for.

use std::collections::HashMap;

use super::strings::{escape, is_bare, plain_until, quote_from, unescape};
use super::{Document, ESCAPED, Kind, NAME_ESCAPED, SHADOWED, Span, UNTIDY, name_hash};
use crate::value::number_end;

/// Lists and objects may be nested this deep. What walks a document recurses no deeper.
pub const MAX_DEPTH: usize = 512;

/// Above this many members equal names are sought in a hash map, once, instead of member by member.
const FEW_MEMBERS: u32 = 64;

/// A text that is not JSON, with the byte where that shows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxError {
    #[error("not UTF-8 at byte {at}")]
    Utf8 { at: usize },
    #[error("expected {expected} at byte {at}")]
    Expected { expected: &'static str, at: usize },
    #[error("unknown escape at byte {at}")]
    Escape { at: usize },
    #[error("half of a surrogate pair at byte {at}")]
    Surrogate { at: usize },
    #[error("control character in a string at byte {at}")]
    Control { at: usize },
    #[error("nested deeper than {MAX_DEPTH} at byte {at}")]
    TooDeep { at: usize },
    #[error("longer than 4 GiB")]
    TooLong,
}

impl SyntaxError {
    /// Where, in bytes; none where it is the whole text.
    #[must_use]
    pub fn at(&self) -> Option<usize> {
        match self {
            Self::Utf8 { at }
            | Self::Expected { at, .. }
            | Self::Escape { at }
            | Self::Surrogate { at }
            | Self::Control { at }
            | Self::TooDeep { at } => Some(*at),
            Self::TooLong => None,
        }
    }
}

/// The memory of a parser, to be used again for document after document.
#[derive(Debug, Default)]
pub struct Tape {
    nodes: Vec<Span>,
    open: Vec<Open>,
}

/// A container whose end is not read yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    node: u32,
    members: u32,
    /// One bit for each name hash seen.
    seen: [u64; 4],
    /// How many reasons not to copy had been met when it opened.
    untidy: u32,
    object: bool,
}

/// A member's name as read, handed to the value behind it.
#[derive(Clone, Copy)]
struct MemberName {
    start: u32,
    end: u32,
    escaped: bool,
    hash: u8,
}

const NO_NAME: MemberName = MemberName { start: 0, end: 0, escaped: false, hash: 0 };

impl Tape {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Parses a text that holds one JSON value.
    ///
    /// # Errors
    /// [`SyntaxError`] where the text is not JSON, not UTF-8, too long or nested too deep.
    pub fn parse<'a>(&'a mut self, bytes: &'a [u8]) -> Result<Document<'a>, SyntaxError> {
        let text = std::str::from_utf8(bytes).map_err(|e| SyntaxError::Utf8 { at: e.valid_up_to() })?;
        self.parse_str(text)
    }

    /// Like [`Tape::parse`], for text that is known to be UTF-8.
    ///
    /// # Errors
    /// As [`Tape::parse`].
    pub fn parse_str<'a>(&'a mut self, text: &'a str) -> Result<Document<'a>, SyntaxError> {
        if u32::try_from(text.len()).is_err() {
            return Err(SyntaxError::TooLong);
        }
        self.nodes.clear();
        self.open.clear();
        Scan::new(text, &mut self.nodes, &mut self.open).run()?;
        Ok(Document { text, nodes: &self.nodes })
    }
}

pub(super) struct Scan<'t> {
    pub text: &'t str,
    pub bytes: &'t [u8],
    pub at: usize,
    /// Nothing in the text is escaped, and there are no control characters: a string ends with the next quote.
    bare: bool,
    /// Reasons not to copy a container's bytes that were met so far.
    untidy: u32,
    nodes: &'t mut Vec<Span>,
    open: &'t mut Vec<Open>,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t str, nodes: &'t mut Vec<Span>, open: &'t mut Vec<Open>) -> Self {
        let bytes = text.as_bytes();
        Self { text, bytes, at: 0, bare: is_bare(bytes), untidy: 0, nodes, open }
    }

    fn run(&mut self) -> Result<(), SyntaxError> {
        self.skip_white();
        let mut name = NO_NAME;
        loop {
            if self.value(name)? {
                name = self.first_inside()?;
                continue;
            }
            match self.behind_value()? {
                Some(next) => name = next,
                None => return Ok(()),
            }
        }
    }

    /// Reads a scalar or an empty container whole, or the opening of a container (`true`).
    fn value(&mut self, name: MemberName) -> Result<bool, SyntaxError> {
        let start = self.at;
        let untidy = self.untidy;
        let mut flags = if name.escaped { NAME_ESCAPED } else { 0 };
        let (kind, opened) = match self.bytes.get(start) {
            Some(b'"') => {
                if self.string()? {
                    flags |= ESCAPED;
                }
                (Kind::String, false)
            }
            Some(b'{') => (Kind::Object, self.opens(b'}')),
            Some(b'[') => (Kind::Array, self.opens(b']')),
            _ => (self.plain()?, false),
        };
        if self.untidy != untidy {
            flags |= UNTIDY;
        }
        let node = self.nodes.len() as u32;
        self.nodes.push(Span {
            name_start: name.start,
            name_end: name.end,
            start: start as u32,
            end: self.at as u32,
            next: node + 1,
            kind,
            flags,
            name_hash: name.hash,
        });
        if opened {
            if self.open.len() == MAX_DEPTH {
                return Err(SyntaxError::TooDeep { at: start });
            }
            let object = kind == Kind::Object;
            self.open.push(Open { node, members: 0, seen: [0; 4], untidy, object });
        }
        Ok(opened)
    }

    /// Reads a value that is neither a string nor a container.
    pub fn plain(&mut self) -> Result<Kind, SyntaxError> {
        match self.bytes.get(self.at) {
            Some(b't') => self.word("true", Kind::Bool),
            Some(b'f') => self.word("false", Kind::Bool),
            Some(b'n') => self.word("null", Kind::Null),
            _ => {
                self.at = number_end(self.bytes, self.at).ok_or(self.expected("a value"))?;
                Ok(Kind::Number)
            }
        }
    }

    /// Steps into a container; `false` when its end follows at once, which is then read too.
    #[inline]
    pub fn opens(&mut self, close: u8) -> bool {
        self.at += 1;
        self.skip_white();
        if self.bytes.get(self.at) != Some(&close) {
            return true;
        }
        self.at += 1;
        false
    }

    /// The name in front of the first value of the container that was just opened.
    fn first_inside(&mut self) -> Result<MemberName, SyntaxError> {
        if self.open.last().is_some_and(|o| o.object) { self.name() } else { Ok(NO_NAME) }
    }

    /// Reads what follows a value: a comma (and the next name), or the ends of containers. `None` at the end.
    fn behind_value(&mut self) -> Result<Option<MemberName>, SyntaxError> {
        loop {
            self.skip_white();
            let Some(&top) = self.open.last() else {
                return if self.at == self.bytes.len() { Ok(None) } else { Err(self.expected("the end")) };
            };
            match (self.bytes.get(self.at), top.object) {
                (Some(b','), object) => {
                    self.at += 1;
                    self.skip_white();
                    return if object { self.name() } else { Ok(NO_NAME) }.map(Some);
                }
                (Some(b'}'), true) | (Some(b']'), false) => self.close(top),
                (_, object) => return Err(self.expected_behind(object)),
            }
        }
    }

    fn close(&mut self, top: Open) {
        self.at += 1;
        self.open.pop();
        if top.members > FEW_MEMBERS {
            self.shadow_equal_names(top.node);
        }
        let next = self.nodes.len() as u32;
        let span = &mut self.nodes[top.node as usize];
        span.end = self.at as u32;
        span.next = next;
        if self.untidy != top.untidy {
            span.flags |= UNTIDY;
        }
    }

    /// Reads `"name" :` and what white space is around: from where to where the name stands, and whether it holds escapes.
    #[inline]
    pub fn name_text(&mut self) -> Result<(usize, usize, bool), SyntaxError> {
        if self.bytes.get(self.at) != Some(&b'"') {
            return Err(self.expected("a name in quotes"));
        }
        let start = self.at + 1;
        let escaped = self.string()?;
        let end = self.at - 1;
        self.skip_white();
        if self.bytes.get(self.at) != Some(&b':') {
            return Err(self.expected("':'"));
        }
        self.at += 1;
        self.skip_white();
        Ok((start, end, escaped))
    }

    fn name(&mut self) -> Result<MemberName, SyntaxError> {
        let (start, end, escaped) = self.name_text()?;
        let hash = if escaped {
            name_hash(unescape(&self.text[start..end]).as_bytes())
        } else {
            name_hash(&self.bytes[start..end])
        };
        let name = MemberName { start: start as u32, end: end as u32, escaped, hash };
        self.note_member(name);
        Ok(name)
    }

    /// Counts a member of the open object and shadows an earlier one of that name.
    fn note_member(&mut self, name: MemberName) {
        let Some(top) = self.open.last_mut() else { return };
        let (seen, bit) = (&mut top.seen[usize::from(name.hash >> 6)], 1 << (name.hash & 63));
        let met = *seen & bit != 0;
        *seen |= bit;
        top.members += 1;
        if !met || top.members > FEW_MEMBERS {
            return;
        }
        let mut child = top.node as usize + 1;
        while let Some(span) = self.nodes.get(child) {
            let at = child;
            child = span.next as usize;
            if span.name_hash == name.hash && self.same_name(span, name) {
                self.nodes[at].flags |= SHADOWED;
                self.untidy += 1;
            }
        }
    }

    fn same_name(&self, span: &Span, name: MemberName) -> bool {
        let mine = &self.text[span.name_start as usize..span.name_end as usize];
        let other = &self.text[name.start as usize..name.end as usize];
        if span.flags & NAME_ESCAPED == 0 && !name.escaped {
            return mine == other;
        }
        unescape(mine) == unescape(other)
    }

    fn shadow_equal_names(&mut self, object: u32) {
        let mut last: HashMap<String, usize> = HashMap::new();
        let mut child = object as usize + 1;
        while let Some(span) = self.nodes.get(child) {
            let name = unescape(&self.text[span.name_start as usize..span.name_end as usize]);
            let at = child;
            child = span.next as usize;
            if let Some(earlier) = last.insert(name, at) {
                self.nodes[earlier].flags |= SHADOWED;
                self.untidy += 1;
            }
        }
    }

    /// Reads a string from its opening quote on; whether it holds escapes.
    #[inline(always)] // half of what parsing costs is strings, and a call for each shows
    pub fn string(&mut self) -> Result<bool, SyntaxError> {
        let mut escaped = false;
        let mut at = self.at + 1;
        loop {
            at = if self.bare { quote_from(self.bytes, at) } else { plain_until(self.bytes, at) };
            match self.bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(escaped);
                }
                Some(b'\\') => {
                    escaped = true;
                    at = escape(self.bytes, at)?;
                }
                Some(_) => return Err(SyntaxError::Control { at }),
                None => return Err(SyntaxError::Expected { expected: "the end of a string", at }),
            }
        }
    }

    fn word(&mut self, word: &'static str, kind: Kind) -> Result<Kind, SyntaxError> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(kind)
    }

    /// Mostly there is none.
    #[inline(always)]
    pub fn skip_white(&mut self) {
        if self.bytes.get(self.at).is_some_and(|&b| b <= b' ') {
            self.skip_white_here();
        }
    }

    #[cold]
    fn skip_white_here(&mut self) {
        while let Some(b) = self.bytes.get(self.at).filter(|&&b| b <= b' ') {
            match b {
                b' ' => {}
                b'\n' | b'\r' | b'\t' => self.untidy += 1,
                _ => return,
            }
            self.at += 1;
        }
    }

    pub fn expected_behind(&self, in_object: bool) -> SyntaxError {
        self.expected(if in_object { "',' or '}'" } else { "',' or ']'" })
    }

    pub fn expected(&self, expected: &'static str) -> SyntaxError {
        SyntaxError::Expected { expected, at: self.at }
    }
}

#[cfg(test)]
mod tests;
