//! Proxy settings, consumers, and the repositories of SAP Identity Management made from them.

use zonedesk_app::api::*;
use zonedesk_app::exchange::idm_csv::idm_csv;
use zonedesk_app::{App, Options, consumers, landscape, proxy_settings};

struct Bench {
    app: App,
    dir: tempfile::TempDir,
}

impl Bench {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { app: App::open(Options { workspace: Some(dir.path().to_owned()), ..Options::default() }), dir }
    }

    /// A system that nobody asks anything.
    async fn add(&self, name: &str, description: &str) -> String {
        zonedesk_app::session::secrets_this_run(&self.app).await.unwrap();
        let new = NewSystem {
            name: name.into(),
            description: description.into(),
            url: "https://api.authentication.eu10.hana.ondemand.com".into(),
            token_url: "https://shop.authentication.eu10.hana.ondemand.com/oauth/token".into(),
            client_id: "sb-x".into(),
            secret: Some("s3cret".into()),
            ..NewSystem::default()
        };
        landscape::system_add(&self.app, new).await.unwrap().id
    }

    async fn consumer(&self, system: &str, id: &str, sign_in: SignIn) -> ConsumerSecret {
        let subject = (sign_in == SignIn::Certificate).then(|| "CN=idm".to_owned());
        let new = NewConsumer { id: id.into(), sign_in, subject, access: true, ..NewConsumer::default() };
        consumers::consumer_add(&self.app, system, new).await.unwrap()
    }

    async fn csv(&self, query: IdmCsvQuery) -> Result<IdmCsv, AppError> {
        idm_csv(&self.app, query).await
    }
}

fn value<'a>(csv: &'a IdmCsv, column: &str) -> &'a str {
    let columns = &csv.repositories[0].columns;
    &columns.iter().find(|known| known.name == column).unwrap().value
}

fn of(system: &str) -> IdmCsvQuery {
    IdmCsvQuery { systems: vec![system.to_owned()], ..IdmCsvQuery::default() }
}

#[tokio::test]
async fn a_repository_says_what_is_set() {
    let it = Bench::new().await;
    let system = it.add("Retail PROD", "Tills").await;
    it.consumer(&system, "idm-prod", SignIn::Oauth).await;

    let plain = it.csv(of(&system)).await.unwrap();
    assert_eq!(plain.file_name, "Retail PROD.csv");
    let codes: Vec<_> = plain.notices.iter().map(|notice| notice.text.code.as_str()).collect();
    assert_eq!(codes, ["notice.proxyLoopback", "notice.proxyPlainHttp"]);
    let by_hand = plain.repositories[0].columns.iter().filter(|column| column.by_hand);
    assert!(by_hand.map(|column| column.name.as_str()).eq(["AUTH_PASSWORD", "AUTH_USER"]));
    for (column, expected) in [("SCIM_HOST", "localhost"), ("SCIM_PORT", "8443"), ("SCIM_PROTOCOL", "http")] {
        assert_eq!(value(&plain, column), expected);
    }

    let settings = ProxySettings {
        public_url: " https://zonedesk.acme.example/idm/ ".into(),
        port: 9443,
        tls: ProxyTls::Pem { certificate: "/etc/z/cert.pem".into(), key: "/etc/z/key.pem".into() },
        client_authorities: Some("/etc/z/clients.pem".into()),
    };
    let kept = proxy_settings::proxy_settings_save(&it.app, settings).await.unwrap();
    assert_eq!(kept.public_url, "https://zonedesk.acme.example/idm");
    assert_eq!(proxy_settings::proxy_settings(&it.app).await.unwrap(), kept);

    let query = IdmCsvQuery {
        consumer: Some("idm-prod".into()),
        method: IdmMethod::Patch,
        include_user: true,
        ..of(&system)
    };
    let csv = it.csv(query.clone()).await.unwrap();
    assert!(csv.notices.is_empty());
    let path = format!("/idm/ipsproxy/api/v1/scim/{system}");
    for (column, expected) in [
        ("Name", "Retail_PROD"),
        ("Description", "Tills"),
        ("AUTH_TYPE", "oauth"),
        ("AUTH_USER", "idm-prod"),
        ("AUTH_PASSWORD", ""),
        ("OAUTH_URL", "https://zonedesk.acme.example/idm/oauth2/token"),
        ("SCIM_ASSIGNMENT_METHOD", "PATCH"),
        ("SCIM_HOST", "zonedesk.acme.example"),
        ("SCIM_PATH", path.as_str()),
        ("SCIM_PORT", "443"),
        ("SCIM_PROTOCOL", "https"),
    ] {
        assert_eq!(value(&csv, column), expected, "{column}");
    }
    assert!(!csv.text.contains("s3cret"));

    let elsewhere = IdmCsvQuery { public_url: Some("http://idm.acme.example:81".into()), ..query };
    let csv = it.csv(elsewhere).await.unwrap();
    assert_eq!((value(&csv, "SCIM_HOST"), value(&csv, "SCIM_PORT")), ("idm.acme.example", "81"));
}

#[tokio::test]
async fn what_cannot_be_a_repository_is_refused_by_its_field() {
    let it = Bench::new().await;
    let system = it.add("Retail", "=cmd()").await;
    let (dot, space) = (it.add("A.B", "").await, it.add("A B", "").await);
    let folder = landscape::system_add(&it.app, NewSystem { name: "EMEA".into(), ..NewSystem::default() })
        .await
        .unwrap();
    it.consumer(&dot, "cert", SignIn::Certificate).await;
    let with = |query: IdmCsvQuery, consumer: &str| IdmCsvQuery { consumer: Some(consumer.into()), ..query };
    for (query, code, place) in [
        (of(&system), "ZD7002", "Description"),
        (IdmCsvQuery { systems: vec![dot.clone(), space.clone()], ..of(&dot) }, "ZD3003", "Name"),
        (of(&folder.id), "ZD2019", "EMEA"),
        (IdmCsvQuery::default(), "ZD3001", "systems"),
        (with(of(&dot), "nobody"), "ZD1016", "consumer"),
        (with(of(&dot), "cert"), "ZD3008", "consumer"),
        (IdmCsvQuery { include_user: true, ..of(&dot) }, "ZD3001", "consumer"),
        (IdmCsvQuery { public_url: Some("nowhere".into()), ..of(&dot) }, "ZD3004", "publicUrl"),
        (of("no-such"), "ZD1010", "no-such"),
    ] {
        let refused = it.csv(query).await.unwrap_err();
        assert_eq!((refused.code.as_str(), refused.place.as_deref()), (code, Some(place)), "{refused}");
    }
    let apart = IdmCsvQuery { systems: vec![dot], ..IdmCsvQuery::default() };
    assert_eq!(it.csv(apart).await.unwrap().file_name, "A.B.csv");
}

#[tokio::test]
async fn a_secret_is_told_once_and_kept_as_a_hash() {
    let it = Bench::new().await;
    let system = it.add("Retail", "").await;
    let added = it.consumer(&system, "idm", SignIn::Basic).await;
    let first = added.secret.unwrap();
    assert_eq!(first.len(), 43);
    let renewed = ConsumerEdit { new_secret: true, access: Some(false), ..ConsumerEdit::default() };
    let renewed = consumers::consumer_update(&it.app, &system, "idm", renewed).await.unwrap();
    let second = renewed.secret.unwrap();
    assert_ne!(first, second);
    let named = ConsumerEdit { name: Some("IdM PROD".into()), ..ConsumerEdit::default() };
    let named = consumers::consumer_update(&it.app, &system, "idm", named).await.unwrap();
    assert!(named.secret.is_none());
    let listed = consumers::consumers(&it.app, &system).await.unwrap();
    assert_eq!(listed, [Consumer { name: "IdM PROD".into(), access: false, ..added.consumer }]);

    let mut kept = Vec::new();
    for file in std::fs::read_dir(it.dir.path()).unwrap().flatten().filter(|file| file.path().is_file()) {
        kept.extend(std::fs::read(file.path()).unwrap());
    }
    let holds = |text: &str| kept.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("$argon2id$v=19$m=19456,t=2,p=1$") && !holds(&first) && !holds(&second));

    let certificate = it.consumer(&system, "cert", SignIn::Certificate).await;
    assert!(certificate.secret.is_none());
    let unasked = ConsumerEdit { new_secret: true, ..ConsumerEdit::default() };
    assert!(consumers::consumer_update(&it.app, &system, "cert", unasked).await.unwrap().secret.is_none());

    consumers::consumer_delete(&it.app, &system, "idm").await.unwrap();
    let twice = consumers::consumer_delete(&it.app, &system, "idm").await.unwrap_err();
    assert_eq!(twice.code, "ZD1016");
    let taken = NewConsumer { id: "cert".into(), ..NewConsumer::default() };
    assert_eq!(consumers::consumer_add(&it.app, &system, taken).await.map(drop).unwrap_err().code, "ZD3011");
}

#[tokio::test]
async fn proxy_settings_are_checked_by_field() {
    let it = Bench::new().await;
    let pem =
        |certificate: &str, key: &str| ProxyTls::Pem { certificate: certificate.into(), key: key.into() };
    let with = |tls| ProxySettings { tls, ..ProxySettings::default() };
    for (settings, place) in [
        (ProxySettings { public_url: "x".into(), ..ProxySettings::default() }, "publicUrl"),
        (ProxySettings { port: 0, ..ProxySettings::default() }, "port"),
        (with(pem("", "/k")), "certificate"),
        (with(pem("/c", "key.pem")), "key"),
        (
            ProxySettings { client_authorities: Some("ca.pem".into()), ..ProxySettings::default() },
            "clientAuthorities",
        ),
    ] {
        let refused = proxy_settings::proxy_settings_save(&it.app, settings).await.unwrap_err();
        assert_eq!(refused.place.as_deref(), Some(place), "{refused}");
    }
    assert_eq!(proxy_settings::proxy_settings(&it.app).await.unwrap(), ProxySettings::default());
}
