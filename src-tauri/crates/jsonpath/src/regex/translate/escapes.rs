//! What a backslash makes of the characters behind it.

use super::{Translated, Translator};
use crate::regex::class::{LINE_ENDS, predefined, property};

const NO_ESCAPE: &str = "an escape that Java does not know";

impl Translator {
    pub(super) fn escape(&mut self) -> Result<(), &'static str> {
        let c = self.next()?;
        if let Some(class) = predefined(c, self.flags) {
            self.push_atom(&class);
            return Ok(());
        }
        match c {
            'b' => self.push_place(r"\b"),
            'B' => self.push_place(r"\B"),
            'A' => self.push_place(r"\A"),
            'z' => self.push_place(r"\z"),
            'Z' => self.push_end(),
            'R' => self.push_atom(&format!(r"(?:\r\n|[\x0B\f{LINE_ENDS}])")),
            'Q' => {
                while !self.eat_all("\\E") {
                    let Ok(c) = self.next() else { break };
                    self.push_literal(c);
                }
            }
            'p' | 'P' => {
                let class = self.named_class(c == 'P')?;
                self.push_class(&class);
            }
            'k' => {
                if !self.eat('<') {
                    return Err(NO_ESCAPE);
                }
                let name = self.until('>')?;
                self.push_back_reference(&format!(r"\k<{name}>"));
            }
            '1'..='9' => {
                let mut group = c.to_digit(10).unwrap_or(0);
                // further digits belong to it as long as there are that many groups
                while let Some(digit) = self.peek(0).and_then(|c| c.to_digit(10)) {
                    if group * 10 + digit > self.groups {
                        break;
                    }
                    group = group * 10 + digit;
                    self.at += 1;
                }
                self.push_back_reference(&format!(r"\{group}"));
            }
            c => {
                let c = self.escaped_char(c)?;
                self.push_literal(c);
            }
        }
        Ok(())
    }

    fn push_back_reference(&mut self, text: &str) {
        let flag = if self.flags.case_insensitive { "(?i:" } else { "(?:" };
        self.push_atom(&format!("{flag}{text})"));
    }

    /// What follows `\p`.
    pub(super) fn named_class(&mut self, negated: bool) -> Translated {
        let name = match self.next()? {
            '{' => self.until('}')?,
            c => c.to_string(),
        };
        property(&name, negated, self.flags)
    }

    /// The character that an escape stands for.
    pub(super) fn escaped_char(&mut self, c: char) -> Result<char, &'static str> {
        Ok(match c {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'a' => '\u{7}',
            'e' => '\u{1b}',
            'c' => char::from_u32(u32::from(self.next()?) ^ 64).ok_or(NO_ESCAPE)?,
            '0' => {
                let mut code = 0;
                let most = if self.peek(0).is_some_and(|c| c <= '3') { 3 } else { 2 };
                let start = self.at;
                while let Some(digit) =
                    self.peek(0).and_then(|c| c.to_digit(8)).filter(|_| self.at < start + most)
                {
                    code = code * 8 + digit;
                    self.at += 1;
                }
                if self.at == start {
                    return Err(NO_ESCAPE);
                }
                char::from_u32(code).ok_or(NO_ESCAPE)?
            }
            'x' if self.eat('{') => {
                let digits = self.until('}')?;
                u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).ok_or(NO_ESCAPE)?
            }
            'x' => char::from_u32(self.hex(2)?).ok_or(NO_ESCAPE)?,
            'u' => {
                let unit = self.hex(4)?;
                if (0xd800..0xdc00).contains(&unit) && self.eat_all("\\u") {
                    let low = self.hex(4)?;
                    let pair = [unit as u16, low as u16];
                    return char::decode_utf16(pair).next().and_then(Result::ok).ok_or(NO_ESCAPE);
                }
                char::from_u32(unit).ok_or(NO_ESCAPE)?
            }
            c if c.is_ascii_alphabetic() => return Err(NO_ESCAPE),
            c => c,
        })
    }

    fn hex(&mut self, digits: usize) -> Result<u32, &'static str> {
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + self.next()?.to_digit(16).ok_or(NO_ESCAPE)?;
        }
        Ok(code)
    }
}
