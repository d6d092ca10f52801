//! What changed in an account between readings.

use crate::support::{Bench, Ran};

/// The same account in another workspace: for this one, what happens there is done by others.
struct Others<'a> {
    bench: &'a Bench,
    workspace: tempfile::TempDir,
}

impl Others<'_> {
    fn run(&self, arguments: &[&str]) -> Ran {
        let ran = self.bench.run_with(arguments, |command| {
            command
                .env("ZONEDESK_SECRET", &self.bench.secret)
                .env("ZONEDESK_WORKSPACE", self.workspace.path());
        });
        ran.ok()
    }
}

#[test]
fn what_others_did_is_told_apart_from_what_was_done_here() {
    let bench = Bench::shop();
    let none = bench.run(&["systems", "changes", "Shop"]).ok();
    assert!(none.err.contains("not read whole yet"), "{none:?}");
    bench.run(&["refresh", "Shop"]).ok();
    let others = Others { bench: &bench, workspace: tempfile::tempdir().unwrap() };
    others.run(&bench.adding("Shop"));
    others.run(&["members", "add", "Shop", "Empty One", "u1", "--yes"]);
    others.run(&["users", "update", "Shop", "u3", "--family-name", "Muster", "--yes"]);
    bench.run(&["users", "update", "Shop", "u2", "--deactivate", "--yes"]).ok();
    let before = jiff::Timestamp::now().to_string();
    bench.run(&["refresh", "Shop"]).ok();
    others.run(&["users", "delete", "Shop", "u3", "--yes"]);
    bench.run(&["refresh", "Shop"]).ok();

    let shown = |arguments: &[&str]| {
        let page = bench.run(&[&["systems", "changes", "Shop", "--json"], arguments].concat()).json();
        let row = |row: &serde_json::Value| {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            let holder = row["holder"]["name"].as_str().unwrap_or_default();
            let own = row["own"].as_bool().unwrap();
            format!("{} {} {} {holder} {own}", text("act"), text("kind"), text("entity")).replace("  ", " ")
        };
        let mut rows: Vec<String> = page["rows"].as_array().unwrap().iter().map(row).collect();
        rows.sort();
        rows
    };
    let outside = [
        "added member u1 Empty One false",
        "changed user u3 false",
        "removed member u3 Retail Viewer false",
        "removed user u3 false",
    ];
    assert_eq!(shown(&["--outside"]), outside);
    assert_eq!(shown(&[]).len(), outside.len() + 1);
    assert_eq!(shown(&["--of", "u2"]), ["changed user u2 true"]);
    assert_eq!(shown(&["--since", "2999-01-01"]), [""; 0]);
    let text = bench.run(&["systems", "changes", "Shop", "--since", "1h"]).ok();
    assert!(text.out.contains("familyName: nothing → Muster"), "{text:?}");
    assert!(text.out.contains("user jo@acme.example (sap.default) added to Empty One"), "{text:?}");

    let history = bench.run(&["systems", "history", "Shop", "--kind", "difference", "--json"]).json();
    let titles: Vec<_> =
        history.as_array().unwrap().iter().map(|row| row["title"]["message"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "1 user removed, 1 member removed outside Zonedesk",
            "1 user changed, 1 member added outside Zonedesk"
        ]
    );

    let then = bench.run(&["users", "show", "Shop", "u3", "--at", &before, "--json"]).json();
    assert_eq!(
        (&then["exists"], &then["roleCollections"][0]["name"]),
        (&true.into(), &"Retail Viewer".into())
    );
    let now = bench.run(&["users", "show", "Shop", "u3", "--at", "0m"]).ok();
    assert!(now.err.contains("There was no such user"), "{now:?}");
    let early = bench.run(&["users", "show", "Shop", "u3", "--at", "2020-01-01", "--json"]);
    assert_eq!((early.exit, early.code().as_str()), (1, "ZD1017"));
}
