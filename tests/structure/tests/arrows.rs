//! Dependencies between the rooms point only downwards, as `src-tauri/README.md` draws them.

use std::collections::BTreeSet;

use zonedesk_structure::House;

/// Each room and what it may depend on. What is not listed here is a design question, not a fix.
const ARROWS: [(&str, &[&str]); 10] = [
    ("jsonpath", &[]),
    ("scim", &[]),
    ("transform", &["jsonpath"]),
    ("xsuaa", &["scim"]),
    ("simulator", &["scim"]),
    ("workspace", &["scim"]),
    ("proxy", &["transform", "scim", "xsuaa", "workspace"]),
    ("app", &["proxy", "transform", "jsonpath", "scim", "xsuaa", "workspace", "simulator"]),
    ("cli", &["app"]),
    ("desktop", &["app"]),
];

/// Rooms that may use any other: they prove or build the product and are no part of it.
const OUTSIDE: [&str; 6] = ["xtask", "e2e", "structure", "conformance", "contract", "bench"];

/// A room, and a package that it must not reach, however far.
const ABSENT: [(&str, &str); 12] = [
    ("jsonpath", "tokio"),
    ("transform", "tokio"),
    ("scim", "tokio"),
    ("jsonpath", "rand"),
    ("transform", "rand"),
    ("scim", "rand"),
    ("workspace", "reqwest"),
    ("workspace", "hyper"),
    ("xsuaa", "rusqlite"),
    ("simulator", "rusqlite"),
    ("app", "tauri"),
    ("cli", "tauri"),
];

fn package(room: &str) -> String {
    format!("zonedesk-{room}")
}

#[test]
fn arrows_point_only_downwards() {
    let house = House::read();
    for (room, allowed) in ARROWS {
        if !house.rooms.contains(&package(room)) {
            continue; // not built yet
        }
        let allowed: BTreeSet<String> = allowed.iter().map(|room| package(room)).collect();
        let refused: Vec<_> = house
            .direct(&package(room))
            .intersection(&house.rooms)
            .filter(|to| !allowed.contains(*to))
            .collect();
        assert!(refused.is_empty(), "{room} must not depend on {refused:?}");
    }
}

#[test]
fn every_room_has_its_place() {
    let known: BTreeSet<String> = ARROWS.iter().map(|(room, _)| *room).chain(OUTSIDE).map(package).collect();
    let strange: Vec<_> = House::read().rooms.difference(&known).cloned().collect();
    assert!(strange.is_empty(), "no arrows are drawn for {strange:?}");
}

#[test]
fn what_is_absent_stays_absent() {
    let house = House::read();
    for (room, absent) in ABSENT {
        assert!(!house.all(&package(room)).contains(absent), "{room} reaches {absent}");
    }
}
