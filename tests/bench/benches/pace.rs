//! Accounts read at the pace that SAP allows: three requests a second each. The whole app against a simulator that
//! runs no more, requests counted at its side.
//!
//! A large account is read with as few requests as there are pages, in the time that these take at that pace. Twenty
//! accounts together take hardly longer than the slowest of them alone.

use std::time::Duration;

use zonedesk_app::landscape;
use zonedesk_bench::accounts::{Accounts, Outcome, RATE, run};
use zonedesk_simulator::{Account, Generate, Landscape};

/// One account: users, role collections, and the requests that may be sent to read it.
const LARGE: (usize, usize, u64) = (100_000, 2_000, 205);
/// Of requests / [`RATE`].
const LARGE_AT_MOST: f64 = 1.05;

const SEVERAL: usize = 20;
/// The largest of several; the others are smaller.
const LARGEST: usize = 10_000;
/// Of the slowest alone.
const SEVERAL_AT_MOST: f64 = 1.1;

fn main() -> Outcome {
    run(|| async {
        large().await?;
        several().await
    })
}

async fn large() -> Outcome {
    let (users, role_collections, most) = LARGE;
    let mut accounts = Accounts::of(&Landscape::of_size(users, role_collections)).await?;
    let system = accounts.add(0).await?;
    let took = accounts.read(std::slice::from_ref(&system)).await?;
    let node = landscape::landscape(&accounts.app).await?.systems.swap_remove(0);
    let requests = accounts.requests(0)?;
    let paced = Duration::from_secs_f64(requests as f64 / f64::from(RATE));
    let share = took.as_secs_f64() / paced.as_secs_f64();
    println!(
        "{users} users and {role_collections} role collections: {requests} requests (limit {most}), {took:.1?}, \
         {share:.3} of {paced:.1?} (limit {LARGE_AT_MOST})"
    );
    if node.users != Some(users as u64) || node.role_collections != Some(role_collections as u64) {
        return Err(format!(
            "{:?} users and {:?} role collections were read",
            node.users, node.role_collections
        )
        .into());
    }
    if requests > most || share > LARGE_AT_MOST { Err("above the limit".into()) } else { Ok(()) }
}

async fn several() -> Outcome {
    let alone = Accounts::of(&twenty()).await?;
    let slowest = alone.add(0).await?;
    let alone = alone.read(std::slice::from_ref(&slowest)).await?;
    let mut accounts = Accounts::of(&twenty()).await?;
    let mut systems = Vec::new();
    for number in 0..SEVERAL {
        systems.push(accounts.add(number).await?);
    }
    let together = accounts.read(&systems).await?;
    let mut requests = 0;
    for number in 0..SEVERAL {
        requests += accounts.requests(number)?;
    }
    let share = together.as_secs_f64() / alone.as_secs_f64();
    println!(
        "{SEVERAL} accounts: {requests} requests, {together:.2?}, {share:.3} of the slowest alone, {alone:.2?} \
         (limit {SEVERAL_AT_MOST})"
    );
    if share > SEVERAL_AT_MOST { Err("above the limit".into()) } else { Ok(()) }
}

fn twenty() -> Landscape {
    let one = Landscape::of_size(LARGEST, 100);
    let account = |number| Account {
        name: format!("Account {number}"),
        subdomain: Some(format!("a{number}")),
        generate: Some(Generate {
            users: LARGEST - number * LARGEST / SEVERAL,
            role_collections: 100,
            first_person: 0,
        }),
        ..one.accounts[0].clone()
    };
    Landscape { accounts: (0..SEVERAL).map(account).collect(), ..one }
}
