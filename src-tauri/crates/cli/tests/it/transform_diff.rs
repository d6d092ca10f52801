//! `zonedesk transform diff`: files, sides of a system, the landscape; as text, Markdown and JSON.

use crate::support::{Bench, Ran};

const BEFORE: &str = r#"{
  "user": {
    "condition": "$.active == true",
    "scimEntityEndpoint": "Users",
    "mappings": [
      { "sourcePath": "$.id", "targetVariable": "entityIdSourceSystem" },
      { "sourcePath": "$.userName", "targetPath": "$.userName", "correlationAttribute": true },
      { "sourcePath": "$.emails", "preserveArrayWithSingleElement": true, "targetPath": "$.emails" },
      { "sourcePath": "$.phoneNumbers", "targetPath": "$.phoneNumbers", "optional": true },
      { "constant": "a `tick`", "targetPath": "$.note" },
      { "constant": "x", "targetPath": "$.emails[0].type" },
      { "sourcePath": "$.origin", "targetPath": "$.origin" }
    ]
  }
}
"#;

const AFTER: &str = r#"{
  "user": {
    "condition": "$.active != false",
    "scimEntityEndpoint": "Users",
    "mappings": [
      { "sourcePath": "$.id", "targetVariable": "entityIdSourceSystem" },
      { "sourcePath": "$.origin", "targetPath": "$.origin" },
      { "constant": "x", "targetPath": "$.emails[0].type" },
      { "sourcePath": "$.userName", "targetPath": "$.userName", "correlationAttribute": true, "functions": [
        { "function": "toLowerCaseString" },
        { "function": "replaceString", "target": "@old.example", "replacement": "@acme.example" } ] },
      { "sourcePath": "$.emails", "preserveArrayWithSingleElement": true, "optional": true, "targetPath": "$.emails" },
      { "constant": "a ``tick``", "targetPath": "$.note" },
      { "constant": "%cost.center%", "targetPath": "$.costCenter" }
    ]
  }
}
"#;

fn bench() -> Bench {
    let bench = Bench::empty();
    std::fs::write(bench.workspace.path().join("before.json"), BEFORE).unwrap();
    std::fs::write(bench.workspace.path().join("after.json"), AFTER).unwrap();
    bench
}

/// Runs `zonedesk transform` where the files lie.
fn transform(bench: &Bench, arguments: &[&str]) -> Ran {
    bench.run_with(&[&["transform"], arguments].concat(), |command| {
        command.current_dir(bench.workspace.path()).env("ZONEDESK_SECRET", "s").env_remove("NO_COLOR");
    })
}

/// Adds a system whose account is never asked.
fn add(bench: &Bench, name: &str) {
    let url = "https://api.authentication.eu10.hana.ondemand.com";
    let token = "https://shop.authentication.eu10.hana.ondemand.com/oauth/token";
    let adding = ["systems", "add", name, "--url", url, "--token-url", token, "--client-id", "sb-a"];
    bench
        .run_with(&adding, |command| {
            command.env("ZONEDESK_SECRET", "s");
        })
        .ok();
}

#[test]
fn files_as_text_and_as_markdown() {
    let bench = bench();
    let text = transform(&bench, &["diff", "before.json", "after.json"]);
    assert_eq!((text.exit, text.err.as_str()), (1, ""));
    assert_eq!(text.out, include_str!("golden/diff.txt"));
    let properties = ["--kind", "read", "--property", "cost.center=4711"];
    let ticket =
        transform(&bench, &[&["diff", "before.json", "after.json", "--markdown"], &properties[..]].concat());
    assert_eq!((ticket.exit, ticket.err.as_str()), (1, ""));
    assert_eq!(ticket.out, include_str!("golden/diff.md"));

    let same = transform(&bench, &["diff", "before.json", "before.json"]);
    assert_eq!((same.exit, same.out.lines().last()), (0, Some("The same.")));
    std::fs::write(bench.workspace.path().join("wide.json"), BEFORE.replace("  ", "\t")).unwrap();
    let layout = transform(&bench, &["diff", "before.json", "wide.json"]);
    assert_eq!(
        (layout.exit, layout.out.lines().last()),
        (0, Some("Same meaning. Text differs in 13 lines."))
    );
    let json = transform(&bench, &["diff", "before.json", "after.json", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (json.exit, &told["sameMeaning"], &told["after"]["label"]),
        (1, &false.into(), &"after.json".into())
    );
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_as_a_command() {
    let bench = bench();
    let evil = r#"{"user\u001b[2J":{"x\u001b":"\u0007","mappings":[{"constant":"\u001b]0;x\u0007","targetPath":"$.\u001b[31m"}]}}"#;
    std::fs::write(bench.workspace.path().join("evil.json"), evil).unwrap();
    for form in
        [&["diff", "before.json", "evil.json"][..], &["diff", "before.json", "evil.json", "--markdown"]]
    {
        let ran = transform(&bench, form);
        assert_eq!(ran.exit, 1);
        assert!(!ran.out.contains(|c: char| c.is_control() && c != '\n'), "{:?}", ran.out);
    }
}

#[test]
fn sides_of_a_system() {
    let bench = bench();
    add(&bench, "Retail PROD");
    add(&bench, "Retail QA");
    transform(&bench, &["save", "Retail QA", "--kind", "read", "--description", "ticket 4711", "after.json"])
        .ok();
    let export = format!(
        r#"[{{"name":"A","accessMode":"PROXY","properties":{{"xsuaa.origin":"x"}},"readTransformation":{BEFORE}}},{{"name":"B","properties":{{}}}}]"#
    );
    std::fs::write(bench.workspace.path().join("export.json"), export).unwrap();
    let of = |system: &str, from: &str, to: &str| {
        transform(&bench, &["diff", "--system", system, "--kind", "read", "--from", from, "--to", to])
    };
    for (system, from, to, exit, first) in [
        ("Retail QA", "current", "version:2", 0, "Retail QA · Version 2 → Retail QA · Version 2"),
        ("retail qa", "1", "current", 1, "Retail QA · Version 1 → Retail QA · Version 2"),
        (
            "Retail PROD",
            "default",
            "system:Retail QA",
            1,
            "Default of Zonedesk 0.1.0 → Retail QA · Version 2",
        ),
        (
            "Retail PROD",
            "current",
            "system:Retail QA:1",
            0,
            "Retail PROD · Version 1 → Retail QA · Version 1",
        ),
        ("Retail QA", "current", "after.json", 0, "Retail QA · Version 2 → after.json"),
        ("Retail QA", "before.json", "export.json#A", 0, "before.json → export.json · A"),
        ("Retail QA", "current", "draft", 1, ""),
        ("Retail QA", "current", "version:9", 1, ""),
        ("Retail QA", "current", "version:x", 2, ""),
        ("Retail QA", "current", "system:Nobody", 2, ""),
        ("Retail QA", "current", "nowhere.json", 1, ""),
        ("Retail QA", "current", "export.json", 1, ""),
        ("Retail QA", "current", "export.json#B", 1, ""),
    ] {
        let ran = of(system, from, to);
        assert_eq!(
            (ran.exit, ran.out.lines().next().unwrap_or_default()),
            (exit, first),
            "{from} {to}: {}",
            ran.err
        );
        assert_eq!(ran.err.is_empty(), !first.is_empty(), "{from} {to}: {}", ran.err);
    }
    // The properties of the system are in the notes.
    bench.run(&["systems", "property", "set", "Retail QA", "cost.center=4711"]).ok();
    let told = of("Retail QA", "before.json", "current");
    assert!(told.out.contains("note: %cost.center% is set to 4711 in this system."), "{}", told.out);
    for (arguments, exit) in [
        (&["diff"][..], 2),
        (&["diff", "before.json"], 2),
        (&["diff", "before.json", "after.json", "--all"], 2),
        (&["diff", "before.json", "after.json", "--from", "draft"], 2),
        (&["diff", "--all", "--against", "draft"], 2),
        (&["diff", "--all", "--effect", "x"], 2),
    ] {
        assert_eq!(transform(&bench, arguments).exit, exit, "{arguments:?}");
    }
}

#[test]
fn all_systems_against_one() {
    let bench = bench();
    for name in ["Retail PROD", "Retail QA"] {
        add(&bench, name);
    }
    let same = transform(&bench, &["diff", "--all"]);
    assert_eq!((same.exit, same.err.as_str()), (0, ""));
    transform(&bench, &["save", "Retail QA", "--kind", "read", "--description", "ticket 4711", "after.json"])
        .ok();
    let ran = transform(&bench, &["diff", "--all", "--kind", "read", "--against", "before.json"]);
    assert_eq!(ran.exit, 1);
    assert_eq!(ran.out, include_str!("golden/landscape.txt"));
    let ticket = transform(&bench, &["diff", "--all", "--against", "system:Retail QA", "--markdown"]);
    assert_eq!(ticket.out, include_str!("golden/landscape.md"));
    let json = transform(&bench, &["diff", "--all", "--against", "2", "--system", "Retail QA", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (&told["rows"][0]["sameMeaning"], &told["rows"][1]["sameText"]),
        (&false.into(), &true.into())
    );
}
