use super::*;
use crate::document::Tape;
use crate::path::Fuel;

fn json(text: &str) -> crate::Value {
    let mut tape = Tape::new();
    Node::from(&tape.parse_str(text).expect(text)).to_value()
}

fn target(path: &str, used: Use) -> Result<Target, TargetProblem> {
    Target::new(&Path::parse(path).runnable().expect(path), used)
}

fn after(
    document: &str,
    target: &Target,
    act: impl for<'a> FnOnce(&'a Target, &mut Draft<'a>, Scope<'_>) -> Result<(), WriteFault>,
) -> String {
    let (value, fuel) = (json(document), Fuel::default());
    let mut draft = Draft::Kept(Node::from(&value));
    match act(target, &mut draft, Scope::of(Node::from(&value), &(), &fuel)) {
        Ok(()) => Node::from(&draft).to_value().to_string(),
        Err(fault) => format!("{} | {fault}", Node::from(&draft).to_value()),
    }
}

#[test]
fn values_are_set() {
    for (document, path, value, want) in [
        ("{\"a\":1}", "$", "{\"a\":2,\"b\":3}", "{\"a\":2,\"b\":3}"),
        ("{\"a\":1}", "$", "[1]", "{\"a\":1} | only an object can be written to '$'"),
        ("{}", "$.a.b['c']", "1", "{\"a\":{\"b\":{\"c\":1}}}"),
        ("{\"a\":5}", "$.a.b", "1", "{\"a\":{\"b\":1}}"),
        ("{}", "$.a[0]", "1", "{\"a\":[1]}"),
        ("{}", "$.a[2]", "\"x\"", "{\"a\":[null,null,\"x\"]}"),
        ("{}", "$.a[1].b", "1", "{\"a\":[{},{\"b\":1}]}"),
        ("{\"a\":[1,2]}", "$.a[0]", "9", "{\"a\":[9,2]}"),
        ("{\"a\":{\"x\":1}}", "$.a[0]", "9", "{\"a\":[9]}"),
        ("{\"a\":[{\"x\":1},{\"x\":2}]}", "$.a[*].b", "1", "{\"a\":[{\"x\":1,\"b\":1},{\"x\":2,\"b\":1}]}"),
        ("{\"a\":[]}", "$.a[*].b", "1", "{\"a\":[]} | there is no element to write to"),
        ("{}", "$.a[*].b", "1", "{} | there is no element to write to"),
        ("{}", "$.x.a[*].b", "1", "{} | there is no element to write to"),
        ("{}", "$.a[?(@.b)]", "[1,2]", "{\"a\":[{\"b\":1},{\"b\":2}]}"),
        ("{}", "$.a[?(@.b)]", "\"x\"", "{\"a\":[{\"b\":\"x\"}]}"),
        (
            "{\"a\":[{\"c\":0},{\"b\":5},{\"b\":6}]}",
            "$.a[?(@.b)]",
            "[1,2]",
            "{\"a\":[{\"c\":0,\"b\":1},{\"b\":2},{\"b\":6}]}",
        ),
        ("{\"a\":[{\"t\":1},{\"t\":2}]}", "$.a[?(@.t == 2)].b", "7", "{\"a\":[{\"t\":1},{\"t\":2,\"b\":7}]}"),
        (
            "{\"a\":[{\"t\":1}]}",
            "$.a[?(@.t == 2)].b",
            "7",
            "{\"a\":[{\"t\":1}]} | there is no element to write to",
        ),
        ("{\"m\":{\"l\":1,\"v\":2}}", "$.m", "{\"v\":3,\"w\":{}}", "{\"m\":{\"l\":1,\"v\":3,\"w\":{}}}"),
        ("{\"m\":{\"l\":{\"x\":1}}}", "$.m", "{\"l\":{\"y\":1}}", "{\"m\":{\"l\":{\"y\":1}}}"),
        ("{\"m\":{\"l\":1}}", "$.m", "[1]", "{\"m\":[1]}"),
    ] {
        let (target, value) = (target(path, Use::Set).expect(path), json(value));
        let got = after(document, &target, |target, draft, scope| {
            target.set(draft, Draft::Value(value), scope, None)
        });
        assert_eq!(got, want, "{document} {path}");
    }
}

#[test]
fn values_are_removed() {
    for (document, path, want) in [
        ("{\"a\":1,\"b\":2}", "$.a", "{\"b\":2}"),
        ("{\"b\":2}", "$.a", "{\"b\":2}"),
        ("{\"b\":2}", "$.b.c.d", "{\"b\":2}"),
        ("{\"a\":[1,2,3]}", "$.a[1]", "{\"a\":[1,3]}"),
        ("{\"a\":[1]}", "$.a[4]", "{\"a\":[1]}"),
        ("{\"a\":[{\"x\":1,\"y\":1},{\"y\":2}]}", "$.a[*].x", "{\"a\":[{\"y\":1},{\"y\":2}]}"),
        ("{\"a\":[1,2]}", "$.a[*]", "{\"a\":[]}"),
        ("{\"a\":[{\"t\":1},{\"t\":2}]}", "$.a[?(@.t == 2)]", "{\"a\":[{\"t\":1}]}"),
        ("{\"a\":[{\"t\":1},{\"u\":2}]}", "$.a[?(@.t)]", "{\"a\":[{\"u\":2}]}"),
        (
            "{\"a\":[{\"t\":1,\"x\":1},{\"t\":2,\"x\":1}]}",
            "$.a[?(@.t == 2)].x",
            "{\"a\":[{\"t\":1,\"x\":1},{\"t\":2}]}",
        ),
    ] {
        let target = target(path, Use::Remove).expect(path);
        let got = after(document, &target, |target, draft, scope| target.remove(draft, scope, None));
        assert_eq!(got, want, "{document} {path}");
    }
}

#[test]
fn members_are_renamed() {
    for (document, path, name, want) in [
        ("{\"a\":1,\"b\":2}", "$.a", "c", "{\"c\":1,\"b\":2}"),
        ("{\"a\":1,\"b\":2}", "$.a", "b", "{\"b\":1}"),
        ("{\"a\":1}", "$.a", "a", "{\"a\":1}"),
        ("{\"a\":[{\"x\":1},{\"y\":2}]}", "$.a[*].x", "z", "{\"a\":[{\"z\":1},{\"y\":2}]}"),
        ("{\"a\":1}", "$.gone", "x", "{\"a\":1}"),
    ] {
        let target = target(path, Use::Rename).expect(path);
        let got = after(document, &target, |target, draft, scope| {
            target.rename(draft, name, scope, None).map(|_| ())
        });
        assert_eq!(got, want, "{document} {path}");
    }
}

#[test]
fn a_filter_that_cannot_be_evaluated_is_told() {
    let (value, fuel) = (json("{\"a\":[{\"t\":1,\"l\":[1]},{\"t\":1,\"l\":2}]}"), Fuel::default());
    let node = Node::from(&value);
    let scope = || Scope::of(node, &(), &fuel);
    let path = "$.a[?(@.t in @.l)].b";
    let [set, remove, rename] =
        [Use::Set, Use::Remove, Use::Rename].map(|used| target(path, used).expect(path));
    let mut draft = Draft::Kept(node);
    for done in [
        set.set(&mut draft.clone(), Draft::default(), scope(), None),
        remove.remove(&mut draft.clone(), scope(), None),
        rename.rename(&mut draft, "c", scope(), None).map(|_| ()),
    ] {
        assert!(
            matches!(done, Err(WriteFault::Fault(Fault::Incomparable { operator: "in", .. }))),
            "{done:?}"
        );
    }
}

#[test]
fn what_cannot_be_written_to_is_refused() {
    for (path, problem) in [
        ("$.a['x','y']", TargetProblem::Step),
        ("$..x", TargetProblem::Step),
        ("$.a[1:]", TargetProblem::Step),
        ("$.a[0,1]", TargetProblem::Step),
        ("$.a[-1]", TargetProblem::Negative),
        ("$.a[10000]", TargetProblem::Far),
        ("$.a.length()", TargetProblem::Call),
        ("$.a[?(@.b == 1)]", TargetProblem::Filter),
        ("@.a", TargetProblem::Relative),
        (&format!("${}", ".a".repeat(MAX_DEPTH + 1)), TargetProblem::Deep),
        (&format!("${}[?(@.b)]", ".a".repeat(MAX_DEPTH - 1)), TargetProblem::Deep),
    ] {
        assert_eq!(target(path, Use::Set).err(), Some(problem), "{path}");
    }
    assert_eq!(target("$.a[0]", Use::Rename).err(), Some(TargetProblem::NoName));
}

#[test]
fn what_is_written_is_never_nested_deeper_than_what_is_read() {
    let deep = |levels: usize| "[".repeat(levels) + "1" + &"]".repeat(levels);
    for (path, value, fits) in [
        // a path as deep as a document may be, of names and of indexes
        (".a".repeat(MAX_DEPTH), deep(0), true),
        (".a".repeat(MAX_DEPTH), "{}".to_owned(), true),
        (".a".repeat(MAX_DEPTH), deep(1), false),
        ("[0]".repeat(MAX_DEPTH), deep(0), true),
        ("[0]".repeat(MAX_DEPTH), "{\"b\":1}".to_owned(), false),
        // a value that is deep itself, at a single name (the short way) and at others
        (".a".to_owned(), deep(MAX_DEPTH - 1), true),
        (".a".to_owned(), deep(MAX_DEPTH), false),
        (".a[0].b".to_owned(), deep(MAX_DEPTH - 3), true),
        (".a[0].b".to_owned(), deep(MAX_DEPTH - 2), false),
        // each element goes one list, one object deeper than the path says
        (".a[?(@.b.c)]".to_owned(), format!("[1,{}]", deep(MAX_DEPTH - 4)), true),
        (".a[?(@.b.c)]".to_owned(), format!("[1,{}]", deep(MAX_DEPTH - 3)), false),
        (".a[?(@.b)]".to_owned(), format!("{{\"c\":{}}}", deep(MAX_DEPTH - 3)), false),
    ] {
        let path = format!("${path}");
        let target = target(&path, Use::Set).expect("it fits");
        let (entity, made, fuel, mut tape) = (json("{}"), json(&value), Fuel::default(), Tape::new());
        let read = tape.parse_str(&value).expect("it fits");
        for value in [Draft::Value(made), Draft::Kept(Node::from(&read))] {
            let mut draft = Draft::Kept(Node::from(&entity));
            let set = target.set(&mut draft, value, Scope::of(Node::from(&entity), &(), &fuel), None);
            assert_eq!(set, if fits { Ok(()) } else { Err(WriteFault::TooDeep) }, "{path} {fits}");
            let mut out = Vec::new();
            draft.write_json(&mut out);
            assert!(Tape::new().parse(&out).is_ok(), "{path} {fits}");
        }
    }
}
