//! The TypeScript types that the tests write from Rust: the ones in the project must be the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::{Result, fresh, root, target};

/// Where ts-rs writes; `.cargo/config.toml` sets it to the project's own folder for a plain `cargo test`.
pub const FOLDER_VARIABLE: &str = "TS_RS_EXPORT_DIR";

/// Below `target/xtask`.
const FOLDER: &str = "types";

/// An empty folder for the tests to write to.
pub fn fresh_folder() -> Result<PathBuf> {
    fresh(FOLDER)
}

/// Holds what the tests wrote against `ui/src/api/generated`.
pub fn check() -> Result {
    let (fresh, kept) =
        (files(&target().join("xtask").join(FOLDER))?, files(&root().join("ui/src/api/generated"))?);
    let stale: Vec<&str> = fresh
        .keys()
        .chain(kept.keys().filter(|name| !fresh.contains_key(*name)))
        .filter(|name| fresh.get(*name) != kept.get(*name))
        .map(String::as_str)
        .collect();
    if fresh.is_empty() {
        return Err("the tests wrote no TypeScript types".into());
    }
    if stale.is_empty() {
        println!("{} generated TypeScript files are as Rust has them", fresh.len());
        return Ok(());
    }
    Err(format!(
        "ui/src/api/generated is stale: {}\nrun `cargo test export_bindings`, delete what is no longer written, commit",
        stale.join(", ")
    ))
}

/// Text of each file under a folder, by its path in it.
fn files(folder: &Path) -> Result<BTreeMap<String, String>> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) -> std::io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                walk(&entry.path(), &format!("{name}/"), found)?;
            } else {
                found.insert(name, std::fs::read_to_string(entry.path())?);
            }
        }
        Ok(())
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(found)
}
