//! `Key=Value` lines, as destinations of SAP BTP are exported (Java's property files, `java.util.Properties.load`, but
//! that only `=` separates).

use std::collections::BTreeMap;
use std::fmt::Write;

use super::known::is_credential;
use crate::api::{LineProblem, PropertiesText};
use crate::texts::sentence;

/// Reads what it can and says what it could not. Lines that begin with `#` or `!` are comments. A credential is never
/// taken from a text that stays on the screen.
pub fn read(text: &str) -> PropertiesText {
    let mut properties = BTreeMap::new();
    let mut problems = Vec::new();
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    for (line, name, value) in pairs(text) {
        let mut problem = |text| problems.push(LineProblem { line, text });
        let Some(value) = value else {
            problem(sentence("line.noEquals", []));
            continue;
        };
        if name.is_empty() {
            problem(sentence("line.noName", []));
        } else if is_credential(&name) {
            problem(sentence("line.credential", [("name", name)]));
        } else if let Some(first) = first.get(&name) {
            problem(sentence("line.twice", [("first", first.to_string()), ("name", name)]));
        } else {
            first.insert(name.clone(), line);
            properties.insert(name, value);
        }
    }
    PropertiesText { properties, problems }
}

/// Line from 1, name, and value where there is a `=`. Neither comments nor blank lines.
pub fn pairs(text: &str) -> impl Iterator<Item = (u32, String, Option<String>)> + '_ {
    let lines = text.trim_start_matches('\u{feff}').lines().zip(1..);
    lines.filter(|(line, _)| !line.trim().is_empty() && !line.trim_start().starts_with(['#', '!'])).map(
        |(line, number)| {
            let line = line.trim_start();
            match equals(line) {
                None => (number, unescape(line.trim_end()), None),
                Some(at) => {
                    let (name, value) = (&line[..at], &line[at + 1..]);
                    (number, unescape(name.trim_end()), Some(unescape(value.trim_start())))
                }
            }
        },
    )
}

/// The lines of properties; [`read`] gives them back.
pub fn write(properties: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (name, value) in properties {
        // Of the name all that would end it; of the value what would be lost.
        let name = escape(name, |c| matches!(c, '=' | '#' | '!' | ' '));
        let blank = value.starts_with(|c: char| c.is_whitespace() && !matches!(c, '\n' | '\r'));
        let value = escape(value, |_| false);
        let _ = writeln!(text, "{name}={}{value}", if blank { "\\" } else { "" });
    }
    text
}

/// The first `=` that is not escaped.
fn equals(line: &str) -> Option<usize> {
    let mut escaped = false;
    line.bytes().position(|byte| {
        let found = byte == b'=' && !escaped;
        escaped = byte == b'\\' && !escaped;
        found
    })
}

/// Without the escapes of Java's property files.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('f') => out.push('\u{c}'),
            Some('u') => out.push_str(&code_units(&mut chars)),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

/// `00fc` behind a `\u`, and a second half behind it.
fn code_units(chars: &mut std::str::Chars) -> String {
    let mut units = Vec::new();
    loop {
        let digits = chars.as_str().get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let Some(unit) = digits else { break };
        units.push(unit);
        *chars = chars.as_str()[4..].chars();
        match chars.as_str().strip_prefix("\\u") {
            Some(rest) => *chars = rest.chars(),
            None => break,
        }
    }
    String::from_utf16_lossy(&units)
}

fn escape(text: &str, also: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if also(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_read() {
        for (text, value) in [
            ("a=b", Ok("b")),
            ("  a = b c ", Ok("b c ")),
            ("a=", Ok("")),
            ("a=b=c", Ok("b=c")),
            ("a=https\\://x", Ok("https://x")),
            ("a=C\\:\\\\x", Ok("C:\\x")),
            ("a=\\u00fc\\ud83d\\ude00!", Ok("ü😀!")),
            ("\u{feff}#Tue Nov 24\n\na=b", Ok("b")),
            ("a", Err((1, "line.noEquals"))),
            ("\n=b", Err((2, "line.noName"))),
            ("Password=x", Err((1, "line.credential"))),
        ] {
            let read = read(text);
            match value {
                Ok(value) => {
                    assert_eq!(
                        read.properties,
                        BTreeMap::from([("a".to_owned(), value.to_owned())]),
                        "{text}"
                    );
                    assert_eq!(read.problems, [], "{text}");
                }
                Err((line, code)) => {
                    assert_eq!(read.properties, BTreeMap::new(), "{text}");
                    let problems: Vec<_> =
                        read.problems.iter().map(|p| (p.line, p.text.code.as_str())).collect();
                    assert_eq!(problems, [(line, code)], "{text}");
                }
            }
        }
    }

    #[test]
    fn the_first_of_two_lines_counts() {
        let read = read("a=1\na=2");
        assert_eq!(read.properties["a"], "1");
        assert_eq!(read.problems[0].text.message, "a stands in line 1 already.");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            properties in proptest::collection::btree_map("[^\\s=\\p{C}][^\\p{C}]{0,10}[^\\s\\p{C}]", "\\PC*|[ \\\\\nü#=a]*", 0..6)
        ) {
            let text = write(&properties);
            let read = read(&text);
            prop_assert_eq!(read.problems, []);
            prop_assert_eq!(read.properties, properties);
        }

        #[test]
        fn nothing_panics(text in "\\PC*|[\\\\u0-9a-f=#\n]*") {
            read(&text);
        }
    }
}
