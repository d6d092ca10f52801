//! Every recorded case against the engine.

use zonedesk_conformance::{Verdict, cases, check};
use zonedesk_jsonpath::{Condition, Fuel, Node, Path, Scope, Value};

fn run(lines: &str) {
    let cases = cases(lines);
    let mut differing = Vec::new();
    for case in &cases {
        if let Verdict::Differs(how) = check(case) {
            let text = |name: &str| {
                case.as_object().and_then(|o| o.get(name)).map(Value::to_text).unwrap_or_default()
            };
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

/// Paths and conditions made by changing others at random, and put to Jayway.
#[test]
fn answers_to_odd_questions_are_jayways() {
    run(include_str!("../cases/asked.jsonl"));
}

/// Many paths and conditions, each changed a little over and over: whatever comes of it, it ends in an answer.
#[test]
fn nothing_that_is_almost_a_path_or_condition_breaks_the_engine() {
    let cases = cases(include_str!("../cases/asked.jsonl"));
    let pieces: Vec<char> = "$@.[]*'\"(),:?! -019abe=~<>/\\&|{}é\u{1F600}".chars().collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below.max(1) as u64).unwrap_or(0)
    };
    for round in 0..20_000 {
        let case = cases[round % cases.len()].as_object().expect("a case");
        let doc = case.get("doc").expect("a document");
        let is_path = case.get("path").is_some();
        let text = case.get("path").or(case.get("condition")).and_then(Value::as_str).unwrap_or("$");
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..=next(4) {
            let at = next(chars.len() + 1);
            match next(3) {
                0 if at < chars.len() => drop(chars.remove(at)),
                1 if at < chars.len() => chars[at] = pieces[next(pieces.len())],
                _ => chars.insert(at, pieces[next(pieces.len())]),
            }
        }
        let text: String = chars.into_iter().collect();
        let fuel = Fuel::new(100_000);
        let scope = Scope::of(Node::from(doc), &(), &fuel);
        if is_path {
            let parsed = Path::parse(&text);
            assert!(
                parsed.findings.iter().all(|f| text.get(f.span.clone()).is_some()),
                "{text}: {:?}",
                parsed.findings
            );
            let _ = parsed.tree.locate(scope);
        } else {
            let parsed = Condition::parse(&text);
            assert!(
                parsed.findings.iter().all(|f| text.get(f.span.clone()).is_some()),
                "{text}: {:?}",
                parsed.findings
            );
            let _ = parsed.tree.explain(scope, &mut Vec::new());
        }
    }
}
