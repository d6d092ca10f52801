use std::collections::BTreeMap;

use proptest::prelude::*;
use zonedesk_jsonpath::Value;

use super::members::normal;
use super::tests::{load, mapping_at, moved};
use super::{ChangeKind, Comparison, Presence, compare, merge};
use crate::{DEFAULT_READ, DEFAULT_WRITE, Transformation};

fn merged(before: &str, after: &str, chosen: &[&str]) -> Result<String, String> {
    let (a, b) = (load(before), load(after));
    let comparison = compare(&a, &b);
    let chosen: Vec<String> = chosen.iter().map(|id| (*id).to_owned()).collect();
    let ids = comparison.ids();
    assert!(chosen.iter().all(|id| ids.contains(id)), "{ids:?}");
    merge(&a, &b, &comparison, &chosen).map_err(|error| error.to_string())
}

#[test]
fn what_is_beside_mappings_is_taken_over() {
    let a = r#"{"version":1,"user":{"condition":"$.a","mappings":[{"constant":1,"targetPath":"$.x"}]}}"#;
    for (before, after, chosen, expected) in [
        // members of the document
        (
            a,
            r#"{"version":2,"user":{"condition":"$.a","mappings":[{"constant":1,"targetPath":"$.x"}]}}"#,
            ".version",
            a.replace("1,\"user", "2,\"user"),
        ),
        (
            a,
            r#"{"user":{"condition":"$.a","mappings":[{"constant":1,"targetPath":"$.x"}]}}"#,
            ".version",
            a.replace("\"version\":1,", ""),
        ),
        (
            a,
            r#"{"version":1,"a.b":[1],"user":{"condition":"$.a","mappings":[{"constant":1,"targetPath":"$.x"}]}}"#,
            ".a.b",
            a.replace("}]}}", "}]},\"a.b\":[1]}"),
        ),
        // members of an entity type, also one that is written twice
        (
            a,
            r#"{"version":1,"user":{"mappings":[{"constant":1,"targetPath":"$.x"}]}}"#,
            "user.condition",
            a.replace("\"condition\":\"$.a\",", ""),
        ),
        (
            r#"{"user":{"ignore":false,"ignore":true,"mappings":[]}}"#,
            r#"{"user":{"mappings":[]}}"#,
            "user.ignore",
            r#"{"user":{"mappings":[]}}"#.to_owned(),
        ),
        (
            a,
            r#"{"version":1,"user":{"condition":"$.a","x.y":{"z":1},"mappings":[{"constant":1,"targetPath":"$.x"}]}}"#,
            "user.x.y",
            a.replace("{\"condition", "{\"x.y\":{\"z\":1}, \"condition"),
        ),
        // whole entity types, also those whose names are signs of ids
        (
            r#"{"a.b":{"mappings":[]},"a":{"mappings":[]}}"#,
            r#"{"a":{"b":1,"mappings":[]}}"#,
            "a~1b",
            r#"{"a":{"mappings":[]}}"#.to_owned(),
        ),
        (
            r#"{"a.b":{"mappings":[]},"a":{"mappings":[]}}"#,
            r#"{"a":{"b":1,"mappings":[]}}"#,
            "a.b",
            r#"{"a.b":{"mappings":[]},"a":{"b":1, "mappings":[]}}"#.to_owned(),
        ),
        // one that stands for something else on the other side
        (r#"{"user":null}"#, r#"{"user":{"mappings":[]}}"#, "user", r#"{"user":{"mappings":[]}}"#.to_owned()),
        (r#"{"user":{"mappings":[]}}"#, r#"{"user":null}"#, ".user", r#"{"user":null}"#.to_owned()),
        // a list that is empty, missing, or of which nothing is left
        (
            r#"{"user":{"mappings":[]}}"#,
            r#"{"user":{"mappings":[{"constant":1.0,"targetPath":"$.x"}]}}"#,
            "user:+0",
            r#"{"user":{"mappings":[{"constant":1.0,"targetPath":"$.x"}]}}"#.to_owned(),
        ),
        (
            r#"{"user":{}}"#,
            r#"{"user":{"mappings":[{"constant":1,"targetPath":"$.x"}]}}"#,
            "user:+0",
            r#"{"user":{"mappings": [{"constant":1,"targetPath":"$.x"}]}}"#.to_owned(),
        ),
        (
            a,
            r#"{"version":1,"user":{"condition":"$.a"}}"#,
            "user:-0",
            a.replace("{\"constant\":1,\"targetPath\":\"$.x\"}", ""),
        ),
    ] {
        assert_eq!(merged(before, after, &[chosen]), Ok(expected), "{chosen} of {after}");
    }
}

#[test]
fn a_list_that_holds_something_else_is_refused() {
    let before = r#"{"user":{"mappings":[7,{"constant":1,"targetPath":"$.x"}]}}"#;
    let after = r#"{"user":{"mappings":[{"constant":2,"targetPath":"$.x"}]}}"#;
    let why = merged(before, after, &["user:0>0"]).expect_err("7 would be lost");
    assert!(why.contains("/user/mappings"), "{why}");
}

#[test]
fn merging_takes_what_was_chosen_and_leaves_the_rest() {
    let write = DEFAULT_WRITE;
    let after = moved(write, "user", 10, 2)
        .replace("createEntity", "patchEntity")
        .replace(&format!("{},", mapping_at(write, "user", 8)), "")
        .replace(
            "\"scimEntityEndpoint\": \"Groups\"",
            "\"scimEntityEndpoint\": \"Groups\", \"ignore\": true",
        );
    let (a, b) = (load(write), load(&after));
    let comparison = compare(&a, &b);
    assert_eq!(comparison.ids(), ["user:0>0", "user:10>2", "user:-8", "group.ignore"]);
    let merged = |chosen: &[&str]| {
        let chosen: Vec<String> = chosen.iter().map(|s| (*s).to_owned()).collect();
        merge(&a, &b, &comparison, &chosen).expect("merges")
    };
    assert_eq!(merged(&[]), write);
    assert_eq!(merged(&["user:0>0"]), write.replace("createEntity", "patchEntity"));
    assert_eq!(merged(&["user:10>2"]), moved(write, "user", 10, 2));
    assert_eq!(
        merged(&["user:-8"]),
        write.replace(&format!("{},\n      ", mapping_at(write, "user", 8)), "")
    );
    for left in 0..4 {
        let ids = comparison.ids();
        let chosen: Vec<String> =
            ids.iter().enumerate().filter(|(i, _)| *i != left).map(|(_, id)| id.clone()).collect();
        let text = merge(&a, &b, &comparison, &chosen).expect("merges");
        assert_eq!(compare(&load(&text), &b).ids().len(), 1, "all but {}: {text}", ids[left]);
    }
}

/// A mapping out of a few values, so that many are alike.
fn mapping() -> impl Strategy<Value = String> {
    (0..4_u8, 0..5_u8, 0..6_u8).prop_map(|(from, to, more)| {
        let more = match more {
            0 => ",\"optional\":true",
            1 => ",\"optional\":false",
            2 => ",\"functions\":[{\"function\":\"toLowerCaseString\"}]",
            3 => ",\n   \"condition\": \"$.a == 'x'\"",
            _ => "",
        };
        format!("{{\"sourcePath\":\"$.s{from}\",\"targetPath\":\"$.t{to}\"{more}}}")
    })
}

fn entity() -> impl Strategy<Value = String> {
    let condition = prop_oneof![Just(""), Just("\"condition\": \"$.x\", "), Just("\"condition\": \"$.y\", ")];
    (condition, any::<bool>(), prop::collection::vec(mapping(), 0..6), any::<bool>()).prop_map(
        |(condition, ignore, mappings, wide)| {
            let ignore = if ignore { "\"ignore\": true,\n " } else { "" };
            let gap = if wide { ",\n    " } else { "," };
            format!("{{{condition}{ignore}\"mappings\": [{}]}}", mappings.join(gap))
        },
    )
}

fn document() -> impl Strategy<Value = String> {
    (prop::option::of(entity()), prop::option::of(entity()), 0..3_u8).prop_map(|(user, group, version)| {
        let mut members = Vec::new();
        if version > 0 {
            members.push(format!("\"version\": {version}"));
        }
        members.extend(user.map(|user| format!("\"user\": {user}")));
        members.extend(group.map(|group| format!("\"group\": {group}")));
        format!("{{\n  {}\n}}\n", members.join(",\n  "))
    })
}

/// The mappings of each entity type, in normal form and sorted.
fn meaning(of: &Transformation) -> BTreeMap<String, Vec<String>> {
    let entity = |entity: &crate::Entity| {
        let mut all: Vec<String> =
            (0..entity.mappings.len()).map(|i| value(of, &entity.name.value, i)).collect();
        all.sort();
        (entity.name.value.clone(), all)
    };
    of.entities.iter().map(entity).collect()
}

fn value(of: &Transformation, entity: &str, index: usize) -> String {
    let mapping = &of.entity(entity).expect("there").mappings[index];
    normal(&of.root.at(&mapping.pointer).expect("there").to_value(&of.text)).to_string()
}

/// What taking the chosen changes over must leave of each entity type.
fn expected(
    a: &Transformation,
    b: &Transformation,
    comparison: &Comparison,
    chosen: &[String],
) -> BTreeMap<String, Vec<String>> {
    let mut left = BTreeMap::new();
    for entity in &comparison.entities {
        let is_chosen = |id: &String| chosen.contains(id);
        let of = match (entity.presence, is_chosen(&entity.id())) {
            (Presence::Added, false) | (Presence::Removed, true) => continue,
            (Presence::Added, true) => meaning(b)[&entity.name].clone(),
            (Presence::Removed, false) => meaning(a)[&entity.name].clone(),
            (Presence::Both, _) => {
                let mut all: Vec<String> =
                    entity.same.iter().map(|&(i, _)| value(a, &entity.name, i)).collect();
                all.extend(entity.mappings.iter().filter_map(|change| {
                    match (change.kind, is_chosen(&change.id)) {
                        (ChangeKind::Added, false) | (ChangeKind::Removed, true) => None,
                        (ChangeKind::Added | ChangeKind::Changed, true) => {
                            Some(value(b, &entity.name, change.after.expect("after")))
                        }
                        _ => Some(value(a, &entity.name, change.before.expect("before"))),
                    }
                }));
                all.sort();
                all
            }
        };
        left.insert(entity.name.clone(), of);
    }
    left
}

/// Values of what is beside mappings: of the document, and of each entity type.
fn beside(of: &Transformation) -> Vec<(String, Value)> {
    let members = of.root.members().iter();
    let own = members.clone().filter(|m| of.entity(&m.name).is_none());
    let mut all: Vec<(String, Value)> =
        own.map(|m| (format!(".{}", m.name), m.value.to_value(&of.text))).collect();
    for member in members.filter(|m| of.entity(&m.name).is_some()) {
        let inner = member.value.members().iter().filter(|m| m.name != "mappings");
        all.extend(inner.map(|m| (format!("{}.{}", member.name, m.name), m.value.to_value(&of.text))));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 200 } else { 4_000 }))]

    /// Whatever is chosen: the result can be read, and holds what was chosen of the later and the rest of the earlier
    /// side. Nothing chosen leaves the text as it is, all of it makes it mean what the later one means.
    #[test]
    fn any_choice_means_what_was_chosen(a in document(), b in document(), bits in any::<u64>()) {
        let (a, b) = (load(&a), load(&b));
        let comparison = compare(&a, &b);
        let ids = comparison.ids();
        let chosen: Vec<String> =
            ids.iter().enumerate().filter(|(n, _)| bits >> (n % 64) & 1 == 1).map(|(_, id)| id.clone()).collect();
        let text = merge(&a, &b, &comparison, &chosen).expect("merges");
        let result = load(&text);
        prop_assert_eq!(meaning(&result), expected(&a, &b, &comparison, &chosen), "{}", text);
        let from = |id: &str| if chosen.iter().any(|one| one == id) { &b } else { &a };
        for (id, value) in beside(&result) {
            let (name, _) = id.split_once('.').expect("a member");
            // What is beside the mappings of an entity type that came whole came with it.
            let whole = comparison.entities.iter().any(|e| e.name == name && e.presence == Presence::Added);
            let source = if whole { &b } else { from(&id) };
            let there = beside(source).into_iter().any(|member| member == (id.clone(), value.clone()));
            prop_assert!(there, "{} in {}", id, text);
        }
        let none: [String; 0] = [];
        prop_assert_eq!(&merge(&a, &b, &comparison, &none).expect("merges"), &a.text);
        let all = load(&merge(&a, &b, &comparison, &ids).expect("merges"));
        prop_assert!(compare(&all, &b).is_same(), "{:?}\n{}", compare(&all, &b).ids(), all.text);
    }

    /// Layout has no meaning.
    #[test]
    fn another_layout_is_the_same(text in document()) {
        for text in [text.as_str(), DEFAULT_READ, DEFAULT_WRITE] {
            let document = load(text);
            let one_line = document.root.to_value(text).to_string();
            for other in [crate::text::pretty(text).expect("good"), text.replace('\n', "\r\n\t"), one_line] {
                let comparison = compare(&document, &load(&other));
                prop_assert!(comparison.is_same(), "{:?}\n{}", comparison.ids(), other);
            }
        }
    }
}

proptest! {
    /// Whatever was done to a document: taking all of it over gives the other's meaning, taking nothing the own text.
    #[test]
    fn everything_taken_over_is_the_other(
        moves in prop::collection::vec((0_usize..12, 0_usize..12), 0..4),
        gone in prop::collection::vec(0_usize..8, 0..3),
        new in prop::collection::vec(0_usize..8, 0..3),
        renamed in prop::collection::vec(0_usize..8, 0..3),
        optional: bool, reads in prop::collection::vec(0_usize..15, 0..2),
    ) {
        let mut text = DEFAULT_WRITE.to_owned();
        for (from, to) in moves {
            text = moved(&text, "user", from, to);
        }
        for i in gone {
            let (root, _) = crate::text::parse(&text);
            let edit = crate::text::remove(&root, &format!("/user/mappings/{i}")).expect("there");
            text = crate::text::apply(&text, &[edit]).expect("apart");
        }
        for (n, i) in new.into_iter().enumerate() {
            let (root, _) = crate::text::parse(&text);
            let json = format!(r#"{{"constant":{n},"targetPath":"$.n{n}"}}"#);
            let edit = crate::text::insert_item(&text, &root, "/user/mappings", i, &json).expect("there");
            text = crate::text::apply(&text, &[edit]).expect("apart");
        }
        for i in renamed {
            // Source and target, and what else is a path.
            let old = mapping_at(&text, "user", i);
            text = text.replacen(&old, &old.replace("\"$.", "\"$.other."), 1);
        }
        for i in reads {
            // A mapping out of another document.
            let json = mapping_at(DEFAULT_READ, "user", i);
            let (root, _) = crate::text::parse(&text);
            let edit = crate::text::insert_item(&text, &root, "/user/mappings", i, &json).expect("there");
            text = crate::text::apply(&text, &[edit]).expect("apart");
        }
        if optional {
            text = text.replace("\"optional\": true", "\"optional\": false");
        }
        for (before, after) in [(DEFAULT_WRITE, text.as_str()), (text.as_str(), DEFAULT_WRITE)] {
            let (a, b) = (load(before), load(after));
            let comparison = compare(&a, &b);
            prop_assert_eq!(&merge(&a, &b, &comparison, &[]).expect("merges"), before);
            let merged = merge(&a, &b, &comparison, &comparison.ids()).expect("merges");
            let left = compare(&load(&merged), &b);
            prop_assert!(left.is_same(), "{:?}\n{}", left.ids(), merged);
        }
    }
}
