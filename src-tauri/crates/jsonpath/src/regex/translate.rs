//! Java's pattern syntax, rewritten for the engine: its flags and classes are written out, so that none of the engine's
//! own are needed.

mod brackets;
mod escapes;

use super::Flags;
use super::class::{LINE_ENDS, literal};

type Translated = Result<String, &'static str>;

const TOO_SHORT: &str = "the pattern ends too early";
/// Groups and classes are nested this deep at most.
const MAX_DEPTH: usize = 200;

pub(super) fn translate(pattern: &str, flags: Flags) -> Translated {
    let mut translator = Translator {
        rest: pattern.chars().collect(),
        at: 0,
        out: String::with_capacity(pattern.len() * 2),
        flags,
        open: Vec::new(),
        atom: None,
        at_place: false,
        groups: 0,
        depth: 0,
    };
    while translator.at < translator.rest.len() {
        translator.item()?;
    }
    if translator.open.is_empty() { Ok(translator.out) } else { Err("a group is not closed") }
}

struct Translator {
    rest: Vec<char>,
    at: usize,
    out: String,
    flags: Flags,
    /// Of each open group the flags before it, and where it starts in `out`.
    open: Vec<(Flags, usize)>,
    /// Where the last item starts in `out`, if it can be repeated.
    atom: Option<usize>,
    /// That item matches a place, not text: repeated it matches the same, or nothing.
    at_place: bool,
    groups: u32,
    depth: usize,
}

impl Translator {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.rest.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Result<char, &'static str> {
        let c = self.peek(0).ok_or(TOO_SHORT)?;
        self.at += 1;
        Ok(c)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let there = self.peek(0) == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn eat_all(&mut self, wanted: &str) -> bool {
        let there = wanted.chars().enumerate().all(|(i, c)| self.peek(i) == Some(c));
        self.at += if there { wanted.chars().count() } else { 0 };
        there
    }

    /// What stands before the next `end`, which is passed over.
    fn until(&mut self, end: char) -> Result<String, &'static str> {
        let mut text = String::new();
        loop {
            match self.next()? {
                c if c == end => return Ok(text),
                c => text.push(c),
            }
        }
    }

    fn push_atom(&mut self, text: &str) {
        self.atom = Some(self.out.len());
        self.at_place = false;
        self.out.push_str(text);
    }

    /// Something that matches a place, not text. Java lets it be repeated; the engine does not.
    fn push_place(&mut self, text: &str) {
        self.push_atom(&format!("(?:{text})"));
        self.at_place = true;
    }

    fn item(&mut self) -> Result<(), &'static str> {
        match self.next()? {
            c if self.flags.comments && (c.is_ascii_whitespace() || c == '\u{b}') => {}
            '#' if self.flags.comments => {
                while self.peek(0).is_some_and(|c| c != '\n') {
                    self.at += 1;
                }
            }
            '|' => {
                self.out.push('|');
                self.atom = None;
            }
            '(' => self.group()?,
            ')' => {
                let (flags, start) = self.open.pop().ok_or("a group is closed that is not open")?;
                self.flags = flags;
                self.out.push(')');
                self.atom = Some(start);
                self.at_place = false;
            }
            '[' => {
                let class = self.class()?;
                self.push_class(&class);
            }
            '\\' => self.escape()?,
            '*' => self.repeat("*")?,
            '+' => self.repeat("+")?,
            '?' => self.repeat("?")?,
            '{' => {
                let bounds = self.bounds()?;
                self.repeat(&bounds)?;
            }
            '.' => {
                let dot = match (self.flags.dot_all, self.flags.unix_lines) {
                    (true, _) => "(?s:.)".to_owned(),
                    (false, true) => r"[^\n]".to_owned(),
                    (false, false) => format!("[^{LINE_ENDS}]"),
                };
                self.push_atom(&dot);
            }
            '^' if !self.flags.multiline => self.push_place(r"\A"),
            '^' if self.flags.unix_lines => self.push_place(r"\A|(?<=\n)(?!\z)"),
            '^' => self.push_place(r"\A|(?<=[\n\x{85}\x{2028}\x{2029}])(?!\z)|(?<=\r)(?!\n|\z)"),
            '$' if !self.flags.multiline => self.push_end(),
            '$' if self.flags.unix_lines => self.push_place(r"(?=\n|\z)"),
            '$' => self.push_place(r"(?=[\r\x{85}\x{2028}\x{2029}]|\z)|(?<!\r)(?=\n)"),
            c => self.push_literal(c),
        }
        Ok(())
    }

    /// The end of the text, or before a last line end.
    fn push_end(&mut self) {
        let text = if self.flags.unix_lines {
            r"(?=\n?\z)".to_owned()
        } else {
            format!(r"(?=(?:\r\n|[{LINE_ENDS}])?\z)")
        };
        self.push_place(&text);
    }

    fn push_literal(&mut self, c: char) {
        let text = if self.flags.folds_all() && c.is_alphabetic() {
            format!("(?i:{})", literal(c))
        } else if self.flags.folds_ascii() && c.is_ascii_alphabetic() {
            format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase())
        } else {
            literal(c)
        };
        self.push_atom(&text);
    }

    fn push_class(&mut self, class: &str) {
        if self.flags.folds_all() {
            self.push_atom(&format!("(?i:{class})"));
        } else {
            self.push_atom(class);
        }
    }

    fn group(&mut self) -> Result<(), &'static str> {
        if self.open.len() == MAX_DEPTH {
            return Err("groups are nested too deeply");
        }
        let (before, start) = (self.flags, self.out.len());
        self.atom = None;
        if !self.eat('?') {
            self.groups += 1;
            self.out.push('(');
        } else if let Some(opening) = [":", "=", "!", ">", "<=", "<!"].into_iter().find(|o| self.eat_all(o)) {
            self.out.push_str("(?");
            self.out.push_str(opening);
        } else if self.eat('<') {
            let name = self.until('>')?;
            let good = name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.bytes().all(|b| b.is_ascii_alphanumeric());
            if !good {
                return Err("the name of a group is made of letters and digits");
            }
            self.groups += 1;
            self.out.push_str(&format!("(?<{name}>"));
        } else {
            let mut on = true;
            loop {
                match self.next()? {
                    '-' => on = false,
                    ')' => return Ok(()),
                    ':' => break,
                    c => {
                        let known = u8::try_from(c).is_ok_and(|letter| self.flags.put(letter, on));
                        if !known {
                            return Err("a group that Java does not know");
                        }
                    }
                }
            }
            self.out.push_str("(?:");
        }
        self.open.push((before, start));
        Ok(())
    }

    /// `2}`, `2,}` or `2,3}`
    fn bounds(&mut self) -> Translated {
        const BOUNDS: &str = "'{' starts a repetition";
        let text = self.until('}').map_err(|_| BOUNDS)?;
        let (low, high) = text.split_once(',').map_or((text.as_str(), None), |(low, high)| (low, Some(high)));
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            if digits { text.parse::<u32>().map_err(|_| BOUNDS) } else { Err(BOUNDS) }
        };
        let least = number(low)?;
        if let Some(high) = high.filter(|h| !h.is_empty())
            && number(high)? < least
        {
            return Err("a repetition runs backwards");
        }
        Ok(format!("{{{text}}}"))
    }

    fn repeat(&mut self, how: &str) -> Result<(), &'static str> {
        let start = self.atom.take().ok_or("there is nothing to repeat")?;
        if self.at_place {
            if matches!(how, "*" | "?") || how.starts_with("{0") {
                self.out.truncate(start);
            }
            self.at += usize::from(matches!(self.peek(0), Some('?' | '+')));
            return Ok(());
        }
        self.out.push_str(how);
        if self.eat('?') {
            self.out.push('?');
        } else if self.eat('+') {
            self.out.insert_str(start, "(?>");
            self.out.push(')');
        }
        Ok(())
    }
}
