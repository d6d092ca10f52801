//! Differences as text, in colours where a person looks at a terminal, and as Markdown.

mod differences;
mod effects;
mod landscape;

pub use differences::comparison;
pub use effects::effects;
pub use landscape::{differs, landscape};

use std::ffi::OsString;

use crate::table::plain;

#[derive(Debug, Clone, Copy)]
pub struct Paint(bool);

impl Paint {
    /// In colours, unless NO_COLOR asks for none (no-color.org).
    pub fn when(terminal: bool) -> Self {
        Self::given(terminal, std::env::var_os("NO_COLOR"))
    }

    fn given(terminal: bool, no_color: Option<OsString>) -> Self {
        Self(terminal && no_color.is_none_or(|asked| asked.is_empty()))
    }

    /// `code` of SGR (ECMA-48): 2 faint, 31 red, 32 green, 33 yellow, 36 cyan.
    pub fn colour(self, code: u8, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

#[derive(Debug, Clone, Copy)]
pub enum Form {
    Text(Paint),
    Markdown,
}

impl Form {
    pub fn new(markdown: bool, terminal: bool) -> Self {
        if markdown { Self::Markdown } else { Self::Text(Paint::when(terminal)) }
    }
}

pub fn plural(count: usize, what: &str) -> String {
    let many = what.strip_suffix('y').map_or_else(|| format!("{what}s"), |stem| format!("{stem}ies"));
    if count == 1 { format!("1 {what}") } else { format!("{count} {many}") }
}

/// Code in Markdown: in more backticks than it has itself.
fn code(text: &str) -> String {
    let text = plain(text);
    let fence = "`".repeat(longest(&text, '`') + 1);
    if fence.len() == 1 { format!("`{text}`") } else { format!("{fence} {text} {fence}") }
}

/// Words in Markdown: none of their signs has a meaning.
fn words(text: &str) -> String {
    let special = |c| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~');
    plain(text).chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

/// How many of a sign stand in a row at most.
fn longest(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or(0)
}

/// The first letter small: a sentence as the rest of one.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use zonedesk_app::transformations::{Side, compare};

    use super::*;

    #[test]
    fn colours_are_for_terminals_that_want_them() {
        for (terminal, asked, colours) in
            [(true, None, true), (true, Some(""), true), (true, Some("1"), false), (false, None, false)]
        {
            assert_eq!(Paint::given(terminal, asked.map(OsString::from)).0, colours, "{terminal} {asked:?}");
        }
    }

    #[test]
    fn each_line_has_the_colour_of_its_sign() {
        let user = |mappings: &str| {
            format!(r#"{{"user":{{"scimEntityEndpoint":"Users","mappings":[{mappings}]}}}}"#)
        };
        let before = user(r#"{"constant":1,"targetPath":"$.a"},{"constant":2,"targetPath":"$.b"}"#);
        let after =
            user(r#"{"constant":1,"targetPath":"$.a","optional":true},{"constant":3,"targetPath":"$.c"}"#);
        let compared = compare(Side::named("a", before), Side::named("b", after), None, None);
        let text = comparison(&compared, Form::Text(Paint(true)));
        for (code, line) in [
            (33, "~ $.a"),
            (2, "  constant    1"),
            (32, "+ optional    true"),
            (31, "- $.b"),
            (31, "- targetPath  $.b"),
            (32, "+ $.c"),
        ] {
            assert!(text.contains(&format!("\x1b[{code}m{line}\x1b[0m")), "{line} in {text}");
        }
        let plain = comparison(&compared, Form::Text(Paint(false)));
        assert!(!plain.contains('\x1b') && plain.contains("      + optional    true\n"), "{plain}");
    }
}
