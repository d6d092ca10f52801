//! What can be compared, and what is told of a side that cannot.

use super::*;

#[tokio::test]
async fn sides_are_versions_drafts_defaults_other_systems_and_files() {
    let it = fixture().await;
    let other = system(&it.app, "Retail QA").await;
    let changed = DEFAULT_READ.replacen("\"$.userName\"", "\"$.login\"", 1);
    it.save(&other, READ, &changed).await;
    draft_save(&it.app, &it.system, READ, 1, changed.clone()).await.unwrap();
    let file = |text: &str, system: Option<&str>| TransformationSide::File {
        name: "export.json".into(),
        text: text.into(),
        system: system.map(str::to_owned),
    };
    let export = format!(
        r#"[{{"name":"A","connectorTypeString":"SAP_SUCCESSFACTORS","accessMode":"SOURCE","readTransformation":{changed}}},
           {{"name":"A","accessMode":"PROXY","properties":{{"xsuaa.origin":"x"}},"writeTransformation":{DEFAULT_WRITE}}}]"#
    );
    let current = || TransformationSide::Version { number: 1 };
    for (side, label, in_use, differs) in [
        (TransformationSide::Version { number: 1 }, "Retail PROD · Version 1", true, 0),
        (TransformationSide::Draft, "Draft", false, 1),
        (
            TransformationSide::Default,
            &*format!("Default of Zonedesk {}", env!("CARGO_PKG_VERSION")),
            false,
            0,
        ),
        (
            TransformationSide::System { system: other.clone(), version: None },
            "Retail QA · Version 2",
            true,
            1,
        ),
        (
            TransformationSide::System { system: other.clone(), version: Some(1) },
            "Retail QA · Version 1",
            false,
            0,
        ),
        (file(&changed, None), "export.json", false, 1),
        (file(&export, Some("A")), "export.json · A", false, 1),
    ] {
        let compared = transformation_compare(&it.app, &it.system, READ, current(), side).await.unwrap();
        assert_eq!(
            (compared.after.label.as_str(), compared.after.in_use, compared.changed),
            (label, in_use, differs)
        );
        assert_eq!((compared.after.errors, compared.before.errors), (0, 0));
        let foreign = compared.after.foreign.is_some();
        assert_eq!(foreign, label.ends_with("· A"), "{:?}", compared.after);
        // Every mapping is told, those that are the same too.
        let same: usize = compared.entities.iter().map(|entity| entity.unchanged.len()).sum();
        assert_eq!(u32::try_from(same).unwrap(), compared.unchanged);
    }
    for (side, code) in [
        (file(&export, None), Code::FileUnread),
        (file(&export, Some("A (2)")), Code::FileUnread),
        (file(&export, Some("B")), Code::FileUnread),
        (TransformationSide::Version { number: 9 }, Code::NoVersion),
        (TransformationSide::System { system: "x".into(), version: None }, Code::NoSystem),
    ] {
        let refused = transformation_compare(&it.app, &it.system, READ, current(), side).await.unwrap_err();
        assert!(refused.is(code), "{refused}");
    }
}

#[tokio::test]
async fn files_tell_what_they_hold_or_why_not() {
    let write = format!(
        r#"{{"name":"A","accessMode":"PROXY","properties":{{"xsuaa.origin":"x"}},"writeTransformation":{DEFAULT_WRITE}}}"#
    );
    let one = transformation_file("a.json", write.clone()).await.unwrap();
    assert_eq!(
        (one.systems.len(), one.systems[0].read, one.systems[0].write, one.foreign),
        (1, false, true, None)
    );
    let same_name = transformation_file("a.json", format!("[{write},{write}]")).await.unwrap();
    let names: Vec<&str> = same_name.systems.iter().map(|system| system.name.as_str()).collect();
    assert_eq!(names, ["A", "A (2)"]);
    for (text, kind) in
        [(DEFAULT_READ, Some(READ)), (DEFAULT_WRITE, Some(WRITE)), ("{\"user\": {\"mappings\": [", None)]
    {
        let file = transformation_file("t.json", format!("\u{feff}\n{text}")).await.unwrap();
        assert_eq!((file.systems.len(), file.kind), (0, kind));
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let wide = format!("[{}]", vec!["{\"name\":\"x\",\"properties\":{}}"; 3_000].join(","));
    for (text, why) in [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("hello", "no JSON"),
        ("\u{1f}\u{8b}\u{0}", "no JSON"),
        ("[1, 2", "line 1, column 5"),
        ("[]", "no system"),
        ("[1, \"a\", null]", "holds no mappings"),
        ("{}", "holds no mappings"),
        (r#"{"dependencies":{"react":"19"}}"#, "holds no mappings"),
        (&*deep, "deeper than"),
        (&*wide, "more than 2000 systems"),
        (&*format!("{{\"user\":{{\"mappings\":[\"{}\"]}}}}", "x".repeat(9 << 20)), "larger than 8 MiB"),
    ] {
        let refused = transformation_file("f.json", text.to_owned()).await.unwrap_err();
        assert!(refused.is(Code::FileUnread) && refused.message.contains(why), "{why}: {refused}");
        assert!(refused.message.len() < 300 && refused.help.is_some(), "{why}");
    }
}

#[tokio::test]
async fn a_broken_side_is_told_and_never_merged() {
    let it = fixture().await;
    let broken = DEFAULT_WRITE.replacen("\"scope\": \"createEntity\"", "\"scope\" \"createEntity\"", 1);
    let compared = it.compare(DEFAULT_WRITE, &broken).await;
    assert_eq!((compared.broken_before.len(), compared.broken_after[0].range.from.line), (0, 7));
    let merge = async |before: &str, after: &str, taken: &[&str]| {
        let [before, after] = [before, after].map(|text| TransformationSide::Text { text: text.to_owned() });
        let taken = taken.iter().map(|id| (*id).to_owned()).collect();
        transformation_merge(&it.app, &it.system, WRITE, before, after, taken).await
    };
    let refused = merge(DEFAULT_WRITE, &broken, &[]).await.unwrap_err();
    assert!(refused.is(Code::NotMergeable) && refused.place.as_deref() == Some("line 7"), "{refused}");

    let after = without(&moved(DEFAULT_WRITE, 10, 2), "/group");
    assert_eq!(merge(DEFAULT_WRITE, &after, &[]).await.unwrap(), DEFAULT_WRITE);
    assert_eq!(merge(DEFAULT_WRITE, &after, &["user:10>2"]).await.unwrap(), moved(DEFAULT_WRITE, 10, 2));
    let both = merge(DEFAULT_WRITE, &after, &["user:10>2", "group"]).await.unwrap();
    assert!(it.compare(&both, &after).await.same_meaning);
    let gone = merge(DEFAULT_WRITE, &after, &["user:3>3"]).await.unwrap_err();
    assert!(gone.is(Code::NotMergeable) && gone.message.contains("user:3>3"), "{gone}");
}
