//! Systems as files, and who may call their proxies.

use crate::support::Bench;

const URL: &str = "https://api.authentication.eu10.hana.ondemand.com";

#[test]
fn systems_leave_and_come_back() {
    let it = Bench::empty();
    it.run(&["systems", "add", "EMEA", "--level", "directory"]).ok();
    let file = it.workspace.path().join("emea.json");
    let path = file.to_str().unwrap();
    it.run(&["export", "json", "emea", "-o", path]).ok();
    let again = it.run(&["import", path, "--yes"]).ok();
    assert!(again.err.contains("Proposed: EMEA 2"), "{again:?}");
    assert_eq!(it.run(&["--json", "systems", "list"]).json().as_array().unwrap().len(), 2);

    std::fs::write(&file, r#"[{"accessMode": "WRITE", "name": "A"}, {"zonedesk": {}, "name": "B"}]"#)
        .unwrap();
    let refused = it.run(&["import", path, "--yes"]);
    assert_eq!(refused.exit, 1);
    assert!(refused.err.contains("access mode is WRITE") && refused.err.contains("Nothing was imported"));
    let planned = it.run(&["--json", "import", path, "--dry-run"]);
    assert!(planned.out.contains("\"refused\": true"), "{planned:?}");
    it.run(&["import", path, "--yes", "--skip-refused"]).ok();
    assert_eq!(it.run(&["--json", "systems", "list"]).json().as_array().unwrap().len(), 3);
}

#[test]
fn a_repository_is_printed_for_a_consumer() {
    let it = Bench::empty();
    let file = it.workspace.path().join("shop");
    let system = format!(r#"{{"accessMode": "PROXY", "name": "Shop", "properties": {{"URL": "{URL}"}}}}"#);
    std::fs::write(&file, system).unwrap();
    it.run(&["import", file.to_str().unwrap(), "--yes"]).ok();
    let added = it.run(&["consumers", "add", "shop", "idm-prod", "--sign-in", "oauth"]).ok();
    assert_eq!(added.out.trim().len(), 43, "{added:?}");
    assert_eq!(it.run(&["--json", "consumers", "list", "shop"]).json()[0]["id"], "idm-prod");

    let csv = it.run(&[
        "export",
        "idm-csv",
        "--consumer",
        "idm-prod",
        "--include-user",
        "--method",
        "patch",
        "--public-url",
        "https://z.acme.example",
    ]);
    let csv = csv.ok();
    assert_eq!(csv.out.lines().count(), 2);
    for part in ["\"Shop\",", "\"idm-prod\",", "\"PATCH\",", "\"z.acme.example\",", "\"443\","] {
        assert!(csv.out.contains(part), "{part} {csv:?}");
    }
    assert!(csv.err.contains("AUTH_PASSWORD"), "{csv:?}");
    let local = it.run(&["export", "idm-csv", "shop"]).ok();
    assert!(local.err.contains("Plain HTTP") && local.out.contains("\"PUT\","), "{local:?}");

    it.run(&["consumers", "delete", "shop", "idm-prod", "--yes"]).ok();
    assert_eq!(it.run(&["--json", "export", "idm-csv", "--consumer", "idm-prod"]).code(), "ZD1016");
}
