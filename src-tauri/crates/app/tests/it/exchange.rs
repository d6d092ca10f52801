//! Systems leave as a file and come back; what is broken or hostile is told, and nothing is written.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use zonedesk_app::api::*;
use zonedesk_app::exchange::export::export_json;
use zonedesk_app::exchange::import::{import_apply, import_discard, import_plan};
use zonedesk_app::{App, Code, Options, landscape, session};

struct Bench {
    app: App,
    dir: tempfile::TempDir,
}

impl Bench {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let app = App::open(Options { workspace: Some(dir.path().to_owned()), ..Options::default() });
        session::secrets_this_run(&app).await.unwrap();
        Self { app, dir }
    }

    async fn add(&self, name: &str, parent: Option<&str>) -> String {
        let new = NewSystem {
            name: name.into(),
            description: "Tills".into(),
            parent: parent.map(str::to_owned),
            url: "https://api.authentication.eu10.hana.ondemand.com".into(),
            token_url: "https://shop.authentication.eu10.hana.ondemand.com/oauth/token".into(),
            client_id: "sb-x".into(),
            secret: Some("s3cret".into()),
            tags: vec!["production".into()],
            ..NewSystem::default()
        };
        landscape::system_add(&self.app, new).await.unwrap().id
    }

    async fn export(&self, systems: &[&str], history: bool) -> JsonExport {
        let systems = systems.iter().map(|id| (*id).to_owned()).collect();
        export_json(&self.app, JsonExportQuery { systems, history }).await.unwrap()
    }

    async fn plan(&self, name: &str, text: &str) -> ImportPlan {
        let file = ImportFile { name: name.into(), size: text.len() as u64, text: Some(text.into()) };
        import_plan(&self.app, vec![file]).await.unwrap()
    }

    /// Every row of every table, as text.
    fn rows(&self) -> String {
        let db = rusqlite::Connection::open(self.dir.path().join("zonedesk.db")).unwrap();
        let mut tables =
            db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").unwrap();
        let tables: Vec<String> = tables.query_map((), |row| row.get(0)).unwrap().flatten().collect();
        let mut rows = String::new();
        for table in tables {
            let mut query = db.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let width = query.column_count();
            let mut found = query.query(()).unwrap();
            let mut lines = BTreeSet::new();
            while let Some(row) = found.next().unwrap() {
                let cells: Vec<rusqlite::types::Value> = (0..width).map(|at| row.get(at).unwrap()).collect();
                lines.insert(format!("{cells:?}"));
            }
            writeln!(rows, "{table}: {}", lines.into_iter().collect::<String>()).unwrap();
        }
        rows
    }
}

/// As proposed.
fn ticked(plan: &ImportPlan) -> ImportApproval {
    let items = plan.items.iter().filter(|item| item.ticked).map(|item| ImportChoice {
        number: item.number,
        name: item.name.clone(),
        credentials: Vec::new(),
    });
    ImportApproval { plan: plan.id.clone(), items: items.collect() }
}

fn codes(plan: &ImportPlan) -> Vec<&str> {
    let files = plan.files.iter().flat_map(|file| &file.notices);
    let items = plan.items.iter().flat_map(|item| &item.notices);
    files.chain(items).map(|notice| notice.text.code.as_str()).collect()
}

fn folder(name: &str) -> NewSystem {
    NewSystem { name: name.into(), level: Level::Directory, ..NewSystem::default() }
}

#[tokio::test]
async fn systems_come_back_as_they_left() {
    let it = Bench::new().await;
    let above = landscape::system_add(&it.app, folder("EMEA")).await.unwrap().id;
    let below = it.add("Retail", Some(&above)).await;
    for history in [false, true] {
        let file = it.export(&[&below, &above], history).await;
        assert_eq!(file.file_name, "systems.json");
        assert!(!file.text.contains("s3cret"));

        let other = Bench::new().await;
        let plan = other.plan("systems.json", &file.text).await;
        assert!(plan.items.iter().all(|item| item.ticked && item.credentials.is_empty()), "{plan:?}");
        let made = import_apply(&other.app, ticked(&plan)).await.unwrap();
        let id = |name: &str| made.systems.iter().find(|made| made.name == name).unwrap().id.clone();
        let (retail, emea) = (id("Retail"), id("EMEA"));
        let node = landscape::system(&other.app, &retail).await.unwrap();
        assert_eq!((node.parent.as_ref(), node.client_id.as_str()), (Some(&emea), "sb-x"));
        let again = other.export(&[&retail, &emea], history).await;
        let expected = file.text.replace(&below, &retail).replace(&above, &emea);
        assert!(again.text == expected, "{:.400}", again.text);
    }
}

#[tokio::test]
async fn what_stands_in_the_way_is_told_with_a_proposal() {
    let it = Bench::new().await;
    let shop = it.add("Shop", None).await;
    let file = it.export(&[&shop], false).await;
    assert_eq!(file.file_name, "Shop.json");
    let two = format!("[{},{}]", file.text, file.text.replace("\"Shop\"", "\"Kö/ln\""));
    let plan = it.plan("exports/Shop", &two).await;
    let shown: Vec<_> = plan.items.iter().map(|item| (item.name.as_str(), item.ticked)).collect();
    assert_eq!(shown, [("Shop 2", true), ("K__ln", false)]);
    for code in ["notice.importNameTaken", "notice.importName", "notice.importSameId", "notice.importKnownId"]
    {
        assert!(codes(&plan).contains(&code), "{code}: {:?}", codes(&plan));
    }

    let named = |number: u32, name: &str| ImportChoice { number, name: name.into(), credentials: Vec::new() };
    let before = it.rows();
    for (items, code) in [
        (vec![], "ZD4003"),
        (vec![named(0, "Shop")], "ZD3003"),
        (vec![named(0, "A"), named(1, "a")], "ZD3003"),
        (vec![named(0, "A"), named(1, "/")], "ZD3002"),
        (vec![named(9, "A")], "ZD7003"),
    ] {
        let refused =
            import_apply(&it.app, ImportApproval { plan: plan.id.clone(), items }).await.unwrap_err();
        assert_eq!(refused.code, code, "{refused}");
        assert_eq!(it.rows(), before);
    }
    let items = vec![named(0, "Köln".replace('ö', "oe").as_str())];
    let made = import_apply(&it.app, ImportApproval { plan: plan.id.clone(), items }).await.unwrap();
    assert_eq!(made.systems[0].name, "Koeln");
    let gone = import_apply(&it.app, ticked(&plan)).await.unwrap_err();
    assert_eq!(gone.code, "ZD4001");
}

#[tokio::test]
async fn a_credential_of_a_file_is_kept_only_where_it_is_ticked() {
    let it = Bench::new().await;
    let file = r#"{"accessMode": "PROXY", "name": "Shop", "properties": {"xsuaa.origin": "a", "Password": "s3cret-x"}}"#;
    for (credentials, kept) in [(vec![], 0), (vec!["Password".to_owned()], 1)] {
        let plan = it.plan("shop.json", file).await;
        assert_eq!(plan.items[0].credentials, ["Password"]);
        let name = format!("Shop {kept}");
        let items = vec![ImportChoice { number: 0, name, credentials }];
        import_apply(&it.app, ImportApproval { plan: plan.id, items }).await.unwrap();
        assert_eq!(it.rows().matches("Text(\"Password\")").count(), kept);
        assert!(!it.rows().contains("s3cret-x"));
    }
}

#[tokio::test]
async fn what_comes_with_a_credential_that_cannot_be_kept_is_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let it = Bench {
        app: App::open(Options { workspace: Some(dir.path().to_owned()), ..Options::default() }),
        dir,
    };
    landscape::system_add(&it.app, folder("EMEA")).await.unwrap();
    // Secrets go to an encrypted file that nobody has opened.
    let db = rusqlite::Connection::open(it.dir.path().join("zonedesk.db")).unwrap();
    db.execute("INSERT INTO setting (key, value) VALUES ('secrets', '{\"place\":\"file\"}')", ()).unwrap();
    let before = it.rows();
    let file = r#"[
        {"accessMode": "PROXY", "name": "Shop", "properties": {"xsuaa.origin": "a", "Password": "s3cret-x"}},
        {"accessMode": "PROXY", "name": "Below", "properties": {"xsuaa.origin": "a"}, "zonedesk": {"parent": "EMEA"}},
        {"Name": "emea", "URL": "https://api.authentication.eu10.hana.ondemand.com", "Password": "s3cret-y"}]"#;
    let plan = it.plan("both.json", file).await;
    let choices = plan.items.iter().map(|item| ImportChoice {
        number: item.number,
        name: item.name.clone(),
        credentials: item.credentials.clone(),
    });
    let approval = ImportApproval { plan: plan.id.clone(), items: choices.collect() };
    assert_eq!(approval.items.iter().filter(|item| !item.credentials.is_empty()).count(), 2);
    let refused = import_apply(&it.app, approval.clone()).await.unwrap_err();
    assert!(refused.is(Code::VaultLocked), "{refused:?}");
    let but_texts = |rows: &str| -> Vec<String> {
        let kept =
            |line: &&str| !line.starts_with("sqlite_sequence") && !line.starts_with("transformation_text");
        rows.lines().filter(kept).map(str::to_owned).collect()
    };
    assert_eq!(but_texts(&it.rows()), but_texts(&before));

    // The same list goes through once there is a place for secrets.
    session::secrets_this_run(&it.app).await.unwrap();
    let made = import_apply(&it.app, approval).await.unwrap();
    assert_eq!((made.systems.len(), made.destinations.len()), (2, 1));
}

#[tokio::test]
async fn a_destination_file_becomes_a_destination() {
    let it = Bench::new().await;
    let lines =
        "Type=HTTP\nURL=https://api.authentication.eu10.hana.ondemand.com\nUser=sb-x\nPassword=****\n";
    let plan = it.plan("emea", lines).await;
    assert_eq!((plan.items[0].kind, plan.items[0].name.as_str()), (ImportKind::Destination, "emea"));
    assert!(codes(&plan).contains(&"notice.importMasked"));
    let made = import_apply(&it.app, ticked(&plan)).await.unwrap();
    assert_eq!((made.systems.len(), made.destinations.len()), (0, 1));
    let json =
        r#"{"Name": "emea", "Type": "HTTP", "URL": "https://api.authentication.eu10.hana.ondemand.com"}"#;
    let plan = it.plan("d.json", json).await;
    assert_eq!(plan.items[0].name, "emea 2");
    import_discard(&it.app, &plan.id).await;
    assert_eq!(import_apply(&it.app, ticked(&plan)).await.unwrap_err().code, "ZD4001");
}

#[tokio::test]
async fn a_transformation_that_is_broken_is_not_proposed() {
    let it = Bench::new().await;
    let file = r#"{"zonedesk": {}, "name": "A", "writeTransformation": {},
        "readTransformation": {"user": {"mappings": [{"sourcePath": "$[", "targetPath": "$.x"}]}}}"#;
    let plan = it.plan("a.json", file).await;
    assert!(codes(&plan).contains(&"notice.importBroken"));
    assert!(!plan.items[0].ticked && !plan.items[0].refused);
}

/// Files that cannot come in, made of one that can.
fn hostile(good: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, text: String| files.push((name.to_owned(), text.into_bytes()));
    // Cut off anywhere.
    let length = good.trim_end().len();
    for at in (0..length).step_by(length / 90) {
        if good.is_char_boundary(at) {
            add("cut.json", good[..at].to_owned());
        }
    }
    // A bracket, quote, colon or comma missing.
    let signs: Vec<usize> =
        good.match_indices(['{', '}', '[', ']', '"', ':', ',']).map(|(at, _)| at).collect();
    // In strings a sign is a letter like any other.
    for at in signs.iter().step_by(signs.len() / 120) {
        let text = format!("{}{}", &good[..*at], &good[at + 1..]);
        if serde_json::from_str::<serde_json::Value>(&text).is_err() {
            add("missing.json", text);
        }
    }
    // A member of another kind, one by one.
    let value: serde_json::Map<String, serde_json::Value> = serde_json::from_str(good).unwrap();
    for member in [
        "id",
        "name",
        "state",
        "properties",
        "encryptedProperties",
        "readTransformation",
        "writeTransformation",
        "zonedesk",
        "accessMode",
    ] {
        for other in ["7", "[1]", "true", "\"x\""] {
            let text_member = matches!(member, "id" | "name");
            if other == "\"x\"" && text_member {
                continue;
            }
            let mut changed = value.clone();
            changed.insert(member.to_owned(), serde_json::from_str(other).unwrap());
            add("kind.json", serde_json::to_string(&changed).unwrap());
        }
    }
    // Values that no property, tag or note may have.
    for (name, bad) in [
        ("", "x".to_owned()),
        ("a=b", "x".to_owned()),
        ("a\u{1b}[31m", "x".to_owned()),
        (" a", "x".to_owned()),
        ("#a", "x".to_owned()),
        ("x", "a\nb".to_owned()),
        ("x", "a\u{0}".to_owned()),
        ("x", "a".repeat(20_000)),
        (&"n".repeat(300), "x".to_owned()),
    ] {
        let mut changed = value.clone();
        changed["properties"][name] = bad.into();
        add("property.json", serde_json::to_string(&changed).unwrap());
    }
    for (member, bad) in [
        ("colour", serde_json::json!(0)),
        ("colour", serde_json::json!(4_000)),
        ("level", serde_json::json!("tenant")),
        ("tags", serde_json::json!(["a\u{7}"])),
        ("notes", serde_json::json!("\u{1b}[2J")),
        ("favourite", serde_json::json!("yes")),
        ("history", serde_json::json!({"read": [{"at": "now"}]})),
        (
            "history",
            serde_json::json!({"read": [{"at": "2026-01-01T00:00:00.000Z", "who": "a", "description": "b", "text": "no"}], "write": []}),
        ),
    ] {
        let mut changed = value.clone();
        changed["zonedesk"][member] = bad;
        add("zonedesk.json", serde_json::to_string(&changed).unwrap());
    }
    for (name, text) in [
        (
            "properties.json",
            format!(
                r#"{{"zonedesk": {{}}, "properties": {{{}}}}}"#,
                (0..1_001).map(|at| format!("\"p{at}\": \"\"")).collect::<Vec<_>>().join(",")
            ),
        ),
        ("empty.json", String::new()),
        ("blank.json", " \n\t".into()),
        ("null.json", "null".into()),
        ("word.json", "system".into()),
        ("text.json", "\"system\"".into()),
        ("number.json", "17".into()),
        ("none.json", "[]".into()),
        ("numbers.json", "[1, 2]".into()),
        ("object.json", "{}".into()),
        ("two.json", format!("{good}{good}")),
        ("twice.json", good.replacen("\"name\":", "\"name\": \"x\",\n  \"name\":", 1)),
        ("comment.json", format!("// a system\n{good}")),
        ("deep.json", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        (
            "deep-member.json",
            good.replacen("\"id\"", &format!("\"x\": {}1{}, \"id\"", "[".repeat(500), "]".repeat(500)), 1),
        ),
        ("many.json", format!("[{}]", vec!["{\"zonedesk\":{}}"; 2_001].join(","))),
        ("target.json", good.replace("\"PROXY\"", "\"WRITE\"")),
        ("source.json", good.replace("\"PROXY\"", "\"READ\"")),
        ("table.csv", "Name,URL\na,b".into()),
        ("program.exe", good.into()),
        ("page.html", "<html></html>".into()),
        ("page", "<html></html>".into()),
        ("lone.json", good.replacen("\"Tills\"", "\"\\ud800\"", 1)),
    ] {
        add(name, text);
    }
    files.push(("bytes.json".into(), vec![0xff, 0xfe, 0x7b, 0x00]));
    files
        .push(("latin.json".into(), good.replacen("Tills", "T\u{fc}", 1).chars().map(|c| c as u8).collect()));
    files
}

#[tokio::test]
async fn broken_and_hostile_files_are_told_and_leave_nothing() {
    let it = Bench::new().await;
    let shop = it.add("Shop", None).await;
    let good = it.export(&[&shop], false).await.text;
    let before = it.rows();
    let files = hostile(&good);
    assert!(files.len() >= 200, "{}", files.len());
    for (name, bytes) in &files {
        let size = bytes.len() as u64;
        let text = String::from_utf8(bytes.clone()).ok();
        let shown = text.clone().unwrap_or_default();
        let plan = import_plan(&it.app, vec![ImportFile { name: name.clone(), size, text }]).await.unwrap();
        let notices = plan.files.iter().flat_map(|file| &file.notices);
        let told: Vec<_> = notices.chain(plan.items.iter().flat_map(|item| &item.notices)).collect();
        let error = told.iter().find(|notice| notice.severity == Severity::Error);
        assert!(error.is_some_and(|error| error.text.message.len() > 10), "{name}: {told:?}\n{shown:.300}");
        assert!(plan.items.iter().all(|item| item.refused && !item.ticked), "{name}: {:?}", plan.items);
        let everything = plan.items.iter().map(|item| ImportChoice {
            number: item.number,
            name: "Free".into(),
            credentials: Vec::new(),
        });
        let all = ImportApproval { plan: plan.id, items: everything.collect() };
        import_apply(&it.app, all).await.unwrap_err();
    }
    let large = ImportFile { name: "large.json".into(), size: 1 << 40, text: None };
    let plan = import_plan(&it.app, vec![large]).await.unwrap();
    assert_eq!(codes(&plan), ["notice.importTooLarge"]);
    assert_eq!(it.rows(), before);
}
