//! Systems and what is read of them.

use std::io::Write;
use std::process::Stdio;

use serde_json::json;

use crate::support::Bench;

#[test]
fn systems_are_added_shown_changed_and_deleted() {
    let bench = Bench::shop();
    let folder = bench.run(&["systems", "add", "EMEA", "--level", "directory", "--json"]).json();
    assert_eq!(folder["state"], "folder");
    bench
        .run(&["systems", "update", "shop", "--parent", "emea", "--tag", "production", "--name", "Shop 2"])
        .ok();
    let list = bench.run(&["systems", "list", "--json"]).json();
    let shape: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|system| {
            assert!(system["id"].is_string());
            (system["name"].as_str().unwrap(), system["level"].as_str().unwrap(), system["parent"].clone())
        })
        .collect();
    assert_eq!(
        shape,
        [("EMEA", "directory", serde_json::Value::Null), ("Shop 2", "subaccount", folder["id"].clone())]
    );
    let shown = bench.run(&["systems", "show", "SHOP 2"]).ok();
    assert!(shown.out.contains("Tags:") && shown.out.contains("production"), "{shown:?}");

    for (system, wanted) in [("EMEA", "--yes"), ("Shop 2", "--confirm \"Shop 2\"")] {
        let refused = bench.run(&["systems", "delete", system]);
        assert_eq!(refused.exit, 2, "{refused:?}");
        assert!(refused.err.contains(wanted), "{refused:?}");
    }
    bench.run(&["systems", "delete", "Shop 2", "--confirm", "Shop 2"]).ok();
    assert_eq!(bench.run(&["systems", "list", "--json"]).json().as_array().unwrap().len(), 1);
}

#[test]
fn a_part_of_an_account_is_never_listed_as_all_of_it() {
    let bench = Bench::shop();
    let answered = json!({"kind": "slow", "milliseconds": 0});
    let refused = json!({"kind": "status", "status": 403});
    bench.simulator.as_ref().unwrap().control(Some(&json!({"failNext": [answered, refused]})));
    assert_eq!(bench.run(&["refresh", "Shop"]).exit, 1);
    let part = bench.run(&["users", "list", "Shop"]).ok();
    assert!(part.err.contains("Shop: read in part only, just now: ") && part.err.contains("403"), "{part:?}");
    bench.run(&["refresh", "Shop"]).ok();
    let whole = bench.run(&["users", "list", "Shop"]).ok();
    assert!(whole.err.contains("Shop: as read just now."), "{whole:?}");
}

#[test]
fn an_account_is_read_at_the_first_list_and_when_asked() {
    let bench = Bench::shop();
    let users = bench.run(&["users", "list", "Shop", "--json"]).json();
    let ids: Vec<_> = users.as_array().unwrap().iter().map(|user| user["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["u1", "u2", "u3"]);
    let again = bench.run(&["users", "list", "Shop"]).ok();
    assert!(again.err.contains("--refresh"), "{again:?}");
    assert_eq!(again.out.lines().count(), 4);
    let read = bench.run(&["refresh", "Shop"]).ok();
    // Of what changed, of how many there are, of role collections; and of everything.
    assert_eq!(read.out, "Shop: 3 users, 2 role collections (3 requests).\n");
    let read = bench.run(&["refresh", "Shop", "--full"]).ok();
    assert_eq!(read.out, "Shop: 3 users, 2 role collections (2 requests).\n");
    let few = bench.run(&[
        "users",
        "list",
        "Shop",
        "--origin",
        "sap.default",
        "--sort",
        "-userName",
        "--limit",
        "1",
        "--json",
    ]);
    assert_eq!(few.json()[0]["id"], "u3");
    let members = bench.run(&["members", "list", "Shop", "retail viewer", "--json"]).json();
    assert_eq!(members[0]["userName"], "max@acme.example");
    let shown = bench.run(&["users", "show", "Shop", "max@acme.example"]).ok();
    assert!(shown.out.contains("Retail Viewer  (direct)"), "{shown:?}");
}

#[test]
fn what_is_meant_is_asked_for_in_words() {
    let bench = Bench::shop();
    bench.run(&["refresh", "Shop"]).ok();
    for (arguments, words) in [
        (&["users", "show", "Sho", "u1"][..], "Did you mean \"Shop\"?"),
        (&["users", "show", "Shop", "jo@acme.example"], "Add --origin, one of: "),
        (&["users", "show", "Shop", "nobody"], "has no user \"nobody\""),
        (&["rc", "show", "Shop", "viewer"], "Did you mean \"Retail Viewer\"?"),
        (&["users", "list", "Shop", "--sort", "size"], "The columns are: name, "),
        (&["systems", "add", "a/b"], "ZD3002"),
        (&["systems", "add", "X", "--url", "http://x.example"], "https://"),
    ] {
        let ran = bench.run(arguments);
        assert_eq!(ran.exit, 2, "{ran:?}");
        assert!(ran.err.contains(words), "{arguments:?}: {ran:?}");
        assert_eq!(ran.out, "", "{ran:?}");
    }
    let one =
        bench.run(&["users", "show", "Shop", "jo@acme.example", "--origin", "acme-ias", "--json"]).json();
    assert_eq!(one["row"]["id"], "u2");
}

#[test]
fn errors_are_json_where_json_is_asked_for() {
    let bench = Bench::shop();
    let wrong = bench.run_with(&["refresh", "Shop", "--json"], |command| {
        command.env("ZONEDESK_SECRET", "wr0ng");
    });
    assert_eq!(wrong.exit, 1);
    let jobs: serde_json::Value = serde_json::from_str(&wrong.out).unwrap();
    assert_eq!(
        (jobs[0]["state"].as_str(), jobs[0]["error"]["code"].as_str()),
        (Some("failed"), Some("ZD2006"))
    );
    assert!(!wrong.out.contains("wr0ng") && !wrong.err.contains("wr0ng"), "{wrong:?}");

    let none = bench.run_with(&["users", "list", "Shop", "--json"], |_| {});
    assert_eq!((none.exit, none.code().as_str()), (1, "ZD5002"));
    let nobody = bench.run(&["systems", "show", "nobody", "--json"]);
    assert_eq!((nobody.exit, nobody.code().as_str()), (2, ""));
}

#[test]
fn a_secret_comes_by_stdin_file_or_environment_and_never_as_an_argument() {
    let bench = Bench::with_shop();
    let run = |name, more: &[&str], stdin: Stdio| {
        let mut arguments = bench.adding(name);
        arguments.extend(more);
        bench.run_with(&arguments, |command| {
            command.stdin(stdin);
        })
    };
    let none = run("A", &[], Stdio::null());
    assert_eq!(none.exit, 2, "{none:?}");
    assert!(none.err.contains("--secret-stdin"), "{none:?}");

    let file = bench.workspace.path().join("secret");
    writeln!(std::fs::File::create(&file).unwrap(), "{}", bench.secret).unwrap();
    run("B", &["--secret-file", file.to_str().unwrap()], Stdio::null()).ok();
    run("C", &["--secret-stdin"], std::fs::File::open(&file).unwrap().into()).ok();
    bench.add("D").ok();
    let argument = run("E", &["--secret", "x"], Stdio::null());
    assert_eq!(argument.exit, 2);
}

#[test]
fn one_account_that_fails_among_others_ends_with_3() {
    let bench = Bench::shop();
    let nobody = "http://127.0.0.1:1";
    bench
        .run(&[
            "systems",
            "add",
            "Gone",
            "--url",
            nobody,
            "--token-url",
            &format!("{nobody}/oauth/token"),
            "--client-id",
            "c",
        ])
        .ok();
    let ran = bench.run(&["refresh", "Shop", "Gone"]);
    assert_eq!(ran.exit, 3, "{ran:?}");
    assert!(ran.out.starts_with("Shop: 3 users") && ran.err.contains("error[ZD2002]: Gone: "), "{ran:?}");
    let list = bench.run(&["systems", "list"]).ok();
    assert!(list.out.contains("unreachable") && list.out.contains("reachable"), "{list:?}");
}

#[test]
fn a_wrong_command_line_is_told_as_json_too() {
    let bench = Bench::empty();
    let ran = bench.run(&["users", "lost", "--json"]);
    assert_eq!((ran.exit, ran.code().as_str()), (2, ""));
}

#[test]
fn a_result_goes_to_a_file_where_one_is_named() {
    let bench = Bench::shop();
    let file = bench.workspace.path().join("users.json");
    let ran = bench.run(&["users", "list", "Shop", "--json", "-o", file.to_str().unwrap()]).ok();
    assert_eq!(ran.out, "");
    let users: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(users.as_array().unwrap().len(), 3);
}

#[test]
fn a_damaged_workspace_is_told_and_left_alone() {
    let bench = Bench::empty();
    let file = bench.workspace.path().join("zonedesk.db");
    std::fs::write(&file, "somebody's text").unwrap();
    let ran = bench.run(&["systems", "list", "--json"]);
    assert_eq!((ran.exit, ran.code().as_str()), (1, "ZD1001"));
    assert_eq!(std::fs::read(&file).unwrap(), b"somebody's text");
}

/// Without a session bus no Secret Service can answer.
#[cfg(target_os = "linux")]
#[test]
fn without_a_keychain_it_says_what_to_do() {
    let bench = Bench::with_shop();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zonedesk"));
    command
        .args(bench.adding("Shop"))
        .env("ZONEDESK_WORKSPACE", bench.workspace.path())
        .env("ZONEDESK_SECRET", &bench.secret)
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("error[ZD5001]") && told.contains("--secrets this-run"), "{told}");
    let list = bench.run(&["systems", "list", "--json"]).json();
    assert_eq!(list.as_array().unwrap().len(), 0, "a system without its secret was kept");
}

#[test]
fn the_demo_works_across_runs() {
    let bench = Bench::empty();
    let demo = bench.run(&["demo", "--no-serve", "--json"]).json();
    let accounts = demo.as_array().unwrap().iter().filter(|system| system["state"] != "folder").count();
    assert_eq!(accounts, 8);
    let job = bench.run(&["refresh", "Retail PROD", "--json"]).json();
    assert_eq!(job[0]["state"], "done");
    let text = bench.run(&["demo", "--no-serve"]).ok();
    assert!(text.out.contains("Retail PROD") && text.out.contains("One user of"), "{text:?}");
    bench.run(&["demo", "--close"]).ok();
    assert_eq!(bench.run(&["systems", "list", "--json"]).json().as_array().unwrap().len(), 0);
}

#[test]
fn who_granted_what_is_told_over_all_accounts() {
    let bench = Bench::shop();
    let nowhere = bench.run(&["users", "why", "max@acme.example", "--json"]);
    assert_eq!((nowhere.exit, nowhere.code().as_str()), (1, "ZD1012"));
    // Where a system is named it is read first.
    let one = bench.run(&["users", "why", "max@acme.example", "--system", "Shop", "--json"]).json();
    assert_eq!(one[0]["grants"][0]["granted"]["kind"], "direct");
    let all = bench.run(&["users", "why", "max@acme.example"]).ok();
    assert!(all.out.contains("Retail Viewer") && all.out.contains("direct"), "{all:?}");
    assert!(all.err.contains("user groups at logon"), "{all:?}");
}
