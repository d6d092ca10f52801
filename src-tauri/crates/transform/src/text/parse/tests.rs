use super::*;

/// The tree as compact JSON, and the codes with what they point at.
fn read_all(text: &str) -> (String, Vec<String>) {
    let (root, findings) = parse(text);
    let seen = findings.iter().map(|f| format!("{} {} {:?}", f.code.id(), f.pointer, f.span.of(text)));
    (root.to_value(text).to_string(), seen.collect())
}

#[test]
fn typos_cost_no_more_than_themselves() {
    for (text, tree, findings) in [
        (r#"{"a":1}"#, r#"{"a":1}"#, vec![]),
        (r#"{"a":1 "b":2}"#, r#"{"a":1,"b":2}"#, vec![r#"ZT004 /a """#]),
        (r#"{"a":1,}"#, r#"{"a":1}"#, vec![r#"ZT004 /a ",""#]),
        (r#"[1,,2]"#, r#"[1,2]"#, vec![r#"ZT004  ",""#]),
        (r#"{"a":[1,2"#, r#"{"a":[1,2]}"#, vec![r#"ZT003  "{""#, r#"ZT003 /a "[""#]),
        (r#"{"a":[1}"#, r#"{"a":[1]}"#, vec![r#"ZT003 /a "[""#]),
        (r#"{"a":1]}"#, r#"{"a":1}"#, vec![r#"ZT002 /a "]""#]),
        ("{\"a\":\"x,\n\"b\":2}", r#"{"a":"x","b":2}"#, vec![r#"ZT003 /a "\"x""#]),
        ("{\"a\":\"$.e[0],\n\"b\":2}", r#"{"a":"$.e[0]","b":2}"#, vec![r#"ZT003 /a "\"$.e[0]""#]),
        (r#"{"a" 1}"#, r#"{"a":1}"#, vec![r#"ZT005 /a """#]),
        (r#"{"a":,"b":1}"#, r#"{"a":null,"b":1}"#, vec![r#"ZT006 /a "\"a\"""#]),
        (r#"{a:'b'}"#, r#"{"a":"b"}"#, vec![r#"ZT008 /a "a""#, r#"ZT008 /a "'b'""#]),
        (r#"{"a":True}"#, r#"{"a":null}"#, vec![r#"ZT009 /a "True""#]),
        (r#"{"a":01}"#, r#"{"a":null}"#, vec![r#"ZT009 /a "01""#]),
        (r#"{"a":1} x"#, r#"{"a":1}"#, vec![r#"ZT007  "x""#]),
        (r#"{"a":1,"a":2}"#, r#"{"a":2}"#, vec![r#"ZT013 /a "\"a\"""#]),
        ("[1 // one\n]", "[1]", vec![r#"ZT010  "// one""#]),
        ("\u{feff}[]", "[]", vec![]),
        ("", "null", vec![r#"ZT001  """#]),
        ("}", "null", vec![r#"ZT002  "}""#]),
        (r#"["\q"]"#, r#"["\\q"]"#, vec![r#"ZT011 /0 "\\q""#]),
    ] {
        let (got_tree, got) = read_all(text);
        assert_eq!(got_tree, tree, "{text}");
        assert_eq!(got, findings, "{text}");
    }
}

#[test]
fn fixes_mend() {
    for (broken, mended) in [
        (r#"{"a":1 "b":2}"#, r#"{"a":1, "b":2}"#),
        (r#"{"a":1,}"#, r#"{"a":1}"#),
        (r#"{"a" 1}"#, r#"{"a": 1}"#),
        (r#"{"a":[1,2"#, r#"{"a":[1,2]}"#),
        ("{a:'it\\'s'}", r#"{"a":"it's"}"#),
        ("[TRUE,None,+007,.5,x]", "[true,null,7,0.5,\"x\"]"),
        ("[\"a\tb\"]", "[\"a\\tb\"]"),
    ] {
        let (_, findings) = parse(broken);
        // Innermost first, so that brackets close in turn.
        let edits: Vec<_> =
            findings.iter().rev().filter_map(|f| f.fix.clone()).flat_map(|f| f.edits).collect();
        let text = crate::text::apply(broken, &edits).expect("apart");
        assert_eq!(text, mended, "{broken}");
        assert_eq!(parse(&text).1, [], "{broken}");
    }
}

#[test]
fn depth_is_bounded() {
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    assert_eq!(parse(&deep(MAX_DEPTH)).1, []);
    let (root, findings) = parse(&deep(200_000));
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::TooDeep]);
    assert_eq!(root.span.end, 400_000);
    assert!(!parse(&"[".repeat(200_000)).1.is_empty());
    assert!(!parse(&"{\"a\":".repeat(100_000)).1.is_empty());
}
