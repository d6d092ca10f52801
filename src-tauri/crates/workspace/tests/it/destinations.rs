//! Destinations behind systems, credentials in force, and a configuration that notes what became different.

use std::collections::BTreeMap;

use zonedesk_scim::Timestamp;
use zonedesk_workspace::*;

struct Fixture {
    _dir: tempfile::TempDir,
    workspace: Workspace,
    system: SystemId,
    destination: String,
}

fn properties(of: &[(&str, &str)]) -> BTreeMap<String, String> {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A system that overrides one of two properties of its destination.
fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let destination = workspace
        .add_destination(&"emea".parse().unwrap(), "d", &properties(&[("URL", "shared"), ("a", "shared")]))
        .unwrap()
        .id;
    let system = workspace
        .add_system(&NewSystem {
            name: "Retail".parse().unwrap(),
            description: String::new(),
            level: Level::Subaccount,
            parent: None,
            tags: vec![],
            demo: None,
            properties: properties(&[("a", "own"), ("b", "own")]),
        })
        .unwrap()
        .id;
    let edit = SystemEdit { destination: Some(Some(destination.clone())), ..SystemEdit::default() };
    workspace.configure_system(system, edit, Timestamp(0), "Jo").unwrap();
    Fixture { _dir: dir, workspace, system, destination }
}

#[test]
fn the_systems_own_property_wins() {
    let it = fixture();
    let wanted = properties(&[("URL", "shared"), ("a", "own"), ("b", "own")]);
    for system in [it.workspace.system(it.system).unwrap(), it.workspace.systems().unwrap().remove(0)] {
        assert_eq!(system.effective_properties(), wanted);
        let each: Vec<_> = ["URL", "a", "b", "c"].map(|name| system.property(name)).into();
        assert_eq!(each, [Some("shared"), Some("own"), Some("own"), None]);
    }
}

#[test]
fn a_change_of_the_destination_reaches_its_systems_and_its_end_leaves_their_own() {
    let it = fixture();
    let edit = DestinationEdit {
        properties: [("URL".to_owned(), Some("moved".to_owned())), ("a".to_owned(), None)].into(),
        ..DestinationEdit::default()
    };
    it.workspace.update_destination(&it.destination, &edit).unwrap();
    assert_eq!(it.workspace.system(it.system).unwrap().property("URL"), Some("moved"));
    assert_eq!(it.workspace.systems_of_destination(&it.destination).unwrap().len(), 1);

    it.workspace.delete_destination(&it.destination).unwrap();
    let system = it.workspace.system(it.system).unwrap();
    assert_eq!((system.destination.as_deref(), system.property("URL")), (None, None));
    assert_eq!(system.property("a"), Some("own"));
    for outcome in [
        it.workspace.delete_destination(&it.destination),
        it.workspace.update_destination(&it.destination, &edit).map(drop),
        it.workspace.destination(&it.destination).map(drop),
    ] {
        assert!(matches!(outcome, Err(WorkspaceError::NoDestination { .. })), "{outcome:?}");
    }
}

#[test]
fn names_of_destinations_are_unique_ignoring_case() {
    let it = fixture();
    let taken = it.workspace.add_destination(&"EMEA".parse().unwrap(), "", &BTreeMap::new());
    assert_eq!(taken.unwrap_err().to_string(), "a destination named \"EMEA\" exists already");
    let second = it.workspace.add_destination(&"apj".parse().unwrap(), "", &BTreeMap::new()).unwrap();
    let edit = DestinationEdit { name: Some("Emea".parse().unwrap()), ..DestinationEdit::default() };
    assert!(it.workspace.update_destination(&second.id, &edit).is_err());
    assert!(it.workspace.update_destination(&it.destination, &edit).is_ok());
    let names: Vec<_> =
        it.workspace.destinations().unwrap().into_iter().map(|d| d.name.to_string()).collect();
    assert_eq!(names, ["apj", "Emea"]);
}

#[test]
fn a_systems_own_credential_wins_and_goes_with_it() {
    let it = fixture();
    let kept = |at, host: &str| Credential {
        set_at: Timestamp(at),
        certificate: None,
        url_host: Some(host.to_owned()),
        token_host: None,
    };
    let own = it.system.to_string();
    it.workspace
        .note_credential(&it.destination, "Password", Some(&kept(1, "shared")), Timestamp(0), "Jo")
        .unwrap();
    it.workspace
        .note_credential(&it.destination, "Token", Some(&kept(2, "shared")), Timestamp(0), "Jo")
        .unwrap();
    it.workspace.note_credential(&own, "Password", Some(&kept(3, "own")), Timestamp(0), "Jo").unwrap();
    let system = it.workspace.system(it.system).unwrap();
    let found = it.workspace.effective_credentials(&system).unwrap();
    let of = |name: &str| (found[name].owner.as_str(), found[name].credential.set_at.0);
    assert_eq!(of("Password"), (own.as_str(), 3));
    assert_eq!(of("Token"), (it.destination.as_str(), 2));

    it.workspace.note_credential(&own, "Password", None, Timestamp(0), "Jo").unwrap();
    let found = it.workspace.effective_credentials(&system).unwrap();
    assert_eq!(found["Password"].credential, kept(1, "shared"));

    it.workspace.delete_destination(&it.destination).unwrap();
    it.workspace.note_credential(&own, "Password", Some(&kept(3, "own")), Timestamp(0), "Jo").unwrap();
    it.workspace.delete_system(it.system).unwrap();
    for owner in [&own, &it.destination] {
        assert_eq!(it.workspace.credentials(owner).unwrap(), BTreeMap::new());
    }
}

#[test]
fn a_configuration_notes_what_is_different_afterwards() {
    use ConfigurationChange as C;
    let it = fixture();
    let edit = SystemEdit {
        name: Some("Retail".parse().unwrap()),
        description: Some("new".into()),
        enabled: Some(false),
        destination: Some(None),
        properties: [
            ("a".to_owned(), Some("own".to_owned())),
            ("b".to_owned(), None),
            ("c".to_owned(), Some("x".to_owned())),
        ]
        .into(),
        ..SystemEdit::default()
    };
    it.workspace.configure_system(it.system, edit, Timestamp(9), "Jo").unwrap();
    let noted = it.workspace.configuration_page(it.system, 0, 10).unwrap().rows;
    let mut changes: Vec<_> = noted.iter().map(|entry| entry.change.clone()).collect();
    changes.reverse();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        // behind what the fixture did
        changes[1..],
        [
            C::Described { before: String::new(), after: "new".into() },
            C::Disabled,
            C::Property { name: "b".into(), before: text("own"), after: None },
            C::Property { name: "c".into(), before: None, after: text("x") },
            C::Destination { before: text("emea"), after: None },
        ]
    );
    assert!(noted[..5].iter().all(|entry| entry.at == Timestamp(9) && entry.who == "Jo"));
}

#[test]
fn a_configuration_that_is_refused_notes_nothing() {
    let it = fixture();
    let edit = SystemEdit {
        description: Some("new".into()),
        parent: Some(Some(it.system)),
        ..SystemEdit::default()
    };
    let before = it.workspace.configuration_page(it.system, 0, 10).unwrap();
    assert!(it.workspace.configure_system(it.system, edit, Timestamp(9), "Jo").is_err());
    assert_eq!(it.workspace.configuration_page(it.system, 0, 10).unwrap(), before);
    assert_eq!(it.workspace.system(it.system).unwrap().description, "");
}
