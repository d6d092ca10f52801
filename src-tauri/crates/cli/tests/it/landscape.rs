//! Systems are marked, moved, copied, deleted and brought back.

use crate::support::Bench;
use serde_json::Value;

fn systems(bench: &Bench) -> Vec<Value> {
    bench.run(&["systems", "list", "--json"]).json().as_array().unwrap().clone()
}

fn names(bench: &Bench) -> Vec<String> {
    systems(bench).iter().map(|system| system["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_system_is_marked_moved_and_switched_off_and_on() {
    let bench = Bench::empty();
    for (name, level) in [("Acme", "global-account"), ("EMEA", "directory"), ("Retail", "subaccount")] {
        bench.run(&["systems", "add", name, "--level", level]).ok();
    }
    let changed = |arguments: &[&str]| {
        let mut all = vec!["systems"];
        all.extend(arguments);
        all.push("--json");
        bench.run(&all)
    };
    let id = |name: &str| {
        systems(&bench).iter().find(|system| system["name"] == name).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    for (arguments, field, value) in [
        (&["move", "emea", "acme"][..], "parent", Value::from(id("Acme"))),
        (&["move", "retail", "emea"], "parent", id("EMEA").into()),
        (&["move", "retail", "--top"], "parent", Value::Null),
        (&["rename", "retail", "Retail 2"], "name", "Retail 2".into()),
        (&["disable", "retail 2"], "enabled", false.into()),
        (&["enable", "retail 2"], "enabled", true.into()),
        (&["update", "retail 2", "--colour", "3"], "colour", 3.into()),
        (&["update", "retail 2", "--colour", "0"], "colour", Value::Null),
        (&["update", "retail 2", "--notes", "ask Jana"], "notes", "ask Jana".into()),
        (&["update", "retail 2", "--favourite"], "favourite", true.into()),
        (&["update", "retail 2", "--no-favourite"], "favourite", false.into()),
    ] {
        assert_eq!(changed(arguments).json()[field], value, "{arguments:?}");
    }
    for refused in [&["move", "acme", "emea"][..], &["move", "emea", "retail 2"], &["move", "emea", "emea"]] {
        assert_eq!(changed(refused).code(), "ZD3005", "{refused:?}");
    }
}

#[test]
fn a_system_is_copied_deleted_and_brought_back() {
    let bench = Bench::shop();
    let copied = bench.run(&["systems", "duplicate", "shop"]).ok();
    assert!(copied.err.contains("credentials were not copied"), "{copied:?}");
    bench.run(&["systems", "duplicate", "shop", "--name", "Twin"]).ok();
    assert_eq!(names(&bench), ["Shop", "Shop copy", "Twin"]);

    let deleted = bench.run(&["systems", "delete", "twin", "--yes"]).ok();
    assert!(deleted.err.contains("The account stays as it is"), "{deleted:?}");
    assert!(bench.run(&["systems", "deleted"]).ok().out.contains("Twin"));
    assert_eq!(bench.run(&["systems", "restore", "nobody"]).exit, 2);
    let back = bench.run(&["systems", "restore", "twin"]).ok();
    assert!(back.err.contains("credentials must be given again"), "{back:?}");
    assert_eq!(names(&bench), ["Shop", "Shop copy", "Twin"]);
    assert_eq!(bench.run(&["systems", "deleted", "--json"]).json(), Value::Array(vec![]));
}
