use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use super::{Effect, EntityEffect, split::Split};
use crate::compile::Program;
use crate::defaults::DEFAULT_READ;
use crate::model::{Operation, Transformation};
use crate::properties::Properties;
use crate::run::Request;

pub(super) fn program(text: &str) -> Program {
    let (document, findings) = Transformation::load(text.to_owned());
    assert!(findings.is_empty(), "{findings:?} in {text}");
    let properties = Properties::new();
    let user = document.entity("user").expect("a user").with_properties(&properties);
    Program::compile(&user, &properties).expect("it runs")
}

/// How many mappings are done once, of how many, after one thing was replaced in the default.
#[test]
fn what_both_do_is_found() {
    let before = program(DEFAULT_READ);
    let all = before.steps.len();
    let lower = r#""$.userName", "functions": [{"function": "toLowerCaseString"}]"#;
    let cases = [
        ("\"$.zoneId\"", "\"$.origin\"", Some(all - 1)),
        ("\"$.userName\"", lower, Some(all - 1)),
        // Another layout is no difference.
        ("\"mappings\": [", "\"mappings\":\n\n[", Some(all)),
        // All that is about `meta`, and the id, which its location is made of.
        ("\"$.meta\",", "\"$.meta2\",", Some(all - 3)),
        // What fills the variable is done for each, and what is made of it.
        ("\"$.id\",", "\"$.externalId\",", Some(all - 3)),
        ("\"user\": {", "\"user\": {\"condition\": \"$.active == true\",", None),
        ("\"user\": {", "\"user\": {\"skipOperations\": [\"delete\"],", None),
        // A name at the top may be anything.
        (
            "\"mappings\": [",
            r#""mappings": [{"type": "rename", "constant": "b", "targetPath": "$.a"},"#,
            None,
        ),
    ];
    for (from, to, expected) in cases {
        let after = program(&DEFAULT_READ.replacen(from, to, 1));
        let split = Split::of(&before, &after);
        assert_eq!(split.map(|split| split.both.steps.len()), expected, "{from} to {to}");
    }
}

const MAPPINGS: &[&str] = &[
    r#"{"sourcePath": "$.a", "targetPath": "$.a"}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.userName", "optional": true}"#,
    r#"{"sourcePath": "$.b", "targetPath": "$.userName", "optional": true}"#,
    r#"{"sourcePath": "$.b", "targetPath": "$.b.inner", "optional": true, "defaultValue": "x"}"#,
    r#"{"sourcePath": "$.list", "targetPath": "$.b", "optional": true}"#,
    r#"{"sourcePath": "$.list", "targetPath": "$.list", "preserveArrayWithSingleElement": true, "optional": true}"#,
    r#"{"constant": "y", "targetPath": "$.list[0]"}"#,
    r#"{"constant": "z", "targetPath": "$.list[*].z", "optional": true}"#,
    r#"{"sourcePath": "$.a", "targetVariable": "v", "optional": true}"#,
    r#"{"sourcePath": "$.b", "targetVariable": "v", "targetPath": "$.d", "optional": true}"#,
    r#"{"sourceVariable": "v", "targetPath": "$.c", "optional": true}"#,
    r#"{"sourceVariable": "w", "targetPath": "$.c", "optional": true}"#,
    r#"{"constant": "is ${v}", "targetPath": "$.e"}"#,
    r#"{"constant": "is ${w}", "targetPath": "$.e", "condition": "'${v}' == 'A'"}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.f", "optional": true, "functions": [{"function": "toLowerCaseString"}]}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.f", "optional": true, "functions": [{"function": "replaceAllString", "regex": "(?<v>.)", "replacement": "${v}!"}]}"#,
    r#"{"type": "remove", "targetPath": "$.a"}"#,
    r#"{"type": "remove", "targetPath": "$.b.inner"}"#,
    r#"{"type": "rename", "constant": "e", "targetPath": "$.c"}"#,
    r#"{"constant": {"e": 1, "a": "q"}, "targetPath": "$"}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.g", "condition": "$.b == 1", "ignore": true}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.h", "scope": "createEntity"}"#,
];

const ENTITIES: &[&str] = &[
    r#"{"a": "A", "b": 1, "list": [1, 2]}"#,
    r#"{"a": "a", "list": [{"z": 1}]}"#,
    r#"{"b": "A", "list": []}"#,
    r#"{"a": "A", "b": "a"}"#,
    "{}",
];

pub(super) fn user(mappings: &[&str]) -> String {
    format!(r#"{{"user": {{"mappings": [{}]}}}}"#, mappings.join(","))
}

/// What becomes of the entities, and the figures over all of them.
fn seen(mut effect: Effect<'_>) -> (Vec<EntityEffect>, Vec<EntityEffect<u32>>, super::Summary) {
    let mut tape = zonedesk_jsonpath::Tape::new();
    let looked = ENTITIES.iter().map(|entity| effect.look(entity.as_bytes())).collect();
    let weighed = ENTITIES
        .iter()
        .map(|entity| effect.weigh((&tape.parse(entity.as_bytes()).expect("JSON")).into()))
        .collect();
    (looked, weighed, effect.summary().clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// What is done once and what is done twice come to the same.
    #[test]
    fn a_split_changes_nothing(
        before in subsequence(MAPPINGS.to_vec(), 3..12).prop_shuffle(),
        edits in proptest::collection::vec((any::<Index>(), any::<Index>(), 0..3_u8), 1..4),
        operation in proptest::sample::select(vec![Operation::Read, Operation::Create, Operation::Delete]),
    ) {
        let mut after = before.clone();
        for (at, with, what) in edits {
            let mapping = MAPPINGS[with.index(MAPPINGS.len())];
            match what {
                0 => after.insert(at.index(after.len() + 1), mapping),
                1 if !after.is_empty() => drop(after.remove(at.index(after.len()))),
                _ if !after.is_empty() => {
                    let at = at.index(after.len());
                    after[at] = mapping;
                }
                _ => {}
            }
        }
        let (before, after) = (program(&user(&before)), program(&user(&after)));
        let mut request = Request::new(operation);
        request.variables.insert("w".to_owned(), "W".into());
        let effect = || Effect::new(Some(&before), Some(&after), request.clone(), 0);
        let mut whole = effect();
        whole.split = None;
        let ((looked, weighed, summary), (looked_whole, weighed_whole, summary_whole)) = (seen(effect()), seen(whole));
        prop_assert_eq!(looked, looked_whole);
        prop_assert_eq!(weighed, weighed_whole);
        prop_assert_eq!(summary, summary_whole);
    }
}
