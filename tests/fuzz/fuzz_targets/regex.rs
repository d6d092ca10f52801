//! A pattern and, behind the first line break, a text: compiling and matching end in an answer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonedesk_jsonpath::regex::{Flags, Regex};

fuzz_target!(|text: &str| {
    let (pattern, text) = text.split_once('\n').unwrap_or((text, "Ab1 é"));
    for letters in ["", "ix", "msuU"] {
        let mut flags = Flags::default();
        letters.bytes().for_each(|letter| assert!(flags.set(letter)));
        let Ok(regex) = Regex::with_flags(pattern, flags) else { continue };
        let whole = regex.match_whole(text);
        if let (Ok(matches), Ok(whole)) = (regex.matches(text), &whole) {
            assert_eq!(matches, whole.is_some());
        }
        let _ = regex.find(text).take(1_000).count();
    }
});
