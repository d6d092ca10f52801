//! Where secrets are kept, backup and restore: what is asked for, and what is refused with nothing changed. That no
//! secret leaves its place is told by `secret_search.rs`.

use std::fs;

use crate::support::{Bench, Ran};

/// Not "this run" but where the workspace says, with a passphrase for the file.
fn run(bench: &Bench, arguments: &[&str], passphrase: &str) -> Ran {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_zonedesk"));
    command.args(arguments).env("ZONEDESK_WORKSPACE", bench.workspace.path());
    command.env("ZONEDESK_VAULT_PASSPHRASE", passphrase).env_remove("ZONEDESK_SECRET");
    // At other calls it would be taken in place of the one that is kept.
    if arguments.contains(&"add") {
        command.env("ZONEDESK_SECRET", "s3cret");
    }
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    Ran {
        exit: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_passphrase_is_asked_for_once_it_is_needed() {
    let bench = Bench::empty();
    let missing = run(&bench, &["secrets", "move", "file"], "");
    assert_eq!(missing.exit, 2, "{missing:?}");
    assert!(missing.err.contains("ZONEDESK_VAULT_PASSPHRASE"), "{missing:?}");
    let short = run(&bench, &["secrets", "move", "file", "--json"], "sesame");
    assert_eq!((short.exit, short.code().as_str()), (2, "ZD3008"));
    assert!(!bench.workspace.path().join("secrets.vault").exists());

    let moved = run(&bench, &["secrets", "move", "file", "--json"], "open sesame").json();
    assert_eq!((&moved["secrets"], &moved["status"]["place"]), (&0.into(), &"file".into()));
    // From a file too; and what needs no secret asks for none.
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), "open sesame\n").unwrap();
    let path = file.path().display().to_string();
    let key = ["systems", "add", "Shop", "--url", "https://api.example", "--token-url"];
    let key = [&key[..], &["https://shop.example/oauth/token", "--client-id", "sb-x!a1"]].concat();
    run(&bench, &[&key[..], &["--passphrase-file", &path]].concat(), "").ok();
    run(&bench, &["systems", "list"], "").ok();
    let locked = run(&bench, &["refresh", "Shop", "--json"], "");
    assert!(locked.out.contains("ZD5004") || locked.err.contains("ZD5004"), "{locked:?}");
    let wrong = run(&bench, &["refresh", "Shop", "--json"], "open caraway");
    assert!(wrong.out.contains("ZD5005") || wrong.err.contains("ZD5005"), "{wrong:?}");

    // What is moved is told first; without a terminal, consent is an argument.
    let asked = run(&bench, &["secrets", "move", "file"], "open sesame");
    assert_eq!(asked.exit, 0, "nothing to move: {asked:?}");
    let shown = run(&bench, &["secrets", "show"], "").ok();
    assert!(shown.out.contains("secrets.vault"), "{shown:?}");
}

#[test]
fn a_backup_comes_back_only_whole_and_with_consent() {
    let bench = Bench::empty();
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).display().to_string();
    bench.run(&["systems", "add", "Kept"]).ok();
    assert_eq!(bench.run(&["backup"]).exit, 2);
    let made = bench.run(&["backup", "-o", &path("b"), "--json"]).json();
    assert_eq!((&made["systems"], &made["path"]), (&1.into(), &path("b").into()));
    bench.run(&["systems", "add", "Later"]).ok();

    fs::write(place.path().join("diary"), "Dear diary").unwrap();
    fs::write(place.path().join("torn"), &fs::read(path("b")).unwrap()[..9_000]).unwrap();
    for (file, code) in [("diary", "ZD7020"), ("nothing", "ZD7020"), ("torn", "ZD7021")] {
        let refused = bench.run(&["restore", &path(file), "--yes", "--json"]);
        assert_eq!((refused.exit, refused.code().as_str()), (1, code), "{refused:?}");
    }
    let own = bench.workspace.path().display().to_string();
    let there = bench.run(&["restore", &path("b"), "--into", &own, "--json"]);
    assert_eq!((there.exit, there.code().as_str()), (1, "ZD1005"), "it is open: {there:?}");
    let unasked = bench.run(&["restore", &path("b")]);
    assert_eq!(unasked.exit, 2, "{unasked:?}");
    assert_eq!(bench.run(&["systems", "list", "--json"]).json().as_array().unwrap().len(), 2);

    bench.run(&["restore", &path("b"), "--yes"]).ok();
    let names = bench.run(&["systems", "list", "--json"]).json();
    assert_eq!((names.as_array().unwrap().len(), &names[0]["name"]), (1, &"Kept".into()));
    bench.run(&["restore", &path("b"), "--into", &path("beside")]).ok();
    let beside = bench.run(&["systems", "list", "--json", "--workspace", &path("beside")]).json();
    assert_eq!(beside[0]["name"], "Kept");
    let twice = bench.run(&["restore", &path("b"), "--into", &path("beside"), "--json"]);
    assert_eq!(twice.code(), "ZD7022");
}
