//! What is refused leaves all as it was, and what is not refused is done.

use crate::support::{Bench, SHOP};
use serde_json::{Value, json};
use zonedesk_simulator::Failure;

const VIEWER: &str = "/Groups/Retail%20Viewer";

fn patch(operations: &Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations})
}

fn all(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"value": id})).collect()
}

fn ids(group: &Value) -> Vec<&str> {
    group["members"].as_array().into_iter().flatten().filter_map(|member| member["value"].as_str()).collect()
}

/// RFC 7644 §3.5.2: whole or not at all. UAA keeps what stands before the member that it refuses.
#[tokio::test]
async fn a_group_stays_as_it_was_after_a_refusal() {
    for style in ["true", "false"] {
        let bench = Bench::new(SHOP).await;
        bench.property("scim.support.patch.operation", style);
        let two = json!({"displayName": "Retail Viewer", "members": all(&["u1", "u2"])});
        let before = bench.send("PUT", VIEWER, &two).await.ok();
        assert_eq!(ids(&before), ["u1", "u2"]);
        for (method, body, scim_type, named) in [
            (
                "PATCH",
                patch(&json!([{"op": "replace", "path": "members", "value": all(&["u1", "no"])}])),
                "invalidValue",
                "no",
            ),
            (
                "PATCH",
                patch(&json!([{"op": "replace", "path": "members", "value": all(&["no", "u3"])}])),
                "invalidValue",
                "no",
            ),
            (
                "PATCH",
                patch(&json!([{"op": "add", "path": "members", "value": all(&["u3", "no", "nor"])}])),
                "invalidValue",
                "no, nor",
            ),
            (
                "PATCH",
                patch(&json!([{"op": "remove", "path": "members[value eq \"u1\"]"},
                    {"op": "add", "path": "members", "value": all(&["no"])}])),
                "invalidValue",
                "no",
            ),
            (
                "PATCH",
                patch(&json!([{"op": "replace", "path": "description", "value": "New"},
                    {"op": "add", "path": "members", "value": all(&["no"])}])),
                "invalidValue",
                "no",
            ),
            (
                "PUT",
                json!({"displayName": "Retail Viewer", "members": all(&["u2", "no", "u3"])}),
                "invalidValue",
                "no",
            ),
            ("PUT", json!({"displayName": "Retail Viewer", "members": "u1"}), "invalidValue", "list"),
            ("PUT", json!({"displayName": "Retail Viewer", "members": [{}]}), "invalidValue", "value"),
            ("PATCH", patch(&json!([{"op": "remove", "path": "members[0]"}])), "invalidPath", "0"),
            (
                "PATCH",
                patch(&json!([{"op": "remove", "path": "members", "value": null}])),
                "invalidValue",
                "value",
            ),
            (
                "PATCH",
                patch(&json!([{"op": "replace", "path": "displayName", "value": "New"}])),
                "mutability",
                "renamed",
            ),
            (
                "PATCH",
                patch(&json!([{"op": "replace", "value": {"displayName": ""}}])),
                "mutability",
                "renamed",
            ),
            ("PUT", json!({"displayName": "New", "members": []}), "mutability", "renamed"),
        ] {
            let told = bench.send(method, VIEWER, &body).await.problem(400, scim_type);
            assert!(told.contains(named), "{style} {body}: {told}");
            let now = bench.get(VIEWER).await.ok();
            assert_eq!(
                (ids(&now), &now["description"]),
                (ids(&before), &before["description"]),
                "{style} {body}"
            );
        }
        // Okta sends the name with whatever it changes.
        let same = patch(
            &json!([{"op": "replace", "value": {"id": "Retail Viewer", "displayName": "Retail Viewer"}}]),
        );
        assert_eq!(bench.send("PATCH", VIEWER, &same).await.status, 204);
    }
}

#[tokio::test]
async fn a_member_counts_once_and_one_alone_is_a_list() {
    let bench = Bench::new(SHOP).await;
    for (members, expected) in
        [(all(&["u2", "u2"]), vec!["u2"]), (json!({"value": "u3"}), vec!["u3"]), (Value::Null, vec![])]
    {
        let body = json!({"displayName": "Retail Viewer", "members": members});
        assert_eq!(ids(&bench.send("PUT", VIEWER, &body).await.ok()), expected, "{members}");
    }
    let new = json!({"displayName": "New", "members": all(&["u2", "u2"])});
    assert_eq!(ids(&bench.send("POST", "/Groups", &new).await.ok()), ["u2"]);
}

/// UAA moves a user who is written with another origin.
#[tokio::test]
async fn nobody_is_moved_to_another_identity_provider() {
    let bench = Bench::new(SHOP).await;
    let shown = bench.get("/Users/u2").await;
    let mut body = shown.ok();
    assert_eq!(body["origin"], "acme-ias");
    let either = format!("\"99\", {}", shown.header("etag"));
    body["name"]["familyName"] = json!("Roe");
    let replaced = bench.call("PUT", "/Users/u2", &[("if-match", &either)], &body.to_string()).await.ok();
    assert_eq!((&replaced["origin"], &replaced["name"]["familyName"]), (&json!("acme-ias"), &json!("Roe")));
    body["emails"] = Value::Null;
    bench.send("PUT", "/Users/u2", &body).await.problem(400, "invalidValue");
    body["emails"] = shown.json()["emails"].clone();
    body["name"] = json!("Roe");
    bench.send("PUT", "/Users/u2", &body).await.problem(400, "invalidValue");
}

#[tokio::test]
async fn what_is_ignored_in_reading_is_not_written_either() {
    let bench = Bench::new(SHOP).await;
    bench.change(|served| {
        let at = served.read.find("\"group\"").unwrap();
        let (users, groups) = served.read.split_at(at);
        served.read =
            format!("{users}{}", groups.replacen("\"mappings\"", "\"ignore\": true, \"mappings\"", 1));
    });
    let asked = || bench.simulator.control.requests("shop").unwrap();
    let before = asked();
    let body = json!({"displayName": "New", "members": []});
    bench.send("POST", "/Groups", &body).await.problem(501, "");
    bench.send("PUT", VIEWER, &body).await.problem(501, "");
    bench.send("PATCH", VIEWER, &patch(&json!([{"op": "remove", "path": "members"}]))).await.problem(501, "");
    bench.call("DELETE", VIEWER, &[], "").await.problem(501, "");
    assert_eq!(asked(), before);
}

#[tokio::test]
async fn no_group_is_made_that_nobody_could_address() {
    let bench = Bench::new(SHOP).await;
    for name in ["", " ", ".", "..", ".search", "a/b", "a\\b", "a;b", "a\nb"] {
        bench.send("POST", "/Groups", &json!({"displayName": name})).await.problem(400, "invalidValue");
    }
    bench.send("POST", "/Groups", &json!({})).await.problem(400, "invalidValue");
}

/// Its version stays as it is when members come one by one.
#[tokio::test]
async fn a_group_is_never_said_to_be_unchanged() {
    let bench = Bench::new(SHOP).await;
    bench.property("scim.support.patch.operation", "false");
    let before = bench.get("/Groups/Empty%20One").await;
    let add = patch(&json!([{"op": "add", "path": "members", "value": all(&["u3"])}]));
    assert_eq!(bench.send("PATCH", "/Groups/Empty%20One", &add).await.status, 204);
    let known = [("if-none-match", before.header("etag"))];
    let now = bench.call("GET", "/Groups/Empty%20One", &known, "").await;
    assert_eq!((now.status, ids(&now.ok())), (200, vec!["u3"]));
}

/// RFC 7643 §3.1: a URI, and the same as in the header.
#[tokio::test]
async fn a_group_says_where_it_is() {
    let bench = Bench::new(SHOP).await;
    let created = bench.send("POST", "/Groups", &json!({"displayName": "a+b?c#d é"})).await;
    let shown = created.ok();
    let location = created.header("location");
    assert_eq!(shown["meta"]["location"], location);
    let list = bench.get("/Groups?filter=displayName%20co%20%22%23d%22").await.ok();
    assert_eq!(list["Resources"][0]["meta"]["location"], location);
    let path = location.strip_prefix(&bench.proxy.origin).and_then(|path| path.strip_prefix(&bench.path("")));
    assert_eq!(bench.get(path.unwrap()).await.ok()["displayName"], "a+b?c#d é");
}

/// Transformation Expressions, SAP Cloud Identity Services: all mappings of the scope `deleteEntity` run.
#[tokio::test]
async fn a_leaver_is_deactivated_where_the_transformation_says_so() {
    let bench = Bench::new(SHOP).await;
    bench.change(|served| {
        let kept = r#""mappings": [
            {"sourceVariable": "entityIdTargetSystem", "targetPath": "$.id", "scope": "deleteEntity"},
            {"constant": false, "targetPath": "$.active", "scope": "deleteEntity"},"#;
        served.write = served.write.replacen("\"mappings\": [", kept, 1);
    });
    assert_eq!(bench.get("/Users/u2").await.ok()["active"], true);
    assert_eq!(bench.call("DELETE", "/Users/u2", &[], "").await.status, 204);
    assert_eq!(bench.get("/Users/u2").await.ok()["active"], false);
}

#[tokio::test]
async fn the_filter_of_a_system_narrows_its_lists() {
    let bench = Bench::new(SHOP).await;
    let total = async |path: &str| bench.get(path).await.ok()["totalResults"].clone();
    bench.property("scim.user.filter", "userName sw \"max\"");
    bench.property("scim.group.filter", "displayName sw \"Retail\"");
    assert_eq!((total("/Users").await, total("/Groups").await), (json!(1), json!(1)));
    bench.property("xsuaa.user.filter", "userName sw \"jo\"");
    assert_eq!(total("/Users").await, json!(2));
}

#[tokio::test]
async fn one_may_ask_for_the_head_alone() {
    let bench = Bench::new(SHOP).await;
    let whole = bench.get("/Users/u1").await;
    let head = bench.call("HEAD", "/Users/u1", &[], "").await;
    assert_eq!((head.status, head.text.as_str(), head.header("etag")), (200, "", whole.header("etag")));
    assert_eq!(head.header("content-length"), whole.text.len().to_string());
    assert_eq!(bench.call("HEAD", "/Users/nobody", &[], "").await.status, 404);
}

#[tokio::test]
async fn of_several_addresses_the_primary_one_is_kept() {
    let bench = Bench::new(SHOP).await;
    let emails =
        json!([{"value": "a@x", "type": "home"}, {"value": "b@x", "type": "work", "primary": "True"}]);
    let new = json!({"userName": "two@x", "emails": emails});
    assert_eq!(bench.send("POST", "/Users", &new).await.ok()["emails"][0]["value"], "b@x");
}

#[tokio::test]
async fn a_search_takes_its_names_in_any_case() {
    let bench = Bench::new(SHOP).await;
    let asked = json!({"Filter": "userName eq \"nobody\"", "COUNT": 1});
    assert_eq!(bench.send("POST", "/Users/.search", &asked).await.ok()["totalResults"], 0);
}

#[tokio::test]
async fn consumers_see_groups_behind_their_prefix_and_write_only_those() {
    let bench = Bench::new(SHOP).await;
    bench.property("xsuaa.group.prefix", "X_");
    let names = async |path: &str| -> Vec<String> {
        let list = bench.get(path).await.ok();
        let names = list["Resources"].as_array().unwrap().iter();
        names.map(|group| group["displayName"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("/Groups").await, ["X_Empty One", "X_Retail Viewer"]);
    assert_eq!(names("/Groups?filter=displayName%20eq%20%22X_Retail%20Viewer%22").await, ["X_Retail Viewer"]);
    assert_eq!(names("/Groups?filter=displayName%20eq%20%22Retail%20Viewer%22").await, [""; 0]);
    let shown = bench.get(VIEWER).await.ok();
    assert_eq!((&shown["displayName"], &shown["id"]), (&json!("X_Retail Viewer"), &json!("Retail Viewer")));
    assert_eq!(bench.send("PUT", VIEWER, &shown).await.ok()["displayName"], "X_Retail Viewer");
    let same = patch(&json!([{"op": "replace", "path": "displayName", "value": "X_Retail Viewer"}]));
    assert_eq!(bench.send("PATCH", VIEWER, &same).await.status, 204);
    let created = bench.send("POST", "/Groups", &json!({"displayName": "X_New"})).await.ok();
    assert_eq!((&created["displayName"], &created["id"]), (&json!("X_New"), &json!("New")));
    for (method, path) in [("POST", "/Groups"), ("PUT", VIEWER)] {
        bench.send(method, path, &json!({"displayName": "Retail Viewer"})).await.problem(400, "invalidValue");
    }
}

/// A login page, as some who stand in front of an account send it.
#[tokio::test]
async fn a_page_in_place_of_an_answer_is_no_success() {
    let bench = Bench::new(SHOP).await;
    bench.get("/Users/u1").await.ok();
    let add = patch(&json!([{"op": "add", "path": "members", "value": all(&["u3"])}])).to_string();
    let new = json!({"userName": "x@x", "emails": [{"value": "x@x"}]}).to_string();
    for (method, path, body) in [
        ("GET", "/Users/u2", ""),
        ("GET", "/Users", ""),
        ("POST", "/Users", new.as_str()),
        ("PATCH", VIEWER, add.as_str()),
        ("DELETE", "/Users/u3", ""),
    ] {
        bench
            .simulator
            .control
            .set("shop", |settings| settings.fail_next = vec![Failure::Html { status: 200 }].into())
            .unwrap();
        bench.call(method, path, &[], body).await.problem(502, "");
    }
}
