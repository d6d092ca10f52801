//! The properties that Zonedesk knows, in one table (SAP Cloud Identity Services, *SAP BTP XS Advanced UAA* and *List of
//! Properties*). Their help is a sentence of `texts.rs`, `help.` and the name.

use crate::api::{PropertyCategory, PropertyCategory::*};
use crate::connect::property;

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    Text,
    Switch,
    Choice(&'static [&'static str]),
    /// From, to.
    Number(u32, u32),
    ApiUrl,
    TokenUrl,
    Origins,
    Attributes,
    Filter,
    ContentType,
    DateFormat,
    /// The rest of the name is that of an HTTP header.
    Header,
    /// Only as a credential, never as plain text.
    Credential,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    pub name: &'static str,
    pub category: PropertyCategory,
    pub rule: Rule,
    /// What counts while it is not set.
    pub default: Option<&'static str>,
    /// What a new system gets.
    pub of_new: Option<&'static str>,
    /// Offered whether it is set or not.
    pub usual: bool,
}

impl Known {
    /// `ips.http.header.`, behind which the name goes on as one likes.
    pub fn is_prefix(&self) -> bool {
        self.name.ends_with('.')
    }
}

const fn row(name: &'static str, category: PropertyCategory, rule: Rule) -> Known {
    Known { name, category, rule, default: None, of_new: None, usual: false }
}

impl Known {
    const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    const fn of_new(mut self, value: &'static str) -> Self {
        self.of_new = Some(value);
        self
    }

    const fn usual(mut self) -> Self {
        self.usual = true;
        self
    }
}

pub const ORIGIN: &str = "xsuaa.origin";
pub const ORIGIN_FILTER: &str = "xsuaa.origin.filter.enabled";
pub const PATCH: &str = "scim.support.patch.operation";
pub const PATCH_RESOURCE: &str = "xsuaa.patch.response.with.resource";
pub const IF_MATCH_WILDCARD: &str = "scim.include.if.match.wildcard.header";

/// All, in the order in which they are shown.
pub const KNOWN: &[Known] = &[
    row("Type", Connection, Rule::Choice(&["HTTP"])).default("HTTP"),
    row(property::URL, Connection, Rule::ApiUrl).usual(),
    row(property::PROXY_TYPE, Connection, Rule::Choice(property::PROXY_TYPES)).default("Internet"),
    row(property::AUTHENTICATION, Connection, Rule::Choice(property::AUTHENTICATIONS))
        .default(property::BASIC)
        .usual(),
    row(property::TOKEN_URL, Connection, Rule::TokenUrl).usual(),
    row(property::CLIENT_ID, Connection, Rule::Text).usual(),
    row(property::CLIENT_ID_ALIAS, Connection, Rule::Text),
    row(property::SECRET, Connection, Rule::Credential).usual(),
    row(property::PRIVATE_KEY, Connection, Rule::Credential),
    row(property::SCOPE, Connection, Rule::Text),
    row(property::AUTH_TYPE, Connection, Rule::Choice(property::AUTH_TYPES)).default("Basic"),
    row(property::HEADER, Connection, Rule::Header),
    row(property::TRUST_ALL, Connection, Rule::Switch).default("false"),
    row(ORIGIN, IdentityProviders, Rule::Origins).usual(),
    row(ORIGIN_FILTER, IdentityProviders, Rule::Switch).default("false").of_new("false").usual(),
    row(PATCH, Provisioning, Rule::Switch).default("false").of_new("true").usual(),
    row(PATCH_RESOURCE, Provisioning, Rule::Switch).default("false"),
    row("xsuaa.group.prefix", Provisioning, Rule::Text),
    row("xsuaa.user.unique.attribute", Provisioning, Rule::Attributes).default("userName"),
    row("scim.user.filter", Provisioning, Rule::Filter),
    row("scim.group.filter", Provisioning, Rule::Filter),
    row("xsuaa.user.filter", Provisioning, Rule::Filter),
    row("xsuaa.group.filter", Provisioning, Rule::Filter),
    row(IF_MATCH_WILDCARD, Provisioning, Rule::Switch).default("false"),
    row("scim.content.type", Provisioning, Rule::ContentType).default("application/json"),
    row("ips.date.variable.format", Provisioning, Rule::DateFormat).default("yyyy-MM-dd HH:mm:ss.SSS"),
    row("ips.application.id", Provisioning, Rule::Text),
    row("proxy.filter.single.entity", Provisioning, Rule::Choice(&["error", "list"])).default("error"),
    row("proxy.filter.scan.limit", Limits, Rule::Number(1, 1_000_000)).default("10000"),
    row("proxy.rate.limit", Limits, Rule::Number(0, 1_000_000)).default("0"),
    row("xsuaa.patch.group.members.above.threshold", Limits, Rule::Number(1, 200_000)).default("20000"),
    row(property::CONNECT_TIMEOUT, Limits, Rule::Number(1, property::LONGEST_CONNECT)).default("10"),
    row(property::READ_TIMEOUT, Limits, Rule::Number(1, property::LONGEST_READ)).default("90"),
    row(property::RATE_LIMIT, Limits, Rule::Number(0, property::HIGHEST_RATE)),
    row("ips.failed.request.retry.attempts", Limits, Rule::Number(0, 3)).default("2"),
    row("ips.failed.request.retry.interval", Limits, Rule::Number(1, 60)).default("30"),
    row("ips.delete.existedbefore.entities", Limits, Rule::Switch).default("false"),
    row("ips.delete.threshold.users", Limits, Rule::Number(0, 200_000)),
    row("ips.delete.threshold.groups", Limits, Rule::Number(0, 200_000)),
];

/// The row of a property.
pub fn known(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| {
        if known.is_prefix() {
            name.len() > known.name.len() && name.starts_with(known.name)
        } else {
            known.name == name
        }
    })
}

pub fn category(name: &str) -> PropertyCategory {
    known(name).map_or(Free, |known| known.category)
}

/// Where it stands among the others: the table's order, then those that are free.
pub fn order(name: &str) -> usize {
    known(name)
        .and_then(|found| KNOWN.iter().position(|known| known.name == found.name))
        .unwrap_or(KNOWN.len())
}

/// Whether a property may be kept as a credential only.
pub fn is_credential(name: &str) -> bool {
    known(name).is_some_and(|known| known.rule == Rule::Credential)
}

/// What a new system is created with.
pub fn of_new_system() -> impl Iterator<Item = (String, String)> {
    KNOWN.iter().filter_map(|known| Some((known.name.to_owned(), known.of_new?.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_defaults_keep_their_own_rule() {
        let mut names: Vec<_> = KNOWN.iter().map(|known| known.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KNOWN.len());
        for (name, value) in KNOWN
            .iter()
            .flat_map(|known| known.default.into_iter().chain(known.of_new).map(|value| (known.name, value)))
        {
            assert_eq!(crate::properties::check::value(name, value), [], "{name}");
        }
    }

    #[test]
    fn a_name_finds_its_row() {
        for (name, found) in [
            ("URL", Some("URL")),
            ("url", None),
            ("ips.http.header.X-Trace", Some("ips.http.header.")),
            ("ips.http.header.", None),
            ("my.own", None),
        ] {
            assert_eq!(known(name).map(|known| known.name), found, "{name}");
        }
    }

    #[test]
    fn a_new_system_patches_and_filters_no_origin() {
        let new: Vec<_> = of_new_system().collect();
        assert_eq!(
            new,
            [(ORIGIN_FILTER.to_owned(), "false".to_owned()), (PATCH.to_owned(), "true".to_owned())]
        );
    }
}
