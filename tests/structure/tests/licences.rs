//! Every dependency's licence is one that `deny.toml` allows. `cargo deny` says the same and more, where it is installed.

use zonedesk_structure::{House, read};

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
