//! What is seen while a snapshot is loaded, and what is left of one that was not.

use super::*;

#[test]
fn readers_see_one_generation_or_the_other_and_files_do_not_pile_up() {
    let it = fixture();
    it.load(&[user("old", "O O", "ias")], &[]);
    let before = it.workspace.existing_snapshot(it.system).unwrap();
    let mut load = it.workspace.load_snapshot(it.system).unwrap();
    load.users(&[user("new", "N N", "ias")]).unwrap();
    assert_eq!(it.ids("", &[], &[]), "old");
    // Read before the change, written after it.
    it.change(SnapshotChange::User(Box::new(user("changed", "C C", "ias"))));
    load.finish(NOW, &Completeness::Complete).unwrap();
    assert_eq!(it.ids("", &[], &[]), "changed new");
    assert!(before.user("old").unwrap().is_some());
    drop(before);

    let mut dropped = it.workspace.load_snapshot(it.system).unwrap();
    dropped.users(&[user("lost", "L L", "ias")]).unwrap();
    drop(dropped);
    assert_eq!(it.ids("", &[], &[]), "changed new");
    assert_eq!(it.files(), 1);

    it.workspace.delete_system(it.system).unwrap();
    assert_eq!(std::fs::read_dir(it.workspace.dir().join("snapshots")).unwrap().count(), 0);
}

#[test]
fn a_part_does_not_replace_the_whole() {
    let it = fixture();
    let partial = Completeness::Partial(Partial {
        users_total: Some(2),
        role_collections_total: None,
        problem: serde_json::json!({"code": "x"}),
    });
    let load = |id: &str, completeness: &Completeness| {
        let mut load = it.workspace.load_snapshot(it.system).unwrap();
        load.users(&[user(id, "A A", "ias")]).unwrap();
        load.finish(NOW, completeness).unwrap()
    };
    assert!(load("part", &partial));
    assert_eq!(it.ids("", &[], &[]), "part");
    assert!(it.workspace.system(it.system).unwrap().snapshot.unwrap().partial.is_some());
    assert!(load("whole", &Completeness::Complete));
    assert!(!load("part", &partial));
    assert_eq!(it.ids("", &[], &[]), "whole");
    assert_eq!(it.workspace.system(it.system).unwrap().snapshot.unwrap().partial, None);
}

#[test]
fn a_first_load_shows_what_it_has_until_it_ends_or_is_broken_off() {
    let part = Partial { users_total: Some(3), role_collections_total: None, problem: serde_json::json!({}) };
    for ends in [true, false] {
        let it = fixture();
        let partial = || it.workspace.system(it.system).unwrap().snapshot.unwrap().partial.is_some();
        let mut load = it.workspace.load_snapshot(it.system).unwrap();
        load.users(&[user("a", "A A", "z")]).unwrap();
        assert!(load.show(NOW, &part).unwrap());
        assert_eq!((it.ids("", &[], &[]).as_str(), partial()), ("a", true));
        let held = it.workspace.existing_snapshot(it.system).unwrap();
        // What is done to what is shown is not lost when more of it comes.
        it.change(SnapshotChange::UserGone { id: "a".into() });
        load.users(&[user("b", "B B", "y")]).unwrap();
        assert!(load.show(NOW, &part).unwrap());
        assert_eq!((it.ids("", &[], &[]).as_str(), partial()), ("b", true));
        assert!(held.user("b").unwrap().is_none(), "who reads is not disturbed");
        load.users(&[user("c", "C C", "x")]).unwrap();
        let after = if ends {
            assert!(load.finish(NOW, &Completeness::Complete).unwrap());
            "b c"
        } else {
            drop(load);
            "b"
        };
        assert_eq!((it.ids("", &[], &[]).as_str(), partial()), (after, !ends));
        drop(held);
        assert_eq!(it.files(), 1);
    }
}

#[test]
fn a_refresh_shows_no_part_in_place_of_another_snapshot() {
    let it = fixture();
    let part = Partial { users_total: None, role_collections_total: None, problem: serde_json::json!({}) };
    let mut first = it.workspace.load_snapshot(it.system).unwrap();
    let mut second = it.workspace.load_snapshot(it.system).unwrap();
    first.users(&[user("first", "F F", "ias")]).unwrap();
    second.users(&[user("second", "S S", "ias")]).unwrap();
    assert!(first.show(NOW, &part).unwrap());
    assert!(!second.show(NOW, &part).unwrap());
    assert!(second.finish(NOW, &Completeness::Complete).unwrap());
    assert!(!first.show(NOW, &part).unwrap());
    assert_eq!(it.ids("", &[], &[]), "second");
    drop(first);
    assert_eq!(it.files(), 1);
}
