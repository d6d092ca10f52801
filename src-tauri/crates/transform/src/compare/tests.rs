use super::*;
use crate::{DEFAULT_READ, DEFAULT_WRITE};

pub(super) fn load(text: &str) -> Transformation {
    let (t, findings) = Transformation::load(text);
    assert!(findings.iter().all(|f| !f.code.is_syntax()), "{findings:?}");
    t
}

/// Each change in a line.
fn changes(before: &str, after: &str) -> Vec<String> {
    let comparison = compare(&load(before), &load(after));
    let show = |m: &MemberChange| {
        let side = |v: &Option<Value>| v.as_ref().map_or("-".to_owned(), Value::to_string);
        format!("{}: {} > {}", m.name, side(&m.before), side(&m.after))
    };
    let mut lines = Vec::new();
    for entity in &comparison.entities {
        if entity.presence != Presence::Both {
            lines.push(format!("{:?} {}", entity.presence, entity.name));
            continue;
        }
        lines.extend(entity.members.iter().map(|m| format!("{}.{}", entity.name, show(m))));
        for c in &entity.mappings {
            let members: Vec<String> = c.members.iter().map(show).collect();
            let members =
                if matches!(c.kind, ChangeKind::Changed) { members.join(", ") } else { String::new() };
            let moved = c.moved.as_ref().map(|m| {
                let why: Vec<&str> = m.matters.iter().map(|r| r.why.as_str()).collect();
                format!(" moved [{}]", why.join("; "))
            });
            lines.push(
                format!("{} {:?} {}{} {members}", c.id, c.kind, c.title, moved.unwrap_or_default())
                    .trim_end()
                    .to_owned(),
            );
        }
    }
    lines
}

/// The mapping of this number, as it stands in the text.
pub(super) fn mapping_at(text: &str, entity: &str, index: usize) -> String {
    let t = load(text);
    t.root.at(&format!("/{entity}/mappings/{index}")).expect("there").span.of(text).to_owned()
}

pub(super) fn moved(text: &str, entity: &str, from: usize, to: usize) -> String {
    let (root, _) = crate::text::parse(text);
    let edits = crate::text::move_item(text, &root, &format!("/{entity}/mappings"), from, to).expect("there");
    crate::text::apply(text, &edits).expect("apart")
}

#[test]
fn changes_are_what_was_done() {
    let write = DEFAULT_WRITE;
    let reformatted = crate::text::pretty(&write.replace("  ", "\t").replace(": ", ":")).expect("good");
    let keys = write.replace(
        "\"sourcePath\": \"$.userName\",\n        \"targetPath\": \"$.userName\"",
        "\"targetPath\": \"$['userName']\",\n        \"optional\": false, \"sourcePath\": \"$.userName\"",
    );
    assert_ne!(keys, write);
    let emails = mapping_at(write, "user", 4);
    let cases: Vec<(String, Vec<&str>)> = vec![
        (write.to_owned(), vec![]),
        (reformatted, vec![]),
        (keys, vec![]),
        (
            write
                .replace("\"primary\",\n", "\"x\",\n")
                .replace("(@.primary == true)", "(@.primary == false)"),
            vec![
                "user:5>5 Changed $.emails[0].primary condition: \"$.emails[?(@.primary == true)].value == []\" > \"$.emails[?(@.primary == false)].value == []\"",
            ],
        ),
        (
            write.replace("%xsuaa.origin%", "%other.origin%"),
            vec!["user:10>10 Changed $.origin constant: \"%xsuaa.origin%\" > \"%other.origin%\""],
        ),
        (
            write.replace("createEntity", "patchEntity"),
            vec!["user:0>0 Changed $.id scope: \"createEntity\" > \"patchEntity\""],
        ),
        (
            write.replace(
                "\"$.displayName\",\n        \"targetPath\": \"$.displayName\"",
                "\"$.displayName\",\n        \"targetPath\": \"$.externalName\"",
            ),
            vec!["group:1>1 Changed $.externalName targetPath: \"$.displayName\" > \"$.externalName\""],
        ),
        (write.replace(&format!("{emails},"), ""), vec!["user:-4 Removed $.emails"]),
        (
            write.replace(&emails, &format!("{emails}, {{\"constant\":\"x\",\"targetPath\":\"$.new\"}}")),
            vec!["user:+5 Added $.new"],
        ),
        (moved(write, "user", 10, 2), vec!["user:10>2 Moved $.origin moved []"]),
        (
            moved(write, "user", 5, 3),
            vec![
                "user:5>3 Moved $.emails[0].primary moved [$.emails (now mapping 6) was passed, and it writes there too]",
            ],
        ),
        (
            moved(write, "user", 10, 2).replace("%xsuaa.origin%", "sap.default"),
            vec!["user:10>2 Changed $.origin moved [] constant: \"%xsuaa.origin%\" > \"sap.default\""],
        ),
        (
            write.replace("\"scimEntityEndpoint\": \"Groups\"", "\"ignore\": true"),
            vec!["group.scimEntityEndpoint: \"Groups\" > -", "group.ignore: - > true"],
        ),
        (write.replace("\"group\"", "\"role\""), vec!["Added role", "Removed group"]),
    ];
    for (after, expected) in cases {
        assert_eq!(changes(write, &after), expected, "{after}");
    }
}

#[test]
fn functions_are_gone_into() {
    let with = |functions: &str| {
        format!(
            r#"{{"user":{{"mappings":[{{"sourcePath":"$.a","targetPath":"$.b","functions":{functions}}}]}}}}"#
        )
    };
    let one = with(r#"[{"type":"concatString","suffix":"x"}]"#);
    for (after, expected) in [
        (with(r#"[{"function":"concatString","suffix":"x"}]"#), vec![]),
        (
            with(r#"[{"function":"concatString","suffix":"y"}]"#),
            vec!["user:0>0 Changed $.b functions[0].suffix: \"x\" > \"y\""],
        ),
        (
            with(r#"[{"function":"toLowerCaseString"},{"function":"concatString","suffix":"x"}]"#),
            vec!["user:0>0 Changed $.b functions[0]: - > {\"function\":\"toLowerCaseString\"}"],
        ),
    ] {
        assert_eq!(changes(&one, &after), expected, "{after}");
    }
}

/// A user's mappings out of short forms: `a>b` reads `$.a` and writes `$.b`; what follows a blank are more members.
fn user(mappings: &[&str]) -> String {
    let mapping = |short: &&str| {
        if short.starts_with('{') {
            return (*short).to_owned();
        }
        let (paths, more) = short.split_once(' ').unwrap_or((short, ""));
        let (from, to) = paths.split_once('>').expect("a short form");
        let comma = if more.is_empty() { "" } else { "," };
        format!(r#"{{"sourcePath":"$.{from}","targetPath":"$.{to}"{comma}{more}}}"#)
    };
    let list: Vec<String> = mappings.iter().map(mapping).collect();
    format!(r#"{{"user":{{"mappings":[{}]}}}}"#, list.join(","))
}

#[test]
fn renamed_at_both_ends_is_changed() {
    let lower = r#""functions":[{"function":"toLowerCaseString"}],"condition":"$.a == 1""#;
    let lowered = |paths: &str| format!("{paths} {lower}");
    let (here, there) = (lowered("mail>mail"), lowered("eMailAddress>login"));
    let cases: [(&[&str], &[&str], &[&str]); 14] = [
        // between the same neighbours
        (
            &["a>a", "nick>nick", "z>z"],
            &["a>a", "title>role", "z>z"],
            &[r#"user:1>1 Changed $.role sourcePath: "$.nick" > "$.title", targetPath: "$.nick" > "$.role""#],
        ),
        // the ends of the list are neighbours too
        (
            &["a>a", "nick>nick"],
            &["a>a", "title>role"],
            &[r#"user:1>1 Changed $.role sourcePath: "$.nick" > "$.title", targetPath: "$.nick" > "$.role""#],
        ),
        // several in a row, in their order
        (
            &["a>a", "b>b", "c>c", "z>z"],
            &["a>a", "p>q", "r>s", "z>z"],
            &[
                r#"user:1>1 Changed $.q sourcePath: "$.b" > "$.p", targetPath: "$.b" > "$.q""#,
                r#"user:2>2 Changed $.s sourcePath: "$.c" > "$.r", targetPath: "$.c" > "$.s""#,
            ],
        ),
        // one of two: the names tell which
        (
            &["a>a", "givenName>name.givenName", "zip>zip", "z>z"],
            &["a>a", "givenNames>name.givenNames", "z>z"],
            &[
                r#"user:1>1 Changed $.name.givenNames sourcePath: "$.givenName" > "$.givenNames", targetPath: "$.name.givenName" > "$.name.givenNames""#,
                "user:-2 Removed $.zip",
            ],
        ),
        // one of two, and nothing tells which
        (
            &["a>a", "b>b", "c>c", "z>z"],
            &["a>a", "xx>yy", "z>z"],
            &["user:+1 Added $.yy", "user:-1 Removed $.b", "user:-2 Removed $.c"],
        ),
        // the rest of it tells, though something was put in beside it
        (
            &["a>a", "mail>mail \"scope\":\"createEntity\"", "z>z"],
            &["a>a", "x>y", "eMail>login \"scope\":\"createEntity\"", "z>z"],
            &[
                "user:+1 Added $.y",
                r#"user:1>2 Changed $.login sourcePath: "$.mail" > "$.eMail", targetPath: "$.mail" > "$.login""#,
            ],
        ),
        // moved and renamed at both ends: a condition and functions of its own are enough
        (
            &["a>a", "b>b", &here],
            &[&there, "a>a", "b>b"],
            &[
                r#"user:2>0 Changed $.login moved [] sourcePath: "$.mail" > "$.eMailAddress", targetPath: "$.mail" > "$.login""#,
            ],
        ),
        // beside the same neighbour, whichever of the others moved
        (
            &["a>a", "nick>nick", "k>k"],
            &["k>k", "a>a", "title>role"],
            &[
                "user:2>0 Moved $.k moved []",
                r#"user:1>2 Changed $.role sourcePath: "$.nick" > "$.title", targetPath: "$.nick" > "$.role""#,
            ],
        ),
        // beside a neighbour, but one of two
        (
            &["a>a", "b>b", "c>c", "k>k"],
            &["k>k", "a>a", "title>role"],
            &[
                "user:-1 Removed $.b",
                "user:-2 Removed $.c",
                "user:0>1 Moved $.a moved []",
                "user:+2 Added $.role",
            ],
        ),
        // moved away, with nothing of its own left
        (
            &["a>a", "b>b", "nick>nick"],
            &["title>role", "a>a", "b>b"],
            &["user:+0 Added $.role", "user:-2 Removed $.nick"],
        ),
        // another kind of mapping in the same place
        (
            &["a>a", "nick>nick", "z>z"],
            &["a>a", r#"{"constant":"x","targetPath":"$.role"}"#, "z>z"],
            &["user:+1 Added $.role", "user:-1 Removed $.nick"],
        ),
        (
            &["a>a", r#"{"constant":"x","targetPath":"$.kind"}"#, "z>z"],
            &["a>a", r#"{"constant":"y","targetPath":"$.role"}"#, "z>z"],
            &["user:+1 Added $.role", "user:-1 Removed $.kind"],
        ),
        // another how in the same place
        (
            &["a>a", "nick>nick \"optional\":true", "z>z"],
            &["a>a", "title>role \"condition\":\"$.a\"", "z>z"],
            &["user:+1 Added $.role", "user:-1 Removed $.nick"],
        ),
        // another list
        (
            &["a>a", "b>b"],
            &["c>d", "e>f"],
            &["user:+0 Added $.d", "user:+1 Added $.f", "user:-0 Removed $.a", "user:-1 Removed $.b"],
        ),
    ];
    for (before, after, expected) in cases {
        assert_eq!(changes(&user(before), &user(after)), expected, "{before:?} {after:?}");
    }
}

#[test]
fn duplicates_are_told_apart() {
    let (first, second) = ("a>t \"condition\":\"$.x\"", "b>t \"condition\":\"$.y\"");
    let cases: [(&[&str], &[&str], &[&str]); 7] = [
        // written twice, once taken out: those beside their neighbours stay
        (&["x>x", "a>a", "x>x"], &["a>a", "x>x"], &["user:-0 Removed $.x"]),
        (&["x>x", "a>a", "x>x"], &["x>x", "a>a"], &["user:-2 Removed $.x"]),
        (
            &["x>x", "a>a \"optional\":true", "x>x"],
            &["a>a", "x>x"],
            &["user:-0 Removed $.x", "user:1>0 Changed $.a optional: true > -"],
        ),
        (&["a>a", "x>x"], &["x>x", "a>a", "x>x"], &["user:+0 Added $.x"]),
        // two to one target: each keeps its own source or condition
        (
            &[first, second],
            &["c>t \"condition\":\"$.x\"", "b>t \"condition\":\"$.z\""],
            &[
                r#"user:0>0 Changed $.t sourcePath: "$.a" > "$.c""#,
                r#"user:1>1 Changed $.t condition: "$.y" > "$.z""#,
            ],
        ),
        (
            &[first, second, "m>m"],
            &["b>t \"condition\":\"$.z\"", first, "m>m"],
            &[
                r#"user:1>0 Changed $.t condition: "$.y" > "$.z""#,
                "user:0>1 Moved $.t moved [$.t (now mapping 1) was passed, and it writes there too]",
            ],
        ),
        (&[first, second], &[second], &["user:-0 Removed $.t"]),
    ];
    for (before, after, expected) in cases {
        assert_eq!(changes(&user(before), &user(after)), expected, "{before:?} {after:?}");
    }
}

#[test]
fn whether_a_move_matters() {
    let rename = r#"{"type":"rename","targetPath":"$.old","constant":"new"}"#;
    let remove = r#"{"type":"remove","targetPath":"$.list[0]"}"#;
    let sets = r#"{"sourcePath":"$.k","targetVariable":"v"}"#;
    let reads = r#"{"constant":"x ${v}","targetPath":"$.c"}"#;
    let create = "a>t \"scope\":\"createEntity\",\"optional\":true";
    let patch = "b>t \"scope\":\"patchEntity\",\"optional\":true";
    let target = r#"{"sourceVariable":"entityIdTargetSystem","targetPath":"$.id"}"#;
    for (first, second, why) in [
        ("a>a", "b>b", None),
        ("a>a", "a>b", None),
        ("a>a", "b>a", Some("$.a (now mapping 1) was passed, and it writes there too")),
        ("a>m", "b>m.b", Some("$.m.b (now mapping 1) was passed, and it writes there too")),
        ("a>m.a", "b>m.b", None),
        ("a>l[0]", "b>l[1]", None),
        ("a>l[*].x", "b>l[*].y", None),
        ("a>l[0].x", "b>l[*].y", Some("$.l[*].y (now mapping 1) was passed, and it writes there too")),
        ("a>l[*].x", "b>l[1].y", Some("$.l[1].y (now mapping 1) was passed, and it writes there too")),
        (remove, "b>list[1]", Some("$.list[1] (now mapping 1) was passed, and it writes there too")),
        (rename, "b>new", Some("$.new (now mapping 1) was passed, and it writes there too")),
        (rename, "b>newer", None),
        (sets, reads, Some("$.c (now mapping 1) was passed, and it reads the variable v")),
        // a write transformation never runs both of these
        (create, patch, None),
        ("b>m", r#"{"ignore":true,"sourcePath":"$.x","targetPath":"$.m"}"#, None),
    ] {
        let lines = changes(&user(&[first, second, target]), &user(&[second, first, target]));
        let moved = why.unwrap_or_default();
        assert!(lines.len() == 1 && lines[0].contains(&format!("moved [{moved}]")), "{moved} {lines:?}");
    }
}

#[test]
fn variables_make_moves_matter() {
    let read = DEFAULT_READ;
    assert_eq!(
        changes(read, &moved(read, "user", 0, 1)),
        [
            "user:0>1 Moved $.id moved [$.meta.location (now mapping 1) was passed, and it reads the variable entityIdSourceSystem]"
        ]
    );
    // `$.meta` merges onto `$.meta.location`.
    let lines = changes(read, &moved(read, "user", 9, 1));
    assert!(lines[0].contains("it writes there too"), "{lines:?}");
}

#[test]
fn many_changes_at_once_are_told_apart() {
    let many = |n: usize, swap: bool| {
        let mut list: Vec<String> = (0..n)
            .map(|i| {
                format!(
                    r#"{{"sourcePath":"$.s{i}","targetPath":"$.t{i}","optional":{}}}"#,
                    swap && i % 7 == 0
                )
            })
            .collect();
        if swap {
            list.rotate_left(3);
        }
        format!(r#"{{"user":{{"mappings":[{}]}}}}"#, list.join(","))
    };
    let (before, after) = (load(&many(10_000, false)), load(&many(10_000, true)));
    let started = std::time::Instant::now();
    let comparison = compare(&before, &after);
    assert_eq!(comparison.changes().filter(|c| c.kind == ChangeKind::Changed).count(), 1429);
    assert_eq!(comparison.changes().filter(|c| c.moved.is_some()).count(), 3);
    assert!(comparison.changes().all(|c| c.before.is_some() && c.after.is_some()));
    assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
}
