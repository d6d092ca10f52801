//! A text checked as a whole, and no more noted of it than where the members of its entities stand.

use std::borrow::Cow;
use std::ops::Range;

use super::scan::{MAX_DEPTH, Scan, SyntaxError};
use super::strings::unescape;

/// Where the members of entities stand in a text, each with all that it holds; of one of them also what its members are.
/// All of the text is checked, and only that much of it is noted. Of members of one name the last one counts.
#[derive(Debug, Default)]
pub struct Outline {
    /// Of all members, each once.
    names: Vec<Name>,
    members: Vec<Member>,
    entities: Vec<Entity>,
    /// The members of those that are opened.
    inside: Vec<Member>,
    /// The name of the member that is opened.
    opens: &'static str,
    /// Its number, once it was met.
    opened: Option<usize>,
}

#[derive(Debug)]
struct Name {
    name: Box<str>,
    /// Where it first stands in the text, with its quotes and a colon behind them; empty where it does not stand so.
    usual: Range<u32>,
}

/// A list of entities, and what stands beside it.
#[derive(Debug)]
pub struct OutlinedList {
    pub outline: Outline,
    /// Where the value of the member beside it stands.
    pub beside: Option<Range<usize>>,
}

/// A member of an entity, or of the one that is opened.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The number of its name, below [`Outline::names`].
    pub name: u32,
    start: u32,
    end: u32,
}

#[derive(Debug)]
struct Entity {
    start: u32,
    end: u32,
    /// None where it is no object.
    members: Option<Range<u32>>,
    /// Those of the member that is opened; none where there is none, or it is no object.
    opened: Option<Range<u32>>,
}

impl Member {
    /// Where its value stands, in bytes.
    #[must_use]
    pub fn value(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Outline {
    /// Of a text that is one entity. `opens`: the name of its member that is opened.
    ///
    /// # Errors
    /// As [`Tape::parse_str`](super::Tape::parse_str).
    pub fn of_entity(text: &str, opens: &'static str) -> Result<Self, SyntaxError> {
        let mut outline = Self { opens, ..Self::default() };
        whole(text, |reader| reader.entity(&mut outline, 0))?;
        Ok(outline)
    }

    /// Of a text that is an object with a list of entities in it, in the member of one of these `names`. `beside`: the
    /// name of another one that is of interest. `opens`: the name of the entities' member that is opened. None where
    /// there is no such list.
    ///
    /// # Errors
    /// As [`Tape::parse_str`](super::Tape::parse_str).
    pub fn of_list(
        text: &str,
        names: &[&str],
        beside: &str,
        opens: &'static str,
    ) -> Result<Option<OutlinedList>, SyntaxError> {
        let (mut outline, mut told) = (None, None);
        whole(text, |reader| {
            if reader.byte() != Some(b'{') {
                return reader.value(0);
            }
            reader.object(|reader| {
                let (start, end, escaped) = reader.scan.name_text()?;
                let name = &text[start..end];
                let name = if escaped { Cow::Owned(unescape(name)) } else { Cow::Borrowed(name) };
                let start = reader.scan.at;
                if names.contains(&&*name) {
                    outline = None;
                    if reader.byte() == Some(b'[') {
                        let list = outline.insert(Self { opens, ..Self::default() });
                        return reader.list(|reader| reader.entity(list, 2));
                    }
                }
                reader.value(1)?;
                if name == beside {
                    told = Some(start..reader.scan.at);
                }
                Ok(())
            })
        })?;
        Ok(outline.map(|outline| OutlinedList { outline, beside: told }))
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Where an entity stands in the text, in bytes.
    #[must_use]
    pub fn place(&self, entity: usize) -> Option<Range<usize>> {
        self.entities.get(entity).map(|entity| entity.start as usize..entity.end as usize)
    }

    /// Bytes that it takes, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.members) + size_of_val(&*self.inside) + size_of_val(&*self.entities)
    }

    /// How many names the members of all entities have.
    #[must_use]
    pub fn names(&self) -> usize {
        self.names.len()
    }

    /// The name of a member.
    #[must_use]
    pub fn name(&self, member: &Member) -> &str {
        &self.names[member.name as usize].name
    }

    /// The members of an entity in their order; none where it is no object.
    #[must_use]
    pub fn members(&self, entity: usize) -> Option<&[Member]> {
        stretch(&self.members, self.entities.get(entity)?.members.as_ref()?)
    }

    /// The name of the member that is opened.
    #[must_use]
    pub fn opens(&self) -> &'static str {
        self.opens
    }

    /// The members of the one that is opened in an entity; none where there is none, or it is no object.
    #[must_use]
    pub fn opened(&self, entity: usize) -> Option<&[Member]> {
        stretch(&self.inside, self.entities.get(entity)?.opened.as_ref()?)
    }

    /// The one of that name that counts.
    #[must_use]
    pub fn among<'m>(&self, members: &'m [Member], name: &str) -> Option<&'m Member> {
        members.iter().rfind(|member| self.name(member) == name)
    }

    /// The number of a name, whose quotes and colon stand there, too, if it is `usual`.
    fn number(&mut self, name: &str, usual: Range<u32>) -> usize {
        let known = self.names.iter().position(|known| *known.name == *name);
        known.unwrap_or_else(|| {
            let number = self.names.len();
            if name == self.opens {
                self.opened = Some(number);
            }
            self.names.push(Name { name: name.into(), usual });
            number
        })
    }
}

fn stretch<'m>(members: &'m [Member], of: &Range<u32>) -> Option<&'m [Member]> {
    members.get(of.start as usize..of.end as usize)
}

/// Reads a text, of which `read` takes the one value.
fn whole(
    text: &str,
    read: impl FnOnce(&mut Reader<'_>) -> Result<(), SyntaxError>,
) -> Result<(), SyntaxError> {
    if u32::try_from(text.len()).is_err() {
        return Err(SyntaxError::TooLong);
    }
    let (nodes, open) = (&mut Vec::new(), &mut Vec::new());
    let mut reader = Reader { scan: Scan::new(text, nodes, open), around: Vec::new() };
    reader.scan.skip_white();
    read(&mut reader)?;
    reader.scan.skip_white();
    if reader.scan.at == text.len() { Ok(()) } else { Err(reader.scan.expected("the end")) }
}

struct Reader<'t> {
    scan: Scan<'t>,
    /// Of a container that is stepped over: for each one around it that is, too, whether it is an object.
    around: Vec<bool>,
}

impl<'t> Reader<'t> {
    fn byte(&self) -> Option<u8> {
        self.scan.bytes.get(self.scan.at).copied()
    }

    /// Reads an entity with so many containers around it.
    fn entity(&mut self, outline: &mut Outline, depth: usize) -> Result<(), SyntaxError> {
        let (start, from) = (self.scan.at as u32, outline.members.len() as u32);
        let (mut members, mut opened) = (None, None);
        if self.byte() == Some(b'{') {
            let mut place = 0;
            self.object(|reader| {
                let name = reader.name(outline, &mut place)?;
                let (start, opens) = (reader.scan.at as u32, outline.opened == Some(name));
                if opens && reader.byte() == Some(b'{') {
                    let from = outline.inside.len() as u32;
                    reader.object(|reader| {
                        let name = reader.name(outline, &mut place)?;
                        let start = reader.scan.at as u32;
                        reader.value(depth + 2)?;
                        outline.inside.push(Member { name: name as u32, start, end: reader.scan.at as u32 });
                        Ok(())
                    })?;
                    opened = Some(from..outline.inside.len() as u32);
                } else {
                    reader.value(depth + 1)?;
                    opened = opened.take().filter(|_| !opens);
                }
                outline.members.push(Member { name: name as u32, start, end: reader.scan.at as u32 });
                Ok(())
            })?;
            members = Some(from..outline.members.len() as u32);
        } else {
            self.value(depth)?;
        }
        if outline.entities.is_empty() {
            // The others are mostly as long.
            let rest = (self.scan.bytes.len() - self.scan.at) / (self.scan.at - start as usize).max(1);
            outline.entities.reserve(rest + 1);
            outline.members.reserve(rest * outline.members.len());
            outline.inside.reserve(rest * outline.inside.len());
        }
        outline.entities.push(Entity { start, end: self.scan.at as u32, members, opened });
        Ok(())
    }

    /// Reads the name of a member: its number. Entities mostly have the same members in the same order: what stood in
    /// this `place` before is sought there first.
    #[inline]
    fn name(&mut self, outline: &mut Outline, place: &mut usize) -> Result<usize, SyntaxError> {
        let number = match outline.names.get(*place) {
            Some(Name { usual, .. }) if self.reads(usual) => *place,
            _ => {
                let at = self.scan.at;
                let (start, end, escaped) = self.scan.name_text()?;
                let name = &self.scan.text[start..end];
                if escaped {
                    outline.number(&unescape(name), 0..0)
                } else {
                    let colon = end + 1;
                    let usual = self.scan.bytes[colon] == b':';
                    outline.number(name, if usual { at as u32..colon as u32 + 1 } else { 0..0 })
                }
            }
        };
        *place = number + 1;
        Ok(number)
    }

    /// Steps over what stands elsewhere in the text, if the same stands here, and over the white space behind it.
    #[inline]
    fn reads(&mut self, usual: &Range<u32>) -> bool {
        let usual = &self.scan.bytes[usual.start as usize..usual.end as usize];
        let reads = !usual.is_empty() && self.scan.bytes[self.scan.at..].starts_with(usual);
        if reads {
            self.scan.at += usual.len();
            self.scan.skip_white();
        }
        reads
    }

    /// Reads an object, of which `member` takes each name and value.
    fn object(
        &mut self,
        mut member: impl FnMut(&mut Self) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        if !self.scan.opens(b'}') {
            return Ok(());
        }
        loop {
            member(self)?;
            if !self.goes_on(b'}')? {
                return Ok(());
            }
        }
    }

    /// Reads a list, of which `element` takes each value.
    fn list(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        if !self.scan.opens(b']') {
            return Ok(());
        }
        loop {
            element(self)?;
            if !self.goes_on(b']')? {
                return Ok(());
            }
        }
    }

    /// Reads what follows a value: a comma, or the end.
    #[inline]
    fn goes_on(&mut self, close: u8) -> Result<bool, SyntaxError> {
        self.scan.skip_white();
        match self.byte() {
            Some(b',') => {
                self.scan.at += 1;
                self.scan.skip_white();
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.scan.at += 1;
                Ok(false)
            }
            _ => Err(self.scan.expected_behind(close == b'}')),
        }
    }

    /// Steps over a value with so many containers around it.
    #[inline]
    fn value(&mut self, depth: usize) -> Result<(), SyntaxError> {
        match self.byte() {
            Some(b'"') => self.scan.string().map(drop),
            Some(b'{') => self.container(true, depth),
            Some(b'[') => self.container(false, depth),
            _ => self.scan.plain().map(drop),
        }
    }

    fn container(&mut self, mut object: bool, depth: usize) -> Result<(), SyntaxError> {
        self.around.clear();
        let mut start = self.scan.at;
        if !self.scan.opens(if object { b'}' } else { b']' }) {
            return Ok(());
        }
        loop {
            if depth + self.around.len() == MAX_DEPTH {
                return Err(SyntaxError::TooDeep { at: start });
            }
            let inside = loop {
                if object {
                    self.scan.name_text()?;
                }
                start = self.scan.at;
                match self.byte() {
                    Some(b'"') => drop(self.scan.string()?),
                    Some(b'{') if self.scan.opens(b'}') => break true,
                    Some(b'[') if self.scan.opens(b']') => break false,
                    // Empty, and read.
                    Some(b'{' | b'[') => {}
                    _ => drop(self.scan.plain()?),
                }
                while !self.goes_on(if object { b'}' } else { b']' })? {
                    match self.around.pop() {
                        Some(outer) => object = outer,
                        None => return Ok(()),
                    }
                }
            };
            self.around.push(object);
            object = inside;
        }
    }
}

#[cfg(test)]
mod tests;
