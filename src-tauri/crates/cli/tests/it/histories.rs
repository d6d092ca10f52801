//! The transformations of a system and its history.

use crate::support::Bench;

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).collect()
}

struct Saving {
    bench: Bench,
    default: String,
}

impl Saving {
    fn new() -> Self {
        let bench = Bench::empty();
        bench.run(&["systems", "add", "EMEA", "--level", "directory"]).ok();
        let default =
            bench.run(&["transform", "show", "emea", "--kind", "write", "--version", "default"]).ok().out;
        Self { bench, default }
    }

    /// The default with another target, in a file.
    fn file(&self, target: &str) -> String {
        let path = self.bench.workspace.path().join(format!("{target}.json"));
        std::fs::write(&path, self.text(target)).unwrap();
        path.display().to_string()
    }

    fn text(&self, target: &str) -> String {
        self.default.replacen("\"$.userName\"", &format!("\"$.{target}\""), 1)
    }

    fn save(&self, target: &str, more: &[&str]) -> crate::support::Ran {
        let file = self.file(target);
        let mut all = vec!["transform", "save", "EMEA", "--kind", "write", "--description", "why", &file];
        all.extend(more);
        self.bench.run(&all)
    }
}

#[test]
fn versions_are_saved_shown_applied_and_listed() {
    let it = Saving::new();
    let run = |arguments: &[&str]| it.bench.run(arguments);
    it.save("nickName", &[]).ok();
    let shown = run(&["transform", "show", "EMEA", "--kind", "write"]).ok();
    assert_eq!(shown.out, it.text("nickName"));
    run(&["transform", "reset", "EMEA", "--kind", "write", "--description", "back"]).ok();
    run(&["transform", "apply", "EMEA", "--kind", "write", "--version", "2", "--description", "on"]).ok();
    let same = run(&[
        "transform",
        "apply",
        "EMEA",
        "--kind",
        "write",
        "--version",
        "2",
        "--description",
        "x",
        "--json",
    ]);
    assert_eq!((same.exit, same.code().as_str()), (1, "ZD8003"));
    run(&["transform", "apply", "EMEA", "--kind", "write", "--version", "default", "--description", "new"])
        .ok();

    let listed = run(&["transform", "list", "EMEA", "--json"]).json();
    let listed: Vec<_> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|version| {
            let text = |name: &str| version[name].as_str().unwrap().to_owned();
            (text("kind"), version["number"].as_u64().unwrap(), text("description"))
        })
        .filter(|(kind, ..)| kind == "write")
        .map(|(_, number, description)| format!("{number} {description}"))
        .collect();
    assert_eq!(
        listed[..4],
        ["5 Current default applied: new", "4 Version 2 applied: on", "3 Reset to initial: back", "2 why"]
    );
    let table = run(&["transform", "list", "EMEA", "--kind", "read"]).ok();
    assert_eq!(lines(&table.out).len(), 2, "{table:?}");

    let history = run(&["systems", "history", "EMEA", "--kind", "transformation"]).ok();
    assert!(lines(&history.out)[1].contains("Write transformation, version 5"), "{history:?}");
    assert_eq!(lines(&history.out).len(), 5);
    let csv = run(&["systems", "history", "EMEA", "--csv"]).ok();
    assert!(csv.out.starts_with("Time,Who,Kind,What,Reason,Requests,Failed\r\n"), "{csv:?}");
    let newest = run(&["systems", "history", "EMEA", "--limit", "1", "--json"]).json();
    assert_eq!(newest[0]["reason"], "Current default applied: new");
}

#[test]
fn the_second_of_two_savers_is_shown_the_difference() {
    let it = Saving::new();
    it.save("nickName", &["--based-on", "1"]).ok();
    let second = it.save("title", &["--based-on", "1"]);
    assert_eq!(second.exit, 1);
    assert!(second.out.starts_with("EMEA · Version 2 → Not saved\n"), "{second:?}");
    assert!(second.out.contains("nickName") && second.out.contains("title"), "{second:?}");
    assert!(second.err.contains("[ZD8002]") && second.err.contains("--based-on 2"), "{second:?}");
    let json = it.save("title", &["--based-on", "1", "--json"]);
    assert_eq!((json.exit, json.code().as_str()), (1, "ZD8002"));
    assert!(serde_json::from_str::<serde_json::Value>(&json.out).unwrap()["comparison"].is_object());
    it.save("title", &["--based-on", "2"]).ok();
}

#[test]
fn what_cannot_be_saved_is_said() {
    let it = Saving::new();
    for (arguments, exit, said) in [
        (vec!["save", "EMEA", "--kind", "write", "--description", " ", "-"], 1, "ZD8004"),
        (vec!["save", "EMEA", "--kind", "write", "--description", "d", "-"], 1, "ZD8005"),
        (vec!["save", "EMEA", "--kind", "write", "-"], 2, "--description"),
        (vec!["apply", "EMEA", "--kind", "write", "--version", "7", "--description", "d"], 1, "ZD8001"),
        (vec!["apply", "EMEA", "--kind", "write", "--version", "x", "--description", "d"], 2, "number"),
        (vec!["show", "EMEA", "--version", "draft"], 1, "ZD8006"),
        (vec!["show", "APJ"], 2, "no system"),
    ] {
        let all: Vec<_> = ["transform"].into_iter().chain(arguments).collect();
        let ran = it.bench.run(&all);
        assert_eq!(ran.exit, exit, "{ran:?}");
        assert!(ran.err.contains(said), "{said} {ran:?}");
    }
}
