//! The licences of what we build in, with their texts and the names that they ask to be kept.

use std::collections::BTreeMap;
use std::path::Path;

use crate::{Package, Packages};

/// How the names of files begin that hold a licence, or what it asks to be passed on.
const BEGINNINGS: [&str; 7] =
    ["license", "licence", "copying", "notice", "copyright", "unlicense", "authors"];
/// Endings that make them something else.
const OTHERS: [&str; 4] = [".rs", ".js", ".html", ".spdx"];
/// Folders of a package that are not built in.
const APART: [&str; 5] = ["node_modules", "tests", "examples", "benches", "target"];

/// Each package with its licence and the numbers of its texts, then each text once.
pub fn texts(packages: &Packages) -> String {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut texts: Vec<String> = Vec::new();
    let mut list = String::new();
    for (url, package) in &packages.all {
        let mut of_this: Vec<usize> = found(&package.folder)
            .into_iter()
            .map(|text| {
                // the same licence is broken into lines in many ways
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                *numbers.entry(words).or_insert_with(|| {
                    texts.push(text);
                    texts.len()
                })
            })
            .collect();
        of_this.sort_unstable();
        of_this.dedup();
        list.push_str(&line(url, package, &of_this));
    }
    let mut whole = format!(
        "Zonedesk is built of these {} packages beside its own code. Behind each stand its licence (SPDX) and the \
         numbers\nof the texts that it comes with; they follow below, each once. The source of `pkg:cargo/NAME@VERSION` \
         is at\nhttps://crates.io/crates/NAME/VERSION, that of `pkg:npm/NAME@VERSION` at \
         https://www.npmjs.com/package/NAME/v/VERSION.\n\n{list}",
        packages.all.len()
    );
    for (at, text) in texts.iter().enumerate() {
        whole.push_str(&format!("\n{:=<120}\n[{}]\n\n{}\n", "", at + 1, text.trim_end()));
    }
    whole
}

fn line(url: &str, package: &Package, texts: &[usize]) -> String {
    let licence = if package.licence.is_empty() { "not said" } else { &package.licence };
    let numbers: String = texts.iter().map(|number| format!("[{number}]")).collect();
    match (texts.is_empty(), package.authors.is_empty()) {
        (false, _) => format!("{url}  {licence}  {numbers}\n"),
        (true, true) => format!("{url}  {licence}  (without a text)\n"),
        (true, false) => format!("{url}  {licence}  (without a text; by {})\n", package.authors.join(", ")),
    }
}

/// The texts in a package, those of what it has taken over from others included.
fn found(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_dir() {
            if !APART.contains(&name.as_str()) {
                texts.extend(found(&path));
            }
        } else if BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
            && !OTHERS.iter().any(|ending| name.ends_with(ending))
        {
            texts.extend(std::fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    texts
}
