//! Writing through the proxy: users and groups created, replaced, patched, deleted.

use crate::support::{Answer, Bench, SHOP, each};
use serde_json::{Value, json};

fn user(name: &str) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "UserName": name, "active": "True",
        "name": {"givenName": "Eve", "familyName": "Roe"}, "emails": [{"value": name, "type": "work"}]})
}

fn patch(operations: &Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations})
}

async fn members(bench: &Bench, group: &str) -> Vec<String> {
    let group = bench.get(&format!("/Groups/{group}")).await.ok();
    let members = group["members"].as_array().cloned().unwrap_or_default();
    members.iter().map(|member| member["value"].as_str().unwrap().to_owned()).collect()
}

fn etag(answer: &Answer) -> String {
    answer.header("etag").to_owned()
}

#[tokio::test]
async fn a_user_is_created_replaced_and_deleted() {
    let bench = Bench::new(SHOP).await;
    let created = bench.send("POST", "/Users", &user("eve@acme.example")).await;
    let shown = created.ok();
    assert_eq!(
        (created.status, &shown["active"], &shown["origin"]),
        (201, &json!(true), &json!("sap.default"))
    );
    let id = shown["id"].as_str().unwrap().to_owned();
    let path = format!("/Users/{id}");
    assert_eq!(created.header("location"), format!("{}{}", bench.proxy.origin, bench.path(&path)));
    bench.send("POST", "/Users", &user("EVE@acme.example")).await.problem(409, "uniqueness");

    let mut changed = user("eve@acme.example");
    changed["name"] = Value::Null;
    changed["emails"] = json!([{"value": "new@acme.example"}]);
    changed["active"] = json!("false");
    let replaced = bench.send("PUT", &path, &changed).await;
    let shown = replaced.ok();
    assert_eq!((replaced.status, &shown["active"], &shown["name"]), (200, &json!(false), &json!({})));
    assert_eq!(shown["emails"][0]["value"], "new@acme.example");
    // What was seen before is stale now.
    let old = etag(&created);
    let body = changed.to_string();
    bench.call("PUT", &path, &[("if-match", &old)], &body).await.problem(412, "");
    bench.call("PUT", &path, &[("if-match", "\"x\"")], &body).await.problem(412, "");
    assert_eq!(bench.call("PUT", &path, &[("if-match", &etag(&replaced))], &body).await.status, 200);
    let taken = bench.send("PUT", &path, &user("jo@acme.example")).await.problem(409, "uniqueness");
    assert!(!taken.contains("SQL"), "{taken}");
    bench.send("PUT", "/Users/nobody", &changed).await.problem(404, "");

    bench.call("DELETE", &path, &[("if-match", &old)], "").await.problem(412, "");
    let gone = bench.call("DELETE", &path, &[], "").await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    // XSUAA says 204 of a user whom it does not have: the consumer is told.
    bench.call("DELETE", &path, &[], "").await.problem(404, "");
    bench.get(&path).await.problem(404, "");
    for body in ["[]", "{", "\"x\""] {
        bench.call("POST", "/Users", &[], body).await.problem(400, "invalidSyntax");
    }
    bench
        .send("POST", "/Users", &json!({"userName": "x", "active": "maybe"}))
        .await
        .problem(400, "invalidValue");
}

#[tokio::test]
async fn a_user_is_patched_in_every_dialect() {
    let bench = Bench::new(SHOP).await;
    let before = bench.get("/Users/u2").await;
    for (operations, member, expected) in [
        (json!([{"op": "Replace", "path": "active", "value": "False"}]), "/active", json!(false)),
        (json!([{"op": "replace", "value": {"active": true}}]), "/active", json!(true)),
        (
            json!([{"op": "Add", "path": "emails[type eq \"work\"].value", "value": "new@x"}]),
            "/emails/0/value",
            json!("new@x"),
        ),
        (json!([{"op": "add", "value": {"name.familyName": "Roe"}}]), "/name/familyName", json!("Roe")),
        (json!([{"op": "remove", "path": "name.givenName"}]), "/name", json!({"familyName": "Roe"})),
    ] {
        let answer = bench.send("PATCH", "/Users/u2", &patch(&operations)).await;
        assert_eq!(answer.ok().pointer(member), Some(&expected), "{operations}");
        // The user stays with its identity provider, whatever the mapping for new ones says.
        assert_eq!(answer.json()["origin"], "acme-ias");
        assert_eq!(bench.get("/Users/u2").await.ok().pointer(member), Some(&expected), "{operations}");
    }
    // Attributes that nobody writes are left out, the rest is applied.
    let mixed = json!([{"op": "replace", "path": "title", "value": "Dr."}, {"op": "replace", "path": "active", "value": false}]);
    assert_eq!(bench.send("PATCH", "/Users/u2", &patch(&mixed)).await.ok()["active"], false);
    let version = etag(&bench.get("/Users/u2").await);
    let nothing = json!([{"op": "replace", "path": "active", "value": false}]);
    assert_eq!(etag(&bench.send("PATCH", "/Users/u2", &patch(&nothing)).await), version);
    let body = patch(&json!([{"op": "replace", "path": "active", "value": true}])).to_string();
    bench.call("PATCH", "/Users/u2", &[("if-match", &etag(&before))], &body).await.problem(412, "");
    // Somebody else was faster: once more, from the read.
    bench.simulator.control.set("shop", |settings| settings.stale_writes = 1).unwrap();
    assert_eq!(bench.call("PATCH", "/Users/u2", &[], &body).await.ok()["active"], true);
    for (operations, scim_type) in [
        (json!([{"op": "replace", "value": {"id": "other"}}]), "mutability"),
        (json!([{"op": "replace", "path": "a b", "value": 1}]), "invalidPath"),
        (json!([{"op": "remove"}]), "noTarget"),
        (json!([{"op": "remove", "path": "userName"}]), "invalidValue"),
    ] {
        bench.send("PATCH", "/Users/u2", &patch(&operations)).await.problem(400, scim_type);
    }
}

#[tokio::test]
async fn members_change_as_differences_in_both_styles() {
    for style in ["true", "false"] {
        let bench = Bench::new(SHOP).await;
        bench.property("scim.support.patch.operation", style);
        let group = "Retail%20Viewer";
        let path = format!("/Groups/{group}");
        for (operations, expected) in [
            (
                json!([{"op": "Add", "path": "members", "value": [{"value": "u2"}, {"value": "u3"}]}]),
                vec!["u1", "u2", "u3"],
            ),
            // Who is there already, and who never was.
            (json!([{"op": "add", "path": "members", "value": [{"value": "u2"}]}]), vec!["u1", "u2", "u3"]),
            (json!([{"op": "remove", "path": "members[value eq \"nobody\"]"}]), vec!["u1", "u2", "u3"]),
            (
                json!([{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "u1"}]}]),
                vec!["u2", "u3"],
            ),
            (json!([{"op": "remove", "path": "members[value eq \"u2\"]"}]), vec!["u3"]),
            (json!([{"op": "replace", "path": "members", "value": [{"value": "u1"}]}]), vec!["u1"]),
            (json!([{"op": "remove", "path": "members"}]), vec![]),
            (json!([]), vec![]),
        ] {
            let answer = bench.send("PATCH", &path, &patch(&operations)).await;
            assert_eq!((answer.status, answer.text.as_str()), (204, ""), "{style} {operations}");
            let mut told = members(&bench, group).await;
            told.sort();
            assert_eq!(told, expected, "{style} {operations}");
        }
        bench.property("xsuaa.patch.response.with.resource", "true");
        let described = patch(&json!([{"op": "replace", "path": "description", "value": "Reads"},
            {"op": "add", "path": "members", "value": [{"value": "u1"}]}]));
        let shown = bench.send("PATCH", &path, &described).await.ok();
        assert_eq!(
            (&shown["description"], &shown["members"][0]["value"]),
            (&json!("Reads"), &json!("u1")),
            "{style}"
        );
        // SCIM 1.1, as SAP Identity Management may send it.
        let old = json!({"schemas": ["urn:scim:schemas:core:1.0"], "members": [{"value": "u1", "operation": "delete"}, {"value": "u3"}]});
        assert_eq!(bench.send("PATCH", &path, &old).await.ok()["members"][0]["value"], "u3", "{style}");
        let unknown = patch(&json!([{"op": "add", "path": "members", "value": [{"value": "ghost"}]}]));
        let told = bench.send("PATCH", &path, &unknown).await.problem(400, "invalidValue");
        assert!(told.contains("ghost"), "{told}");
        bench
            .send(
                "PATCH",
                "/Groups/none",
                &patch(&json!([{"op": "add", "path": "members", "value": [{"value": "u1"}]}])),
            )
            .await
            .problem(404, "");
        let empty = patch(&json!([{"op": "remove", "path": "members", "value": [{"value": ""}]}]));
        bench.send("PATCH", &path, &empty).await.problem(400, "invalidValue");
    }
}

#[tokio::test]
async fn parallel_patches_lose_no_member() {
    for style in ["true", "false"] {
        let bench = Bench::new(&crate::support::many(12)).await;
        bench.property("scim.support.patch.operation", style);
        let users = each(&bench.get("/Users").await.ok(), "id");
        let group = each(&bench.get("/Groups").await.ok(), "id")[0].clone();
        let path = format!("/Groups/{}", group.replace(' ', "%20"));
        bench.send("PATCH", &path, &patch(&json!([{"op": "remove", "path": "members"}]))).await;
        let add = async |id: &String| {
            let operations = json!([{"op": "Add", "path": "members", "value": [{"value": id}]}]);
            assert_eq!(bench.send("PATCH", &path, &patch(&operations)).await.status, 204);
        };
        let (a, b, c, d) = (&users[0], &users[1], &users[2], &users[3]);
        tokio::join!(add(a), add(b), add(c), add(d));
        assert_eq!(members(&bench, &group.replace(' ', "%20")).await.len(), 4, "{style}");
    }
}

#[tokio::test]
async fn a_group_is_created_replaced_and_deleted() {
    let bench = Bench::new(SHOP).await;
    let group =
        |members: Value| json!({"displayName": "Auditor", "description": "Looks", "members": members});
    let created = bench.send("POST", "/Groups", &group(json!([{"value": "u1"}]))).await;
    assert_eq!((created.status, &created.ok()["members"][0]["value"]), (201, &json!("u1")));
    let path = format!("/Groups/{}", created.json()["id"].as_str().unwrap());
    bench.send("POST", "/Groups", &group(json!([]))).await.problem(409, "uniqueness");
    let replaced = bench.send("PUT", &path, &group(json!([{"value": "u2"}, {"value": "u3"}]))).await.ok();
    assert_eq!(replaced["members"].as_array().unwrap().len(), 2);
    let told =
        bench.send("PUT", &path, &group(json!([{"value": "ghost"}]))).await.problem(400, "invalidValue");
    assert!(told.contains("ghost"), "{told}");
    // Above the threshold the difference goes in parts.
    bench.property("xsuaa.patch.group.members.above.threshold", "1");
    let parted = bench.send("PUT", &path, &group(json!([{"value": "u1"}, {"value": "u3"}]))).await.ok();
    let mut ids: Vec<_> =
        parted["members"].as_array().unwrap().iter().map(|m| m["value"].as_str().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["u1", "u3"]);
    bench.property("xsuaa.patch.group.members.above.threshold", "20000");
    // No members: none afterwards.
    let emptied = bench.send("PUT", &path, &json!({"displayName": "Auditor"})).await.ok();
    assert!(emptied["members"].as_array().is_none_or(Vec::is_empty), "{emptied}");
    let stale =
        bench.call("PUT", &path, &[("if-match", &etag(&created))], &group(json!([])).to_string()).await;
    stale.problem(412, "");
    assert_eq!(bench.call("DELETE", &path, &[], "").await.status, 204);
    bench.get(&path).await.problem(404, "");
    bench.send("PUT", &path, &group(json!([]))).await.problem(404, "");
}

#[tokio::test]
async fn what_was_read_ahead_is_never_older_than_a_write() {
    let bench = Bench::new(&crate::support::many(300)).await;
    let first = bench.get("/Users?count=100").await.ok();
    let second = bench.get("/Users?startIndex=101&count=100").await.ok();
    let id = each(&second, "id")[0].clone();
    assert_eq!(each(&first, "id").len(), 100);
    bench
        .send(
            "PATCH",
            &format!("/Users/{id}"),
            &patch(&json!([{"op": "replace", "path": "active", "value": false}])),
        )
        .await
        .ok();
    let again = bench.get("/Users?startIndex=101&count=100").await.ok();
    assert_eq!(again["Resources"][0]["active"], false);
    assert_eq!(each(&again, "id"), each(&second, "id"));
}

#[tokio::test]
async fn what_was_read_ahead_of_an_account_is_stale_once_another_system_writes_to_it() {
    let bench = Bench::new(&crate::support::many(300)).await;
    let mut other = bench.source.served.lock().unwrap().clone().unwrap();
    other.id = zonedesk_workspace::SystemId::random();
    other.name = "The same account".to_owned();
    let own = bench.id.to_string();
    let path = bench.path("/Users").replace(&own, &other.id.to_string());
    bench.source.more.lock().unwrap().push(other);
    bench.get("/Users?count=100").await.ok();
    let before = bench.get("/Users?startIndex=101&count=100").await.ok();
    let id = each(&before, "id")[0].clone();
    let body = patch(&json!([{"op": "replace", "path": "active", "value": false}])).to_string();
    let authorization = crate::support::basic("idm", crate::support::SECRET);
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/scim+json")];
    bench.raw("PATCH", &format!("{path}/{id}"), &headers, body.as_bytes()).await.ok();
    let after = bench.get("/Users?startIndex=101&count=100").await.ok();
    assert_eq!(after["Resources"][0]["active"], false);
}

#[tokio::test]
async fn what_sap_sends_again_is_sent_again() {
    use zonedesk_simulator::Failure;
    let bench = Bench::new(SHOP).await;
    bench.property("ips.failed.request.retry.attempts.interval", "0");
    let fail = |failure: Failure, times: usize| {
        bench
            .simulator
            .control
            .set("shop", |settings| settings.fail_next = vec![failure; times].into())
            .unwrap();
    };
    let (one, other) = (user("one@acme.example"), user("other@acme.example"));
    let add = patch(&json!([{"op": "add", "path": "members", "value": [{"value": "u3"}]}]));
    bench.get("/Users/u1").await.ok();
    // Too many requests, as often as the property says, whatever is asked.
    fail(Failure::Status { status: 429, retry_after: Some(0) }, 2);
    assert_eq!(bench.send("POST", "/Users", &one).await.status, 201);
    fail(Failure::Status { status: 429, retry_after: Some(0) }, 3);
    bench.send("POST", "/Users", &other).await.problem(429, "");
    // A bad gateway with PATCH only.
    fail(Failure::Html { status: 502 }, 2);
    assert_eq!(bench.send("PATCH", "/Groups/Empty%20One", &add).await.status, 204);
    assert_eq!(members(&bench, "Empty%20One").await, ["u3"]);
    fail(Failure::Html { status: 502 }, 1);
    bench.send("POST", "/Users", &other).await.problem(502, "");
    bench.property("ips.failed.request.retry.attempts", "0");
    fail(Failure::Html { status: 502 }, 1);
    bench.send("PATCH", "/Groups/Empty%20One", &add).await.problem(502, "");
}

#[tokio::test]
async fn the_transformation_says_what_may_be_written() {
    let bench = Bench::new(SHOP).await;
    let (read, write) = (zonedesk_transform::DEFAULT_READ, zonedesk_transform::DEFAULT_WRITE);
    let first =
        |text: &str, members: &str| text.replacen("\"mappings\"", &format!("{members}, \"mappings\""), 1);
    bench.change(|served| served.write = first(write, r#""skipOperations": ["create", "delete"]"#));
    assert!(bench.send("POST", "/Users", &user("a@x")).await.problem(403, "").contains("create"));
    assert!(bench.call("DELETE", "/Users/u1", &[], "").await.problem(403, "").contains("delete"));
    bench.change(|served| served.write = first(write, r#""ignore": true"#));
    bench.send("POST", "/Users", &user("a@x")).await.problem(501, "");
    bench.get("/Users").await.ok();
    bench.change(|served| served.write = first(write, r#""condition": "$.userName != 'a@x'""#));
    let told = bench.send("POST", "/Users", &user("a@x")).await.problem(400, "invalidValue");
    assert!(told.contains("$.userName != 'a@x'"), "{told}");
    // An update instead of a delete.
    let kept = r#"{"sourceVariable": "entityIdTargetSystem", "targetPath": "$.id", "scope": "deleteEntity"}, {"constant": "xsuaa-dummy-value""#;
    bench.change(|served| {
        served.write = write.replacen(
            r#"{
        "constant": "xsuaa-dummy-value""#,
            kept,
            1,
        );
    });
    assert_eq!(bench.call("DELETE", "/Users/u3", &[], "").await.status, 204);
    assert_eq!(bench.get("/Users/u3").await.ok()["id"], "u3");
    // Several origins: the consumer says which.
    bench.change(|served| {
        served.write = write.replace("\"constant\": \"%xsuaa.origin%\"", "\"sourcePath\": \"$.origin\"");
    });
    for origin in ["sap.default", "acme-ias"] {
        let mut sent = user("two@acme.example");
        sent["origin"] = json!(origin);
        assert_eq!(bench.send("POST", "/Users", &sent).await.ok()["origin"], origin);
    }
    bench.change(|served| (served.read, served.write) = (read.to_owned(), write.to_owned()));
    bench.property("xsuaa.origin", "sap.default;acme-ias");
    assert!(bench.send("POST", "/Users", &user("b@x")).await.problem(500, "").contains("xsuaa.origin"));
    bench.change(|served| drop(served.properties.remove("xsuaa.origin")));
    assert!(bench.send("POST", "/Users", &user("b@x")).await.problem(500, "").contains("xsuaa.origin"));
}
