use zonedesk_jsonpath::{Number, Object, Value};

/// A part of a text, in bytes: `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `at`.
    #[must_use]
    pub fn at(at: usize) -> Self {
        Self { start: at, end: at }
    }

    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    #[must_use]
    pub fn contains(self, offset: usize) -> bool {
        (self.start..=self.end).contains(&offset)
    }
}

/// A value and where it stands. Numbers are not kept: their spelling is their span.
#[derive(Debug, Clone, PartialEq)]
pub struct Json {
    pub span: Span,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Null,
    Bool(bool),
    Number,
    /// Without its escapes.
    String(String),
    Array(Vec<Json>),
    /// In the order of the text, names that occur twice included.
    Object(Vec<Member>),
    /// No JSON value; the finding says what is wrong.
    Broken,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub name: String,
    /// With its quotes.
    pub name_span: Span,
    pub value: Json,
}

impl Member {
    /// From the name to the end of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.name_span.start, self.value.span.end)
    }
}

impl Json {
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    #[must_use]
    pub fn items(&self) -> &[Json] {
        match &self.kind {
            Kind::Array(items) => items,
            _ => &[],
        }
    }

    /// The member of that name; of several the last, which is the one that counts.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members().iter().rev().find(|m| m.name == name)
    }

    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.member(name).map(|m| &m.value)
    }

    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(s) => Some(s),
            _ => None,
        }
    }

    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(b) => Some(b),
            _ => None,
        }
    }

    /// What stands at a JSON pointer (RFC 6901).
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Json> {
        let mut here = self;
        for token in pointer.split('/').skip(1) {
            let name = token.replace("~1", "/").replace("~0", "~");
            here = match &here.kind {
                Kind::Array(items) => items.get(name.parse::<usize>().ok()?)?,
                _ => here.get(&name)?,
            };
        }
        Some(here)
    }

    /// The pointer of the innermost value or member name at a byte offset.
    #[must_use]
    pub fn pointer_at(&self, offset: usize) -> String {
        let mut pointer = String::new();
        let mut here = self;
        loop {
            let next = match &here.kind {
                Kind::Object(members) => {
                    let i = members.partition_point(|m| m.span().end < offset);
                    members.get(i).filter(|m| m.span().contains(offset)).map(|m| {
                        pointer.push('/');
                        pointer.push_str(&pointer_token(&m.name));
                        &m.value
                    })
                }
                Kind::Array(items) => {
                    let i = items.partition_point(|v| v.span.end < offset);
                    items.get(i).filter(|v| v.span.contains(offset)).inspect(|_| {
                        pointer.push('/');
                        pointer.push_str(&i.to_string());
                    })
                }
                _ => None,
            };
            match next {
                Some(inner) => here = inner,
                None => return pointer,
            }
        }
    }

    /// What the value is called in messages.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "a list",
            Kind::Object(_) => "an object",
            Kind::Broken => "no JSON value",
        }
    }

    /// The value itself; `text` is the one it was read from. Broken parts are null.
    #[must_use]
    pub fn to_value(&self, text: &str) -> Value {
        match &self.kind {
            Kind::Null | Kind::Broken => Value::Null,
            Kind::Bool(b) => Value::Bool(*b),
            Kind::Number => Number::parse(self.span.of(text)).map_or(Value::Null, Value::Number),
            Kind::String(s) => Value::String(s.clone()),
            Kind::Array(items) => Value::Array(items.iter().map(|v| v.to_value(text)).collect()),
            Kind::Object(members) => Value::Object(
                members.iter().map(|m| (m.name.clone(), m.value.to_value(text))).collect::<Object>(),
            ),
        }
    }
}

/// A member name as a token of a JSON pointer (RFC 6901, section 3).
#[must_use]
pub fn pointer_token(name: &str) -> std::borrow::Cow<'_, str> {
    if name.contains(['~', '/']) { name.replace('~', "~0").replace('/', "~1").into() } else { name.into() }
}
