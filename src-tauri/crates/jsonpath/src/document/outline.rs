//! A text checked as a whole, and no more noted of it than where the members of its entities stand.

use std::borrow::Cow;
use std::ops::Range;

use super::scan::{MAX_DEPTH, Scan, SyntaxError, unescape};

/// Where the members of entities stand in a text, each with all that it holds. All of the text is checked, and only that
/// much of it is noted. Of members of one name the last one counts.
#[derive(Debug, Default)]
pub struct Outline {
    /// Of all members, each once.
    names: Vec<Box<str>>,
    members: Vec<Member>,
    entities: Vec<Entity>,
}

/// A list of entities, and what stands beside it.
#[derive(Debug)]
pub struct OutlinedList {
    pub outline: Outline,
    /// Where the value of the member beside it stands.
    pub beside: Option<Range<usize>>,
}

/// A member of an entity.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Its place in [`Outline::names`].
    pub name: u32,
    start: u32,
    end: u32,
}

#[derive(Debug)]
struct Entity {
    start: u32,
    end: u32,
    /// The first of its members, and the one behind them; none where it is no object.
    members: Option<(u32, u32)>,
}

impl Member {
    /// Where its value stands, in bytes.
    #[must_use]
    pub fn value(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Outline {
    /// Of a text that is one entity.
    ///
    /// # Errors
    /// As [`Tape::parse_str`](super::Tape::parse_str).
    pub fn of_entity(text: &str) -> Result<Self, SyntaxError> {
        let mut outline = Self::default();
        whole(text, |reader| reader.entity(&mut outline, 0))?;
        Ok(outline)
    }

    /// Of a text that is an object with a list of entities in it, in the member of one of these `names`. `beside`: the
    /// name of another one that is of interest. None where there is no such list.
    ///
    /// # Errors
    /// As [`Tape::parse_str`](super::Tape::parse_str).
    pub fn of_list(text: &str, names: &[&str], beside: &str) -> Result<Option<OutlinedList>, SyntaxError> {
        let (mut outline, mut told) = (None, None);
        whole(text, |reader| {
            if reader.byte() != Some(b'{') {
                return reader.value(0);
            }
            reader.object(|reader, name| {
                let start = reader.scan.at;
                if names.contains(&&*name) {
                    outline = None;
                    if reader.byte() == Some(b'[') {
                        let list = outline.insert(Self::default());
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
        size_of_val(&*self.members) + size_of_val(&*self.entities)
    }

    /// The names of all members of all entities.
    #[must_use]
    pub fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// The members of an entity in their order; none where it is no object.
    #[must_use]
    pub fn members(&self, entity: usize) -> Option<&[Member]> {
        let (from, to) = self.entities.get(entity)?.members?;
        self.members.get(from as usize..to as usize)
    }

    /// Where the value of an entity's member of that name stands, in bytes.
    #[must_use]
    pub fn member(&self, entity: usize, name: &str) -> Option<Range<usize>> {
        let named = |member: &&Member| &*self.names[member.name as usize] == name;
        self.members(entity)?.iter().rfind(named).map(Member::value)
    }

    /// Entities mostly have the same members in the same order.
    #[inline]
    fn number(&mut self, name: &str, place: usize) -> u32 {
        let found = match self.names.get(place) {
            Some(known) if **known == *name => Some(place),
            _ => self.names.iter().position(|known| **known == *name),
        };
        found.unwrap_or_else(|| {
            self.names.push(name.into());
            self.names.len() - 1
        }) as u32
    }
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
    let scan = Scan { text, bytes: text.as_bytes(), at: 0, untidy: 0, nodes, open };
    let mut reader = Reader { scan, around: Vec::new() };
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
        let is_object = self.byte() == Some(b'{');
        if is_object {
            let mut place = 0;
            self.object(|reader, name| {
                let name = outline.number(&name, place);
                place += 1;
                let start = reader.scan.at as u32;
                reader.value(depth + 1)?;
                outline.members.push(Member { name, start, end: reader.scan.at as u32 });
                Ok(())
            })?;
        } else {
            self.value(depth)?;
        }
        let members = is_object.then_some((from, outline.members.len() as u32));
        outline.entities.push(Entity { start, end: self.scan.at as u32, members });
        Ok(())
    }

    /// Reads an object, of which `member` takes each value.
    fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, Cow<'t, str>) -> Result<(), SyntaxError>,
    ) -> Result<(), SyntaxError> {
        if !self.scan.opens(b'}') {
            return Ok(());
        }
        loop {
            let (start, end, escaped) = self.scan.name_text()?;
            let name = &self.scan.text[start..end];
            member(self, if escaped { Cow::Owned(unescape(name)) } else { Cow::Borrowed(name) })?;
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
mod tests {
    use super::super::Tape;
    use super::*;

    /// Each entity with its members.
    fn told(text: &str, outline: &Outline) -> Vec<String> {
        let all = (0..outline.len()).map(|entity| {
            let members = outline.members(entity).map(|members| {
                let told = members.iter().map(|member| {
                    format!("{}={}", outline.names()[member.name as usize], &text[member.value()])
                });
                told.collect::<Vec<_>>().join("|")
            });
            members.unwrap_or_else(|| format!("no object: {}", &text[outline.place(entity).unwrap()]))
        });
        all.collect()
    }

    #[test]
    fn members_stand_where_they_stand() {
        let text = r#" {"total" : 7, "resources":[ {"id":"1", "o": { "x":[1,{"y":[]}], "z": {}} , "n":-1.5e3},{},
            {"n":null,"\u0069d":"2","id":"3"}, [ {} ], "x" ] , "a":[[]]} "#;
        let list = Outline::of_list(text, &["Resources", "resources"], "total").unwrap().unwrap();
        assert_eq!(&text[list.beside.unwrap()], "7");
        let members = told(text, &list.outline);
        let expected = [
            r#"id="1"|o={ "x":[1,{"y":[]}], "z": {}}|n=-1.5e3"#,
            "",
            r#"n=null|id="2"|id="3""#,
            "no object: [ {} ]",
            r#"no object: "x""#,
        ];
        assert_eq!(members, expected);
        assert_eq!(&text[list.outline.member(2, "id").unwrap()], r#""3""#);
        assert_eq!(list.outline.member(1, "id"), None);
        for none in ["{}", "[]", "7", r#"{"resources":{}}"#, r#"{"a":{"resources":[]}}"#] {
            assert!(Outline::of_list(none, &["resources"], "total").unwrap().is_none(), "{none}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused_as_by_the_parser() {
        let nested = |n: usize| "[".repeat(n) + "1" + &"]".repeat(n);
        let mut texts: Vec<String> = [
            "",
            "nul",
            "{",
            "}",
            "[1,]",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            r#"{"a":1} 2"#,
            r#"{a:1}"#,
            r#"{"a":[1,}"#,
            r#"{"a":[1]]"#,
            r#"{"a":{"b":tru}}"#,
            r#"{"a":{"b" 1}}"#,
            r#"{"a":{"b":{"c":[1 2]}}}"#,
            r#"{"a":{"b":"\x"}}"#,
            r#"{"a":{"b":[{}"#,
            "{\"a\":\"\n\"}",
            r#"{"a":01}"#,
            r#"{"\ud800":1}"#,
        ]
        .map(str::to_owned)
        .to_vec();
        texts.extend((MAX_DEPTH - 3..MAX_DEPTH + 3).map(nested));
        for text in texts {
            for text in [text.clone(), format!(r#"{{"resources":[{text}]}}"#)] {
                let parsed = Tape::new().parse_str(&text).map(drop);
                assert_eq!(Outline::of_entity(&text).map(drop), parsed, "{text}");
                assert_eq!(Outline::of_list(&text, &["resources"], "x").map(drop), parsed, "{text}");
            }
        }
    }
}
