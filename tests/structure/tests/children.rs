//! Other programs are started in one place, which hands no secret down to them.

use std::path::Path;

use zonedesk_structure::{read, root};

/// The one place; the rest of the product starts nothing.
const PLACE: &str = "src-tauri/src/child.rs";

/// Here a program puts itself in its own place, and goes on with what it was given.
const ITSELF: &str = "src-tauri/crates/cli/src/memory.rs";

/// Folders of the product's sources: its tests and its own commands may start what they like.
const PRODUCT: [&str; 10] = [
    "src-tauri/src",
    "src-tauri/crates/app/src",
    "src-tauri/crates/cli/src",
    "src-tauri/crates/jsonpath/src",
    "src-tauri/crates/proxy/src",
    "src-tauri/crates/scim/src",
    "src-tauri/crates/simulator/src",
    "src-tauri/crates/transform/src",
    "src-tauri/crates/workspace/src",
    "src-tauri/crates/xsuaa/src",
];

fn starting(dir: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            starting(&path, found);
        } else if std::fs::read_to_string(&path).is_ok_and(|text| text.contains("Command::new(")) {
            let name = path.strip_prefix(root()).unwrap_or(&path);
            found.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn programs_are_started_in_one_place() {
    let mut found = Vec::new();
    for dir in PRODUCT {
        starting(&root().join(dir), &mut found);
    }
    found.sort_unstable();
    assert_eq!(found, [ITSELF, PLACE]);
    let itself = read(ITSELF);
    assert_eq!(itself.matches("Command::new(").count(), 1);
    assert!(itself.contains("std::env::current_exe()") && itself.contains(".exec();"));
}

#[test]
fn every_variable_with_a_secret_is_taken_out() {
    let child = read(PLACE);
    for source in ["src-tauri/crates/cli/src/secret.rs", "src-tauri/crates/cli/src/passphrase.rs"] {
        let text = read(source);
        let name = text
            .split_once("VARIABLE: &str = \"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .expect("a name")
            .0;
        assert!(child.contains(&format!("\"{name}\"")), "{name}");
    }
}
