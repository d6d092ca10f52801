//! Transformations beside one another: what is said of each kind of change, sides, files, merging, the landscape.

mod sides;

use zonedesk_app::api::{
    MappingChangeKind, MappingDifference, MemberDifference, NewSystem, NewVersion, PropertiesEdit, Severity,
    TransformationComparison, TransformationKind, TransformationSide,
};
use zonedesk_app::system_transformations::*;
use zonedesk_app::transformations::{DEFAULT_READ, DEFAULT_WRITE, text};
use zonedesk_app::{App, Code, Options, landscape, properties, session};

const READ: TransformationKind = TransformationKind::Read;
const WRITE: TransformationKind = TransformationKind::Write;

struct Fixture {
    _dir: tempfile::TempDir,
    app: App,
    system: String,
}

async fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let app = App::open(Options { workspace: Some(dir.path().to_owned()), ..Options::default() });
    session::secrets_this_run(&app).await.unwrap();
    let system = system(&app, "Retail PROD").await;
    Fixture { _dir: dir, app, system }
}

async fn system(app: &App, name: &str) -> String {
    let url = "https://api.authentication.eu10.hana.ondemand.com".to_owned();
    let token_url = "https://shop.authentication.eu10.hana.ondemand.com/oauth/token".to_owned();
    let new = NewSystem {
        name: name.into(),
        url,
        token_url,
        client_id: "sb-a".into(),
        secret: Some("s".into()),
        ..NewSystem::default()
    };
    landscape::system_add(app, new).await.unwrap().id
}

impl Fixture {
    async fn compare(&self, before: &str, after: &str) -> TransformationComparison {
        let [before, after] = [before, after].map(|text| TransformationSide::Text { text: text.to_owned() });
        transformation_compare(&self.app, &self.system, WRITE, before, after).await.unwrap()
    }

    async fn set(&self, name: &str, value: &str) {
        let edit = PropertiesEdit {
            properties: [(name.to_owned(), Some(value.to_owned()))].into(),
            ..PropertiesEdit::default()
        };
        properties::properties_save(&self.app, &self.system, edit).await.unwrap();
    }

    async fn save(&self, system: &str, kind: TransformationKind, text: &str) {
        let new =
            NewVersion { system: system.to_owned(), kind, based_on: 1, description: "ticket 4711".into() };
        transformation(&self.app, system, kind).await.unwrap();
        transformation_save(&self.app, &new, text.to_owned()).await.unwrap();
    }
}

/// All that is said of each change, a line each: kind, entity type, title, place, tags, what is different, notes.
fn said(comparison: &TransformationComparison) -> Vec<String> {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let notes = |id: &str| -> String {
        let of = comparison.notes.iter().filter(|note| note.change.as_deref() == Some(id));
        of.map(|note| format!(" | {:?}: {}", note.severity, note.text)).collect()
    };
    let member = |change: &MemberDifference| {
        format!("{}: {} > {}{}", change.id, value(&change.before), value(&change.after), notes(&change.id))
    };
    let mut lines = Vec::new();
    for entity in &comparison.entities {
        lines.extend(entity.members.iter().map(member));
        for mapping @ MappingDifference { id, kind, title, before, after, tags, .. } in &entity.mappings {
            let sign = match kind {
                MappingChangeKind::Added => '+',
                MappingChangeKind::Removed => '-',
                MappingChangeKind::Changed => '~',
                MappingChangeKind::Moved => '↕',
            };
            let place = match (&mapping.moved, before, after) {
                (Some(_), Some(from), Some(to)) => format!("{from} → {to}"),
                (_, from, to) => to.or(*from).unwrap().to_string(),
            };
            let tags = if *kind == MappingChangeKind::Changed {
                format!(" [{}]", tags.join(", "))
            } else {
                String::new()
            };
            let lines_of = mapping.lines.iter().filter(|line| !line.same);
            let different: Vec<String> = lines_of
                .map(|line| format!("{}: {} > {}", line.name.trim(), value(&line.before), value(&line.after)))
                .collect();
            let matters = mapping.moved.iter().map(|moved| match moved.matters.as_slice() {
                [] => " | no effect".to_owned(),
                why => format!(" | matters: {}", why.join("; ")),
            });
            lines.push(format!(
                "{sign} {} {title} {place}{tags} {}{}{}",
                entity.name,
                different.join(", "),
                matters.collect::<String>(),
                notes(id)
            ));
        }
    }
    lines.extend(comparison.others.iter().map(member));
    lines
}

fn moved(text_: &str, from: usize, to: usize) -> String {
    let (root, _) = text::parse(text_);
    text::apply(text_, &text::move_item(text_, &root, "/user/mappings", from, to).unwrap()).unwrap()
}

fn without(text_: &str, pointer: &str) -> String {
    let (root, _) = text::parse(text_);
    text::apply(text_, &[text::remove(&root, pointer).unwrap()]).unwrap()
}

/// The write transformation with a function, a condition and a property more, so that each can be changed.
fn rich() -> String {
    DEFAULT_WRITE
        .replacen(
            "\"sourcePath\": \"$.userName\",",
            "\"sourcePath\": \"$.userName\",\n        \"functions\": [\n          { \"function\": \"replaceString\", \
             \"target\": \"@old.example\", \"replacement\": \"@acme.example\" }\n        ],",
            1,
        )
        .replacen("\"scimEntityEndpoint\": \"Groups\"", "\"scimEntityEndpoint\": \"Groups\",\n    \"condition\": \"$.displayName =~ /Retail.*/\"", 1)
}

/// The ten changes that a person must be able to judge in one look.
#[tokio::test]
async fn each_kind_of_change_is_said_as_what_it_is() {
    let it = fixture().await;
    it.set("cost.center", "4711").await;
    let rich = rich();
    let reformatted = text::pretty(&rich).unwrap().replace("  ", "\t").replace("\": ", "\":");
    let cases: [(&str, String, &[&str]); 10] = [
        ("moved", moved(&rich, 10, 2), &["↕ user $.origin 11 → 3  | no effect"]),
        ("reformatted", reformatted, &[]),
        (
            "function parameter",
            rich.replace("@acme.example", "@acme.test"),
            &["~ user $.userName 3 [functions] .replacement: \"@acme.example\" > \"@acme.test\""],
        ),
        (
            "condition",
            rich.replace("@.primary == true", "@.primary != false"),
            &[
                "~ user $.emails[0].primary 6 [condition] condition: $.emails[?(@.primary == true)].value == [] > $.emails[?(@.primary != false)].value == []",
            ],
        ),
        (
            "property",
            rich.replace("%xsuaa.origin%", "%cost.center%"),
            &[
                "~ user $.origin 11 [constant] constant: \"%xsuaa.origin%\" > \"%cost.center%\" | Information: %cost.center% is set to 4711 in this system.",
            ],
        ),
        (
            "scope",
            rich.replacen("createEntity", "patchEntity", 1),
            &["~ user $.id 1 [scope] scope: createEntity > patchEntity"],
        ),
        (
            "reordered with effect",
            moved(&rich, 5, 3),
            &[
                "↕ user $.emails[0].primary 6 → 4  | matters: $.emails (now mapping 6) was passed, and it writes there too",
            ],
        ),
        ("reordered without", moved(&rich, 8, 6), &["↕ user $.active 9 → 7  | no effect"]),
        (
            "renamed target",
            rich.replace("\"targetPath\": \"$.externalId\"", "\"targetPath\": \"$.employeeNumber\""),
            &["~ user $.employeeNumber 8 [targetPath] targetPath: $.externalId > $.employeeNumber"],
        ),
        (
            "deleted",
            without(&rich, "/user/mappings/6"),
            &[
                "- user $.phoneNumbers 7 sourcePath: $.phoneNumbers > -, preserveArrayWithSingleElement: true > -, targetPath: $.phoneNumbers > -, optional: true > -",
            ],
        ),
    ];
    for (name, after, expected) in cases {
        assert_ne!(after, rich, "{name}");
        let comparison = it.compare(&rich, &after).await;
        assert_eq!(said(&comparison), expected, "{name}");
        assert_eq!(comparison.same_meaning, expected.is_empty(), "{name}");
        assert!(!comparison.same_text, "{name}");
        // And the other way round the other is said.
        let back = it.compare(&after, &rich).await;
        assert_eq!((back.added, back.removed), (comparison.removed, comparison.added), "{name}");
    }
}

#[tokio::test]
async fn notes_say_what_only_the_later_side_has() {
    let it = fixture().await;
    it.set("xsuaa.origin", "sap.ids").await;
    let case = async |after: String| it.compare(&rich(), &after).await;
    let texts = |comparison: &TransformationComparison| -> Vec<(Severity, Option<String>, String)> {
        comparison.notes.iter().map(|n| (n.severity, n.change.clone(), n.text.clone())).collect()
    };
    // Unset: null would be written.
    let unset = case(rich().replace("%xsuaa.origin%", "%cost.center%")).await;
    assert_eq!(texts(&unset)[0].0, Severity::Warning);
    assert_eq!(texts(&unset)[0].1.as_deref(), Some("user:10>10"));
    assert!(texts(&unset)[0].2.contains("cost.center is not set"), "{:?}", unset.notes);
    // A finding that was there before is no news, wherever its mapping stands now.
    let before = rich().replace("%xsuaa.origin%", "%gone%");
    let moved_along = it.compare(&before, &moved(&before, 10, 2)).await;
    assert_eq!(moved_along.notes, []);
    // What a deleted mapping leaves behind is told of the mapping that lacks it.
    let sets = rich()
        .replacen("\"targetPath\": \"$.displayName\"", "\"targetVariable\": \"kept\"", 1)
        .replacen("\"sourcePath\": \"$.description\"", "\"sourceVariable\": \"kept\"", 1);
    let gone = it.compare(&sets, &without(&sets, "/group/mappings/1")).await;
    let told = texts(&gone);
    assert!(
        told.iter().any(|(severity, change, text)| *severity == Severity::Warning
            && change.is_none()
            && text.starts_with("group, mapping 2 ($.description): ")),
        "{told:?}"
    );
}

#[tokio::test]
async fn the_landscape_is_held_against_one_side() {
    let it = fixture().await;
    let folder = NewSystem { name: "Acme".into(), ..NewSystem::default() };
    landscape::system_add(&it.app, folder).await.unwrap();
    let qa = system(&it.app, "Retail QA").await;
    let dev = system(&it.app, "Retail DEV").await;
    let other =
        without(&moved(DEFAULT_WRITE, 10, 2), "/user/mappings/5").replacen("\"Groups\"", "\"groups\"", 1);
    it.save(&qa, WRITE, &text::pretty(DEFAULT_WRITE).unwrap().replace("  ", "\t")).await;
    it.save(&dev, WRITE, &other).await;
    let against = async |side| transformation_landscape(&it.app, WRITE, side, None).await;
    let compared = against(TransformationSide::Default).await.unwrap();
    let rows: Vec<_> = compared
        .rows
        .iter()
        .map(|r| {
            (
                r.name.as_str(),
                r.same_text,
                r.same_meaning,
                [r.added, r.removed, r.changed, r.moved],
                r.is_default,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("Retail DEV", false, false, [0, 1, 1, 1], false),
            ("Retail PROD", true, true, [0, 0, 0, 0], true),
            ("Retail QA", false, true, [0, 0, 0, 0], false),
        ]
    );
    // A look at all makes nobody a version.
    assert!(transformation_versions(&it.app, &it.system, WRITE).await.unwrap().len() == 1);
    let of_dev = against(TransformationSide::System { system: dev, version: None }).await.unwrap();
    assert_eq!(
        (of_dev.against.as_str(), of_dev.rows[0].same_text, of_dev.rows[1].added),
        ("Retail DEV · Version 2", true, 1)
    );
    assert!(against(TransformationSide::Draft).await.unwrap_err().is(Code::ValueInvalid));
    let torn = TransformationSide::Text { text: "{".into() };
    assert!(against(torn).await.unwrap_err().is(Code::TransformationBroken));
}

#[tokio::test]
async fn a_large_landscape_is_compared_at_once() {
    let it = fixture().await;
    for n in 0..499 {
        let system = system(&it.app, &format!("System {n}")).await;
        // A fifth of them has a text of its own.
        if n % 5 == 0 {
            let text = DEFAULT_WRITE.replacen("\"$.userName\"", &format!("\"$.login{n}\""), 1);
            it.save(&system, WRITE, &text).await;
        }
    }
    let started = std::time::Instant::now();
    let compared = transformation_landscape(&it.app, WRITE, TransformationSide::Default, None).await.unwrap();
    let differ = compared.rows.iter().filter(|row| !row.same_meaning).count();
    assert_eq!((compared.rows.len(), differ), (500, 100));
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
    println!("500 systems, 100 texts: {:?}", started.elapsed());
}
