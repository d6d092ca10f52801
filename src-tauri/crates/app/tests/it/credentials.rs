//! From a pasted key to a system that answers, and a new key in the place of an old one. The secret goes in once.

use zonedesk_app::api::{
    FoundCredential, FoundSystem, HistoryQuery, PastedText, RotationConsent, SystemEdit, SystemNode,
    TestOutcome, TypedCredential,
};
use zonedesk_app::{Code, credentials, landscape, system_history};

use crate::support::Bench;

/// A service key as SAP BTP gives it out.
fn key(bench: &Bench, account: &str, secret: &str) -> String {
    let account = bench.account(account);
    let url = account.token_url.strip_suffix("/oauth/token").unwrap();
    serde_json::json!({"credentials": {
        "clientid": account.client_id, "clientsecret": secret, "apiurl": account.url, "url": url,
        "identityzone": account.name.to_lowercase(), "subaccountid": "194e"}})
    .to_string()
}

fn good_key(bench: &Bench, account: &str) -> String {
    key(bench, account, &bench.account(account).client_secret)
}

async fn read(bench: &Bench, text: String) -> Vec<FoundCredential> {
    let texts = vec![PastedText { source: None, text }];
    let read = credentials::credentials_read(&bench.app, texts).await.unwrap();
    assert_eq!(read.problems, []);
    read.found
}

fn system(found: &FoundCredential) -> FoundSystem {
    FoundSystem { handle: found.handle.clone(), name: found.proposed_name.clone(), ..Default::default() }
}

async fn added(bench: &Bench, account: &str) -> SystemNode {
    let found = read(bench, good_key(bench, account)).await.remove(0);
    let mut added = credentials::systems_add_found(&bench.app, vec![system(&found)]).await.unwrap();
    added.remove(0).system.unwrap()
}

#[tokio::test]
async fn a_pasted_key_becomes_a_system_that_can_be_read() {
    let bench = Bench::new().await;
    let found = read(&bench, good_key(&bench, "Shop")).await.remove(0);
    let shown = serde_json::to_string(&found).unwrap();
    assert!(!shown.contains(&bench.account("Shop").client_secret), "{shown}");
    assert!(found.has_secret && found.problem.is_none(), "{shown}");
    assert_eq!((found.proposed_name.as_str(), found.subaccount_id.as_deref()), ("shop", Some("194e")));

    let steps = credentials::credential_test(&bench.app, &found.handle, "").await.unwrap();
    assert!(steps.iter().all(|step| step.outcome == TestOutcome::Passed), "{steps:?}");

    let wanted = FoundSystem {
        origins: vec!["acme-ias".into(), " acme-platform ".into()],
        tags: vec!["production".into()],
        ..system(&found)
    };
    let answer = credentials::systems_add_found(&bench.app, vec![wanted]).await.unwrap().remove(0);
    let system = answer.system.unwrap();
    assert_eq!((system.name.as_str(), &system.tags), ("shop", &vec!["production".to_owned()]));
    assert_eq!(bench.refreshed(&system.id).await.error, None);
    assert_eq!(bench.node(&system.id).await.users, Some(3));

    // Used up; and the same key again is known for what it is.
    let again = credentials::credential_test(&bench.app, &found.handle, "").await.unwrap_err();
    assert!(again.is(Code::CredentialGone));
    let twin = read(&bench, good_key(&bench, "Shop")).await.remove(0);
    assert_eq!((twin.system.as_ref(), twin.proposed_name.as_str()), (Some(&system.id), "shop 2"));
}

#[tokio::test]
async fn each_of_several_is_added_whole_or_not_at_all() {
    let bench = Bench::new().await;
    let text = format!("{}\n{}", good_key(&bench, "Shop"), good_key(&bench, "Void"));
    let found = read(&bench, text).await;
    let systems = vec![
        FoundSystem { name: "a/b".into(), ..system(&found[0]) },
        system(&found[1]),
        FoundSystem { handle: "gone".into(), name: "Gone".into(), ..Default::default() },
    ];
    let answer = credentials::systems_add_found(&bench.app, systems).await.unwrap();
    assert!(answer[0].error.as_ref().unwrap().is(Code::NameInvalid));
    assert_eq!(answer[1].system.as_ref().unwrap().name, "void");
    assert!(answer[2].error.as_ref().unwrap().is(Code::CredentialGone));
    assert_eq!(landscape::landscape(&bench.app).await.unwrap().systems.len(), 1);
    // What was refused is still held: the name is mended, not the paste.
    let answer = credentials::systems_add_found(&bench.app, vec![system(&found[0])]).await.unwrap();
    assert!(answer[0].system.is_some());
}

#[tokio::test]
async fn a_paste_that_lacks_something_is_completed_by_hand() {
    let bench = Bench::new().await;
    let account = bench.account("Shop");
    let found = read(&bench, format!("client-id: {}\nclient-secret: x", account.client_id)).await.remove(0);
    assert_eq!(found.problem.as_ref().unwrap().place.as_deref(), Some("url"));
    let typed = TypedCredential {
        handle: Some(found.handle.clone()),
        url: account.url.clone(),
        token_url: account.token_url.clone(),
        client_id: account.client_id.clone(),
        ..Default::default()
    };
    let whole = credentials::credential_by_hand(&bench.app, typed.clone()).await.unwrap();
    assert_eq!((whole.handle.as_str(), whole.problem.as_ref()), (found.handle.as_str(), None));
    let steps = credentials::credential_test(&bench.app, &whole.handle, "Shop").await.unwrap();
    assert!(steps.iter().any(|step| step.outcome == TestOutcome::Failed), "{steps:?}");
    let secret = Some(account.client_secret.clone());
    credentials::credential_by_hand(&bench.app, TypedCredential { secret, ..typed.clone() }).await.unwrap();
    let steps = credentials::credential_test(&bench.app, &whole.handle, "Shop").await.unwrap();
    assert!(steps.iter().all(|step| step.outcome == TestOutcome::Passed), "{steps:?}");

    for (typed, place) in [
        (TypedCredential { url: "x".into(), ..typed.clone() }, "url"),
        (TypedCredential { client_id: String::new(), ..typed.clone() }, "clientId"),
        (TypedCredential { handle: None, ..typed.clone() }, "secret"),
        (TypedCredential { handle: None, key: Some("k".into()), ..typed.clone() }, "certificate"),
        (
            TypedCredential { handle: None, certificate: Some("c".into()), key: Some("k".into()), ..typed },
            "certificate",
        ),
    ] {
        let refused = credentials::credential_by_hand(&bench.app, typed).await.unwrap_err();
        assert_eq!(refused.place.as_deref(), Some(place), "{refused}");
    }
}

#[tokio::test]
async fn a_new_key_replaces_the_old_one_only_when_it_works() {
    let bench = Bench::new().await;
    let system = added(&bench, "Shop").await;
    let rotate = async |text: String, consent: RotationConsent| {
        let found = read(&bench, text).await.remove(0);
        credentials::system_rotate(&bench.app, &system.id, &found.handle, consent).await.unwrap()
    };
    let works = async || bench.refreshed(&system.id).await.error.is_none();

    let broken = rotate(key(&bench, "Shop", "wrong"), RotationConsent::default()).await;
    assert!(!broken.swapped && broken.steps.iter().any(|step| step.outcome == TestOutcome::Failed));
    assert!(works().await, "the old key is gone");

    let same = rotate(good_key(&bench, "Shop"), RotationConsent::default()).await;
    assert!(same.swapped && works().await);
    let query = HistoryQuery { system: system.id.clone(), limit: 10, ..HistoryQuery::default() };
    let history = system_history::system_history(&bench.app, query).await.unwrap();
    let told: Vec<_> = history.rows.iter().map(|row| row.title.code.as_str()).collect();
    assert_eq!(told, ["history.credentialReplaced", "history.credentialSet", "history.created"]);

    // Insisted on, it is taken as it is.
    let insisted =
        rotate(key(&bench, "Shop", "wrong"), RotationConsent { untested: true, ..Default::default() }).await;
    assert!(insisted.swapped && insisted.steps.is_empty());
    assert!(!works().await);
}

#[tokio::test]
async fn another_account_is_told_before_its_key_is_taken() {
    let bench = Bench::new().await;
    let system = added(&bench, "Shop").await;
    let found = read(&bench, good_key(&bench, "Void")).await.remove(0);
    let rotate = async |consent| {
        credentials::system_rotate(&bench.app, &system.id, &found.handle, consent).await.unwrap()
    };
    let answer = rotate(RotationConsent::default()).await;
    assert!(!answer.swapped && answer.steps.is_empty());
    let other = answer.other_account.unwrap();
    assert_ne!(other.before, other.after);

    let answer = rotate(RotationConsent { other_account: true, untested: false }).await;
    assert!(answer.swapped, "{answer:?}");
    assert_eq!(bench.refreshed(&system.id).await.error, None);
    assert_eq!(bench.node(&system.id).await.users, Some(0));
}

#[tokio::test]
async fn a_folder_has_no_key_to_replace() {
    let bench = Bench::new().await;
    let found = read(&bench, good_key(&bench, "Shop")).await.remove(0);
    let folder = zonedesk_app::api::NewSystem { name: "EMEA".into(), ..Default::default() };
    let folder = landscape::system_add(&bench.app, folder).await.unwrap();
    let refused =
        credentials::system_rotate(&bench.app, &folder.id, &found.handle, RotationConsent::default()).await;
    assert!(refused.unwrap_err().is(Code::SystemIsFolder));
    let renamed = SystemEdit { name: Some("EMEA 2".into()), ..Default::default() };
    landscape::system_update(&bench.app, &folder.id, renamed).await.unwrap();
    credentials::credentials_discard(&bench.app, &[found.handle.clone(), "gone".into()]).await.unwrap();
    let gone = credentials::credential_test(&bench.app, &found.handle, "").await.unwrap_err();
    assert!(gone.is(Code::CredentialGone));
}

/// A certificate that signs itself, and its key.
fn pair(name: &str) -> (String, String) {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(Vec::new()).unwrap();
    params.not_after = rcgen::date_time_ymd(2031, 2, 3);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
}

#[tokio::test]
async fn a_key_with_a_certificate_becomes_a_system_that_signs_on_with_it() {
    let bench = Bench::new().await;
    let (certificate, key) = pair("sb-x!a1");
    let text = |key: &str| {
        serde_json::json!({"clientid": "sb-x!a1", "certificate": certificate, "key": key,
            "url": "https://x.authentication.eu10.hana.ondemand.com",
            "certurl": "https://x.authentication.cert.eu10.hana.ondemand.com"})
        .to_string()
    };
    let found = read(&bench, text(&key)).await.remove(0);
    let shown = found.certificate.clone().unwrap();
    assert!(shown.subject.contains("CN=sb-x!a1"), "{shown:?}");
    assert_eq!(shown.not_after.to_string(), "2031-02-03T00:00:00.000Z");
    assert_eq!(found.problem, None);
    assert!(found.has_secret && found.token_url.contains(".cert."));

    let added = credentials::systems_add_found(&bench.app, vec![system(&found)]).await.unwrap().remove(0);
    let id = added.system.unwrap().id;
    let properties = zonedesk_app::properties::properties(&bench.app, &id).await.unwrap();
    let value = |name: &str| properties.properties.iter().find(|property| property.name == name).cloned();
    assert_eq!(value("Authentication").unwrap().value.as_deref(), Some("ClientCertificateAuthentication"));
    assert!(value("PrivateKey").is_some() && value("Password").is_none());

    let (_, other) = pair("sb-x!a1");
    let wrong = read(&bench, text(&other)).await.remove(0).problem.unwrap();
    assert!(wrong.is(Code::CertificateInvalid) && wrong.place.as_deref() == Some("key"), "{wrong}");
}
