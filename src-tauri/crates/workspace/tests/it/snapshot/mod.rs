//! Snapshots: loading, swapping, searching, sorting, and putting right after a change.

mod loading;

use crate::support::{Fixture, NOW, fixture, group, member, user};
use zonedesk_scim::{Email, Group, GroupGrant, Member, Meta, Origin, Timestamp, User};
use zonedesk_workspace::*;

const DAY: i64 = 86_400_000;

impl Fixture {
    /// How many databases of snapshots there are.
    fn files(&self) -> usize {
        let files = std::fs::read_dir(self.workspace.dir().join("snapshots")).unwrap();
        files.flatten().filter(|file| file.file_name().to_string_lossy().ends_with(".db")).count()
    }

    fn change(&self, change: SnapshotChange) {
        self.workspace.change_snapshot(self.system, &[change], Author::Us, NOW).unwrap();
    }

    fn ids(&self, search: &str, tests: &[UserTest], sort: &[(UserSort, Direction)]) -> String {
        let page = self.page(search, tests, sort, 0, 100);
        assert_eq!(page.total, page.rows.len() as u64);
        page.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn page(
        &self,
        search: &str,
        tests: &[UserTest],
        sort: &[(UserSort, Direction)],
        offset: u32,
        limit: u32,
    ) -> UserPage {
        let filter = UserFilter { search: search.into(), tests: tests.to_vec() };
        let query = UserQuery {
            filter,
            sort: sort.to_vec(),
            offset,
            limit,
            inactive_before: Timestamp(NOW.0 - 180 * DAY),
        };
        self.workspace.existing_snapshot(self.system).unwrap().users(&query).unwrap()
    }

    fn grants(&self, user: &str) -> String {
        let snapshot = self.workspace.existing_snapshot(self.system).unwrap();
        let grants = snapshot.grants(user).unwrap();
        let counted = snapshot.user_row(user).unwrap().unwrap().role_collections;
        assert_eq!(counted as usize, grants.len(), "the list counts what the detail shows");
        let show = |grant: &Grant| match &grant.granted {
            Granted::Direct => grant.name.clone(),
            Granted::Nested(path) => path.join(">"),
            Granted::Unknown => format!("?{}", grant.name),
        };
        grants.iter().map(show).collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn finds_people_whatever_the_spelling() {
    let it = fixture();
    it.load(
        &[
            user("u1", "Jörg Müller", "ias"),
            user("u2", "Lucía Ferrer", "ias"),
            user("u3", "Ann O'Neil", "sap.default"),
            user("50%off", "Per Cent", "ias"),
            user("a_b", "Under Score", "ias"),
            user("5a3f9c1e-77d2-4b0e-9c1e-000000000000", "Long Id", "ias"),
            user("q\"t", "Quo Te", "ias"),
        ],
        &[],
    );
    for (search, ids) in [
        ("müller", "u1"),
        ("MULLER", "u1"),
        ("muller jorg", "u1"),
        ("lucia", "u2"),
        ("o'n", "u3"),
        ("%", "50%off"),
        ("_", "a_b"),
        ("\"", "q\"t"),
        ("u1@", "u1"),
        ("é", "u2 u1 5a3f9c1e-77d2-4b0e-9c1e-000000000000 50%off q\"t a_b u3"),
        ("5a3f9c1e", "5a3f9c1e-77d2-4b0e-9c1e-000000000000"),
        ("5A3F9C1E-77d2-4b0e-9c1e-000000000000", "5a3f9c1e-77d2-4b0e-9c1e-000000000000"),
        ("=u1@acme.example", "u1"),
        ("=U1@ACME.example", "u1"),
        ("=u1", "u1"),
        ("=Jörg müller", "u1"),
        ("=Jorg Muller", ""),
        ("=jörg", ""),
        ("nobody", ""),
        ("' OR 1=1 --", ""),
    ] {
        let found = it.ids(search, &[], &[]);
        let (mut found, mut ids): (Vec<_>, Vec<_>) = (found.split(' ').collect(), ids.split(' ').collect());
        found.sort_unstable();
        ids.sort_unstable();
        assert_eq!(found, ids, "{search}");
    }
}

#[test]
fn tests_and_counts_agree() {
    let it = fixture();
    let logon = |user: User, days: i64| User { last_logon: Some(Timestamp(NOW.0 - days * DAY)), ..user };
    it.load(
        &[
            logon(user("fresh", "A A", "ias"), 1),
            logon(user("old", "B B", "ias"), 400),
            user("never", "C C", "ias-platform"),
            User { active: false, ..logon(user("off", "D D", "ias"), 1) },
            User { user_name: "FRESH@acme.example".into(), ..user("twin", "E E", "sap.default") },
        ],
        &[group("rc", &[member("old"), member("stranger")])],
    );
    let snapshot = it.workspace.existing_snapshot(it.system).unwrap();
    let counts = snapshot.user_counts(Timestamp(NOW.0 - 180 * DAY)).unwrap();
    let logons: Vec<u64> = snapshot.logons().unwrap().iter().map(|day| day.users).collect();
    assert_eq!(logons, [counts.never_logged_on, counts.inactive, counts.active]);
    drop(snapshot);
    for (test, ids, count) in [
        (UserTest::Active, "fresh", counts.active),
        (UserTest::Inactive, "old", counts.inactive),
        (UserTest::NeverLoggedOn, "never twin", counts.never_logged_on),
        (UserTest::Deactivated, "off", counts.deactivated),
        (UserTest::Platform, "never", counts.platform),
        (UserTest::Business, "fresh old off twin", counts.business),
        (UserTest::TwoOrigins, "fresh twin", counts.two_origins),
        (UserTest::Origin(vec![Origin("sap.default".into())]), "twin", 1),
        (UserTest::Origin(vec![Origin("unknown".into())]), "", 0),
        (UserTest::MemberOf("rc".into()), "old", 1),
        (UserTest::MemberOf("no such".into()), "", 0),
    ] {
        assert_eq!(it.ids("", std::slice::from_ref(&test), &[]), ids, "{test:?}");
        assert_eq!(ids.split_whitespace().count() as u64, count, "{test:?}");
        assert_eq!(it.ids("acme", std::slice::from_ref(&test), &[]), ids, "{test:?} with a search");
    }
    it.workspace
        .configure_system(
            it.system,
            SystemEdit { level: Some(Level::Directory), ..SystemEdit::default() },
            Timestamp(0),
            "Jo",
        )
        .unwrap();
    assert_eq!(it.ids("", &[UserTest::Business], &[]), "");
    assert_eq!(it.ids("", &[UserTest::Platform], &[]), "fresh old never off twin");
}

#[test]
fn sorts_by_every_column_both_ways() {
    let it = fixture();
    let full = |id: &str, name: &str, origin: &str, n: i64| User {
        external_id: Some(id.into()),
        verified: n > 1,
        last_logon: (n > 0).then_some(Timestamp(n)),
        meta: Meta { version: 0, created: Some(Timestamp(n)), last_modified: Some(Timestamp(n)) },
        ..user(id, name, origin)
    };
    it.load(
        &[full("b", "Älg Z", "zz", 2), full("a", "zed A", "Bb", 1), full("c", "alf M", "aa", 0)],
        &[group("g", &[member("a"), member("b")]), group("h", &[member("b")])],
    );
    for (sort, ids) in [
        (UserSort::Name, "c b a"),
        (UserSort::UserName, "a b c"),
        (UserSort::Email, "a b c"),
        (UserSort::Origin, "c a b"),
        (UserSort::RoleCollections, "c a b"),
        (UserSort::LastLogon, "c a b"),
        (UserSort::State, "c a b"),
        (UserSort::Created, "c a b"),
        (UserSort::Updated, "c a b"),
        (UserSort::Id, "a b c"),
        (UserSort::ExternalId, "a b c"),
        (UserSort::Verified, "c a b"),
    ] {
        assert_eq!(it.ids("", &[], &[(sort, Direction::Ascending)]), ids, "{sort:?}");
        let back: Vec<_> = ids.split(' ').rev().collect();
        assert_eq!(it.ids("", &[], &[(sort, Direction::Descending)]), back.join(" "), "{sort:?} descending");
    }
    let by_two = [(UserSort::Verified, Direction::Ascending), (UserSort::Name, Direction::Descending)];
    assert_eq!(it.ids("", &[], &by_two), "a c b");
}

#[test]
fn pages_are_stretches_of_one_list_whichever_way_it_is_computed() {
    let it = fixture();
    let users: Vec<User> = (0..2_500)
        .map(|n| user(&format!("u{n:04}"), &format!("N{} F{}", n % 7, n % 11), ["x", "y-platform"][n % 2]))
        .collect();
    it.load(&users, &[]);
    for (search, tests) in [
        ("", vec![]),
        ("", vec![UserTest::Platform]),
        ("acme", vec![]),
        ("acme", vec![UserTest::Platform]),
        ("u01", vec![]),
    ] {
        let all = it.page(search, &tests, &[], 0, 5_000);
        assert_eq!(all.rows.len() as u64, all.total);
        for offset in [0, 50, 99, 1_249, 2_400, 9_999] {
            let page = it.page(search, &tests, &[], offset, 100);
            let from = (offset as usize).min(all.rows.len());
            let to = (from + 100).min(all.rows.len());
            assert_eq!(
                (page.total, page.rows.as_slice()),
                (all.total, &all.rows[from..to]),
                "{search} {tests:?} {offset}"
            );
        }
    }
}

#[test]
fn a_user_comes_back_as_it_was_received() {
    let it = fixture();
    let received = User {
        external_id: Some("x".into()),
        phone_numbers: vec!["+49 1".into()],
        emails: vec![
            Email { value: "a@x".into(), primary: true },
            Email { value: "b@x".into(), primary: false },
        ],
        groups: vec![GroupGrant { value: "g1".into(), display: "Default".into(), ..GroupGrant::default() }],
        verified: true,
        meta: Meta { version: 7, created: Some(Timestamp(1)), last_modified: Some(Timestamp(2)) },
        zone_id: Some("z".into()),
        password_last_modified: Some(Timestamp(3)),
        last_logon: Some(Timestamp(4)),
        previous_logon: Some(Timestamp(5)),
        other: [("approvals".to_owned(), serde_json::json!([1]))].into_iter().collect(),
        ..user("u", "Jo Doe", "ias")
    };
    let bare = User { id: "bare".into(), ..User::default() };
    let group = Group {
        description: Some("d".into()),
        zone_id: Some("z".into()),
        meta: Meta { version: 3, created: Some(Timestamp(1)), last_modified: None },
        ..group("g", &[member("u"), Member::group("h")])
    };
    it.load(&[received.clone(), bare.clone()], std::slice::from_ref(&group));
    let snapshot = it.workspace.existing_snapshot(it.system).unwrap();
    assert_eq!(snapshot.user("u").unwrap(), Some(received));
    assert_eq!(snapshot.user("bare").unwrap(), Some(bare));
    assert_eq!(snapshot.user("nobody").unwrap(), None);
    assert_eq!(snapshot.role_collection("g", 10).unwrap(), Some(group));
}

#[test]
fn says_who_granted_what_and_survives_cycles() {
    let it = fixture();
    let told = |id: &str| GroupGrant { value: id.into(), display: id.into(), ..GroupGrant::default() };
    it.load(
        &[
            User { groups: vec![told("a"), told("default")], ..user("u", "J D", "ias") },
            user("none", "N O", "ias"),
        ],
        &[
            group("a", &[member("u"), Member::group("c")]),
            group("b", &[Member::group("a")]),
            group("c", &[Member::group("b")]),
        ],
    );
    assert_eq!(it.grants("u"), "a a>b a>b>c ?default");
    assert_eq!(it.grants("none"), "");
    let snapshot = it.workspace.existing_snapshot(it.system).unwrap();
    let cycle =
        |rc: &str, nested: &str| snapshot.nesting_cycle(rc, nested).unwrap().map(|path| path.join(">"));
    assert_eq!(cycle("a", "b").as_deref(), Some("a>b"));
    assert_eq!(cycle("a", "a").as_deref(), Some("a"));
    assert_eq!(cycle("a", "new"), None);
    assert!(snapshot.nesting_seen().unwrap());
    let names = |refs: Vec<NestedRef>| refs.into_iter().map(|other| other.name).collect::<Vec<_>>().join(" ");
    assert_eq!(names(snapshot.nested_in("a").unwrap()), "c");
    assert_eq!(names(snapshot.part_of("a").unwrap()), "b");
}

#[test]
fn a_change_puts_right_whatever_depends_on_it() {
    let it = fixture();
    let told = GroupGrant { value: "default".into(), display: "default".into(), ..GroupGrant::default() };
    it.load(
        &[User { groups: vec![told], ..user("u", "Jo Doe", "ias") }, user("v", "Vi Roe", "ias")],
        &[group("a", &[member("v")]), group("b", &[Member::group("a")])],
    );
    let rows = |it: &Fixture| {
        let page = it
            .workspace
            .existing_snapshot(it.system)
            .unwrap()
            .role_collections(&RoleCollectionQuery { limit: 10, ..RoleCollectionQuery::default() });
        let show = |row: &RoleCollectionRow| format!("{} {}+{}", row.name, row.members, row.nested);
        page.unwrap().rows.iter().map(show).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(rows(&it), "a 1+0, b 0+1");

    it.change(SnapshotChange::MembersAdded {
        role_collection: "a".into(),
        members: vec![member("u"), member("v")],
    });
    assert_eq!((it.grants("u").as_str(), rows(&it).as_str()), ("a a>b ?default", "a 2+0, b 0+1"));

    it.change(SnapshotChange::MembersRemoved { role_collection: "b".into(), members: vec!["a".into()] });
    assert_eq!((it.grants("u").as_str(), it.grants("v").as_str()), ("a ?default", "a"));
    assert_eq!(rows(&it), "a 2+0, b 0+0");

    it.change(SnapshotChange::User(Box::new(User {
        user_name: "V@acme.example".into(),
        ..user("w", "Wanda New", "other")
    })));
    assert_eq!(it.ids("wanda", &[], &[]), "w");
    assert_eq!(it.ids("", &[UserTest::TwoOrigins], &[]), "v w");
    assert_eq!(it.ids("", &[], &[(UserSort::Origin, Direction::Ascending)]), "u v w");

    it.change(SnapshotChange::User(Box::new(user("w", "Walter New", "other"))));
    assert_eq!((it.ids("wanda", &[], &[]).as_str(), it.ids("walter", &[], &[]).as_str()), ("", "w"));
    assert_eq!(it.ids("", &[UserTest::TwoOrigins], &[]), "");

    it.change(SnapshotChange::UserGone { id: "v".into() });
    assert_eq!((it.ids("", &[], &[]).as_str(), rows(&it).as_str()), ("u w", "a 1+0, b 0+0"));
    assert_eq!(it.ids("vi", &[], &[]), "");

    it.change(SnapshotChange::RoleCollection(Group {
        description: Some("new".into()),
        members: None,
        ..group("a", &[])
    }));
    assert_eq!(rows(&it), "a 1+0, b 0+0");
    it.change(SnapshotChange::RoleCollectionGone { id: "a".into() });
    assert_eq!((it.grants("u").as_str(), rows(&it).as_str()), ("?default", "b 0+0"));

    let info = it.workspace.system(it.system).unwrap().snapshot.unwrap();
    assert_eq!((info.users, info.role_collections), (2, 1));
}

#[test]
fn lists_members_role_collections_first_and_strangers_last() {
    let it = fixture();
    it.load(
        &[user("u", "Zoe Z", "ias"), user("v", "Amy A", "other")],
        &[
            group("rc", &[member("u"), member("v"), member("gone"), Member::group("nested")]),
            group("nested", &[]),
        ],
    );
    let page = |search: &str, offset, limit| {
        let query = MemberQuery {
            role_collection: "rc".into(),
            search: search.into(),
            sort: vec![(MemberSort::Name, Direction::Ascending)],
            offset,
            limit,
        };
        let page = it.workspace.existing_snapshot(it.system).unwrap().members(&query).unwrap();
        format!(
            "{} of {}",
            page.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>().join(" "),
            page.total
        )
    };
    assert_eq!(page("", 0, 10), "nested v u gone of 4");
    assert_eq!(page("", 1, 2), "v u of 4");
    assert_eq!(page("", 3, 10), "gone of 4");
    assert_eq!(page("amy", 0, 10), "v of 1");
    assert_eq!(page("nes", 0, 10), "nested of 1");
    let snapshot = it.workspace.existing_snapshot(it.system).unwrap();
    assert_eq!(snapshot.members_among("rc", &["u", "x", "nested"]).unwrap(), [true, false, true]);
}

#[test]
fn resolves_people_by_whatever_names_them() {
    let it = fixture();
    it.load(
        &[
            user("u", "Jo Doe", "ias"),
            User { user_name: "u@acme.example".into(), ..user("w", "Jo Doe", "sap.default") },
            user("v", "Vi Roe", "ias"),
        ],
        &[],
    );
    let keys =
        ["V@ACME.example", "u@acme.example", "vi roe", "u", "nobody"].map(|key| PersonKey::Any(key.into()));
    let snapshot = it.workspace.existing_snapshot(it.system).unwrap();
    let resolved = snapshot.resolve_people(&keys).unwrap();
    let ids: Vec<String> = resolved
        .iter()
        .map(|rows| rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(ids, ["v", "u w", "v", "u", ""]);
    assert_eq!(snapshot.resolve_people(&[PersonKey::Address("vi roe".into())]).unwrap(), [vec![]]);
    assert_eq!(snapshot.user_named("U@acme.example", &Origin("ias".into())).unwrap().unwrap().id, "u");
}
