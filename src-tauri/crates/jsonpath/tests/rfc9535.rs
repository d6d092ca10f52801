//! Names, indexes, wildcards, descendant names and plain slices mean what RFC 9535 says they mean, on any document: held
//! against an independent evaluator.

use proptest::prelude::*;
use serde_json_path::JsonPath;
use zonedesk_jsonpath::{Fuel, Node, Path, Reading, Scope, Value};

fn documents() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i32>().prop_map(serde_json::Value::from),
        "[a-cé\"\\\\]{0,3}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
            prop::collection::btree_map("[a-c]", inner, 0..4)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Starts with what makes the path indefinite: before that, what leads nowhere is missing for us and empty for the RFC.
fn paths() -> impl Strategy<Value = String> {
    let start = prop_oneof![Just("$[*]".to_owned()), "[a-c]".prop_map(|name| format!("$..{name}"))];
    let step = prop_oneof![
        Just("[*]".to_owned()),
        "[a-c]".prop_map(|name| format!("['{name}']")),
        (-3..4_i8).prop_map(|index| format!("[{index}]")),
        (0..3_u8, 0..4_u8).prop_map(|(from, to)| format!("[{from}:{to}]")),
        (-3..3_i8).prop_map(|from| format!("[{from}:]")),
        (-3..3_i8).prop_map(|to| format!("[:{to}]")),
    ];
    (start, prop::collection::vec(step, 0..4)).prop_map(|(start, steps)| start + &steps.concat())
}

proptest! {
    #[test]
    fn the_common_part_agrees(document in documents(), text in paths()) {
        let rfc: Vec<Value> = JsonPath::parse(&text)
            .expect("a path of the RFC")
            .query(&document)
            .all()
            .into_iter()
            .map(|value| Value::from(value.clone()))
            .collect();
        let value = Value::from(document);
        let fuel = Fuel::default();
        let path = Path::parse(&text).runnable().expect("a path");
        let ours: Vec<Value> = match path.locate(Scope::of(Node::from(&value), &(), &fuel)) {
            Ok(Reading::Many(hits)) => hits.iter().map(|hit| Node::from(&hit.value).to_value()).collect(),
            other => panic!("{text}: {other:?}"),
        };
        prop_assert_eq!(ours, rfc, "{}", text);
    }

    /// Text to spans to text and back: nothing is lost, and `serde_json` reads the same.
    #[test]
    fn documents_come_out_as_they_went_in(document in documents(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
        let text = text.expect("JSON");
        let mut tape = zonedesk_jsonpath::Tape::new();
        let parsed = tape.parse_str(&text).expect("JSON");
        let mut out = Vec::new();
        Node::from(&parsed).write_json(&mut out);
        prop_assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).expect("JSON"), document.clone());
        prop_assert!(!out.contains(&b'\n'));
        prop_assert_eq!(Node::from(&parsed).to_value(), Value::from(document));
    }
}
