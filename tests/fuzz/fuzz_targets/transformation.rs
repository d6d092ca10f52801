//! Any text: it loads, every finding points into it, laying it out keeps its meaning, every fix can be made, and
//! comparing it with itself finds nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonedesk_transform::compare::compare;
use zonedesk_transform::{Circumstances, Transformation, check, text};

fuzz_target!(|input: &str| {
    let properties = [("a", "1"), ("b.c", "(")].map(|(n, v)| (n.to_owned(), v.to_owned())).into();
    let (transformation, findings) = check(input, &Circumstances { properties, direction: None });
    assert_eq!(transformation.text, input);
    for finding in &findings {
        assert!(input.get(finding.span.start..finding.span.end).is_some());
        if let Some(fix) = &finding.fix {
            text::apply(input, &fix.edits).expect("a fix that can be made");
        }
    }
    assert!(compare(&transformation, &transformation).is_same());
    if let Some(pretty) = text::pretty(input) {
        let (again, _) = Transformation::load(pretty);
        assert_eq!(again.root.to_value(&again.text), transformation.root.to_value(input));
    }
    for entity in &transformation.entities {
        let _ = zonedesk_transform::Program::compile(entity, &zonedesk_transform::Properties::new());
    }
});
