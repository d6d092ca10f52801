//! The client's calls against the simulator, over HTTP.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt;
use zonedesk_scim::{Email, Group, GroupPatch, Member, Origin, Timestamp, User, code, user_patch};
use zonedesk_simulator::{Failure, Landscape, LeapingClock, Options, Running, Simulator};
use zonedesk_xsuaa::{Account, AccountConfig, ErrorKind, IfMatch, List, Transport, Unreachable};

/// The account of a benchmark landscape; its subdomain is `benchmark`.
async fn account(users: usize, role_collections: usize) -> (Account, Running) {
    account_with(users, role_collections, Options::default()).await
}

async fn account_with(users: usize, role_collections: usize, options: Options) -> (Account, Running) {
    let simulator = Simulator::start(Landscape::of_size(users, role_collections), options).await.unwrap();
    let info = &simulator.accounts[0];
    let config = AccountConfig::basic(
        info.name.clone(),
        info.url.parse().unwrap(),
        info.token_url.parse().unwrap(),
        info.client_id.clone(),
        info.client_secret.clone(),
    );
    let config = AccountConfig { limit: None, ..config };
    (Account::new(config, Transport::default()), simulator)
}

fn jo() -> User {
    User {
        user_name: "jo@acme.example".into(),
        origin: Origin("sap.default".into()),
        given_name: Some("Jo".into()),
        family_name: Some("Doe".into()),
        emails: vec![Email { value: "jo@acme.example".into(), primary: true }],
        active: true,
        ..User::default()
    }
}

#[tokio::test]
async fn lists_come_in_pages_of_500_and_every_entity_once() {
    let (account, simulator) = account(1201, 3).await;
    let pages: Vec<_> = account.users(List::default()).try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.items.len()).collect::<Vec<_>>(), [500, 500, 201]);
    let ids: HashSet<_> = pages.iter().flat_map(|page| &page.items).map(|user| &user.id).collect();
    assert_eq!(ids.len(), 1201);
    let groups: Vec<_> = account.groups(List::default()).try_collect().await.unwrap();
    assert_eq!((groups.len(), groups[0].total), (1, 3));
    assert!(groups[0].items.iter().all(|group| group.members.is_some()));
    assert_eq!((account.requests(), simulator.control.requests("benchmark")), (4, Some(4)));
}

#[tokio::test]
async fn entities_that_go_while_pages_are_read_hide_no_other() {
    let (account, _simulator) = account(1000, 0).await;
    let mut pages = account.users(List::default());
    let first = pages.try_next().await.unwrap().unwrap();
    for user in &first.items[..3] {
        account.delete_user(&user.id).await.unwrap();
    }
    let mut seen: HashSet<String> = first.items.into_iter().map(|user| user.id).collect();
    while let Some(page) = pages.try_next().await.unwrap() {
        seen.extend(page.items.into_iter().map(|user| user.id));
    }
    assert_eq!(seen.len(), 1000);
}

#[tokio::test]
async fn pages_are_asked_for_ahead_and_no_further() {
    let (account, simulator) = account(3_000, 0).await;
    let requests = || simulator.control.requests("benchmark").unwrap();
    let mut pages = account.users(List::default());
    pages.try_next().await.unwrap();
    // In tasks of their own, whether or not somebody looks at the list.
    while requests() < 4 {
        tokio::task::yield_now().await;
    }
    for (page, asked) in [(2, 5), (3, 6), (4, 6), (5, 6), (6, 6)] {
        pages.try_next().await.unwrap().unwrap();
        while requests() < asked {
            tokio::task::yield_now().await;
        }
        assert_eq!(requests(), asked, "page {page}");
    }
    assert_eq!(pages.try_next().await.unwrap(), None);
    assert_eq!(requests(), 6);
}

#[tokio::test]
async fn a_filter_and_attributes_go_along() {
    let (account, _simulator) = account(20, 0).await;
    let all = account.users_head(&List::default(), 2).await.unwrap();
    let filter = format!(r#"userName eq "{}""#, all.items[1].user_name);
    let list = List { filter: Some(filter), attributes: Some("id,userName,meta.version") };
    let page = account.users_head(&list, 10).await.unwrap();
    let found: Vec<_> = page.items.iter().map(|user| (&user.id, user.meta.version)).collect();
    assert_eq!(found, [(&all.items[1].id, all.items[1].meta.version)]);
    let bad = List { filter: Some("nothing like it".into()), attributes: None };
    let error = account.users_head(&bad, 1).await.unwrap_err();
    assert_eq!((error.status(), error.uaa_code()), (Some(400), Some(code::SCIM)));
}

#[tokio::test]
async fn a_user_lives_through_all_calls() {
    let (account, _simulator) = account(0, 0).await;
    let created = account.create_user(&jo()).await.unwrap();
    assert!(!created.id.is_empty());
    let twice = account.create_user(&jo()).await.unwrap_err();
    assert_eq!((twice.status(), twice.uaa_code()), (Some(409), Some(code::RESOURCE_EXISTS)));

    let version = IfMatch::Version(created.meta.version);
    let renamed = User { family_name: Some("Roe".into()), ..created.clone() };
    let patched = account
        .patch_user(&created.id, version, user_patch(&created, &renamed).unwrap().unwrap())
        .await
        .unwrap();
    assert_eq!(patched.family_name.as_deref(), Some("Roe"));
    let stale = account.replace_user(&renamed, version).await.unwrap_err();
    assert_eq!((stale.status(), stale.uaa_code()), (Some(409), Some(code::RESOURCE_CONFLICT)));
    let off = User { active: false, ..patched.clone() };
    let replaced = account.replace_user(&off, IfMatch::Version(patched.meta.version)).await.unwrap();
    assert!(!replaced.active);
    assert_eq!(account.user(&created.id).await.unwrap(), replaced);

    account.delete_user(&created.id).await.unwrap();
    assert!(account.user(&created.id).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_role_collection_lives_through_all_calls_by_its_name_in_the_path() {
    let (account, _simulator) = account(0, 0).await;
    let user = account.create_user(&jo()).await.unwrap();
    let group = Group { display_name: "Prüfer & Leser; 100 %?".into(), ..Group::default() };
    let group = account.create_group(&group).await.unwrap();
    let member = Member::user(&user.id, user.origin.clone());
    let patch = GroupPatch { add: vec![member.clone()], ..GroupPatch::default() };
    account.patch_group(&group.id, IfMatch::Any, &patch).await.unwrap();
    assert_eq!(account.members(&group.id).await.unwrap(), std::slice::from_ref(&member));
    let twice = account.add_member(&group.id, &member).await.unwrap_err();
    assert_eq!(twice.uaa_code(), Some(code::MEMBER_EXISTS));
    assert_eq!(account.member(&group.id, &user.id).await.unwrap(), Some(member.clone()));
    account.remove_member(&group.id, &user.id).await.unwrap();
    assert_eq!(account.member(&group.id, &user.id).await.unwrap(), None);
    let read = account.group(&group.id).await.unwrap();
    assert_eq!(read.members, Some(vec![]));
    let whole = Group { members: Some(vec![member.clone()]), description: Some("Reads".into()), ..read };
    let version = IfMatch::Version(whole.meta.version);
    let replaced = account.replace_group(&whole, version).await.unwrap();
    assert_eq!((replaced.members, replaced.description), (whole.members, whole.description));
    account.remove_member(&group.id, &user.id).await.unwrap();
    account.add_member(&group.id, &member).await.unwrap();
    account.delete_group(&group.id).await.unwrap();
    assert!(account.group(&group.id).await.unwrap_err().is_not_found());
    assert!(matches!(account.group("..").await.unwrap_err().kind, ErrorKind::Id(_)));
}

#[tokio::test]
async fn a_token_that_ended_is_renewed_behind_the_callers_back() {
    // Tokens of the same moment are refused too: the clock stands until it is told to go on.
    let clock = Arc::new(LeapingClock::new(Timestamp(1_795_513_320_000)));
    let options = Options { clock: clock.clone(), ..Options::default() };
    let (account, simulator) = account_with(1, 0, options).await;
    account.users_head(&List::default(), 1).await.unwrap();
    simulator.control.expire_tokens("benchmark").unwrap();
    clock.advance(Duration::from_secs(1));
    account.users_head(&List::default(), 1).await.unwrap();
    // The refused one counts too: it was sent.
    assert_eq!(account.requests(), 3);
}

#[tokio::test]
async fn a_read_only_credential_is_told_by_its_scopes_and_refused_a_change() {
    let (_, simulator) = account(0, 0).await;
    let info = &simulator.accounts[0];
    let config = AccountConfig::basic(
        "Read-only",
        info.url.parse().unwrap(),
        info.token_url.parse().unwrap(),
        info.read_only_client_id.clone().unwrap(),
        info.read_only_client_secret.clone().unwrap(),
    );
    let account = Account::new(config, Transport::default());
    let scopes = account.scopes().await.unwrap();
    assert_eq!((scopes.can_read(), scopes.can_write()), (true, false));
    let refused = account.create_user(&jo()).await.unwrap_err();
    assert_eq!((refused.status(), refused.uaa_code()), (Some(403), Some(code::INSUFFICIENT_SCOPE)));
}

#[tokio::test]
async fn every_fault_is_told_apart() {
    let (account, simulator) = account(3, 0).await;
    let unreachable =
        |error: &ErrorKind| matches!(error, ErrorKind::Unreachable { reason: Unreachable::Broken, .. });
    type Told = Box<dyn Fn(&ErrorKind) -> bool>;
    const LIMITED: Failure = Failure::Status { status: 429, retry_after: Some(7) };
    let table: [(Failure, Told); 5] = [
        (Failure::Html { status: 502 }, Box::new(|kind| *kind == ErrorKind::Gateway { status: 502 })),
        (Failure::Reset, Box::new(unreachable)),
        (Failure::Lost, Box::new(unreachable)),
        (
            Failure::Truncated,
            Box::new(move |kind| {
                unreachable(kind) || matches!(kind, ErrorKind::Unreadable { status: 200, .. })
            }),
        ),
        // The last: the account is left alone for so long.
        (
            LIMITED,
            Box::new(|kind| *kind == ErrorKind::RateLimited { retry_after: Some(Duration::from_secs(7)) }),
        ),
    ];
    for (failure, told) in table {
        simulator.control.set("benchmark", |settings| settings.fail_next.push_back(failure.clone())).unwrap();
        let error = account.once().users_head(&List::default(), 1).await.unwrap_err();
        assert!(told(&error.kind), "{failure:?}: {error}");
        if failure != LIMITED {
            account.users_head(&List::default(), 1).await.unwrap();
        }
    }
}
