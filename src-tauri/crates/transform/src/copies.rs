//! The part of a read transformation that only copies, done without reading what it copies.
//!
//! Most mappings take a member of the entity to a member of the result as it is. Where no other mapping has to do with
//! that member, it is enough to know where its value stands in the text. All other mappings run on what they may read.

use std::ops::Range;

use memchr::memchr2;
use zonedesk_jsonpath::{Draft, Fuel, Node, Tape, write_string};

use crate::compile::{Program, Step};
use crate::functions::Outside;
use crate::run::{Ended, Request};

/// A program in two parts, for reading.
#[derive(Debug)]
pub struct Copies {
    rest: Program,
    copies: Vec<Transfer>,
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
}

impl Program {
    /// The mappings that only copy, and the others. Members of the result that are `apart` are left to those. None where
    /// nothing only copies.
    #[must_use]
    pub fn copies(&self, apart: &[&str]) -> Option<Copies> {
        let (mut copies, mut rest) = (Vec::new(), Vec::new());
        for step in &self.steps {
            let copied = step.copied().filter(|(_, target)| {
                let alone = |other: &Step| std::ptr::eq(other, step) || other.stays_out_of(target);
                !apart.contains(target) && self.steps.iter().all(alone)
            });
            match copied {
                Some((source, target)) => copies.push(Transfer {
                    source: source.to_owned(),
                    target: target.to_owned(),
                    name: name_in_json(target),
                    optional: step.mapping.optional,
                    whole: step.mapping.preserve_array_with_single_element,
                }),
                None => rest.push(step.clone()),
            }
        }
        (!copies.is_empty()).then(|| Copies { rest: Self { steps: rest, ..self.clone() }, copies })
    }
}

fn name_in_json(name: &str) -> String {
    let mut json = Vec::with_capacity(name.len() + 3);
    write_string(name, &mut json);
    json.push(b':');
    String::from_utf8(json).unwrap_or_default()
}

/// Runs [`Copies`] on entities, one after the other, with the same memory.
#[derive(Debug)]
pub struct Copier<'p> {
    of: &'p Copies,
    tape: Tape,
    /// The members of the entity before, which those of the next one mostly are, too.
    places: Vec<Place>,
    /// Where the value of each copy stands.
    values: Vec<Option<Range<usize>>>,
    /// The members that the rest may read.
    read: String,
}

#[derive(Debug)]
struct Place {
    name: String,
    is_read: bool,
    /// By their numbers.
    copies: Vec<usize>,
}

/// Names and values that are copied, the values as they stand in the entity.
#[derive(Debug)]
pub struct Copied<'a> {
    entity: &'a str,
    copies: &'a [Transfer],
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
    pub fn iter(&self) -> impl Iterator<Item = CopiedMember<'a>> {
        let entity = self.entity;
        self.copies.iter().zip(self.values).filter_map(move |(copy, value)| {
            Some(CopiedMember {
                name: &copy.target,
                name_in_json: &copy.name,
                value: &entity[value.clone()?],
            })
        })
    }
}

impl Copies {
    #[must_use]
    pub fn copier(&self) -> Copier<'_> {
        Copier { of: self, tape: Tape::new(), places: Vec::new(), values: Vec::new(), read: String::new() }
    }
}

impl Copier<'_> {
    /// Reads an entity, whose text must be known to be JSON. `write` gets what comes out: the rest, and behind it what is
    /// copied. None where something is out of the ordinary: [`Program::run`] tells what comes out then, or what fails.
    pub fn run<R>(
        &mut self,
        entity: &str,
        request: &Request,
        outside: &mut dyn Outside,
        write: impl FnOnce(&Draft<'_>, &Copied<'_>) -> R,
    ) -> Option<Ended<R>> {
        self.find(entity)?;
        for (copy, value) in self.of.copies.iter().zip(&mut self.values) {
            let text = value.clone().map(|value| &entity[value]);
            match text.map(str::as_bytes) {
                None if copy.optional => {}
                Some(b"null") if copy.optional => *value = None,
                // It fails, or a list of one is its element.
                None => return None,
                Some([b'[', ..]) if !copy.whole => return None,
                Some(_) => {}
            }
        }
        let document = self.tape.parse_str(&self.read).ok()?;
        let (root, fuel) = (Node::from(&document), Fuel::default());
        Some(match self.of.rest.run(root, request, &fuel, outside, &mut ()).ok()? {
            Ended::Entity(made) => {
                Ended::Entity(write(&made, &Copied { entity, copies: &self.of.copies, values: &self.values }))
            }
            Ended::Skipped(skip) => Ended::Skipped(skip),
            Ended::Deleted => Ended::Deleted,
        })
    }

    /// Finds what is copied and what is read.
    fn find(&mut self, entity: &str) -> Option<()> {
        self.values.clear();
        self.values.resize(self.of.copies.len(), None);
        self.read.clear();
        self.read.push('{');
        let mut members = Members { text: entity.as_bytes(), at: 0 };
        members.open()?;
        let mut number = 0;
        while let Some((name, value)) = members.next()? {
            let text = &entity[name.start + 1..name.end - 1];
            if text.contains('\\') {
                return None;
            }
            if self.places.get(number).is_none_or(|place| place.name != text) {
                self.places.truncate(number);
                self.places.push(self.of.place(text));
            }
            let place = &self.places[number];
            for copy in &place.copies {
                self.values[*copy] = Some(value.clone());
            }
            if place.is_read {
                if self.read.len() > 1 {
                    self.read.push(',');
                }
                self.read.push_str(&entity[name.start..value.end]);
            }
            number += 1;
        }
        self.read.push('}');
        Some(())
    }
}

impl Copies {
    fn place(&self, name: &str) -> Place {
        let numbered = self.copies.iter().enumerate();
        Place {
            name: name.to_owned(),
            is_read: self.rest.may_read(name),
            copies: numbered.filter(|(_, copy)| copy.source == name).map(|(number, _)| number).collect(),
        }
    }
}

/// The members of an object, found without a look into their values. What is not as in JSON gives None, or anything.
struct Members<'t> {
    text: &'t [u8],
    at: usize,
}

/// A name in its quotes, and a value.
type Member = (Range<usize>, Range<usize>);

impl Members<'_> {
    fn blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.text.get(self.at) {
            self.at += 1;
        }
    }

    fn open(&mut self) -> Option<()> {
        self.blanks();
        (self.text.get(self.at) == Some(&b'{')).then(|| self.at += 1)
    }

    /// Where the next one stands; `Some(None)` at the end.
    fn next(&mut self) -> Option<Option<Member>> {
        self.blanks();
        if self.text.get(self.at) == Some(&b',') {
            self.at += 1;
            self.blanks();
        }
        let name = self.at;
        match self.text.get(name)? {
            b'"' => self.string()?,
            b'}' => return Some(None),
            _ => return None,
        }
        let name = name..self.at;
        self.blanks();
        if self.text.get(self.at) != Some(&b':') {
            return None;
        }
        self.at += 1;
        self.blanks();
        let value = self.at;
        self.value()?;
        Some(Some((name, value..self.at)))
    }

    /// Steps over a string.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let found = self.at + memchr2(b'"', b'\\', self.text.get(self.at..)?)?;
            if self.text[found] == b'"' {
                self.at = found + 1;
                return Some(());
            }
            self.at = found + 2;
        }
    }

    /// Steps over a value.
    fn value(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.text.get(self.at)? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    open += 1;
                    self.at += 1;
                    continue;
                }
                b'}' | b']' => {
                    open = open.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if open > 0 => {
                    self.at += 1;
                    continue;
                }
                _ => {
                    let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r');
                    let length = self.text[self.at..].iter().position(ends)?;
                    if length == 0 {
                        return None;
                    }
                    self.at += length;
                }
            }
            if open == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests;
