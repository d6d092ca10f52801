//! `zonedesk serve --config FILE`: a proxy that runs from one file.

use crate::support::Bench;
use crate::support::proxy::Proxy;
use serde_json::Value;

/// A file for `--config` over the account of a bench.
fn configuration(bench: &Bench) -> Value {
    let account = &bench.simulator.as_ref().unwrap().account;
    serde_json::json!({
        "systems": [{
            "id": "3f2b8c4e-0d5a-4f6b-9c1d-2e3f4a5b6c7d",
            "name": "Shop",
            "accessMode": "PROXY",
            "properties": {
                "URL": account["url"], "OAuth2TokenServiceURL": account["token_url"], "User": account["client_id"],
                "xsuaa.origin": "sap.default",
            },
        }],
        "secrets": {"Shop": {"env": "ZONEDESK_SECRET"}},
        "consumers": [
            {"system": "Shop", "id": "idm", "secret": {"file": "idm.txt"}},
            {"system": "3f2b8c4e-0d5a-4f6b-9c1d-2e3f4a5b6c7d", "id": "app", "signIn": "oauth", "tokenMinutes": 15,
             "secret": {"file": "idm.txt"}},
        ],
    })
}

#[cfg(unix)]
#[test]
fn a_file_is_all_that_a_proxy_needs_and_is_read_again_without_an_interruption() {
    let bench = Bench::with_shop();
    bench.file("idm.txt", "s3cret of idm\n");
    let mut config = configuration(&bench);
    let file = bench.file("proxy.json", &config.to_string());
    let before: Vec<_> =
        std::fs::read_dir(bench.workspace.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut proxy = Proxy::serve(&bench, &["--config", &file]);
    assert!(proxy.path("").ends_with("/3f2b8c4e-0d5a-4f6b-9c1d-2e3f4a5b6c7d"));
    let (status, page) = proxy.call("GET", "/Users", "idm", "s3cret of idm", "");
    assert_eq!((status, &page["totalResults"]), (200, &3.into()));
    let (token, life) = proxy.token("app", "s3cret of idm");
    assert_eq!(life, 900);
    assert_eq!(proxy.with_token(&token), 200);

    // A consumer more; tokens and what is signed in stay good.
    let more = serde_json::json!({"system": "Shop", "id": "more", "secret": {"file": "idm.txt"}});
    config["consumers"].as_array_mut().unwrap().push(more);
    bench.file("proxy.json", &config.to_string());
    assert!(proxy.reload().contains("Read again"));
    assert_eq!(proxy.with_token(&token), 200);
    assert_eq!(proxy.call("GET", "/Users", "more", "s3cret of idm", "").0, 200);
    // With a fault all stays as it was.
    bench.file("proxy.json", "{");
    assert!(proxy.reload().contains("stays as it was"));
    assert_eq!(proxy.call("GET", "/Users", "more", "s3cret of idm", "").0, 200);
    // Another secret ends tokens.
    bench.file("proxy.json", &config.to_string());
    bench.file("idm.txt", "an0ther");
    assert!(proxy.reload().contains("Read again"));
    assert_eq!(proxy.with_token(&token), 401);
    assert_eq!(proxy.call("GET", "/Users", "idm", "an0ther", "").0, 200);
    let told = proxy.end();
    for hidden in ["s3cret of idm", "an0ther", &bench.secret] {
        assert!(!told.contains(hidden), "{told}");
    }
    let after: Vec<_> =
        std::fs::read_dir(bench.workspace.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(before, after);
}

#[test]
fn every_fault_of_a_file_is_told_with_its_place() {
    let bench = Bench::with_shop();
    let path = bench.workspace.path().join("proxy.json");
    std::fs::write(bench.workspace.path().join("idm.txt"), "s3cret").unwrap();
    let good = configuration(&bench);
    let with = |pointer: &str, value: Value| {
        let mut config = good.clone();
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        let member = &*member.replace("~1", "/");
        let parent = config.pointer_mut(parent).unwrap();
        match parent.as_array_mut() {
            Some(list) => list.push(value),
            None => parent[member] = value,
        }
        config
    };
    let null = Value::Null;
    for (config, pointers) in [
        (serde_json::json!([]), vec!["/"]),
        (serde_json::json!({}), vec!["/systems"]),
        (with("/systems", null.clone()), vec!["/systems"]),
        (with("/systems/0/id", "shop".into()), vec!["/systems/0/id"]),
        (with("/systems/0/name", "".into()), vec!["/systems/0/name"]),
        (with("/systems/0/accessMode", "SOURCE".into()), vec!["/systems/0"]),
        (with("/systems/0/readTransformation", serde_json::json!([])), vec!["/systems/0/readTransformation"]),
        (
            with("/systems/0/readTransformation", serde_json::json!({"user": {"mappings": 7}})),
            vec!["/systems/0/readTransformation"],
        ),
        (with("/systems/-", good["systems"][0].clone()), vec!["/systems/1/id", "/systems/1/name"]),
        (with("/secrets", serde_json::json!({})), vec!["/secrets"]),
        (with("/secrets/Other~1One", serde_json::json!({"env": "HOME"})), vec!["/secrets/Other~1One"]),
        (with("/secrets/Shop", serde_json::json!({"env": "NO_SUCH_VARIABLE"})), vec!["/secrets/Shop"]),
        (with("/secrets/Shop", serde_json::json!({"file": "missing"})), vec!["/secrets/Shop"]),
        (with("/secrets/Shop", "in the file".into()), vec!["/secrets/Shop"]),
        // Whether or not there is a keychain.
        (
            with("/secrets/Shop", serde_json::json!({"keychain": "zonedesk test: nobody's"})),
            vec!["/secrets/Shop"],
        ),
        (with("/secrets/Shop", serde_json::json!({"keychain": 1})), vec!["/secrets/Shop"]),
        (with("/consumers/0/secret", "in the file".into()), vec!["/consumers/0/secret"]),
        (with("/consumers/0/system", "x".into()), vec!["/consumers/0/system"]),
        (with("/consumers/0/id", "a b".into()), vec!["/consumers/0/id"]),
        (with("/consumers/0/signIn", "magic".into()), vec!["/consumers/0/signIn"]),
        (with("/consumers/0/hash", "$argon2id$x".into()), vec!["/consumers/0"]),
        (with("/consumers/0/access", "yes".into()), vec!["/consumers/0/access"]),
        (with("/consumers/0/tokenMinutes", 60.into()), vec!["/consumers/0/tokenMinutes"]),
        (with("/consumers/1/tokenMinutes", 0.into()), vec!["/consumers/1/tokenMinutes"]),
        (with("/consumers/1/tokenMinutes", 1441.into()), vec!["/consumers/1/tokenMinutes"]),
        (with("/consumers/1/tokenMinutes", "60".into()), vec!["/consumers/1/tokenMinutes"]),
        (with("/consumers/1/id", "idm".into()), vec!["/consumers/1/id"]),
        (
            with(
                "/consumers/-",
                serde_json::json!({"system": "Shop", "id": "c", "signIn": "certificate", "subject": "c"}),
            ),
            vec!["/consumers/2/subject"],
        ),
        (
            with("/consumers/-", serde_json::json!({"system": "Shop", "id": "c", "hash": "plain"})),
            vec!["/consumers/2/hash"],
        ),
        (with("/listen", 8443.into()), vec!["/listen"]),
        (with("/listen", "localhost".into()), vec!["/listen"]),
        (with("/publicUrl", "x".into()), vec!["/publicUrl"]),
        (with("/tls", serde_json::json!({"key": "k"})), vec!["/tls/certificate"]),
        (with("/tokenKeys", serde_json::json!([{"file": "idm.txt"}])), vec!["/tokenKeys/0"]),
        (with("/metricsToken", true.into()), vec!["/metricsToken"]),
        (with("/colour", 1.into()), vec!["/colour"]),
    ] {
        std::fs::write(&path, config.to_string()).unwrap();
        let refused =
            bench.run(&["serve", "--json", "--listen", "127.0.0.1:0", "--config", path.to_str().unwrap()]);
        assert_eq!(refused.code(), "ZD9004", "{config}");
        for pointer in pointers {
            assert!(refused.err.contains(&format!("\\n  {pointer}: ")), "{pointer}: {}", refused.err);
        }
        assert!(!refused.err.contains("s3cret"));
    }
    std::fs::write(&path, "{\"listen\": 1, \"listen\": 2").unwrap();
    assert_eq!(bench.run(&["serve", "--json", "--config", path.to_str().unwrap()]).code(), "ZD9004");
}
