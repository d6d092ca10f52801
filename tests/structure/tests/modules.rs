//! Every file of Rust belongs to a program: one that no `mod` names is neither built nor run, and nobody is told.

use std::path::Path;

use zonedesk_structure::root;

/// Folders of a package whose files are programs of their own.
const PROGRAMS: [&str; 4] = ["tests", "benches", "src/bin", "fuzz_targets"];

/// Files that a compiler is given by name.
const ROOTS: [&str; 3] = ["main.rs", "lib.rs", "build.rs"];

fn is_package(dir: &Path) -> bool {
    dir.join("Cargo.toml").exists()
}

fn unnamed(dir: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() && name != "target" {
            unnamed(&path, found);
        }
        let is_program = |folder: &&str| {
            dir.ends_with(folder) && dir.ancestors().nth(folder.split('/').count()).is_some_and(is_package)
        };
        let is_root = ROOTS.contains(&name.as_str()) || PROGRAMS.iter().any(is_program);
        let Some(module) = name.strip_suffix(".rs").filter(|_| !is_root) else { continue };
        let above = dir.parent().unwrap_or(dir);
        let (module, home) = match module {
            "mod" => (dir.file_name().unwrap_or_default().to_string_lossy().into_owned(), above),
            module => (module.to_owned(), dir),
        };
        let owners = ["mod.rs", "main.rs", "lib.rs"].map(|owner| home.join(owner));
        let names = format!("mod {module};");
        let is_named = |owner: &Path| {
            let text = std::fs::read_to_string(owner);
            text.is_ok_and(|text| text.lines().any(|line| line.trim().ends_with(&names)))
        };
        if !owners.iter().map(AsRef::as_ref).chain([home.with_extension("rs").as_path()]).any(is_named) {
            found.push(path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn every_file_belongs_to_a_program() {
    let mut found = Vec::new();
    for folder in ["src-tauri/src", "src-tauri/crates", "tests"] {
        unnamed(&root().join(folder), &mut found);
    }
    // The fuzz targets share it, which are built elsewhere.
    found.retain(|file| !file.starts_with("tests/fuzz/"));
    found.sort_unstable();
    assert_eq!(found, [""; 0]);
}
