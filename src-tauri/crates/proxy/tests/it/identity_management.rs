//! What SAP Identity Management does with a system of the type SCIM: initial load, changes by PUT, assignments by PUT of
//! the whole group.

use crate::support::{Bench, each, made, many, quoted};
use serde_json::{Value, json};

/// All pages of a list.
async fn load(bench: &Bench, endpoint: &str) -> Vec<Value> {
    let (mut start, mut found) = (1, Vec::new());
    loop {
        let page = bench.get(&format!("/{endpoint}?startIndex={start}&count=100")).await.ok();
        found.extend(page["Resources"].as_array().unwrap().clone());
        start += page["itemsPerPage"].as_u64().unwrap();
        if start > page["totalResults"].as_u64().unwrap() {
            return found;
        }
    }
}

#[tokio::test]
async fn an_identity_management_loads_changes_and_assigns() {
    loads_changes_and_assigns(&many(620), 3).await;
    // UAA puts every user into the first fourteen by itself.
    let first: Vec<_> = (0..14).map(|number| format!(r#"{{"name": "Everybody {number}"}}"#)).collect();
    loads_changes_and_assigns(&made("uaa", "", 620, &first.join(",")), 17).await;
}

async fn loads_changes_and_assigns(landscape: &str, groups_there: usize) {
    let bench = Bench::new(landscape).await;
    let before = bench.requests();
    let users = load(&bench, "Users").await;
    let groups = load(&bench, "Groups").await;
    assert_eq!((users.len(), groups.len()), (620, groups_there));
    // Of users the first page and two of five hundred, of groups one.
    assert_eq!(bench.requests() - before, 4);
    let modified = |user: &Value| user["meta"]["lastModified"].as_str().unwrap().to_owned();
    let newest = users.iter().map(modified).max().unwrap();
    // What was changed since then: nobody.
    let since = quoted(&format!("meta.lastModified gt \"{newest}\""));
    let delta = format!("/Users?filter={since}&startIndex=1&count=100");
    assert_eq!(bench.get(&delta).await.ok()["totalResults"], 0);

    // A user is looked up, then sent back as a whole, with what only the server sets.
    let name = users[7]["userName"].as_str().unwrap();
    let filter = quoted(&format!("userName eq \"{name}\""));
    let found = bench.get(&format!("/Users?filter={filter}")).await.ok();
    assert_eq!(found["totalResults"], 1);
    let mut changed = found["Resources"][0].clone();
    changed["name"] = json!({"givenName": "Eve", "familyName": "Roe"});
    changed["active"] = json!(false);
    let path = format!("/Users/{}", changed["id"].as_str().unwrap());
    let stored = bench.send("PUT", &path, &changed).await.ok();
    assert_eq!((&stored["name"], &stored["active"]), (&changed["name"], &json!(false)));
    assert_eq!(stored["origin"], users[7]["origin"]);
    // One that takes up what it reads changes nothing more.
    assert_eq!(bench.send("PUT", &path, &stored).await.ok()["name"], changed["name"]);

    // A delta tells of it, and of nobody else.
    let changes = bench.get(&delta).await.ok();
    assert_eq!(
        (&changes["totalResults"], each(&changes, "id")),
        (&json!(1), vec![changed["id"].as_str().unwrap().to_owned()])
    );

    // Assignments: the whole list, longer, then shorter, then none.
    let is_full = |group: &&Value| group["displayName"].as_str().unwrap().starts_with("Everybody");
    let mut group = groups.iter().find(|group| !is_full(group)).unwrap().clone();
    let path = format!("/Groups/{}", group["id"].as_str().unwrap().replace(' ', "%20"));
    for ids in [vec![&users[1]["id"], &users[2]["id"], &users[3]["id"]], vec![&users[2]["id"]], vec![]] {
        group["members"] = ids.iter().map(|id| json!({"value": id})).collect();
        let stored = bench.send("PUT", &path, &group).await.ok();
        let members = stored["members"].as_array().cloned().unwrap_or_default();
        let mut told: Vec<_> = members.iter().map(|member| &member["value"]).collect();
        told.sort_by_key(ToString::to_string);
        let mut wanted = ids.clone();
        wanted.sort_by_key(ToString::to_string);
        assert_eq!(told, wanted);
    }
    // Nobody is added to a group that all are in, and no version is to blame.
    if let Some(mut group) = groups.iter().find(is_full).cloned() {
        group["members"] = json!([{"value": users[1]["id"]}]);
        let path = format!("/Groups/{}", group["id"].as_str().unwrap());
        let told = bench.send("PUT", &path, &group).await.problem(400, "invalidValue");
        assert!(told.contains("default group"), "{told}");
    }

    // A leaver goes, and the next load knows it.
    let gone = users[5]["id"].as_str().unwrap();
    assert_eq!(bench.call("DELETE", &format!("/Users/{gone}"), &[], "").await.status, 204);
    let left = load(&bench, "Users").await;
    assert!(left.len() == 619 && !each(&json!({"Resources": left}), "id").iter().any(|id| id == gone));
}
