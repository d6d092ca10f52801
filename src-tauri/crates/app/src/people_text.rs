//! People as text: from a spreadsheet, a mail's header, a chat. Any text is understood somehow; nothing is refused.

/// One entry of a pasted list, as it is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Named {
    /// As pasted, without blanks at its ends.
    pub text: String,
    /// What may be an id, a user name, an address or a full name: the address of `Name <address>`, else the text.
    pub key: String,
    /// The name of `Name <address>`.
    pub name: String,
}

impl Named {
    /// Given and family name, as far as the text tells: `Family, Given` or `Given … Family`.
    pub fn names(&self) -> (String, String) {
        if let Some((family, given)) = self.name.split_once(',') {
            return (given.trim().to_owned(), family.trim().to_owned());
        }
        match self.name.rsplit_once(' ') {
            Some((given, family)) => (given.trim().to_owned(), family.to_owned()),
            None => (String::new(), self.name.clone()),
        }
    }

    /// The key, where it is an address.
    pub fn email(&self) -> &str {
        if is_address(&self.key) { &self.key } else { "" }
    }
}

/// Splits at line ends, `;` and tabs, outside of quotes and angle brackets; at commas only behind a whole address,
/// since names hold commas too.
pub(crate) fn split(text: &str) -> Vec<Named> {
    let clean: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let mut entries = Vec::new();
    for line in clean.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        split_line(line, &mut entries);
    }
    entries
}

fn split_line(line: &str, entries: &mut Vec<Named>) {
    let (mut start, mut quoted, mut bracketed) = (0, false, false);
    // A quote or bracket that nothing closes is a character like any other.
    let (last_quote, last_bracket) = (line.rfind('"'), line.rfind('>'));
    for (at, c) in line.char_indices() {
        match c {
            '"' if quoted || last_quote > Some(at) => quoted = !quoted,
            _ if quoted => {}
            '<' => bracketed = last_bracket > Some(at),
            '>' => bracketed = false,
            ';' | '\t' if !bracketed => {
                push(&line[start..at], entries);
                start = at + 1;
            }
            // A longer piece is no address; looking would cost the square of the line's length.
            ',' if !bracketed && at - start < 600 && is_whole(line[start..at].trim()) => {
                push(&line[start..at], entries);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(&line[start..], entries);
}

fn push(piece: &str, entries: &mut Vec<Named>) {
    let text = unquoted(piece.trim()).trim().to_owned();
    if text.is_empty() {
        return;
    }
    let named = match text.rsplit_once('<') {
        Some((name, rest)) if rest.trim_end().ends_with('>') => {
            let address = rest.trim_end().trim_end_matches('>');
            Named { key: key(address), name: spaced(&unquoted(name.trim())), text: text.clone() }
        }
        _ => Named { key: key(&text), name: String::new(), text: text.clone() },
    };
    // `<>` names nobody but may stand behind a name.
    let named =
        if named.key.is_empty() { Named { key: named.name, name: String::new(), text } } else { named };
    if !named.key.is_empty() {
        entries.push(named);
    }
}

fn key(text: &str) -> String {
    let text = text.trim();
    let scheme = text.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    spaced(if scheme { text[7..].trim() } else { text })
}

/// Spreadsheets quote a cell that holds quotes, and double those within.
fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match inner {
        Some(inner) => inner.replace("\"\"", "\""),
        None => text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text).to_owned(),
    }
}

/// Any run of white space (no-break spaces too) as one space.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `Name <address>` or an address alone: behind it a comma separates.
fn is_whole(text: &str) -> bool {
    text.ends_with('>') || is_address(text)
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    !local.is_empty() && !domain.is_empty() && !text.contains(char::is_whitespace)
}

/// Byte order mark, zero-width characters and marks of writing direction, which come along from documents and chats.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}' | '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_from_anywhere_come_apart() {
        for (text, entries) in [
            ("jo@acme.example\nmax@acme.example", vec!["jo@acme.example", "max@acme.example"]),
            ("jo@x; max@x;;\r\n\r\n eve@x\t", vec!["jo@x", "max@x", "eve@x"]),
            ("Jo Doe <jo@x>; \"Roe, Max\" <max@x>", vec!["jo@x|Jo Doe", "max@x|Roe, Max"]),
            (
                "Jo Doe <jo@x>, Max Roe <max@x>, eve@x, ann@x",
                vec!["jo@x|Jo Doe", "max@x|Max Roe", "eve@x", "ann@x"],
            ),
            ("Doe, Jo", vec!["Doe, Jo"]),
            ("\"Doe; Jo\" <jo@x>", vec!["jo@x|Doe; Jo"]),
            ("\u{feff}jo@x\u{200b}\u{2028}\u{a0}max@x\u{a0}", vec!["jo@x", "max@x"]),
            ("\"jo@x\"\n'max@x'", vec!["jo@x", "max@x"]),
            ("\"Jo \"\"JD\"\" Doe\" <jo@x>", vec!["jo@x|Jo \"JD\" Doe"]),
            ("<jo@x>; mailto:max@x; MAILTO:eve@x", vec!["jo@x", "max@x", "eve@x"]),
            ("Jo \u{a0} Doe", vec!["Jo Doe"]),
            ("Jo <>", vec!["Jo"]),
            ("a\"b\nc<d\n>e", vec!["a\"b", "c<d", ">e"]),
            (" \n;\t\"\"\n<>", vec![]),
        ] {
            let read: Vec<String> =
                split(text)
                    .into_iter()
                    .map(|named| {
                        if named.name.is_empty() {
                            named.key
                        } else {
                            format!("{}|{}", named.key, named.name)
                        }
                    })
                    .collect();
            assert_eq!(read, entries, "{text:?}");
        }
    }

    #[test]
    fn a_new_user_gets_the_names_that_were_pasted() {
        for (text, given, family, email) in [
            ("Jo Maria Doe <jo@x>", "Jo Maria", "Doe", "jo@x"),
            ("\"Doe, Jo\" <jo@x>", "Jo", "Doe", "jo@x"),
            ("Cher <c@x>", "", "Cher", "c@x"),
            ("jo@x", "", "", "jo@x"),
            ("P123456", "", "", ""),
        ] {
            let named = split(text).remove(0);
            assert_eq!(named.names(), (given.to_owned(), family.to_owned()), "{text}");
            assert_eq!(named.email(), email, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken_apart_and_nothing_is_empty(text in ".{0,200}") {
            for named in split(&text) {
                proptest::prop_assert!(!named.key.is_empty() && !named.text.is_empty());
            }
        }
    }
}
