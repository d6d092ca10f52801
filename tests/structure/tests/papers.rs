//! What an installer says of its contents: nothing is left out, and nothing that only tests need is in it.

use std::collections::BTreeSet;

use serde_json::Value;
use zonedesk_structure::{PLATFORMS, Packages, bill, texts};

fn strings<'a>(values: &'a Value, name: &'static str) -> impl Iterator<Item = &'a str> {
    values.as_array().expect("a list").iter().map(move |value| value[name].as_str().expect(name))
}

#[test]
fn the_bill_of_materials_names_each_package_with_its_sum_and_who_needs_it() {
    let packages = Packages::read(&PLATFORMS);
    let bill = bill(&packages, "1.2.3");
    let known: BTreeSet<&str> = strings(&bill["components"], "purl").collect();
    for part in ["pkg:cargo/tauri@", "pkg:cargo/rustls@", "pkg:npm/react@", "pkg:npm/%40ui5/webcomponents@"] {
        assert!(known.iter().any(|url| url.starts_with(part)), "{part}");
    }
    for part in ["pkg:cargo/zonedesk", "pkg:cargo/proptest@", "pkg:npm/vitest@", "pkg:npm/typescript@"] {
        assert!(!known.iter().any(|url| url.starts_with(part)), "{part}");
    }
    for component in bill["components"].as_array().expect("a list") {
        assert!(component["licenses"][0]["expression"].is_string(), "{component}");
        let length = if component["hashes"][0]["alg"] == "SHA-256" { 64 } else { 128 };
        assert_eq!(component["hashes"][0]["content"].as_str().map(str::len), Some(length), "{component}");
    }
    // from the program along the arrows to every one of them
    let mut open = vec![bill["metadata"]["component"]["bom-ref"].as_str().expect("a name")];
    let mut reached = BTreeSet::new();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            let arrows = bill["dependencies"].as_array().expect("a list");
            let arrow = arrows.iter().find(|arrow| arrow["ref"] == next).expect(next);
            open.extend(arrow["dependsOn"].as_array().expect("a list").iter().filter_map(Value::as_str));
        }
    }
    assert_eq!(reached.len(), known.len() + 1);
}

#[test]
fn every_package_stands_in_the_list_of_licences_and_each_text_once() {
    let packages = Packages::read(&PLATFORMS);
    let whole = texts(&packages);
    let (list, texts) = whole.split_once("\n====").expect("texts");
    for (url, package) in &packages.all {
        let line = list.lines().find(|line| line.starts_with(&format!("{url}  "))).expect(url);
        assert!(line.contains(&package.licence), "{line}");
    }
    // crates for other systems are fetched on those only; what is fetched here has its texts
    assert!(list.lines().any(|line| line.starts_with("pkg:cargo/ring@") && line.ends_with(']')));
    assert!(list.lines().any(|line| line.starts_with("pkg:npm/react@") && line.ends_with(']')));
    assert_eq!(texts.matches("Copyright (c) Meta Platforms, Inc. and affiliates.").count(), 1);
}
