//! Changes: shown before they are sent, sent, and found in the journal.

use crate::support::Bench;

fn read() -> Bench {
    let bench = Bench::shop();
    bench.run(&["refresh", "Shop"]).ok();
    bench
}

#[test]
fn a_dry_run_shows_the_exact_requests_and_sends_none() {
    let bench = read();
    let create = [
        "users",
        "create",
        "Shop",
        "new@acme.example",
        "--origin",
        "sap.default",
        "--given-name",
        "New",
        "--dry-run",
    ];
    let text = bench.run(&create).ok();
    let lines: Vec<_> = text.out.lines().collect();
    assert!(lines[0].starts_with("POST http://127.0.0.1:") && lines[0].ends_with("/shop/Users"), "{text:?}");
    assert!(
        lines.iter().any(|line| line.starts_with("Authorization: Bearer ") && line.contains('•')),
        "{text:?}"
    );
    assert!(text.out.contains(r#""userName": "new@acme.example""#), "{text:?}");
    assert!(text.err.contains("Nothing was sent"), "{text:?}");

    let json = bench.run(&[&create[..], &["--json"]].concat()).json();
    assert_eq!(json["plan"]["requests"], 1);
    assert_eq!(json["requests"][0]["method"], "POST");
    bench.run(&["refresh", "Shop"]).ok();
    assert_eq!(bench.run(&["users", "list", "Shop", "--json"]).json().as_array().unwrap().len(), 3);
    assert_eq!(bench.run(&["activity", "list", "--json"]).json().as_array().unwrap().len(), 0);
}

#[test]
fn users_are_created_changed_and_deleted() {
    let bench = read();
    let created = bench.run(&[
        "users",
        "create",
        "Shop",
        "new@acme.example",
        "--origin",
        "sap.default",
        "--family-name",
        "Person",
        "--role-collection",
        "Retail Viewer",
        "--reason",
        "ticket 4711",
    ]);
    assert_eq!(created.exit, 0, "{created:?}");
    assert!(created.out.contains("201"), "{created:?}");
    bench.run(&["users", "update", "Shop", "new@acme.example", "--given-name", "New", "--deactivate"]).ok();

    // What the account holds, not what we believe.
    bench.run(&["refresh", "Shop"]).ok();
    let shown = bench.run(&["users", "show", "Shop", "new@acme.example", "--json"]).json();
    assert_eq!((&shown["row"]["name"], &shown["row"]["active"]), (&"New Person".into(), &false.into()));
    assert_eq!(shown["grants"][0]["name"], "Retail Viewer");

    let unasked = bench.run(&["users", "delete", "Shop", "new@acme.example"]);
    assert_eq!(unasked.exit, 2, "{unasked:?}");
    bench.run(&["users", "delete", "Shop", "new@acme.example", "--yes"]).ok();
    bench.run(&["refresh", "Shop"]).ok();
    assert_eq!(bench.run(&["users", "show", "Shop", "new@acme.example"]).exit, 2);

    let journal = bench.run(&["activity", "list", "--json"]).json();
    assert_eq!(journal.as_array().unwrap().len(), 3);
    assert_eq!(journal[2]["reason"], "ticket 4711");
    let entry = bench.run(&["activity", "show", "1"]).ok();
    assert!(entry.out.contains("POST /Users"), "{entry:?}");
    let checked = bench.run(&["journal", "verify"]).ok();
    assert_eq!(checked.out, "Journal intact: 3 entries.\n");
}

#[test]
fn a_change_is_undone_by_its_number() {
    let bench = read();
    bench.run(&["users", "update", "Shop", "max@acme.example", "--given-name", "Max"]).ok();
    bench.run(&["activity", "undo", "1", "--yes"]).ok();
    bench.run(&["refresh", "Shop"]).ok();
    let shown = bench.run(&["users", "show", "Shop", "max@acme.example", "--json"]).json();
    assert_eq!(shown["givenName"], "");
    let journal = bench.run(&["activity", "list", "--json"]).json();
    assert_eq!((journal.as_array().unwrap().len(), &journal[1]["undo"]), (2, &"undone".into()));
}

#[test]
fn role_collections_are_created_described_and_deleted() {
    let bench = read();
    bench.run(&["role-collections", "create", "Shop", "New One", "--description", "First"]).ok();
    bench.run(&["rc", "update", "Shop", "new one", "--description", "Second"]).ok();
    bench.run(&["refresh", "Shop"]).ok();
    let shown = bench.run(&["rc", "show", "Shop", "New One", "--json"]).json();
    assert_eq!(shown["row"]["description"], "Second");
    bench.run(&["rc", "delete", "Shop", "New One", "--yes"]).ok();
    bench.run(&["refresh", "Shop"]).ok();
    assert_eq!(bench.run(&["rc", "list", "Shop", "--json"]).json().as_array().unwrap().len(), 2);
}

#[test]
fn members_come_by_name_and_by_list() {
    let bench = read();
    let file = bench.workspace.path().join("people.txt");
    std::fs::write(&file, "Max <max@acme.example>; jo@acme.example\nnew@acme.example\n").unwrap();
    let list = ["members", "add", "Shop", "Empty One", "--from", file.to_str().unwrap()];
    let unclear = bench.run(&list);
    assert_eq!(unclear.exit, 2, "{unclear:?}");
    assert!(unclear.err.contains("--origin, one of: "), "{unclear:?}");
    let missing = bench.run(&[&list[..], &["--origin", "sap.default"]].concat());
    assert!(missing.err.contains("has no user \"new@acme.example\""), "{missing:?}");
    bench.run(&[&list[..], &["--origin", "sap.default", "--create"]].concat()).ok();
    bench.run(&["refresh", "Shop"]).ok();
    let members = bench.run(&["members", "list", "Shop", "Empty One", "--json"]).json();
    let mut names: Vec<_> =
        members.as_array().unwrap().iter().map(|member| member["userName"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["jo@acme.example", "max@acme.example", "new@acme.example"]);

    bench.run(&["members", "remove", "Shop", "Empty One", "max@acme.example", "--yes"]).ok();
    let again = bench.run(&["members", "remove", "Shop", "Empty One", "max@acme.example", "--yes"]).ok();
    assert!(again.err.contains("Nothing to do"), "{again:?}");
    bench.run(&["refresh", "Shop"]).ok();
    assert_eq!(
        bench.run(&["members", "list", "Shop", "Empty One", "--json"]).json().as_array().unwrap().len(),
        2
    );
}

#[test]
fn a_production_system_asks_for_its_name() {
    let bench = read();
    bench.run(&["systems", "update", "Shop", "--tag", "production"]).ok();
    let delete = ["users", "delete", "Shop", "max@acme.example", "--yes"];
    let unconfirmed = bench.run(&delete);
    assert_eq!(unconfirmed.exit, 2, "{unconfirmed:?}");
    assert!(unconfirmed.err.contains("--confirm \"Shop\""), "{unconfirmed:?}");
    let wrong = bench.run(&[&delete[..], &["--confirm", "Shp"]].concat());
    assert_ne!(wrong.exit, 0, "{wrong:?}");
    bench.run(&[&delete[..], &["--confirm", "Shop"]].concat()).ok();
    assert_eq!(bench.run(&["users", "list", "Shop", "--json"]).json().as_array().unwrap().len(), 2);
}

#[test]
fn a_refused_change_says_why_and_ends_with_1() {
    let bench = read();
    let taken =
        bench.run(&["users", "create", "Shop", "max@acme.example", "--origin", "sap.default", "--json"]);
    assert!(matches!(taken.exit, 1 | 2), "{taken:?}");
    assert!(taken.code().starts_with("ZD4"), "{taken:?}");
}

#[test]
fn changes_of_the_demo_are_there_in_the_next_run() {
    let bench = Bench::empty();
    bench.run(&["demo", "--no-serve", "--json"]).ok();
    bench.run(&["users", "create", "Retail DEV", "new.person@acme.example", "--origin", "sap.default"]).ok();
    bench.run(&["refresh", "Retail DEV"]).ok();
    let shown = bench.run(&["users", "show", "Retail DEV", "new.person@acme.example", "--json"]).json();
    assert_eq!(shown["row"]["origin"], "sap.default");
}
