//! Texts of a CSV file that a spreadsheet would run as a formula.

use std::borrow::Cow;

/// With what a spreadsheet begins a formula in a field of a CSV file, or is led to one (OWASP, *CSV Injection*).
pub(crate) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text with an apostrophe before it where a spreadsheet would take it for a formula; and where it begins as a
/// guarded one does, so that [`unguarded`] gives back every text as it was.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Without the apostrophe that stands before what would be a formula.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_would_run_is_guarded_and_nothing_else() {
        for (text, file) in [
            ("=1+1", "'=1+1"),
            ("+49 30 1", "'+49 30 1"),
            ("-x", "'-x"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("'=x", "''=x"),
            ("O'Neil", "O'Neil"),
            ("'quoted'", "'quoted'"),
            ("jo@x.example", "jo@x.example"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), file);
            assert_eq!(unguarded(file), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@x\\-\t]{0,5}.{0,3}") {
            let file = guarded(&text);
            prop_assert!(!file.starts_with(FORMULA));
            prop_assert_eq!(unguarded(&file), &text);
        }
    }
}
