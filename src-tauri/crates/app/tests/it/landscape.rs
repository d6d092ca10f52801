//! The tree of systems: marks, copies, deletion and the way back.

use crate::support::Bench;
use zonedesk_app::api::{HistoryQuery, Level, NewSystem, SystemEdit, SystemNode, SystemState};
use zonedesk_app::{Code, connection_test, deletion, duplicate, landscape, system_history};

/// What the history of a system says, the newest first.
async fn history(bench: &Bench, system: &str) -> Vec<String> {
    let query = HistoryQuery { system: system.to_owned(), limit: 50, ..HistoryQuery::default() };
    let page = system_history::system_history(&bench.app, query).await.unwrap();
    page.rows.into_iter().map(|row| row.title.message).collect()
}

async fn changed(bench: &Bench, id: &str, edit: SystemEdit) -> SystemNode {
    landscape::system_update(&bench.app, id, edit).await.unwrap()
}

async fn folder(bench: &Bench, name: &str) -> SystemNode {
    let new = NewSystem { name: name.into(), level: Level::Directory, ..NewSystem::default() };
    landscape::system_add(&bench.app, new).await.unwrap()
}

/// What stands in the way of asking the account; empty: nothing.
async fn hindrance(bench: &Bench, system: &str) -> String {
    match connection_test::system_test(&bench.app, system).await {
        Ok(steps) => {
            steps.iter().filter_map(|step| step.error.as_ref()).map(|error| error.code.as_str()).collect()
        }
        Err(error) => error.code,
    }
}

#[tokio::test]
async fn marks_and_places_are_kept_and_noted() {
    let bench = Bench::new().await;
    let (shop, emea) = (bench.add("Shop").await, folder(&bench, "EMEA").await);
    let edit = SystemEdit {
        colour: Some(4),
        notes: Some("ask Jana\r\nfirst\n\n".into()),
        favourite: Some(true),
        tags: Some(vec!["production".into()]),
        parent: Some(emea.id.clone()),
        ..SystemEdit::default()
    };
    let node = changed(&bench, &shop.id, edit).await;
    assert_eq!((node.colour, node.notes.as_str(), node.favourite), (Some(4), "ask Jana\nfirst", true));
    assert_eq!(node.parent, Some(emea.id));
    let plain = changed(&bench, &shop.id, SystemEdit { colour: Some(0), ..SystemEdit::default() }).await;
    assert_eq!(plain.colour, None);
    let said = history(&bench, &shop.id).await;
    for line in [
        "Colour removed",
        "Marked with colour 4",
        "Notes: ask Jana\nfirst",
        "Tagged production",
        "Moved below EMEA",
    ] {
        assert!(said.iter().any(|known| known == line), "{line}: {said:?}");
    }
    for (edit, place) in [
        (SystemEdit { colour: Some(11), ..SystemEdit::default() }, "colour"),
        (SystemEdit { notes: Some("n".repeat(4001)), ..SystemEdit::default() }, "notes"),
        (SystemEdit { parent: Some(shop.id.clone()), ..SystemEdit::default() }, "parent"),
    ] {
        let refused = landscape::system_update(&bench.app, &shop.id, edit).await.unwrap_err();
        assert_eq!(refused.place.as_deref(), Some(place), "{refused}");
    }
}

#[tokio::test]
async fn a_copy_has_credentials_only_where_they_were_asked_for() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    let without = duplicate::system_duplicate(&bench.app, &shop.id, None, false).await.unwrap();
    assert_eq!((without.name.as_str(), &without.url), ("Shop copy", &shop.url));
    assert_eq!(hindrance(&bench, &without.id).await, Code::NoSecret.as_str());
    assert_eq!(history(&bench, &without.id).await, ["System made as a copy of Shop"]);

    let with = duplicate::system_duplicate(&bench.app, &shop.id, Some("Twin"), true).await.unwrap();
    assert_eq!(with.name, "Twin");
    assert_eq!(hindrance(&bench, &with.id).await, "");
    let taken = duplicate::system_duplicate(&bench.app, &shop.id, Some("twin"), true).await.unwrap_err();
    assert!(taken.is(Code::NameTaken), "{taken}");
}

#[tokio::test]
async fn a_deletion_says_what_goes_and_all_but_credentials_and_snapshot_comes_back() {
    let bench = Bench::new().await;
    let emea = folder(&bench, "EMEA").await;
    let shop = bench.add("Shop").await;
    bench.refreshed(&shop.id).await;
    let edit = SystemEdit {
        tags: Some(vec!["Production".into()]),
        parent: Some(emea.id.clone()),
        ..SystemEdit::default()
    };
    changed(&bench, &shop.id, edit).await;

    let plan = deletion::system_delete_plan(&bench.app, &shop.id).await.unwrap();
    assert_eq!(
        (plan.users, plan.role_collections, plan.credentials),
        (Some(3), Some(2), vec!["Password".into()])
    );
    assert_eq!((plan.confirm.as_deref(), plan.above.as_deref()), (Some("Shop"), Some("EMEA")));
    let above = deletion::system_delete_plan(&bench.app, &emea.id).await.unwrap();
    assert_eq!((above.below, above.above, above.confirm), (vec!["Shop".into()], None, None));

    let unconfirmed = deletion::system_delete(&bench.app, &shop.id, "shop").await.unwrap_err();
    assert!(unconfirmed.is(Code::ConfirmMissing), "{unconfirmed}");
    deletion::system_delete(&bench.app, &shop.id, " Shop ").await.unwrap();
    assert!(landscape::system(&bench.app, &shop.id).await.unwrap_err().is(Code::NoSystem));
    let deleted = deletion::systems_deleted(&bench.app).await.unwrap();
    assert_eq!(deleted.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Shop"]);

    // Somebody has its name meanwhile.
    folder(&bench, "Shop").await;
    let back = deletion::system_restore(&bench.app, &deleted[0].id).await.unwrap();
    assert_eq!((back.name.as_str(), back.parent, back.users), ("Shop 2", Some(emea.id), None));
    assert_eq!((back.url, back.state), (shop.url, SystemState::Unknown));
    assert_eq!(hindrance(&bench, &shop.id).await, Code::NoSecret.as_str());
    let said = history(&bench, &shop.id).await;
    assert_eq!(said[..3], ["System restored", "System deleted", "Credential Password removed"]);
    assert!(deletion::system_restore(&bench.app, &shop.id).await.unwrap_err().is(Code::NoSystem));
}
