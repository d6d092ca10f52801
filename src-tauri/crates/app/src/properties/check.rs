//! What is wrong with one property by itself, by its row of the table.

use zonedesk_scim::filter::{Dialect, Filter};
use zonedesk_transform::dates;
use zonedesk_xsuaa::{AddressError, ApiUrl, ExtraHeaders, HeaderError, SapHost, TokenUrl};

use super::findings::{error, information, warning};
use super::known::{self, IF_MATCH_WILDCARD, KNOWN, Rule};
use crate::api::PropertyFinding;
use crate::connect::property;

/// Longer is no value but a mistaken paste.
const LONGEST: usize = 10_000;

/// Findings of one property.
pub fn value(name: &str, value: &str) -> Vec<PropertyFinding> {
    if let Some(bad) = bad_name(name) {
        return vec![bad];
    }
    if let Some(c) = value.chars().find(|c| c.is_control()) {
        let code = if matches!(c, '\n' | '\r') { "finding.lines" } else { "finding.control" };
        return vec![error(name, (code, []), ("mend.oneLine", []))];
    }
    if value.len() > LONGEST {
        return vec![error(
            name,
            ("finding.long", [("length", value.len().to_string())]),
            ("mend.shorten", [("longest", LONGEST.to_string())]),
        )];
    }
    let Some(known) = known::known(name) else { return misspelled(name).into_iter().collect() };
    if value.is_empty() && known.rule != Rule::Credential {
        // Set to nothing counts as not set; what must not be missing is said where all are seen together.
        return Vec::new();
    }
    by_rule(name, value, known.rule)
}

/// A name that no property can have.
fn bad_name(name: &str) -> Option<PropertyFinding> {
    let bad = name.is_empty()
        || name.len() > 255
        || name.trim() != name
        || name.starts_with(['#', '!'])
        || name.chars().any(|c| c.is_control() || c == '=');
    bad.then(|| error(name, ("finding.name", []), ("mend.name", [])))
}

/// A free property that looks like a known one.
fn misspelled(name: &str) -> Option<PropertyFinding> {
    let near = KNOWN.iter().find(|known| known.name.eq_ignore_ascii_case(name))?;
    Some(warning(
        name,
        ("finding.spelling", [("known", near.name.to_owned())]),
        ("mend.spelling", [("known", near.name.to_owned())]),
    ))
}

fn by_rule(name: &str, value: &str, rule: Rule) -> Vec<PropertyFinding> {
    match rule {
        Rule::Text => Vec::new(),
        Rule::Switch => switch(name, value),
        Rule::Choice(values) => choice(name, value, values),
        Rule::Number(from, to) => number(name, value, from, to),
        Rule::ApiUrl => match value.parse::<ApiUrl>() {
            Ok(url) if url.is_loopback() => Vec::new(),
            Ok(url) => host(name, url.host(), true),
            Err(bad) => vec![address(name, &bad, "https://api.authentication.eu10.hana.ondemand.com")],
        },
        Rule::TokenUrl => match value.parse::<TokenUrl>() {
            Ok(url) if url.is_loopback() => Vec::new(),
            Ok(url) => host(name, url.host(), false),
            Err(bad) => {
                let example = "https://my-subdomain.authentication.eu10.hana.ondemand.com/oauth/token";
                vec![address(name, &bad, example)]
            }
        },
        Rule::Origins => origins(name, value),
        Rule::Attributes => attributes(name, value),
        Rule::Filter => filter(name, value),
        Rule::ContentType => content_type(name, value),
        Rule::DateFormat => date_format(name, value),
        Rule::Header => header(name, value),
        Rule::Credential => vec![error(name, ("finding.credential", []), ("mend.credential", []))],
    }
}

fn switch(name: &str, value: &str) -> Vec<PropertyFinding> {
    match value {
        "true" if name == IF_MATCH_WILDCARD => {
            vec![information(name, ("finding.noEffect", []), ("mend.noEffect", []))]
        }
        "true" | "false" => Vec::new(),
        _ => vec![error(name, ("finding.switch", [("value", value.to_owned())]), ("mend.switch", []))],
    }
}

fn choice(name: &str, value: &str, values: &[&str]) -> Vec<PropertyFinding> {
    if values.contains(&value) {
        return Vec::new();
    }
    let allowed = values.join(", ");
    if name == property::PROXY_TYPE && value == "OnPremise" {
        return vec![error(name, ("finding.onPremise", []), ("mend.choice", [("allowed", allowed)]))];
    }
    vec![error(
        name,
        ("finding.choice", [("value", value.to_owned())]),
        ("mend.choice", [("allowed", allowed)]),
    )]
}

fn number(name: &str, value: &str, from: u32, to: u32) -> Vec<PropertyFinding> {
    // `parse` would take a sign.
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    if digits && value.parse().is_ok_and(|number: u32| (from..=to).contains(&number)) {
        return Vec::new();
    }
    let params = [("from", from.to_string()), ("to", to.to_string())];
    vec![error(name, ("finding.number", [("value", value.to_owned())]), ("mend.number", params))]
}

fn address(name: &str, bad: &AddressError, example: &str) -> PropertyFinding {
    let example = || [("example", example.to_owned())];
    match bad {
        AddressError::Empty | AddressError::NotAUrl { .. } => {
            error(name, ("finding.address", []), ("mend.address", example()))
        }
        AddressError::NotHttps => error(name, ("finding.http", []), ("mend.https", [])),
        AddressError::HoldsCredentials => error(name, ("finding.userInfo", []), ("mend.userInfo", [])),
        AddressError::HoldsQuery => error(name, ("finding.query", []), ("mend.query", [])),
        AddressError::NotTheTokenPath => error(name, ("finding.tokenPath", []), ("mend.tokenPath", [])),
    }
}

fn host(name: &str, host: &str, api: bool) -> Vec<PropertyFinding> {
    let said = || [("host", host.to_owned())];
    let Some(SapHost { subdomain, region, domain, .. }) = SapHost::parse(host) else {
        return vec![warning(name, ("finding.unknownHost", said()), ("mend.unknownHost", []))];
    };
    if region.starts_with("cn") && domain != SapHost::CHINA {
        return vec![warning(
            name,
            ("finding.china", [("domain", domain.to_owned()), ("region", region.clone())]),
            ("mend.china", [("region", region), ("domain", SapHost::CHINA.to_owned())]),
        )];
    }
    match (api, subdomain == "api") {
        (true, false) => vec![warning(name, ("finding.notTheApi", said()), ("mend.notTheApi", []))],
        (false, true) => {
            vec![warning(name, ("finding.notTheTokenHost", said()), ("mend.notTheTokenHost", []))]
        }
        _ => Vec::new(),
    }
}

fn origins(name: &str, value: &str) -> Vec<PropertyFinding> {
    let odd = origin_keys(value).find(|key| key.contains(|c: char| c.is_whitespace() || c == ','));
    odd.map(|key| warning(name, ("finding.origin", [("origin", key.to_owned())]), ("mend.origin", [])))
        .into_iter()
        .collect()
}

/// The origin keys of a value, in its order.
pub fn origin_keys(value: &str) -> impl Iterator<Item = &str> {
    value.split(';').map(str::trim).filter(|key| !key.is_empty())
}

fn attributes(name: &str, value: &str) -> Vec<PropertyFinding> {
    let path = |c: char| c.is_ascii_alphanumeric() || "._-[]:$".contains(c);
    let bad = value
        .split(',')
        .map(str::trim)
        .find(|path_text| path_text.is_empty() || !path_text.chars().all(path));
    bad.map(|bad| error(name, ("finding.attribute", [("value", bad.to_owned())]), ("mend.attribute", [])))
        .into_iter()
        .collect()
}

fn filter(name: &str, value: &str) -> Vec<PropertyFinding> {
    match Filter::parse(value, Dialect::Uaa) {
        Ok(_) => Vec::new(),
        Err(bad) => {
            let at = value.get(..bad.at.start).map_or(0, |before| before.chars().count()) + 1;
            let params = [("at", at.to_string()), ("problem", bad.problem.to_string())];
            vec![error(name, ("finding.filter", params), ("mend.filter", []))]
        }
    }
}

fn content_type(name: &str, value: &str) -> Vec<PropertyFinding> {
    if value == "application/json" {
        return Vec::new();
    }
    vec![warning(name, ("finding.contentType", [("value", value.to_owned())]), ("mend.contentType", []))]
}

fn date_format(name: &str, value: &str) -> Vec<PropertyFinding> {
    match dates::Format::parse(value) {
        Ok(_) => Vec::new(),
        Err(bad) => vec![error(
            name,
            ("finding.dateFormat", [("problem", bad.to_string())]),
            ("mend.dateFormat", [("example", dates::DEFAULT_FORMAT.to_owned())]),
        )],
    }
}

fn header(name: &str, value: &str) -> Vec<PropertyFinding> {
    let header = name.strip_prefix(property::HEADER).unwrap_or(name);
    let said = [("header", header.to_owned())];
    match ExtraHeaders::default().add(header, value) {
        Ok(()) => Vec::new(),
        Err(HeaderError::Name { .. }) => {
            vec![error(name, ("finding.headerName", said), ("mend.headerName", []))]
        }
        Err(HeaderError::Reserved { .. }) => {
            vec![error(name, ("finding.headerOwn", said), ("mend.headerOwn", []))]
        }
        Err(HeaderError::Value { .. }) => {
            vec![error(name, ("finding.headerValue", []), ("mend.headerValue", []))]
        }
    }
}
