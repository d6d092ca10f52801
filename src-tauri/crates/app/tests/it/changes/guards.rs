//! Who may not change, what is pointed out first, what the journal tells.

use super::*;

#[tokio::test]
async fn a_credential_that_may_only_read_changes_nothing() {
    let shop = shop().await;
    let info = shop.bench.account("Shop");
    let edit = SystemEdit {
        client_id: info.read_only_client_id.clone(),
        secret: info.read_only_client_secret.clone(),
        ..SystemEdit::default()
    };
    landscape::system_update(&shop.bench.app, &shop.id, edit).await.unwrap();
    let refused =
        shop.try_plan(Change::DeleteUsers { system: shop.system(), users: ids(&["u1"]) }).await.unwrap_err();
    assert!(refused.is(Code::ReadOnly), "{refused}");
}

#[tokio::test]
async fn unknown_origins_and_production_systems_are_pointed_out() {
    let shop = shop().await;
    let tags = SystemEdit { tags: Some(texts(&["Production"])), ..SystemEdit::default() };
    landscape::system_update(&shop.bench.app, &shop.id, tags).await.unwrap();
    let create = |origin: &str| Change::CreateUser {
        system: shop.system(),
        user: UserDraft { origin: origin.into(), ..draft("n@acme.example") },
        role_collections: Vec::new(),
    };
    let plan = shop.plan(create("acme-isa")).await;
    assert_eq!((codes(&plan), plan.confirm.as_deref()), (vec!["notice.unknownOrigin"], Some("Shop")));
    // What older subaccounts call the default identity provider.
    assert_eq!(codes(&shop.plan(create("ldap")).await), [""; 0]);
    for (user, field) in [
        (UserDraft { origin: " ".into(), ..draft("n@acme.example") }, "origin"),
        (UserDraft { email: String::new(), ..draft("n@acme.example") }, "email"),
        (draft(""), "userName"),
        (draft("two\nlines"), "userName"),
    ] {
        let refused = shop
            .try_plan(Change::CreateUser { system: shop.system(), user, role_collections: Vec::new() })
            .await
            .unwrap_err();
        assert_eq!(refused.place.as_deref(), Some(field), "{refused}");
    }
}

#[tokio::test]
async fn the_journal_tells_all_of_it_in_a_chain() {
    let shop = shop().await;
    let assign = |role: &str| Change::Assign {
        system: shop.system(),
        users: ids(&["u3"]),
        role_collections: texts(&[role]),
    };
    let first = shop.done(assign("Viewer")).await;
    shop.done(assign("Empty")).await;
    let page = |query: ActivityQuery| {
        let app = &shop.bench.app;
        async move { activity::activity_page(app, &query).await.unwrap() }
    };
    let all = page(ActivityQuery { limit: 10, ..ActivityQuery::default() }).await;
    assert_eq!((all.total, all.failed, all.rows[1].entry), (2, 0, first));
    assert_eq!(all.rows[1].title.message, "Assign Viewer to amy@acme.example");
    let found = page(ActivityQuery { search: "viewer".into(), limit: 10, ..ActivityQuery::default() }).await;
    assert_eq!(found.rows.len(), 1);
    let check = activity::journal_verify(&shop.bench.app).await.unwrap();
    assert_eq!((check.entries, check.intact), (2, true));
    assert_eq!(shop.row("u3").await.unwrap().activity.len(), 2);
    let detail = role_collections::role_collection(&shop.bench.app, &shop.id, "Viewer").await.unwrap();
    assert_eq!(detail.activity.len(), 1);
}
