//! The cases against the simulator: as UAA it must answer what a real one answered, as XSUAA what `xsuaa/expected`
//! holds, which follows SAP's documentation and published clients (there is no such server to record).
//! With `ZONEDESK_EXPECT=1` the answers as XSUAA are written there; read the difference before it is kept.

use std::path::{Path, PathBuf};

use zonedesk_contract::case;
use zonedesk_contract::run::{Server, clients, record};
use zonedesk_simulator::{Landscape, Options, Running, Simulator};

/// Calls that the simulator's HTTP library refuses before it sees them: with 400 as the real one, but without a page.
const UNSEEN: [&str; 1] = ["GET /Users?filter=\"x\"\n400"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_as_a_real_uaa() {
    let running = Simulator::start(Landscape::uaa(), Options::default()).await.unwrap();
    let base = running.base.clone();
    check(running, base, "uaa", "recorded").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_as_xsuaa() {
    let clients: Vec<_> = clients()
        .into_iter()
        .map(|(id, secret)| match id.as_str() {
            "noscope" => format!(r#"{{"id":"{id}","secret":"{secret}","scopes":["uaa.resource"]}}"#),
            _ => format!(r#"{{"id":"{id}","secret":"{secret}","readOnly":{}}}"#, id == "readonly"),
        })
        .collect();
    let landscape = format!(
        r#"{{"accounts":[{{"name":"Flat","level":"subaccount","subdomain":"flat","zoneId":"zone","clients":[{}],
            "origins":["sap.default"]}}]}}"#,
        clients.join(",")
    );
    let landscape = Landscape::from_json(&landscape).unwrap();
    let running = Simulator::start(landscape, Options::default()).await.unwrap();
    let base = running.accounts[0].url.clone();
    check(running, base, "xsuaa", "expected").await;
}

async fn check(running: Running, base: String, dialect: &'static str, answers: &'static str) {
    let server = Server { base, clients: clients(), nonce: String::new() };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(dialect);
    let compared =
        tokio::task::spawn_blocking(move || compare(&server, &folder, &folder.join(answers))).await;
    running.stop().await;
    let (calls, other) = compared.expect("the comparing thread").expect("cases and answers");
    eprintln!("{calls} calls against the simulator as {dialect}, {} answered otherwise", other.len());
    assert!(other.is_empty(), "answered otherwise than expected:\n{}", other.join("\n"));
}

/// Calls made, and those whose answer differs, with both answers.
fn compare(server: &Server, cases: &Path, answers: &Path) -> Result<(usize, Vec<String>), String> {
    let mut calls = 0;
    let mut other = Vec::new();
    for (file, scenarios) in case::read_all(cases)? {
        calls += case::count(&scenarios);
        let ours = record(server, &file, &scenarios)?;
        let path = answers.join(format!("{file}.txt"));
        if cases.ends_with("xsuaa") && std::env::var_os("ZONEDESK_EXPECT").is_some() {
            std::fs::write(&path, &ours).map_err(|error| error.to_string())?;
        }
        let theirs =
            std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let (ours, theirs) = (paragraphs(&ours), paragraphs(&theirs));
        if ours.len() != theirs.len() {
            return Err(format!("{file}: other calls than there are answers: record again"));
        }
        for (ours, theirs) in ours.iter().zip(theirs) {
            if *ours != theirs && !UNSEEN.contains(ours) {
                other.push(format!("--- {file}, expected\n{theirs}\n--- here\n{ours}\n"));
            }
        }
    }
    Ok((calls, other))
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").collect()
}
