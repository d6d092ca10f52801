//! What holds the house together and what it is made of, read from where it is said: `cargo metadata`, the lock files
//! and the source. The program `papers` writes of it what an installer must hold.

mod bill;
mod packages;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

pub use bill::bill;
pub use packages::{Package, Packages};
pub use texts::texts;

/// The platforms that the app is built for.
pub const PLATFORMS: [&str; 3] =
    ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"];

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Text of a file of the project.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All packages of the lock file that are built for any of these platforms, and how they depend on one another.
fn metadata(platforms: &[&str]) -> Value {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version=1", "--locked"])
        .args(platforms.iter().map(|platform| format!("--filter-platform={platform}")))
        .current_dir(root())
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

/// The packages and how they depend on one another; development dependencies are left out.
pub struct House {
    /// Packages of the workspace.
    pub rooms: BTreeSet<String>,
    /// Licence expression of each package, by `name version`.
    pub licences: BTreeMap<String, String>,
    /// Names of the packages that one depends on, by its name.
    arrows: BTreeMap<String, BTreeSet<String>>,
}

impl House {
    pub fn read() -> Self {
        Self::from(&metadata(&PLATFORMS))
    }

    fn from(metadata: &Value) -> Self {
        let list = |value: &'static str| metadata[value].as_array().expect(value);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let names: BTreeMap<String, String> =
            list("packages").iter().map(|package| (text(&package["id"]), text(&package["name"]))).collect();
        let licences = list("packages")
            .iter()
            .map(|p| (format!("{} {}", text(&p["name"]), text(&p["version"])), text(&p["license"])))
            .collect();
        let rooms = list("workspace_members").iter().map(|id| names[&text(id)].clone()).collect();
        let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for node in metadata["resolve"]["nodes"].as_array().expect("nodes") {
            let from = arrows.entry(names[&text(&node["id"])].clone()).or_default();
            for dependency in node["deps"].as_array().expect("deps") {
                let kinds = dependency["dep_kinds"].as_array().expect("dep_kinds");
                if kinds.iter().any(|kind| kind["kind"] != "dev") {
                    from.insert(names[&text(&dependency["pkg"])].clone());
                }
            }
        }
        Self { rooms, licences, arrows }
    }

    /// What a package depends on itself.
    pub fn direct(&self, package: &str) -> &BTreeSet<String> {
        &self.arrows[package]
    }

    /// What a package depends on, however far.
    pub fn all(&self, package: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open = vec![package.to_owned()];
        while let Some(next) = open.pop() {
            for dependency in &self.arrows[&next] {
                if found.insert(dependency.clone()) {
                    open.push(dependency.clone());
                }
            }
        }
        found
    }
}
