//! Where something was found.

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

    /// In Jayway's notation: `$['a'][0]`, quotes in names not escaped.
    pub(crate) fn text(&self) -> String {
        let mut out = String::with_capacity(32);
        self.push(&mut out);
        out
    }

    /// Recurses no deeper than what made the chain of places did.
    fn push(&self, out: &mut String) {
        if let Some(parent) = self.parent {
            parent.push(out);
        }
        let named = |out: &mut String, name: &str| {
            out.push_str("['");
            out.push_str(name);
            out.push_str("']");
        };
        match self.part {
            Part::Root(sign) => out.push(sign),
            Part::Name(name) => named(out, name),
            Part::Child(name) => named(out, &name.name()),
            Part::Names(names) => {
                let names: Vec<String> = names.iter().map(|n| format!("'{}'", n.as_str())).collect();
                out.push('[');
                out.push_str(&names.join(", "));
                out.push(']');
            }
            Part::Index(index) => {
                out.push('[');
                out.push_str(&index.to_string());
                out.push(']');
            }
            Part::Call(name) => {
                out.push('.');
                out.push_str(name);
            }
        }
    }
}
