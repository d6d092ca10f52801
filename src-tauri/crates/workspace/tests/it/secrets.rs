//! The vault: what several programs write into one file, and what is never done to it. Moving between places is tested
//! beside its code, with a keychain of the test's own.

use std::fs;
use std::path::Path;

use secrecy::ExposeSecret;
use zonedesk_workspace::*;

/// Secrets of a workspace whose choice is the vault, as one more program sees them.
fn vault(dir: &Path) -> Secrets {
    let workspace = Workspace::open(dir).unwrap();
    let secrets = Secrets::new(&workspace, VaultCost::TEST);
    workspace.set_setting("secrets", &serde_json::json!({"place": "file"})).unwrap();
    secrets.unlock_vault(&"open sesame".into()).unwrap();
    secrets
}

fn value(secrets: &Secrets, owner: &str) -> Option<String> {
    secrets.get(&SecretKey::new(owner, "Password")).unwrap().map(|found| found.expose_secret().to_owned())
}

#[test]
fn programs_that_write_at_once_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    vault(dir.path());
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let dir = dir.path();
            scope.spawn(move || {
                let secrets = vault(dir);
                for n in 0..10 {
                    let owner = format!("{writer} {n}");
                    secrets.set(&SecretKey::new(&owner, "Password"), &owner.clone().into()).unwrap();
                    assert_eq!(value(&secrets, &owner), Some(owner));
                }
            });
        }
    });
    let secrets = vault(dir.path());
    for owner in (0..4).flat_map(|writer| (0..10).map(move |n| format!("{writer} {n}"))) {
        assert_eq!(value(&secrets, &owner).as_ref(), Some(&owner));
    }
    secrets.delete(&SecretKey::new("0 0", "Password")).unwrap();
    assert_eq!(value(&secrets, "0 0"), None);
    assert_eq!(value(&secrets, "0 1").as_deref(), Some("0 1"));
}

#[test]
fn a_vault_is_open_to_its_passphrase_only_and_until_it_is_locked() {
    let dir = tempfile::tempdir().unwrap();
    let secrets = vault(dir.path());
    let key = SecretKey::new("s", "Password");
    secrets.set(&key, &"s3cret".into()).unwrap();
    assert_eq!(secrets.vault().unwrap(), VaultState::Open);
    secrets.lock_vault();
    assert_eq!(secrets.vault().unwrap(), VaultState::Locked);
    assert!(matches!(secrets.get(&key), Err(SecretError::VaultLocked)));
    assert!(matches!(secrets.set(&key, &"x".into()), Err(SecretError::VaultLocked)));
    let refused = secrets.unlock_vault(&"open caraway".into()).unwrap_err();
    assert!(matches!(refused, SecretError::WrongPassphrase { .. }), "{refused}");
    assert_eq!(secrets.vault().unwrap(), VaultState::Locked);
    secrets.unlock_vault(&"open sesame".into()).unwrap();
    assert_eq!(value(&secrets, "s").as_deref(), Some("s3cret"));

    // Another program that holds the former key is asked for the new passphrase.
    let other = vault(dir.path());
    secrets.change_passphrase(&"open caraway".into()).unwrap();
    assert_eq!(value(&secrets, "s").as_deref(), Some("s3cret"));
    assert!(matches!(other.get(&key), Err(SecretError::VaultLocked)));
    assert!(matches!(other.unlock_vault(&"open sesame".into()), Err(SecretError::WrongPassphrase { .. })));
    other.unlock_vault(&"open caraway".into()).unwrap();
    assert_eq!(value(&other, "s").as_deref(), Some("s3cret"));
}

#[test]
fn a_file_that_is_no_vault_is_named_and_left_as_it_is() {
    let of_another_version = |bytes: &mut Vec<u8>| bytes[15] = 9;
    let torn = |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() - 1);
    let empty = |bytes: &mut Vec<u8>| bytes.clear();
    let text = |bytes: &mut Vec<u8>| *bytes = b"Dear diary".to_vec();
    let scribbled = |bytes: &mut Vec<u8>| bytes[40] ^= 1;
    for (spoil, said) in [
        (&of_another_version as &dyn Fn(&mut Vec<u8>), "was written by a later version"),
        (&torn, "is damaged: its checksum is another"),
        (&empty, "is damaged: its first bytes are not those of a vault"),
        (&text, "is damaged: its first bytes are not those of a vault"),
        (&scribbled, "is damaged: its checksum is another"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let secrets = vault(dir.path());
        let key = SecretKey::new("s", "Password");
        secrets.set(&key, &"s3cret".into()).unwrap();
        let file = dir.path().join("secrets.vault");
        let mut bytes = fs::read(&file).unwrap();
        spoil(&mut bytes);
        fs::write(&file, &bytes).unwrap();
        for refused in [
            secrets.set(&key, &"other".into()).unwrap_err(),
            secrets.delete(&key).unwrap_err(),
            secrets.unlock_vault(&"open sesame".into()).unwrap_err(),
            secrets.change_passphrase(&"open caraway".into()).unwrap_err(),
            secrets.move_to(SecretPlace::Keychain).unwrap_err(),
            secrets.vault().unwrap_err(),
        ] {
            assert_eq!(refused.to_string(), format!("{} {said}", file.display()));
        }
        assert_eq!(fs::read(&file).unwrap(), bytes, "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_vault_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    vault(dir.path());
    let mode = fs::metadata(dir.path().join("secrets.vault")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_copy_and_a_new_start_keep_the_vault() {
    let dir = tempfile::tempdir().unwrap();
    vault(dir.path()).set(&SecretKey::new("s", "Password"), &"s3cret".into()).unwrap();
    let at = zonedesk_scim::Timestamp(1_800_000_000_000);
    let (copy, _) = open_copy(dir.path(), at).unwrap();
    assert_eq!(value(&vault(copy.dir()), "s").as_deref(), Some("s3cret"));
    let new = Secrets::new(&start_new(dir.path(), at).unwrap(), VaultCost::TEST);
    assert_eq!((new.place().unwrap(), new.vault().unwrap()), (SecretPlace::Keychain, VaultState::Absent));
    assert!(dir.path().join("secrets 2027-01-15 08.00.00.vault").exists());
}
