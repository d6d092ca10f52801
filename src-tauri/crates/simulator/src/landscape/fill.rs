//! Makes an account's rows.

use std::collections::BTreeMap;

use serde_json::json;
use zonedesk_scim::{Resource, Timestamp, User};

use super::duties::{Duty, duty};
use super::names::person;
use super::{Account, LandscapeError, Membership, RoleCollection, uaa};
use crate::random::Random;
use crate::zone::{Dialect, GroupRow, MemberKey, UserRow, Zone};

const DAY: i64 = 86_400_000;

/// The account as its rows. What is made up depends on the seed and the account's own data alone.
pub(crate) fn zone_of(
    account: &Account,
    dialect: Dialect,
    seed: u64,
    now: Timestamp,
) -> Result<Zone, LandscapeError> {
    let subdomain = account.subdomain.as_deref().unwrap_or_default();
    let mut random = Random::of(seed, subdomain);
    let zone_id = account.zone_id.clone().unwrap_or_else(|| random.uuid());
    let ids = Random::of(seed.wrapping_add(1), subdomain);
    let mut zone = Zone::new(subdomain, &zone_id, dialect, account.nesting, ids);
    for (place, user) in account.users.iter().enumerate() {
        written_user(&mut zone, account, place, user, now)?;
    }
    let generate = account.generate.unwrap_or_default();
    let mut made: Vec<UserRow> = Vec::with_capacity(generate.users);
    let mut number = generate.first_person;
    while made.len() < generate.users {
        people(&mut zone, &mut made, account, number, &mut random, now);
        number += 1;
    }
    made.truncate(generate.users);
    // numbers of rows are in the order of creation
    made.sort_by_key(|row| row.created);
    for row in made {
        zone.insert_user(row);
    }
    for collection in &account.role_collections {
        insert_collection(&mut zone, collection, &mut random, now);
    }
    for place in 0..generate.role_collections {
        // about three for each user; some are empty
        let most = 6 * zone.users.len() / generate.role_collections + 4;
        let draw = if place % 9 == 7 { 0 } else { random.below(most) };
        let Duty { name, description } = duty(place);
        let collection = RoleCollection { name, description: Some(description), members: Vec::new(), draw };
        insert_collection(&mut zone, &collection, &mut random, now);
    }
    for collection in &account.role_collections {
        join(&mut zone, account, collection)?;
    }
    if dialect == Dialect::Uaa {
        for key in 0..uaa::DEFAULT_GROUPS {
            zone.set_default_group(u32::try_from(key).unwrap_or_default());
        }
    }
    zone.changes.clear();
    Ok(zone)
}

fn written_user(
    zone: &mut Zone,
    account: &Account,
    place: usize,
    wire: &serde_json::Value,
    now: Timestamp,
) -> Result<(), LandscapeError> {
    let nameless = || LandscapeError::NamelessUser { account: account.name.clone(), number: place + 1 };
    let mut user = User::from_wire(wire.clone()).map_err(|_| nameless())?;
    if user.user_name.is_empty() {
        return Err(nameless());
    }
    if user.id.is_empty() {
        user.id = zone.new_user_id().into();
    }
    user.meta.created.get_or_insert(now);
    let row = zone.user_row(user);
    zone.insert_user(row);
    Ok(())
}

/// One person's entry, or two where it has two origins.
fn people(
    zone: &mut Zone,
    made: &mut Vec<UserRow>,
    account: &Account,
    number: usize,
    random: &mut Random,
    now: Timestamp,
) {
    let (given, family, address) = person(number);
    let mail = format!("{address}@acme.example");
    let origin = |random: &mut Random, skip: usize| -> String {
        let known: Vec<_> = account.origins.iter().filter(|origin| !origin.ends_with("-platform")).collect();
        let place =
            if skip > 0 { skip } else { usize::from(random.percent(18)) + usize::from(random.percent(1)) };
        known.get(place % known.len().max(1)).map_or("sap.default", |origin| origin.as_str()).to_owned()
    };
    let platform = account.origins.iter().find(|origin| origin.ends_with("-platform"));
    // one in fifty is a platform user, in a global account everyone
    let first = match platform {
        Some(platform) if account.level != super::Level::Subaccount || random.percent(2) => platform.clone(),
        _ => origin(random, 0),
    };
    let twice = account.origins.len() > 1 && random.percent(2);
    let mut row = |random: &mut Random, origin: &str, name: &str| {
        let created =
            now.0 - DAY - random.below(1_200) as i64 * DAY - random.below(DAY.unsigned_abs() as usize) as i64;
        let last_logon = last_logon(random, created, now);
        let previous = last_logon
            .map(|last| (last - random.below(20 * DAY.unsigned_abs() as usize) as i64).max(created));
        let modified = if random.percent(30) { created + (now.0 - created) / 2 } else { created };
        UserRow {
            id: zone.new_user_id(),
            external_id: None,
            user_name: name.into(),
            given_name: Some(given.into()),
            family_name: Some(family.into()),
            email: mail.as_str().into(),
            phone: random.percent(10).then(|| format!("+49 30 {:07}", random.below(10_000_000)).into()),
            origin: zone.origin(origin),
            active: !random.percent(2),
            verified: random.percent(70),
            version: i64::from(modified != created),
            created,
            last_modified: modified,
            password_modified: created.div_euclid(1000) * 1000,
            last_logon,
            previous_logon: previous,
            groups: Vec::new(),
        }
    };
    // someone who changed the name and kept the old user name
    let name = if number % 211 == 210 { format!("{address}.former@acme.example") } else { mail.clone() };
    let one = row(random, &first, &name);
    made.push(one);
    if twice {
        let second = account.origins.iter().find(|origin| **origin != first);
        if let Some(second) = second {
            let two = row(random, second, &mail);
            made.push(two);
        }
    }
}

/// Most were here this month, one in ten never, one in six not for half a year.
fn last_logon(random: &mut Random, created: i64, now: Timestamp) -> Option<i64> {
    let days = match random.below(1000) {
        0..=417 => random.below(7),
        418..=591 => 7 + random.below(23),
        592..=679 => 30 + random.below(60),
        680..=722 => 90 + random.below(90),
        723..=893 => 181 + random.below(700),
        _ => return None,
    };
    let moment = now.0 - days as i64 * DAY - random.below(DAY.unsigned_abs() as usize / 2) as i64;
    (moment > created).then_some(moment).or(Some(created + 1))
}

fn insert_collection(zone: &mut Zone, collection: &RoleCollection, random: &mut Random, now: Timestamp) {
    let id = match zone.dialect {
        Dialect::Xsuaa => collection.name.clone(),
        Dialect::Uaa => random.uuid(),
    };
    let created = now.0 - DAY * (30 + random.below(900) as i64);
    let key = zone.insert_group(GroupRow {
        id: id.into(),
        display_name: collection.name.as_str().into(),
        description: collection.description.as_deref().map(Into::into),
        version: random.below(60) as i64 * i64::from(zone.dialect == Dialect::Xsuaa),
        created,
        last_modified: created + random.below(usize::try_from(now.0 - created).unwrap_or(1)) as i64,
        members: BTreeMap::new(),
        groups: Vec::new(),
    });
    // all of them are there, numbered from 0
    let users = zone.users.len();
    let mut left = collection.draw.min(users);
    while left > 0 {
        let user = u32::try_from(random.below(users)).unwrap_or_default();
        let is_member =
            zone.groups.get(key).is_some_and(|row| row.members.contains_key(&MemberKey::User(user)));
        if !is_member {
            join_user(zone, key, user);
            left -= 1;
        }
    }
}

fn join(zone: &mut Zone, account: &Account, collection: &RoleCollection) -> Result<(), LandscapeError> {
    let Some(key) = zone.group_named(&collection.name) else { return Ok(()) };
    let missing = |member: &str| LandscapeError::NoSuchMember {
        account: account.name.clone(),
        role_collection: collection.name.clone(),
        member: member.to_owned(),
    };
    for member in &collection.members {
        match member {
            Membership::User { user_name, origin } => {
                let user = zone.named(user_name, origin).ok_or_else(|| missing(user_name))?;
                join_user(zone, key, user);
            }
            Membership::RoleCollection { role_collection } => {
                let inner = zone.group_named(role_collection).ok_or_else(|| missing(role_collection))?;
                let origin = zone.origin("uaa");
                zone.put_member(key, MemberKey::Group(inner), origin);
            }
        }
    }
    Ok(())
}

fn join_user(zone: &mut Zone, group: u32, user: u32) {
    if let Some(origin) = zone.users.get(user).map(|row| row.origin.clone()) {
        zone.put_member(group, MemberKey::User(user), origin);
    }
}

/// A user as a landscape file writes one.
pub(super) fn user(user_name: &str, origin: &str, given: &str, family: &str) -> serde_json::Value {
    json!({"userName": user_name, "origin": origin, "name": {"givenName": given, "familyName": family},
        "emails": [{"value": user_name}], "active": true, "verified": true})
}
