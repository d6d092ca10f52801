use std::collections::{BTreeMap, BTreeSet};

use zonedesk_scim::Timestamp;

use super::check::value;
use super::cross::{CheckedCredential, Subject, check};
use super::known::KNOWN;
use crate::api::{Level, PropertyFinding, Severity};

/// Severity and code in short: `E number`.
fn short(found: &[PropertyFinding]) -> Vec<String> {
    found
        .iter()
        .map(|finding| {
            let severity = match finding.severity {
                Severity::Error => "E",
                Severity::Warning => "W",
                Severity::Information => "I",
            };
            format!("{severity} {}", finding.text.code.trim_start_matches("finding."))
        })
        .collect()
}

/// Property, value, what is found; every known property has a row that is right and one that is not.
const VALUES: &[(&str, &str, &[&str])] = &[
    ("Type", "HTTP", &[]),
    ("Type", "MAIL", &["E choice"]),
    ("URL", "https://api.authentication.eu10.hana.ondemand.com", &[]),
    ("URL", "https://api.authentication.us20.accounts.cloud.sap", &[]),
    ("URL", "https://api.authentication.cn40.platform.sapcloud.cn", &[]),
    ("URL", "http://localhost:8080", &[]),
    ("URL", "http://api.authentication.eu10.hana.ondemand.com", &["E http"]),
    ("URL", "https://api.authentication.eu10.hana.ondemand.com?a=b", &["E query"]),
    ("URL", "https://me:pw@api.authentication.eu10.hana.ondemand.com", &["E userInfo"]),
    ("URL", "api.authentication.eu10.hana.ondemand.com", &["E address"]),
    ("URL", "https://uaa.example", &["W unknownHost"]),
    ("URL", "https://api.authentication.cn20.accounts.cloud.sap", &["W china"]),
    ("URL", "https://api.authentication.cn40.hana.ondemand.com", &["W china"]),
    ("URL", "https://shop.authentication.eu10.hana.ondemand.com", &["W notTheApi"]),
    ("ProxyType", "Internet", &[]),
    ("ProxyType", "OnPremise", &["E onPremise"]),
    ("ProxyType", "internet", &["E choice"]),
    ("Authentication", "BasicAuthentication", &[]),
    ("Authentication", "ClientCertificateAuthentication", &[]),
    ("Authentication", "OAuth2ClientCredentials", &["E choice"]),
    ("OAuth2TokenServiceURL", "https://shop.authentication.eu10.hana.ondemand.com/oauth/token", &[]),
    ("OAuth2TokenServiceURL", "https://shop.authentication.cert.eu10.hana.ondemand.com/oauth/token", &[]),
    ("OAuth2TokenServiceURL", "https://shop.authentication.eu10.hana.ondemand.com", &["E tokenPath"]),
    (
        "OAuth2TokenServiceURL",
        "https://api.authentication.eu10.hana.ondemand.com/oauth/token",
        &["W notTheTokenHost"],
    ),
    ("User", "sb-full-access!a76125", &[]),
    ("User", "sb\nfull", &["E lines"]),
    ("client_id", "sb", &[]),
    ("client_id", "a\tb", &["E control"]),
    ("Password", "s3cret", &["E credential"]),
    ("Password", "", &["E credential"]),
    ("PrivateKey", "-----BEGIN", &["E credential"]),
    ("OAuth2TokenScope", "a b", &[]),
    ("OAuth2TokenScope", "a\u{0}", &["E control"]),
    ("AuthType", "Form", &[]),
    ("AuthType", "Digest", &["E choice"]),
    ("ips.http.header.X-Trace", "on", &[]),
    ("ips.http.header.X Trace", "on", &["E headerName"]),
    ("ips.http.header.authorization", "Bearer x", &["E headerOwn"]),
    ("ips.http.header.X-Trace", "ü", &["E headerValue"]),
    ("TrustAll", "false", &[]),
    ("TrustAll", "yes", &["E switch"]),
    ("xsuaa.origin", "sap.custom; acme-platform;", &[]),
    ("xsuaa.origin", "sap.custom, acme", &["W origin"]),
    ("xsuaa.origin.filter.enabled", "true", &[]),
    ("xsuaa.origin.filter.enabled", "True", &["E switch"]),
    ("scim.support.patch.operation", "false", &[]),
    ("scim.support.patch.operation", "1", &["E switch"]),
    ("xsuaa.patch.response.with.resource", "true", &[]),
    ("xsuaa.patch.response.with.resource", "on", &["E switch"]),
    ("xsuaa.group.prefix", "XSUAA_", &[]),
    ("xsuaa.group.prefix", "a\rb", &["E lines"]),
    ("xsuaa.user.unique.attribute", "userName", &[]),
    ("xsuaa.user.unique.attribute", "userName,origin", &[]),
    ("xsuaa.user.unique.attribute", "emails[0].value", &[]),
    ("xsuaa.user.unique.attribute", "userName,", &["E attribute"]),
    ("xsuaa.user.unique.attribute", "user name", &["E attribute"]),
    ("scim.user.filter", "origin eq \"sap.custom\"", &[]),
    ("scim.user.filter", "origin is \"sap.custom\"", &["E filter"]),
    ("scim.group.filter", "displayName sw \"XSUAA_\"", &[]),
    ("scim.group.filter", "displayName", &["E filter"]),
    ("xsuaa.user.filter", "active eq true and userName pr", &[]),
    ("xsuaa.user.filter", "userName ne \"a\"", &["E filter"]),
    ("xsuaa.group.filter", "displayName co \"a\"", &[]),
    ("xsuaa.group.filter", "(displayName co \"a\"", &["E filter"]),
    ("scim.include.if.match.wildcard.header", "false", &[]),
    ("scim.include.if.match.wildcard.header", "true", &["I noEffect"]),
    ("scim.include.if.match.wildcard.header", "*", &["E switch"]),
    ("scim.content.type", "application/json", &[]),
    ("scim.content.type", "application/scim+json", &["W contentType"]),
    ("ips.date.variable.format", "dd.MM.yyyy", &[]),
    ("ips.date.variable.format", "dd.MM.jjjj", &["E dateFormat"]),
    ("ips.application.id", "my-app", &[]),
    ("ips.application.id", "a\nb", &["E lines"]),
    ("xsuaa.patch.group.members.above.threshold", "1", &[]),
    ("xsuaa.patch.group.members.above.threshold", "200000", &[]),
    ("xsuaa.patch.group.members.above.threshold", "0", &["E number"]),
    ("xsuaa.patch.group.members.above.threshold", "200001", &["E number"]),
    ("proxy.filter.single.entity", "list", &[]),
    ("proxy.filter.single.entity", "all", &["E choice"]),
    ("proxy.filter.scan.limit", "10000", &[]),
    ("proxy.filter.scan.limit", "0", &["E number"]),
    ("proxy.rate.limit", "0", &[]),
    ("proxy.rate.limit", "many", &["E number"]),
    ("zonedesk.rate.limit", "0", &[]),
    ("zonedesk.rate.limit", "1001", &["E number"]),
    ("zonedesk.timeout.connect", "120", &[]),
    ("zonedesk.timeout.connect", "121", &["E number"]),
    ("zonedesk.timeout.read", "600", &[]),
    ("zonedesk.timeout.read", "0", &["E number"]),
    ("ips.failed.request.retry.attempts", "0", &[]),
    ("ips.failed.request.retry.attempts", "4", &["E number"]),
    ("ips.failed.request.retry.attempts", "+1", &["E number"]),
    ("ips.failed.request.retry.interval", "60", &[]),
    ("ips.failed.request.retry.interval", "99999999999999999999", &["E number"]),
    ("ips.delete.existedbefore.entities", "true", &[]),
    ("ips.delete.existedbefore.entities", "y", &["E switch"]),
    ("ips.delete.threshold.users", "100", &[]),
    ("ips.delete.threshold.users", "-1", &["E number"]),
    ("ips.delete.threshold.groups", "0", &[]),
    ("ips.delete.threshold.groups", "1.5", &["E number"]),
    ("my.own", "anything = at all", &[]),
    ("my.own", "", &[]),
    ("a=b", "x", &["E name"]),
    ("", "x", &["E name"]),
    (" a", "x", &["E name"]),
    ("#a", "x", &["E name"]),
    ("url", "x", &["W spelling"]),
];

#[test]
fn a_value_keeps_the_rule_of_its_property() {
    for (name, text, found) in VALUES {
        assert_eq!(short(&value(name, text)), *found, "{name}={text}");
    }
}

#[test]
fn every_known_property_is_tested_with_a_value_that_is_right_and_one_that_is_not() {
    let tested = |right| -> BTreeSet<&str> {
        VALUES
            .iter()
            .filter(|(_, _, found)| found.is_empty() == right)
            .filter_map(|(name, ..)| super::known::known(name).map(|known| known.name))
            .collect()
    };
    let all = |with_plain: bool| -> BTreeSet<&str> {
        let known = KNOWN.iter().filter(|known| with_plain || known.rule != super::known::Rule::Credential);
        known.map(|known| known.name).collect()
    };
    assert_eq!(tested(true), all(false));
    assert_eq!(tested(false), all(true));
}

#[test]
fn a_value_of_any_length_is_answered() {
    assert_eq!(short(&value("my.own", &"x".repeat(10_000))), [""; 0]);
    assert_eq!(short(&value("my.own", &"x".repeat(10_001))), ["E long"]);
}

#[test]
fn every_finding_says_what_and_how_to_mend() {
    for (name, text, _) in VALUES {
        for finding in value(name, text) {
            for said in [&finding.text, &finding.mend] {
                assert!(said.message.ends_with('.') && !said.message.contains('{'), "{said:?}");
            }
        }
    }
}

const BASIC: &[(&str, &str)] = &[
    ("URL", "https://api.authentication.eu10.hana.ondemand.com"),
    ("OAuth2TokenServiceURL", "https://shop.authentication.eu10.hana.ondemand.com/oauth/token"),
    ("User", "sb"),
];

/// Findings with their properties, of [`BASIC`] with a secret, changed by these; an empty value takes one away.
fn found(
    level: Option<Level>,
    changes: &[(&str, &str)],
    credentials: &[(&str, Option<&str>)],
) -> Vec<String> {
    let mut properties: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in BASIC.iter().chain(changes) {
        properties.insert((*name).to_owned(), (*value).to_owned());
    }
    properties.retain(|_, value| !value.is_empty());
    let credentials = credentials
        .iter()
        .map(|(name, pem)| {
            let checked = CheckedCredential { certificate: pem.map(str::to_owned), other_host: false };
            ((*name).to_owned(), checked)
        })
        .collect();
    let now = Timestamp(1_764_000_000_000);
    let found = check(&Subject { level, properties: &properties, credentials: &credentials, now });
    let short = short(&found);
    found.iter().zip(short).map(|(finding, short)| format!("{short}: {}", finding.property)).collect()
}

#[test]
fn properties_are_checked_together() {
    let secret: &[(&str, Option<&str>)] = &[("Password", None)];
    let sub = Some(Level::Subaccount);
    let none: &[(&str, &str)] = &[("URL", ""), ("OAuth2TokenServiceURL", ""), ("User", "")];
    let cert_host = "https://shop.authentication.cert.eu10.hana.ondemand.com/oauth/token";
    let by_certificate = ("Authentication", "ClientCertificateAuthentication");
    for (level, changes, credentials, wanted) in [
        (sub, &[][..], secret, vec![]),
        // A folder has nothing, and a destination need not have all.
        (sub, none, &[], vec![]),
        (None, &[("User", "")], &[], vec![]),
        (sub, &[], &[], vec!["E missing: Password"]),
        (sub, &[("User", "")], secret, vec!["E missing: User"]),
        (sub, &[("User", ""), ("client_id", "sb")], secret, vec![]),
        (sub, none, secret, vec!["E missing: URL", "E missing: OAuth2TokenServiceURL", "E missing: User"]),
        (sub, &[("client_id", "other")], secret, vec!["W alias: client_id"]),
        (sub, &[("client_id", "sb")], secret, vec![]),
        (
            sub,
            &[("URL", "https://api.authentication.us10.hana.ondemand.com")],
            secret,
            vec!["W regions: OAuth2TokenServiceURL"],
        ),
        (sub, &[("OAuth2TokenServiceURL", cert_host)], secret, vec!["W certHost: OAuth2TokenServiceURL"]),
        (
            sub,
            &[by_certificate],
            secret,
            vec!["E missing: PrivateKey", "W noCertHost: OAuth2TokenServiceURL"],
        ),
        (
            sub,
            &[by_certificate, ("OAuth2TokenServiceURL", cert_host)],
            &[("PrivateKey", None)],
            vec!["E noCertificate: PrivateKey"],
        ),
        (
            sub,
            &[by_certificate, ("OAuth2TokenServiceURL", cert_host)],
            &[("PrivateKey", Some("no certificate"))],
            vec!["E certificate: PrivateKey"],
        ),
        (sub, &[("TrustAll", "true")], secret, vec!["E trustAllSap: TrustAll"]),
        (
            sub,
            &[
                ("TrustAll", "true"),
                ("URL", "https://localhost"),
                ("OAuth2TokenServiceURL", "https://localhost/oauth/token"),
            ],
            secret,
            vec!["W trustAll: TrustAll"],
        ),
        (sub, &[("TrustAll", "true"), ("URL", "https://localhost")], secret, vec!["E trustAllSap: TrustAll"]),
        (
            sub,
            &[("xsuaa.origin.filter.enabled", "true")],
            secret,
            vec!["E originNeeded: xsuaa.origin.filter.enabled"],
        ),
        (
            sub,
            &[("xsuaa.origin.filter.enabled", "true"), ("xsuaa.origin", " ; ")],
            secret,
            vec!["E originNeeded: xsuaa.origin.filter.enabled"],
        ),
        (sub, &[("xsuaa.origin.filter.enabled", "true"), ("xsuaa.origin", "a")], secret, vec![]),
        (None, &[("xsuaa.origin.filter.enabled", "true")], secret, vec![]),
        (
            Some(Level::Directory),
            &[("xsuaa.origin", "a-platform;b")],
            secret,
            vec!["W originPlatform: xsuaa.origin"],
        ),
        (
            Some(Level::GlobalAccount),
            &[("xsuaa.origin", "sap.custom")],
            secret,
            vec!["W originPlatform: xsuaa.origin"],
        ),
        (Some(Level::GlobalAccount), &[("xsuaa.origin", "a-platform")], secret, vec![]),
        (
            sub,
            &[("xsuaa.patch.response.with.resource", "true"), ("scim.support.patch.operation", "true")],
            secret,
            vec!["W patchResource: xsuaa.patch.response.with.resource"],
        ),
        (sub, &[("xsuaa.patch.response.with.resource", "true")], secret, vec![]),
    ] {
        assert_eq!(found(level, changes, credentials), wanted, "{changes:?} {credentials:?}");
    }
}

#[test]
fn a_credential_that_was_entered_for_another_host_is_an_error() {
    let credentials =
        [("Token".to_owned(), CheckedCredential { certificate: None, other_host: true })].into();
    let subject =
        Subject { level: None, properties: &BTreeMap::new(), credentials: &credentials, now: Timestamp(0) };
    assert_eq!(short(&check(&subject)), ["E otherHost"]);
}
