//! The cases against a real UAA, where `ZONEDESK_UAA_URL` names one (with the clients and origins of
//! `zonedesk simulator --dialect uaa`). With `ZONEDESK_UAA_RECORD=1` its answers are written to `recorded/`.

use std::path::Path;

use zonedesk_contract::case;
use zonedesk_contract::run::{CLIENTS, Server, record};

#[test]
fn answers_as_recorded() {
    let Ok(base) = std::env::var("ZONEDESK_UAA_URL") else {
        eprintln!("skipped: ZONEDESK_UAA_URL names no real UAA");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let only = std::env::var("ZONEDESK_UAA_ONLY").ok();
    let server = Server {
        base,
        clients: CLIENTS.iter().map(|id| ((*id).to_owned(), format!("{id}-secret"))).collect(),
        nonce: std::process::id().to_string(),
    };
    let mut calls = 0;
    let mut differ = Vec::new();
    for (file, text) in case_files(root) {
        if only.as_ref().is_some_and(|only| *only != file) {
            continue;
        }
        let scenarios = case::parse(&text).unwrap();
        calls += scenarios.iter().map(|scenario| scenario.calls.len()).sum::<usize>();
        let answers = record(&server, &file, &scenarios).unwrap();
        let path = root.join("recorded").join(format!("{file}.txt"));
        if std::env::var_os("ZONEDESK_UAA_RECORD").is_some() {
            std::fs::write(&path, &answers).unwrap();
        } else if std::fs::read_to_string(&path).unwrap() != answers {
            differ.push(file);
        }
    }
    eprintln!("{calls} calls against a real UAA");
    assert!(differ.is_empty(), "other answers than recorded in {differ:?}");
}

fn case_files(root: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(root.join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "http"))
        .map(|path| {
            (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}
