//! Whatever others do: deltas end where reading all does.

use proptest::prelude::*;
use serde_json::json;
use zonedesk_scim::{Member, Meta, Origin};
use zonedesk_workspace::*;

use super::account::{Account, at, group, user};
use crate::support::fixture;

/// What others do to the account of a property test.
#[derive(Debug, Clone)]
enum Step {
    Create(u8),
    Edit(u8, bool),
    Delete(u8),
    Member(u8, u8, bool),
    Group(u8, bool),
    Refresh,
    RefreshWhole,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..6_u8).prop_map(Step::Create),
        (0..6_u8, any::<bool>()).prop_map(|(n, active)| Step::Edit(n, active)),
        (0..6_u8).prop_map(Step::Delete),
        (0..3_u8, 0..6_u8, any::<bool>()).prop_map(|(g, u, add)| Step::Member(g, u, add)),
        (0..3_u8, any::<bool>()).prop_map(|(g, add)| Step::Group(g, add)),
        Just(Step::Refresh),
        Just(Step::RefreshWhole),
    ]
}

impl Account {
    fn take(&mut self, step: &Step, minute: i64) {
        let (id, name) = (|n: &u8| format!("u{n}"), |n: &u8| format!("g{n}"));
        match step {
            Step::Create(n) => {
                if !self.users.iter().any(|user| user.id == id(n)) {
                    self.users.push(user(&id(n), minute));
                }
            }
            Step::Edit(n, active) => {
                for one in self.users.iter_mut().filter(|user| user.id == id(n)) {
                    one.active = *active;
                    one.meta = Meta { version: one.meta.version + 1, ..user("", minute).meta };
                }
            }
            Step::Delete(n) => {
                self.users.retain(|user| user.id != id(n));
                for group in &mut self.groups {
                    group.members.as_mut().unwrap().retain(|member| member.value != id(n));
                }
            }
            Step::Member(g, u, add) => {
                let known = self.users.iter().any(|user| user.id == id(u));
                for group in self.groups.iter_mut().filter(|group| group.id == name(g)) {
                    let members = group.members.as_mut().unwrap();
                    members.retain(|member| member.value != id(u));
                    if *add && known {
                        members.push(Member::user(id(u), Origin("ias".into())));
                    }
                }
            }
            Step::Group(g, add) => {
                self.groups.retain(|group| group.id != name(g));
                if *add {
                    self.groups.push(group(&name(g), &[]));
                }
            }
            Step::Refresh | Step::RefreshWhole => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn deltas_end_where_reading_all_does_and_lead_back(steps in prop::collection::vec(step(), 1..30)) {
        let it = fixture();
        // There always is one user, by whose change the next delta begins.
        let mut account = Account { users: vec![user("first", 0)], groups: vec![group("g0", &[])] };
        it.whole(&account, 0);
        let mut states = vec![(0, account.clone())];
        for (n, step) in steps.iter().chain([&Step::Refresh]).enumerate() {
            let minute = n as i64 * 5 + 5;
            account.take(step, minute);
            let whole = matches!(step, Step::RefreshWhole);
            if whole || (matches!(step, Step::Refresh) && !it.delta(&account, minute)) {
                it.whole(&account, minute);
            }
            if whole || matches!(step, Step::Refresh) {
                states.push((minute, account.clone()));
            }
        }
        let anew = fixture();
        anew.whole(&account, 0);
        prop_assert_eq!(it.holds(), anew.holds());
        for (minute, account) in states {
            for n in 0..6 {
                let id = format!("u{n}");
                let state = it.workspace.state_at(it.system, DifferenceKind::User, &id, at(minute)).unwrap();
                let was = account.users.iter().find(|user| user.id == id);
                let active = state.attributes.as_ref().map(|attributes| attributes["active"] == json!(true));
                prop_assert_eq!(active, was.map(|user| user.active), "{} at {}", id, minute);
                let mut held: Vec<String> = state.held_by.into_iter().map(|held| held.id).collect();
                let mut was: Vec<String> = account
                    .groups
                    .iter()
                    .filter(|group| group.members.iter().flatten().any(|member| member.value == id))
                    .map(|group| group.id.clone())
                    .collect();
                held.sort();
                was.sort();
                prop_assert_eq!(held, was, "{} at {}", id, minute);
            }
        }
    }
}
