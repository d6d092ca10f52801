//! Every recorded case against the engine.

use zonedesk_conformance::{Verdict, cases, check};
use zonedesk_jsonpath::Value;

fn run(lines: &str) {
    let cases = cases(lines);
    let mut differing = Vec::new();
    for case in &cases {
        if let Verdict::Differs(how) = check(case) {
            let text = |name: &str| case.as_object().and_then(|o| o.get(name)).map(Value::to_text).unwrap_or_default();
            differing.push(format!("{}: {}{}: {how}", text("id"), text("path"), text("condition")));
        }
    }
    assert!(
        differing.is_empty(),
        "{} of {} cases differ:\n{}",
        differing.len(),
        cases.len(),
        differing.join("\n")
    );
}

#[test]
fn answers_are_jayways() {
    run(include_str!("../cases/jayway.jsonl"));
}
