//! What lists ask of the snapshot of one account: 100 000 users, 2 000 role collections, half a million memberships.
//! `ZONEDESK_BENCH_USERS` sets another number of users.
//!
//! The budgets: a first page ≤ 30 ms, a search as one types ≤ 50 ms, the end of a list ≤ 50 ms.

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use zonedesk_scim::{Email, Group, GroupGrant, Member, Meta, Origin, Timestamp, User};
use zonedesk_workspace::{
    Completeness, Direction, Level, MemberQuery, NewSystem, PersonKey, RoleCollectionQuery, Snapshot,
    SnapshotChange, SystemId, UserFilter, UserQuery, UserSort, UserTest, Workspace,
};

const NOW: i64 = 1_795_513_320_000;
const DAY: i64 = 86_400_000;
const ROLE_COLLECTIONS: usize = 2_000;
const EVERYBODY: &str = "Everybody";

const GIVEN: [&str; 20] = [
    "Amara", "Andrej", "Beatriz", "Chen", "Daniel", "Elif", "Farah", "Gareth", "Hanna", "Inès", "Jana",
    "Kenji", "Lucía", "Marek", "Nadia", "Óskar", "Priya", "Rosa", "Sven", "Ulla",
];
const FAMILY: [&str; 20] = [
    "Nwosu",
    "Kovač",
    "Lima",
    "Wei",
    "Hofer",
    "Demir",
    "Aziz",
    "Pugh",
    "Virtanen",
    "Moreau",
    "Okafor",
    "Sato",
    "Ferrer",
    "Zieliński",
    "Haddad",
    "Lindqvist",
    "Raman",
    "Keller",
    "Olsen",
    "Müller",
];

/// Spreads numbers over all 64 bits (SplitMix64's finish).
fn mixed(number: usize) -> usize {
    let mut x = (number as u64).wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (x ^ (x >> 31)) as usize
}

fn id(number: usize) -> String {
    let x = mixed(number);
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        x >> 32,
        x >> 16 & 0xFFFF,
        x >> 4 & 0xFFF,
        x & 0xFFF,
        number
    )
}

fn role_collection_of(user: usize, turn: usize) -> usize {
    mixed(user * 7 + turn) % (ROLE_COLLECTIONS - 1)
}

fn user(number: usize) -> User {
    let x = mixed(number);
    let (given, family) = (GIVEN[x % 20], FAMILY[x / 20 % 20]);
    let address = format!("{given}.{family}{number}@acme.example").to_lowercase();
    let grant = |turn| {
        let name = format!("Role {}", role_collection_of(number, turn));
        GroupGrant { value: name.clone(), display: name, ..GroupGrant::default() }
    };
    User {
        id: id(number),
        user_name: address.clone(),
        origin: Origin(["acme-ias", "sap.default", "acme-ias-platform"][x / 400 % 3].to_owned()),
        given_name: Some(given.to_owned()),
        family_name: Some(family.to_owned()),
        emails: vec![Email { value: address, primary: false }],
        active: !x.is_multiple_of(17),
        verified: true,
        groups: (0..4).map(grant).collect(),
        meta: Meta {
            version: (x % 9) as i64,
            created: Some(Timestamp(NOW - (x % 2_000) as i64 * DAY)),
            last_modified: Some(Timestamp(NOW - (x % 300) as i64 * DAY)),
        },
        zone_id: Some("194e6a6d-0000-4000-8000-000000000000".to_owned()),
        last_logon: (!x.is_multiple_of(10)).then(|| Timestamp(NOW - (x % 500_000_000) as i64 * 60)),
        ..User::default()
    }
}

struct Loaded {
    _dir: tempfile::TempDir,
    workspace: Workspace,
    system: SystemId,
    users: usize,
}

fn load() -> Loaded {
    let users: usize =
        std::env::var("ZONEDESK_BENCH_USERS").map_or(100_000, |text| text.parse().expect("a number"));
    let dir = tempfile::tempdir().expect("a folder");
    let workspace = Workspace::open(dir.path()).expect("a workspace");
    let system = NewSystem {
        name: "Retail PROD".parse().expect("a name"),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: Vec::new(),
        demo: None,
        properties: Default::default(),
    };
    let system = workspace.add_system(&system).expect("a system").id;
    let began = Instant::now();
    let mut load = workspace.load_snapshot(system).expect("a load");
    for page in (0..users).collect::<Vec<_>>().chunks(500) {
        load.users(&page.iter().map(|&n| user(n)).collect::<Vec<_>>()).expect("users");
    }
    let mut members: Vec<Vec<Member>> = vec![Vec::new(); ROLE_COLLECTIONS];
    for n in 0..users {
        let origin = user(n).origin;
        members[ROLE_COLLECTIONS - 1].push(Member::user(id(n), origin.clone()));
        for turn in 0..4 {
            members[role_collection_of(n, turn)].push(Member::user(id(n), origin.clone()));
        }
    }
    let groups: Vec<Group> = members
        .into_iter()
        .enumerate()
        .map(|(n, members)| {
            let name = if n == ROLE_COLLECTIONS - 1 { EVERYBODY.to_owned() } else { format!("Role {n}") };
            Group { id: name.clone(), display_name: name, members: Some(members), ..Group::default() }
        })
        .collect();
    for page in groups.chunks(500) {
        load.role_collections(page).expect("role collections");
    }
    let read = began.elapsed();
    load.finish(Timestamp(NOW), &Completeness::Complete).expect("an end");
    let size: u64 = std::fs::read_dir(dir.path().join("snapshots"))
        .expect("snapshots")
        .flatten()
        .map(|file| file.metadata().map_or(0, |data| data.len()))
        .sum();
    println!(
        "{users} users: pages taken in in {:.1} s, finished in {:.1} s, {} MB on disk",
        read.as_secs_f64(),
        (began.elapsed() - read).as_secs_f64(),
        size >> 20
    );
    Loaded { _dir: dir, workspace, system, users }
}

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
    let it = load();
    let snapshot = it.workspace.existing_snapshot(it.system).expect("a snapshot");
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
        for (place, offset) in [("first page", 0), ("last page", it.users - 100)] {
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
        b.iter(|| page(&snapshot, "acme", &[], UserSort::LastLogon, it.users - 100));
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
        let id = id(it.users / 2);
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
                it.workspace.change_snapshot(it.system, changes, Timestamp(NOW)).expect("a change");
            }
        });
    });
    group.finish();
}

criterion_group!(benches, lists);
criterion_main!(benches);
