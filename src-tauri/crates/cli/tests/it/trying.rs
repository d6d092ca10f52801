//! A system's transformation tried on one entity, and on all.

use crate::support::Bench;

#[test]
fn one_entity_is_tried_and_explained() {
    let bench = Bench::shop();
    let run = |more: &[&str]| bench.run(&[&["transform", "try", "Shop"], more].concat());
    let read = run(&["--user", "max@acme.example"]).ok();
    assert!(read.out.starts_with("{\n  \"") && read.out.contains("/Users/u3\""), "{read:?}");
    // Two have the name.
    assert_eq!(run(&["--user", "jo@acme.example"]).exit, 2);
    let explained = run(&["--user", "u1", "--explain"]).ok();
    for part in [
        "  3 $.userName  ran\n      $.userName  \"jo@acme.example\"\n      → $['userName']\n",
        "      ↓ concatString",
    ] {
        assert!(explained.out.contains(part), "{explained:?}");
    }
    let group = run(&["--role-collection", "retail viewer", "--kind", "write", "--json"]).json();
    assert_eq!(group["ended"]["kind"], "entity", "{group}");
    assert!(group["mappings"].as_array().unwrap().len() > 5);

    let file = bench.workspace.path().join("user.json");
    std::fs::write(&file, r#"{"id": "x", "emails": []}"#).unwrap();
    let failed = run(&["--file", file.to_str().unwrap()]);
    assert_eq!(
        (failed.exit, failed.out.as_str()),
        (1, "Mapping 3 fails. The value is missing ($.userName).\n")
    );
    let with = bench.workspace.path().join("read.json");
    std::fs::write(&with, r#"{"user": {"mappings": [{"constant": "%a%${b}", "targetPath": "$.x"}]}}"#)
        .unwrap();
    let with = with.to_str().unwrap();
    let tried = run(&["--user", "u1", "--with", with, "--property", "a=1", "--variable", "b=2"]).ok();
    assert_eq!(tried.out, "{\n  \"x\": \"12\"\n}\n");
    assert_eq!(run(&[]).exit, 2);
    assert_eq!(run(&["--user", "u1", "--role-collection", "Empty One"]).exit, 2);
}

#[test]
fn all_entities_decide_the_exit_code() {
    let bench = Bench::shop();
    let default = bench.run(&["transform", "show", "Shop", "--version", "default"]).ok().out;
    let file = bench.workspace.path().join("new.json");
    let name = file.to_str().unwrap();
    let run = |more: &[&str]| bench.run(&[&["transform", "run-on-all", "Shop"], more].concat());

    std::fs::write(&file, default.replace('\n', "\r\n")).unwrap();
    let same = run(&[name]).ok();
    assert!(same.out.starts_with("user: 0 of 3 differ, 0 fail now"), "{same:?}");

    let start = default.find("\"mappings\": [").unwrap() + "\"mappings\": [".len();
    let unseen = r#"{"sourcePath": "$.gone", "targetPath": "$.x", "optional": true},"#;
    std::fs::write(&file, format!("{}{unseen}{}", &default[..start], &default[start..])).unwrap();
    let idle = run(&[name]).ok();
    assert!(idle.out.contains("  user 1 ($.x): nothing to write in 3 of 3 looked at\n"), "{idle:?}");

    std::fs::write(&file, default.replacen("\"$.userName\"", "\"$.origin\"", 1)).unwrap();
    let differs = run(&[name, "--explain", "--limit", "1"]);
    assert_eq!(differs.exit, 1);
    for part in [
        "user: 3 of 3 differ, 0 fail now",
        "user userName becomes equal: sap.default (jo@acme.example, max@acme.example); 2 distinct values before, 2 after",
        "  user jo@acme.example (u1): 1 value\n      - /userName: \"jo@acme.example\"\n      + /userName: \"sap.default\"\n",
        "… and 2 more; --limit shows more.",
    ] {
        assert!(differs.out.contains(part), "{part}\n{}", differs.out);
    }
    let json = run(&[name, "--json"]);
    let told: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&told["total"], &told["rows"][2]["id"]), (&3.into(), &"u3".into()), "{told}");
    assert_eq!(json.exit, 1);

    let refused = run(&["--json"]);
    assert_eq!((refused.exit, refused.code().as_str()), (1, "ZD8006"));
}
