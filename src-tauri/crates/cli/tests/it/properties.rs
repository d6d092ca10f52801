//! Properties and destinations, and that no credential is an argument.

use std::io::Write;
use std::process::Stdio;

use crate::support::{Bench, Ran};

fn folder(bench: &Bench) {
    bench.run(&["systems", "add", "EMEA"]).ok();
}

fn set(bench: &Bench, arguments: &[&str]) -> Ran {
    bench.run(&[&["systems", "property", "set", "EMEA"], arguments].concat())
}

#[test]
fn properties_are_set_listed_and_unset() {
    let bench = Bench::empty();
    folder(&bench);
    set(&bench, &["my.own=a = b", "xsuaa.origin=acme"]).ok();
    let text = bench.run(&["systems", "property", "list", "EMEA", "--as-text"]).ok();
    assert_eq!(text.out, "my.own=a = b\nxsuaa.origin=acme\n");
    let json = bench.run(&["systems", "property", "list", "EMEA", "--json"]).json();
    assert_eq!(json["properties"][0]["name"], "xsuaa.origin");
    bench.run(&["systems", "property", "unset", "EMEA", "my.own"]).ok();
    let text = bench.run(&["systems", "property", "list", "EMEA", "--as-text"]).ok();
    assert_eq!(text.out, "xsuaa.origin=acme\n");
    let known = bench.run(&["systems", "property", "known"]).ok();
    assert!(known.out.contains("scim.support.patch.operation"), "{known:?}");
}

#[test]
fn a_wrong_value_is_refused_with_its_mend_and_changes_nothing() {
    let bench = Bench::empty();
    folder(&bench);
    for (arguments, said) in [
        (&["ok=1", "AuthType=Digest"][..], "Enter one of: Basic, Form."),
        (&["ok=1", "ProxyType=OnPremise"], "Cloud Connector"),
        (&["ok"], "NAME=VALUE"),
        (&[], "nothing to set"),
    ] {
        let ran = set(&bench, arguments);
        assert_eq!(ran.exit, 2, "{ran:?}");
        assert!(ran.err.contains(said), "{ran:?}");
    }
    let unset = bench.run(&["systems", "property", "unset", "EMEA", "ok"]);
    assert!(unset.exit == 2 && unset.err.contains("ok is not set"), "{unset:?}");
}

#[test]
fn a_credential_is_no_argument_and_is_never_shown() {
    let mut bench = Bench::empty();
    folder(&bench);
    bench.secret = "s3cret-value".into();
    let ran = set(&bench, &["Password=s3cret-value"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.err.contains("--from-stdin"), "{ran:?}");

    let file = bench.workspace.path().join("token");
    std::fs::write(&file, "s3cret-value\n").unwrap();
    set(&bench, &["--credential", "token", "--from-file", file.to_str().unwrap()]).ok();
    set(&bench, &["--credential", "other", "--from-env", "ZONEDESK_SECRET"]).ok();
    let piped = bench.run_with(
        &["systems", "property", "set", "EMEA", "--credential", "third", "--from-stdin"],
        |command| {
            let (reader, mut writer) = std::io::pipe().unwrap();
            writer.write_all(b"s3cret-value").unwrap();
            command.stdin(Stdio::from(reader));
        },
    );
    piped.ok();
    let listed = bench.run(&["systems", "property", "list", "EMEA"]).ok();
    assert_eq!(listed.out.matches(&"•".repeat(40)).count(), 3, "{listed:?}");
    assert_eq!(set(&bench, &["--credential", "token"]).exit, 2);
    bench.run(&["systems", "property", "unset", "EMEA", "token", "other", "third"]).ok();
}

#[test]
fn a_destination_is_imported_used_and_deleted() {
    let bench = Bench::empty();
    folder(&bench);
    let file = bench.workspace.path().join("emea.txt");
    std::fs::write(&file, "Name=emea\nxsuaa.origin=acme\nPassword=*****\n").unwrap();
    let imported = bench.run(&["destinations", "import", file.to_str().unwrap()]).ok();
    assert!(imported.err.contains("Not in the file: Password."), "{imported:?}");
    bench.run(&["destinations", "use", "EMEA", "emea"]).ok();
    let listed = bench.run(&["systems", "property", "list", "EMEA"]).ok();
    assert!(listed.out.contains("destination emea"), "{listed:?}");
    let unset = bench.run(&["systems", "property", "unset", "EMEA", "xsuaa.origin"]);
    assert!(unset.exit == 2 && unset.err.contains("is the destination's"), "{unset:?}");
    bench.run(&["destinations", "property", "set", "emea", "my.own=1"]).ok();
    bench.run(&["destinations", "update", "emea", "--name", "apj"]).ok();
    let all = bench.run(&["destinations", "list", "--json"]).json();
    assert_eq!((&all[0]["name"], &all[0]["systems"][0]["name"]), (&"apj".into(), &"EMEA".into()));
    assert_eq!(bench.run(&["destinations", "delete", "apj"]).exit, 2);
    bench.run(&["destinations", "delete", "apj", "--yes"]).ok();
    let listed = bench.run(&["systems", "property", "list", "EMEA", "--as-text"]).ok();
    assert_eq!(listed.out, "");
}
