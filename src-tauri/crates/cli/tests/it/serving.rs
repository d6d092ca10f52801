//! `zonedesk serve`: the proxy of every enabled system, headless.

use crate::support::Bench;
use crate::support::proxy::{Proxy, call};
use serde_json::Value;

#[cfg(unix)]
#[test]
fn every_enabled_system_is_served_until_the_signal_to_end() {
    let bench = Bench::shop();
    let secret = bench.run(&["consumers", "add", "Shop", "idm", "--json"]).json()["secret"].clone();
    let secret = secret.as_str().unwrap();
    let proxy = Proxy::start(&bench, &["serve", "--listen", "127.0.0.1:0", "--json"]);
    let ready = proxy.json();
    let (base, system) = (ready["base"].as_str().unwrap(), &ready["systems"][0]);
    assert_eq!((&system["name"], &system["consumers"]), (&"Shop".into(), &1.into()));
    let url = system["url"].as_str().unwrap();
    assert!(url.starts_with(&format!("{base}/ipsproxy/api/v1/scim/")));

    let (status, page) = call(url, "GET", "/Users", ("idm", secret), "");
    assert_eq!((status, &page["totalResults"]), (200, &3.into()));
    assert_eq!(call(url, "GET", "/Users", ("idm", "wrong"), "").0, 401);
    let eve = r#"{"userName": "eve@acme.example", "emails": [{"value": "eve@acme.example"}]}"#;
    // No origin is set for new users yet.
    let (status, problem) = call(url, "POST", "/Users", ("idm", secret), eve);
    assert!(status == 500 && problem["detail"].as_str().unwrap().contains("xsuaa.origin"), "{problem}");
    // What others change in the workspace counts at once.
    bench.run(&["systems", "property", "set", "Shop", "xsuaa.origin=sap.default"]).ok();
    let (status, created) = call(url, "POST", "/Users", ("idm", secret), eve);
    assert_eq!((status, &created["origin"]), (201, &"sap.default".into()), "{created}");
    bench.run(&["consumers", "delete", "Shop", "idm", "--yes"]).ok();
    assert_eq!(call(url, "GET", "/Users", ("idm", secret), "").0, 401);
    bench.run(&["systems", "disable", "Shop"]).ok();
    assert_eq!(call(url, "GET", "/Users", ("idm", secret), "").0, 404);

    let told = proxy.end();
    assert!(told.contains("status=201"), "{told}");
    // Who was refused, and why.
    for (consumer, reason) in [("\"idm\"", "a wrong secret"), ("", "no consumer of this id")] {
        let is_told = |line: &str| {
            line.contains(" audit: ")
                && line.contains("name=\"Shop\"")
                && line.contains("peer=127.0.0.1")
                && line.contains("status=401")
                && line.contains(reason)
                && line.contains(consumer)
        };
        assert!(told.lines().any(is_told), "{reason}: {told}");
    }
    for hidden in [secret, &bench.secret, "eve@acme.example"] {
        assert!(!told.contains(hidden), "{hidden}: {told}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_gives_memory_back_soon_unless_it_is_told_otherwise() {
    let bench = Bench::shop();
    let serve = ["--secrets", "this-run", "serve", "--listen", "127.0.0.1:0", "--json"];
    for (given, kept) in [(None, "10"), (Some("250"), "250")] {
        let proxy = Proxy::run(&bench, &serve, |command| {
            command.env_remove("MIMALLOC_PURGE_DELAY");
            command.envs(given.map(|milliseconds| ("MIMALLOC_PURGE_DELAY", milliseconds)));
        });
        assert_eq!(proxy.variable("MIMALLOC_PURGE_DELAY").as_deref(), Some(kept));
        proxy.end();
    }
}

#[test]
fn other_computers_are_not_served() {
    let bench = Bench::empty();
    let refused = bench.run(&["serve", "--listen", "0.0.0.0:0", "--json"]);
    assert_ne!(refused.exit, 0);
    assert_eq!(refused.code(), "ZD9002");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert_eq!(bench.run(&["serve", "--listen", &address, "--json"]).code(), "ZD9001");
}

#[cfg(unix)]
#[test]
fn each_request_is_one_line_of_json_for_programs() {
    let bench = Bench::shop();
    let secret = bench.run(&["consumers", "add", "Shop", "idm", "--json"]).json()["secret"].clone();
    let secret = secret.as_str().unwrap();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "json", "--json"];
    let proxy = Proxy::start(&bench, &arguments);
    let url = proxy.json()["systems"][0]["url"].as_str().unwrap().to_owned();
    call(&url, "GET", "/Users", ("idm", secret), "");
    call(&url, "POST", "/Users", ("idm", secret), r#"{"userName": "eve@acme.example"}"#);
    call(&url, "GET", "/Users", ("idm", "wrong"), "");
    let told = proxy.end();
    let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of =
        |status: u16| lines.iter().find(|line| line["status"] == status).unwrap_or_else(|| panic!("{told}"));
    let read = of(200);
    assert_eq!((&read["system"], &read["consumer"]), (&"Shop".into(), &"idm".into()), "{read}");
    assert_eq!(
        (&read["backend"], &read["read"], &read["shown"]),
        (&1.into(), &3.into(), &3.into()),
        "{read}"
    );
    let failed = of(400);
    assert!(failed["findings"].as_str().unwrap().contains("/user/mappings/4"), "{failed}");
    assert_eq!((&failed["backend"], &of(401)["consumer"]), (&0.into(), &"idm".into()), "{failed}");
    assert!(!told.contains(secret) && !told.contains("eve@acme.example"), "{told}");
}

#[cfg(unix)]
#[test]
fn the_demo_can_be_called_through_its_proxy() {
    let bench = Bench::empty();
    let proxy = Proxy::start(&bench, &["demo", "--serve", "--json"]);
    let ready = proxy.json();
    let names: Vec<_> = ready.as_object().unwrap().keys().collect();
    assert_eq!(names, ["base", "password", "user"]);
    let text = |name: &str| ready[name].as_str().unwrap().to_owned();
    let (base, user, password) = (text("base"), text("user"), text("password"));
    let ask = |method: &str, below: &str, body: &str| call(&base, method, below, (&user, &password), body);
    let (status, page) = ask("GET", "/Users?count=3", "");
    assert_eq!((status, page["Resources"].as_array().map(Vec::len)), (200, Some(3)), "{page}");
    let eve = r#"{"userName": "eve@acme.example", "emails": [{"value": "eve@acme.example"}]}"#;
    let (status, made) = ask("POST", "/Users", eve);
    assert_eq!(status, 201, "{made}");
    let eve = format!("/Users/{}", made["id"].as_str().unwrap());
    let patch = r#"{"Operations": [{"op": "replace", "path": "active", "value": false}]}"#;
    let (status, patched) = ask("PATCH", &eve, patch);
    assert_eq!((status, &patched["active"]), (200, &false.into()), "{patched}");
    assert_eq!(ask("DELETE", &eve, "").0, 204);
    assert_eq!(ask("GET", &eve, "").0, 404);
    assert!(!proxy.end().contains(&password));

    // For people: a line to be tried, with another password.
    let proxy = Proxy::start(&bench, &["demo", "--serve"]);
    let parts: Vec<_> = proxy.ready.split('\'').collect();
    assert!(parts[0].ends_with("curl -u "), "{parts:?}");
    let (id, secret) = parts[1].split_once(':').unwrap();
    assert!(id == user && secret != password);
    let (base, below) = parts[3].split_at(parts[3].find("/Users").unwrap());
    assert_eq!(call(base, "GET", below, (id, secret), "").0, 200);
    assert_eq!(call(base, "GET", below, (id, &password), "").0, 401);
    proxy.end();
}

#[cfg(unix)]
#[test]
fn clients_sign_in_by_token() {
    let bench = Bench::shop();
    let secret = bench.run(&["consumers", "add", "Shop", "app", "--sign-in", "oauth", "--json"]).json();
    let secret = secret["secret"].as_str().unwrap();
    let proxy = Proxy::serve(&bench, &[]);
    let (token, life) = proxy.token("app", secret);
    assert_eq!(life, 3600);
    assert_eq!(proxy.with_token(&token), 200);
    let short = ["consumers", "add", "Shop", "short", "--sign-in", "oauth", "--token-minutes"];
    for wrong in ["0", "1441"] {
        assert_eq!(bench.run(&[&short[..], &[wrong, "--json"]].concat()).code(), "ZD3008");
    }
    let basic = ["consumers", "add", "Shop", "basic", "--token-minutes", "5", "--json"];
    assert_eq!(bench.run(&basic).code(), "ZD3008");
    let made = bench.run(&[&short[..], &["5", "--json"]].concat()).json();
    assert_eq!(proxy.token("short", made["secret"].as_str().unwrap()).1, 300);
    let listed = bench.run(&["consumers", "list", "Shop"]).ok().out;
    assert!(listed.contains("5 min") && listed.contains("60 min"), "{listed}");
    assert_eq!(proxy.call("GET", "/Users", "app", secret, "").0, 401);
    bench.run(&["consumers", "delete", "Shop", "app", "--yes"]).ok();
    assert_eq!(proxy.with_token(&token), 401);
    let told = proxy.end();
    assert!(told.contains("a token of a consumer who is no more") && !told.contains(secret), "{told}");
}
