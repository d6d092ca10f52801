//! Who granted what: nested, in a circle, by default, in both dialects.

use crate::support::{Bench, Shop};
use zonedesk_app::api::{Granted, UserGrants, UserQuery};
use zonedesk_app::{grants, users};
use zonedesk_simulator::{Landscape, RoleCollection};

fn told(user: &UserGrants) -> Vec<String> {
    let tell = |granted: &Granted| match granted {
        Granted::Direct => "direct".to_owned(),
        Granted::Nested { path } => path.join(" → "),
        Granted::Unknown => "unknown".to_owned(),
    };
    user.grants.iter().map(|grant| format!("{}: {}", grant.name, tell(&grant.granted))).collect()
}

#[tokio::test]
async fn nested_ones_are_told_with_their_path_and_a_circle_ends() {
    let shop = Shop::of(
        r#"{"seed": 7, "accounts": [{"name": "Shop", "level": "subaccount", "subdomain": "shop", "nesting": true,
        "users": [{"id": "u1", "userName": "jo@x.example", "origin": "sap.default", "emails": [{"value": "jo@x.example"}]},
                  {"id": "u2", "userName": "jo@x.example", "origin": "ias", "emails": [{"value": "jo@x.example"}]}],
        "roleCollections": [
            {"name": "A", "members": [{"userName": "jo@x.example", "origin": "sap.default"}, {"roleCollection": "C"}]},
            {"name": "B", "members": [{"roleCollection": "A"}]},
            {"name": "C", "members": [{"roleCollection": "B"}]},
            {"name": "Other"}]}]}"#,
    )
    .await;
    let app = &shop.bench.app;
    let found = grants::who_granted(app, "JO@x.example", None).await.unwrap();
    assert_eq!(found.len(), 2);
    let jo = found.iter().find(|user| user.origin == "sap.default").unwrap();
    assert_eq!(told(jo), ["A: direct", "B: A → B", "C: A → B → C"]);
    assert!(found.iter().any(|user| user.origin == "ias" && user.grants.is_empty()));

    let query = UserQuery { system: shop.id.clone(), limit: 10, ..UserQuery::default() };
    let rows = users::users_page(app, &query).await.unwrap().rows;
    let counts: Vec<_> = rows
        .iter()
        .map(|row| (row.origin.as_str(), row.role_collections, row.direct_role_collections))
        .collect();
    assert_eq!(counts, [("sap.default", 3, 1), ("ias", 0, 0)]);

    let nobody = grants::who_granted(app, "nobody", Some(&shop.id)).await.unwrap_err();
    assert_eq!((nobody.code.as_str(), nobody.place.as_deref()), ("ZD1012", Some("nobody")));
}

#[tokio::test]
async fn default_groups_of_uaa_are_of_unknown_origin() {
    let mut landscape = Landscape::uaa();
    let account = &mut landscape.accounts[0];
    account.users.push(serde_json::json!({
        "id": "u1", "userName": "jo", "origin": "uaa", "emails": [{"value": "jo@x.example"}]
    }));
    let made = r#"[{"name": "Inner", "members": [{"userName": "jo", "origin": "uaa"}]},
                   {"name": "Outer", "members": [{"roleCollection": "Inner"}]}]"#;
    account.role_collections.extend(serde_json::from_str::<Vec<RoleCollection>>(made).unwrap());
    let bench = Bench::of(landscape).await;
    let system = bench.add("uaa").await;
    bench.refreshed(&system.id).await;
    let found = grants::who_granted(&bench.app, "u1", Some(&system.id)).await.unwrap();
    let told = told(&found[0]);
    assert_eq!(told[..2], ["Inner: direct", "Outer: Inner → Outer"]);
    assert_eq!(told.len(), 16, "{told:?}");
    assert!(told[2..].iter().all(|told| told.ends_with(": unknown")), "{told:?}");
    assert!(told.contains(&"openid: unknown".to_owned()));
}
