//! Every dependency's licence is one that `deny.toml` allows. `cargo deny` says the same and more, where it is installed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use zonedesk_structure::{House, PLATFORMS, Packages, read, root};

/// The list behind `allow =` in `deny.toml`.
fn allowed() -> Vec<String> {
    let text = read("deny.toml");
    let list = text.split_once("allow = [").and_then(|(_, rest)| rest.split_once(']')).expect("a list").0;
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether an SPDX expression can be met with these licences. Old manifests write `/` for OR.
fn met(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.trim().replace('/', " OR ");
    if let Some(parts) = split(&expression, "OR") {
        return parts.iter().any(|part| met(part, allowed));
    }
    if let Some(parts) = split(&expression, "AND") {
        return parts.iter().all(|part| met(part, allowed));
    }
    match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => met(inner, allowed),
        None => allowed.contains(&expression),
    }
}

/// Parts between an operator that stands outside parentheses; None where it does not occur.
fn split(expression: &str, operator: &str) -> Option<Vec<String>> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for word in expression.split_whitespace() {
        if depth == 0 && word == operator {
            parts.push(String::new());
            continue;
        }
        depth += word.matches('(').count();
        depth -= word.matches(')').count();
        let part = parts.last_mut().expect("never empty");
        if !part.is_empty() {
            part.push(' ');
        }
        part.push_str(word);
    }
    (parts.len() > 1).then_some(parts)
}

/// What Settings > About shows: written anew where it differs, so that a new dependency is one more file to commit.
const SHOWN: &str = "ui/src/features/settings/licences.json";

#[test]
fn the_window_shows_every_licence() {
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in Packages::read(&PLATFORMS).all.into_values() {
        shown.entry(package.name).or_default().insert(package.licence);
    }
    let rows: Vec<Value> = shown
        .iter()
        .map(|(name, licences)| json!({"name": name, "licence": licences.iter().cloned().collect::<Vec<_>>().join("; ")}))
        .collect();
    let mut text = String::from("[\n");
    for (at, row) in rows.iter().enumerate() {
        let comma = if at + 1 < rows.len() { "," } else { "" };
        text.push_str(&format!(
            "  {{ \"name\": {}, \"licence\": {} }}{comma}\n",
            row["name"], row["licence"]
        ));
    }
    text.push_str("]\n");
    let file = root().join(SHOWN);
    if std::fs::read_to_string(&file).unwrap_or_default() != text {
        std::fs::write(&file, text).expect("the list is written");
        panic!("{SHOWN} was not up to date and is now: commit it");
    }
}

#[test]
fn every_licence_is_allowed() {
    let allowed = allowed();
    let refused: Vec<String> = House::read()
        .licences
        .iter()
        .filter(|(_, licence)| !met(licence, &allowed))
        .map(|(package, licence)| format!("{package}: {licence}"))
        .collect();
    assert!(refused.is_empty(), "licences that deny.toml does not allow: {refused:#?}");
}

#[test]
fn expressions_are_read_as_spdx_has_them() {
    let allowed = ["MIT".to_owned(), "ISC".to_owned()];
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("GPL-3.0-only OR MIT", true),
        ("GPL-3.0-only/MIT", true),
        ("MIT AND GPL-3.0-only", false),
        ("(GPL-3.0-only OR MIT) AND ISC", true),
        ("(GPL-3.0-only OR Zlib) AND ISC", false),
        ("", false),
    ] {
        assert_eq!(met(expression, &allowed), expected, "{expression}");
    }
}
