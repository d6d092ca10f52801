//! Transformations of systems: versions, drafts, and what happens when two save at once.

use proptest::prelude::*;
use zonedesk_scim::Timestamp;
use zonedesk_workspace::TransformationKind::{Read, Write};
use zonedesk_workspace::*;

struct Fixture {
    dir: tempfile::TempDir,
    workspace: Workspace,
    system: SystemId,
}

fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let system = NewSystem {
        name: "Retail PROD".parse().unwrap(),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: vec![],
        demo: None,
        properties: Default::default(),
    };
    let system = workspace.add_system(&system).unwrap().id;
    Fixture { dir, workspace, system }
}

fn new(text: &str) -> NewTransformation {
    NewTransformation {
        text: text.into(),
        description: format!("{text}, described"),
        at: Timestamp(text.len() as i64),
        who: "Jana".into(),
    }
}

impl Fixture {
    fn initial(&self, kind: TransformationKind, text: &str) -> (u32, String) {
        let (version, text) = self.workspace.transformation(self.system, kind, &new(text)).unwrap();
        (version.number, text)
    }

    fn save(&self, kind: TransformationKind, based_on: u32, text: &str) -> String {
        match self.workspace.save_transformation(self.system, kind, based_on, &new(text)) {
            Ok(version) => format!("version {}", version.number),
            Err(error) => error.to_string(),
        }
    }

    fn numbers(&self, kind: TransformationKind) -> Vec<u32> {
        let versions = self.workspace.transformation_versions(self.system, kind).unwrap();
        versions.iter().map(|version| version.number).collect()
    }

    fn draft(&self, base: u32, text: &str) {
        let draft = TransformationDraft { base, at: Timestamp(1), text: text.into() };
        self.workspace.save_transformation_draft(self.system, Read, &draft).unwrap();
    }
}

#[test]
fn the_initial_version_is_made_once_and_stays_when_the_default_changes() {
    let it = fixture();
    assert!(it.numbers(Read).is_empty());
    assert_eq!(it.initial(Read, "default"), (1, "default".into()));
    assert_eq!(it.initial(Read, "later default"), (1, "default".into()));
    assert_eq!(it.initial(Write, "later default"), (1, "later default".into()));
    assert_eq!((it.numbers(Read), it.numbers(Write)), (vec![1], vec![1]));
    // It is no change of configuration: nobody did anything.
    assert_eq!(it.workspace.configuration_page(it.system, 0, 1).unwrap().total, 0);
}

#[test]
fn each_save_is_a_version_and_is_noted_and_the_second_of_two_savers_is_told() {
    let it = fixture();
    it.initial(Read, "1");
    it.initial(Write, "1");
    for (based_on, text, said) in [
        (1, "1", "the text is that of version 1 of the read transformation: nothing changed"),
        (1, "two", "version 2"),
        (1, "other", "version 2 of the read transformation was saved meanwhile by Jana"),
        // Also where both wrote the same: the second did not see the first.
        (1, "two", "version 2 of the read transformation was saved meanwhile by Jana"),
        (3, "other", "version 2 of the read transformation was saved meanwhile by Jana"),
        (2, "1", "version 3"),
    ] {
        assert_eq!(it.save(Read, based_on, text), said);
    }
    assert_eq!(it.save(Write, 1, "two"), "version 2");

    let versions = it.workspace.transformation_versions(it.system, Read).unwrap();
    assert_eq!(versions.iter().map(|v| v.number).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!((versions[1].at, versions[1].who.as_str()), (Timestamp(3), "Jana"));
    assert_eq!(versions[1].description, "two, described");
    assert_eq!(versions[0].hash, versions[2].hash);
    assert_ne!(versions[0].hash, versions[1].hash);
    let noted = it.workspace.configuration_page(it.system, 0, 10).unwrap().rows;
    let noted: Vec<_> = noted.into_iter().map(|row| (row.change, row.at, row.who)).collect();
    let change = |kind, number, text: &str| {
        let description = format!("{text}, described");
        let change = ConfigurationChange::Transformation { kind, number, description };
        (change, Timestamp(text.len() as i64), "Jana".to_owned())
    };
    assert_eq!(noted, [change(Write, 2, "two"), change(Read, 3, "1"), change(Read, 2, "two")]);
}

#[test]
fn versions_outlive_their_system_and_get_no_new_ones_then() {
    let it = fixture();
    it.initial(Read, "1");
    it.save(Read, 1, "2");
    it.draft(2, "d");
    it.workspace.delete_system(it.system).unwrap();
    assert_eq!(it.numbers(Read), [2, 1]);
    assert_eq!(it.workspace.transformation_version(it.system, Read, 1).unwrap().1, "1");
    assert_eq!(it.workspace.transformation_draft(it.system, Read).unwrap(), None);
    let gone = format!("there is no system {}", it.system);
    assert_eq!(it.save(Read, 2, "3"), gone);
    assert_eq!(it.workspace.transformation(it.system, Write, &new("1")).unwrap_err().to_string(), gone);
    let draft = TransformationDraft { base: 1, at: Timestamp(1), text: "d".into() };
    let kept = it.workspace.save_transformation_draft(it.system, Write, &draft);
    assert_eq!(kept.unwrap_err().to_string(), gone);
}

#[test]
fn a_version_that_never_was_is_named() {
    let it = fixture();
    let missing =
        |kind, number| it.workspace.transformation_version(it.system, kind, number).unwrap_err().to_string();
    assert_eq!(missing(Read, 1), "the read transformation has no version 1");
    it.initial(Read, "1");
    assert_eq!(missing(Read, 2), "the read transformation has no version 2");
    assert_eq!(missing(Write, 1), "the write transformation has no version 1");
}

#[test]
fn a_draft_stays_until_its_text_is_a_version_or_it_is_discarded() {
    let it = fixture();
    it.initial(Read, "1");
    let text = |workspace: &Workspace| {
        workspace.transformation_draft(it.system, Read).unwrap().map(|draft| (draft.base, draft.text))
    };
    it.draft(1, "dra");
    it.draft(1, "draft");
    // As after a crash.
    let again = Workspace::open(it.dir.path()).unwrap();
    assert_eq!(text(&again), Some((1, "draft".into())));
    // Somebody else's save leaves it, with the version that it began from.
    assert_eq!(it.save(Read, 1, "other"), "version 2");
    assert_eq!(text(&again), Some((1, "draft".into())));
    assert_eq!(it.save(Read, 2, "draft"), "version 3");
    assert_eq!(text(&again), None);
    it.draft(3, "more");
    it.workspace.discard_transformation_draft(it.system, Read).unwrap();
    it.workspace.discard_transformation_draft(it.system, Read).unwrap();
    assert_eq!(text(&again), None);
}

#[test]
fn writers_at_once_lose_nothing() {
    let it = fixture();
    it.initial(Read, "1");
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (dir, system) = (it.dir.path(), it.system);
            scope.spawn(move || {
                let workspace = Workspace::open(dir).unwrap();
                let mut based_on = 1;
                let mut saved = 0;
                while saved < 5 {
                    let text = format!("{writer} {saved}");
                    match workspace.save_transformation(system, Read, based_on, &new(&text)) {
                        Ok(version) => (based_on, saved) = (version.number, saved + 1),
                        Err(WorkspaceError::SavedMeanwhile { in_use, .. }) => based_on = in_use.number,
                        Err(other) => panic!("{other}"),
                    }
                }
            });
        }
    });
    let mut texts: Vec<_> = (2..=21)
        .map(|number| it.workspace.transformation_version(it.system, Read, number).unwrap().1)
        .collect();
    texts.sort();
    let expected: Vec<_> = (0..4).flat_map(|w| (0..5).map(move |n| format!("{w} {n}"))).collect();
    assert_eq!(texts, expected);
    assert_eq!(it.numbers(Read), (1..=21).rev().collect::<Vec<_>>());
}

/// What one of two writers does next.
#[derive(Debug, Clone)]
enum Step {
    /// Looks at the version in use.
    Look,
    Save(String),
}

fn step() -> impl Strategy<Value = (usize, Step)> {
    (0..2_usize, prop_oneof![Just(Step::Look), "[ab\\r\\n\u{feff}\u{0}{}]{0,3}".prop_map(Step::Save)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn two_writers_keep_every_text_that_was_taken(steps in prop::collection::vec(step(), 0..24)) {
        let it = fixture();
        it.initial(Read, "initial");
        let writers = [it.workspace.clone(), Workspace::open(it.dir.path()).unwrap()];
        let mut seen = [1, 1];
        let mut taken = vec!["initial".to_owned()];
        for (writer, step) in steps {
            let last = taken.len() as u32;
            match step {
                Step::Look => {
                    let (version, text) =
                        writers[writer].transformation(it.system, Read, &new("never")).unwrap();
                    prop_assert_eq!((version.number, &text), (last, &taken[taken.len() - 1]));
                    seen[writer] = last;
                }
                Step::Save(text) => {
                    match writers[writer].save_transformation(it.system, Read, seen[writer], &new(&text)) {
                        Ok(version) => {
                            prop_assert!(seen[writer] == last && taken[taken.len() - 1] != text);
                            prop_assert_eq!(version.number, last + 1);
                            taken.push(text);
                            seen[writer] = version.number;
                        }
                        Err(WorkspaceError::SavedMeanwhile { in_use, .. }) => {
                            prop_assert!(seen[writer] != last && in_use.number == last);
                        }
                        Err(WorkspaceError::NothingChanged { number, .. }) => {
                            prop_assert!(number == last && taken[taken.len() - 1] == text);
                        }
                        Err(other) => panic!("{other}"),
                    }
                }
            }
        }
        for (number, text) in (1..).zip(&taken) {
            prop_assert_eq!(&it.workspace.transformation_version(it.system, Read, number).unwrap().1, text);
        }
        prop_assert_eq!(it.numbers(Read), (1..=taken.len() as u32).rev().collect::<Vec<_>>());
    }
}
