use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text as it is searched and sorted by: without case and accents, so that `Muller` finds `MÜLLER`.
///
/// Compatibility decomposition (Unicode TR15, NFKD) without combining marks, lower case, and the letters that do not
/// decompose as their plain neighbours write them. Control characters become spaces; they part fields in the search
/// text.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .map(|c| if c.is_ascii_control() { ' ' } else { c.to_ascii_lowercase() })
            .collect();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            c if c.is_control() => folded.push(' '),
            // `İ` and a few others become a letter and a mark when they are lower-cased.
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forgets_case_and_accents() {
        for (text, folded) in [
            ("Jo Doe", "jo doe"),
            ("MÜLLER", "muller"),
            ("Marek Zieliński", "marek zielinski"),
            ("Lucía", "lucia"),
            ("Łukasz Straße", "lukasz strasse"),
            ("İstanbul", "istanbul"),
            ("ﬁ", "fi"),
            ("山田", "山田"),
            ("a\u{1}b\n", "a b "),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in ".*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
