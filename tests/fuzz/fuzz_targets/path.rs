//! A path and, behind the first line break, a document: parsing, reading and writing end in an answer, findings stand in
//! the text, and a definite path finds one place at most.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zonedesk_jsonpath::{Draft, Fuel, Node, Path, Reading, Scope, Tape, Target, Use};

fuzz_target!(|text: &str| {
    let (path, document) = text.split_once('\n').unwrap_or((text, "{\"a\":[{\"b\":1},[2,\"c\"],null]}"));
    let parsed = Path::parse(path);
    for finding in &parsed.findings {
        assert!(path.get(finding.span.clone()).is_some(), "{finding:?}");
    }
    let mut tape = Tape::new();
    let Ok(document) = tape.parse_str(document) else { return };
    let fuel = Fuel::new(100_000);
    let scope = Scope::of(Node::from(&document), &(), &fuel);
    if let Ok(Reading::Many(_)) = parsed.tree.locate(scope) {
        assert!(!parsed.tree.is_definite());
    }
    for used in [Use::Set, Use::Remove, Use::Rename] {
        let Ok(target) = Target::new(&parsed.tree, used) else { continue };
        let mut draft = Draft::Kept(Node::from(&document));
        let _ = match used {
            Use::Set => target.set(&mut draft, Draft::Value("x".into()), scope, None),
            Use::Remove => target.remove(&mut draft, scope, None),
            Use::Rename => target.rename(&mut draft, "x", scope, None).map(|_| ()),
        };
        let mut out = Vec::new();
        draft.write_json(&mut out);
        assert!(Tape::new().parse(&out).is_ok());
    }
});
