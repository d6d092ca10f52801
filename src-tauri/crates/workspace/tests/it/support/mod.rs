//! A workspace with one system, and users and role collections for it.

use zonedesk_scim::{Email, Group, Member, Origin, Timestamp, User};
use zonedesk_workspace::{Completeness, Level, NewSystem, SystemId, Workspace};

pub const NOW: Timestamp = Timestamp(1_800_000_000_000);

pub struct Fixture {
    /// Gone with the fixture.
    pub _dir: tempfile::TempDir,
    pub workspace: Workspace,
    pub system: SystemId,
}

pub fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let new = NewSystem {
        name: "Retail PROD".parse().unwrap(),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: Vec::new(),
        demo: None,
        properties: Default::default(),
    };
    let system = workspace.add_system(&new).unwrap().id;
    Fixture { _dir: dir, workspace, system }
}

impl Fixture {
    /// Reads all of an account.
    pub fn load(&self, users: &[User], groups: &[Group]) {
        self.load_at(users, groups, NOW);
    }

    pub fn load_at(&self, users: &[User], groups: &[Group], at: Timestamp) {
        let mut load = self.workspace.load_snapshot(self.system).unwrap();
        load.users(users).unwrap();
        load.role_collections(groups).unwrap();
        assert!(load.finish(at, &Completeness::Complete).unwrap());
    }
}

pub fn user(id: &str, name: &str, origin: &str) -> User {
    let (given, family) = name.split_once(' ').unwrap();
    let address = format!("{id}@acme.example");
    User {
        id: id.into(),
        user_name: address.clone(),
        origin: Origin(origin.into()),
        given_name: Some(given.into()),
        family_name: Some(family.into()),
        emails: vec![Email { value: address, primary: false }],
        active: true,
        ..User::default()
    }
}

pub fn group(id: &str, members: &[Member]) -> Group {
    Group { id: id.into(), display_name: id.into(), members: Some(members.to_vec()), ..Group::default() }
}

pub fn member(id: &str) -> Member {
    Member::user(id, Origin("ias".into()))
}
