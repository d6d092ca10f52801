//! The table of commands in the front end has the names that the shell registers.

use std::collections::BTreeSet;

use zonedesk_structure::read;

/// Called by `page_faults.js`, before there is a front end.
const NOT_OF_THE_PAGE: &str = "page_fault";

/// Names in `generate_handler![feature::name, …]`.
fn registered() -> BTreeSet<String> {
    let text = read("src-tauri/src/commands/mod.rs");
    let list = text
        .split_once("generate_handler![")
        .and_then(|(_, rest)| rest.split_once(']'))
        .expect("a handler")
        .0;
    list.split(',')
        .filter_map(|entry| entry.trim().rsplit_once("::"))
        .map(|(_, name)| name.to_owned())
        .filter(|name| name != NOT_OF_THE_PAGE)
        .collect()
}

/// Keys of `interface Commands`.
fn called() -> BTreeSet<String> {
    let text = read("ui/src/api/api.ts");
    let table = text
        .split_once("interface Commands {")
        .and_then(|(_, rest)| rest.split_once("\n}"))
        .expect("a table")
        .0;
    table.lines().filter_map(|line| line.split_once(": [")).map(|(name, _)| name.trim().to_owned()).collect()
}

#[test]
fn both_sides_know_the_same_commands() {
    assert!(!registered().is_empty());
    assert_eq!(registered(), called());
}
