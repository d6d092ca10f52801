use proptest::prelude::*;
use proptest::sample::subsequence;

use super::Frozen;
use super::split_tests::{program, user};
use crate::compile::Program;
use crate::defaults::{DEFAULT_READ, DEFAULT_WRITE};
use crate::model::Operation;
use crate::run::{Ended, Request, Runner};

#[test]
fn what_a_program_may_read_is_told_from_its_texts() {
    let cases = [
        (r#"{"sourcePath": "$.x", "targetPath": "$.b"}"#, false, false),
        // Part of another name: it might be told apart, and is not.
        (r#"{"sourcePath": "$.x.groups2", "targetPath": "$.b"}"#, false, true),
        (r#"{"sourcePath": "a", "targetPath": "$.b"}"#, true, false),
        (r#"{"sourcePath": "$['a']['x']", "targetPath": "$.groups"}"#, true, false),
        (r#"{"sourcePath": "$.a.length()", "targetPath": "$.b"}"#, true, false),
        (r#"{"sourcePath": "$.a[?(@.b == 'x')].c", "targetPath": "$.b"}"#, true, false),
        (r#"{"sourcePath": "$.a[0]", "targetPath": "$.groups[*].type"}"#, true, false),
        (r#"{"sourcePath": "$.groups", "targetPath": "$.b", "ignore": true}"#, false, false),
        (r#"{"constant": "groups", "targetPath": "$.groups"}"#, false, false),
        (r#"{"sourceVariable": "groups", "targetPath": "$.groups"}"#, false, false),
        (r#"{"sourceVariable": "v", "targetPath": "$.b", "condition": "$.c == 1"}"#, false, false),
        // Everything.
        (r#"{"sourcePath": "$", "targetPath": "$.b"}"#, true, true),
        (r#"{"sourcePath": "$.*", "targetPath": "$.b"}"#, true, true),
        (r#"{"sourcePath": "$..x", "targetPath": "$.b"}"#, true, true),
        (r#"{"sourcePath": "$.length()", "targetPath": "$.b"}"#, true, true),
        (r#"{"sourcePath": "$[?(@.x)]", "targetPath": "$.b"}"#, true, true),
        (r#"{"sourcePath": "$['gr\\u006fups']", "targetPath": "$.b"}"#, true, true),
        (r#"{"sourcePath": "$['x','y']", "targetPath": "$.b"}"#, true, true),
        // In conditions, functions and filters.
        (r#"{"constant": 1, "targetPath": "$.b", "condition": "$.groups == 1"}"#, false, true),
        (r#"{"constant": 1, "targetPath": "$.b", "condition": "$.${v} == 1"}"#, true, true),
        (r#"{"constant": 1, "targetPath": "$.b[?(@.x == $.groups)].y", "optional": true}"#, false, true),
        (
            r#"{"constant": 1, "targetPath": "$.b", "functions": [{"function": "compositeId", "separator": "-", "subId": "$.groups"}]}"#,
            false,
            true,
        ),
        (
            r#"{"sourcePaths": ["$.x", "$.groups"], "type": "valueMapping", "targetPath": "$.b", "valueMappings": [{"key": [1, 2], "mappedValue": 3}]}"#,
            false,
            true,
        ),
    ];
    for (mapping, a, groups) in cases {
        let program = program(&user(&[mapping]));
        assert_eq!((program.may_read("a"), program.may_read("groups")), (a, groups), "{mapping}");
    }
    let conditioned = r#"{"user": {"condition": "$.groups != []", "mappings": []}}"#;
    assert!(program(conditioned).may_read("groups"));
}

/// Which mappings of the read transformation are left out for a reader.
#[test]
fn what_no_reader_looks_at_is_left_out() {
    let reads = |texts: &[&str], reader: &str| {
        let read = program(&user(texts));
        let left = read.for_readers(&[&program(&user(&[reader]))]);
        texts
            .iter()
            .enumerate()
            .map(|(i, _)| left.steps.iter().any(|s| s.mapping.pointer.ends_with(&format!("/{i}"))))
            .collect::<Vec<_>>()
    };
    let a = r#"{"sourcePath": "$.a", "targetPath": "$.a", "optional": true}"#;
    let b = r#"{"sourcePath": "$.b", "targetPath": "$.b", "optional": true}"#;
    let in_b = r#"{"constant": 1, "targetPath": "$.b.c"}"#;
    let cases: &[(&[&str], &str, &[bool])] = &[
        (&[a, b], r#"{"sourcePath": "$.a", "targetPath": "$.a"}"#, &[true, false]),
        (&[a, b], r#"{"sourcePath": "$", "targetPath": "$.a"}"#, &[true, true]),
        // It fails if `b` is no object.
        (&[a, b, in_b], r#"{"constant": 1, "targetPath": "$.a"}"#, &[false, true, true]),
        // It is written over.
        (&[a, in_b, b], r#"{"constant": 1, "targetPath": "$.a"}"#, &[false, true, false]),
        // The entity fails without it, or somebody hears of it.
        (
            &[r#"{"sourcePath": "$.a", "targetPath": "$.a"}"#],
            r#"{"constant": 1, "targetPath": "$.a"}"#,
            &[true],
        ),
        (
            &[r#"{"sourcePath": "$.a", "targetPath": "$.a", "targetVariable": "v", "optional": true}"#],
            r#"{"constant": 1, "targetPath": "$.a"}"#,
            &[true],
        ),
        (
            &[
                r#"{"sourcePath": "$.a", "targetPath": "$.a", "optional": true, "functions": [{"function": "toLowerCaseString"}]}"#,
            ],
            r#"{"constant": 1, "targetPath": "$.a"}"#,
            &[true],
        ),
        (
            &[b, r#"{"type": "rename", "constant": "a", "targetPath": "$.b"}"#],
            r#"{"sourcePath": "$.a", "targetPath": "$.a"}"#,
            &[true, true],
        ),
    ];
    for (texts, reader, expected) in cases {
        assert_eq!(reads(texts, reader), *expected, "{texts:?} for {reader}");
    }
    let left = program(DEFAULT_READ).for_readers(&[&program(DEFAULT_WRITE)]);
    assert!(!left.may_read("groups") && !left.may_read("meta") && left.may_read("emails"));
}

const MAPPINGS: &[&str] = &[
    r#"{"sourcePath": "$.a", "targetPath": "$.a", "optional": true}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.b", "optional": true}"#,
    r#"{"sourcePath": "$.b", "targetPath": "$.b", "optional": true}"#,
    r#"{"sourcePath": "$.list", "targetPath": "$.list", "optional": true, "preserveArrayWithSingleElement": true}"#,
    r#"{"sourcePath": "$.list", "targetPath": "$.a", "optional": true}"#,
    r#"{"sourcePath": "$.b", "targetPath": "$.b.inner", "optional": true}"#,
    r#"{"sourcePath": "$.a", "targetPath": "$.d"}"#,
    r#"{"constant": "z", "targetPath": "$.list[*].z", "optional": true}"#,
    r#"{"constant": "z", "targetPath": "$.list[0]"}"#,
    r#"{"sourcePath": "$.a", "targetVariable": "v", "targetPath": "$.d", "optional": true}"#,
    r#"{"sourceVariable": "v", "targetPath": "$.c", "optional": true}"#,
    r#"{"sourcePath": "$.*", "targetPath": "$.all", "optional": true}"#,
    r#"{"sourcePath": "$.length()", "targetPath": "$.size", "optional": true}"#,
    r#"{"sourcePath": "$.list[?(@.z)]", "targetPath": "$.found", "optional": true}"#,
    r#"{"constant": 1, "targetPath": "$.e", "condition": "$.b == 1"}"#,
    r#"{"constant": 1, "targetPath": "$.e", "condition": "$.list[?(@.z == 1)].z == [1]"}"#,
    r#"{"constant": 1, "targetPath": "$.f", "functions": [{"function": "compositeId", "separator": "-", "subId": "$.b"}]}"#,
    r#"{"type": "remove", "targetPath": "$.b"}"#,
    r#"{"type": "rename", "constant": "b", "targetPath": "$.a"}"#,
    r#"{"constant": {"a": "q"}, "targetPath": "$"}"#,
];

const ENTITIES: &[&str] = &[
    r#"{"a": "A", "b": 1, "list": [1, 2]}"#,
    r#"{"a": "a", "b": {}, "list": [{"z": 1}]}"#,
    r#"{"b": "A", "list": []}"#,
    r#"{"a": null, "b": ["a"]}"#,
    "{}",
];

/// What comes out; failures are all the same.
fn run(program: &Program, entity: &str) -> Option<serde_json::Value> {
    let (mut out, request) = (Vec::new(), Request::new(Operation::Read));
    let ended = Runner::new(program).run(entity.as_bytes(), &request, &mut Frozen::at(0), &mut out);
    matches!(ended, Ok(Ended::Entity(()))).then(|| serde_json::from_slice(&out).expect("JSON"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// A reader sees no difference.
    #[test]
    fn a_reader_misses_nothing(
        read in subsequence(MAPPINGS.to_vec(), 1..10).prop_shuffle(),
        reader in subsequence(MAPPINGS.to_vec(), 1..6).prop_shuffle(),
    ) {
        let (read, reader) = (program(&user(&read)), program(&user(&reader)));
        let less = read.for_readers(&[&reader]);
        for entity in ENTITIES {
            let seen = |read: &Program| run(read, entity).map(|entity| run(&reader, &entity.to_string()));
            prop_assert_eq!(seen(&read), seen(&less));
        }
    }

    /// What a program may not read can be anything, or nothing.
    #[test]
    fn what_may_not_be_read_makes_no_difference(
        mappings in subsequence(MAPPINGS.to_vec(), 1..10).prop_shuffle(),
        member in proptest::sample::select(vec!["a", "b", "list"]),
    ) {
        let program = program(&user(&mappings));
        for entity in ENTITIES.iter().filter(|_| !program.may_read(member)) {
            let mut other: serde_json::Map<String, serde_json::Value> = serde_json::from_str(entity).expect("an object");
            other.remove(member);
            let other = serde_json::Value::Object(other).to_string();
            prop_assert_eq!(run(&program, entity), run(&program, &other));
        }
    }
}
