//! Where something was found.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// A location in a document, linked from the leaf to the root: while a path is read it costs a pointer, and becomes text
/// only where something is found.
#[derive(Debug, Clone, Copy)]
pub struct Place<'b> {
    parent: Option<&'b Place<'b>>,
    part: Part<'b>,
}

#[derive(Debug, Clone, Copy)]
enum Part<'b> {
    Root(char),
    Name(&'b str),
    Child(crate::node::ChildName<'b>),
    Names(&'b [crate::document::Name]),
    Index(i64),
    Call(&'b str),
}

impl<'b> Place<'b> {
    /// `$` or `@`.
    pub(crate) fn root(sign: char) -> Self {
        Self { parent: None, part: Part::Root(sign) }
    }

    pub(crate) fn name(&'b self, name: &'b str) -> Self {
        Self { parent: Some(self), part: Part::Name(name) }
    }

    pub(crate) fn child(&'b self, name: crate::node::ChildName<'b>) -> Self {
        Self { parent: Some(self), part: Part::Child(name) }
    }

    pub(crate) fn names(&'b self, names: &'b [crate::document::Name]) -> Self {
        Self { parent: Some(self), part: Part::Names(names) }
    }

    /// What a function gives is at no place; Jayway calls it so.
    pub(crate) fn call(&'b self, name: &'b str) -> Self {
        Self { parent: Some(self), part: Part::Call(name) }
    }

    /// A negative index stays as it was written.
    pub(crate) fn index(&'b self, index: i64) -> Self {
        Self { parent: Some(self), part: Part::Index(index) }
    }
}

/// Jayway's notation: `$['a'][0]`, quotes in names not escaped.
impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // upwards without recursion: documents are nested deeply
        let mut parts = Vec::new();
        let mut place = Some(self);
        while let Some(here) = place {
            parts.push(here.part);
            place = here.parent;
        }
        for part in parts.into_iter().rev() {
            match part {
                Part::Root(sign) => f.write_char(sign)?,
                Part::Name(name) => write!(f, "['{name}']")?,
                Part::Child(name) => write!(f, "['{}']", name.name())?,
                Part::Names(names) => {
                    let names: Vec<Cow<'_, str>> =
                        names.iter().map(|n| format!("'{}'", n.as_str()).into()).collect();
                    write!(f, "[{}]", names.join(", "))?;
                }
                Part::Index(index) => write!(f, "[{index}]")?,
                Part::Call(name) => write!(f, ".{name}")?,
            }
        }
        Ok(())
    }
}
