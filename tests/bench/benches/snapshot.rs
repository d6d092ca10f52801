//! What lists ask of the snapshot of one account: 100 000 users, 2 000 role collections, half a million memberships.
//! `ZONEDESK_BENCH_USERS` sets another number of users.
//!
//! The budgets: a first page ≤ 30 ms, a search as one types ≤ 50 ms, the end of a list ≤ 50 ms.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use zonedesk_bench::account::{DAY, EVERYBODY, NOW, fill, id, role_collections, user};
use zonedesk_scim::{Member, Meta, Origin, Timestamp, User};
use zonedesk_workspace::{
    Author, Direction, MemberQuery, PersonKey, RoleCollectionQuery, Snapshot, SnapshotChange, UserFilter,
    UserQuery, UserSort, UserTest,
};

fn page(snapshot: &Snapshot, search: &str, tests: &[UserTest], sort: UserSort, offset: usize) -> u64 {
    let inactive_before = Timestamp(NOW - 180 * DAY);
    let query = UserQuery {
        filter: UserFilter { search: search.to_owned(), tests: tests.to_vec() },
        sort: vec![(sort, Direction::Ascending)],
        offset: offset as u32,
        limit: 100,
        inactive_before,
    };
    let page = snapshot.users(&query).expect("a page");
    // What the window asks for with every page.
    black_box(snapshot.user_counts(inactive_before).expect("counts"));
    black_box(snapshot.origins().expect("origins"));
    page.total
}

fn lists(c: &mut Criterion) {
    let dir = tempfile::tempdir().expect("a folder");
    let users = std::env::var("ZONEDESK_BENCH_USERS").map_or(100_000, |text| text.parse().expect("a number"));
    let (workspace, system) = fill(dir.path(), users);
    let snapshot = workspace.existing_snapshot(system).expect("a snapshot");
    let mut group = c.benchmark_group("snapshot");
    group.sample_size(20);

    for (name, sort) in [
        ("name", UserSort::Name),
        ("user name", UserSort::UserName),
        ("origin", UserSort::Origin),
        ("role collections", UserSort::RoleCollections),
        ("last logon", UserSort::LastLogon),
        ("state", UserSort::State),
        ("e-mail", UserSort::Email),
        ("created", UserSort::Created),
        ("updated", UserSort::Updated),
        ("id", UserSort::Id),
        ("external id", UserSort::ExternalId),
        ("verified", UserSort::Verified),
    ] {
        for (place, offset) in [("first page", 0), ("last page", users - 100)] {
            group.bench_function(format!("{place} by {name}"), |b| {
                b.iter(|| page(&snapshot, "", &[], sort, offset));
            });
        }
    }
    for search in ["m", "mü", "acme", "hofer", "daniel hofer", "daniel.hofer1", "nobody", "=daniel hofer"] {
        group.bench_function(format!("search {search}"), |b| {
            b.iter(|| page(&snapshot, search, &[], UserSort::Name, 0));
        });
    }
    group.bench_function("search acme, last page", |b| {
        b.iter(|| page(&snapshot, "acme", &[], UserSort::LastLogon, users - 100));
    });
    for (name, test) in [
        ("inactive", UserTest::Inactive),
        ("platform", UserTest::Platform),
        ("two origins", UserTest::TwoOrigins),
        ("members of everybody", UserTest::MemberOf(EVERYBODY.to_owned())),
    ] {
        let tests = std::slice::from_ref(&test);
        let last = page(&snapshot, "", tests, UserSort::Name, 0).saturating_sub(100) as usize;
        group.bench_function(format!("{name}, first page"), |b| {
            b.iter(|| page(&snapshot, "", tests, UserSort::Name, 0));
        });
        group.bench_function(format!("{name}, last page"), |b| {
            b.iter(|| page(&snapshot, "", tests, UserSort::Name, last));
        });
        group.bench_function(format!("{name}, search e"), |b| {
            b.iter(|| page(&snapshot, "e", tests, UserSort::Name, 0));
        });
    }
    group.bench_function("detail of a user", |b| {
        let id = id(users / 2);
        b.iter(|| {
            black_box(snapshot.user(&id).expect("a user"));
            black_box(snapshot.grants(&id).expect("grants"));
            black_box(snapshot.same_person("daniel.hofer1@acme.example", "").expect("people"));
        });
    });
    group.bench_function("page of role collections", |b| {
        let query =
            RoleCollectionQuery { search: "role 1".into(), limit: 100, ..RoleCollectionQuery::default() };
        b.iter(|| snapshot.role_collections(&query).expect("a page").total);
    });
    group.bench_function("page of members", |b| {
        let query = MemberQuery {
            role_collection: EVERYBODY.to_owned(),
            search: "sven".into(),
            sort: Vec::new(),
            offset: 0,
            limit: 100,
        };
        b.iter(|| snapshot.members(&query).expect("a page").total);
    });
    group.bench_function("1000 pasted lines", |b| {
        let keys: Vec<PersonKey> = (0..1_000).map(|n| PersonKey::Any(user(n * 3).user_name)).collect();
        b.iter(|| snapshot.resolve_people(&keys).expect("people").len());
    });
    drop(snapshot);
    group.bench_function("1000 members added and removed", |b| {
        let members: Vec<Member> = (0..1_000).map(|n| Member::user(id(n), Origin::default())).collect();
        let ids = members.iter().map(|member| member.value.clone()).collect();
        let role_collection = "Role 5".to_owned();
        let add = SnapshotChange::MembersAdded { role_collection: role_collection.clone(), members };
        let remove = SnapshotChange::MembersRemoved { role_collection, members: ids };
        b.iter(|| {
            for change in [&add, &remove] {
                let changes = std::slice::from_ref(change);
                workspace.change_snapshot(system, changes, Author::Us, Timestamp(NOW)).expect("a change");
            }
        });
    });
    group.bench_function("delta of 50 users and 1 membership", |b| {
        let mut groups = role_collections(users);
        let (all, mut turn) = (groups.len() as u64, 0);
        b.iter(|| {
            turn += 1;
            let mut delta = workspace.delta_snapshot(system).expect("a delta").expect("a whole snapshot");
            let changed = |n: usize| {
                let user = user(n * 97);
                let meta = Meta { last_modified: Some(Timestamp(NOW + turn)), ..user.meta };
                User { active: turn % 2 == 0, meta, ..user }
            };
            delta.users((0..50).map(changed).collect()).expect("users");
            match groups[0].members.as_mut() {
                Some(members) if turn % 2 == 0 => members.push(Member::user(id(5), Origin::default())),
                Some(members) => members.retain(|member| member.value != id(5)),
                None => {}
            }
            for page in groups.chunks(500) {
                delta.role_collections(page).expect("role collections");
            }
            assert!(delta.finish(Timestamp(NOW + turn), users as u64, all).expect("an end"));
        });
    });
    group.finish();
}

criterion_group!(benches, lists);
criterion_main!(benches);
