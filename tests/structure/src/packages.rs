//! What the two programs and the page are made of beside our own code: from `cargo metadata` with `Cargo.lock`, and
//! from npm's lock file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use data_encoding::{BASE64, HEXLOWER};
use serde_json::Value;

use crate::{metadata, read, root};

/// Ours, whose dependencies count. What only tests and benchmarks need is in neither.
const PROGRAMS: [&str; 2] = ["zonedesk-desktop", "zonedesk-cli"];

/// A package of crates.io or npm.
#[derive(Debug)]
pub struct Package {
    pub name: String,
    pub version: String,
    /// SPDX expression; empty where the package says none.
    pub licence: String,
    /// As its manifest names them; npm's lock file does not.
    pub authors: Vec<String>,
    /// Where its files lie on this computer.
    pub folder: PathBuf,
    /// Of the archive that was fetched: the algorithm as CycloneDX names it, and the sum in hexadecimal.
    pub sum: Option<(&'static str, String)>,
    /// Package URLs of those that it depends on.
    pub needs: BTreeSet<String>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Packages {
    /// By their package URLs (purl, ECMA-427), as `pkg:cargo/serde@1.0.0`.
    pub all: BTreeMap<String, Package>,
    /// Package URLs of those that our own code names.
    pub direct: BTreeSet<String>,
}

impl Packages {
    /// What is built in for any of these platforms (target triples), and all of the page.
    pub fn read(platforms: &[&str]) -> Self {
        let mut packages = Self::default();
        packages.add_crates(&metadata(platforms), &read("Cargo.lock"));
        packages.add_page(&serde_json::from_str(&read("ui/package-lock.json")).expect("npm writes JSON"));
        packages
    }

    fn add_crates(&mut self, metadata: &Value, lock: &str) {
        let sums = sums(lock);
        let packages: BTreeMap<&str, &Value> =
            list(&metadata["packages"]).map(|p| (text(&p["id"]), p)).collect();
        let nodes: BTreeMap<&str, &Value> =
            list(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = packages
            .iter()
            .filter(|(_, p)| PROGRAMS.contains(&text(&p["name"])))
            .map(|(id, _)| *id)
            .collect();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let needed: Vec<&str> = list(&nodes[id]["deps"])
                .filter(|dependency| list(&dependency["dep_kinds"]).any(|kind| kind["kind"] != "dev"))
                .map(|dependency| text(&dependency["pkg"]))
                .collect();
            open.extend(&needed);
            // our own packages name no source
            let needs = needed
                .iter()
                .map(|id| packages[id])
                .filter(|p| p["source"].is_string())
                .map(crate_url)
                .collect();
            let package = packages[id];
            if package["source"].is_null() {
                self.direct.extend::<BTreeSet<String>>(needs);
                continue;
            }
            let (name, version) = (text(&package["name"]).to_owned(), text(&package["version"]).to_owned());
            let manifest = Path::new(text(&package["manifest_path"]));
            let sum = sums.get(&(name.as_str(), version.as_str())).map(|sum| ("SHA-256", (*sum).to_owned()));
            let package = Package {
                licence: expression(text(&package["license"])),
                authors: list(&package["authors"]).map(|author| text(author).to_owned()).collect(),
                folder: manifest.parent().expect("a manifest lies in a folder").to_owned(),
                sum,
                needs,
                name,
                version,
            };
            self.all.insert(crate_url(packages[id]), package);
        }
    }

    fn add_page(&mut self, lock: &Value) {
        let table = lock["packages"].as_object().expect("a table of packages");
        let shipped = |place: &str| table.get(place).filter(|package| package["dev"] != true);
        // as Node.js looks for a module: beside it first, then further up
        let found = |from: &str, name: &str| {
            let mut folder = Some(from);
            while let Some(here) = folder {
                let place = format!("{here}/node_modules/{name}").trim_start_matches('/').to_owned();
                if let Some(package) = shipped(&place) {
                    return Some(npm_url(&place, package));
                }
                folder =
                    here.rfind("/node_modules/").map(|end| &here[..end]).or((!here.is_empty()).then_some(""));
            }
            None
        };
        for (place, package) in table.iter().filter(|(place, _)| shipped(place).is_some()) {
            let kinds = ["dependencies", "optionalDependencies", "peerDependencies"];
            let named =
                kinds.iter().filter_map(|kind| package[kind].as_object()).flat_map(|names| names.keys());
            let needs = named.filter_map(|name| found(place, name)).collect();
            if place.is_empty() {
                self.direct.extend::<BTreeSet<String>>(needs);
                continue;
            }
            let sum = text(&package["integrity"]).strip_prefix("sha512-");
            let sum = sum.and_then(|sum| BASE64.decode(sum.as_bytes()).ok());
            let known = Package {
                name: npm_name(place).to_owned(),
                version: text(&package["version"]).to_owned(),
                licence: text(&package["license"]).to_owned(),
                authors: Vec::new(),
                folder: root().join("ui").join(place),
                sum: sum.map(|sum| ("SHA-512", HEXLOWER.encode(&sum))),
                needs,
            };
            self.all.insert(npm_url(place, package), known);
        }
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// As SPDX has it: old manifests write `/` for OR.
fn expression(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

fn crate_url(package: &Value) -> String {
    // a `+` is written as it is only in front of what it means
    format!("pkg:cargo/{}@{}", text(&package["name"]), text(&package["version"]).replace('+', "%2B"))
}

fn npm_url(place: &str, package: &Value) -> String {
    format!("pkg:npm/{}@{}", npm_name(place).replace('@', "%40"), text(&package["version"]))
}

fn npm_name(place: &str) -> &str {
    place.rsplit_once("node_modules/").map_or(place, |(_, name)| name)
}

/// SHA-256 of each archive, by name and version.
fn sums(lock: &str) -> BTreeMap<(&str, &str), &str> {
    let packages = lock.split("[[package]]").filter_map(|package| {
        let value = |key: &str| {
            let mut lines = package.lines();
            lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
        };
        Some(((value("name")?, value("version")?), value("checksum")?))
    });
    packages.collect()
}
