//! A walk over a whole snapshot.

use std::ops::ControlFlow;

use crate::support::{Fixture, NOW, fixture, group, member, user};
use zonedesk_scim::{Email, GrantType, GroupGrant, Member, Origin, User};
use zonedesk_workspace::*;

impl Fixture {
    fn users(&self) -> u64 {
        self.workspace.existing_snapshot(self.system).unwrap().walk_length().unwrap().0
    }
}

/// Every user and role collection that a walk meets, as `id title json`.
fn walked(fixture: &Fixture, walk: Walk, most: usize) -> Vec<String> {
    let (mut met, mut numbers) = (Vec::new(), Vec::new());
    let snapshot = fixture.workspace.existing_snapshot(fixture.system).unwrap();
    snapshot
        .walk(walk, &mut |one| {
            met.push(format!("{} {} {}", one.id, one.title, std::str::from_utf8(one.json).unwrap()));
            numbers.push(one.number);
            if met.len() == most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
    let named = snapshot.named(&numbers).unwrap();
    assert!(met.iter().zip(&named).all(|(line, (id, title))| line.starts_with(&format!("{id} {title} {{"))));
    assert_eq!(named.len(), met.len());
    met
}

#[test]
fn a_walk_meets_everybody_as_the_account_gives_them() {
    let fixture = fixture();
    let grant = |value: &str, grant| GroupGrant { value: value.into(), display: value.into(), grant };
    let users = [
        User {
            // Another order than that of names, and one that no role collection was read of.
            groups: vec![
                grant("B", GrantType::Direct),
                GroupGrant { value: "zz".into(), display: "A".into(), grant: GrantType::Indirect },
            ],
            emails: vec![
                Email { value: "a".into(), primary: true },
                Email { value: "b".into(), primary: false },
            ],
            phone_numbers: vec!["+49 1".into()],
            zone_id: Some("z".into()),
            last_logon: Some(NOW),
            other: [("approvals".to_owned(), serde_json::json!([]))].into_iter().collect(),
            ..user("u1", "Jo \"Doe", "ias")
        },
        User { emails: Vec::new(), ..user("u2", "Max Lee", "sap.default") },
        User { groups: vec![grant("A", GrantType::Direct)], ..user("u3", "Amy Fox", "ias") },
    ];
    let groups = [
        group("B", &[member("u3"), member("u1"), Member::group("A")]),
        group("A", &[]),
        // One of whom only the id is known.
        group("C", &[member("gone"), Member::user("u2", Origin::default())]),
    ];
    fixture.load(&users, &groups);
    let snapshot = fixture.workspace.existing_snapshot(fixture.system).unwrap();
    assert_eq!(snapshot.walk_length().unwrap(), (3, 3));
    let line = |id: &str, title: &str, write: &dyn Fn(&mut Vec<u8>)| {
        let mut json = Vec::new();
        write(&mut json);
        format!("{id} {title} {}", String::from_utf8(json).unwrap())
    };
    let mut expected: Vec<_> = ["u1", "u2", "u3"]
        .map(|id| {
            let user = snapshot.user(id).unwrap().unwrap();
            line(id, &user.user_name, &|out| user.write_json(out))
        })
        .into();
    expected.extend(["B", "A", "C"].map(|id| {
        let group = snapshot.role_collection(id, u32::MAX).unwrap().unwrap();
        line(id, id, &|out| group.write_json(out))
    }));
    let met = walked(&fixture, Walk::ALL, usize::MAX);
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    assert_eq!(sorted(met.clone()), sorted(expected));
    // Users first.
    assert!(met[..3].iter().all(|line| line.starts_with('u')), "{met:?}");
    assert!(
        met[0].contains(r#""groups":[{"value":"zz","display":"A","type":"INDIRECT"},{"value":"B""#),
        "{}",
        met[0]
    );

    assert_eq!(walked(&fixture, Walk { users: 1, role_collections: 2, ..Walk::ALL }, usize::MAX).len(), 3);
    assert_eq!(walked(&fixture, Walk { users: 0, ..Walk::ALL }, 2).len(), 2);
    assert_eq!(walked(&fixture, Walk::ALL, 2), met[..2]);
    // Nobody's role collections, and else the same.
    let without = walked(&fixture, Walk { groups: false, ..Walk::ALL }, usize::MAX);
    for (line, whole) in without.iter().zip(&met) {
        let (head, rest) = whole.split_once(r#""groups":["#).unwrap_or((whole, ""));
        assert!(line.starts_with(head), "{line}");
        let rest = rest.split_once(']').map_or(String::new(), |(_, rest)| format!(r#""groups":[]{rest}"#));
        assert_eq!(line[head.len()..], rest);
    }
    assert_eq!(without.len(), met.len());
}

#[test]
fn a_walk_holds_up_nobody() {
    let fixture = fixture();
    fixture
        .load(&[user("u1", "Jo Doe", "ias"), user("u2", "Max Lee", "ias")], &[group("A", &[member("u1")])]);
    let mut met = 0;
    let snapshot = fixture.workspace.existing_snapshot(fixture.system).unwrap();
    snapshot
        .walk(Walk::ALL, &mut |_| {
            met += 1;
            if met == 1 {
                // Another reader, a change, and a refresh that puts a new file in its place.
                let gone = [SnapshotChange::UserGone { id: "u2".into() }];
                fixture.workspace.change_snapshot(fixture.system, &gone, Author::Us, NOW).unwrap();
                assert_eq!(fixture.users(), 1);
                fixture.load(&[user("u9", "Al Old", "ias")], &[]);
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(met, 3);
    assert_eq!(fixture.users(), 1);
}
