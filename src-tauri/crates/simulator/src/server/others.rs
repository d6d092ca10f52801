//! What someone else does to the account just before a request is run.

use serde_json::Value;
use zonedesk_scim::Timestamp;

use crate::api::{Call, percent_decoded};
use crate::fault::Settings;
use crate::zone::{EmailInput, GroupInput, IfMatch, UserInput, Zone};

/// The acts that a request meets.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Others {
    write: bool,
    delete: bool,
    create: bool,
}

impl Others {
    /// Takes from the settings what is meant for a request like this.
    pub fn of(settings: &mut Settings, call: &Call<'_>) -> Self {
        let take = |left: &mut u32, meant: bool| {
            let met = meant && *left > 0;
            *left -= u32::from(met);
            met
        };
        let writes = matches!(call.method, "PUT" | "PATCH" | "DELETE");
        let list = call.method == "GET" && matches!(call.path, "/Users" | "/Groups");
        Self {
            write: take(&mut settings.stale_writes, writes),
            delete: settings.vanishing > 0
                && take(&mut settings.vanishing, call.method != "GET" && victim(call).is_some()),
            create: take(&mut settings.newcomers, list),
        }
    }

    pub fn act(self, zone: &mut Zone, call: &Call<'_>, now: Timestamp) {
        if self.write {
            touch(zone, call.path, now);
        }
        if self.delete
            && let Some(id) = victim(call)
        {
            // gone already: nothing to do
            let _ = zone.delete_user(&id, IfMatch::Any, now);
        }
        if self.create {
            come(zone, call.path, now);
        }
    }
}

/// Someone else writes the entity that a path names.
fn touch(zone: &mut Zone, path: &str, now: Timestamp) {
    let mut parts = path.split('/').skip(1);
    let (kind, Some(id)) = (parts.next(), parts.next()) else { return };
    let id = percent_decoded(id, false);
    match kind {
        Some("Users") => zone.touch_user(&id, now),
        Some("Groups") => zone.touch_group(&id, now),
        _ => {}
    }
}

/// Id of the user that a write is about.
fn victim(call: &Call<'_>) -> Option<String> {
    let mut parts = call.path.split('/').skip(1);
    match (parts.next(), parts.next()) {
        (Some("Users"), Some(id)) => Some(percent_decoded(id, false)),
        (Some("Groups"), Some(_)) => {
            let body: Value = serde_json::from_slice(call.body).ok()?;
            let coming = |member: &Value| {
                let leaves = member["operation"].as_str().is_some_and(|op| op.eq_ignore_ascii_case("delete"));
                let user = member["type"].as_str().is_none_or(|kind| kind.eq_ignore_ascii_case("user"));
                member["value"].as_str().filter(|_| user && !leaves).map(str::to_owned)
            };
            match &body["members"] {
                Value::Array(members) => members.iter().find_map(coming),
                _ => coming(&body),
            }
        }
        _ => None,
    }
}

/// Someone else creates one that stands before the others in their usual order.
fn come(zone: &mut Zone, path: &str, now: Timestamp) {
    let name = format!("0-newcomer-{:08}", zone.users.len() + zone.groups.len());
    if path == "/Groups" {
        let input = GroupInput { display_name: Some(name), ..GroupInput::default() };
        // there already: nothing to do
        let _ = zone.create_group(&input, now);
        return;
    }
    let emails = vec![EmailInput { value: Some(format!("{name}@acme.example")), ..EmailInput::default() }];
    let input = UserInput {
        user_name: Some(format!("{name}@acme.example")),
        origin: Some("sap.default".to_owned()),
        emails: Some(emails),
        ..UserInput::default()
    };
    let _ = zone.create_user(input, now);
}
