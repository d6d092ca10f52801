//! A character class in brackets, and those within it.

use super::{MAX_DEPTH, Translated, Translator};
use crate::regex::class::{predefined, range};

impl Translator {
    /// A class from behind its `[`.
    pub(super) fn class(&mut self) -> Translated {
        const OPEN: &str = "a character class is not closed";
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("character classes are nested too deeply");
        }
        let mut out = String::from(if self.eat('^') { "[^" } else { "[" });
        let mut first = true;
        loop {
            let c = self.next().map_err(|_| OPEN)?;
            match c {
                c if self.flags.comments && c.is_ascii_whitespace() => continue,
                ']' if !first => break,
                '[' => out.push_str(&self.class()?),
                '&' if self.eat('&') => out.push_str("&&"),
                '\\' if self.peek(0) == Some('Q') => {
                    self.at += 1;
                    while !self.eat_all("\\E") {
                        let c = self.next().map_err(|_| OPEN)?;
                        out.push_str(&range(c, c, self.flags)?);
                    }
                }
                c => {
                    let item = self.class_item(c)?;
                    out.push_str(&item);
                }
            }
            first = false;
        }
        self.depth -= 1;
        out.push(']');
        Ok(out)
    }

    /// A character, a range, or a class by its escape.
    fn class_item(&mut self, c: char) -> Translated {
        let from = match c {
            '\\' => {
                let c = self.next()?;
                if let Some(class) = predefined(c, self.flags) {
                    return Ok(class);
                }
                if matches!(c, 'p' | 'P') {
                    return self.named_class(c == 'P');
                }
                self.escaped_char(c)?
            }
            c => c,
        };
        if self.peek(0) != Some('-') || matches!(self.peek(1), None | Some(']' | '[')) {
            return range(from, from, self.flags);
        }
        self.at += 1;
        let to = match self.next()? {
            '\\' => {
                let c = self.next()?;
                self.escaped_char(c)?
            }
            c => c,
        };
        range(from, to, self.flags)
    }
}
