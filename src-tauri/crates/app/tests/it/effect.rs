//! Two texts over every entity of a snapshot.

use crate::support::Bench;
use zonedesk_app::api::*;
use zonedesk_app::system_transformations::*;
use zonedesk_app::transformations::{DEFAULT_READ, DEFAULT_WRITE};
use zonedesk_app::{Code, jobs};
use zonedesk_simulator::Landscape;

/// 1 002 users, so that progress is told on the way.
fn landscape() -> Landscape {
    let mut users = vec![
        r#"{"id": "u1", "userName": "Jo@acme.example", "origin": "sap.default", "name": {"givenName": "Jo", "familyName": "Doe"},
            "emails": [{"value": "jo@acme.example"}]}"#
            .to_owned(),
        r#"{"id": "u2", "userName": "jo@acme.example", "origin": "acme-ias", "emails": [{"value": "max@acme.example"}]}"#
            .to_owned(),
    ];
    users.extend((0..1_000).map(|n| {
        format!(r#"{{"id": "n{n}", "userName": "n{n}@acme.example", "origin": "sap.default", "emails": [{{"value": "n{n}@acme.example"}}]}}"#)
    }));
    Landscape::from_json(&format!(
        r#"{{"seed": 7, "accounts": [
        {{"name": "Shop", "level": "subaccount", "subdomain": "shop", "region": "eu10", "users": [{}],
         "roleCollections": [
            {{"name": "Viewer", "description": "Looks", "members": [{{"userName": "jo@acme.example", "origin": "acme-ias"}}]}},
            {{"name": "Empty"}}]}},
        {{"name": "Void", "level": "subaccount", "subdomain": "void", "region": "us10"}}]}}"#,
        users.join(",")
    ))
    .unwrap()
}

struct Shop {
    bench: Bench,
    id: String,
}

async fn shop() -> Shop {
    let bench = Bench::of(landscape()).await;
    let id = bench.add("Shop").await.id;
    bench.refreshed(&id).await;
    Shop { bench, id }
}

impl Shop {
    fn effect(&self, kind: TransformationKind, after: &str) -> EffectStart {
        EffectStart {
            system: self.id.clone(),
            kind,
            before: TransformationSide::Default,
            after: TransformationSide::Text { text: after.to_owned() },
            operation: None,
        }
    }

    async fn start(&self, effect: EffectStart) -> Result<Job, AppError> {
        transformation_effect_start(&self.bench.app, effect).await
    }

    /// The whole of a run, and its job.
    async fn run(&self, effect: EffectStart) -> (EffectPage, String) {
        let job = self.start(effect).await.unwrap();
        let ended = jobs::job_end(&self.bench.app, &job.id).await.unwrap();
        assert_eq!((ended.kind, ended.state, ended.error), (JobKind::Effect, JobState::Done, None));
        assert_eq!(Some(ended.done), ended.total);
        (self.page(&job.id, None, None).await, job.id)
    }

    async fn page(&self, job: &str, entity: Option<&str>, kind: Option<EffectKind>) -> EffectPage {
        let query = EffectQuery {
            job: job.to_owned(),
            entity: entity.map(str::to_owned),
            kind,
            offset: 0,
            limit: 10,
        };
        transformation_effect(&self.bench.app, &query).await.unwrap()
    }
}

/// As `user 1002: 1 0 0 0 0`: changed, failing, passing, appearing, vanishing.
fn counts(page: &EffectPage) -> Vec<String> {
    let line = |c: &EffectCounts| {
        let EffectCounts { entity, entities, changed, failing, passing, appearing, vanishing } = c;
        format!("{entity} {entities}: {changed} {failing} {passing} {appearing} {vanishing}")
    };
    page.counts.iter().map(line).collect()
}

const SAME: &str = "group 2: 0 0 0 0 0";

/// As `user 3 $.userName of 1000: ran 0, missing 1000, condition 0, other operation 0, ignored 0`.
fn idle(page: &EffectPage) -> Vec<String> {
    let line = |c: &IdleChange| {
        let IdleChange { entity, title, number, looked_at, ran, missing, condition, .. } = c;
        let removed = if c.removed { "removed " } else { "" };
        let IdleChange { other_operation, ignored, .. } = c;
        format!(
            "{removed}{entity} {number} {title} of {looked_at}: {ran} {missing} {condition} {other_operation} {ignored}"
        )
    };
    page.idle.iter().map(line).collect()
}

#[tokio::test]
async fn a_change_that_shows_nowhere_is_explained() {
    let it = shop().await;
    let start = DEFAULT_READ.find("\"user\"").unwrap();
    let list = start + DEFAULT_READ[start..].find('[').unwrap() + 1;
    let with = |mapping: &str| format!("{}{mapping},{}", &DEFAULT_READ[..list], &DEFAULT_READ[list..]);
    for (mapping, told) in [
        (
            r#"{"sourcePath": "$.gone", "targetPath": "$.x", "optional": true}"#,
            "user 1 $.x of 1000: 0 1000 0 0 0",
        ),
        (
            r#"{"constant": 1, "targetPath": "$.x", "condition": "$.id == 'nobody'"}"#,
            "user 1 $.x of 1000: 0 0 1000 0 0",
        ),
        (r#"{"constant": 1, "targetPath": "$.x", "ignore": true}"#, "user 1 $.x of 1000: 0 0 0 0 1000"),
        (r#"{"constant": 1, "targetVariable": "unread"}"#, "user 1 unread of 1000: 1000 0 0 0 0"),
    ] {
        let (page, _) = it.run(it.effect(TransformationKind::Read, &with(mapping))).await;
        assert_eq!(
            (counts(&page), idle(&page)),
            (vec!["user 1002: 0 0 0 0 0".into(), SAME.into()], vec![told.into()])
        );
        // The same mapping, removed.
        let back = EffectStart {
            before: TransformationSide::Text { text: with(mapping) },
            ..it.effect(TransformationKind::Read, DEFAULT_READ)
        };
        assert_eq!(idle(&it.run(back).await.0), [format!("removed {told}")]);
    }
    // What differs needs no reason.
    let (page, _) =
        it.run(it.effect(TransformationKind::Read, &with(r#"{"constant": 1, "targetPath": "$.x"}"#))).await;
    assert_eq!(idle(&page), [""; 0]);
}

#[tokio::test]
async fn a_change_is_seen_in_every_entity_that_it_touches() {
    let it = shop().await;
    let with_condition = |condition: &str| {
        DEFAULT_READ.replacen("\"user\": {", &format!("\"user\": {{\"condition\": \"{condition}\","), 1)
    };
    let origin = r#""sourcePath": "$.origin""#;
    assert!(DEFAULT_READ.contains(origin));
    for (after, users, first) in [
        (DEFAULT_READ.replace('\n', "\r\n"), "user 1002: 0 0 0 0 0", None),
        (
            with_condition("$.origin == 'sap.default'"),
            "user 1002: 0 0 0 0 1",
            Some(("u2", EffectKind::Vanishes, 0)),
        ),
        (
            DEFAULT_READ.replacen(origin, r#""sourcePath": "$.name.givenName""#, 1),
            "user 1002: 1002 0 0 0 0",
            Some(("u1", EffectKind::Changed, 1)),
        ),
        (
            with_condition("$.id == 'u2'").replacen("\"$.userName\"", "\"$.gone\"", 1),
            "user 1002: 0 1 0 0 1001",
            Some(("u1", EffectKind::Vanishes, 0)),
        ),
    ] {
        let (page, job) = it.run(it.effect(TransformationKind::Read, &after)).await;
        assert_eq!(counts(&page), [users, SAME]);
        let row = page.rows.first().map(|row| (row.id.as_str(), row.kind, row.values));
        assert_eq!(row, first);
        if let Some(fails) = it.page(&job, None, Some(EffectKind::Fails)).await.rows.first() {
            assert_eq!(
                (fails.id.as_str(), fails.title.as_str(), fails.message.as_deref()),
                ("u2", "jo@acme.example", Some("Mapping 3: the value is missing."))
            );
            let one = transformation_effect_one(&it.bench.app, &job, "user", "u2").await.unwrap();
            assert!(matches!(one.before, TryEnd::Entity { .. }), "{one:?}");
            assert_eq!(
                one.after,
                TryEnd::Failed { message: "The value is missing ($.gone).".to_owned(), mapping: Some(3) }
            );
        }
        assert_eq!(it.page(&job, Some("group"), None).await.total, 0);
    }
}

#[tokio::test]
async fn one_entity_shows_what_differs() {
    let it = shop().await;
    let after = DEFAULT_READ.replacen("\"$.userName\"", "\"$.emails[0].value\"", 1);
    let (page, job) = it.run(it.effect(TransformationKind::Read, &after)).await;
    // The name of the others is their e-mail address.
    assert_eq!(counts(&page), ["user 1002: 2 0 0 0 0", SAME]);
    let one = transformation_effect_one(&it.bench.app, &job, "user", "u1").await.unwrap();
    assert_eq!(
        one.differences,
        [ValueDifference {
            pointer: "/userName".to_owned(),
            before: Some("\"Jo@acme.example\"".to_owned()),
            after: Some("\"jo@acme.example\"".to_owned()),
        }]
    );
    let gone = transformation_effect_one(&it.bench.app, &job, "user", "nobody").await.unwrap_err();
    assert!(gone.is(Code::NotFound), "{gone}");
    let unknown = transformation_effect_one(&it.bench.app, &job, "role", "u1").await.unwrap_err();
    assert!(unknown.is(Code::NoEntityType), "{unknown}");
}

#[tokio::test]
async fn entities_that_become_equal_are_named() {
    let it = shop().await;
    let lower = r#""$.userName", "functions": [{"function": "toLowerCaseString"}]"#;
    let after = DEFAULT_READ.replacen("\"$.userName\"", lower, 1);
    let (page, job) = it.run(it.effect(TransformationKind::Read, &after)).await;
    assert_eq!(
        page.collisions,
        [EffectCollision {
            entity: "user".to_owned(),
            attribute: "userName".to_owned(),
            value: "jo@acme.example".to_owned(),
            before: 1002,
            after: 1001,
            ids: vec!["u1".to_owned(), "u2".to_owned()],
            titles: vec!["Jo@acme.example".to_owned(), "jo@acme.example".to_owned()],
        }]
    );
    let collided = it.page(&job, None, Some(EffectKind::Collides)).await;
    assert_eq!((collided.total, collided.rows[1].id.as_str()), (2, "u2"));
}

#[tokio::test]
async fn a_write_is_fed_with_what_clients_see() {
    let it = shop().await;
    let after = DEFAULT_WRITE.replacen("\"$.displayName\"", "\"$.description\"", 1);
    let (page, _) = it.run(it.effect(TransformationKind::Write, &after)).await;
    // Only one role collection has a description.
    assert_eq!(counts(&page), ["user 1002: 0 0 0 0 0", "group 2: 1 1 0 0 0"]);
    let patch = EffectStart {
        operation: Some(TransformationOperation::Patch),
        ..it.effect(TransformationKind::Write, &DEFAULT_WRITE.replacen("\"$.Operations\"", "\"$.ops\"", 1))
    };
    let (page, job) = it.run(patch).await;
    assert_eq!(counts(&page), ["user 1002: 0 0 0 0 0", "group 2: 0 2 0 0 0"]);
    let one = transformation_effect_one(&it.bench.app, &job, "group", "Viewer").await.unwrap();
    let TryEnd::Entity { text } = &one.before else { panic!("{one:?}") };
    assert!(text.contains("\"path\": \"members\""), "{text}");
}

#[tokio::test]
async fn an_entity_type_may_be_missing_on_one_side() {
    let it = shop().await;
    let users = r#"{"user": {"mappings": [{"sourcePath": "$.id", "targetPath": "$.id"}]}}"#;
    let (page, _) = it.run(it.effect(TransformationKind::Read, users)).await;
    assert_eq!(counts(&page), ["user 1002: 1002 0 0 0 0", "group 2: 0 0 0 0 2"]);
    let swapped = EffectStart {
        before: TransformationSide::Text { text: users.to_owned() },
        after: TransformationSide::Default,
        ..it.effect(TransformationKind::Read, "")
    };
    let (page, _) = it.run(swapped).await;
    assert_eq!(counts(&page), ["user 1002: 1002 0 0 0 0", "group 2: 0 0 0 2 0"]);
}

#[tokio::test]
async fn what_cannot_run_is_refused_before_it_begins() {
    let it = shop().await;
    let fresh = it.bench.add("Void").await.id;
    let none = r#"{"role": {"mappings": []}}"#;
    for (effect, code, part) in [
        (
            EffectStart { system: fresh.clone(), ..it.effect(TransformationKind::Read, DEFAULT_READ) },
            Code::NoSnapshot,
            "",
        ),
        (
            it.effect(TransformationKind::Read, "{\"user\": "),
            Code::TransformationBroken,
            "after cannot run. Line 1:",
        ),
        (
            it.effect(TransformationKind::Read, &DEFAULT_READ.replacen("concatString", "conCat", 1)),
            Code::TransformationBroken,
            "after cannot run. Mapping 2:",
        ),
        (
            EffectStart {
                before: TransformationSide::Text { text: none.to_owned() },
                ..it.effect(TransformationKind::Read, none)
            },
            Code::NoEntityType,
            "",
        ),
        (
            EffectStart {
                before: TransformationSide::Draft,
                ..it.effect(TransformationKind::Read, DEFAULT_READ)
            },
            Code::NoDraft,
            "",
        ),
    ] {
        let refused = it.start(effect).await.unwrap_err();
        assert!(refused.is(code) && refused.message.contains(part), "{refused}");
    }
    let gone = EffectQuery { job: "x".into(), entity: None, kind: None, offset: 0, limit: 1 };
    let gone = transformation_effect(&it.bench.app, &gone).await.unwrap_err();
    assert!(gone.is(Code::NoJob) && gone.help.is_some(), "{gone}");

    // An account without anybody differs in nothing.
    it.bench.refreshed(&fresh).await;
    let empty = EffectStart { system: fresh, ..it.effect(TransformationKind::Read, DEFAULT_READ) };
    let (page, _) = it.run(empty).await;
    assert_eq!(counts(&page), ["user 0: 0 0 0 0 0", "group 0: 0 0 0 0 0"]);
}

#[tokio::test]
async fn a_cancelled_run_ends_at_once_and_keeps_its_figures() {
    let it = shop().await;
    // So slow that the run is still under way when it is cancelled.
    let slow: Vec<_> =
        (0..200).map(|n| format!(r#"{{"sourcePath": "$..value", "targetPath": "$.m{n}"}}"#)).collect();
    let slow = format!(r#"{{"user": {{"mappings": [{}]}}}}"#, slow.join(","));
    let mut events = it.bench.app.events();
    let job = it.start(it.effect(TransformationKind::Read, &slow)).await.unwrap();
    // The first progress on the way.
    loop {
        if let Event::Job { job: told } = events.recv().await.unwrap()
            && told.id == job.id
            && told.done > 0
        {
            break;
        }
    }
    jobs::job_cancel(&it.bench.app, &job.id).await.unwrap();
    let ended = jobs::job_end(&it.bench.app, &job.id).await.unwrap();
    assert_eq!(ended.state, JobState::Cancelled);
    let page = it.page(&job.id, None, None).await;
    assert_eq!(page.state, JobState::Cancelled);
    assert!((500..1_002).contains(&page.counts[0].entities), "{page:?}");
}

#[tokio::test]
async fn only_the_latest_runs_are_kept() {
    let it = shop().await;
    let (_, first) = it.run(it.effect(TransformationKind::Read, DEFAULT_READ)).await;
    for _ in 0..4 {
        it.run(it.effect(TransformationKind::Read, DEFAULT_READ)).await;
    }
    let query = EffectQuery { job: first, entity: None, kind: None, offset: 0, limit: 1 };
    assert!(transformation_effect(&it.bench.app, &query).await.unwrap_err().is(Code::NoJob));
}

#[tokio::test]
async fn paths_are_looked_for_in_a_part_of_a_large_account() {
    let it = shop().await;
    let (app, kind) = (&it.bench.app, TransformationKind::Read);
    let paths = transformation_paths(app, &it.id, kind, "user".to_owned()).await.unwrap();
    let found = paths.iter().find(|found| found.path == "$.emails[0].value").unwrap();
    assert_eq!((found.seen, found.of), (200, 200));
}
