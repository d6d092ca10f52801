//! Secrets are in the vault and on the wire, and nowhere else: a full run with secrets that are known, after which
//! every file, everything printed and everything logged is searched for them, in the forms that programs write them in.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Bench, Ran};

/// Secrets of a run, by what they are, and all that the run printed.
struct Search {
    bench: Bench,
    secrets: Vec<(&'static str, String)>,
    printed: Vec<(String, String)>,
}

const PASSPHRASE: &str = "pass/phrase+of the=vault&%7";
const WRONG_PASSPHRASE: &str = "an0ther/phrase+of=nothing&%";
const WRONG_SECRET: &str = "wr0ng/secret+with=signs&%5C";

impl Search {
    fn new() -> Self {
        let bench = Bench::with_shop();
        let secrets = vec![
            ("the client secret", bench.secret.clone()),
            ("the passphrase", PASSPHRASE.to_owned()),
            ("a wrong passphrase", WRONG_PASSPHRASE.to_owned()),
            ("a wrong secret", WRONG_SECRET.to_owned()),
        ];
        Self { bench, secrets, printed: Vec::new() }
    }

    /// Runs the program at its most talkative, with the vault's passphrase at hand.
    fn run(&mut self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, PASSPHRASE, None)
    }

    fn run_with(&mut self, arguments: &[&str], passphrase: &str, stdin: Option<&str>) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zonedesk"));
        command
            .args(arguments)
            .env("ZONEDESK_WORKSPACE", self.bench.workspace.path())
            .env("ZONEDESK_LOG", "trace")
            .env("ZONEDESK_VAULT_PASSPHRASE", passphrase)
            .env_remove("ZONEDESK_SECRET")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Whoever needs none does not read it.
        let _ = child.stdin.take().unwrap().write_all(stdin.unwrap_or_default().as_bytes());
        let output = child.wait_with_output().unwrap();
        let ran = Ran {
            exit: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        self.printed.push((arguments.join(" "), format!("{}{}", ran.out, ran.err)));
        ran
    }

    /// Where any of the secrets was found.
    fn found(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut look = |place: &str, bytes: &[u8]| {
            for (what, secret) in &self.secrets {
                found.extend(
                    forms(secret)
                        .into_iter()
                        .filter(|(_, form)| contains(bytes, form.as_bytes()))
                        .map(|(form, _)| format!("{what} ({form}) in {place}")),
                );
            }
        };
        for (arguments, text) in &self.printed {
            look(&format!("the output of `{arguments}`"), text.as_bytes());
        }
        files(self.bench.workspace.path(), &mut |path, bytes| look(&path.display().to_string(), bytes));
        found
    }
}

/// A secret as it is, and as it would be carried: each form that it may have in a longer text.
fn forms(secret: &str) -> Vec<(&'static str, String)> {
    let bytes = secret.as_bytes();
    let hex = |digits: fn(u8) -> String| bytes.iter().map(|byte| digits(*byte)).collect::<String>();
    let percent = |keep: fn(u8) -> bool, digits: fn(u8) -> String| -> String {
        bytes
            .iter()
            .map(|b| if keep(*b) { char::from(*b).to_string() } else { format!("%{}", digits(*b)) })
            .collect()
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let upper = |byte: u8| format!("{byte:02X}");
    let lower = |byte: u8| format!("{byte:02x}");
    let mut forms = vec![
        ("plain", secret.to_owned()),
        ("hex", hex(lower)),
        ("hex", hex(upper)),
        ("url-encoded", percent(plain, upper)),
        ("url-encoded", percent(plain, lower)),
        ("form-encoded", percent(plain, upper).replace("%20", "+")),
        ("as UTF-16", secret.chars().flat_map(|c| [c, '\0']).collect()),
    ];
    // In a longer text a secret begins at one of three places of a group of four signs; what its neighbours reach into
    // is left out.
    for (alphabet, name) in [(STANDARD, "base64"), (URL_SAFE, "base64url")] {
        for before in 0..3 {
            let text = base64(&[&b"\0\0"[..before], bytes].concat(), alphabet);
            let from = [0, 2, 3][before];
            let until = (before + bytes.len()) / 3 * 4;
            forms.push((name, text[from..until].to_owned()));
        }
    }
    forms
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn base64(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let groups = bytes.chunks(3).map(|group| {
        let number = group.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        (0..=group.len()).map(move |sign| char::from(alphabet[(number >> (18 - 6 * sign)) as usize & 63]))
    });
    groups.flatten().collect()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn files(dir: &Path, look: &mut impl FnMut(&Path, &[u8])) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, look);
        } else {
            look(&path, &std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn a_full_run_leaves_no_secret_anywhere() {
    let mut search = Search::new();
    let secret = search.bench.secret.clone();
    let adding = |name: &str| {
        let Bench { simulator, .. } = &search.bench;
        let account = &simulator.as_ref().unwrap().account;
        let text = |key: &str| account[key].as_str().unwrap().to_owned();
        let mut words: Vec<String> = ["systems", "add", name, "--secret-stdin"].map(str::to_owned).into();
        for (option, key) in [("--url", "url"), ("--token-url", "token_url"), ("--client-id", "client_id")] {
            words.extend([option.to_owned(), text(key)]);
        }
        words
    };
    let (shop, wrong) = (adding("Shop"), adding("Wrong"));
    let words = |words: &[String]| words.iter().map(|word| word.clone().leak() as &str).collect::<Vec<_>>();

    // The vault is chosen, kept in, asked with a wrong passphrase, and tells of itself.
    search.run(&["secrets", "move", "file"]).ok();
    search.run_with(&words(&shop), PASSPHRASE, Some(&secret)).ok();
    search.run_with(&words(&wrong), PASSPHRASE, Some(WRONG_SECRET)).ok();
    search.run(&["secrets", "show", "--json"]).ok();
    for json in [&[][..], &["--json"]] {
        let arguments = [&["systems", "test", "Shop"][..], json].concat();
        assert_eq!(search.run_with(&arguments, WRONG_PASSPHRASE, None).exit, 1);
    }
    // Accounts are asked, and refuse.
    for json in [&[][..], &["--json"]] {
        for (arguments, exit) in [
            (&["systems", "test", "Shop"][..], 0),
            (&["systems", "test", "Wrong"], 1),
            (&["refresh", "Shop"], 0),
            (&["refresh", "Wrong"], 1),
            (&["systems", "list"], 0),
            (&["systems", "show", "Wrong"], 0),
            (&["users", "list", "Shop"], 0),
            (&["members", "add", "Shop", "Empty One", "max@acme.example", "--dry-run"], 0),
            (&["members", "remove", "Shop", "Retail Viewer", "max@acme.example", "--yes"], 0),
            (&["members", "add", "Shop", "Retail Viewer", "max@acme.example", "--yes"], 0),
            (&["activity", "list"], 0),
            (&["journal", "verify"], 0),
        ] {
            let ran = search.run(&[arguments, json].concat());
            assert_eq!(ran.exit, exit, "{arguments:?}: {ran:?}");
        }
    }
    // Secrets change, by every way in.
    let secret_file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret_file.path(), &secret).unwrap();
    let path = secret_file.path().display().to_string();
    search.run(&["systems", "update", "Wrong", "--secret-file", &path]).ok();
    search.run(&["systems", "test", "Wrong"]).ok();
    search.run_with(&["systems", "update", "Wrong", "--secret-stdin"], PASSPHRASE, Some(WRONG_SECRET)).ok();
    let no_address = ["systems", "add", "Bad", "--url", "nonsense", "--secret-stdin", "--json"];
    assert_eq!(search.run_with(&no_address, PASSPHRASE, Some(WRONG_SECRET)).exit, 2);
    // Keys as the cockpit gives them: good ones, one that no longer works, one that was cut off.
    let key = |secret: &str| {
        let account = &search.bench.simulator.as_ref().unwrap().account;
        let url = account["token_url"].as_str().unwrap().trim_end_matches("/oauth/token");
        serde_json::json!({"uaa": {"clientid": account["client_id"], "clientsecret": secret, "apiurl": account["url"],
            "url": url}})
        .to_string()
    };
    let (good, old) = (key(&secret), key(WRONG_SECRET));
    let cut_off = &old[..old.find(WRONG_SECRET).unwrap() + WRONG_SECRET.len()];
    for (arguments, stdin, exit) in [
        (&["systems", "add", "By Key", "--service-key", "-"][..], &good[..], 0),
        (&["systems", "rotate", "By Key", "--service-key", "-", "--json"], &good, 0),
        (&["systems", "rotate", "By Key", "--service-key", "-"], &old, 1),
        (&["systems", "rotate", "By Key", "--service-key", "-", "--json"], &old, 1),
        (&["systems", "add", "Cut", "--service-key", "-"], cut_off, 2),
        (&["systems", "add", "Cut", "--service-key", "-", "--json"], cut_off, 2),
    ] {
        let ran = search.run_with(arguments, PASSPHRASE, Some(stdin));
        assert_eq!(ran.exit, exit, "{arguments:?}: {ran:?}");
    }
    // Credentials among the properties, also where they should not be.
    let set = ["systems", "property", "set", "Wrong"];
    let argument = format!("Password={WRONG_SECRET}");
    let destination = format!("Name=Shared\nURL=https://api.example\nUser=sb-x\nPassword={WRONG_SECRET}\n");
    for (arguments, stdin, exit) in [
        (&[&set[..], &["--credential", "Password", "--from-stdin"]].concat()[..], WRONG_SECRET, 0),
        (&[&set[..], &["--credential", "api.token", "--from-stdin", "--json"]].concat(), WRONG_SECRET, 0),
        (&[&set[..], &["--credential", "PrivateKey", "--from-stdin"]].concat(), WRONG_SECRET, 2),
        (&[&set[..], &[&argument]].concat(), "", 2),
        (&["systems", "property", "list", "Wrong"], "", 0),
        (&["systems", "property", "list", "Wrong", "--as-text"], "", 0),
        (&["systems", "property", "list", "Wrong", "--json"], "", 0),
        (&["destinations", "import", "-"], &destination, 0),
        (&["destinations", "use", "Wrong", "Shared"], "", 0),
        (&["destinations", "property", "list", "Shared", "--json"], "", 0),
        (&["systems", "history", "Wrong"], "", 0),
        (&["systems", "history", "Wrong", "--json"], "", 0),
        (&["transform", "show", "Wrong", "--kind", "read"], "", 0),
    ] {
        let ran = search.run_with(arguments, PASSPHRASE, Some(stdin));
        assert_eq!(ran.exit, exit, "{arguments:?}: {ran:?}");
    }
    // A caller of the proxy: its secret is shown once, by one run, and is nowhere after it.
    let added = search.run(&["consumers", "add", "Shop", "idm", "--json"]).json();
    search.printed.pop();
    search.secrets.push(("a consumer's secret", added["secret"].as_str().unwrap().to_owned()));
    search.run(&["consumers", "list", "Shop", "--json"]).ok();

    // What leaves the workspace, and what comes in.
    let place = search.bench.workspace.path().join("exported");
    std::fs::create_dir(&place).unwrap();
    let export = place.join("systems.json").display().to_string();
    let csv = place.join("idm.csv").display().to_string();
    search.run(&["export", "json", "-o", &export]).ok();
    search.run(&["export", "json", "Shop", "--history"]).ok();
    search.run(&["export", "idm-csv", "Shop", "--consumer", "idm", "--include-user", "-o", &csv]).ok();
    search.run(&["import", &export, "--dry-run"]);
    search.run(&["import", &export, "--yes", "--json"]);
    // A file that holds a secret is outside of the workspace: it is the person's.
    let outside = tempfile::NamedTempFile::with_suffix(".txt").unwrap();
    std::fs::write(outside.path(), destination.replace("Shared", "Second")).unwrap();
    let outside = outside.path().display().to_string();
    for arguments in [
        &["import", &outside, "--dry-run"][..],
        &["import", &outside, "--dry-run", "--json"],
        &["import", &outside, "--yes", "--keep-credentials"],
    ] {
        search.run(arguments).ok();
    }
    search.run(&["systems", "duplicate", "Wrong", "--with-credentials"]).ok();
    search.run(&["systems", "delete", "Wrong copy", "--yes", "--json"]).ok();
    search.run(&["systems", "deleted", "--json"]).ok();
    let backup = place.join("backup").display().to_string();
    let restored = place.join("restored").display().to_string();
    search.run(&["backup", "-o", &backup]).ok();
    search.run(&["restore", &backup, "--into", &restored]).ok();
    // A damaged vault is told about.
    let vault = search.bench.workspace.path().join("secrets.vault");
    let whole = std::fs::read(&vault).unwrap();
    std::fs::write(&vault, &whole[..whole.len() - 1]).unwrap();
    let ran = search.run(&["systems", "test", "Shop", "--json"]);
    assert!(ran.out.contains("ZD5006") || ran.err.contains("ZD5006"), "{ran:?}");
    std::fs::write(&vault, &whole).unwrap();
    search.run(&["systems", "delete", "Wrong", "--yes"]).ok();
    // Nowhere kept.
    let unkept = ["--secrets", "this-run", "systems", "update", "Shop", "--secret-stdin"];
    search.run_with(&unkept, PASSPHRASE, Some(&secret)).ok();

    assert!(search.printed.iter().any(|(_, text)| text.contains("TRACE")), "the logs were searched");
    assert_eq!(search.found(), [""; 0]);
}

/// What finds nothing must be able to find.
#[test]
fn every_form_is_found() {
    let mut search =
        Search { bench: Bench::empty(), secrets: vec![("it", "s3cret/ü".into())], printed: Vec::new() };
    assert_eq!(search.found(), [""; 0]);
    for text in [
        "a s3cret/ü b",
        "733363726574 2fc3bc".replace(' ', "").as_str(),
        "s3cret%2F%C3%BC",
        &format!("x{}", base64("id:s3cret/ü".as_bytes(), STANDARD)),
        &base64("ids:s3cret/ü".as_bytes(), STANDARD),
        &base64("i:s3cret/ü, and more".as_bytes(), URL_SAFE),
    ] {
        search.printed = vec![("it".into(), text.to_owned())];
        assert!(!search.found().is_empty(), "{text}");
    }
    search.printed.clear();
    std::fs::write(search.bench.workspace.path().join("a file"), "…s3cret/ü…").unwrap();
    assert_eq!(search.found().len(), 1);
}
