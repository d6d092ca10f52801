//! Lists and objects as they may be written in a condition: JSON, and what json-smart's permissive reader takes beyond
//! it: single quotes, names and words without quotes, commas too many.

use crate::value::{Number, Object, Value};

/// The value of a literal, or `None` where even the permissive reader gives up.
pub(crate) fn relaxed_json(text: &str) -> Option<Value> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = reader.value(&[])?;
    reader.white();
    (reader.at == text.len()).then_some(value)
}

const MAX_DEPTH: usize = 64;

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn white(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn value(&mut self, stops: &[u8]) -> Option<Value> {
        self.white();
        match self.peek()? {
            b'[' => self.nested(Self::list),
            b'{' => self.nested(Self::object),
            quote @ (b'"' | b'\'') => self.quoted(quote).map(Value::String),
            _ => self.word(stops).map(|word| match word.as_str() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "null" => Value::Null,
                _ => number(&word).map_or(Value::String(word), Value::Number),
            }),
        }
    }

    fn nested(&mut self, read: impl Fn(&mut Self) -> Option<Value>) -> Option<Value> {
        if self.depth == MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn list(&mut self) -> Option<Value> {
        let mut list = Vec::new();
        loop {
            self.white();
            match self.peek()? {
                b']' => {
                    self.at += 1;
                    return Some(Value::Array(list));
                }
                b',' => self.at += 1,
                b':' | b'}' => return None,
                _ => list.push(self.value(b",]")?),
            }
        }
    }

    fn object(&mut self) -> Option<Value> {
        let mut object = Object::new();
        loop {
            self.white();
            let name = match self.peek()? {
                b'}' => {
                    self.at += 1;
                    return Some(Value::Object(object));
                }
                b',' => {
                    self.at += 1;
                    continue;
                }
                b':' | b']' | b'[' | b'{' => return None,
                quote @ (b'"' | b'\'') => self.quoted(quote)?,
                _ => self.word(b":")?,
            };
            self.white();
            if self.peek()? != b':' {
                return None;
            }
            self.at += 1;
            object.insert(name, self.value(b",}")?);
        }
    }

    fn quoted(&mut self, quote: u8) -> Option<String> {
        let start = self.at + 1;
        let mut end = start;
        let bytes = self.text.as_bytes();
        while *bytes.get(end)? != quote {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        self.at = end + 1;
        crate::cursor::unescape(self.text.get(start..end)?).ok()
    }

    /// Text without quotes, up to one of the `stops`.
    fn word(&mut self, stops: &[u8]) -> Option<String> {
        let rest = &self.text[self.at..];
        let len = rest.bytes().position(|b| stops.contains(&b)).unwrap_or(rest.len());
        self.at += len;
        let word = rest[..len].trim_matches(|c: char| c <= ' ');
        (!word.is_empty()).then(|| word.to_owned())
    }
}

/// A number of a literal, leading zeros and a bare point allowed.
fn number(word: &str) -> Option<Number> {
    let (sign, digits) = word.strip_prefix('-').map_or(("", word), |rest| ("-", rest));
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let whole = digits.trim_start_matches('0');
    let whole =
        if whole.starts_with(|c: char| c.is_ascii_digit()) { whole.to_owned() } else { format!("0{whole}") };
    let whole = whole.strip_suffix('.').map_or(whole.clone(), |w| format!("{w}.0"));
    Number::parse(&format!("{sign}{whole}"))
}
