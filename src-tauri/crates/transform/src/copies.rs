//! The part of a read transformation that only copies, done without reading what it copies.
//!
//! Most mappings take a member of the entity to a member of the result as it is. Where no other mapping has to do with
//! that member, it is enough to know where its value stands in the text. What is given in the same way to every entity is
//! made once. All other mappings run on what they may read.

mod plan;

use std::ops::Range;

use zonedesk_jsonpath::{Draft, Fuel, Member, Node, Outline, Tape, Value, write_string};

use crate::compile::Program;
use crate::functions::Outside;
use crate::model::Operation;
use crate::run::{Ended, Request};

/// The longest text, in bytes, that is joined to others.
const LONG: usize = 1 << 20;
/// The most members of the object that is opened.
const FEW: usize = 16;

/// A program in parts, for reading.
#[derive(Debug)]
pub struct Copies {
    rest: Program,
    /// The rest does nothing.
    is_all: bool,
    copies: Vec<Transfer>,
    fixed: Vec<Fixed>,
}

#[derive(Debug)]
struct Transfer {
    source: String,
    target: String,
    /// The target as a name in JSON, with its colon.
    name: String,
    optional: bool,
    /// Also a list of one.
    whole: bool,
    /// What stands in it beside that, which must be an object then.
    joins: Vec<Join>,
}

/// A text that is made of others.
#[derive(Debug)]
struct Join {
    name: String,
    /// As that of a [`Transfer`].
    member: String,
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    /// As it stands in a string.
    Text(String),
    /// A variable of the request, which must be a short text that needs no escapes.
    Request(String),
    /// The text that is copied, by the number of the [`Transfer`].
    Copy(usize),
}

/// A member that every entity is given.
#[derive(Debug)]
struct Fixed {
    target: String,
    /// As that of a [`Transfer`].
    name: String,
    /// As it is to be written.
    value: String,
}

fn name_in_json(name: &str) -> String {
    let mut json = Vec::with_capacity(name.len() + 3);
    write_string(name, &mut json);
    json.push(b':');
    String::from_utf8(json).unwrap_or_default()
}

/// As it stands in a string of JSON, without the quotes.
fn in_string(text: &str) -> String {
    let name = name_in_json(text);
    name[1..name.len() - 2].to_owned()
}

/// Whether a text stands in a string of JSON as it is.
fn is_plain(text: &str) -> bool {
    // All of it, which is quicker than to stop.
    text.bytes().fold(true, |plain, byte| plain & (byte >= b' ') & (byte != b'"') & (byte != b'\\'))
}

/// Runs [`Copies`] on the entities of one text, with the same memory.
#[derive(Debug)]
pub struct Copier<'p> {
    of: &'p Copies,
    text: &'p str,
    outline: &'p Outline,
    tape: Tape,
    /// What becomes of the members of each name.
    uses: Vec<Option<Use>>,
    /// Where the value of each copy stands.
    values: Vec<Option<Range<usize>>>,
    /// What is joined to each copy.
    joined: Vec<String>,
    /// The members that the rest may read.
    read: Vec<u8>,
}

#[derive(Debug)]
struct Use {
    is_read: bool,
    /// By their numbers.
    copies: Vec<usize>,
}

/// What is copied, and what is always the same.
#[derive(Debug)]
pub struct Copied<'a> {
    of: &'a Copies,
    text: &'a str,
    outline: &'a Outline,
    /// What is in the member that is opened.
    opened: Option<&'a [Member]>,
    values: &'a [Option<Range<usize>>],
    joined: &'a [String],
}

/// One member that is copied.
#[derive(Debug, Clone, Copy)]
pub struct CopiedMember<'a> {
    pub name: &'a str,
    /// The name in JSON, with its colon.
    pub name_in_json: &'a str,
    /// As it stands in the text.
    value: &'a str,
    opened: Option<Opened<'a>>,
}

/// An object that is copied, and what is joined to it.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    /// Where what is between its braces stands in the text.
    start: usize,
    end: usize,
    /// What is joined, as it stands in an object.
    joined: &'a str,
    joins: &'a [Join],
    members: &'a [Member],
    text: &'a str,
    outline: &'a Outline,
}

impl<'a> Copied<'a> {
    pub fn iter(&self) -> impl Iterator<Item = CopiedMember<'a>> + Clone {
        let Self { of, text, outline, opened, values, joined } = *self;
        let copies = of.copies.iter().zip(values).zip(joined).filter_map(move |((copy, value), joined)| {
            let place = value.clone()?;
            let opened = opened.filter(|_| copy.source == outline.opens()).map(|members| Opened {
                start: place.start + 1,
                end: place.end - 1,
                joined,
                joins: &copy.joins,
                members,
                text,
                outline,
            });
            Some(CopiedMember { name: &copy.target, name_in_json: &copy.name, value: &text[place], opened })
        });
        copies.chain(of.fixed.iter().map(|Fixed { target, name, value }| CopiedMember {
            name: target,
            name_in_json: name,
            value,
            opened: None,
        }))
    }
}

impl<'a> CopiedMember<'a> {
    /// Appends its value.
    pub fn write(&self, out: &mut Vec<u8>) {
        let Some(opened) = self.opened.filter(|opened| !opened.joins.is_empty()) else {
            return out.extend_from_slice(self.value.as_bytes());
        };
        out.push(b'{');
        opened.write_members("", |_, _| {}, out);
        out.push(b'}');
    }

    /// Its value, which nothing is joined to.
    #[must_use]
    pub fn value(&self) -> Option<&'a str> {
        self.opened.is_none_or(|opened| opened.joins.is_empty()).then_some(self.value)
    }

    /// Its members, where it is an object that the outline has opened.
    #[must_use]
    pub fn opened(&self) -> Option<Opened<'a>> {
        self.opened
    }
}

impl Opened<'_> {
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.joins.iter().any(|join| join.name == name) || self.outline.among(self.members, name).is_some()
    }

    /// Appends its members as they stand, with commas between them, but for the value of the `changed` one: that is
    /// given to `change`, which appends another one.
    pub fn write_members(&self, changed: &str, change: impl Fn(&str, &mut Vec<u8>), out: &mut Vec<u8>) {
        out.extend_from_slice(self.joined.as_bytes());
        if self.members.is_empty() {
            return;
        }
        if !self.joined.is_empty() {
            out.push(b',');
        }
        let mut start = self.start;
        if let Some(changed) = self.outline.among(self.members, changed) {
            let value = changed.value();
            out.extend_from_slice(&self.text.as_bytes()[start..value.start]);
            start = value.end;
            change(&self.text[value], out);
        }
        out.extend_from_slice(&self.text.as_bytes()[start..self.end]);
    }
}

impl Copies {
    /// For the entities of an outline of this text.
    #[must_use]
    pub fn copier<'p>(&'p self, text: &'p str, outline: &'p Outline) -> Copier<'p> {
        let uses = (0..outline.names()).map(|_| None).collect();
        let count = self.copies.len();
        let (values, joined, read) = (vec![None; count], vec![String::new(); count], Vec::new());
        Copier { of: self, text, outline, tape: Tape::new(), uses, values, joined, read }
    }

    fn use_of(&self, name: &str) -> Use {
        let numbered = self.copies.iter().enumerate();
        Use {
            is_read: self.rest.may_read(name),
            copies: numbered.filter(|(_, copy)| copy.source == name).map(|(number, _)| number).collect(),
        }
    }
}

impl<'p> Copier<'p> {
    /// Reads an entity, by its number in the outline. `write` gets what comes out: the rest, and behind it what is
    /// copied. None where something is out of the ordinary: [`Program::run`] tells what comes out then, or what fails.
    pub fn run<R>(
        &mut self,
        entity: usize,
        request: &Request,
        outside: &mut dyn Outside,
        write: impl FnOnce(&Draft<'_>, &Copied<'_>) -> R,
    ) -> Option<Ended<R>> {
        let of = self.of;
        self.find(entity)?;
        for (copy, value) in of.copies.iter().zip(&mut self.values) {
            let text = value.clone().map(|value| &self.text[value]);
            match text.map(str::as_bytes) {
                None if copy.optional => {}
                Some(b"null") if copy.optional => *value = None,
                // It fails, or a list of one is its element.
                None => return None,
                Some([b'[', ..]) if !copy.whole => return None,
                Some(_) => {}
            }
        }
        let opened = self.opened(entity);
        self.join(opened, request)?;
        let Self { text, outline, tape, values, joined, read, .. } = self;
        let copied = Copied { of, text, outline, opened, values, joined };
        if of.is_all && request.operation != Operation::Delete {
            return Some(Ended::Entity(write(&Draft::Object(Vec::new()), &copied)));
        }
        let document = tape.parse_str(std::str::from_utf8(read).ok()?).ok()?;
        let (root, fuel) = (Node::from(&document), Fuel::default());
        Some(match of.rest.run(root, request, &fuel, outside, &mut ()).ok()? {
            Ended::Entity(made) => Ended::Entity(write(&made, &copied)),
            Ended::Skipped(skip) => Ended::Skipped(skip),
            Ended::Deleted => Ended::Deleted,
        })
    }

    /// The members of the one that is opened, if they are few and of different names.
    fn opened(&self, entity: usize) -> Option<&'p [Member]> {
        let members = self.outline.opened(entity).filter(|members| members.len() <= FEW)?;
        let mut before = (0..members.len()).map(|at| (&members[at], &members[..at]));
        let twice = before.any(|(member, others)| others.iter().any(|other| other.name == member.name));
        (!twice).then_some(members)
    }

    /// Makes what is joined to the members of the one that is opened.
    fn join(&mut self, opened: Option<&[Member]>, request: &Request) -> Option<()> {
        let all = self.of.copies.iter().zip(&mut self.joined);
        for (copy, joined) in all.filter(|(copy, _)| !copy.joins.is_empty()) {
            joined.clear();
            if copy.source != self.outline.opens() {
                return None;
            }
            let opened = opened?;
            for join in &copy.joins {
                // A member of this name counts in its place.
                if self.outline.among(opened, &join.name).is_some() {
                    return None;
                }
                if !joined.is_empty() {
                    joined.push(',');
                }
                joined.push_str(&join.member);
                joined.push('"');
                for part in &join.parts {
                    match part {
                        Part::Text(text) => joined.push_str(text),
                        Part::Request(name) => match request.variables.get(name)? {
                            Value::String(text) if text.len() <= plan::SHORT && is_plain(text) => {
                                joined.push_str(text);
                            }
                            _ => return None,
                        },
                        Part::Copy(number) => {
                            let text = &self.text[self.values[*number].clone()?];
                            if text.len() > LONG {
                                return None;
                            }
                            joined.push_str(text.strip_prefix('"')?.strip_suffix('"')?);
                        }
                    }
                }
                joined.push('"');
            }
        }
        Some(())
    }

    /// Finds what is copied and what is read.
    fn find(&mut self, entity: usize) -> Option<()> {
        let outline = self.outline;
        self.values.fill(None);
        self.read.clear();
        self.read.push(b'{');
        for member in outline.members(entity)? {
            let number = member.name as usize;
            let name = outline.name(member);
            let used = self.uses[number].get_or_insert_with(|| self.of.use_of(name));
            for copy in &used.copies {
                self.values[*copy] = Some(member.value());
            }
            if used.is_read {
                if self.read.len() > 1 {
                    self.read.push(b',');
                }
                write_string(name, &mut self.read);
                self.read.push(b':');
                self.read.extend_from_slice(&self.text.as_bytes()[member.value()]);
            }
        }
        self.read.push(b'}');
        Some(())
    }
}

#[cfg(test)]
mod tests;
