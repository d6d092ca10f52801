//! The demo landscape: Acme, with the mess of a real company.

use serde_json::{Value, json};
use zonedesk_scim::Timestamp;

use super::fill::user;
use super::names::{KNOWN, person};
use super::{Account, Generate, Landscape, Level, Membership, RoleCollection, Wire};

const DAY: i64 = 86_400_000;

/// Made once; another seed is another company.
const SEED: u64 = 0x00ac_3e00_2026;

/// Retail's role collections: name, description, and how many have it in production.
const RETAIL: [(&str, &str, usize); 22] = [
    ("Business Rule Expert", "Author rules", 19),
    ("Cloud Connector Administrator", "Operate data connections", 2),
    ("Destination Administrator", "Manage destinations and certificates", 1),
    ("Integration Operator", "Monitor message flows", 8),
    ("Launchpad_Admin", "Manage sites and content", 41),
    ("Launchpad_User", "Use the launchpad", 1801),
    ("Retail Key Users", "Key users of all stores", 38),
    ("Retail Pilot 2024", "Pilot stores", 0),
    ("Retail Pricing Editor", "Maintain prices and promotions", 214),
    ("Retail Returns Clerk", "Accept returns", 0),
    ("Retail Store Manager", "Stock, staff and cash of a store", 431),
    ("Retail Viewer", "Read all retail data", 1204),
    ("Store Auditor", "Read cash and stock bookings", 31),
    ("Subaccount Administrator", "Administer the subaccount", 6),
    ("Subaccount Service Administrator", "Administer service instances", 4),
    ("Subaccount Viewer", "Read the subaccount", 23),
    ("Warehouse Auditor", "Read warehouse bookings", 12),
    ("Warehouse Clerk", "Post goods movements", 377),
    ("Warehouse Planner", "Plan waves and staff", 44),
    ("Workflow Admin", "Administer workflows", 7),
    ("Workflow Initiator", "Start workflows", 512),
    ("Workflow Participant", "Process workflow tasks", 688),
];

/// Which role collections are inside which, in the one account that nests.
const NESTED: [(&str, &str); 9] = [
    ("Launchpad_Admin", "Retail Key Users"),
    ("Launchpad_User", "Retail Viewer"),
    ("Launchpad_User", "Warehouse Clerk"),
    ("Launchpad_User", "Retail Store Manager"),
    ("Retail Viewer", "Retail Pricing Editor"),
    ("Retail Viewer", "Store Auditor"),
    ("Retail Pricing Editor", "Retail Key Users"),
    ("Workflow Participant", "Retail Key Users"),
    ("Workflow Participant", "Workflow Admin"),
];

/// What every subaccount has.
const PREDEFINED: [(&str, &str, usize); 4] = [
    ("Subaccount Administrator", "Administer the subaccount", 5),
    ("Subaccount Service Administrator", "Administer service instances", 3),
    ("Subaccount Viewer", "Read the subaccount", 12),
    ("Destination Administrator", "Manage destinations and certificates", 2),
];

pub(super) fn landscape(now: Timestamp) -> Landscape {
    let mut accounts = vec![
        Account {
            origins: origins(&["acme-ias-platform", "sap.default"]),
            role_collections: collections(&[
                ("Global Account Administrator", "Administer the global account", 5),
                ("Global Account Viewer", "Read the global account", 23),
            ]),
            generate: some(64, 0, 0),
            ..account("Acme Group", Level::GlobalAccount, None, "acme-group", "")
        },
        folder("EMEA"),
        folder("Americas"),
        stage("Retail DEV", "acme-retail-dev", 148, now),
        stage("Retail QA", "acme-retail-qa", 163, now),
        stage("Retail PROD", "acme-retail-prod", 2_014, now),
    ];
    accounts.extend([
        plain("Finance PROD", "EMEA", "acme-finance-prod", "eu20", 812, 24, 1_200),
        plain("Analytics", "EMEA", "acme-analytics", "eu10", 397, 12, 600),
        plain("Retail PROD US", "Americas", "acme-retail-prod-us", "us10", 1_377, 32, 2_600),
        plain("Logistics BR", "Americas", "acme-logistics-br", "br10", 94, 9, 4_000),
    ]);
    Landscape { dialect: Wire::Xsuaa, seed: SEED, now, accounts }
}

fn account(name: &str, level: Level, parent: Option<&str>, subdomain: &str, region: &str) -> Account {
    Account {
        name: name.to_owned(),
        level,
        parent: parent.map(str::to_owned),
        subdomain: Some(subdomain.to_owned()),
        region: region.to_owned(),
        ..Account::default()
    }
}

fn folder(name: &str) -> Account {
    let parent = Some("Acme Group".to_owned());
    Account { name: name.to_owned(), level: Level::Directory, parent, ..Account::default() }
}

fn plain(
    name: &str,
    parent: &str,
    subdomain: &str,
    region: &str,
    users: usize,
    made_up: usize,
    first: usize,
) -> Account {
    Account {
        origins: origins(&["acme-ias", "sap.default", "acme-ias-platform"]),
        role_collections: collections(&PREDEFINED),
        generate: some(users, made_up, first),
        ..account(name, Level::Subaccount, Some(parent), subdomain, region)
    }
}

/// Retail in development, quality assurance and production: the same role collections, but not quite.
fn stage(name: &str, subdomain: &str, users: usize, now: Timestamp) -> Account {
    let production = users > 1_000;
    let share = |members: usize| if production { members } else { members.min(members * users / 2_014 + 2) };
    let mut list: Vec<RoleCollection> = RETAIL
        .iter()
        // drift: what was never brought on, or never taken back
        .filter(|(collection, ..)| match name {
            "Retail DEV" => !matches!(*collection, "Store Auditor" | "Retail Pilot 2024"),
            "Retail QA" => !matches!(*collection, "Retail Returns Clerk"),
            _ => true,
        })
        .map(|(collection, description, members)| RoleCollection {
            name: (*collection).to_owned(),
            description: Some(match (name, *collection) {
                ("Retail QA", "Retail Viewer") => "Read retail data (test)".to_owned(),
                _ => (*description).to_owned(),
            }),
            draw: share(*members),
            members: Vec::new(),
        })
        .collect();
    if production {
        for (outer, inner) in NESTED {
            let member = Membership::RoleCollection { role_collection: inner.to_owned() };
            if let Some(outer) = list.iter_mut().find(|collection| collection.name == outer) {
                outer.members.push(member);
            }
        }
    } else {
        list.extend(collections(&[("Developer Debug", "Debug applications", 7)]));
    }
    let written = known(name, now);
    Account {
        origins: origins(&["acme-ias", "sap.default", "entra-new", "acme-ias-platform"]),
        nesting: production,
        role_collections: administrators(list, name),
        generate: Some(Generate {
            users: users - written.len(),
            role_collections: if production { 61 - RETAIL.len() } else { 9 },
            first_person: KNOWN.len(),
        }),
        users: written,
        ..account(name, Level::Subaccount, Some("EMEA"), subdomain, "eu10")
    }
}

/// The people that the rest of the demo speaks of.
fn known(account: &str, now: Timestamp) -> Vec<Value> {
    let mut users = Vec::new();
    for (number, (given, family)) in KNOWN.iter().enumerate() {
        let mail = format!("{}@acme.example", person(number).2);
        let origin = match number {
            4 | 11 => "acme-ias-platform",
            3 | 8 | 17 => "sap.default",
            14 => "entra-new",
            _ => "acme-ias",
        };
        // the renamed one: production knows the new name, development the old
        let renamed = number == 0 && account == "Retail DEV";
        let (mail, family) =
            if renamed { ("jana.eze@acme.example".to_owned(), "Eze") } else { (mail, *family) };
        let mut entry = user(&mail, origin, given, family);
        let created = now.0 - (300 + number as i64 * 11) * DAY;
        entry["meta"] = json!({"version": number % 4, "created": Timestamp(created)});
        let days = [0, 0, 1, 12, 0, 265, 3, -1, 309, 4, 6, 0, -1, 7, 1, 25, 0, 348, 2, 5, 40, 9, 200][number];
        if days >= 0 {
            let last = now.0 - days * DAY - (number as i64 + 2) * 600_000;
            entry["lastLogonTime"] = json!(last);
            entry["previousLogonTime"] = json!(last - DAY - 3_600_000);
        }
        entry["active"] = json!(number != 15);
        users.push(entry);
    }
    // the same person a second time, from another origin, long unused
    let mut second = user("jana.okafor@acme.example", "sap.default", "Jana", "Okafor");
    second["meta"] = json!({"version": 0, "created": Timestamp(now.0 - 700 * DAY)});
    second["lastLogonTime"] = json!(now.0 - 295 * DAY);
    users.push(second);
    users
}

fn administrators(mut list: Vec<RoleCollection>, account: &str) -> Vec<RoleCollection> {
    let jana = if account == "Retail DEV" { "jana.eze@acme.example" } else { "jana.okafor@acme.example" };
    for (collection, user_name, origin) in [
        ("Subaccount Administrator", jana, "acme-ias"),
        ("Subaccount Administrator", "kenji.sato@acme.example", "acme-ias-platform"),
        ("Subaccount Administrator", "priya.raman@acme.example", "acme-ias"),
        ("Destination Administrator", "kenji.sato@acme.example", "acme-ias-platform"),
        ("Retail Pricing Editor", jana, "acme-ias"),
        ("Retail Key Users", jana, "acme-ias"),
        ("Retail Viewer", "jana.okafor@acme.example", "sap.default"),
    ] {
        if let Some(collection) = list.iter_mut().find(|known| known.name == collection) {
            collection.draw = collection.draw.saturating_sub(1);
            collection
                .members
                .push(Membership::User { user_name: user_name.to_owned(), origin: origin.to_owned() });
        }
    }
    list
}

fn collections(list: &[(&str, &str, usize)]) -> Vec<RoleCollection> {
    list.iter()
        .map(|(name, description, draw)| RoleCollection {
            name: (*name).to_owned(),
            description: Some((*description).to_owned()),
            members: Vec::new(),
            draw: *draw,
        })
        .collect()
}

fn origins(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

fn some(users: usize, role_collections: usize, first_person: usize) -> Option<Generate> {
    Some(Generate { users, role_collections, first_person })
}
