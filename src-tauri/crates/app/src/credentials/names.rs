//! Names that a system could have.

use std::collections::HashSet;

use zonedesk_workspace::SystemName;

use super::entry::Credential;

/// A free name made of subdomain, file or credential, in this order; takes it. `taken`: names in lower case.
pub fn propose(credential: &Credential, source: Option<&str>, taken: &mut HashSet<String>) -> String {
    let file = source.map(|path| path.rsplit(['/', '\\']).next().unwrap_or(path));
    let stem = file.map(|file| file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    let hints = [credential.subdomain.as_deref(), stem, credential.name.as_deref()];
    let base = hints.into_iter().flatten().find_map(allowed).or_else(|| "System".parse().ok());
    let free = base.and_then(|base| base.numbered().find(|name| taken.insert(name.key())));
    free.map(String::from).unwrap_or_default()
}

/// What a system's name may have of a text; none where that is nothing.
fn allowed(text: &str) -> Option<SystemName> {
    let blank = |c: char| if SystemName::allows(c) { c } else { ' ' };
    let words = text.chars().map(blank).collect::<String>();
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    name.chars().take(100).collect::<String>().trim_end().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_free_and_allowed() {
        let mut taken = HashSet::from(["shop".to_owned()]);
        let of = |subdomain: Option<&str>, name: Option<&str>| Credential {
            subdomain: subdomain.map(str::to_owned),
            name: name.map(str::to_owned),
            ..Default::default()
        };
        for (credential, source, expected) in [
            (of(Some("Shop"), None), None, "Shop 2"),
            (of(Some("shop"), None), Some("prod.json"), "shop 3"),
            (of(None, Some("desk")), Some("keys/retail prod (1).json"), "retail prod 1"),
            (of(None, Some("desk")), Some("ü.json"), "desk"),
            (of(None, None), None, "System"),
            (of(None, None), None, "System 2"),
        ] {
            assert_eq!(propose(&credential, source, &mut taken), expected);
        }
        let long = "x".repeat(300);
        assert_eq!(propose(&of(Some(&long), None), None, &mut taken).len(), 100);
        assert!(propose(&of(Some(&long), None), None, &mut taken).parse::<SystemName>().is_ok());
    }
}
