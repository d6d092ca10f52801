//! Transformations of systems, and a system's history.

use zonedesk_app::api::{
    AppError, HistoryKind, HistoryQuery, MappingAct, MappingChangeKind, MappingSource, NewSystem, NewVersion,
    Severity, TextPlace, TransformationKind, TransformationOperation, TransformationSide,
};
use zonedesk_app::system_history::{system_history, system_history_csv};
use zonedesk_app::system_transformations::*;
use zonedesk_app::transformations::{DEFAULT_READ, DEFAULT_WRITE};
use zonedesk_app::{App, Code, Options, landscape};

const READ: TransformationKind = TransformationKind::Read;

struct Fixture {
    dir: tempfile::TempDir,
    app: App,
    system: String,
}

async fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let app = App::open(Options { workspace: Some(dir.path().to_owned()), ..Options::default() });
    let new = NewSystem { name: "Retail PROD".into(), ..NewSystem::default() };
    let system = landscape::system_add(&app, new).await.unwrap().id;
    Fixture { dir, app, system }
}

impl Fixture {
    fn version(&self, based_on: u32, description: &str) -> NewVersion {
        NewVersion { system: self.system.clone(), kind: READ, based_on, description: description.to_owned() }
    }

    async fn save(&self, based_on: u32, text: &str) -> Result<u32, AppError> {
        let new = self.version(based_on, "ticket 4711");
        transformation_save(&self.app, &new, text.to_owned()).await.map(|version| version.number)
    }
}

/// Other mappings than the default's, no errors.
fn changed(target: &str) -> String {
    DEFAULT_READ.replacen("\"$.userName\"", &format!("\"$.{target}\""), 1)
}

#[tokio::test]
async fn the_first_look_makes_version_1_of_the_default() {
    let it = fixture().await;
    let found = transformation(&it.app, &it.system, READ).await.unwrap();
    assert_eq!((found.version.number, found.text.as_str(), found.draft), (1, DEFAULT_READ, None));
    assert!(found.is_default && found.version.in_use);
    let versions = transformation_versions(&it.app, &it.system, READ).await.unwrap();
    assert_eq!(versions, [found.version]);
    let nowhere = transformation(&it.app, "194e6a6d-0000-4000-8000-000000000000", READ).await;
    assert!(nowhere.unwrap_err().is(Code::NoSystem));
}

#[tokio::test]
async fn a_save_is_refused_with_its_reason_or_is_a_version() {
    let it = fixture().await;
    let broken = DEFAULT_READ.replacen("concatString", "conCat", 1);
    let blank = transformation_save(&it.app, &it.version(1, " "), changed("a")).await.unwrap_err();
    assert!(blank.is(Code::DescriptionMissing) && blank.place.as_deref() == Some("description"));
    let refused = it.save(1, &broken).await.unwrap_err();
    assert!(
        refused.is(Code::TransformationErrors) && refused.message.contains("an error in line 15"),
        "{refused}"
    );
    assert!(it.save(1, DEFAULT_READ).await.unwrap_err().is(Code::NothingChanged));
    let large = " ".repeat(9 << 20);
    assert!(it.save(1, &large).await.unwrap_err().is(Code::ValueInvalid));
    assert_eq!(transformation_versions(&it.app, &it.system, READ).await.unwrap().len(), 1);

    // Foreign formatting stays.
    let foreign = changed("a").replace('\n', "\r\n");
    assert_eq!(it.save(1, &foreign).await, Ok(2));
    let side = TransformationSide::Version { number: 2 };
    assert_eq!(transformation_text(&it.app, &it.system, READ, side).await.unwrap(), foreign);

    // Another process saved meanwhile.
    let other = App::open(Options { workspace: Some(it.dir.path().to_owned()), ..Options::default() });
    assert_eq!(
        transformation_save(&other, &it.version(2, "theirs"), changed("b"))
            .await
            .map(|version| version.number),
        Ok(3)
    );
    let second = it.save(2, &changed("c")).await.unwrap_err();
    assert!(second.is(Code::SavedMeanwhile) && second.place.as_deref() == Some("3"), "{second}");
    let mine = TransformationSide::Text { text: changed("c") };
    let theirs = TransformationSide::Version { number: 3 };
    let seen = transformation_compare(&it.app, &it.system, READ, theirs, mine).await.unwrap();
    assert_eq!((seen.same_meaning, seen.changed, seen.entities.len()), (false, 1, 2));
    assert_eq!(it.save(3, &changed("c")).await, Ok(4));

    // A warning is the person's to weigh.
    let warned = DEFAULT_READ.replacen("\"$.name\"", "\"name\"", 1);
    let check = transformation_check(&it.app, &it.system, READ, warned.clone()).await.unwrap();
    assert!(check.errors == 0 && check.warnings > 0);
    assert_eq!(it.save(4, &warned).await, Ok(5));
}

#[tokio::test]
async fn what_is_applied_is_a_new_version() {
    let it = fixture().await;
    it.save(1, &changed("a")).await.unwrap();
    it.save(2, &changed("b")).await.unwrap();
    transformation_apply(&it.app, &it.version(3, "was right"), 2).await.unwrap();
    transformation_reset(&it.app, &it.version(4, "all over")).await.unwrap();
    let same = transformation_default(&it.app, &it.version(5, "again")).await.unwrap_err();
    assert!(same.is(Code::NothingChanged));
    assert!(transformation_apply(&it.app, &it.version(5, "d"), 9).await.unwrap_err().is(Code::NoVersion));
    assert!(
        transformation_apply(&it.app, &it.version(4, "d"), 2).await.unwrap_err().is(Code::SavedMeanwhile)
    );

    let versions = transformation_versions(&it.app, &it.system, READ).await.unwrap();
    let told: Vec<_> =
        versions.iter().map(|v| (v.number, v.in_use, v.description.as_str())).take(2).collect();
    assert_eq!(told, [(5, true, "Reset to initial: all over"), (4, false, "Version 2 applied: was right")]);
    assert!(versions[4].in_use, "version 1 has the text in use");
}

#[tokio::test]
async fn a_draft_is_kept_whatever_it_is_until_it_is_saved_or_discarded() {
    let it = fixture().await;
    let draft = async |app: &App| transformation(app, &it.system, READ).await.unwrap().draft;
    draft_save(&it.app, &it.system, READ, 1, "{ half".into()).await.unwrap();
    let again = App::open(Options { workspace: Some(it.dir.path().to_owned()), ..Options::default() });
    assert_eq!(draft(&again).await.unwrap().text, "{ half");
    assert!(it.save(1, "{ half").await.unwrap_err().is(Code::TransformationErrors));
    assert_eq!(draft(&again).await.unwrap().base, 1);
    draft_save(&it.app, &it.system, READ, 1, changed("a")).await.unwrap();
    it.save(1, &changed("a")).await.unwrap();
    assert_eq!(draft(&again).await, None);
    assert!(draft_save(&it.app, &it.system, READ, 3, "x".into()).await.unwrap_err().is(Code::NoVersion));
    let none = transformation_text(&it.app, &it.system, READ, TransformationSide::Draft).await;
    assert!(none.unwrap_err().is(Code::NoDraft));
    draft_save(&it.app, &it.system, READ, 2, "x".into()).await.unwrap();
    draft_discard(&it.app, &it.system, READ).await.unwrap();
    assert_eq!(draft(&again).await, None);
}

#[tokio::test]
async fn a_check_places_findings_as_an_editor_counts_and_marks_changed_mappings() {
    let it = fixture().await;
    let check = async |text: String| transformation_check(&it.app, &it.system, READ, text).await.unwrap();
    let same = check(DEFAULT_READ.to_owned()).await;
    assert_eq!((same.readable, same.errors, same.removed), (true, 0, 0));
    assert!(same.entities.iter().flat_map(|e| &e.mappings).all(|m| m.change.is_none()));
    let names: Vec<_> = same.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["user", "group"]);

    let edited = check(changed("x")).await;
    let marked: Vec<_> = edited
        .entities
        .iter()
        .flat_map(|entity| &entity.mappings)
        .filter_map(|mapping| Some((mapping.change?, mapping.title.clone())))
        .collect();
    assert_eq!(marked.len(), 1, "{marked:?}");
    assert_eq!(marked[0].0, MappingChangeKind::Changed);

    let text = "{\"user\": {\"mappings\": [\r\n {\"😀\": \"$.a\", \"sourcPath\": \"$.a\"}]}}";
    let wrong = check(text.into()).await;
    let finding = wrong.findings.iter().find(|f| f.message.contains("sourcPath")).unwrap();
    assert_eq!((finding.range.from.line, finding.range.from.column), (2, 16));
    assert!(finding.fix.is_some() && finding.severity != Severity::Information);
    let torn = check("{\"user\": ".into()).await;
    assert!(!torn.readable && torn.errors > 0);
}

#[tokio::test]
async fn a_check_tells_lines_that_differ_what_is_gone_and_what_was_written_for_another_system() {
    let it = fixture().await;
    let check = async |text: String| transformation_check(&it.app, &it.system, READ, text).await.unwrap();
    let same = check(DEFAULT_READ.to_owned()).await;
    assert_eq!((same.lines.len(), same.foreign), (0, None));
    let edited = check(changed("x")).await;
    let [line] = edited.lines[..] else { panic!("{:?}", edited.lines) };
    assert_eq!((line.from, line.kind), (line.to, MappingChangeKind::Changed));

    // The first mapping of the user taken out: its lines are gone before the line that follows.
    let list = DEFAULT_READ.find('[').unwrap() + 1;
    let first = list + DEFAULT_READ[list..].find('{').unwrap();
    let behind = first + DEFAULT_READ[first..].find("},").unwrap() + 2;
    let without = check(format!("{}{}", &DEFAULT_READ[..first], DEFAULT_READ[behind..].trim_start())).await;
    assert_eq!(without.removed, 1);
    assert_eq!(without.entities[0].removed.len(), 1);
    assert_eq!(without.entities[0].removed[0].number, 1);
    let [gone] = without.lines[..] else { panic!("{:?}", without.lines) };
    assert_eq!((gone.kind, gone.to), (MappingChangeKind::Removed, gone.from - 1));

    let warned = check(DEFAULT_READ.replacen("\"$.name\"", "\"name\"", 1)).await;
    let worst: Vec<_> = warned.entities.iter().flat_map(|e| &e.mappings).filter_map(|m| m.severity).collect();
    assert_eq!(worst, [Severity::Warning]);
    let named = check(DEFAULT_READ.replacen("\"$.name\"", "\"$.%one%%two%%one%\"", 1)).await;
    let names: Vec<_> = named.properties.iter().map(|p| (p.name.as_str(), p.value.as_deref())).collect();
    assert!(names.ends_with(&[("one", None), ("two", None)]), "{names:?}");
    let foreign = check(DEFAULT_READ.replace("scimEntityEndpoint", "endpoint")).await;
    assert!(foreign.foreign.unwrap().contains("proxy system"));
    let write =
        transformation_check(&it.app, &it.system, TransformationKind::Write, DEFAULT_WRITE.into()).await;
    let entities = write.unwrap().entities;
    let (patched, written): (Vec<_>, Vec<_>) = entities
        .iter()
        .flat_map(|entity| &entity.mappings)
        .map(|mapping| mapping.runs_on.as_slice())
        .partition(|runs_on| *runs_on == [TransformationOperation::Patch]);
    assert!(
        !patched.is_empty()
            && written.iter().all(|runs_on| runs_on.contains(&TransformationOperation::Create))
    );
    assert!(edited.entities[0].mappings[0].runs_on.is_empty());
    let other = check(DEFAULT_WRITE.to_owned()).await;
    assert!(other.foreign.unwrap().contains("write transformation"));
}

#[tokio::test]
async fn the_language_tells_functions_with_their_parameters() {
    let it = fixture().await;
    let language = transformation_language(&it.app, &it.system).await.unwrap();
    assert!(language.functions.iter().any(|function| {
        function.name == "encode" && function.parameters[0].values == ["base32", "base64"]
    }));
    assert!(language.mapping_keys.iter().any(|key| key.name == "sourcePath" && key.takes == "path"));
}

#[tokio::test]
async fn the_history_tells_what_was_done_by_kind_and_page() {
    let it = fixture().await;
    it.save(1, &changed("a")).await.unwrap();
    transformation_reset(&it.app, &it.version(2, "=1+1, \"twice\"")).await.unwrap();
    let query = |kinds: &[HistoryKind], offset| HistoryQuery {
        system: it.system.clone(),
        kinds: kinds.to_vec(),
        offset,
        limit: 1,
    };
    let page = system_history(&it.app, query(&[HistoryKind::Transformation], 0)).await.unwrap();
    assert_eq!((page.total, page.rows.len()), (2, 1));
    assert_eq!(page.rows[0].title.message, "Read transformation, version 3");
    assert_eq!(page.rows[0].reason, "Reset to initial: =1+1, \"twice\"");
    let next = system_history(&it.app, query(&[HistoryKind::Transformation], 1)).await.unwrap();
    assert_eq!(next.rows[0].reason, "ticket 4711");
    assert_eq!(system_history(&it.app, query(&[HistoryKind::Change], 0)).await.unwrap().total, 0);
    let count = page.counts.iter().find(|count| count.kind == HistoryKind::Transformation).unwrap();
    assert_eq!(count.count, 2);

    let csv = system_history_csv(&it.app, query(&[HistoryKind::Transformation], 0)).await.unwrap();
    let lines: Vec<_> = csv.split("\r\n").collect();
    assert_eq!(lines[0], "Time,Who,Kind,What,Reason,Requests,Failed");
    let tail =
        ",Transformations,\"Read transformation, version 3\",\"Reset to initial: =1+1, \"\"twice\"\"\",,";
    assert!(lines[1].ends_with(tail), "{}", lines[1]);
    assert_eq!(lines.len(), 4);
}

#[tokio::test]
async fn a_text_is_told_as_rows() {
    let it = fixture().await;
    let text = r#"{"user": {"scimEntityEndpoint": "Users", "skipOperations": ["delete"], "mappings": [
        {"sourceVariable": "entityIdTargetSystem", "targetPath": "$.id", "scope": "deleteEntity"},
        {"sourcePath": "$.a", "targetPath": "$.b", "team": 1.0, "constant": 2, "condition": "$.a ==",
         "functions": [{"type": "substring", "beginIndex": 0}], "correlationAttribute": true},
        {"type": "valueMapping", "sourcePaths": ["$.s"], "targetPath": "$.t", "defaultValue": null,
         "valueMappings": [{"key": ["x"], "mappedValue": true}]},
        {"type": "remove", "targetPath": "$.c", "ignore": true}]}}"#;
    let write = TransformationKind::Write;
    let table = transformation_mappings(&it.app, &it.system, write, text.to_owned()).await.unwrap();
    assert!(table.readable);
    let user = &table.entities[0];
    assert_eq!((user.pointer.as_str(), user.endpoint.as_deref()), ("/user", Some("Users")));
    let [id, plain, values, removed] = user.rows.as_slice() else { panic!("{:?}", user.rows) };
    // The entity type leaves deleting out, so nothing runs this mapping.
    assert_eq!((id.runs_on.len(), id.scope.as_deref()), (0, Some("deleteEntity")));
    assert_eq!(plain.runs_on, [TransformationOperation::Create, TransformationOperation::Update]);
    assert_eq!(plain.source, MappingSource::Path { path: "$.a".into() });
    assert!(plain.correlation && !plain.optional);
    assert_eq!(plain.functions[0].pointer, "/user/mappings/1/functions/0");
    assert_eq!(plain.functions[0].parameters[0].json, "0");
    let others: Vec<_> = plain.others.iter().map(|m| (m.name.as_str(), m.json.as_str())).collect();
    assert_eq!(others, [("team", "1.0"), ("constant", "2")]);
    let found: Vec<&str> = plain.findings.iter().map(|f| f.member.as_str()).collect();
    assert!(found.contains(&"/condition") && found.contains(&"/team"), "{found:?}");
    assert_eq!(plain.change, Some(MappingChangeKind::Added));
    assert_eq!(
        (values.value_mappings[0].key.clone(), values.default_value.as_deref()),
        (vec!["\"x\"".into()], Some("null"))
    );
    assert!(removed.ignore && removed.runs_on.is_empty() && removed.source == MappingSource::None);

    let torn = transformation_mappings(&it.app, &it.system, write, text.replacen(':', "", 1)).await.unwrap();
    assert!(!torn.readable);
}

#[tokio::test]
async fn acts_are_edits_at_places_of_the_text() {
    let text = "{\r\n\t\"é\": [\"😀\", 0]\r\n}".to_owned();
    let remove = MappingAct::Set { pointer: "/é/1".into(), json: Some("true".into()) };
    let edits = transformation_edit(text.clone(), vec![remove]).await.unwrap();
    let place = |column| TextPlace { line: 2, column };
    assert_eq!(
        (edits[0].range.from, edits[0].range.to, edits[0].text.as_str()),
        (place(14), place(15), "true")
    );
    let nowhere = MappingAct::Remove { pointer: "/a".into() };
    let refused = transformation_edit(text, vec![nowhere]).await.unwrap_err();
    assert_eq!((refused.code.as_str(), refused.message.as_str()), ("ZD6010", "Nothing stands at \"/a\"."));
    let torn = transformation_edit("{\n\"a\"".into(), vec![MappingAct::Format]).await.unwrap_err();
    assert_eq!(torn.place.as_deref(), Some("line 2"));
}
