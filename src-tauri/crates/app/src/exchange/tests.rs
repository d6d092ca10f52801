//! Files of systems: golden files, round trips, and what must not come in.

use std::collections::BTreeMap;

use proptest::prelude::*;
use zonedesk_scim::Timestamp;

use super::read::{Document, document, systems};
use super::shape::{Extra, History, Members, Version, dedent, indent};
use super::write::{Exported, write};
use crate::api::{Level, Notice, Severity};

fn exported() -> Exported {
    Exported {
        id: "3f1c9e52-7f0e-4b52-9a53-0f1f0d7c4b11".into(),
        name: "Retail PROD".into(),
        description: "Tills".into(),
        enabled: true,
        properties: [
            ("Type", "HTTP"),
            ("URL", "https://api.authentication.eu10.hana.ondemand.com"),
            ("xsuaa.origin", "acme-ias"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into(),
        credentials: ["Password".to_owned()].into(),
        read: "{\n  \"user\": {\n    \"mappings\": [ {\"constant\": 1.50, \"targetPath\": \"$.x\", \"odd\": 1e+2} ]\n  }\n}\n"
            .into(),
        write: "{\"group\":{\"mappings\":[]}}".into(),
        extra: Extra {
            level: Level::Subaccount,
            parent: Some("EMEA".into()),
            tags: vec!["production".into()],
            colour: Some(3),
            notes: "first\nsecond".into(),
            favourite: true,
            history: None,
        },
        imported: None,
    }
}

fn read(text: &str) -> Vec<(Document, Vec<Notice>)> {
    let raw = systems(text).unwrap();
    raw.iter().map(|raw| document(&Members::of(raw.get()).unwrap())).collect()
}

/// What an import keeps, as an export would write it again. The id is another one in the workspace, the same here.
fn again(document: &Document) -> Exported {
    Exported {
        id: document.id.clone().unwrap_or_default(),
        name: document.name.clone(),
        description: document.description.clone(),
        enabled: document.enabled,
        properties: document.properties.clone(),
        credentials: document.masked.clone(),
        read: document.read.clone().unwrap_or_default(),
        write: document.write.clone().unwrap_or_default(),
        extra: document.extra.clone(),
        imported: Some(document.imported.clone()),
    }
}

#[test]
fn files_are_written_byte_for_byte() {
    assert_eq!(write(&[exported()]), include_str!("golden/system.json"));
    let other = Exported { enabled: false, description: String::new(), ..exported() };
    assert_eq!(write(&[exported(), other]), include_str!("golden/systems.json"));
}

#[test]
fn members_that_nobody_knows_stay_where_they_were() {
    let file = r#"{
  "future": {"b": [1.10,  2], "a": "\u00e9"},
  "id": "a",
  "connectorTypeString": "XSUAA_OF_SAP",
  "accessMode": "PROXY",
  "name": "Shop",
  "tenantId": "t-1",
  "state": "DISABLED",
  "properties": {"xsuaa.origin": "x", "Password": "****"},
  "encryptedProperties": {"client": null},
  "fromImport": true,
  "readTransformation": {"user": {}},
  "writeTransformation": {"user": {}},
  "later": null
}"#;
    let (document, notices) = read(file).remove(0);
    assert!(notices.iter().all(|notice| notice.severity < Severity::Error), "{notices:?}");
    let expected = r#"{
  "future": {"b": [1.10,  2], "a": "\u00e9"},
  "id": "a",
  "connectorTypeString": "XSUAA_OF_SAP",
  "accessMode": "PROXY",
  "name": "Shop",
  "tenantId": "t-1",
  "state": "DISABLED",
  "properties": {
    "xsuaa.origin": "x"
  },
  "encryptedProperties": {
    "Password": null,
    "client": null
  },
  "fromImport": true,
  "readTransformation": {"user": {}},
  "writeTransformation": {"user": {}},
  "zonedesk": {
    "level": "subaccount",
    "tags": [],
    "notes": "",
    "favourite": false
  },
  "later": null
}
"#;
    assert_eq!(write(&[again(&document)]), expected);
}

#[test]
fn a_secret_is_told_apart_and_kept_out() {
    let file = r#"{"accessMode": "PROXY", "zonedesk": {}, "name": "A", "vault": {"clientSecret": "s3cret-1"},
        "properties": {"Password": "s3cret-2", "my.key": "-----BEGIN PRIVATE KEY-----s3cret-3"},
        "encryptedProperties": {"other": "s3cret-4", "third": "••••"}}"#;
    let (document, notices) = read(file).remove(0);
    assert!(document.credentials.keys().eq(["Password", "my.key", "other"]));
    assert!(document.masked.iter().eq(["third"]));
    assert!(document.properties.is_empty());
    let shown = format!("{}{notices:?}{}", document.imported, write(&[again(&document)]));
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[test]
fn what_is_no_proxy_of_this_type_is_refused_with_the_reason() {
    for (file, code) in [
        (
            r#"{"accessMode": "WRITE", "name": "A", "properties": {"xsuaa.origin": "x"}}"#,
            "notice.importNotProxy",
        ),
        (
            r#"{"accessMode": "PROXY", "connectorTypeString": "SAP_COMMERCE_CLOUD", "properties": {"URL": "https://x.example"}}"#,
            "notice.importOtherType",
        ),
        (r#"{"accessMode": "PROXY", "zonedesk": [], "name": "A"}"#, "notice.importWrongKind"),
        (r#"{"zonedesk": {}, "name": 3}"#, "notice.importWrongKind"),
        (r#"{"zonedesk": {}, "state": "ON"}"#, "notice.importWrongKind"),
        (r#"{"zonedesk": {}, "readTransformation": "x"}"#, "notice.importWrongKind"),
        (r#"{"zonedesk": {}, "properties": ["x"]}"#, "notice.importWrongKind"),
        (r#"{"zonedesk": {}, "properties": {"a": {}}}"#, "notice.importWrongKind"),
        (r#"{"zonedesk": {"colour": 11}}"#, "notice.importWrongKind"),
        (r#"{"zonedesk": {"tags": ["a\nb"]}}"#, "notice.importWrongKind"),
        (r#"{"zonedesk": {}, "name": "a", "name": "b"}"#, "notice.importTwice"),
        (r#"{"zonedesk": {}, "properties": {"a": "1", "a": "2"}}"#, "notice.importTwice"),
        (r#"{"zonedesk": {}, "properties": {"a": "x\u0000"}}"#, "notice.importProperty"),
        (r#"{"zonedesk": {}, "properties": {"": "x"}}"#, "notice.importProperty"),
    ] {
        let (_, notices) = read(file).remove(0);
        let worst: Vec<_> = notices.iter().filter(|notice| notice.severity == Severity::Error).collect();
        assert!(worst.iter().any(|notice| notice.text.code == code), "{file}: {notices:?}");
    }
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Zé\"\\\\/ {}\\[\\],:=\u{202e}']{0,12}"
}

/// JSON as somebody laid it out, with numbers in any spelling.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?[1-9][0-9]{0,20}(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,2})?",
        text().prop_map(|text| serde_json::json!(text).to_string()),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let blank = prop_oneof![Just(""), Just(" "), Just("\n"), Just("\n  "), Just("\r\n\t")];
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..4), blank.clone())
                .prop_map(|(items, blank)| format!("[{blank}{}{blank}]", items.join(&format!(",{blank}")))),
            (prop::collection::btree_map("[a-z.]{1,6}", inner, 0..4), blank).prop_map(|(members, blank)| {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("\"{name}\":{blank}{value}")).collect();
                format!("{{{blank}{}{blank}}}", members.join(&format!(",{blank}")))
            }),
        ]
    })
}

fn object() -> impl Strategy<Value = String> {
    json().prop_map(|value| format!("{{\"user\":\n    {value} }}"))
}

fn versions() -> impl Strategy<Value = Vec<Version>> {
    let version = (object(), "[a-z ]{0,8}", 0_i64..4_000_000_000_000).prop_map(|(text, who, at)| Version {
        at: Timestamp(at),
        who,
        description: "why".into(),
        text,
    });
    prop::collection::vec(version, 0..3)
}

fn any_system() -> impl Strategy<Value = Exported> {
    let properties = prop::collection::btree_map("[a-z]{1,3}\\.[a-z]{1,6}", text(), 0..5);
    let credentials = prop::collection::btree_set("[A-Z][a-z]{1,5}", 0..3);
    let history = prop::option::of((versions(), versions()));
    let extra = (prop::option::of("[A-Z]{1,4}"), prop::option::of(1_u8..=10), text(), any::<bool>(), history)
        .prop_map(|(parent, colour, notes, favourite, history)| Extra {
            level: Level::Directory,
            parent,
            tags: vec!["a".into(), "b".into()],
            colour,
            // as a system keeps them
            notes: notes.trim_end().to_owned(),
            favourite,
            history: history.map(|(read, write)| History { read, write }),
        });
    (text(), any::<bool>(), properties, credentials, object(), object(), extra).prop_map(
        |(description, enabled, properties, credentials, read, write, extra)| Exported {
            description,
            enabled,
            properties,
            credentials,
            read,
            write,
            extra,
            ..exported()
        },
    )
}

proptest! {
    #[test]
    fn what_is_read_is_written_again_byte_for_byte(systems in prop::collection::vec(any_system(), 1..4)) {
        let file = write(&systems);
        let documents: Vec<Document> = read(&file).into_iter().map(|(document, notices)| {
            assert!(notices.iter().all(|notice| notice.severity < Severity::Error), "{notices:?} {file}");
            document
        }).collect();
        let second: Vec<Exported> = documents.iter().map(again).collect();
        prop_assert_eq!(write(&second), file);
        for (document, system) in documents.iter().zip(&systems) {
            prop_assert_eq!(document.read.as_deref(), Some(system.read.trim()));
            let properties: &BTreeMap<String, String> = &document.properties;
            prop_assert_eq!(properties, &system.properties);
        }
    }

    #[test]
    fn a_layout_comes_back(json in json()) {
        prop_assert_eq!(dedent(&indent(&json)), json.trim());
    }

    #[test]
    fn any_text_is_read_without_a_fall(text in ".{0,200}") {
        if let Ok(found) = systems(&text) {
            for raw in found {
                if let Some(members) = Members::of(raw.get()) {
                    document(&members);
                }
            }
        }
    }
}
