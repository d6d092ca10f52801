//! One account of any size in a workspace of its own, as a refresh would leave it.

use std::path::Path;
use std::time::Instant;

use zonedesk_scim::{Email, Group, GroupGrant, Member, Meta, Origin, Timestamp, User};
use zonedesk_workspace::{Completeness, Level, NewSystem, SystemId, Workspace};

/// When the snapshot was taken, in milliseconds since 1970.
pub const NOW: i64 = 1_795_513_320_000;
pub const DAY: i64 = 86_400_000;
const ROLE_COLLECTIONS: usize = 2_000;
/// The role collection that holds every user.
pub const EVERYBODY: &str = "Everybody";

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

/// Id of a user.
#[must_use]
pub fn id(number: usize) -> String {
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

/// One user; the same number gives the same one.
#[must_use]
pub fn user(number: usize) -> User {
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

/// Fills the workspace in `dir` with an account *Retail PROD*: its snapshot holds `users` users, 2 000 role collections,
/// and five memberships a user.
///
/// # Panics
/// Where the workspace cannot be written.
#[must_use]
pub fn fill(dir: &Path, users: usize) -> (Workspace, SystemId) {
    let workspace = Workspace::open(dir).expect("a workspace");
    let url = "https://api.authentication.eu10.hana.ondemand.com".to_owned();
    let system = NewSystem {
        name: "Retail PROD".parse().expect("a name"),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: Vec::new(),
        demo: None,
        properties: [("URL".to_owned(), url)].into(),
    };
    let system = workspace.add_system(&system).expect("a system").id;
    let began = Instant::now();
    let mut load = workspace.load_snapshot(system).expect("a load");
    for page in (0..users).collect::<Vec<_>>().chunks(500) {
        load.users(&page.iter().map(|&n| user(n)).collect::<Vec<_>>()).expect("users");
    }
    for page in role_collections(users).chunks(500) {
        load.role_collections(page).expect("role collections");
    }
    let read = began.elapsed();
    load.finish(Timestamp(NOW), &Completeness::Complete).expect("an end");
    let size: u64 = std::fs::read_dir(dir.join("snapshots"))
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
    (workspace, system)
}

/// The role collections of an account with so many users.
#[must_use]
pub fn role_collections(users: usize) -> Vec<Group> {
    let mut members: Vec<Vec<Member>> = vec![Vec::new(); ROLE_COLLECTIONS];
    for n in 0..users {
        let origin = user(n).origin;
        members[ROLE_COLLECTIONS - 1].push(Member::user(id(n), origin.clone()));
        for turn in 0..4 {
            members[role_collection_of(n, turn)].push(Member::user(id(n), origin.clone()));
        }
    }
    members
        .into_iter()
        .enumerate()
        .map(|(n, members)| {
            let name = if n == ROLE_COLLECTIONS - 1 { EVERYBODY.to_owned() } else { format!("Role {n}") };
            Group {
                id: name.clone(),
                display_name: name,
                zone_id: Some("194e6a6d-0000-4000-8000-000000000000".to_owned()),
                members: Some(members),
                ..Group::default()
            }
        })
        .collect()
}
