//! A second refresh: what it asks for, and what it finds.

use crate::support::Bench;
use zonedesk_app::api::{Job, JobState, SecretsTarget, SystemState};
use zonedesk_app::{jobs, refresh, secrets};
use zonedesk_scim::{Email, Member, Origin, User};
use zonedesk_simulator::{Failure, Landscape};
use zonedesk_xsuaa::{Account, AccountConfig, IfMatch, Transport};

/// A client that others use.
fn others(bench: &Bench, name: &str) -> Account {
    let info = bench.account(name);
    let config = AccountConfig::basic(
        name,
        info.url.parse().unwrap(),
        info.token_url.parse().unwrap(),
        info.client_id.clone(),
        info.client_secret.clone(),
    );
    Account::new(AccountConfig { limit: None, ..config }, Transport::default())
}

fn new_user(name: &str) -> User {
    User {
        user_name: name.into(),
        origin: Origin("acme-ias".into()),
        emails: vec![Email { value: name.into(), primary: false }],
        active: true,
        ..User::default()
    }
}

/// Refreshes, and counts the requests that the account got.
async fn refreshed(bench: &Bench, id: &str, subdomain: &str) -> (Job, u64) {
    let before = bench.simulator.control.requests(subdomain).unwrap();
    let job = bench.refreshed(id).await;
    assert_eq!((job.state, &job.error), (JobState::Done, &None));
    (job, bench.simulator.control.requests(subdomain).unwrap() - before)
}

#[tokio::test]
async fn fifty_changes_are_read_with_two_requests_and_one_for_500_role_collections() {
    const USERS: u64 = 1_200;
    let bench = Bench::of(Landscape::of_size(USERS as usize, 700)).await;
    let id = bench.add("Benchmark").await.id;
    let (_, whole) = refreshed(&bench, &id, "benchmark").await;
    assert_eq!(whole, 3 + 2);
    let account = others(&bench, "Benchmark");
    let first = account.users_head(&Default::default(), 20).await.unwrap().items;
    let groups = account.groups_head(&Default::default(), 10).await.unwrap().items;
    for (n, user) in first.iter().enumerate() {
        account.create_user(&new_user(&format!("new{n}@acme.example"))).await.unwrap();
        let renamed = User { family_name: Some("Renamed".into()), ..user.clone() };
        account.replace_user(&renamed, IfMatch::Version(user.meta.version)).await.unwrap();
    }
    for group in &groups {
        let member = Member::user(&first[0].id, first[0].origin.clone());
        if group.members.iter().flatten().any(|one| one.value == member.value) {
            account.remove_member(&group.id, &member.value).await.unwrap();
        } else {
            account.add_member(&group.id, &member).await.unwrap();
        }
    }
    let (job, delta) = refreshed(&bench, &id, "benchmark").await;
    assert_eq!((delta, job.requests), (2 + 2, 4));
    let node = bench.node(&id).await;
    assert_eq!((node.users, node.role_collections), (Some(USERS + 20), Some(700)));
    let (_, nothing) = refreshed(&bench, &id, "benchmark").await;
    assert_eq!(nothing, 2 + 2);

    let job = refresh::refresh_whole(&bench.app, &id).await.unwrap();
    let job = jobs::job_end(&bench.app, &job.id).await.unwrap();
    assert_eq!((job.state, job.requests), (JobState::Done, 3 + 2));
}

#[tokio::test]
async fn what_shows_in_no_delta_is_found_by_reading_all() {
    let bench = Bench::new().await;
    let id = bench.add("Shop").await.id;
    bench.refreshed(&id).await;
    let account = others(&bench, "Shop");
    account.delete_user("u3").await.unwrap();
    // One came for the one that went: there are as many as before.
    account.create_user(&new_user("new@acme.example")).await.unwrap();
    // Changed ones and their number, twice, and role collections once: then users and role collections.
    let (job, requests) = refreshed(&bench, &id, "shop").await;
    assert_eq!((requests, job.requests), (2 * 2 + 1 + 2, 7));
    assert_eq!(bench.node(&id).await.users, Some(3));
    let (_, requests) = refreshed(&bench, &id, "shop").await;
    assert_eq!(requests, 3);
}

#[tokio::test]
async fn all_is_read_again_after_some_deltas() {
    let bench = Bench::new().await;
    let id = bench.add("Shop").await.id;
    bench.refreshed(&id).await;
    for _ in 0..refresh::DELTAS {
        assert_eq!(refreshed(&bench, &id, "shop").await.1, 3);
    }
    assert_eq!(refreshed(&bench, &id, "shop").await.1, 2);
    assert_eq!(refreshed(&bench, &id, "shop").await.1, 3);
}

#[tokio::test]
async fn a_delta_that_fails_leaves_the_snapshot_as_it_was() {
    let bench = Bench::new().await;
    let id = bench.add("Shop").await.id;
    bench.refreshed(&id).await;
    others(&bench, "Shop").create_user(&new_user("new@acme.example")).await.unwrap();
    // What fails in passing would be asked again.
    let gateway = Failure::Html { status: 500 };
    bench.simulator.control.set("shop", |settings| settings.fail_next.push_back(gateway)).unwrap();
    assert_eq!(bench.refreshed(&id).await.state, JobState::Failed);
    let node = bench.node(&id).await;
    assert_eq!((node.state, node.users), (SystemState::Unreachable, Some(3)));
    assert_eq!(refreshed(&bench, &id, "shop").await.1, 3);
    assert_eq!(bench.node(&id).await.users, Some(4));
}

#[tokio::test]
async fn the_account_s_clock_counts_and_not_ours() {
    for skew in [-3_600_000, 3_600_000] {
        let bench = Bench::new().await;
        bench.simulator.control.set("shop", |settings| settings.clock_skew = skew).unwrap();
        let id = bench.add("Shop").await.id;
        let account = others(&bench, "Shop");
        account.create_user(&new_user("first@acme.example")).await.unwrap();
        bench.refreshed(&id).await;
        account.create_user(&new_user("second@acme.example")).await.unwrap();
        assert_eq!(refreshed(&bench, &id, "shop").await.1, 3, "{skew}");
        assert_eq!(bench.node(&id).await.users, Some(5));
    }
}

#[tokio::test]
async fn secrets_that_are_locked_say_nothing_about_the_account() {
    let bench = Bench::new().await;
    let id = bench.add("Shop").await.id;
    refreshed(&bench, &id, "shop").await;
    secrets::vault_unlock(&bench.app, "open sesame".into()).await.unwrap();
    secrets::secrets_move(&bench.app, SecretsTarget::File).await.unwrap();
    secrets::vault_lock(&bench.app).await.unwrap();
    let job = bench.refreshed(&id).await;
    assert_eq!(job.error.map(|error| error.code).as_deref(), Some("ZD5004"));
    let node = bench.node(&id).await;
    assert_eq!((node.state, node.problem), (SystemState::Reachable, None));
}
