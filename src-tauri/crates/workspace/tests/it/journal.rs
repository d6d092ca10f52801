//! The journal: what it keeps, that it is found again, that tampering shows, and that a crash loses nothing.

use rusqlite::Connection;
use serde_json::json;
use sha2::{Digest, Sha256};
use zonedesk_scim::Timestamp;
use zonedesk_workspace::*;

struct Fixture {
    dir: tempfile::TempDir,
    workspace: Workspace,
    system: SystemId,
}

fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let system = "194e6a6d-0000-4000-8000-000000000000".parse().unwrap();
    Fixture { dir, workspace, system }
}

fn sentence(message: &str) -> Sentence {
    Sentence { message: message.into(), ..Sentence::default() }
}

fn request(number: u32, outcome: Outcome) -> RequestRecord {
    RequestRecord {
        number,
        method: "DELETE".into(),
        path: format!("/Users/u{number}"),
        what: sentence("Delete"),
        body: None,
        before: Some(json!({"id": format!("u{number}"), "name": "Jörg"})),
        after: None,
        outcome,
        status: (outcome == Outcome::Done).then_some(200),
        milliseconds: 1,
        error: None,
        difference: None,
        created: None,
        attempts: Vec::new(),
        left_out: Vec::new(),
    }
}

impl Fixture {
    fn draft(&self, title: &str) -> Draft {
        Draft {
            at: Timestamp(1_800_000_000_000),
            who: "jo".into(),
            title: sentence(title),
            system: self.system,
            system_name: "Retail PROD".into(),
            reason: "ticket 4711".into(),
            undo_of: None,
            resumes: None,
            names: vec!["Jörg Müller".into()],
            touched: vec!["u1".into()],
        }
    }

    fn entry(&self, draft: Draft, outcome: Outcome) -> i64 {
        let mut run = self.workspace.begin_run(draft, vec![request(1, Outcome::NotSent)]).unwrap();
        run.note(request(1, outcome)).unwrap();
        run.finish(End::Complete).unwrap()
    }

    fn titles(&self, filter: EntryFilter) -> String {
        let page = self.workspace.journal_page(&EntryFilter { limit: 10, ..filter }).unwrap();
        assert_eq!(page.total, page.rows.len() as u64);
        page.rows.iter().map(|row| row.draft.title.message.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The file, for a hand that is not ours.
    fn file(&self) -> Connection {
        Connection::open(self.dir.path().join("zonedesk.db")).unwrap()
    }
}

#[test]
fn entries_come_back_and_are_found() {
    let it = fixture();
    let first = it.entry(it.draft("one"), Outcome::Done);
    let failed = it.entry(
        Draft { reason: "other".into(), names: vec![], touched: vec![], ..it.draft("two") },
        Outcome::Failed,
    );
    let other: SystemId = "294e6a6d-0000-4000-8000-000000000000".parse().unwrap();
    it.entry(
        Draft { system: other, at: Timestamp(1_900_000_000_000), undo_of: Some(first), ..it.draft("three") },
        Outcome::Done,
    );
    it.entry(Draft { undo_of: Some(failed), ..it.draft("four") }, Outcome::Failed);
    let all = EntryFilter::default;
    for (filter, titles) in [
        (all(), "four three two one"),
        (EntryFilter { search: "muller JORG".into(), ..all() }, "four three one"),
        (EntryFilter { search: "retail TICKET".into(), ..all() }, "four three one"),
        (EntryFilter { search: "%".into(), ..all() }, ""),
        (EntryFilter { system: Some(it.system), ..all() }, "four two one"),
        (EntryFilter { failed_only: true, ..all() }, "four two"),
        (EntryFilter { since: Some(Timestamp(1_850_000_000_000)), ..all() }, "three"),
        (EntryFilter { touching: Some((it.system, "u1".into())), ..all() }, "four one"),
        (EntryFilter { touching: Some((it.system, "u2".into())), ..all() }, ""),
    ] {
        assert_eq!(it.titles(filter.clone()), titles, "{filter:?}");
    }
    let page = it.workspace.journal_page(&EntryFilter { offset: 1, limit: 2, ..all() }).unwrap();
    assert_eq!((page.total, page.failed, page.rows.len()), (4, 2, 2));

    let entry = it.workspace.journal_entry(first).unwrap();
    assert_eq!(entry.requests, [request(1, Outcome::Done)]);
    assert_eq!(entry.head.draft, it.draft("one"));
    assert_eq!((entry.head.changed, entry.head.failed, entry.head.undone_by), (1, 0, Some(3)));
    // The reverse failed: nothing is undone.
    assert_eq!(it.workspace.journal_entry(failed).unwrap().head.undone_by, None);
    assert!(matches!(it.workspace.journal_entry(99), Err(WorkspaceError::NoEntry { entry: 99 })));
}

#[test]
fn the_file_refuses_to_change_entries_and_the_chain_shows_what_was_changed_all_the_same() {
    let it = fixture();
    let check = || it.workspace.verify_journal().unwrap();
    assert_eq!(check(), JournalCheck { entries: 0, broken_at: None });
    for title in ["one", "two", "three"] {
        it.entry(it.draft(title), Outcome::Done);
    }
    assert_eq!(check(), JournalCheck { entries: 3, broken_at: None });
    let db = it.file();
    for statement in ["DELETE FROM journal WHERE entry = 3", "UPDATE journal SET text = '{}' WHERE entry = 2"]
    {
        assert!(db.execute(statement, ()).unwrap_err().to_string().contains("append-only"));
    }
    db.execute_batch("DROP TRIGGER journal_keeps_entries; DROP TRIGGER journal_loses_nothing").unwrap();
    for (tampering, broken_at) in [
        ("UPDATE journal SET text = replace(text, 'ticket 4711', 'ticket 4712') WHERE entry = 2", 2),
        ("UPDATE journal SET hash = replace(hash, 'a', 'b') WHERE entry = 3", 3),
        ("DELETE FROM journal WHERE entry = 3", 3),
        ("DELETE FROM journal WHERE entry = 2", 2),
        ("DELETE FROM journal WHERE entry = 1", 1),
        ("UPDATE journal SET entry = 4 WHERE entry = 3", 3),
    ] {
        db.execute_batch("BEGIN").unwrap();
        db.execute_batch(tampering).unwrap();
        db.execute_batch("COMMIT").unwrap();
        assert_eq!(check().broken_at, Some(broken_at), "{tampering}");
        // Start afresh with the same three entries.
        db.execute_batch("DELETE FROM journal; DELETE FROM sqlite_sequence WHERE name = 'journal'").unwrap();
        for title in ["one", "two", "three"] {
            it.entry(it.draft(title), Outcome::Done);
        }
        assert_eq!(check(), JournalCheck { entries: 3, broken_at: None });
    }
    // One who knows how entries are hashed: the next one has the former hash in it.
    let second = "SELECT replace(text, 'ticket 4711', 'ticket 4712') FROM journal WHERE entry = 2";
    let forged: String = db.query_row(second, (), |row| row.get(0)).unwrap();
    let digest = Sha256::digest(forged.as_bytes());
    let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    db.execute("UPDATE journal SET text = ?, hash = ? WHERE entry = 2", (forged, hash)).unwrap();
    assert_eq!(check().broken_at, Some(3));
}

#[test]
fn many_writers_make_one_chain() {
    let it = fixture();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let workspace = Workspace::open(it.dir.path()).unwrap();
                for _ in 0..5 {
                    let run = workspace.begin_run(it.draft("x"), vec![request(1, Outcome::NotSent)]).unwrap();
                    run.finish(End::Cancelled).unwrap();
                }
            });
        }
    });
    assert_eq!(it.workspace.verify_journal().unwrap(), JournalCheck { entries: 30, broken_at: None });
}

#[test]
fn a_change_whose_process_died_is_written_down_and_a_living_one_is_let_alone() {
    let it = fixture();
    let planned: Vec<_> = (1..=4).map(|number| request(number, Outcome::NotSent)).collect();
    let mut dead = it.workspace.begin_run(it.draft("dead"), planned.clone()).unwrap();
    dead.note(request(1, Outcome::Done)).unwrap();
    dead.note(request(2, Outcome::Failed)).unwrap();
    let mut alive = it.workspace.begin_run(it.draft("alive"), planned).unwrap();
    alive.note(request(1, Outcome::Done)).unwrap();
    // As the end of a process does: the lock goes, the rest stays.
    drop(dead);

    let other = Workspace::open(it.dir.path()).unwrap();
    assert_eq!(other.recover_runs().unwrap(), [1]);
    assert_eq!(other.recover_runs().unwrap(), [0_i64; 0]);
    let entry = other.journal_entry(1).unwrap();
    assert_eq!(entry.head.end, End::Interrupted);
    let outcomes: Vec<_> = entry.requests.iter().map(|request| request.outcome).collect();
    assert_eq!(outcomes, [Outcome::Done, Outcome::Failed, Outcome::Unclear, Outcome::NotSent]);

    // Somebody can go on with it, until it is begun or let be; one of which all was answered is no such.
    assert_eq!(other.interrupted().unwrap(), [1]);
    let resuming = Draft { resumes: Some(1), ..it.draft("resuming") };
    let mut through = it.workspace.begin_run(resuming, vec![request(1, Outcome::NotSent)]).unwrap();
    assert_eq!(other.interrupted().unwrap(), [0_i64; 0]);
    through.note(request(1, Outcome::Done)).unwrap();
    drop(through);
    assert_eq!(other.recover_runs().unwrap(), [2]);
    assert_eq!(other.interrupted().unwrap(), [0_i64; 0]);
    drop(it.workspace.begin_run(it.draft("dead, too"), vec![request(1, Outcome::NotSent)]).unwrap());
    assert_eq!(other.recover_runs().unwrap(), [3]);
    assert_eq!(other.interrupted().unwrap(), [3]);
    other.settle_interrupted(3).unwrap();
    assert_eq!(other.interrupted().unwrap(), [0_i64; 0]);

    assert_eq!(alive.finish(End::Cancelled).unwrap(), 4);
    assert_eq!(other.recover_runs().unwrap(), [0_i64; 0]);
    assert_eq!(std::fs::read_dir(it.dir.path().join("runs")).unwrap().count(), 0);
    assert_eq!(other.verify_journal().unwrap().broken_at, None);
}
