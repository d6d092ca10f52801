//! What the account's own log says was carried out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use zonedesk_simulator::{Running, Write};
use zonedesk_xsuaa::{Account, AccountConfig, List, Transport};

use super::Script;

/// Ids and names of all users there are.
pub async fn users(simulator: &Running) -> BTreeSet<String> {
    use futures_util::StreamExt;
    let info = &simulator.accounts[0];
    let config = AccountConfig::basic(
        "Shop",
        info.url.parse().unwrap(),
        info.token_url.parse().unwrap(),
        info.client_id.clone(),
        info.client_secret.clone(),
    );
    let account = Account::new(AccountConfig { limit: None, ..config }, Transport::default());
    let mut pages = account.users(List::default());
    let mut there = BTreeSet::new();
    while let Some(page) = pages.next().await {
        there.extend(page.unwrap().items.into_iter().flat_map(|user| [user.id, user.user_name]));
    }
    there
}

#[derive(Default)]
struct Counts(BTreeMap<String, usize>);

impl Counts {
    fn add(&mut self, name: impl Into<String>) {
        *self.0.entry(name.into()).or_default() += 1;
    }

    /// Each once; who vanished in the meantime at most once; nobody else.
    fn check(&self, what: &str, wanted: &[String], there: &BTreeSet<String>) {
        for name in wanted {
            let count = self.0.get(name).copied().unwrap_or_default();
            let vanished = !there.contains(name);
            assert!(count == 1 || vanished && count == 0, "{what} {name}: {count} times");
        }
        let strange: Vec<_> = self.0.keys().filter(|name| !wanted.contains(name)).collect();
        assert!(strange.is_empty(), "{what}: {strange:?}");
    }
}

/// Every operation of the script once, and nothing else.
pub fn check(script: &Script, writes: &[Write], there: &BTreeSet<String>) {
    let [mut created, mut edited, mut deleted, mut came, mut left, mut described]: [Counts; 6] =
        Default::default();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for write in writes {
        let changes: Vec<Value> = write.changes.iter().map(|change| json!(change)).collect();
        let id = write.path.rsplit('/').next().unwrap_or_default();
        match (write.method.as_str(), write.path.as_str()) {
            ("POST", "/Users") => {
                let user = &changes[0]["user"];
                let name = user["userName"].as_str().unwrap();
                names.insert(user["id"].as_str().unwrap().to_owned(), name.to_owned());
                created.add(name);
            }
            ("PUT", _) => edited.add(id),
            ("DELETE", _) => deleted.add(id),
            ("PATCH", _) => {
                for change in &changes {
                    for member in change["added"].as_array().into_iter().flatten() {
                        let id = member["id"].as_str().unwrap();
                        came.add(names.get(id).cloned().unwrap_or_else(|| id.to_owned()));
                    }
                    for id in change["removed"].as_array().into_iter().flatten() {
                        left.add(id.as_str().unwrap());
                    }
                }
                if changes[0]["description"] == "Those who read" {
                    described.add("Readers");
                }
            }
            other => panic!("nobody asked for {other:?}"),
        }
    }
    let new_users = script.new_users();
    created.check("created", &new_users, there);
    edited.check("edited", &script.ids(1), there);
    // Who was to be deleted is gone in any case: by us, once, or by somebody else.
    let gone = script.ids(3);
    assert!(gone.iter().all(|id| !there.contains(id)), "not deleted: {gone:?}");
    deleted.check("deleted", &gone, there);
    let coming: Vec<String> = script.ids(0).into_iter().chain(new_users).collect();
    came.check("came", &coming, there);
    left.check("left", &script.ids(2), there);
    let once = BTreeSet::from(["Readers".to_owned()]);
    described.check("described", &["Readers".to_owned()], &once);
}
