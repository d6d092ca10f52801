use super::*;

fn tidy(text: &str) -> Result<String, SyntaxError> {
    let mut tape = Tape::new();
    let document = tape.parse(text.as_bytes())?;
    let mut out = Vec::new();
    document.write(0, &mut out);
    Ok(String::from_utf8(out).expect("UTF-8 in, UTF-8 out"))
}

#[test]
fn text_is_copied_and_line_breaks_and_shadowed_members_are_not() {
    for (text, want) in [
        (" 1.0 ", "1.0"),
        ("\"a\\u00e9\"", "\"a\\u00e9\""),
        ("{\"a\" : [1, 2] }", "{\"a\" : [1, 2] }"),
        ("{\n\"a\": [1, 2],\n\"b\": { \"c\":\t{} }}", "{\"a\":[1, 2],\"b\":{\"c\":{}}}"),
        ("[\n]", "[]"),
        ("{\"a\":1,\"b\":2,\"a\":3}", "{\"b\":2,\"a\":3}"),
        ("{\"a\":1,\"\\u0061\":2}", "{\"\\u0061\":2}"),
    ] {
        assert_eq!(tidy(text).as_deref(), Ok(want), "{text}");
    }
}

#[test]
fn wide_objects_shadow_too() {
    let members: Vec<String> = (0..200).map(|i| format!("\"k{}\":{i}", i % 150)).collect();
    let got = tidy(&format!("{{{}}}", members.join(","))).expect("JSON");
    assert_eq!(got.matches(':').count(), 150);
    assert!(got.contains("\"k0\":150") && !got.contains("\"k0\":0,"));
}

#[test]
fn what_is_not_json_is_refused_where_serde_json_refuses_it() {
    let texts = [
        "",
        "nul",
        "tru",
        "01",
        "1.",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,}",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0061\"",
        "\"\n\"",
        "1 2",
        "[",
        "{",
        "]",
        "[}",
        "\"\u{1f}\"",
    ];
    for text in texts {
        assert!(tidy(text).is_err(), "{text}");
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
    }
    assert_eq!(Tape::new().parse(b"\"\xff\"").err(), Some(SyntaxError::Utf8 { at: 1 }));
}

#[test]
fn nesting_ends_in_an_answer_or_an_error() {
    let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
    assert!(tidy(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(tidy(&nested(MAX_DEPTH + 2)), Err(SyntaxError::TooDeep { at: MAX_DEPTH }));
    assert_eq!(tidy(&"{\"a\":".repeat(1_000_000)), Err(SyntaxError::TooDeep { at: 5 * MAX_DEPTH }));
}

#[test]
fn escapes_unescape() {
    assert_eq!(unescape(r#"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00x"#), "\"\\/\u{8}\u{c}\n\r\té😀x");
}
