//! The cases against a real UAA, where `ZONEDESK_UAA_URL` names one with the clients of `real-uaa/uaa.yml`, which are
//! those of `zonedesk simulator --dialect uaa`; the origins are made here. `cargo xtask test` starts one where it can.
//! With `ZONEDESK_UAA_RECORD=1` its answers are written to `uaa/recorded/`.

use std::path::Path;

use zonedesk_contract::case;
use zonedesk_contract::run::{Server, add_origins, clients, record};

#[test]
fn answers_as_recorded() {
    let Ok(base) = std::env::var("ZONEDESK_UAA_URL") else {
        eprintln!("skipped: ZONEDESK_UAA_URL names no real UAA");
        return;
    };
    let root = &Path::new(env!("CARGO_MANIFEST_DIR")).join("uaa");
    let server = Server { base, clients: clients(), nonce: std::process::id().to_string() };
    add_origins(&server).unwrap();
    let mut calls = 0;
    let mut differ = Vec::new();
    for (file, scenarios) in case::read_all(root).unwrap() {
        calls += case::count(&scenarios);
        let answers = record(&server, &file, &scenarios).unwrap();
        let path = root.join("recorded").join(format!("{file}.txt"));
        if std::env::var_os("ZONEDESK_UAA_RECORD").is_some() {
            std::fs::write(&path, &answers).unwrap();
        } else if std::fs::read_to_string(&path).unwrap() != answers {
            differ.push(file);
        }
    }
    eprintln!("{calls} calls against a real UAA, {} files answered otherwise", differ.len());
    assert!(differ.is_empty(), "other answers than recorded in {differ:?}");
}
