//! Who granted what: every role collection of a user with the way it came.

use zonedesk_workspace::{
    Granted as HowGranted, PersonKey, Snapshot, System, SystemId, Workspace, is_administrative, is_predefined,
};

use crate::api::{AppError, Grant, Granted, UserGrants};
use crate::app::{App, system_id};
use crate::errors::{Code, error};

/// What a person holds in one system, or in every account that was read. `user` is an id, a user name, an e-mail address
/// or a full name; who has it several times is told for each. From the snapshots: no request is sent.
pub async fn who_granted(app: &App, user: &str, system: Option<&str>) -> Result<Vec<UserGrants>, AppError> {
    let only = system.map(system_id).transpose()?;
    let user = user.trim().to_owned();
    app.workspace(move |workspace| {
        let found = look(workspace, &user, only)?;
        if found.is_empty() {
            return Err(error(Code::NoEntity, format!("No snapshot holds a user \"{user}\"."))
                .help("Give the id, the user name, the e-mail address or the full name. Refresh to be sure.")
                .at(user));
        }
        Ok(found)
    })
    .await
}

fn look(workspace: &Workspace, user: &str, only: Option<SystemId>) -> Result<Vec<UserGrants>, AppError> {
    let systems: Vec<System> = match only {
        Some(id) => vec![workspace.system(id)?],
        None => workspace.systems()?,
    };
    let keys = [PersonKey::Any(user.to_owned())];
    let mut found = Vec::new();
    for system in systems {
        let snapshot = match only {
            Some(id) => workspace.existing_snapshot(id)?,
            None => match workspace.snapshot(system.id)? {
                Some(snapshot) => snapshot,
                None => continue,
            },
        };
        for row in snapshot.resolve_people(&keys)?.into_iter().flatten() {
            found.push(UserGrants {
                system: system.id.to_string(),
                system_name: system.name.to_string(),
                name: row.name(),
                grants: grants(&snapshot, &row.id)?,
                id: row.id,
                user_name: row.user_name,
                origin: row.origin.0,
            });
        }
    }
    Ok(found)
}

/// What a user holds: direct ones first, then nested, then those of unknown origin.
pub(crate) fn grants(snapshot: &Snapshot, user: &str) -> zonedesk_workspace::Result<Vec<Grant>> {
    let grants = snapshot.grants(user)?.into_iter().map(|grant| Grant {
        critical: is_administrative(&grant.name),
        predefined: is_predefined(&grant.name),
        id: grant.id,
        name: grant.name,
        granted: match grant.granted {
            HowGranted::Direct => Granted::Direct,
            HowGranted::Nested(path) => Granted::Nested { path },
            HowGranted::Unknown => Granted::Unknown,
        },
    });
    Ok(grants.collect())
}
