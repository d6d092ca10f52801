//! The part of a read transformation that only copies, done without reading what it copies.
//!
//! Most mappings take a member of the entity to a member of the result as it is. Where no other mapping has to do with
//! that member, it is enough to know where its value stands in the text. What is given in the same way to every entity is
//! made once. All other mappings run on what they may read.

mod plan;

use std::ops::Range;

use zonedesk_jsonpath::{Draft, Fuel, Node, Outline, Tape, Value, write_string};

use crate::compile::Program;
use crate::functions::Outside;
use crate::run::{Ended, Request};

/// The longest entity, in bytes, that is done so where texts are joined.
const LONG: usize = 1 << 20;

/// A program in parts, for reading.
#[derive(Debug)]
pub struct Copies {
    rest: Program,
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
    text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\')
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
    /// Where the value of each copy stands: in the text, or where something is joined to it in `made`.
    values: Vec<Option<Range<usize>>>,
    made: String,
    /// The members that the rest may read.
    read: Vec<u8>,
}

#[derive(Debug)]
struct Use {
    is_read: bool,
    /// By their numbers.
    copies: Vec<usize>,
}

/// Names and values that are copied, the values as they stand in the text, and those that are always the same.
#[derive(Debug)]
pub struct Copied<'a> {
    text: &'a str,
    made: &'a str,
    of: &'a Copies,
    values: &'a [Option<Range<usize>>],
}

/// One member that is copied.
#[derive(Debug, Clone, Copy)]
pub struct CopiedMember<'a> {
    pub name: &'a str,
    /// The name in JSON, with its colon.
    pub name_in_json: &'a str,
    pub value: &'a str,
}

impl<'a> Copied<'a> {
    pub fn iter(&self) -> impl Iterator<Item = CopiedMember<'a>> + Clone {
        let (text, made) = (self.text, self.made);
        let copies = self.of.copies.iter().zip(self.values).filter_map(move |(copy, value)| {
            let value = if copy.joins.is_empty() { &text[value.clone()?] } else { &made[value.clone()?] };
            Some(CopiedMember { name: &copy.target, name_in_json: &copy.name, value })
        });
        copies.chain(self.of.fixed.iter().map(|Fixed { target, name, value }| CopiedMember {
            name: target,
            name_in_json: name,
            value,
        }))
    }
}

impl Copies {
    /// For the entities of an outline of this text.
    #[must_use]
    pub fn copier<'p>(&'p self, text: &'p str, outline: &'p Outline) -> Copier<'p> {
        let uses = outline.names().iter().map(|_| None).collect();
        let (values, made, read) = (vec![None; self.copies.len()], String::new(), Vec::new());
        Copier { of: self, text, outline, tape: Tape::new(), uses, values, made, read }
    }

    fn use_of(&self, name: &str) -> Use {
        let numbered = self.copies.iter().enumerate();
        Use {
            is_read: self.rest.may_read(name),
            copies: numbered.filter(|(_, copy)| copy.source == name).map(|(number, _)| number).collect(),
        }
    }
}

impl Copier<'_> {
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
        self.join(entity, request)?;
        let read = std::str::from_utf8(&self.read).ok()?;
        let document = self.tape.parse_str(read).ok()?;
        let (root, fuel) = (Node::from(&document), Fuel::default());
        Some(match of.rest.run(root, request, &fuel, outside, &mut ()).ok()? {
            Ended::Entity(made) => Ended::Entity(write(
                &made,
                &Copied { text: self.text, made: &self.made, of, values: &self.values },
            )),
            Ended::Skipped(skip) => Ended::Skipped(skip),
            Ended::Deleted => Ended::Deleted,
        })
    }

    /// Makes the objects that something is joined to.
    fn join(&mut self, entity: usize, request: &Request) -> Option<()> {
        self.made.clear();
        for (number, copy) in self.of.copies.iter().enumerate().filter(|(_, copy)| !copy.joins.is_empty()) {
            let object = &self.text[self.values[number].clone()?];
            let members = object.strip_prefix('{')?.trim_start();
            if self.outline.place(entity)?.len() > LONG || object.contains('\\') {
                return None;
            }
            let start = self.made.len();
            for (place, join) in copy.joins.iter().enumerate() {
                // A member of this name would count in its place.
                if object.contains(join.member.trim_end_matches(':')) {
                    return None;
                }
                self.made.push(if place == 0 { '{' } else { ',' });
                self.made.push_str(&join.member);
                self.made.push('"');
                for part in &join.parts {
                    match part {
                        Part::Text(text) => self.made.push_str(text),
                        Part::Request(name) => match request.variables.get(name)? {
                            Value::String(text) if text.len() <= plan::SHORT && is_plain(text) => {
                                self.made.push_str(text);
                            }
                            _ => return None,
                        },
                        Part::Copy(number) => {
                            let text = &self.text[self.values[*number].clone()?];
                            self.made.push_str(text.strip_prefix('"')?.strip_suffix('"')?);
                        }
                    }
                }
                self.made.push('"');
            }
            self.made.push_str(if members.starts_with('}') { "" } else { "," });
            self.made.push_str(members);
            self.values[number] = Some(start..self.made.len());
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
            let name = &outline.names()[number];
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
