//! One entity through a text: what comes out, and what every mapping did.

use std::collections::BTreeMap;

use crate::support::Bench;
use zonedesk_app::Code;
use zonedesk_app::api::*;
use zonedesk_app::system_transformations::*;
use zonedesk_app::transformations::{DEFAULT_READ, DEFAULT_WRITE};
use zonedesk_simulator::Landscape;

const LANDSCAPE: &str = r#"{"seed": 7, "accounts": [
    {"name": "Shop", "level": "subaccount", "subdomain": "shop", "region": "eu10", "users": [
        {"id": "u1", "userName": "Jo@acme.example", "origin": "sap.default", "name": {"givenName": "Jo", "familyName": "Doe"},
         "emails": [{"value": "jo@acme.example"}], "phoneNumbers": [{"value": "+49 1"}]},
        {"id": "u2", "userName": "max@acme.example", "origin": "acme-ias", "emails": [{"value": "max@acme.example"}]}],
     "roleCollections": [
        {"name": "Viewer", "description": "Looks", "members": [{"userName": "max@acme.example", "origin": "acme-ias"}]},
        {"name": "Empty"}]},
    {"name": "Void", "level": "subaccount", "subdomain": "void", "region": "us10"}]}"#;

struct Shop {
    bench: Bench,
    id: String,
}

async fn shop() -> Shop {
    let bench = Bench::of(Landscape::from_json(LANDSCAPE).unwrap()).await;
    let id = bench.add("Shop").await.id;
    bench.refreshed(&id).await;
    Shop { bench, id }
}

impl Shop {
    fn attempt(&self, sample: SampleChoice) -> Attempt {
        Attempt {
            system: self.id.clone(),
            kind: TransformationKind::Read,
            entity: "user".to_owned(),
            operation: TransformationOperation::Read,
            sample,
            variables: BTreeMap::new(),
            properties: BTreeMap::new(),
        }
    }

    fn writing(&self, operation: TransformationOperation, entity: &str, id: &str) -> Attempt {
        Attempt {
            kind: TransformationKind::Write,
            operation,
            entity: entity.to_owned(),
            ..self.attempt(stored(id))
        }
    }

    async fn tried(&self, attempt: Attempt, text: &str) -> Tried {
        transformation_try(&self.bench.app, attempt, text.to_owned()).await.unwrap()
    }
}

fn stored(id: &str) -> SampleChoice {
    SampleChoice::Stored { id: id.to_owned() }
}

fn text(text: &str) -> SampleChoice {
    SampleChoice::Text { text: text.to_owned() }
}

fn user(mappings: &str) -> String {
    format!(r#"{{"user": {{"mappings": [{mappings}]}}}}"#)
}

fn output(tried: &Tried) -> serde_json::Value {
    match &tried.ended {
        TryEnd::Entity { text } => serde_json::from_str(text).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn outcomes(tried: &Tried) -> Vec<MappingOutcome> {
    tried.mappings.iter().map(|mapping| mapping.outcome).collect()
}

#[tokio::test]
async fn a_stored_user_is_read_as_the_proxy_would() {
    let it = shop().await;
    let tried = it.tried(it.attempt(stored("u1")), DEFAULT_READ).await;
    assert!(tried.input.starts_with("{\n  \""), "{}", tried.input);
    let out = output(&tried);
    assert_eq!(out["userName"], "Jo@acme.example");
    let base = format!("http://localhost:8443/ipsproxy/api/v1/scim/{}/Users/", it.id);
    assert_eq!(out["meta"]["location"], format!("{base}u1"));
    let location = tried.variables.iter().find(|variable| variable.name == "entityBaseLocation").unwrap();
    assert_eq!((location.value.as_deref(), location.predefined), (Some(base.as_str()), true));
    // Set by the first mapping.
    let id = tried.variables.iter().find(|variable| variable.name == "entityIdSourceSystem").unwrap();
    assert_eq!((id.value.as_deref(), id.predefined), (Some("u1"), false));

    let concat = tried.mappings.iter().find(|mapping| !mapping.functions.is_empty()).unwrap();
    assert_eq!(concat.functions[0].value.as_deref(), Some(format!("\"{base}u1\"").as_str()));
    assert_eq!(concat.source.as_deref(), Some("entityBaseLocation"));
    assert_eq!(concat.targets, ["$['meta']['location']"]);
    let number = concat.number as usize;
    assert_eq!(tried.mappings[number - 1].range, concat.range);
    let lines: Vec<_> = DEFAULT_READ.lines().collect();
    assert_eq!(lines[concat.range.from.line as usize - 1].trim(), "{");
}

#[tokio::test]
async fn every_mapping_says_what_became_of_it() {
    let it = shop().await;
    let mappings = r#"
        {"sourcePath": "$.userName", "targetPath": "$.userName"},
        {"sourcePath": "$.userName", "targetPath": "$.x", "ignore": true},
        {"sourcePath": "$.userName", "targetPath": "$.x", "condition": "$.origin == '%mine%' && $.active == true"},
        {"sourcePath": "$.userName", "targetPath": "$.x", "condition": "$.origin == 'sap.default'"},
        {"sourcePath": "$.nickName", "targetPath": "$.x", "optional": true},
        {"sourcePath": "$.emails[?(@.primary == true)].value", "correlationAttribute": true},
        {"sourceVariable": "entityIdTargetSystem", "targetPath": "$.x"},
        {"sourcePath": "$.emails[0].value", "targetVariable": "mail", "functions": [{"function": "toUpperCaseString"}]},
        {"constant": "${mail}", "targetPath": "$.list[*].value", "optional": true},
        {"sourcePath": "$.gone", "targetPath": "$.y"},
        {"constant": 1, "targetPath": "$.z"}"#;
    let attempt =
        Attempt { properties: [("mine".to_owned(), "acme".to_owned())].into(), ..it.attempt(stored("u1")) };
    let tried = it.tried(attempt, &user(mappings)).await;
    use MappingOutcome::*;
    assert_eq!(
        outcomes(&tried),
        [Ran, Ignored, Condition, Ran, Missing, Missing, Unset, Ran, NoElements, Failed, NotReached]
    );
    assert_eq!(
        tried.ended,
        TryEnd::Failed { message: "The value is missing ($.gone).".to_owned(), mapping: Some(10) }
    );
    let why: Vec<_> = tried.mappings.iter().map(|mapping| mapping.why.as_deref().unwrap_or("-")).collect();
    assert_eq!(
        why,
        [
            "-",
            "The mapping is ignored.",
            "The condition does not hold.",
            "-",
            "Nothing stands at $.nickName.",
            "Nothing stands at $.emails[?(@.primary == true)].value.",
            "The variable entityIdTargetSystem is not set.",
            "-",
            "There are no elements to write into, and the mapping is optional.",
            "The value is missing ($.gone).",
            "Mapping 10 failed before it.",
        ]
    );
    let condition = tried.mappings[2].condition.as_ref().unwrap();
    assert_eq!(condition.text, "$.origin == 'acme' && $.active == true");
    // The second one was not asked any more.
    assert_eq!(
        condition.comparisons,
        [ExplainedComparison {
            left: "$.origin".to_owned(),
            left_value: Some("\"sap.default\"".to_owned()),
            operator: "==".to_owned(),
            right: "'acme'".to_owned(),
            right_value: None,
            holds: false,
        }]
    );
    assert!(tried.mappings[3].condition.as_ref().unwrap().holds);
    let mail = &tried.mappings[7];
    assert_eq!(
        (mail.value.as_deref(), mail.result.as_deref()),
        (Some("\"jo@acme.example\""), Some("\"JO@ACME.EXAMPLE\""))
    );
    assert_eq!(mail.places, ["$['emails'][0]['value']"]);
    let variables: Vec<_> =
        tried.variables.iter().map(|v| (v.name.as_str(), v.value.as_deref(), v.predefined)).collect();
    assert_eq!(variables, [("entityIdTargetSystem", None, true), ("mail", Some("JO@ACME.EXAMPLE"), false)]);
    assert_eq!(
        tried.properties,
        [TriedProperty { name: "mine".to_owned(), value: Some("acme".to_owned()), masked: false }]
    );
}

#[tokio::test]
async fn a_write_begins_with_what_a_client_sees() {
    let it = shop().await;
    use TransformationOperation::*;
    let properties = [("xsuaa.origin".to_owned(), "acme-ias".to_owned())];
    for (operation, entity, id, expected) in [
        (Create, "user", "u1", serde_json::json!("xsuaa-dummy-value")),
        (Update, "user", "u1", serde_json::json!("u1")),
        (Update, "group", "Viewer", serde_json::json!("Viewer")),
        (Patch, "group", "Viewer", serde_json::Value::Null),
    ] {
        let attempt = Attempt { properties: properties.clone().into(), ..it.writing(operation, entity, id) };
        let tried = it.tried(attempt, DEFAULT_WRITE).await;
        let out = output(&tried);
        assert_eq!(out["id"], expected, "{operation:?} {entity}: {}", tried.input);
        let input: serde_json::Value = serde_json::from_str(&tried.input).unwrap();
        match operation {
            Patch => {
                assert_eq!(out["Operations"][0]["path"], "members", "{out}");
                assert_eq!(out["Operations"][0]["value"], input["Operations"][0]["value"]);
            }
            // What the read transformation in use gives.
            _ => assert!(input["meta"]["location"].is_string(), "{input}"),
        }
        if entity == "user" {
            assert_eq!(out["origin"], "acme-ias");
        }
    }
    let deleted = it.tried(it.writing(Delete, "user", "u1"), DEFAULT_WRITE).await;
    assert_eq!(deleted.ended, TryEnd::Deleted);
    assert!(outcomes(&deleted).iter().all(|outcome| *outcome == MappingOutcome::NotReached));

    // No client sees it: the read transformation in use skips it.
    let skipping = DEFAULT_READ.replacen("\"user\": {", "\"user\": {\"condition\": \"$.origin == 'x'\",", 1);
    let version = NewVersion {
        system: it.id.clone(),
        kind: TransformationKind::Read,
        based_on: 1,
        description: "d".into(),
    };
    transformation_save(&it.bench.app, &version, skipping).await.unwrap();
    let unseen = it.tried(it.writing(Update, "user", "u1"), DEFAULT_WRITE).await;
    let TryEnd::Unreadable { message, range: None } = &unseen.ended else { panic!("{:?}", unseen.ended) };
    assert!(message.contains("no client sees it"), "{message}");
    assert_eq!(unseen.mappings.len(), 12);
}

#[tokio::test]
async fn what_cannot_run_is_told() {
    let it = shop().await;
    let deep = format!("{}1{}", "[".repeat(600), "]".repeat(600));
    for (sample, transformation, expected) in [
        (
            text("{\n \"id\": }"),
            DEFAULT_READ.to_owned(),
            "unreadable The sample is no JSON: expected a value at byte 9. 2:8",
        ),
        (
            text("[1]"),
            DEFAULT_READ.to_owned(),
            "unreadable The sample is no JSON object: an entity begins with {.",
        ),
        (text(" "), DEFAULT_READ.to_owned(), "unreadable The sample is empty."),
        (
            text(&deep),
            DEFAULT_READ.to_owned(),
            "unreadable The sample is no JSON: nested deeper than 512 at byte 512. 1:513",
        ),
        (text("{}"), "{\"user\": {\"mappings\": [}}".to_owned(), "broken Line 1: "),
        (
            text("{}"),
            "{\"group\": {\"mappings\": []}}".to_owned(),
            "broken The transformation has no entity type user; it has group.",
        ),
        (text("{}"), user(r#"{"sourcePath": "$.a[", "targetPath": "$.b"}"#), "broken Mapping 1: "),
        (
            text("{}"),
            r#"{"user": {"ignore": true, "mappings": [{"constant": 1, "targetPath": "$.a"}]}}"#.to_owned(),
            "skipped The entity type is ignored.",
        ),
        (
            text("{\"a\": 1}"),
            r#"{"user": {"condition": "$.a > 1", "mappings": [{"constant": 1, "targetPath": "$.a"}]}}"#
                .to_owned(),
            "skipped The condition of the entity type does not hold.",
        ),
    ] {
        let tried = it.tried(it.attempt(sample), &transformation).await;
        let told = match &tried.ended {
            TryEnd::Unreadable { message, range: Some(range) } => {
                format!("unreadable {message} {}:{}", range.from.line, range.from.column)
            }
            TryEnd::Unreadable { message, range: None } => format!("unreadable {message}"),
            TryEnd::Broken { message } => format!("broken {message}"),
            TryEnd::Skipped { why } => format!("skipped {why}"),
            other => format!("{other:?}"),
        };
        assert!(told.starts_with(expected), "{told}\n{expected}");
        if let TryEnd::Skipped { why } = &tried.ended {
            assert_eq!(tried.mappings[0].why.as_ref(), Some(why));
        }
        if expected.contains("condition") {
            let condition = tried.entity_condition.as_ref().unwrap();
            assert_eq!((condition.comparisons[0].left_value.as_deref(), condition.holds), (Some("1"), false));
        }
    }
}

#[tokio::test]
async fn what_cannot_be_tried_is_refused_with_a_reason() {
    let it = shop().await;
    let app = &it.bench.app;
    let fresh = it.bench.add("Void").await.id;
    let credential = [("Password".to_owned(), "s3cret".to_owned())];
    for (attempt, text, code) in [
        (
            Attempt { system: fresh.clone(), ..it.attempt(stored("u1")) },
            DEFAULT_READ.to_owned(),
            Code::NoSnapshot,
        ),
        (it.attempt(stored("nobody")), DEFAULT_READ.to_owned(), Code::NotFound),
        (
            Attempt { entity: "group".into(), ..it.attempt(stored("u1")) },
            DEFAULT_READ.to_owned(),
            Code::NotFound,
        ),
        (it.attempt(text(&" ".repeat(17 << 20))), DEFAULT_READ.to_owned(), Code::ValueInvalid),
        (it.attempt(stored("u1")), " ".repeat(9 << 20), Code::ValueInvalid),
        (
            Attempt { properties: credential.into(), ..it.attempt(stored("u1")) },
            DEFAULT_READ.to_owned(),
            Code::ValueInvalid,
        ),
    ] {
        let refused = transformation_try(app, attempt, text).await.unwrap_err();
        assert!(refused.is(code), "{refused}");
        assert!(!refused.message.contains("s3cret"));
    }
    let shown =
        it.tried(it.attempt(stored("u1")), &user(r#"{"constant": "%Password%", "targetPath": "$.p"}"#)).await;
    assert_eq!(shown.properties, [TriedProperty { name: "Password".into(), value: None, masked: true }]);
    // As long as it is not set, for a transformation.
    assert_eq!(output(&shown)["p"], "null");

    it.bench.refreshed(&fresh).await;
    let empty = SampleQuery { system: fresh, entity: "user".into(), search: None, offset: 0, limit: 10 };
    assert_eq!(transformation_samples(app, empty).await.unwrap(), SamplePage { total: 0, rows: vec![] });
}

#[tokio::test]
async fn samples_are_paged_and_searched() {
    let it = shop().await;
    for (entity, search, offset, limit, total, titles) in [
        ("user", None, 0, 10, 2, &["Jo@acme.example", "max@acme.example"][..]),
        ("user", None, 1, 10, 2, &["max@acme.example"]),
        ("user", Some("doe"), 0, 10, 1, &["Jo@acme.example"]),
        ("group", None, 0, 1, 2, &["Empty"]),
        ("group", Some("view"), 0, 10, 1, &["Viewer"]),
    ] {
        let query = SampleQuery {
            system: it.id.clone(),
            entity: entity.into(),
            search: search.map(str::to_owned),
            offset,
            limit,
        };
        let page = transformation_samples(&it.bench.app, query).await.unwrap();
        let found: Vec<_> = page.rows.iter().map(|sample| sample.title.as_str()).collect();
        assert_eq!((page.total, found.as_slice()), (total, titles), "{entity} {search:?}");
    }
}

#[tokio::test]
async fn a_large_document_is_tried_and_values_are_cut() {
    let it = shop().await;
    let many: Vec<_> =
        (0..10_000).map(|n| format!(r#"{{"constant": {n}, "targetPath": "$.m{n}"}}"#)).collect();
    let tried = it.tried(it.attempt(text("{}")), &user(&many.join(",\n"))).await;
    assert_eq!(tried.mappings.len(), 10_000);
    assert_eq!((tried.mappings[9_999].number, tried.mappings[9_999].range.from.line), (10_000, 10_000));
    assert!(tried.mappings.iter().all(|mapping| mapping.outcome == MappingOutcome::Ran));

    let long = format!(r#"{{"a": "{}"}}"#, "ä".repeat(5_000));
    let tried =
        it.tried(it.attempt(text(&long)), &user(r#"{"sourcePath": "$.a", "targetPath": "$.a"}"#)).await;
    let shown = tried.mappings[0].value.as_ref().unwrap();
    assert_eq!((shown.chars().count(), shown.ends_with('…')), (2_001, true));
    assert_eq!(output(&tried)["a"].as_str().unwrap().chars().count(), 5_000);
}

#[tokio::test]
async fn paths_are_those_of_real_entities() {
    let it = shop().await;
    let app = &it.bench.app;
    for (kind, entity, path, example, seen, of) in [
        (TransformationKind::Read, "user", "$.name.givenName", "\"Jo\"", 1, 2),
        (TransformationKind::Read, "user", "$.emails[0].value", "\"jo@acme.example\"", 2, 2),
        (TransformationKind::Read, "group", "$.members[*].type", "\"USER\"", 1, 2),
        (TransformationKind::Write, "user", "$.userName", "\"Jo@acme.example\"", 2, 2),
    ] {
        let paths = transformation_paths(app, &it.id, kind, entity.to_owned()).await.unwrap();
        let found = paths.iter().find(|found| found.path == path).unwrap();
        assert_eq!((found.example.as_str(), found.seen, found.of), (example, seen, of), "{path}");
    }
    let fresh = it.bench.add("Void").await.id;
    let refused =
        transformation_paths(app, &fresh, TransformationKind::Read, "user".into()).await.unwrap_err();
    assert!(refused.is(Code::NoSnapshot));
}
