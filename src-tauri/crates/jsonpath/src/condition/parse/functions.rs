//! SAP's functions, as they are written in a condition.

use super::Parser;
use crate::condition::Test;
use crate::finding::Problem;
use crate::path::Path;

impl<'t> Parser<'t> {
    /// One of SAP's functions, if one stands here.
    pub(super) fn test(&mut self) -> Result<Option<Test>, Problem> {
        let start = self.cursor.at();
        let rest = self.cursor.slice(start, self.cursor.end())?;
        let name = &rest[..rest.bytes().take_while(u8::is_ascii_alphabetic).count()];
        if !name.starts_with("is") || self.cursor.byte(start + name.len()) != Ok(b'(') {
            return Ok(None);
        }
        self.cursor.set(start + name.len() + 1);
        let test = match name {
            "isValidEmail" => Test::ValidEmail(self.test_path()?),
            "isApplicationSpecificGroup" => Test::ApplicationSpecificGroup,
            "isRegularGroup" => Test::RegularGroup,
            "isAttributeWithOptionalPrefix" => {
                let (path, property) = (self.test_path()?, self.test_property()?);
                Test::OptionalPrefix { path, property }
            }
            "isAttributeWithMandatoryPrefix" => {
                let (path, property) = (self.test_path()?, self.test_property()?);
                Test::MandatoryPrefix { path, property }
            }
            _ => return Err(Problem::Syntax("there is no such function")),
        };
        if !self.cursor.eat(")") {
            return Err(Problem::Syntax("expected ')' behind the arguments"));
        }
        Ok(Some(test))
    }

    /// An argument up to a comma or a parenthesis outside brackets and quotes.
    fn test_argument(&mut self) -> Result<(&'t str, usize), Problem> {
        self.cursor.skip_blanks();
        let start = self.cursor.at();
        let mut at = start;
        let mut depth = 0;
        while self.cursor.is_in(at) {
            match self.cursor.byte(at)? {
                b'[' => at = self.cursor.closing(at, b'[', b']', false)?,
                b'(' => depth += 1,
                b')' if depth > 0 => depth -= 1,
                b',' | b')' if depth == 0 => break,
                _ => {}
            }
            at += 1;
        }
        self.cursor.set(at);
        Ok((self.cursor.slice(start, at)?.trim_end_matches(' '), start))
    }

    fn test_path(&mut self) -> Result<Path, Problem> {
        let (text, start) = self.test_argument()?;
        if !matches!(text.as_bytes().first(), Some(b'$' | b'@')) {
            return Err(Problem::Syntax("expected a path"));
        }
        self.nested_path(text, start)
    }

    fn test_property(&mut self) -> Result<String, Problem> {
        if !self.cursor.eat(",") {
            return Err(Problem::Syntax("expected ',' and the name of a property"));
        }
        let (text, _) = self.test_argument()?;
        let quoted = |quote: char| text.strip_prefix(quote).and_then(|t| t.strip_suffix(quote));
        let name = quoted('\'').or(quoted('"')).unwrap_or(text);
        if name.is_empty() {
            return Err(Problem::Syntax("expected the name of a property"));
        }
        Ok(name.to_owned())
    }
}
