//! `zonedesk systems test`: what it prints and how it ends.

use crate::support::Bench;
use serde_json::Value;

#[test]
fn a_connection_that_works_ends_with_0_and_one_that_does_not_with_1() {
    let bench = Bench::shop();
    let steps = bench.run(&["systems", "test", "Shop", "--json"]).json();
    let told: Vec<_> =
        steps.as_array().unwrap().iter().map(|step| (&step["step"], &step["outcome"])).collect();
    let kinds =
        ["dns", "tls", "token", "scopes", "zone", "users", "roleCollections", "speed"].map(Value::from);
    assert_eq!(told, kinds.iter().map(|kind| (kind, &steps[0]["outcome"])).collect::<Vec<_>>());
    assert_eq!((&steps[0]["outcome"], &steps[5]["message"]), (&"passed".into(), &"3 users.".into()));
    let shown = bench.run(&["systems", "test", "Shop"]).ok();
    assert_eq!(shown.out.lines().count(), 8, "{shown:?}");
    assert!(shown.out.lines().all(|line| line.starts_with("ok ")), "{shown:?}");

    bench.run(&["systems", "property", "set", "Shop", "OAuth2TokenScope=no.such.scope"]).ok();
    let refused = bench.run(&["systems", "test", "Shop"]);
    assert_eq!(refused.exit, 1, "{refused:?}");
    for part in ["FAIL  Token", "help: ", "property: OAuth2TokenScope", "-     Users"] {
        assert!(refused.out.contains(part), "{part}: {refused:?}");
    }
    let refused = bench.run(&["systems", "test", "Shop", "--json"]);
    let steps: Value = serde_json::from_str(&refused.out).unwrap();
    assert_eq!((refused.exit, &steps[2]["error"]["code"]), (1, &"ZD2006".into()));
    assert_eq!(steps[2]["mend"], serde_json::json!({"kind": "editProperty", "property": "OAuth2TokenScope"}));
}
