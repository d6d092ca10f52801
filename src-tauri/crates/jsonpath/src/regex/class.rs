//! Character classes: what is in them in Java, spelled for the engine.

use super::Flags;

type Class = Result<String, &'static str>;

/// A character as it can stand anywhere in a pattern or a class.
pub(super) fn literal(c: char) -> String {
    if c.is_ascii_alphanumeric() || !c.is_ascii() {
        c.to_string()
    } else {
        format!("\\x{{{:x}}}", u32::from(c))
    }
}

pub(super) const LINE_ENDS: &str = r"\n\r\x{85}\x{2028}\x{2029}";

/// A class that a letter stands for (`\d`), without the brackets around it; `None` when it stands for none.
pub(super) fn predefined(letter: char, flags: Flags) -> Option<String> {
    let unicode = flags.unicode_classes;
    let inside = match letter.to_ascii_lowercase() {
        'd' if unicode => r"\p{Nd}",
        'd' => "0-9",
        's' if unicode => r"\p{White_Space}",
        's' => r"\x20\t\n\x0B\f\r",
        'w' if unicode => r"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\x{200c}\x{200d}",
        'w' => "a-zA-Z_0-9",
        'h' => r"\x20\t\x{a0}\x{1680}\x{180e}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}",
        'v' => r"\n\x0B\f\r\x{85}\x{2028}\x{2029}",
        _ => return None,
    };
    Some(if letter.is_ascii_uppercase() { format!("[^{inside}]") } else { format!("[{inside}]") })
}

/// `\p{name}`, or what is not in it.
pub(super) fn property(name: &str, negated: bool, flags: Flags) -> Class {
    let unicode = flags.unicode_classes;
    let inside = match name {
        "Lower" if unicode => r"\p{Lowercase}",
        "Upper" if unicode => r"\p{Uppercase}",
        "Alpha" if unicode => r"\p{Alphabetic}",
        "Digit" if unicode => r"\p{Nd}",
        "Alnum" if unicode => r"\p{Alphabetic}\p{Nd}",
        "Punct" if unicode => r"\p{P}",
        "Space" if unicode => r"\p{White_Space}",
        "Lower" if flags.case_insensitive => "a-zA-Z",
        "Upper" if flags.case_insensitive => "a-zA-Z",
        "Lower" => "a-z",
        "Upper" => "A-Z",
        "ASCII" => r"\x00-\x7F",
        "Alpha" => "a-zA-Z",
        "Digit" => "0-9",
        "Alnum" => "a-zA-Z0-9",
        "Punct" => r"\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E",
        "Graph" => r"\x21-\x7E",
        "Print" => r"\x20-\x7E",
        "Blank" => r"\x20\t",
        "Cntrl" => r"\x00-\x1F\x7F",
        "XDigit" => "0-9a-fA-F",
        "Space" => r"\x20\t\n\x0B\f\r",
        "L1" => r"\x00-\x{ff}",
        "javaLowerCase" => r"\p{Lowercase}",
        "javaUpperCase" => r"\p{Uppercase}",
        "javaAlphabetic" => r"\p{Alphabetic}",
        "javaLetter" => r"\p{L}",
        "javaDigit" => r"\p{Nd}",
        "javaLetterOrDigit" => r"\p{L}\p{Nd}",
        "javaWhitespace" => r"\p{White_Space}",
        _ => return other_property(name, negated),
    };
    Ok(if negated { format!("[^{inside}]") } else { format!("[{inside}]") })
}

/// A category, a script or a binary property, under the name that Unicode knows.
fn other_property(name: &str, negated: bool) -> Class {
    let value = name.split_once('=').map_or(name, |(_, value)| value);
    let value = value.strip_prefix("Is").unwrap_or(value);
    if value.is_empty() || name.starts_with("In") || name.starts_with("blk=") || name.starts_with("block=") {
        return Err("Unicode blocks are not known");
    }
    if !value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Err("no such character property");
    }
    Ok(format!("[\\{}{{{value}}}]", if negated { 'P' } else { 'p' }))
}

/// A range, with the other case of its ASCII letters where case does not count.
pub(super) fn range(from: char, to: char, flags: Flags) -> Class {
    if from > to {
        return Err("a range runs backwards");
    }
    let mut out = spelled(from, to);
    if flags.folds_ascii() {
        for (first, last, flip) in [('a', 'z', 'A'), ('A', 'Z', 'a')] {
            let (from, to) = (from.max(first), to.min(last));
            if from <= to {
                let other =
                    |c: char| char::from_u32(u32::from(c) - u32::from(first) + u32::from(flip)).unwrap_or(c);
                out.push_str(&spelled(other(from), other(to)));
            }
        }
    }
    Ok(out)
}

fn spelled(from: char, to: char) -> String {
    if from == to { literal(from) } else { format!("{}-{}", literal(from), literal(to)) }
}
