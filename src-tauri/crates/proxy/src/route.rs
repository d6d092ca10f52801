//! From a path to what is asked for.

use zonedesk_workspace::SystemId;
use zonedesk_xsuaa::decode_segment;

use crate::kind::Kind;

/// Where the proxy answers for a system, before its id, and whether only a certificate opens it (*Proxy Systems*, SAP
/// Cloud Identity Services).
const BASES: [(&str, bool); 3] = [
    ("/ipsproxy/service/api/v1/scim/", false),
    ("/ipsproxy/api/v1/scim/", false),
    ("/ipsproxy/certapi/v1/scim/", true),
];

/// Characters of a system's id in a path.
pub const ID: usize = 36;

/// A path below one of the bases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub base: &'static str,
    /// Only a client certificate opens it.
    pub certificate: bool,
    pub system: SystemId,
    pub what: What,
}

/// What is addressed (RFC 7644 §3.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Collection(Kind),
    Entity(Kind, String),
    Search(Kind),
    /// Of users and groups in one list.
    SearchAll,
    ServiceProviderConfig,
    Schemas,
    Schema(String),
    ResourceTypes,
    ResourceType(String),
    /// A system's address with nothing below it that is known.
    Unknown,
}

impl What {
    /// The methods that are answered, as `Allow` lists them.
    pub fn allowed(&self) -> &'static str {
        match self {
            Self::Collection(_) => "GET, POST",
            Self::Entity(..) => "GET, PUT, PATCH, DELETE",
            Self::Search(_) | Self::SearchAll => "POST",
            _ => "GET",
        }
    }
}

/// `None`: the path is none of the proxy's.
pub fn route(path: &str) -> Option<Route> {
    let (base, certificate, rest) =
        BASES.iter().find_map(|(base, certificate)| Some((*base, *certificate, path.strip_prefix(base)?)))?;
    // Some clients end a path with a slash.
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let segments: Vec<String> = rest.split('/').map(segment).collect::<Option<_>>()?;
    let (system, below) = segments.split_first()?;
    // As 3f2b8c4e-0d5a-4f6b-9c1d-2e3f4a5b6c7d: the other ways to write one are shorter or longer.
    let id: SystemId = system.parse().ok().filter(|_| system.len() == ID)?;
    let below: Vec<&str> = below.iter().map(String::as_str).collect();
    let what = match below.as_slice() {
        ["Users"] => What::Collection(Kind::Users),
        ["Groups"] => What::Collection(Kind::Groups),
        ["Users", ".search"] => What::Search(Kind::Users),
        ["Groups", ".search"] => What::Search(Kind::Groups),
        [".search"] => What::SearchAll,
        ["Users", id] => What::Entity(Kind::Users, (*id).to_owned()),
        ["Groups", id] => What::Entity(Kind::Groups, (*id).to_owned()),
        ["ServiceProviderConfig"] => What::ServiceProviderConfig,
        ["Schemas"] => What::Schemas,
        ["Schemas", urn] => What::Schema((*urn).to_owned()),
        ["ResourceTypes"] => What::ResourceTypes,
        ["ResourceTypes", name] => What::ResourceType((*name).to_owned()),
        _ => What::Unknown,
    };
    Some(Route { base, certificate, system: id, what })
}

/// One segment, decoded; none where it is empty, leads elsewhere (`..`) or is no UTF-8.
fn segment(text: &str) -> Option<String> {
    let text = decode_segment(text)?;
    let leads_elsewhere = matches!(text.as_str(), "" | "." | "..") || text.chars().any(char::is_control);
    (!leads_elsewhere).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "3f2b8c4e-0d5a-4f6b-9c1d-2e3f4a5b6c7d";

    #[test]
    fn paths_lead_to_what_they_name() {
        let group = |id: &str| What::Entity(Kind::Groups, id.to_owned());
        for (below, what) in [
            ("Users", What::Collection(Kind::Users)),
            ("Users/", What::Collection(Kind::Users)),
            ("Groups", What::Collection(Kind::Groups)),
            ("Users/.search", What::Search(Kind::Users)),
            ("Groups/.search", What::Search(Kind::Groups)),
            (".search", What::SearchAll),
            ("Users/u1/.search", What::Unknown),
            ("Groups/Retail%20Viewer", group("Retail Viewer")),
            ("Groups/Pr%C3%BCfer", group("Prüfer")),
            ("Groups/a%2Fb", group("a/b")),
            ("Groups/a%252Fb", group("a%2Fb")),
            ("ServiceProviderConfig", What::ServiceProviderConfig),
            ("Schemas/urn:ietf:params:scim:schemas:core:2.0:User", What::Schema(Kind::Users.schema().into())),
            ("ResourceTypes/User", What::ResourceType("User".into())),
            ("Bulk", What::Unknown),
            ("users", What::Unknown),
            ("Users/1/2", What::Unknown),
        ] {
            for (base, certificate) in BASES {
                let found = route(&format!("{base}{ID}/{below}")).unwrap_or_else(|| panic!("{below}"));
                assert_eq!((found.what, found.certificate, found.base), (what.clone(), certificate, base));
            }
        }
        assert_eq!(
            route(&format!("/ipsproxy/api/v1/scim/{ID}")).map(|route| route.what),
            Some(What::Unknown)
        );
    }

    #[test]
    fn other_paths_lead_nowhere() {
        let of_system = |below: &str| format!("/ipsproxy/api/v1/scim/{ID}/{below}");
        for path in [
            "/".to_owned(),
            "/Users".to_owned(),
            "/ipsproxy/api/v1/scim/".to_owned(),
            "/ipsproxy/api/v1/scim/nobody/Users".to_owned(),
            format!("/ipsproxy/api/v1/scim/{}/Users", ID.replace('-', "")),
            format!("/ipsproxy/api/v1/scim/{{{ID}}}/Users"),
            of_system("Users/.."),
            of_system("Users/%2e%2e"),
            of_system("Users//1"),
            of_system("Users/%"),
            of_system("Users/%zz"),
            of_system("Users/%FF"),
            of_system("Users/%00"),
        ] {
            assert_eq!(route(&path), None, "{path}");
        }
    }
}
