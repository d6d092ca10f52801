//! Properties and destinations, and that no credential meets a host that it was not entered for.

use std::collections::BTreeMap;

use crate::support::Bench;
use zonedesk_app::api::{
    AppError, AttentionAct, Properties, PropertiesEdit, PropertyFinding, Severity, SystemEdit, SystemState,
    TestOutcome,
};
use zonedesk_app::properties::{properties, properties_as_text, properties_check, properties_save};
use zonedesk_app::{Code, connection_test, demo, destinations, landscape, overview};

fn set(properties: &[(&str, Option<&str>)]) -> PropertiesEdit {
    PropertiesEdit {
        properties: properties
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.map(str::to_owned)))
            .collect(),
        ..PropertiesEdit::default()
    }
}

fn credential(name: &str, secret: Option<&str>) -> PropertiesEdit {
    PropertiesEdit {
        credentials: [(name.to_owned(), secret.map(str::to_owned))].into(),
        ..PropertiesEdit::default()
    }
}

fn with(mut edit: PropertiesEdit, other: PropertiesEdit) -> PropertiesEdit {
    edit.properties.extend(other.properties);
    edit.credentials.extend(other.credentials);
    edit
}

/// Value, value of the destination, and `-` or whose credential it is.
fn rows(properties: &Properties) -> BTreeMap<&str, (Option<&str>, Option<&str>, &str)> {
    properties
        .properties
        .iter()
        .map(|row| {
            let credential = match &row.credential {
                None => "-",
                Some(facts) if facts.other_host => "of another host",
                Some(facts) if facts.inherited => "the destination's",
                Some(_) => "own",
            };
            (row.name.as_str(), (row.value.as_deref(), row.inherited.as_deref(), credential))
        })
        .collect()
}

fn refused(outcome: Result<Properties, AppError>) -> (Code, String) {
    let error = outcome.unwrap_err();
    let code = Code::ALL.iter().find(|code| error.is(**code)).unwrap();
    (*code, error.place.unwrap_or_default())
}

fn errors(findings: &[PropertyFinding]) -> Vec<&str> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.property.as_str()).collect()
}

async fn connects(bench: &Bench, system: &str) -> bool {
    let steps = connection_test::system_test(&bench.app, system).await;
    steps.is_ok_and(|steps| steps.iter().all(|step| step.outcome != TestOutcome::Failed))
}

#[tokio::test]
async fn a_new_system_has_what_every_one_begins_with_and_its_secret_is_not_shown() {
    let bench = Bench::new().await;
    let shop = bench.add("Shop").await;
    let read = properties(&bench.app, &shop.id).await.unwrap();
    let rows = rows(&read);
    assert_eq!(rows["scim.support.patch.operation"].0, Some("true"));
    assert_eq!(rows["xsuaa.origin.filter.enabled"].0, Some("false"));
    assert_eq!(rows["Password"], (None, None, "own"));
    assert_eq!(errors(&read.findings), [""; 0]);
    let secret = &bench.account("Shop").client_secret;
    assert!(!serde_json::to_string(&read).unwrap().contains(secret.as_str()));
    let text = properties_as_text(&bench.app, &shop.id, set(&[("a", Some("b"))])).await.unwrap();
    assert!(
        text.contains("\nUser=")
            && text.contains("a=b\n")
            && !text.contains("Password")
            && !text.contains(secret.as_str()),
        "{text}"
    );
}

#[tokio::test]
async fn an_edit_changes_what_it_names_or_nothing() {
    let bench = Bench::new().await;
    let id = bench.add("Shop").await.id;
    let app = &bench.app;
    let edit = set(&[
        ("my.own", Some(" free ")),
        ("xsuaa.origin", Some(" a ")),
        ("scim.support.patch.operation", None),
    ]);
    let saved = properties_save(app, &id, edit).await.unwrap();
    let rows = rows(&saved);
    assert_eq!((rows["my.own"].0, rows["xsuaa.origin"].0), (Some(" free "), Some("a")));
    assert!(!rows.contains_key("scim.support.patch.operation"));

    for (edit, code, place) in [
        (set(&[("AuthType", Some("Digest")), ("other", Some("x"))]), Code::ValueInvalid, "AuthType"),
        (set(&[("Password", Some("s3cret"))]), Code::ValueInvalid, "Password"),
        (set(&[("User", None)]), Code::FieldMissing, "User"),
        (credential("Password", None), Code::FieldMissing, "Password"),
        (credential("Password", Some("")), Code::FieldMissing, "Password"),
        (credential("PrivateKey", Some("no key")), Code::ValueInvalid, "PrivateKey"),
        (
            set(&[("xsuaa.origin.filter.enabled", Some("true")), ("xsuaa.origin", None)]),
            Code::ValueInvalid,
            "xsuaa.origin.filter.enabled",
        ),
    ] {
        let checked = properties_check(app, &id, edit.clone()).await.unwrap();
        assert!(errors(&checked.findings).contains(&place), "{checked:?}");
        let save = properties_save(app, &id, edit).await;
        assert_eq!(checked.refused.as_ref(), save.as_ref().err());
        assert_eq!(refused(save), (code, place.to_owned()));
    }
    assert_eq!(properties(app, &id).await.unwrap(), saved);
    assert!(connects(&bench, &id).await);
}

/// A system that came with a mistake can be mended piece by piece.
#[tokio::test]
async fn an_error_that_is_there_already_bars_no_other_change() {
    let bench = Bench::new().await;
    let folder = landscape::system_add(
        &bench.app,
        zonedesk_app::api::NewSystem { name: "EMEA".into(), ..Default::default() },
    )
    .await
    .unwrap();
    let account = bench.account("Shop").clone();
    let url = set(&[("URL", Some(&account.url))]);
    assert_eq!(refused(properties_save(&bench.app, &folder.id, url.clone()).await).0, Code::FieldMissing);
    let whole = with(
        set(&[
            ("URL", Some(&account.url)),
            ("OAuth2TokenServiceURL", Some(&account.token_url)),
            ("User", Some(&account.client_id)),
        ]),
        credential("Password", Some(&account.client_secret)),
    );
    properties_save(&bench.app, &folder.id, whole).await.unwrap();
    assert_ne!(bench.node(&folder.id).await.state, SystemState::Folder);
    assert!(connects(&bench, &folder.id).await);
}

#[tokio::test]
async fn a_credential_must_be_given_again_where_the_host_changes() {
    let bench = Bench::new().await;
    let id = bench.add("Shop").await.id;
    let app = &bench.app;
    properties_save(app, &id, credential("my.token", Some("t"))).await.unwrap();
    let move_away = set(&[("URL", Some("https://elsewhere.example"))]);
    assert_eq!(
        refused(properties_save(app, &id, move_away.clone()).await),
        (Code::SecretAgain, "Password".to_owned())
    );
    let checked = properties_check(app, &id, move_away.clone()).await.unwrap();
    assert_eq!(errors(&checked.findings), ["Password", "my.token"]);
    let half = with(move_away.clone(), credential("Password", Some("new")));
    assert_eq!(refused(properties_save(app, &id, half.clone()).await).1, "my.token");
    let whole = with(half, credential("my.token", None));
    let saved = properties_save(app, &id, whole).await.unwrap();
    assert_eq!(rows(&saved)["Password"].2, "own");
    // The path of an address is no other host.
    properties_save(app, &id, set(&[("URL", Some("https://elsewhere.example/base"))])).await.unwrap();
}

#[tokio::test]
async fn a_property_is_plain_or_a_credential() {
    let bench = Bench::new().await;
    let id = bench.add("Shop").await.id;
    let app = &bench.app;
    properties_save(app, &id, set(&[("token", Some("seen"))])).await.unwrap();
    let saved = properties_save(app, &id, credential("token", Some("unseen"))).await.unwrap();
    assert_eq!(rows(&saved)["token"], (None, None, "own"));
    let saved = properties_save(app, &id, set(&[("token", Some("seen"))])).await.unwrap();
    assert_eq!(rows(&saved)["token"], (Some("seen"), None, "-"));
    let both = with(set(&[("token", Some("a"))]), credential("token", Some("b")));
    assert_eq!(refused(properties_save(app, &id, both).await), (Code::ValueInvalid, "token".to_owned()));
}

#[tokio::test]
async fn a_destination_stands_behind_the_systems_own_properties() {
    let bench = Bench::new().await;
    let app = &bench.app;
    let account = bench.account("Shop").clone();
    let file = format!(
        "Name=emea\nURL={}\nOAuth2TokenServiceURL={}\nUser={}\nPassword={}\nxsuaa.origin=shared\n",
        account.url, account.token_url, account.client_id, account.client_secret
    );
    let imported = destinations::destination_import(app, &file, None, None).await.unwrap();
    assert_eq!((imported.destination.properties, imported.destination.credentials), (4, 1));
    let emea = imported.destination.id;
    let system = landscape::system_add(
        app,
        zonedesk_app::api::NewSystem { name: "Retail".into(), ..Default::default() },
    )
    .await
    .unwrap();
    destinations::destination_use(app, &system.id, Some(&emea)).await.unwrap();
    assert!(connects(&bench, &system.id).await);
    let saved = properties_save(app, &system.id, set(&[("xsuaa.origin", Some("own"))])).await.unwrap();
    assert_eq!(saved.destination.as_ref().unwrap().name, "emea");
    let found = rows(&saved);
    assert_eq!(found["xsuaa.origin"], (Some("own"), Some("shared"), "-"));
    assert_eq!(found["URL"].1, Some(account.url.as_str()));
    assert_eq!(found["Password"].2, "the destination's");
    let all = destinations::destinations(app).await.unwrap();
    assert_eq!(all[0].systems.iter().map(|user| user.name.as_str()).collect::<Vec<_>>(), ["Retail"]);

    // The form of a system makes its own what was changed there, and nothing else.
    let edit = SystemEdit { client_id: Some("other".into()), ..SystemEdit::default() };
    landscape::system_update(app, &system.id, edit).await.unwrap();
    let read = properties(app, &system.id).await.unwrap();
    let found = rows(&read);
    assert_eq!((found["User"].0, found["URL"].0), (Some("other"), None));
    properties_save(app, &system.id, set(&[("User", None)])).await.unwrap();

    // Its credential goes to no host that a system names for itself.
    let elsewhere = set(&[("URL", Some("https://elsewhere.example"))]);
    assert_eq!(
        refused(properties_save(app, &system.id, elsewhere).await),
        (Code::SecretAgain, "Password".to_owned())
    );

    destinations::destination_delete(app, &emea).await.unwrap();
    assert_eq!(bench.node(&system.id).await.state, SystemState::Folder);
    assert_eq!(rows(&properties(app, &system.id).await.unwrap())["xsuaa.origin"].0, Some("own"));
    assert!(destinations::destinations(app).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_systems_own_credential_does_not_follow_its_destination_to_another_host() {
    let bench = Bench::new().await;
    let app = &bench.app;
    let account = bench.account("Shop").clone();
    let emea = destinations::destination_create(app, "emea", "").await.unwrap().id;
    let address = set(&[("URL", Some(&account.url)), ("OAuth2TokenServiceURL", Some(&account.token_url))]);
    properties_save(app, &emea, address).await.unwrap();
    let system = landscape::system_add(
        app,
        zonedesk_app::api::NewSystem { name: "Retail".into(), ..Default::default() },
    )
    .await
    .unwrap();
    let edit = PropertiesEdit {
        destination: Some(emea.clone()),
        ..with(
            set(&[("User", Some(&account.client_id))]),
            credential("Password", Some(&account.client_secret)),
        )
    };
    properties_save(app, &system.id, edit).await.unwrap();
    assert!(connects(&bench, &system.id).await);

    let moved = set(&[("OAuth2TokenServiceURL", Some("https://elsewhere.example/oauth/token"))]);
    let warned = properties_check(app, &emea, moved.clone()).await.unwrap();
    let warning = warned.findings.iter().find(|finding| finding.text.code == "finding.inSystem").unwrap();
    assert_eq!((warning.property.as_str(), warning.severity), ("Password", Severity::Warning));
    assert!(warning.text.message.starts_with("In Retail: "));
    assert_eq!(warned.refused, None);
    properties_save(app, &emea, moved).await.unwrap();
    assert_eq!(rows(&properties(app, &system.id).await.unwrap())["Password"].2, "of another host");
    let test = connection_test::system_test(app, &system.id).await;
    assert!(test.unwrap_err().is(Code::SecretAgain));

    let again = credential("Password", Some(&account.client_secret));
    let saved = properties_save(app, &system.id, again).await.unwrap();
    assert_eq!(rows(&saved)["Password"].2, "own");
}

#[tokio::test]
async fn an_import_is_whole_or_nothing() {
    let bench = Bench::new().await;
    let app = &bench.app;
    let import =
        async |text: &str, called, file| destinations::destination_import(app, text, called, file).await;
    for (text, called, code, place) in [
        ("Type=MAIL", Some("a"), Code::ValueInvalid, "Type"),
        ("ProxyType=OnPremise", Some("a"), Code::ValueInvalid, "ProxyType"),
        ("no line", Some("a"), Code::ValueInvalid, "file"),
        ("URL=https://x.example", None, Code::FieldMissing, "name"),
        ("URL=https://x.example", Some("a/b"), Code::NameInvalid, "name"),
    ] {
        let error = import(text, called, None).await.unwrap_err();
        assert!(error.is(code), "{error}");
        assert_eq!(error.place.as_deref(), Some(place));
    }
    assert!(destinations::destinations(app).await.unwrap().is_empty());
    let imported = import("URL=https://x.example\nPassword=****", None, Some("emea.txt")).await.unwrap();
    assert_eq!((imported.destination.name.as_str(), imported.masked.len()), ("emea", 1));
    assert_eq!(imported.findings[0].text.code, "finding.unknownHost");
    assert!(import("Name=EMEA\nURL=https://x.example", None, None).await.unwrap_err().is(Code::NameTaken));

    let renamed = destinations::destination_update(app, &imported.destination.id, "apj", "d").await.unwrap();
    assert_eq!((renamed.name.as_str(), renamed.description.as_str()), ("apj", "d"));
    let gone = properties(app, "5f0c7d4e-0000-4000-8000-000000000000").await.unwrap_err();
    assert!(gone.is(Code::NoDestination));
}

#[tokio::test]
async fn the_connection_of_a_demo_system_stays_its_own() {
    let bench = Bench::new().await;
    let landscape = demo::demo_open(&bench.app).await.unwrap();
    let id = &landscape.systems.iter().find(|system| system.state != SystemState::Folder).unwrap().id;
    let url = set(&[("URL", Some("https://x.example"))]);
    properties_save(&bench.app, id, url).await.unwrap_err();
    assert_eq!(
        refused(properties_save(&bench.app, id, set(&[("AuthType", Some("Form"))])).await).0,
        Code::DemoSystem
    );
    properties_save(&bench.app, id, set(&[("xsuaa.group.prefix", Some("X_"))])).await.unwrap();
}

/// Certificate and key, PEM, valid for so many days from now.
fn key_pair(days: i64) -> (String, String) {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::default();
    let end = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(days * 24);
    let end = jiff::tz::Offset::UTC.to_datetime(end).date();
    params.not_after =
        rcgen::date_time_ymd(end.year().into(), end.month().unsigned_abs(), end.day().unsigned_abs());
    (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
}

#[tokio::test]
async fn a_certificate_that_ends_is_warned_of_everywhere() {
    let bench = Bench::new().await;
    let app = &bench.app;
    let id = bench.add("Shop").await.id;
    bench.refreshed(&id).await;
    let by_certificate = |certificate: &str, key: &str| PropertiesEdit {
        certificate: Some(certificate.to_owned()),
        ..with(
            set(&[("Authentication", Some("ClientCertificateAuthentication"))]),
            with(credential("PrivateKey", Some(key)), credential("Password", None)),
        )
    };
    let (certificate, key) = key_pair(8);
    let of_another = by_certificate(&key_pair(8).0, &key);
    assert_eq!(
        refused(properties_save(app, &id, of_another).await),
        (Code::ValueInvalid, "PrivateKey".to_owned())
    );
    let saved = properties_save(app, &id, by_certificate(&certificate, &key)).await.unwrap();
    let row = saved.properties.iter().find(|row| row.name == "PrivateKey").unwrap();
    let facts = row.credential.as_ref().unwrap().certificate.as_ref().unwrap();
    // It ends at that day's midnight.
    assert_eq!(facts.days_left, 7);
    let said = |finding: &PropertyFinding| finding.text.message == "The certificate ends in 7 days.";
    assert!(saved.findings.iter().any(said), "{:?}", saved.findings);
    assert_eq!(bench.node(&id).await.state, SystemState::Attention);
    let tree = landscape::landscape(app).await.unwrap().systems;
    assert_eq!(tree.iter().find(|node| node.id == id).unwrap().state, SystemState::Attention);
    let attention = overview::overview(app, &id).await.unwrap().attention;
    let ends = attention.iter().find(|one| one.notice.text.code == "attention.certificateEnds").unwrap();
    assert_eq!(ends.notice.text.message, "The certificate ends in 7 days");
    assert_eq!(ends.act, Some(AttentionAct::Properties));

    let (certificate, key) = key_pair(60);
    properties_save(app, &id, by_certificate(&certificate, &key)).await.unwrap();
    assert_eq!(bench.node(&id).await.state, SystemState::Reachable);
}
