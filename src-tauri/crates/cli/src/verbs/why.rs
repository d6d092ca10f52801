//! Who granted what.

use zonedesk_app::api::Granted;
use zonedesk_app::{App, grants};

use super::refresh;
use crate::failure::Failure;
use crate::output::Output;
use crate::pick;
use crate::table::{Align, Table};

/// In words.
pub fn how(granted: &Granted) -> String {
    match granted {
        Granted::Direct => "direct".to_owned(),
        Granted::Nested { path } => format!("nested: {}", path.join(" → ")),
        Granted::Unknown => "origin unknown (default group or mapping)".to_owned(),
    }
}

/// Of a user, in one system or in every account that was read.
pub async fn run(app: &App, output: &Output, user: &str, system: Option<&str>) -> Result<(), Failure> {
    let system = match system {
        Some(text) => {
            let system = pick::account(app, text).await?;
            refresh::before_list(app, output, &system, false).await?;
            Some(system.id)
        }
        None => None,
    };
    let users = grants::who_granted(app, user, system.as_deref()).await?;
    if output.json {
        return output.json(&users);
    }
    let mut table = Table::new(&[
        ("SYSTEM", Align::Left),
        ("USER NAME", Align::Left),
        ("ORIGIN", Align::Left),
        ("ROLE COLLECTION", Align::Left),
        ("GRANTED", Align::Left),
    ]);
    for user in users {
        let head = [user.system_name, user.user_name, user.origin];
        if user.grants.is_empty() {
            let [system, name, origin] = head.clone();
            table.row([system, name, origin, "(none)".into(), String::new()]);
        }
        for grant in user.grants {
            let [system, name, origin] = head.clone();
            table.row([system, name, origin, grant.name, how(&grant.granted)]);
        }
    }
    output.table(&table)?;
    output.note("Role collections may also come from user groups at logon: these are not visible here.");
    Ok(())
}
