//! Systems, refreshes and what is read from snapshots, against a simulator.

use crate::support::Bench;
use zonedesk_app::api::{
    AppError, Event, JobState, NewSystem, PeopleFound, PeopleText, SystemEdit, SystemState, TestMend,
    TestOutcome, TestStep, TestStepKind, TypedCredential, UserChip, UserFilter, UserQuery,
};
use zonedesk_app::{
    App, Code, connection_test, credentials, deletion, jobs, landscape, overview, palette, people, refresh,
    role_collections, session, users,
};
use zonedesk_simulator::{Failure, Landscape};

#[tokio::test]
async fn an_account_is_read_into_its_snapshot_with_one_request_a_list() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    assert_eq!((shop.state, shop.users), (SystemState::Unknown, None));
    let job = bench.refreshed(&shop.id).await;
    assert_eq!(
        (job.state, job.error, job.done, job.total, job.requests),
        (JobState::Done, None, 5, Some(5), 2)
    );
    let node = bench.node(&shop.id).await;
    assert_eq!((node.state, node.users, node.role_collections), (SystemState::Reachable, Some(3), Some(2)));
    assert_eq!(bench.simulator.control.requests("shop"), Some(2));

    let query = UserQuery { system: shop.id.clone(), limit: 10, ..UserQuery::default() };
    let page = users::users_page(&bench.app, &query).await.unwrap();
    assert_eq!((page.total, page.counts.platform, page.counts.two_origins), (3, 1, 2));
    let detail = users::user(&bench.app, &shop.id, "u1").await.unwrap();
    assert_eq!(detail.grants.len(), 1);
    assert!(detail.grants[0].critical);
    assert_eq!(detail.others.iter().map(|other| other.id.as_str()).collect::<Vec<_>>(), ["u2"]);
    let overview = overview::overview(&bench.app, &shop.id).await.unwrap();
    let attention: Vec<_> = overview.attention.iter().map(|a| a.notice.text.code.as_str()).collect();
    assert_eq!(
        attention,
        ["attention.oneAdministrator", "attention.administratorTwice", "attention.withoutMembers"]
    );
}

#[tokio::test]
async fn an_account_that_fails_changes_its_own_state_only() {
    let bench = Bench::new().await;
    let (shop, void) = (bench.add("Shop").await, bench.add("Void").await);
    bench.simulator.control.set("shop", |settings| settings.unreachable = true).unwrap();
    let (failed, done) = tokio::join!(bench.refreshed(&shop.id), bench.refreshed(&void.id));
    assert_eq!((failed.state, done.state), (JobState::Failed, JobState::Done));
    let node = bench.node(&shop.id).await;
    assert_eq!(node.state, SystemState::Unreachable);
    assert!(node.problem.unwrap().code.starts_with("ZD2"));
    assert_eq!(bench.node(&void.id).await.state, SystemState::Reachable);

    bench.simulator.control.set("shop", |settings| settings.unreachable = false).unwrap();
    assert_eq!(bench.refreshed(&shop.id).await.state, JobState::Done);
    assert_eq!(bench.node(&shop.id).await.state, SystemState::Reachable);
}

#[tokio::test]
async fn what_could_be_read_of_an_account_is_shown_as_a_part() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    // What fails in passing would be read again.
    let gateway = Failure::Html { status: 500 };
    bench.simulator.control.set("shop", |settings| settings.fail_next.push_back(gateway.clone())).unwrap();
    let job = bench.refreshed(&shop.id).await;
    assert!(job.error.unwrap().is(Code::Gateway));
    let node = bench.node(&shop.id).await;
    assert_eq!(node.state, SystemState::Attention);
    assert!(node.problem.unwrap().is(Code::Gateway));

    // The whole replaces a part; a part does not replace the whole.
    bench.refreshed(&shop.id).await;
    assert_eq!(bench.node(&shop.id).await.state, SystemState::Reachable);
    bench.simulator.control.set("shop", |settings| settings.fail_next.push_back(gateway)).unwrap();
    bench.refreshed(&shop.id).await;
    let node = bench.node(&shop.id).await;
    assert_eq!((node.state, node.users, node.role_collections), (SystemState::Unreachable, Some(3), Some(2)));
}

#[tokio::test]
async fn a_refresh_reads_on_through_bad_weather_and_tells_each_attempt() {
    let limited = Failure::Status { status: 429, retry_after: Some(0) };
    for failures in [
        vec![limited.clone()],
        vec![
            Failure::Html { status: 502 },
            Failure::Html { status: 503 },
            Failure::Status { status: 504, retry_after: None },
        ],
        vec![Failure::Reset, Failure::Lost, Failure::Truncated],
        vec![Failure::Half, Failure::Half],
        // So many that only an account that is known to be there is waited for.
        [vec![limited; 2], vec![Failure::Html { status: 502 }; 12]].concat(),
    ] {
        let bench = Bench::new().await;
        let shop = bench.add("Shop").await;
        bench.simulator.control.set("shop", |settings| settings.fail_next.extend(failures.clone())).unwrap();
        let job = bench.refreshed(&shop.id).await;
        assert_eq!((job.state, job.waiting.clone()), (JobState::Done, None), "{failures:?}: {job:?}");
        assert_eq!(job.repeats as usize, failures.len());
        assert_eq!(bench.node(&shop.id).await.users, Some(3));
        let attempts = jobs::job_attempts(&bench.app, &job.id).await.unwrap();
        let numbers: Vec<u32> = attempts.iter().map(|attempt| attempt.number).collect();
        assert_eq!(numbers, (1..=failures.len() as u32 + 2).rev().collect::<Vec<_>>());
        for attempt in attempts {
            assert_eq!(attempt.error.is_some(), attempt.again_in.is_some(), "{attempt:?}");
            assert!(attempt.error.is_some() || attempt.status == Some(200), "{attempt:?}");
        }
    }
}

#[tokio::test]
async fn the_rows_of_a_first_refresh_are_there_before_it_ends() {
    const USERS: u64 = 10_000;
    let bench = Bench::of(Landscape::of_size(USERS as usize, 20)).await;
    let account = bench.simulator.accounts[0].clone();
    let system = bench.add(&account.name).await;
    let mut events = bench.app.events();
    let job = refresh::refresh(&bench.app, &system.id).await.unwrap();
    let node = loop {
        match events.recv().await.unwrap() {
            // Longer than any test: of twenty pages, the last ones never come.
            Event::Job { job } if job.requests == 2 => {
                bench.simulator.control.set(&account.subdomain, |s| s.delay = 3_600_000).unwrap();
            }
            Event::System { .. } => {
                let node = bench.node(&system.id).await;
                if node.loading {
                    break node;
                }
            }
            _ => {}
        }
    };
    assert_eq!((node.state, node.problem), (SystemState::Unknown, None));
    let shown = node.users.unwrap();
    assert!((500..USERS).contains(&shown), "{shown}");
    let overview = overview::overview(&bench.app, &system.id).await.unwrap();
    assert!(overview.attention.iter().all(|a| a.notice.text.code != "attention.partial"));

    jobs::job_cancel(&bench.app, &job.id).await.unwrap();
    jobs::job_end(&bench.app, &job.id).await.unwrap();
    let node = bench.node(&system.id).await;
    assert_eq!((node.state, node.loading, node.users), (SystemState::Attention, false, Some(shown)));
    assert!(node.problem.unwrap().is(Code::Cancelled));
}

#[tokio::test]
async fn one_refresh_runs_a_system_and_can_be_cancelled() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    // Longer than any test; a cancelled refresh does not wait for the answer.
    bench.simulator.control.set("shop", |settings| settings.delay = 3_600_000).unwrap();
    let mut events = bench.app.events();
    let first = refresh::refresh(&bench.app, &shop.id).await.unwrap();
    let second = refresh::refresh(&bench.app, &shop.id).await.unwrap();
    assert_eq!(first.id, second.id);
    assert!(bench.node(&shop.id).await.refreshing);
    jobs::job_cancel(&bench.app, &first.id).await.unwrap();
    let job = jobs::job_end(&bench.app, &first.id).await.unwrap();
    assert_eq!(job.state, JobState::Cancelled);
    let node = bench.node(&shop.id).await;
    assert_eq!((node.refreshing, node.state), (false, SystemState::Unknown));
    assert!(matches!(events.recv().await, Ok(Event::Job { job }) if job.id == first.id));
}

#[tokio::test]
async fn a_new_system_is_checked_field_by_field() {
    let bench = Bench::new().await;
    bench.add("Shop").await;
    let good = || bench.new_system("Void");
    type Spoil = fn(&mut NewSystem);
    let table: [(Spoil, Code, &str); 11] = [
        (|new| new.name.clear(), Code::FieldMissing, "name"),
        (|new| new.name = "Void/2".into(), Code::NameInvalid, "name"),
        (|new| new.name = "SHOP".into(), Code::NameTaken, "name"),
        (|new| new.url = "api.example".into(), Code::AddressInvalid, "url"),
        (|new| new.url = "http://api.example".into(), Code::AddressInvalid, "url"),
        (|new| new.url.clear(), Code::FieldMissing, "url"),
        (|new| new.token_url = "https://x.example".into(), Code::AddressInvalid, "tokenUrl"),
        (|new| new.client_id = " ".into(), Code::FieldMissing, "clientId"),
        (|new| new.secret = None, Code::FieldMissing, "secret"),
        (|new| new.parent = Some("nobody".into()), Code::NoSystem, "parent"),
        (|new| new.description = "a\u{0}b".into(), Code::ValueInvalid, "description"),
    ];
    for (spoil, code, field) in table {
        let mut new = good();
        spoil(&mut new);
        let refused = landscape::system_add(&bench.app, new).await.unwrap_err();
        assert!(refused.is(code), "{refused}");
        assert_eq!(refused.place.as_deref(), Some(field), "{refused}");
    }
    let folder = NewSystem { name: "EMEA".into(), ..NewSystem::default() };
    let folder = landscape::system_add(&bench.app, folder).await.unwrap();
    assert_eq!(folder.state, SystemState::Folder);
    assert!(refresh::refresh(&bench.app, &folder.id).await.unwrap_err().is(Code::SystemIsFolder));
}

#[tokio::test]
async fn a_secret_never_goes_to_another_host() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    let elsewhere = SystemEdit { url: Some("https://api.other.example".into()), ..SystemEdit::default() };
    let refused = landscape::system_update(&bench.app, &shop.id, elsewhere).await.unwrap_err();
    assert!(refused.is(Code::SecretAgain));
    assert_eq!(refused.place.as_deref(), Some("secret"));
    // Another path on the same host is no other host.
    let renamed = SystemEdit {
        name: Some("Shop 2".into()),
        url: Some(bench.account("Void").url.clone()),
        ..SystemEdit::default()
    };
    let node = landscape::system_update(&bench.app, &shop.id, renamed).await.unwrap();
    assert_eq!((node.name.as_str(), &node.url), ("Shop 2", &bench.account("Void").url));

    let with_secret = SystemEdit {
        url: Some("https://api.invalid".into()),
        token_url: Some("https://x.invalid/oauth/token".into()),
        secret: Some("new".into()),
        ..SystemEdit::default()
    };
    landscape::system_update(&bench.app, &shop.id, with_secret).await.unwrap();
    let job = bench.refreshed(&shop.id).await;
    assert!(job.error.unwrap().is(Code::HostUnknown));
}

#[tokio::test]
async fn a_disabled_system_is_not_asked() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    let disable = SystemEdit { enabled: Some(false), ..SystemEdit::default() };
    assert_eq!(
        landscape::system_update(&bench.app, &shop.id, disable).await.unwrap().state,
        SystemState::Disabled
    );
    assert!(refresh::refresh(&bench.app, &shop.id).await.unwrap_err().is(Code::SystemDisabled));
    deletion::system_delete(&bench.app, &shop.id, "").await.unwrap();
    assert!(landscape::system(&bench.app, &shop.id).await.unwrap_err().is(Code::NoSystem));
}

/// The test of a credential that is not stored.
async fn tested(app: &App, new: NewSystem) -> Result<Vec<TestStep>, AppError> {
    let typed = TypedCredential {
        url: new.url,
        token_url: new.token_url,
        client_id: new.client_id,
        secret: new.secret,
        ..TypedCredential::default()
    };
    let found = credentials::credential_by_hand(app, typed).await?;
    credentials::credential_test(app, &found.handle, &new.name).await
}

#[tokio::test]
async fn a_connection_is_tested_step_by_step() {
    let bench = Bench::new().await;
    let steps = tested(&bench.app, bench.new_system("Shop")).await.unwrap();
    let message = |steps: &[TestStep], kind: TestStepKind| {
        steps.iter().find(|step| step.step == kind).unwrap().message.clone()
    };
    assert!(steps.iter().all(|step| step.outcome == TestOutcome::Passed), "{steps:?}");
    assert_eq!(message(&steps, TestStepKind::Users), "3 users.");
    assert_eq!(message(&steps, TestStepKind::RoleCollections), "2 role collections.");
    assert!(message(&steps, TestStepKind::Scopes).starts_with("Read and write ("));

    let read_only = bench.account("Shop");
    let mut new = bench.new_system("Shop");
    new.client_id = read_only.read_only_client_id.clone().unwrap();
    new.secret = read_only.read_only_client_secret.clone();
    let steps = tested(&bench.app, new).await.unwrap();
    assert!(message(&steps, TestStepKind::Scopes).starts_with("Read-only: "));

    let mut wrong = bench.new_system("Shop");
    wrong.secret = Some("wr0ng-secret".into());
    let shop = landscape::system_add(&bench.app, wrong).await.unwrap();
    let steps = connection_test::system_test(&bench.app, &shop.id).await.unwrap();
    let failed = steps.iter().find(|step| step.outcome == TestOutcome::Failed).unwrap();
    assert_eq!((failed.step, &failed.mend), (TestStepKind::Token, &Some(TestMend::PasteNewKey)));
    assert!(failed.error.as_ref().unwrap().is(Code::TokenRefused));
    assert!(!format!("{steps:?}").contains("wr0ng-secret"));
    assert_eq!(bench.node(&shop.id).await.state, SystemState::Unreachable);
}

#[tokio::test]
async fn people_are_found_in_any_paste() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    bench.refreshed(&shop.id).await;
    let text = "JO@acme.example; Max <max@acme.example>\nmax@acme.example\tnew@acme.example\nu1";
    let asked = PeopleText {
        system: shop.id.clone(),
        text: text.into(),
        role_collection: Some("Subaccount Administrator".into()),
    };
    let result = people::people_resolve(&bench.app, &asked).await.unwrap();
    let found: Vec<_> = result.lines.iter().map(|line| &line.found).collect();
    assert!(matches!(found[0], PeopleFound::Several { people } if people.len() == 2));
    assert!(matches!(found[1], PeopleFound::One { person } if person.id == "u3"));
    assert!(matches!(found[2], PeopleFound::Duplicate { of: 2 }));
    assert!(matches!(found[3], PeopleFound::None { user_name, .. } if user_name == "new@acme.example"));
    assert!(matches!(found[4], PeopleFound::AlreadyMember { person } if person.id == "u1"));
}

#[tokio::test]
async fn lists_refuse_what_they_do_not_know() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    let query = UserQuery { system: shop.id.clone(), limit: 10, ..UserQuery::default() };
    assert!(users::users_page(&bench.app, &query).await.unwrap_err().is(Code::NoSnapshot));
    bench.refreshed(&shop.id).await;
    let many = UserQuery { limit: 1001, ..query.clone() };
    assert!(users::users_page(&bench.app, &many).await.unwrap_err().is(Code::LimitTooLarge));
    assert!(users::user(&bench.app, &shop.id, "nobody").await.unwrap_err().is(Code::NoEntity));
    let missing = role_collections::role_collection(&bench.app, &shop.id, "nothing").await;
    assert!(missing.unwrap_err().is(Code::NoEntity));
    let elsewhere = UserQuery { system: "not an id".into(), ..query.clone() };
    assert!(users::users_page(&bench.app, &elsewhere).await.unwrap_err().is(Code::NoSystem));

    let filter =
        UserFilter { chip: UserChip::TwoOrigins, origins: vec!["acme-ias".into()], ..UserFilter::default() };
    let page = users::users_page(&bench.app, &UserQuery { filter, ..query }).await.unwrap();
    assert_eq!(page.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["u2"]);
}

#[tokio::test]
async fn the_palette_finds_over_all_snapshots() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    bench.refreshed(&shop.id).await;
    let found = palette::palette(&bench.app, "max").await.unwrap();
    assert_eq!(found.users.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["u3"]);
    // The last words may name the system.
    for (text, users, systems) in [("max shop", 1, 0), ("max elsewhere", 0, 0), ("shop", 0, 1)] {
        let found = palette::palette(&bench.app, text).await.unwrap();
        assert_eq!((found.users.len(), found.systems.len()), (users, systems), "{text}");
    }
    let found = palette::palette(&bench.app, "#sub").await.unwrap();
    assert_eq!((found.users.len(), found.role_collections.len(), found.systems.len()), (0, 1, 0));
    let found = palette::palette(&bench.app, "sho").await.unwrap();
    assert_eq!(found.systems.len(), 1);
}

#[tokio::test]
async fn settings_are_kept_and_checked() {
    let bench = Bench::new().await;
    let mut settings = session::settings(&bench.app).await.unwrap();
    settings.inactive_after_days = 0;
    let refused = session::settings_save(&bench.app, settings.clone()).await.unwrap_err();
    assert_eq!(refused.place.as_deref(), Some("inactiveAfterDays"));
    settings.inactive_after_days = 90;
    settings.name = " Jo ".into();
    session::settings_save(&bench.app, settings).await.unwrap();
    assert_eq!(session::start(&bench.app).await.unwrap().settings.name, "Jo");
}
