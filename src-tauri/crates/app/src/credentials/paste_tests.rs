//! The shapes that people paste, with made-up values.

use proptest::prelude::*;
use secrecy::ExposeSecret;

use super::entry::Credential;
use super::paste::{Paste, read};
use crate::api::Level;

const KEY: &str = r#"{"clientid":"sb-full!a1","clientsecret":"s3cr=et","url":"https://shop.authentication.eu10.hana.ondemand.com",
 "apiurl":"https://api.authentication.eu10.hana.ondemand.com","identityzone":"shop","subaccountid":"194e-1","tenantid":"194e-1",
 "uaadomain":"authentication.eu10.hana.ondemand.com","xsappname":"full!a1","credential-type":"binding-secret"}"#;

const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
const PRIVATE_KEY: &str = "-----BEGIN RSA PRIVATE KEY-----\nMIIC\n-----END RSA PRIVATE KEY-----";

/// All that was understood, a line for each credential.
fn said(paste: &Paste) -> String {
    let mut lines: Vec<String> = paste.found.iter().map(line).collect();
    lines.extend(paste.problems.iter().map(|problem| format!("! {problem}")));
    lines.join("\n")
}

fn line(found: &Credential) -> String {
    let level = found.level.map(|level| match level {
        Level::GlobalAccount => "global account".to_owned(),
        Level::Directory => "directory".to_owned(),
        Level::Subaccount => "subaccount".to_owned(),
    });
    let parts = [
        ("", Some(found.client_id.clone())),
        ("secret ", found.secret.as_ref().map(|secret| secret.expose_secret().to_owned())),
        ("cert ", found.certificate.as_ref().map(|pem| pem.lines().count().to_string())),
        ("key ", found.key.as_ref().map(|pem| pem.expose_secret().lines().count().to_string())),
        ("at ", found.url.clone()),
        ("token ", found.token_url.clone()),
        ("in ", found.region.clone()),
        ("sub ", found.subdomain.clone()),
        ("id ", found.subaccount_id.clone()),
        ("level ", level),
        ("name ", found.name.clone()),
        ("read-only ", found.read_only.map(|flag| flag.to_string())),
    ];
    let parts = parts.into_iter().filter_map(|(what, value)| Some(format!("{what}{}", value?)));
    parts.collect::<Vec<_>>().join(" | ").replace(".hana.ondemand.com", "…")
}

const OF_KEY: &str = "sb-full!a1 | secret s3cr=et | at https://api.authentication.eu10… | token https://shop.authentication.eu10…/oauth/token | in eu10 | sub shop | id 194e-1 | level subaccount";

#[test]
fn every_accepted_shape_is_read() {
    let x509 = format!(
        r#"{{"clientid":"sb-x!a1","certificate":{},"key":{},"certurl":"https://shop.authentication.cert.us10-001.hana.ondemand.com",
        "url":"https://shop.authentication.us10-001.hana.ondemand.com","credential-type":"x509"}}"#,
        serde_json::to_string(&format!("{CERTIFICATE}\n{CERTIFICATE}\n")).unwrap(),
        serde_json::to_string(PRIVATE_KEY).unwrap(),
    );
    let of_x509 = "sb-x!a1 | cert 6 | key 3 | at https://api.authentication.us10-001… | token https://shop.authentication.cert.us10-001…/oauth/token | in us10-001 | sub shop";
    for (what, text, expected) in [
        ("a service key", KEY.to_owned(), OF_KEY.to_owned()),
        ("with a byte order mark", format!("\u{feff}{KEY}"), OF_KEY.into()),
        ("below credentials", format!(r#"{{"credentials":{KEY}}}"#), OF_KEY.into()),
        ("below uaa", format!(r#"{{"credentials":{{"uaa":{KEY}}}}}"#), OF_KEY.into()),
        (
            "a binding",
            format!(r#"{{"id":"7","name":"admin-key","ready":true,"credentials":{KEY}}}"#),
            format!("{OF_KEY} | name admin-key"),
        ),
        (
            "the environment of an app",
            format!(r#"{{"xsuaa":[{{"label":"xsuaa","name":"my-uaa","credentials":{KEY}}}]}}"#),
            format!("{OF_KEY} | name my-uaa"),
        ),
        (
            "cf service-key",
            format!("Getting key k for service instance u as me@acme.example...\n\n{KEY}\nOK\n"),
            OF_KEY.into(),
        ),
        ("a chat message", format!("here it is: {KEY} bye"), OF_KEY.into()),
        ("a list", format!("[{KEY},{KEY}]"), format!("{OF_KEY}\n{OF_KEY}")),
        ("several", format!("{KEY}\n\n{KEY},\n{KEY}"), format!("{OF_KEY}\n{OF_KEY}\n{OF_KEY}")),
        (
            "a map by name",
            format!(r#"{{"dev":{KEY},"prod":{KEY}}}"#),
            format!("{OF_KEY} | name dev\n{OF_KEY} | name prod"),
        ),
        ("X.509", x509.clone(), of_x509.into()),
        (
            "btp --format json",
            r#"{"name":"desk","credential-type":"binding-secret","read-only":true,"clientid":"sb-desk!b2","clientsecret":"t",
              "tokenurl":"https://acme-dir.authentication.eu20.hana.ondemand.com","apiurl":"https://api.authentication.eu20.hana.ondemand.com","directoryid":"9"}"#
                .into(),
            "sb-desk!b2 | secret t | at https://api.authentication.eu20… | token https://acme-dir.authentication.eu20…/oauth/token | in eu20 | sub acme-dir | level directory | name desk | read-only true".into(),
        ),
        (
            "btp's lines",
            "\nname:               desk\ncredential-type:    binding-secret\nread-only:          false\nclient-id:          sb-desk!b2\nclient-secret:      a:b=c\ntoken-url:          https://acme.authentication.eu10.hana.ondemand.com/oauth/token\napi-url:            https://api.authentication.eu10.hana.ondemand.com/\nlevel:  global account\n\nOK\n"
                .into(),
            "sb-desk!b2 | secret a:b=c | at https://api.authentication.eu10… | token https://acme.authentication.eu10…/oauth/token | in eu10 | sub acme | level global account | name desk | read-only false".into(),
        ),
        (
            "lines, twice, and JSON behind",
            format!("Client ID: sb-a!1\nClient Secret: x\nClient ID: sb-b!1\nClient Secret: y\n{KEY}"),
            format!("sb-a!1 | secret x\nsb-b!1 | secret y\n{OF_KEY}"),
        ),
        (
            "X.509 in lines",
            format!("clientid: sb-x!a1\r\ncertificate:\r\n{CERTIFICATE}\n{CERTIFICATE}\nkey: {PRIVATE_KEY}\ncerturl: https://shop.authentication.cert.us10-001.hana.ondemand.com"),
            of_x509.into(),
        ),
        (
            "X.509 in lines of one line each",
            format!("clientid: sb-x!a1\ncertificate: \"{c}\\n{c}\"\nkey: \"{k}\",\ncerturl: shop.authentication.cert.us10-001.hana.ondemand.com",
                c = CERTIFICATE.replace('\n', "\\n"), k = PRIVATE_KEY.replace('\n', "\\n")),
            of_x509.into(),
        ),
        (
            "an exported destination",
            "#clientSecret=<< Existing password/certificate removed on export >>\n#\n#Mon Jan 05 09:00:00 UTC 2026\nType=HTTP\nName=emea\nURL=https\\://api.authentication.eu10.hana.ondemand.com\nOAuth2TokenServiceURL=https\\://emea.authentication.eu10.hana.ondemand.com/oauth/token\nUser=sb-e\\!a1\nPassword=**********\n"
                .into(),
            "sb-e!a1 | at https://api.authentication.eu10… | token https://emea.authentication.eu10…/oauth/token | in eu10 | sub emea | name emea".into(),
        ),
        (
            "an exported destination with its secret",
            "User=sb-e\\!a1\nPassword=s3cr\\=et\\=".into(),
            "sb-e!a1 | secret s3cr=et=".into(),
        ),
        (
            "a destination in JSON",
            r#"{"owner":{"SubaccountId":"3"},"destinationConfiguration":{"Name":"emea","URL":"https://api.authentication.cn40.platform.sapcloud.cn","tokenServiceURL":"https://emea.authentication.cn40.platform.sapcloud.cn/oauth/token","clientId":"sb-e!a1","clientSecret":"u"}}"#
                .into(),
            "sb-e!a1 | secret u | at https://api.authentication.cn40.platform.sapcloud.cn | token https://emea.authentication.cn40.platform.sapcloud.cn/oauth/token | in cn40 | sub emea | name emea".into(),
        ),
        (
            "lines copied out of JSON",
            "  \"clientid\": \"sb-q!1\",\n  \"clientsecret\": \"v\",\n  \"url\": \"https://q.authentication.eu10.hana.ondemand.com\"".into(),
            "sb-q!1 | secret v | at https://api.authentication.eu10… | token https://q.authentication.eu10…/oauth/token | in eu10 | sub q".into(),
        ),
        (
            "a secret that was taken out",
            "User=sb-a!1\nclientSecret=<redacted>\nPassword=<< Existing password/certificate removed on export >>".into(),
            "sb-a!1".into(),
        ),
        (
            "a secret with braces, in lines",
            "clientid: sb-a!1\nclientsecret: x{\"y[\"\nsubaccountid: 3".into(),
            "sb-a!1 | secret x{\"y[\" | id 3 | level subaccount".into(),
        ),
    ] {
        assert_eq!(said(&read(&text)), expected, "{what}");
    }
}

#[test]
fn what_is_not_accepted_says_where() {
    for (text, expected) in [
        ("", "! the text is empty"),
        (" \n\t", "! the text is empty"),
        ("\n  hello", "! from line 2, column 3 on there is no client id"),
        ("a: b\nc=d", "! from line 1, column 1 on there is no client id"),
        ("clientid:", "! from line 1, column 1 on there is no client id"),
        ("[]", "! from line 1, column 1 on there is no client id"),
        (r#"{"a": {"b": [1, {"c": null}]}}"#, "! from line 1, column 1 on there is no client id"),
        ("\n{\n  \"clientid\": \"ä\",\n  \"ü\": x}", "! line 4, column 8: this is no JSON (expected value)"),
        ("{\"clientid\": \"a\"", "! line 1, column 16: this is no JSON (EOF while parsing an object)"),
        ("{clientid: 1}", "! line 1, column 2: this is no JSON (key must be a string)"),
        (
            r#"[{"clientid":"a"}, {"user": ""}, 7]"#,
            "a\n! entry 2 of 3 in the list at line 1 has no client id\n! entry 3 of 3 in the list at line 1 has no client id",
        ),
        // What follows a broken document may be a part of it.
        (
            "{\"clientid\":\"a\"}\n{\"x\": {\"clientid\":\"b\"},}",
            "a\n! line 2, column 24: this is no JSON (trailing comma)",
        ),
    ] {
        assert_eq!(said(&read(text)), expected, "{text}");
    }
    assert_eq!(
        said(&read(&" x".repeat(3 << 20))),
        "! the text has 6291456 characters; a service key has a few thousand"
    );
}

#[test]
fn hostile_texts_end_soon() {
    for text in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        "x {\"a\":[".repeat(100_000),
        "a={\"".repeat(100_000),
    ] {
        let paste = read(&text);
        assert!(paste.found.is_empty() && paste.problems.len() == 1);
    }
}

proptest! {
    /// No text panics, and a secret is where secrets are and nowhere else.
    #[test]
    fn secrets_stay_secret(
        before in "[ \\n{}\\[\\]\"a-z:=,.\\\\#-]{0,40}",
        secret in "[A-Za-z0-9]{24}",
        after in "[ \\n{}\\[\\]\"a-z:=,.\\\\#-]{0,40}",
        shape in 0..4_usize,
        cut in 0..400_usize,
    ) {
        let key = KEY.replace("s3cr=et", &secret);
        let text = match shape {
            0 => format!("{before}{key}{after}"),
            1 => format!("clientid: x\n{before}\nclientsecret: {secret}\n{after}"),
            2 => format!("User=x\nPassword={secret}\n{before}"),
            _ => key.chars().take(cut).collect(),
        };
        let paste = read(&text);
        let shown = format!("{paste:?} {}", paste.problems.iter().map(ToString::to_string).collect::<String>());
        prop_assert!(!shown.contains(&secret), "{shown}");
    }

    #[test]
    fn no_text_panics(text in "\\PC*|[\\s{}\\[\\]\"a-zé:=,\\\\#-]*") {
        let _ = read(&text);
    }
}
