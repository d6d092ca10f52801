//! What a person may not have meant, said in the preview of every change that does it.

use std::collections::HashSet;

use zonedesk_workspace::is_administrative;

use super::scene::{Scene, Sketch};
use crate::api::AppError;

/// How administrators are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss<'a> {
    /// They leave the role collection of this id.
    Members(&'a str),
    /// They are deleted.
    Users,
    /// They are deactivated.
    Active,
}

impl Scene {
    /// Warns where the person in Settings is among those who lose something.
    pub fn warn_of_yourself<'a>(
        &self,
        sketch: &mut Sketch,
        users: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) {
        let email = self.settings.email.to_lowercase();
        if email.is_empty() {
            return;
        }
        for (user_name, address) in users {
            if user_name.to_lowercase() == email || address.to_lowercase() == email {
                sketch.warn("notice.yourself", [("userName", user_name.to_owned())]);
                return;
            }
        }
    }

    /// Warns where nobody is left who could administer by an administrative role collection. `lost`: ids.
    pub async fn warn_of_last_administrators(
        &self,
        sketch: &mut Sketch,
        loss: Loss<'_>,
        lost: HashSet<String>,
    ) -> Result<(), AppError> {
        if lost.is_empty() {
            return Ok(());
        }
        let only = if let Loss::Members(id) = loss { Some(id.to_owned()) } else { None };
        let active = loss == Loss::Active;
        let emptied = self
            .read(move |snapshot| {
                let administrative = snapshot.role_collections(&zonedesk_workspace::RoleCollectionQuery {
                    test: Some(zonedesk_workspace::RoleCollectionTest::Administrative),
                    limit: 100,
                    ..Default::default()
                })?;
                let mut emptied = Vec::new();
                for row in administrative.rows {
                    if only.as_ref().is_some_and(|only| *only != row.id) || row.members + row.nested == 0 {
                        continue;
                    }
                    let members =
                        snapshot.role_collection(&row.id, u32::MAX)?.and_then(|group| group.members);
                    let mut ids: Vec<String> =
                        members.into_iter().flatten().map(|member| member.value).collect();
                    if !ids.iter().any(|id| lost.contains(id)) {
                        continue;
                    }
                    ids.retain(|id| !lost.contains(id));
                    let inactive = snapshot.users_by_id(&ids)?.iter().filter(|row| !row.active).count();
                    if ids.is_empty() || active && inactive == ids.len() {
                        emptied.push(row.name);
                    }
                }
                Ok(emptied)
            })
            .await?;
        let code = if active { "notice.lastActiveAdministrator" } else { "notice.lastAdministrator" };
        for name in emptied.into_iter().filter(|name| is_administrative(name)) {
            sketch.warn(code, [("roleCollection", name)]);
        }
        Ok(())
    }

    /// Warns of an origin that no user of the account has. `ldap` is how older subaccounts call `sap.default`.
    pub async fn warn_of_unknown_origin(
        &self,
        sketch: &mut Sketch,
        origins: HashSet<String>,
    ) -> Result<(), AppError> {
        let known: HashSet<String> = self
            .read(|snapshot| {
                Ok(snapshot
                    .origins()?
                    .into_iter()
                    .map(|(origin, _)| same_origin(&origin.0).to_owned())
                    .collect())
            })
            .await?;
        let mut unknown: Vec<String> =
            origins.into_iter().filter(|origin| !known.contains(same_origin(origin))).collect();
        unknown.sort_unstable();
        for origin in unknown {
            sketch.warn("notice.unknownOrigin", [("origin", origin), ("system", self.name())]);
        }
        Ok(())
    }
}

fn same_origin(key: &str) -> &str {
    if key == "ldap" { "sap.default" } else { key }
}
