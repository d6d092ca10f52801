//! `${name}` inside text: replaced at run time by the string value of a variable.

use std::borrow::Cow;

use zonedesk_jsonpath::{Object, Value};

/// What a variable says, if it is set.
pub type Lookup<'l> = dyn Fn(&str) -> Option<String> + 'l;

/// A text that may name variables. A variable that is not set leaves its `${name}` as written, so that the mistake can
/// be seen in the output, and so that a named group of a regular expression's replacement keeps its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    /// Where `${name}` stands.
    names: Box<[(usize, usize)]>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Piece<'t> {
    Text(&'t str),
    Name(&'t str),
}

impl Template {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let names = variables(&text).collect();
        Self { text, names }
    }

    /// As it was written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What stands in it: text, and names of variables.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut kept = 0;
        let named = self.names.iter().flat_map(move |&(start, end)| {
            let before = std::mem::replace(&mut kept, end);
            [Piece::Text(&self.text[before..start]), Piece::Name(&self.text[start + 2..end - 1])]
        });
        let behind = self.names.last().map_or(0, |(_, end)| *end);
        named.chain([Piece::Text(&self.text[behind..])])
    }

    /// The text, when it names no variable.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        self.names.is_empty().then_some(self.text.as_str())
    }

    #[must_use]
    pub fn fill(&self, lookup: &Lookup<'_>) -> Cow<'_, str> {
        if self.names.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let mut out = String::with_capacity(self.text.len());
        let mut kept = 0;
        for &(start, end) in &self.names {
            if let Some(value) = lookup(&self.text[start + 2..end - 1]) {
                out.push_str(&self.text[kept..start]);
                out.push_str(&value);
                kept = end;
            }
        }
        out.push_str(&self.text[kept..]);
        Cow::Owned(out)
    }
}

/// Where `${name}` stands in a text, in bytes.
pub(crate) fn variables(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.match_indices("${").filter_map(|(start, _)| {
        let rest = &text[start + 2..];
        let len = rest.find('}')?;
        is_name(&rest[..len]).then_some((start, start + 2 + len + 1))
    })
}

/// Whether a variable of that name can be named inside text.
pub(crate) fn is_name(name: &str) -> bool {
    let known = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(known)
}

/// Any JSON whose texts may name variables; names of members stay.
#[must_use]
pub fn fill_value(value: &Value, lookup: &Lookup<'_>) -> Value {
    match value {
        Value::String(s) if s.contains("${") => {
            Value::String(Template::new(s.as_str()).fill(lookup).into_owned())
        }
        Value::Array(items) => Value::Array(items.iter().map(|v| fill_value(v, lookup)).collect()),
        Value::Object(members) => {
            let filled = members.iter().map(|(name, v)| (name.to_owned(), fill_value(v, lookup)));
            Value::Object(filled.collect::<Object>())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced_once() {
        let lookup = |name: &str| match name {
            "a" => Some("1".to_owned()),
            "b.c" => Some("${a}".to_owned()),
            _ => None,
        };
        for (text, filled) in [
            ("plain", "plain"),
            ("<${a}${a}>", "<11>"),
            ("${b.c}", "${a}"),
            ("${gone}-${a}", "${gone}-1"),
            ("${a", "${a"),
            ("x${3}${}", "x${3}${}"),
        ] {
            assert_eq!(Template::new(text).fill(&lookup), filled, "{text}");
        }
        let value = Value::from(vec![Value::from("${a}"), Value::from(2)]);
        assert_eq!(fill_value(&value, &lookup).to_string(), r#"["1",2]"#);
    }
}
