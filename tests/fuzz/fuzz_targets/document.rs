//! Any bytes: they are JSON for us where they are for `serde_json` (which nests less deeply and knows no number beyond a
//! double), mean the same, and what is written is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonedesk_jsonpath::{Node, Tape};

fuzz_target!(|bytes: &[u8]| {
    let mut tape = Tape::new();
    let Ok(document) = tape.parse(bytes) else {
        assert!(serde_json::from_slice::<serde_json::Value>(bytes).is_err());
        return;
    };
    let mut out = Vec::new();
    Node::from(&document).write_json(&mut out);
    assert!(!out.contains(&b'\n'));
    let value = Node::from(&document).to_value();
    if let Ok(theirs) = serde_json::from_slice::<serde_json::Value>(bytes) {
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).ok(), Some(theirs));
    }
    let mut again = Tape::new();
    let again = again.parse(&out).expect("what was written");
    assert_eq!(Node::from(&again).to_value(), value);
});
