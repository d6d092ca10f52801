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

#[test]
fn most_of_the_default_is_copying() {
    for (entity, copied) in [
        ("user", "userName name emails groups phoneNumbers active externalId origin zoneId verified"),
        ("group", "displayName description members zoneId"),
    ] {
        let copies = program(DEFAULT_READ, entity).copies(&["id", "meta", "schemas"]).expect("copies");
        let targets: Vec<_> = copies.copies.iter().map(|copy| copy.target.as_str()).collect();
        assert_eq!(targets.join(" "), copied);
        assert!(copies.rest.may_read("meta") && !copies.rest.may_read("groups"));
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
];

const ENTITIES: &[&str] = &[
    r#"{"a": "A", "b": 1, "list": [1, 2], "o": {"x": [{}, "}"], "y": null}}"#,
    " {\"b\":\ttrue , \"a\" : \"q\\\"}\\\\\" ,\n\"list\":[ 1 ] }",
    r#"{"a": null, "list": [], "o": {}, "t u": -1.5e3}"#,
    r#"{"a": "twice", "b": [[1]], "a": "\u00e9{["}"#,
    r#"{"\u0061": "escaped", "b": 1}"#,
    r#"{"list": null, "o": "text", "t u": false}"#,
    "{}",
];

type Told = Option<serde_json::Value>;

/// What the program itself gives; None where it fails or leaves the entity out.
fn whole(program: &Program, entity: &str) -> Told {
    let (mut out, request) = (Vec::new(), Request::new(Operation::Read));
    let ended = Runner::new(program).run(entity.as_bytes(), &request, &mut Frozen::at(0), &mut out);
    matches!(ended, Ok(Ended::Entity(()))).then(|| serde_json::from_slice(&out).expect("JSON"))
}

/// What the two parts give together; None where that is left to the program.
fn copied(copier: &mut Copier<'_>, entity: &str) -> Option<Told> {
    let request = Request::new(Operation::Read);
    let ended = copier.run(entity, &request, &mut Frozen::at(0), |made, copied| {
        let mut rest = Vec::new();
        made.write_json(&mut rest);
        let mut all: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(&rest).expect("an object");
        for CopiedMember { name, name_in_json, value } in copied.iter() {
            assert_eq!(name_in_json, serde_json::json!(name).to_string() + ":");
            let value = serde_json::from_str(value).expect("JSON");
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
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// One after the other with the same memory, whatever the entity before was.
    #[test]
    fn two_parts_are_the_whole(
        mappings in subsequence(MAPPINGS.to_vec(), 1..12).prop_shuffle(),
        entities in proptest::collection::vec(proptest::sample::select(ENTITIES), 1..8),
        condition in proptest::sample::select(vec!["", r#""condition": "$.a != 'A'", "#]),
    ) {
        let text = format!(r#"{{"user": {{{condition}"mappings": [{}]}}}}"#, mappings.join(","));
        let program = program(&text, "user");
        let Some(copies) = program.copies(&["d"]) else { return Ok(()) };
        let mut copier = copies.copier();
        for entity in entities {
            if let Some(told) = copied(&mut copier, entity) {
                prop_assert_eq!(told, whole(&program, entity), "{} by {}", entity, text);
            }
        }
    }

    /// No text makes it panic.
    #[test]
    fn any_text_may_come(text in r#"[\[\]{}",:\\ a1n]{0,40}"#) {
        let program = program(DEFAULT_READ, "user");
        let copies = program.copies(&[]).expect("copies");
        let request = Request::new(Operation::Read);
        let _ = copies.copier().run(&text, &request, &mut Frozen::at(0), |_, copied| copied.iter().count());
    }
}

#[test]
fn what_is_ordinary_is_copied() {
    let program = program(DEFAULT_READ, "user");
    let copies = program.copies(&["id", "meta", "schemas"]).expect("copies");
    let mut copier = copies.copier();
    let request = {
        let mut request = Request::new(Operation::Read);
        request.variables.insert("entityBaseLocation".to_owned(), "http://p/".into());
        request
    };
    for (entity, expected) in [
        (
            r#"{"id": "1", "userName": "jo", "emails": [{"value": "a"}], "x": 1}"#,
            Some(r#"userName="jo" emails=[{"value": "a"}]"#),
        ),
        (
            r#"{"emails": [], "id": "1", "userName": "jo", "active": null}"#,
            Some(r#"userName="jo" emails=[]"#),
        ),
        // No user name; a list where there should be none; no object.
        (r#"{"id": "1", "emails": []}"#, None),
        (r#"{"id": "1", "userName": ["jo"], "emails": []}"#, None),
        ("[]", None),
    ] {
        let told = copier.run(entity, &request, &mut Frozen::at(0), |_, copied| {
            copied
                .iter()
                .map(|member| format!("{}={}", member.name, member.value))
                .collect::<Vec<_>>()
                .join(" ")
        });
        let told = told.map(|ended| match ended {
            Ended::Entity(text) => text,
            other => format!("{other:?}"),
        });
        assert_eq!(told.as_deref(), expected, "{entity}");
    }
}
