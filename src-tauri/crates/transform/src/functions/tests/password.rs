use super::{chain, value};

fn password(extra: &str) -> Result<String, String> {
    chain(
        &format!(
            r#"[{{"function":"randomPassword","minimumNumberOfLowercaseLetters":4,"minimumNumberOfUppercaseLetters":4,"minimumNumberOfDigits":4,{extra}}}]"#
        ),
        None,
    )
}

#[test]
fn passwords() {
    for (extra, length, special) in [
        (r#""passwordLength":16,"minimumNumberOfSpecialSymbols":4"#, 16, "~!@#$%^&*()_+"),
        (r#""passwordLength":20,"minimumNumberOfSpecialSymbols":4,"specialSymbols":",.""#, 20, ",."),
        (r#""passwordLength":20,"minimumNumberOfSpecialSymbols":0"#, 20, ""),
    ] {
        let made = value(&password(extra).expect(extra)).to_text();
        let count = |set: &dyn Fn(char) -> bool| made.chars().filter(|&c| set(c)).count();
        assert_eq!(made.chars().count(), length, "{extra}");
        assert!(count(&|c| c.is_ascii_lowercase()) >= 4 && count(&|c| c.is_ascii_uppercase()) >= 4, "{made}");
        assert!(count(&|c| c.is_ascii_digit()) >= 4, "{made}");
        let specials = count(&|c| !c.is_ascii_alphanumeric());
        assert_eq!(specials, count(&|c| special.contains(c)), "{made}");
        assert!(specials >= 4 || special.is_empty(), "{made}");
    }
    for bad in [
        r#""passwordLength":15,"minimumNumberOfSpecialSymbols":4"#,
        r#""passwordLength":16,"minimumNumberOfSpecialSymbols":0,"specialSymbols":"!""#,
        r#""passwordLength":16"#,
        r#""passwordLength":100000,"minimumNumberOfSpecialSymbols":4"#,
        r#""passwordLength":-1,"minimumNumberOfSpecialSymbols":4"#,
    ] {
        assert!(password(bad).is_err(), "{bad}");
    }
}
