//! Systems out of service keys, and new keys for systems. No run prints a secret: the bench looks.

use std::process::Stdio;

use crate::support::Bench;
use serde_json::{Value, json};

fn key(bench: &Bench, secret: &str) -> String {
    let account = &bench.simulator.as_ref().unwrap().account;
    let url = account["token_url"].as_str().unwrap().trim_end_matches("/oauth/token");
    json!({"uaa": {"clientid": account["client_id"], "clientsecret": secret, "apiurl": account["url"], "url": url,
        "identityzone": "shop"}})
    .to_string()
}

fn names(bench: &Bench) -> Vec<String> {
    let list = bench.run(&["systems", "list", "--json"]).json();
    list.as_array().unwrap().iter().map(|system| system["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_key_out_of_a_file_or_stdin_becomes_a_system() {
    let bench = Bench::with_shop();
    let file = bench.workspace.path().join("prod.json");
    std::fs::write(&file, key(&bench, &bench.secret)).unwrap();
    let path = file.to_str().unwrap();
    let add =
        ["systems", "add", "--service-key", path, "--name", "Retail PROD", "--tag", "production", "--json"];
    let added = bench.run(&add).json();
    assert_eq!((&added["name"], &added["tags"]), (&json!("Retail PROD"), &json!(["production"])));
    let tested = bench.run(&["systems", "test", "Retail PROD", "--json"]).json();
    assert!(tested.as_array().unwrap().iter().all(|step| step["outcome"] != "failed"), "{tested}");

    let piped = bench.run_with(&["systems", "add", "--service-key", "-"], |command| {
        let mut writer = std::process::Command::new("cat").arg(&file).stdout(Stdio::piped()).spawn().unwrap();
        command.stdin(writer.stdout.take().unwrap());
        writer.wait().unwrap();
    });
    assert!(piped.ok().err.contains("\"shop\""));
    assert_eq!(names(&bench), ["Retail PROD", "shop"]);
}

#[test]
fn several_keys_become_systems_and_what_is_none_is_told() {
    let bench = Bench::with_shop();
    let folder = bench.workspace.path().join("keys");
    std::fs::create_dir(&folder).unwrap();
    let lacking = r#"{"clientid": "sb-x!a1", "clientsecret": "y"}"#;
    std::fs::write(folder.join("a.json"), format!("[{}, {lacking}]", key(&bench, &bench.secret))).unwrap();
    std::fs::write(folder.join("readme.txt"), "where the keys are").unwrap();
    let path = folder.to_str().unwrap();

    let ran = bench.run(&["systems", "add", "--service-key", path]);
    assert_eq!(ran.exit, 3, "{ran:?}");
    assert!(ran.err.contains("Added \"shop\"") && ran.err.contains("Not added \"a\""), "{ran:?}");
    assert!(ran.err.contains("line 1, column 1"), "{ran:?}");
    assert_eq!(names(&bench), ["shop"]);

    let named = bench.run(&["systems", "add", "X", "--service-key", path]);
    assert_eq!(named.exit, 2, "{named:?}");
    let broken = folder.join("b.json");
    std::fs::write(&broken, "{\"clientid\": \"a\",\n \"clientsecret\": }").unwrap();
    let ran = bench.run(&["systems", "add", "--service-key", broken.to_str().unwrap(), "--json"]);
    assert_eq!((ran.exit, ran.code().as_str()), (2, "ZD3012"));
    assert!(ran.err.contains("Line 2, column 18"), "{ran:?}");
}

#[test]
fn a_new_key_replaces_the_old_one_when_it_works() {
    let bench = Bench::shop();
    let file = bench.workspace.path().join("new.json");
    let path = file.to_str().unwrap();
    let rotate = |key: String, more: &[&str]| {
        std::fs::write(&file, key).unwrap();
        bench.run(&[&["systems", "rotate", "Shop", "--service-key", path][..], more].concat())
    };
    let wrong = rotate(key(&bench, "wrong"), &[]);
    assert_eq!(wrong.exit, 1, "{wrong:?}");
    assert!(wrong.err.contains("still uses the old key"), "{wrong:?}");
    let good = rotate(key(&bench, &bench.secret), &["--json"]).json();
    assert_eq!(good["swapped"], Value::Bool(true));

    let elsewhere = r#"{"clientid": "sb-x!a1", "clientsecret": "y", "url": "https://x.authentication.eu10.hana.ondemand.com"}"#;
    let other = rotate(elsewhere.into(), &[]);
    assert!(other.exit == 1 && other.err.contains("another account"), "{other:?}");
    rotate(elsewhere.into(), &["--other-account", "--untested"]).ok();
    let shown = bench.run(&["systems", "show", "Shop"]).ok();
    assert!(shown.out.contains("x.authentication.eu10"), "{shown:?}");
}
