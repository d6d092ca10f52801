use super::super::Tape;
use super::*;

/// Each entity with its members.
fn told(text: &str, outline: &Outline) -> Vec<String> {
    let all = (0..outline.len()).map(|entity| {
        let members = outline.members(entity).map(|members| {
            let told =
                members.iter().map(|member| format!("{}={}", outline.name(member), &text[member.value()]));
            told.collect::<Vec<_>>().join("|")
        });
        members.unwrap_or_else(|| format!("no object: {}", &text[outline.place(entity).unwrap()]))
    });
    all.collect()
}

#[test]
fn members_stand_where_they_stand() {
    let text = r#" {"total" : 7, "resources":[ {"id":"1", "o": { "x":[1,{"y":[]}], "z": {}} , "n":-1.5e3},{},
        {"n":null,"\u0069d":"2","id":"3"}, [ {} ], "x", {"o":7,"o":{"x" :1}}, {"o":{"x":1},"o":[]},
        {"\u006f": {}}] , "a":[[]]} "#;
    let list = Outline::of_list(text, &["Resources", "resources"], "total", "o").unwrap().unwrap();
    assert_eq!(&text[list.beside.unwrap()], "7");
    let members = told(text, &list.outline);
    let expected = [
        r#"id="1"|o={ "x":[1,{"y":[]}], "z": {}}|n=-1.5e3"#,
        "",
        r#"n=null|id="2"|id="3""#,
        "no object: [ {} ]",
        r#"no object: "x""#,
        r#"o=7|o={"x" :1}"#,
        r#"o={"x":1}|o=[]"#,
        "o={}",
    ];
    assert_eq!(members, expected);
    let outline = &list.outline;
    let member =
        |members: Option<&[Member]>, name| outline.among(members?, name).map(|member| &text[member.value()]);
    assert_eq!(member(outline.members(2), "id"), Some(r#""3""#));
    assert_eq!(member(outline.members(1), "id"), None);
    assert_eq!(member(outline.members(3), "id"), None);
    assert_eq!(outline.opens(), "o");
    assert_eq!(member(outline.opened(0), "z"), Some("{}"));
    for (entity, opened) in
        [(0, Some(2)), (1, None), (2, None), (3, None), (5, Some(1)), (6, None), (7, Some(0))]
    {
        assert_eq!(outline.opened(entity).map(<[_]>::len), opened, "{entity}");
    }
    for none in ["{}", "[]", "7", r#"{"resources":{}}"#, r#"{"a":{"resources":[]}}"#] {
        assert!(Outline::of_list(none, &["resources"], "total", "").unwrap().is_none(), "{none}");
    }
}

#[test]
fn what_is_no_json_is_refused_as_by_the_parser() {
    let nested = |n: usize| "[".repeat(n) + "1" + &"]".repeat(n);
    let mut texts: Vec<String> = [
        "",
        "nul",
        "{",
        "}",
        "[1,]",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{"a":1} 2"#,
        r#"{a:1}"#,
        r#"{"a":[1,}"#,
        r#"{"a":[1]]"#,
        r#"{"a":{"b":tru}}"#,
        r#"{"a":{"b" 1}}"#,
        r#"{"a":{"b":{"c":[1 2]}}}"#,
        r#"{"a":{"b":"\x"}}"#,
        r#"{"a":{"b":[{}"#,
        "{\"a\":\"\n\"}",
        r#"{"a":01}"#,
        r#"{"\ud800":1}"#,
    ]
    .map(str::to_owned)
    .to_vec();
    texts.extend((MAX_DEPTH - 3..MAX_DEPTH + 3).map(nested));
    for text in texts {
        let within = [
            text.clone(),
            format!(r#"{{"resources":[{text}]}}"#),
            format!(r#"{{"resources":[{{"a":{{"a":{text}}}}}]}}"#),
        ];
        for text in within {
            let parsed = Tape::new().parse_str(&text).map(drop);
            assert_eq!(Outline::of_entity(&text, "a").map(drop), parsed, "{text}");
            assert_eq!(Outline::of_list(&text, &["resources"], "x", "a").map(drop), parsed, "{text}");
        }
    }
}
