//! Changes through bad weather: whatever befalls a request, it is carried out once, and the journal tells how.

use std::collections::BTreeSet;

use crate::support::Shop;
use zonedesk_app::api::{
    ActivityDetail, Approval, Change, Event, Job, JobState, RequestResult, UndoState, UserDraft,
    UserSelection,
};
use zonedesk_app::{activity, changes, jobs};
use zonedesk_scim::{Email, Group, Origin, User};
use zonedesk_simulator::Failure;
use zonedesk_xsuaa::List;

const LANDSCAPE: &str = r#"{"seed": 7, "accounts": [
    {"name": "Shop", "level": "subaccount", "subdomain": "shop", "region": "eu10", "users": [
        {"id": "u1", "userName": "jo@acme.example", "origin": "acme-ias", "emails": [{"value": "jo@acme.example"}]},
        {"id": "u2", "userName": "max@acme.example", "origin": "acme-ias", "emails": [{"value": "max@acme.example"}]},
        {"id": "u3", "userName": "amy@acme.example", "origin": "acme-ias", "emails": [{"value": "amy@acme.example"}]}],
     "roleCollections": [
        {"name": "Viewer", "description": "Looks", "members": [{"userName": "max@acme.example", "origin": "acme-ias"}]},
        {"name": "Empty"}]}]}"#;

async fn shop() -> Shop {
    Shop::of(LANDSCAPE).await
}

impl Shop {
    async fn begin_through(&self, change: Change, failures: &[Failure]) -> Job {
        let plan = changes::plan(&self.bench.app, change).await.unwrap();
        self.fail(failures.iter().cloned());
        let approval = Approval { plan: plan.id, ..Approval::default() };
        changes::apply(&self.bench.app, approval).await.unwrap()
    }

    async fn carried_out(&self, change: Change, failures: &[Failure]) -> (Job, ActivityDetail) {
        let job = self.begin_through(change, failures).await;
        let job = jobs::job_end(&self.bench.app, &job.id).await.unwrap();
        let detail = activity::activity_detail(&self.bench.app, job.entry.unwrap()).await.unwrap();
        (job, detail)
    }

    /// All that the account holds, as text.
    async fn holds(&self) -> BTreeSet<String> {
        let users = self.account.users_head(&List::default(), 100).await.unwrap().items;
        let users = users
            .into_iter()
            .map(|user| format!("{} {:?} {}", user.user_name, user.family_name, user.active));
        let groups = self.account.groups_head(&List::default(), 100).await.unwrap().items;
        let groups = groups.into_iter().map(|group| {
            let mut members: Vec<String> =
                group.members.unwrap_or_default().into_iter().map(|member| member.value).collect();
            members.sort_unstable();
            format!(
                "{}: {} [{}]",
                group.display_name,
                group.description.unwrap_or_default(),
                members.join(" ")
            )
        });
        users.chain(groups).collect()
    }
}

fn ids(ids: &[&str]) -> UserSelection {
    UserSelection::Ids { ids: ids.iter().map(|&id| id.to_owned()).collect() }
}

fn draft(user_name: &str) -> UserDraft {
    UserDraft {
        user_name: user_name.into(),
        origin: "acme-ias".into(),
        email: user_name.into(),
        active: true,
        ..UserDraft::default()
    }
}

/// Every kind of change, and what the account gains and loses by it.
fn kinds(system: &str) -> Vec<(Change, Vec<&'static str>, Vec<&'static str>)> {
    let system = || system.to_owned();
    let family = UserDraft { family_name: "Roe".into(), ..draft("jo@acme.example") };
    vec![
        (
            Change::CreateUser {
                system: system(),
                user: draft("new@acme.example"),
                role_collections: Vec::new(),
            },
            vec!["new@acme.example None true"],
            vec![],
        ),
        (
            Change::EditUser { system: system(), id: "u1".into(), user: family },
            vec!["jo@acme.example Some(\"Roe\") true"],
            vec!["jo@acme.example None true"],
        ),
        (
            Change::DeleteUsers { system: system(), users: ids(&["u3"]) },
            vec![],
            vec!["amy@acme.example None true"],
        ),
        (
            Change::CreateRoleCollection {
                system: system(),
                name: "Fresh".into(),
                description: "New".into(),
            },
            vec!["Fresh: New []"],
            vec![],
        ),
        (
            Change::EditRoleCollection { system: system(), id: "Viewer".into(), description: "Sees".into() },
            vec!["Viewer: Sees [u2]"],
            vec!["Viewer: Looks [u2]"],
        ),
        (
            Change::DeleteRoleCollections { system: system(), ids: vec!["Empty".into()] },
            vec![],
            vec!["Empty:  []"],
        ),
        (
            Change::Assign {
                system: system(),
                users: ids(&["u1", "u3"]),
                role_collections: vec!["Viewer".into()],
            },
            vec!["Viewer: Looks [u1 u2 u3]"],
            vec!["Viewer: Looks [u2]"],
        ),
        (
            Change::RemoveMembers {
                system: system(),
                role_collection: "Viewer".into(),
                members: vec!["u2".into()],
            },
            vec!["Viewer: Looks []"],
            vec!["Viewer: Looks [u2]"],
        ),
    ]
}

#[tokio::test]
async fn every_kind_of_change_is_carried_out_once_through_every_fault() {
    let html = |status| Failure::Html { status };
    let limited = Failure::Status { status: 429, retry_after: Some(0) };
    let weathers = [
        vec![limited.clone()],
        vec![html(502)],
        vec![html(503), html(503)],
        vec![Failure::Status { status: 504, retry_after: None }],
        vec![Failure::Reset],
        vec![Failure::Lost],
        vec![Failure::Truncated],
        vec![Failure::Half],
        vec![Failure::Slow { milliseconds: 1 }],
        vec![Failure::Expired],
        vec![Failure::Lost, Failure::Reset, limited, html(502), Failure::Lost, Failure::Truncated],
    ];
    for failures in &weathers {
        for number in 0..kinds("").len() {
            let shop = shop().await;
            let (change, gained, lost) = kinds(&shop.id).swap_remove(number);
            let what = format!("{change:?} through {failures:?}");
            let before = shop.holds().await;
            let (job, detail) = shop.carried_out(change, failures).await;
            assert_eq!((job.state, &job.error), (JobState::Done, &None), "{what}: {:?}", detail.results);
            let after = shop.holds().await;
            let new: Vec<&String> = after.difference(&before).collect();
            let gone: Vec<&String> = before.difference(&after).collect();
            assert_eq!(new, gained, "{what}");
            assert_eq!(gone, lost, "{what}");
            // Some answers have nothing that could be cut off.
            let whole = matches!(
                failures.as_slice(),
                [Failure::Truncated | Failure::Half | Failure::Slow { .. } | Failure::Expired]
            );
            assert_eq!((job.repeats > 0 || whole, job.waiting), (true, None), "{what}");
            assert!(
                detail.results.iter().all(|result| result.error.is_none()),
                "{what}: {:?}",
                detail.results
            );
            assert_eq!((detail.entry.failed, detail.entry.undo), (0, UndoState::Offered), "{what}");
            // And back.
            let undo = Change::Undo { entry: detail.entry.entry };
            let (job, _) = shop.carried_out(undo, &[]).await;
            assert_eq!(job.state, JobState::Done, "{what}, undone");
            assert_eq!(shop.holds().await, before, "{what}, undone");
        }
    }
}

fn notes(result: &RequestResult) -> Vec<(Option<u16>, &str)> {
    result
        .attempts
        .iter()
        .map(|attempt| (attempt.status, attempt.note.as_deref().unwrap_or("done")))
        .collect()
}

#[tokio::test]
async fn the_journal_tells_what_was_tried_and_seen() {
    let create = |shop: &Shop| Change::CreateUser {
        system: shop.id.clone(),
        user: draft("new@acme.example"),
        role_collections: Vec::new(),
    };
    const CARRIED_OUT: &str = "Read: it had been carried out.";
    const NOT_CARRIED_OUT: &str = "Read: it had not been carried out.";
    for (failures, tried) in [
        (vec![], &[][..]),
        (vec![Failure::Lost], &[(None, "broke"), (Some(200), CARRIED_OUT)]),
        (
            vec![Failure::Reset],
            &[(None, "broke"), (Some(200), NOT_CARRIED_OUT), (Some(201), "done"), (Some(200), CARRIED_OUT)],
        ),
        (
            vec![Failure::Status { status: 429, retry_after: Some(0) }],
            // Refused before it was run: nothing has to be looked at.
            &[(Some(429), "no more requests"), (Some(201), "done")],
        ),
    ] {
        let shop = shop().await;
        let (_, detail) = shop.carried_out(create(&shop), &failures).await;
        let notes = notes(&detail.results[0]);
        let fits = notes.len() == tried.len()
            && notes
                .iter()
                .zip(tried)
                .all(|(found, (status, note))| found.0 == *status && found.1.contains(note));
        assert!(fits, "{failures:?}: {notes:?}");
    }
}

#[tokio::test]
async fn what_somebody_else_made_alike_is_a_success_and_is_not_undone() {
    let jo = |family: Option<&str>| User {
        user_name: "new@acme.example".into(),
        origin: Origin("acme-ias".into()),
        emails: vec![Email { value: "new@acme.example".into(), primary: true }],
        family_name: family.map(str::to_owned),
        active: true,
        verified: true,
        ..User::default()
    };
    for (theirs, state) in [(jo(None), JobState::Done), (jo(Some("Roe")), JobState::Failed)] {
        let shop = shop().await;
        let change = Change::CreateUser {
            system: shop.id.clone(),
            user: draft("new@acme.example"),
            role_collections: vec!["Viewer".into()],
        };
        let plan = changes::plan(&shop.bench.app, change).await.unwrap();
        let there = shop.account.create_user(&theirs).await.unwrap();
        let approval = Approval { plan: plan.id, ..Approval::default() };
        let job = changes::apply(&shop.bench.app, approval).await.unwrap();
        let job = jobs::job_end(&shop.bench.app, &job.id).await.unwrap();
        assert_eq!(job.state, state, "{theirs:?}");
        let detail = activity::activity_detail(&shop.bench.app, job.entry.unwrap()).await.unwrap();
        let is_member = shop.holds().await.iter().any(|line| {
            line.contains(&format!("[u2 {}]", there.id)) || line.contains(&format!("[{} u2]", there.id))
        });
        assert_eq!(is_member, state == JobState::Done);
        if state == JobState::Failed {
            assert!(detail.results[0].difference.as_deref().unwrap().contains("family name"), "{detail:?}");
            continue;
        }
        // Undone is what was done: the membership.
        shop.carried_out(Change::Undo { entry: detail.entry.entry }, &[]).await;
        assert!(shop.account.user(&there.id).await.is_ok());
        assert!(shop.holds().await.contains("Viewer: Looks [u2]"));
    }
    let shop = shop().await;
    let change = Change::CreateRoleCollection {
        system: shop.id.clone(),
        name: "Fresh".into(),
        description: "New".into(),
    };
    let plan = changes::plan(&shop.bench.app, change).await.unwrap();
    let theirs = Group { display_name: "Fresh".into(), description: Some("New".into()), ..Group::default() };
    shop.account.create_group(&theirs).await.unwrap();
    let approval = Approval { plan: plan.id, ..Approval::default() };
    let job = changes::apply(&shop.bench.app, approval).await.unwrap();
    assert_eq!(jobs::job_end(&shop.bench.app, &job.id).await.unwrap().state, JobState::Done);
}

#[tokio::test]
async fn a_version_that_rose_for_no_visible_reason_stops_nothing() {
    for number in 0..kinds("").len() {
        let shop = shop().await;
        let (change, gained, lost) = kinds(&shop.id).swap_remove(number);
        let before = shop.holds().await;
        let plan = changes::plan(&shop.bench.app, change.clone()).await.unwrap();
        shop.bench.simulator.control.set("shop", |settings| settings.stale_writes = 2).unwrap();
        let approval = Approval { plan: plan.id, ..Approval::default() };
        let job = changes::apply(&shop.bench.app, approval).await.unwrap();
        let job = jobs::job_end(&shop.bench.app, &job.id).await.unwrap();
        assert_eq!((job.state, &job.error), (JobState::Done, &None), "{change:?}");
        let after = shop.holds().await;
        assert_eq!(after.difference(&before).collect::<Vec<_>>(), gained, "{change:?}");
        assert_eq!(before.difference(&after).collect::<Vec<_>>(), lost, "{change:?}");
    }
}

#[tokio::test]
async fn what_others_did_while_an_answer_was_lost_is_not_overwritten() {
    let shop = shop().await;
    let family = UserDraft { family_name: "Roe".into(), ..draft("jo@acme.example") };
    let edit = Change::EditUser { system: shop.id.clone(), id: "u1".into(), user: family };
    let plan = changes::plan(&shop.bench.app, edit).await.unwrap();
    // Not run; and when it is looked at, somebody else has been there.
    let now = shop.account.user("u1").await.unwrap();
    let theirs = User { given_name: Some("Joanna".into()), ..now };
    let version = zonedesk_xsuaa::IfMatch::Version(theirs.meta.version);
    shop.account.replace_user(&theirs, version).await.unwrap();
    shop.fail([Failure::Reset]);
    let job =
        changes::apply(&shop.bench.app, Approval { plan: plan.id, ..Approval::default() }).await.unwrap();
    let job = jobs::job_end(&shop.bench.app, &job.id).await.unwrap();
    assert_eq!(job.state, JobState::Failed);
    let detail = activity::activity_detail(&shop.bench.app, job.entry.unwrap()).await.unwrap();
    assert!(detail.results[0].difference.as_deref().unwrap().contains("given name"), "{detail:?}");
    assert_eq!(shop.account.user("u1").await.unwrap().family_name, None);
}

#[tokio::test]
async fn a_change_that_waits_can_be_cancelled_and_says_what_it_sent() {
    for (failure, said) in [
        (Failure::Status { status: 429, retry_after: Some(600) }, "Not sent"),
        (Failure::Status { status: 503, retry_after: Some(600) }, "may have been carried out"),
    ] {
        let shop = shop().await;
        let mut events = shop.bench.app.events();
        let change = Change::DeleteUsers { system: shop.id.clone(), users: ids(&["u2", "u3"]) };
        let job = shop.begin_through(change, &[failure]).await;
        loop {
            match events.recv().await.unwrap() {
                Event::Job { job } if job.waiting.is_some() => break,
                _ => {}
            }
        }
        jobs::job_cancel(&shop.bench.app, &job.id).await.unwrap();
        let job = jobs::job_end(&shop.bench.app, &job.id).await.unwrap();
        assert_eq!((job.state, job.repeats, job.waiting), (JobState::Cancelled, 1, None));
        let detail = activity::activity_detail(&shop.bench.app, job.entry.unwrap()).await.unwrap();
        let errors: Vec<_> = detail.results.iter().filter_map(|result| result.error.as_deref()).collect();
        assert!(errors[0].contains(said) && errors[1].contains("Not sent"), "{errors:?}");
        assert_eq!(shop.bench.simulator.control.settings("shop").unwrap().fail_next.len(), 0);
    }
}
