use super::{ChangeKind, compare, lines};
use crate::Transformation;

/// Each line of the only change between two mappings, as `same|name|before|after`.
fn aligned(before: &str, after: &str) -> Vec<String> {
    let load = |mapping: &str| {
        let list = if mapping.is_empty() { String::new() } else { format!("{{{mapping}}}") };
        Transformation::load(format!(r#"{{"user":{{"mappings":[{list}]}}}}"#)).0
    };
    let (a, b) = (load(before), load(after));
    let comparison = compare(&a, &b);
    let changes: Vec<_> = comparison.changes().collect();
    assert_eq!(changes.len(), 1, "{changes:?}");
    let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    lines(&a, &b, "user", changes[0])
        .iter()
        .map(|l| {
            format!("{}|{}|{}|{}", if l.same { '=' } else { '!' }, l.name, side(&l.before), side(&l.after))
        })
        .collect()
}

#[test]
fn both_sides_stand_beside_one_another() {
    let user = r#""sourcePath":"$.userName","targetPath":"$.userName""#;
    let replace =
        |from: &str| format!(r#"{{"function":"replaceString","target":"{from}","replacement":"x"}}"#);
    let with = |functions: &str| format!(r#"{user},"functions":[{functions}]"#);
    let lower = r#"{"function":"toLowerCaseString"}"#;
    let long =
        |end: &str| format!(r#"{user},"constant":{{"name":"{}","list":[1,2,"{end}"]}}"#, "n".repeat(80));
    let table = |rows: &str| {
        format!(r#""sourcePaths":["$.a"],"type":"valueMapping","targetPath":"$.t","valueMappings":[{rows}]"#)
    };
    let row = |key: &str, value: &str| format!(r#"{{"key":["{key}"],"mappedValue":"{value}"}}"#);
    let cases: Vec<(String, String, Vec<&str>)> = vec![
        // what was added, in the order of the text; names of functions before their parameters
        (
            user.to_owned(),
            with(&format!("{lower},{}", replace("@old"))),
            vec![
                "=|sourcePath|$.userName|$.userName",
                "=|targetPath|$.userName|$.userName",
                "!|functions[0]|-|toLowerCaseString",
                "!|functions[1]|-|replaceString",
                "!|  .target|-|\"@old\"",
                "!|  .replacement|-|\"x\"",
            ],
        ),
        // a parameter alone
        (
            with(&format!("{lower},{}", replace("@old"))),
            with(&format!("{lower},{}", replace("@new"))),
            vec![
                "=|sourcePath|$.userName|$.userName",
                "=|targetPath|$.userName|$.userName",
                "=|functions[0]|toLowerCaseString|toLowerCaseString",
                "=|functions[1]|replaceString|replaceString",
                "!|  .target|\"@old\"|\"@new\"",
                "=|  .replacement|\"x\"|\"x\"",
            ],
        ),
        // one put in front leaves the other the same
        (
            with(&replace("@old")),
            with(&format!("{lower},{}", replace("@old"))),
            vec![
                "=|sourcePath|$.userName|$.userName",
                "=|targetPath|$.userName|$.userName",
                "!|functions[0]|-|toLowerCaseString",
                "=|functions[1]|replaceString|replaceString",
                "=|  .target|\"@old\"|\"@old\"",
                "=|  .replacement|\"x\"|\"x\"",
            ],
        ),
        // another function in its place
        (
            with(lower),
            with(r#"{"type":"toUpperCaseString","applyOnElements":false}"#),
            vec![
                "=|sourcePath|$.userName|$.userName",
                "=|targetPath|$.userName|$.userName",
                "!|functions[0]|toLowerCaseString|toUpperCaseString",
                "=|  .applyOnElements|-|false",
            ],
        ),
        // other spellings and defaults beside a change; the order of keys is that before
        (
            r#""targetPath":"$['a']","sourcePath":"$.b","optional":false"#.to_owned(),
            r#""sourcePath":"$.b","condition":"$.c == 1","targetPath":"$.a""#.to_owned(),
            vec![
                "=|targetPath|$['a']|$.a",
                "=|sourcePath|$.b|$.b",
                "!|condition|-|$.c == 1",
                "=|optional|false|-",
            ],
        ),
        // on one side only nothing is the same
        (
            String::new(),
            format!(r#"{user},"optional":false"#),
            vec!["!|sourcePath|-|$.userName", "!|targetPath|-|$.userName", "!|optional|-|false"],
        ),
        (
            format!(r#"{user},"scope":"createEntity""#),
            String::new(),
            vec!["!|sourcePath|$.userName|-", "!|targetPath|$.userName|-", "!|scope|createEntity|-"],
        ),
        // rows of a value mapping by their keys
        (
            table(&format!("{},{}", row("CH", "41"), row("DE", "49"))),
            table(&format!("{},{},{}", row("AT", "43"), row("CH", "41"), row("DE", "+49"))),
            vec![
                "=|sourcePaths|[\"$.a\"]|[\"$.a\"]",
                "=|type|valueMapping|valueMapping",
                "=|targetPath|$.t|$.t",
                "!|valueMappings[0]|-|\"AT\" → \"43\"",
                "=|valueMappings[1]|\"CH\" → \"41\"|\"CH\" → \"41\"",
                "!|valueMappings[2]|\"DE\" → \"49\"|\"DE\" → \"+49\"",
            ],
        ),
        // a list that is none, and a text that needs its quotes
        (
            format!(r#"{user},"functions":7,"condition":" $.x ""#),
            format!(r#"{user},"functions":{{}}"#),
            vec![
                "=|sourcePath|$.userName|$.userName",
                "=|targetPath|$.userName|$.userName",
                "!|functions|7|{}",
                "!|condition|\" $.x \"|-",
            ],
        ),
    ];
    for (before, after, expected) in cases {
        assert_eq!(aligned(&before, &after), expected, "{before} {after}");
    }
    // Of a long value only the part that is different.
    let lines = aligned(&long("a"), &long("b"));
    let different: Vec<&String> = lines.iter().filter(|line| line.starts_with('!')).collect();
    assert_eq!(different, ["!|constant.list|[1,2,\"a\"]|[1,2,\"b\"]"], "{lines:?}");
}

#[test]
fn many_rows_are_aligned_in_time() {
    let table = |from: usize| {
        let rows = (from..from + 5_000).map(|i| format!(r#"{{"key":["{i}"],"mappedValue":"v{}"}}"#, i % 97));
        let rows = rows.collect::<Vec<_>>().join(",");
        Transformation::load(format!(
            r#"{{"user":{{"mappings":[{{"sourcePaths":["$.a"],"targetPath":"$.t","valueMappings":[{rows}]}}]}}}}"#
        ))
        .0
    };
    let (a, b) = (table(0), table(1));
    let comparison = compare(&a, &b);
    let change = comparison.changes().find(|change| change.kind == ChangeKind::Changed).expect("changed");
    let started = std::time::Instant::now();
    assert!(lines(&a, &b, "user", change).len() >= 5_000);
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
}
