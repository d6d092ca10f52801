//! The verbs on transformations and paths: what goes in, what comes out, and the exit code.

use std::io::Write;
use std::process::{Command, Stdio};

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn zonedesk(arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zonedesk"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    // One that refuses its arguments reads nothing.
    let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("ends");
    Ran {
        code: output.status.code().expect("not killed"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

const USER: &str = r#"{"id":"1","userName":"u","emails":[{"value":"m","primary":true}]}"#;

#[test]
fn entities_stream_through() {
    let input = format!("{USER}\n{{\"id\":\"2\"}}\n");
    let ran =
        zonedesk(&["transform", "run", "default:read", "--entity", "user", "--operation", "read"], &input);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.lines().count(), 1);
    assert!(ran.out.contains("\"https://proxy.example/Users/1\""), "{}", ran.out);
    let error: serde_json::Value = serde_json::from_str(ran.err.trim()).expect("a line of JSON");
    assert_eq!(
        (&error["line"], &error["id"], &error["pointer"]),
        (&2.into(), &"2".into(), &"/user/mappings/2".into())
    );

    let create =
        ["transform", "run", "default:write", "--operation", "create", "--property", "xsuaa.origin=sap.ids"];
    let ran = zonedesk(&create, USER);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains(r#""id":"xsuaa-dummy-value""#) && ran.out.contains(r#""origin":"sap.ids""#),
        "{}",
        ran.out
    );

    let base = ["transform", "run", "default:read", "--variable", "entityBaseLocation=x:"];
    assert!(zonedesk(&base, USER).out.contains(r#""location":"x:1""#));
    assert_eq!(zonedesk(&["transform", "run", "default:read", "--entity", "role"], USER).code, 1);
    assert_eq!(zonedesk(&["transform", "run", "default:read", "--operation", "sing"], "").code, 2);
}

#[test]
fn findings_are_told() {
    let ran = zonedesk(
        &["transform", "check", "-", "--json"],
        r#"{"user":{"mappings":[{"sourcePath":"name","targetPath":"$..b"}]}}"#,
    );
    assert_eq!(ran.code, 1);
    let findings: Vec<serde_json::Value> = serde_json::from_str(&ran.out).expect("a list");
    let codes: Vec<&str> = findings.iter().map(|f| f["code"].as_str().expect("a code")).collect();
    assert!(["ZT025", "ZT031", "ZT034"].iter().all(|code| codes.contains(code)), "{codes:?}");
    let root = findings.iter().find(|f| f["code"] == "ZT031").expect("there");
    assert_eq!((&root["line"], &root["pointer"]), (&1.into(), &"/user/mappings/0/sourcePath".into()));
    assert_eq!(root["fix"]["title"], "Write \"$.name\"");
    assert_eq!(zonedesk(&["transform", "check", "default:read"], "").code, 0);
    assert_eq!(zonedesk(&["transform", "check", "/nowhere.json"], "").code, 1);
}

#[test]
fn differences_decide_the_exit_code() {
    assert_eq!(zonedesk(&["transform", "diff", "default:read", "default:read"], "").code, 0);
    let ran =
        zonedesk(&["transform", "diff", "default:read", "-"], r#"{"user":{"mappings":[],"ignore":true}}"#);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("- $.userName") && ran.out.contains("+ ignore  (entity)\n      + true\n"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains('\x1b'), "no colours in a pipe");
}

#[test]
fn paths_are_read() {
    for (arguments, input, code, out) in [
        (vec!["path", "$.a[*]"], r#"{"a":[1,2.50]}"#, 0, "[1,2.50]\n"),
        (vec!["path", "$.a"], "{}", 1, ""),
        (vec!["path", "$.a["], "{}", 2, ""),
        (
            vec!["path", "--ndjson"],
            "{\"id\":1,\"doc\":{\"a\":1},\"path\":\"$.a\"}\n{\"id\":2,\"doc\":{},\"condition\":\"$.a\"}\n",
            0,
            "{\"id\":1,\"ok\":true,\"definite\":true,\"value\":1,\"paths\":[\"$['a']\"]}\n{\"id\":2,\"ok\":true,\"value\":false}\n",
        ),
    ] {
        let ran = zonedesk(&arguments, input);
        assert_eq!((ran.code, ran.out.as_str()), (code, out), "{arguments:?}: {}", ran.err);
    }
}
