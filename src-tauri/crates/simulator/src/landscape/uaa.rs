use zonedesk_scim::Timestamp;

use super::{Account, Client, Landscape, Level, RoleCollection, Wire};

/// Role collections that a UAA of the default profile starts with; every user is in the first fourteen.
pub(super) const DEFAULT_GROUPS: usize = 14;
const GROUPS: [(&str, &str); 42] = [
    ("approvals.me", ""),
    ("cloud_controller.read", "View details of your applications and services"),
    ("cloud_controller.write", "Push applications to your account and create and bind services"),
    ("cloud_controller_service_permissions.read", "Verify user permission to manage service instances"),
    ("oauth.approvals", ""),
    ("openid", "Access profile information, i.e. email, first and last name, and phone number"),
    ("password.write", "Change your password"),
    ("profile", ""),
    ("roles", ""),
    ("scim.me", ""),
    ("scim.userids", "Read user IDs and retrieve users by ID"),
    ("uaa.offline_token", "Allow offline access"),
    ("uaa.user", "Act as a user in the UAA"),
    ("user_attributes", ""),
    ("acme", ""),
    ("acme.dev", ""),
    ("acme.qa", ""),
    ("clients.admin", "Create, modify and delete OAuth clients"),
    ("clients.read", "Read information about OAuth clients"),
    ("clients.secret", "Change the password of an OAuth client"),
    ("clients.write", "Create and modify OAuth clients"),
    ("cloud_controller.admin", ""),
    ("groups.update", "Update group information and memberships"),
    ("idps.read", "Retrieve identity providers"),
    ("idps.write", "Create and update identity providers"),
    ("internal.everything", ""),
    ("internal.read", ""),
    ("internal.superuser", ""),
    ("internal.write", ""),
    ("oauth.approval", "Manage approved scopes"),
    ("oauth.login", "Authenticate users outside of the UAA"),
    ("organizations.acme", ""),
    ("scim.create", "Create users"),
    ("scim.invite", "Send invitations to users"),
    ("scim.read", "Read all SCIM entities, i.e. users and groups"),
    ("scim.write", "Create, modify and delete SCIM entities, i.e. users and groups"),
    ("scim.zones", "Control a user's ability to manage a zone"),
    ("uaa.admin", "Act as an administrator throughout the UAA"),
    ("uaa.none", "Forbid acting as a user"),
    ("uaa.resource", "Serve resources protected by the UAA"),
    ("zones.read", "Read identity zones"),
    ("zones.write", "Create and update identity zones"),
];

pub(super) fn landscape(now: Timestamp) -> Landscape {
    let client = |id: &str, scopes: &[&str], seconds: Option<i64>| Client {
        id: id.to_owned(),
        secret: format!("{id}-secret"),
        read_only: false,
        scopes: Some(scopes.iter().map(|scope| (*scope).to_owned()).collect()),
        token_seconds: seconds,
    };
    let contract = ["scim.write", "scim.read", "uaa.admin", "clients.admin", "idps.read", "idps.write"];
    let account = Account {
        name: "uaa".to_owned(),
        level: Level::Subaccount,
        subdomain: Some(String::new()),
        zone_id: Some("uaa".to_owned()),
        origins: ["uaa", "sap.custom", "acme-platform"].map(str::to_owned).to_vec(),
        nesting: true,
        clients: vec![
            client("contract", &contract, None),
            client("scim", &["scim.write", "scim.read"], None),
            client("readonly", &["scim.read"], None),
            client("noscope", &["uaa.resource"], None),
            client("shortlived", &["scim.read"], Some(2)),
        ],
        role_collections: GROUPS
            .iter()
            .map(|(name, description)| RoleCollection {
                name: (*name).to_owned(),
                description: (!description.is_empty()).then(|| (*description).to_owned()),
                ..RoleCollection::default()
            })
            .collect(),
        ..Account::default()
    };
    Landscape { dialect: Wire::Uaa, seed: 1, now, accounts: vec![account] }
}
