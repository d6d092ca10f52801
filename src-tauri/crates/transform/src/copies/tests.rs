use proptest::prelude::*;
use proptest::sample::subsequence;

use super::*;
use crate::compare::Frozen;
use crate::defaults::DEFAULT_READ;
use crate::model::{Operation, Transformation};
use crate::properties::Properties;
use crate::run::Runner;

fn program(text: &str, entity: &str) -> Program {
    let (document, _) = Transformation::load(text.to_owned());
    let properties = Properties::new();
    let entity = document.entity(entity).expect("it is there").with_properties(&properties);
    Program::compile(&entity, &properties).expect("it runs")
}

const EXTENSION: &str = "urn:ietf:params:scim:schemas:extension:sap:2.0:Group";

#[test]
fn nearly_all_of_the_default_is_copying() {
    for (entity, copied, rest) in [
        (
            "user",
            "id userName name emails groups phoneNumbers active meta externalId origin zoneId verified",
            0,
        ),
        ("group", "id displayName description members zoneId meta", 2),
    ] {
        let copies = program(DEFAULT_READ, entity).copies().expect("copies");
        let targets: Vec<_> = copies.copies.iter().map(|copy| copy.target.as_str()).collect();
        assert_eq!(targets.join(" "), copied);
        let joined = copies.copies.iter().filter(|copy| !copy.joins.is_empty());
        assert_eq!(joined.map(|copy| copy.target.as_str()).collect::<Vec<_>>(), ["meta"]);
        let fixed: Vec<_> = copies.fixed.iter().map(|fixed| fixed.name.as_str()).collect();
        assert_eq!((fixed, copies.rest.steps.len()), (vec!["\"schemas\":"], rest));
        assert!(!copies.rest.may_read("meta"));
        assert_eq!(copies.rest.may_read(EXTENSION), rest > 0);
    }
}

const MAPPINGS: &[&str] = &[
    r#"{"sourcePath": "$.a", "targetPath": "$.a", "optional": true}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.a2"}"#,
    r#"{"sourcePath": "$.b", "targetPath": "$.b", "optional": true}"#,
    r#"{"sourcePath": "$.b", "targetPath": "$.b.inner", "optional": true}"#,
    r#"{"sourcePath": "$.list", "targetPath": "$.list", "optional": true, "preserveArrayWithSingleElement": true}"#,
    r#"{"sourcePath": "$.list", "targetPath": "$.one", "optional": true}"#,
    r#"{"sourcePath": "$.list[0]", "targetPath": "$.first", "optional": true}"#,
    r#"{"sourcePath": "$.o", "targetPath": "$.o", "optional": true}"#,
    r#"{"sourcePath": "$.o", "targetPath": "$.p", "optional": true, "defaultValue": "x"}"#,
    r#"{"sourcePath": "$['t u']", "targetPath": "$['t u']", "optional": true}"#,
    r#"{"sourcePath": "$.a", "targetVariable": "v", "targetPath": "$.d", "optional": true}"#,
    r#"{"sourceVariable": "v", "targetPath": "$.c", "optional": true}"#,
    r#"{"constant": "z", "targetPath": "$.o.z", "condition": "$.b == 1"}"#,
    r#"{"constant": 7, "targetPath": "$.seven", "condition": "$.list[0] == 1"}"#,
    r#"{"sourcePath": "$.length()", "targetPath": "$.size", "optional": true}"#,
    r#"{"sourcePath": "$", "targetPath": "$.all"}"#,
    r#"{"type": "remove", "targetPath": "$.b"}"#,
    r#"{"type": "rename", "constant": "b2", "targetPath": "$.b"}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.e", "functions": [{"function": "toUpperCaseString"}], "optional": true}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.ignored", "ignore": true}"#,
    r#"{"sourceVariable": "base", "targetPath": "$.b.at", "targetVariable": "w", "functions": [{"function": "concatString", "suffix": "${v}"}]}"#,
    r#"{"sourceVariable": "base", "targetPath": "$.o.at"}"#,
    r#"{"sourceVariable": "number", "targetPath": "$.o.at", "functions": [{"function": "concatString", "prefix": "x"}]}"#,
    r#"{"sourcePath": "$.t", "targetVariable": "t", "targetPath": "$.t", "optional": true}"#,
    r#"{"constant": "<", "targetPath": "$.o.x", "functions": [{"function": "concatString", "prefix": "${t}", "suffix": "${v}>\"${base}"}]}"#,
    r#"{"sourceVariable": "w", "targetPath": "$.w", "optional": true}"#,
    r#"{"constant": "fixed", "targetPath": "$.a2.b[1]"}"#,
    r#"{"constant": ["${v}"], "targetPath": "$.open"}"#,
    r#"{"constant": null, "targetPath": "$.nothing", "optional": true}"#,
    r#"{"constant": "k", "targetPath": "$.e", "targetVariable": "k"}"#,
    r#"{"sourceVariable": "k", "targetPath": "$.k", "optional": true}"#,
];

const ENTITIES: &[&str] = &[
    r#"{"a": "A", "b": 1, "list": [1, 2], "o": {"x": [{}, "}"], "y": null}}"#,
    " {\"b\":\ttrue , \"a\" : \"q\\\"}\\\\\" ,\n\"list\":[ 1 ] }",
    r#"{"a": null, "list": [], "o": {}, "t u": -1.5e3}"#,
    r#"{"a": "twice", "b": [[1]], "a": "\u00e9{["}"#,
    r#"{"\u0061": "escaped", "b": 1}"#,
    r#"{"list": null, "o": "text", "t u": false}"#,
    r#"{"a": "\u00e9\"", "o": {"z": 1}, "t": "text", "b": {"c": {}}}"#,
    r#"{"a": "A", "o": { "at" : 2, "z": "\\" } , "t": 5, "b": {}}"#,
    r#"{"a": ["A"], "o": {} , "t": "", "b": {"at": "y"}}"#,
    "{}",
];

type Told = Option<serde_json::Value>;

/// With a variable that is a text, and one that is none.
fn request(with_variables: bool) -> Request {
    let mut request = Request::new(Operation::Read);
    if with_variables {
        request.variables.insert("base".to_owned(), "http://p/".into());
        request.variables.insert("number".to_owned(), 7.into());
    }
    request
}

/// What the program itself gives; None where it fails or leaves the entity out.
fn whole(program: &Program, entity: &str, request: &Request) -> Told {
    let mut out = Vec::new();
    let ended = Runner::new(program).run(entity.as_bytes(), request, &mut Frozen::at(0), &mut out);
    matches!(ended, Ok(Ended::Entity(()))).then(|| serde_json::from_slice(&out).expect("JSON"))
}

fn written(member: &CopiedMember<'_>) -> String {
    let mut out = Vec::new();
    member.write(&mut out);
    assert!(member.value().is_none_or(|value| value.as_bytes() == out));
    String::from_utf8(out).expect("UTF-8")
}

/// What the parts give together; None where that is left to the program.
fn copied(copier: &mut Copier<'_>, number: usize, request: &Request) -> Option<Told> {
    let ended = copier.run(number, request, &mut Frozen::at(0), |made, copied| {
        let mut rest = Vec::new();
        made.write_json(&mut rest);
        let mut all: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(&rest).expect("an object");
        for member in copied.iter() {
            let name = member.name;
            assert_eq!(member.name_in_json, serde_json::json!(name).to_string() + ":");
            let value = serde_json::from_str(&written(&member)).expect("JSON");
            assert_eq!(all.insert(name.to_owned(), value), None, "{name} is in both parts");
        }
        serde_json::Value::Object(all)
    });
    ended.map(|ended| match ended {
        Ended::Entity(entity) => Some(entity),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// One after the other with the same memory, whatever the entity before was.
    #[test]
    fn the_parts_are_the_whole(
        mappings in subsequence(MAPPINGS.to_vec(), 1..14).prop_shuffle(),
        entities in proptest::collection::vec(proptest::sample::select(ENTITIES), 1..8),
        condition in proptest::sample::select(vec!["", r#""condition": "$.a != 'A'", "#]),
        with_variables in any::<bool>(),
        opens in proptest::sample::select(vec!["o", "b", ""]),
    ) {
        let text = format!(r#"{{"user": {{{condition}"mappings": [{}]}}}}"#, mappings.join(","));
        let program = program(&text, "user");
        let Some(copies) = program.copies() else { return Ok(()) };
        let list = format!(r#"{{"l": [{}]}}"#, entities.join(","));
        let outline = Outline::of_list(&list, &["l"], "", opens).expect("JSON").expect("a list").outline;
        let request = request(with_variables);
        let mut copier = copies.copier(&list, &outline);
        for (number, entity) in entities.into_iter().enumerate() {
            if let Some(told) = copied(&mut copier, number, &request) {
                prop_assert_eq!(told, whole(&program, entity, &request), "{} by {}", entity, text);
            }
        }
    }
}

proptest! {
    /// No text makes it panic. Members are found where all of it is JSON, and nowhere else.
    #[test]
    fn any_text_may_come(text in r#"[\[\]{}",:\\ a1n]{0,40}"#) {
        let program = program(DEFAULT_READ, "user");
        let copies = program.copies().expect("copies");
        let outline = Outline::of_entity(&text, "meta");
        let refused = Tape::new().parse_str(&text).err();
        prop_assert_eq!(outline.as_ref().err(), refused.as_ref());
        if let Ok(outline) = outline {
            let request = Request::new(Operation::Read);
            let mut copier = copies.copier(&text, &outline);
            let _ = copier.run(0, &request, &mut Frozen::at(0), |_, copied| copied.iter().count());
        }
    }
}

#[test]
fn what_is_ordinary_is_copied() {
    let program = program(DEFAULT_READ, "user");
    let copies = program.copies().expect("copies");
    let base = |base: Value| {
        let mut request = Request::new(Operation::Read);
        request.variables.insert("entityBaseLocation".to_owned(), base);
        request
    };
    let usual = || base("http://p/".into());
    for (entity, request, expected) in [
        (
            r#"{"id": "1", "userName": "jo", "meta": {"version": 1}, "emails": [{"value": "a"}], "x": 1}"#,
            usual(),
            Some(
                r#"id="1" userName="jo" emails=[{"value": "a"}] meta={"location":"http://p/1","version": 1}"#,
            ),
        ),
        (
            r#"{"emails": [], "meta": {}, "id": "1", "user\u004eame": "jo", "active": null, "id": "2"}"#,
            usual(),
            Some(r#"id="2" userName="jo" emails=[] meta={"location":"http://p/2"}"#),
        ),
        // No user name; a list where there should be none; no meta that a location is joined to; no object.
        (r#"{"id": "1", "emails": [], "meta": {}}"#, usual(), None),
        (r#"{"id": "1", "userName": ["jo"], "emails": [], "meta": {}}"#, usual(), None),
        (r#"{"id": "1", "userName": "jo", "emails": []}"#, usual(), None),
        (r#"{"id": "1", "userName": "jo", "emails": [], "meta": null}"#, usual(), None),
        ("[]", usual(), None),
        // A location of its own counts; one that cannot be made is an error.
        (r#"{"id": "1", "userName": "jo", "emails": [], "meta": {"location": "x"}}"#, usual(), None),
        (r#"{"id": 1, "userName": "jo", "emails": [], "meta": {}}"#, usual(), None),
        (r#"{"id": "1", "userName": "jo", "emails": [], "meta": {}}"#, Request::new(Operation::Read), None),
        (r#"{"id": "1", "userName": "jo", "emails": [], "meta": {}}"#, base(vec![Value::Null].into()), None),
    ] {
        let outline = Outline::of_entity(entity, "meta").expect("JSON");
        let told = copies.copier(entity, &outline).run(0, &request, &mut Frozen::at(0), |_, copied| {
            let told = copied.iter().map(|member| format!("{}={}", member.name, written(&member)));
            told.collect::<Vec<_>>().join(" ")
        });
        let told = told.map(|ended| match ended {
            Ended::Entity(text) => text,
            other => format!("{other:?}"),
        });
        let expected =
            expected.map(|own| format!(r#"{own} schemas=["urn:ietf:params:scim:schemas:core:2.0:User"]"#));
        assert_eq!(told, expected, "{entity}");
    }
}
