//! Reading through the proxy: lists, filters, single resources.

use crate::support::{Bench, SECRET, SHOP, basic, consumer, each, many, quoted};
use serde_json::json;

#[tokio::test]
async fn a_resource_is_what_the_read_transformation_makes_of_it() {
    let bench = Bench::new(SHOP).await;
    let answer = bench.get("/Users/u1").await;
    let user = answer.ok();
    let location = format!("{}{}/Users/u1", bench.proxy.origin, bench.path(""));
    assert_eq!(user["schemas"], json!(["urn:ietf:params:scim:schemas:core:2.0:User"]));
    assert_eq!(user["userName"], "jo@acme.example");
    assert_eq!(user["origin"], "sap.default");
    assert_eq!(user["meta"]["location"], location);
    assert_eq!(user["meta"]["resourceType"], "User");
    assert_eq!(answer.header("content-type"), "application/scim+json");
    let tag = answer.header("etag").to_owned();
    assert_eq!(user["meta"]["version"], tag.as_str());
    let again = bench.call("GET", "/Users/u1", &[("if-none-match", &tag)], "").await;
    assert_eq!((again.status, again.header("etag"), again.text.as_str()), (304, tag.as_str(), ""));
    let other = bench.call("GET", "/Users/u1", &[("if-none-match", "\"999\"")], "").await;
    assert_eq!(other.status, 200);
    bench.get("/Users/nobody").await.problem(404, "");
    bench.get("/Users/a%2Fb").await.problem(404, "");
    let group = bench.get("/Groups/Retail%20Viewer").await.ok();
    assert_eq!(group["members"][0]["value"], "u1");
    assert_eq!(group["urn:ietf:params:scim:schemas:extension:sap:2.0:Group"]["type"], "authorization");
    let small = bench.get("/Groups/Retail%20Viewer?excludedAttributes=members,meta").await.ok();
    assert!(small.get("members").is_none() && small.get("meta").is_none() && small.get("id").is_some());
}

#[tokio::test]
async fn a_walk_over_all_users_costs_a_request_for_five_hundred() {
    let bench = Bench::new(&many(1_203)).await;
    let before = bench.requests();
    let (mut start, mut ids) = (1, Vec::new());
    loop {
        let page = bench.get(&format!("/Users?startIndex={start}&count=100")).await.ok();
        assert_eq!(page["totalResults"], 1_203);
        assert_eq!(page["startIndex"], start);
        ids.extend(each(&page, "id"));
        start += page["itemsPerPage"].as_u64().unwrap();
        if start > 1_203 {
            break;
        }
    }
    // And one for the first page, which is as large as it is asked for.
    assert_eq!(bench.requests() - before, 4);
    assert_eq!(ids.len(), 1_203);
    ids.dedup();
    assert_eq!(ids.len(), 1_203);
    // Beyond the end, and pages that lie across what was read ahead.
    let beyond = bench.get("/Users?startIndex=5000").await.ok();
    assert_eq!((&beyond["totalResults"], &beyond["Resources"]), (&json!(1_203), &json!([])));
    bench.get("/Users?startIndex=1&count=70").await.ok();
    let across = bench.get("/Users?startIndex=491&count=70").await.ok();
    assert_eq!(each(&across, "id"), ids[490..560]);
    // A new walk begins with what is there now.
    let before = bench.requests();
    bench.get("/Users?count=10").await.ok();
    assert_eq!(bench.requests() - before, 1);
    let none = bench.get("/Users?count=0").await.ok();
    assert_eq!(
        (&none["totalResults"], &none["itemsPerPage"], &none["Resources"]),
        (&json!(1_203), &json!(0), &json!([]))
    );
}

#[tokio::test]
async fn what_was_read_ahead_is_shown_as_it_is_asked_for_and_by_the_transformation_of_that_moment() {
    let bench = Bench::new(&many(600)).await;
    let page =
        async |start: u32, more: &str| bench.get(&format!("/Users?startIndex={start}&count=100{more}")).await;
    page(1, "").await.ok();
    let before = bench.requests();
    let second = page(101, "").await.ok();
    // As one that is asked for alone is shown.
    for user in second["Resources"].as_array().unwrap().iter().take(5) {
        let alone = bench.get(&format!("/Users/{}", user["id"].as_str().unwrap())).await.ok();
        assert_eq!(&alone, user);
    }
    // Other attributes, out of the same page of the account.
    let calls = bench.requests();
    assert_eq!(calls - before, 6);
    let ids = page(201, "&attributes=userName").await.ok();
    assert!(each(&ids, "userName").len() == 100 && ids["Resources"][0].get("emails").is_none());
    let third = page(201, "").await.ok();
    assert_eq!(each(&third, "id"), each(&ids, "id"));
    assert!(third["Resources"][0].get("emails").is_some());
    // Another transformation, which also leaves some out.
    let active = |served: &mut zonedesk_proxy::Served| {
        let condition = r#""user": {"condition": "$.active == true","#;
        served.read =
            served.read.replacen("\"user\": {", condition, 1).replacen("\"$.zoneId\"", "\"$.origin\"", 1);
    };
    let (some, all) = (third["Resources"].as_array().unwrap(), third["totalResults"].as_u64().unwrap());
    let expected = some.iter().filter(|user| user["active"] == true).count();
    bench.change(active);
    for _ in 0..2 {
        let fewer = page(201, "").await.ok();
        assert_eq!(each(&fewer, "id").len(), expected);
        assert_eq!(fewer["Resources"][0]["zoneId"], fewer["Resources"][0]["origin"]);
        assert!(fewer["totalResults"].as_u64().unwrap() <= all);
    }
    assert_eq!(bench.requests() - calls, 0);
}

#[tokio::test]
async fn who_asks_the_same_at_the_same_time_shares_one_request() {
    let bench = Bench::with(&many(50), |served| served.consumers.push(consumer("other", true))).await;
    let id = each(&bench.get("/Users?count=1").await.ok(), "id").swap_remove(0);
    bench.simulator.control.set("shop", |settings| settings.delay = 200).unwrap();
    let quoted_id = quoted(&format!("id eq \"{id}\""));
    let name = quoted("name.familyName sw \"A\"");
    for below in [
        "/Users?count=20".to_owned(),
        "/Users?count=0".to_owned(),
        "/Groups?count=10".to_owned(),
        format!("/Users/{id}"),
        format!("/Users?filter={quoted_id}"),
        format!("/Users?filter={name}"),
    ] {
        bench.get(&below).await.ok();
        let before = bench.requests();
        bench.get(&below).await.ok();
        let alone = bench.requests() - before;
        let before = bench.requests();
        let ask = |consumer: &'static str| {
            let authorization = basic(consumer, SECRET);
            let (bench, path) = (&bench, bench.path(&below));
            async move { bench.raw("GET", &path, &[("authorization", authorization.as_str())], b"").await }
        };
        let (a, b, c, d) = tokio::join!(ask("idm"), ask("other"), ask("idm"), ask("other"));
        for answer in [&b, &c, &d] {
            assert_eq!(answer.ok(), a.ok(), "{below}");
        }
        // Those that were on their way when the others came, and once more at most for whoever came after their answer.
        assert!(
            (1..=alone * 2).contains(&(bench.requests() - before)),
            "{below}: {}",
            bench.requests() - before
        );
    }
}

#[tokio::test]
async fn nobody_shares_a_read_from_before_a_write() {
    let bench = Bench::new(SHOP).await;
    bench.get("/Users/u1").await.ok();
    bench.simulator.control.set("shop", |settings| settings.delay = 100).unwrap();
    let changed = json!({"userName": "jo@acme.example", "emails": [{"value": "jo@acme.example"}], "name": {"familyName": "Roe"}});
    for turn in 0..3 {
        let mut changed = changed.clone();
        changed["name"]["familyName"] = json!(format!("Roe {turn}"));
        // Reads that began before the write, and go on while it is carried out.
        let reads = async {
            let read = || bench.get("/Users/u1");
            tokio::join!(read(), read(), read());
        };
        let written = async {
            bench.send("PUT", "/Users/u1", &changed).await.ok();
            let (one, list) = tokio::join!(bench.get("/Users/u1"), bench.get("/Users?count=1"));
            assert_eq!(one.ok()["name"], changed["name"]);
            assert_eq!(list.ok()["Resources"][0]["name"], changed["name"]);
        };
        tokio::join!(reads, written);
    }
}

#[tokio::test]
async fn a_condition_filters_after_reading_and_totals_stay_honest() {
    let bench = Bench::new(SHOP).await;
    bench.change(|served| {
        served.read =
            served.read.replacen("\"mappings\"", "\"condition\": \"$.active == true\", \"mappings\"", 1);
    });
    let page = bench.get("/Users").await.ok();
    assert_eq!((&page["totalResults"], &page["itemsPerPage"]), (&json!(3), &json!(3)));
    assert_eq!(each(&page, "id"), ["u1", "u2"]);
    let first = bench.get("/Users?count=2").await.ok();
    assert_eq!((&first["totalResults"], &first["itemsPerPage"]), (&json!(3), &json!(2)));
    bench.get("/Users/u3").await.problem(404, "");
}

#[tokio::test]
async fn an_entity_that_fails_is_left_out_of_lists_and_named_alone() {
    let bench = Bench::new(SHOP).await;
    bench.change(|served| {
        served.read = r#"{"user": {"scimEntityEndpoint": "Users", "mappings": [
            {"sourcePath": "$.id", "targetPath": "$.id"},
            {"sourcePath": "$.name.familyName", "targetPath": "$.name.familyName"}]},
            "group": {"ignore": true, "mappings": []}}"#
            .to_owned();
    });
    let page = bench.get("/Users").await.ok();
    assert_eq!((&page["totalResults"], &page["itemsPerPage"]), (&json!(3), &json!(3)));
    assert_eq!(each(&page, "id"), ["u1", "u2"]);
    let told = bench.get("/Users/u3").await.problem(500, "");
    assert!(told.contains("/user/mappings/1"), "{told}");
    bench.get("/Groups").await.problem(501, "");
}

#[tokio::test]
async fn filters_find_what_they_ask_for() {
    let bench = Bench::new(SHOP).await;
    for (endpoint, filter, ids) in [
        ("Users", r#"userName eq "MAX@acme.example""#, vec!["u3"]),
        ("Users", r#"userName eq "nobody""#, vec![]),
        ("Users", r#"emails[0].value eq "max@acme.example""#, vec!["u3"]),
        ("Users", r#"id eq "u1""#, vec!["u1"]),
        ("Users", r#"name.familyName eq "doe""#, vec!["u1", "u2"]),
        ("Users", "active eq false", vec!["u3"]),
        ("Users", r#"active eq "True" and origin ne "sap.default""#, vec!["u2"]),
        ("Users", r#"not (userName sw "jo")"#, vec!["u3"]),
        ("Users", r#"not (userName sw "max")"#, vec!["u1", "u2"]),
        (
            "Users",
            r#"userName eq "max@acme.example" and meta.lastModified gt "2001-01-01T00:00:00+01:00""#,
            vec!["u3"],
        ),
        ("Users", r#"meta.lastModified gt "2100-01-01T00:00:00Z""#, vec![]),
        ("Groups", r#"displayName eq "Empty One""#, vec!["Empty One"]),
        ("Groups", r#"members.value eq "u1""#, vec!["Retail Viewer"]),
    ] {
        let page = bench.get(&format!("/{endpoint}?filter={}", quoted(filter))).await.ok();
        assert_eq!(each(&page, "id"), ids, "{filter}");
        assert_eq!(page["totalResults"], ids.len(), "{filter}");
        let second =
            bench.get(&format!("/{endpoint}?filter={}&startIndex=2&count=1", quoted(filter))).await.ok();
        assert_eq!(each(&second, "id"), ids.iter().skip(1).take(1).copied().collect::<Vec<_>>(), "{filter}");
        assert_eq!(
            (&second["totalResults"], &second["startIndex"]),
            (&json!(ids.len()), &json!(2)),
            "{filter}"
        );
        let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": filter,
            "attributes": ["userName"]});
        let found = bench.send("POST", &format!("/{endpoint}/.search"), &body).await.ok();
        assert_eq!(each(&found, "id"), ids, "{filter}");
    }
    let twice = format!("/Users?filter={}", quoted(r#"userName eq "jo@acme.example""#));
    bench.get(&twice).await.problem(400, "tooMany");
    bench.property("proxy.filter.single.entity", "list");
    assert_eq!(each(&bench.get(&twice).await.ok(), "id"), ["u1", "u2"]);
    let told = bench.get("/Users?filter=userName+is+%22a%22").await.problem(400, "invalidFilter");
    assert!(told.contains("position 10"), "{told}");
    bench.property("proxy.filter.scan.limit", "2");
    bench.get("/Users?filter=title+pr").await.problem(400, "tooMany");
    assert_eq!(bench.get("/Users?filter=active+eq+true").await.ok()["totalResults"], 2);
}

#[tokio::test]
async fn only_users_of_the_named_origins_are_shown() {
    let bench = Bench::new(SHOP).await;
    bench.property("xsuaa.origin.filter.enabled", "true");
    assert_eq!(each(&bench.get("/Users").await.ok(), "id"), ["u1"]);
    bench.get("/Users/u2").await.problem(404, "");
    let by_name = format!("/Users?filter={}", quoted(r#"userName eq "jo@acme.example""#));
    assert_eq!(each(&bench.get(&by_name).await.ok(), "id"), ["u1"]);
    bench.property("xsuaa.origin", "sap.default; acme-ias");
    assert_eq!(bench.get("/Users").await.ok()["totalResults"], 3);
    bench.get("/Users/u2").await.ok();
    bench.property("xsuaa.origin", " ");
    for path in ["/Users", "/Users/u1"] {
        let told = bench.get(path).await.problem(500, "");
        assert!(told.contains("xsuaa.origin.filter.enabled") && told.contains("xsuaa.origin "), "{told}");
    }
    // Groups have no origin.
    assert_eq!(bench.get("/Groups").await.ok()["totalResults"], 2);
}

#[tokio::test]
async fn lists_are_sorted_where_the_account_can() {
    let bench = Bench::new(SHOP).await;
    let sorted = bench.get("/Users?sortBy=userName&sortOrder=descending&attributes=userName").await.ok();
    assert_eq!(each(&sorted, "userName")[0], "max@acme.example");
    assert_eq!(sorted["Resources"][0].as_object().unwrap().len(), 3, "{sorted}");
    for bad in ["sortBy=title", "sortBy=meta.location", "sortBy=a%20b", "sortBy=userName&sortOrder=up"] {
        bench.get(&format!("/Users?{bad}")).await.problem(400, "invalidValue");
    }
    bench.get("/Users?count=many").await.problem(400, "invalidValue");
    bench.get("/Users?attributes=a&excludedAttributes=b").await.problem(400, "invalidValue");
}

#[tokio::test]
async fn the_server_tells_what_it_can() {
    let bench = Bench::new(SHOP).await;
    let config = bench.get("/ServiceProviderConfig").await.ok();
    assert_eq!(config["bulk"], json!({"supported": false, "maxOperations": 0, "maxPayloadSize": 0}));
    let types = bench.get("/ResourceTypes").await.ok();
    assert_eq!(each(&types, "id"), ["User", "Group"]);
    let schemas = bench.get("/Schemas").await.ok();
    for schema in each(&schemas, "id") {
        assert_eq!(bench.get(&format!("/Schemas/{schema}")).await.ok()["id"], schema.as_str());
    }
    // Every attribute of an answer is listed.
    let listed = bench.get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User").await.ok();
    let names: Vec<_> =
        listed["attributes"].as_array().unwrap().iter().map(|a| a["name"].as_str().unwrap()).collect();
    for key in bench.get("/Users/u1").await.ok().as_object().unwrap().keys() {
        assert!(
            names.contains(&key.as_str()) || ["schemas", "id", "externalId", "meta"].contains(&key.as_str()),
            "{key}"
        );
    }
    assert_eq!(bench.get("/ResourceTypes/User").await.ok()["endpoint"], "/Users");
    bench.get("/ResourceTypes/Robot").await.problem(404, "");
    bench.get("/Schemas/urn:none").await.problem(404, "");
    for path in ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"] {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            let answer = bench.call(method, path, &[], "{}").await;
            answer.problem(405, "");
            assert_eq!(answer.header("allow"), "GET");
        }
    }
}

#[tokio::test]
async fn failures_of_the_account_are_told_as_such() {
    use zonedesk_simulator::Failure;
    let bench = Bench::new(SHOP).await;
    bench.property("ips.failed.request.retry.attempts", "0");
    bench.get("/Users").await.ok();
    let fail = |failure: Failure, times: usize| {
        bench
            .simulator
            .control
            .set("shop", |settings| settings.fail_next = vec![failure; times].into())
            .unwrap();
    };
    fail(Failure::Html { status: 503 }, 3);
    bench.get("/Users").await.problem(502, "");
    fail(Failure::Status { status: 429, retry_after: Some(7) }, 3);
    let answer = bench.get("/Users/u1").await;
    answer.problem(429, "");
    assert_eq!(answer.header("retry-after"), "7");
}
