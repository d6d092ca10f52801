//! A condition and, behind the first line break, a document: parsing and evaluating end in an answer, and explaining gives
//! the same one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonedesk_jsonpath::{Condition, Fuel, Node, Scope, Tape};

fuzz_target!(|text: &str| {
    let (condition, document) = text.split_once('\n').unwrap_or((text, "{\"a\":[{\"b\":1},[2,\"c\"],null]}"));
    let parsed = Condition::parse(condition);
    for finding in &parsed.findings {
        assert!(condition.get(finding.span.clone()).is_some(), "{finding:?}");
    }
    let mut tape = Tape::new();
    let Ok(document) = tape.parse_str(document) else { return };
    let (plain, explained) = (Fuel::new(100_000), Fuel::new(200_000));
    let holds = parsed.tree.holds(Scope::of(Node::from(&document), &(), &plain));
    let same = parsed.tree.explain(Scope::of(Node::from(&document), &(), &explained), &mut Vec::new());
    assert!(holds == same || holds.is_err() || same.is_err());
});
