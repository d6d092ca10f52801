//! Where a change is planned: one system, its snapshot, its account.

use std::collections::{HashMap, HashSet};

use zonedesk_scim::{Group, Member, MemberType, User};
use zonedesk_workspace::{Snapshot, SnapshotChange, System, SystemId, UserRow};
use zonedesk_xsuaa::Account;

use super::{difference, fresh};
use crate::api::{
    AppError, Notice, PasteFigures, PlanVersion, Settings, Severity, Text, UserDraft, UserSelection,
};
use crate::app::{App, now, system_id};
use crate::errors::{Code, error};
use crate::rows::inactive_before;
use crate::session::{one_line, read_settings};
use crate::texts::notice;
use crate::users::filter;

use super::portions::{Portions, learned};
use super::step::Step;

/// What a plan is made from.
pub(super) struct Scene {
    pub app: App,
    pub id: SystemId,
    pub system: System,
    pub account: Account,
    pub settings: Settings,
    /// How members come and leave.
    pub portions: Portions,
    /// Sizes of the account as the snapshot knows it.
    users: u64,
    role_collections: u64,
}

/// A plan in the making.
#[derive(Default)]
pub(super) struct Sketch {
    pub title: Text,
    pub action: Text,
    pub destructive: bool,
    pub steps: Vec<Step>,
    pub notices: Vec<Notice>,
    pub undo: Vec<Text>,
    pub paste: Option<PasteFigures>,
    /// Entities that are deleted: many ask for the system's name.
    pub deletions: usize,
    /// For the journal: names to search by, ids of what is touched, the entry that is reversed.
    pub names: Vec<String>,
    pub touched: Vec<String>,
    pub undo_of: Option<i64>,
    /// The entry whose rest this is.
    pub resumes: Option<i64>,
    /// What was read on the way, for the snapshot when the plan is made anew.
    pub seen: Vec<SnapshotChange>,
}

/// An entity as the snapshot knows it and as the account holds it.
pub(super) struct Seen<T> {
    pub id: String,
    pub known: Option<T>,
    pub now: Option<T>,
    pub version: PlanVersion,
    pub difference: Option<String>,
}

impl Sketch {
    pub fn inform<const N: usize>(&mut self, code: &str, params: [(&str, String); N]) {
        self.notify(notice(Severity::Information, code, params));
    }

    pub fn warn<const N: usize>(&mut self, code: &str, params: [(&str, String); N]) {
        self.notify(notice(Severity::Warning, code, params));
    }

    /// Nothing is said twice.
    fn notify(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// Says how many were left out, if any.
    pub fn left_out(&mut self, code: &str, count: usize) {
        if count > 0 {
            self.inform(code, [("count", count.to_string())]);
        }
    }
}

impl Scene {
    /// Refuses where nothing can be written: a folder, a disabled system, a read-only credential.
    pub async fn of(app: &App, system: &str) -> Result<Self, AppError> {
        let id = system_id(system)?;
        let (system, settings, learned) = app
            .workspace(move |workspace| {
                Ok::<_, zonedesk_workspace::WorkspaceError>((
                    workspace.system(id)?,
                    read_settings(workspace)?,
                    learned(workspace, id)?,
                ))
            })
            .await?;
        let account = app.account(id).await?;
        if !account.scopes().await?.can_write() {
            return Err(error(Code::ReadOnly, format!("The credential of {} is read-only.", system.name))
                .help("It has no write scope (xs_user.write). Enter a credential that is not read-only.")
                .at(system.name.to_string()));
        }
        let (users, role_collections) =
            system.snapshot.as_ref().map_or((0, 0), |snapshot| (snapshot.users, snapshot.role_collections));
        let portions = Portions::of(&system.effective_properties(), learned);
        Ok(Self { app: app.clone(), id, system, account, settings, portions, users, role_collections })
    }

    pub fn name(&self) -> String {
        self.system.name.to_string()
    }

    /// Asks the snapshot, off the runtime's threads.
    pub async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Snapshot) -> zonedesk_workspace::Result<T> + Send + 'static,
    ) -> Result<T, AppError> {
        let id = self.id;
        self.app.workspace(move |workspace| query(&workspace.existing_snapshot(id)?)).await
    }

    /// The users that a selection means, and how many of it the snapshot does not hold.
    pub async fn selected(&self, users: &UserSelection) -> Result<(Vec<UserRow>, usize), AppError> {
        match users {
            UserSelection::Ids { ids } => {
                let mut seen = HashSet::new();
                let ids: Vec<String> = ids.iter().filter(|id| seen.insert(*id)).cloned().collect();
                let asked = ids.len();
                let rows = self.read(move |snapshot| snapshot.users_by_id(&ids)).await?;
                let missing = asked - rows.len();
                Ok((rows, missing))
            }
            UserSelection::Matching { filter: of, except } => {
                let of = filter(of);
                let before = inactive_before(now(), self.settings.inactive_after_days);
                let except: HashSet<String> = except.iter().cloned().collect();
                let mut rows = self.read(move |snapshot| snapshot.matching_users(&of, before)).await?;
                rows.retain(|row| !except.contains(&row.id));
                Ok((rows, 0))
            }
        }
    }

    /// Reads users anew and holds them against the snapshot. `with_role_collections`: another role collection counts
    /// as a difference too.
    pub async fn look_at_users(
        &self,
        ids: Vec<String>,
        with_role_collections: bool,
    ) -> Result<Vec<Seen<User>>, AppError> {
        let fresh = fresh::users(&self.account, &ids, self.users).await?;
        self.held_against(ids, fresh, with_role_collections).await
    }

    /// As [`Scene::look_at_users`], and the users of these user names, whatever their origin.
    pub async fn look_at_users_and_names(
        &self,
        ids: Vec<String>,
        names: &[String],
    ) -> Result<(Vec<Seen<User>>, Vec<User>), AppError> {
        let (fresh, named) = fresh::users_and_names(&self.account, &ids, names, self.users).await?;
        Ok((self.held_against(ids, fresh, false).await?, named))
    }

    async fn held_against(
        &self,
        ids: Vec<String>,
        mut fresh: HashMap<String, User>,
        with_role_collections: bool,
    ) -> Result<Vec<Seen<User>>, AppError> {
        let known = self
            .read(move |snapshot| {
                ids.into_iter()
                    .map(|id| Ok((snapshot.user(&id)?, id)))
                    .collect::<zonedesk_workspace::Result<Vec<_>>>()
            })
            .await?;
        let look = |(known, id): (Option<User>, String)| {
            let now = fresh.remove(&id);
            let difference = match (&known, &now) {
                (Some(known), Some(now)) => difference::user(known, now, with_role_collections),
                _ => None,
            };
            let versions =
                (known.as_ref().map(|user| user.meta.version), now.as_ref().map(|user| user.meta.version));
            Seen { version: version(versions, &difference), id, known, now, difference }
        };
        Ok(known.into_iter().map(look).collect())
    }

    /// Reads role collections anew and holds them against the snapshot.
    pub async fn look_at_role_collections(&self, ids: Vec<String>) -> Result<Vec<Seen<Group>>, AppError> {
        let mut fresh = fresh::groups(&self.account, &ids, self.role_collections).await?;
        let known = self
            .read(move |snapshot| {
                ids.into_iter()
                    .map(|id| Ok((snapshot.role_collection(&id, u32::MAX)?, id)))
                    .collect::<zonedesk_workspace::Result<Vec<_>>>()
            })
            .await?;
        let mut seen = Vec::with_capacity(known.len());
        for (known, id) in known {
            let now = fresh.remove(&id);
            let difference = match (&known, &now) {
                (Some(known), Some(now)) => {
                    let names = self.member_names(known, now).await?;
                    difference::role_collection(known, now, &names)
                }
                _ => None,
            };
            let versions = (
                known.as_ref().map(|group| group.meta.version),
                now.as_ref().map(|group| group.meta.version),
            );
            seen.push(Seen { version: version(versions, &difference), id, known, now, difference });
        }
        Ok(seen)
    }

    /// One role collection that must be there.
    pub async fn role_collection(&self, id: &str) -> Result<Seen<Group>, AppError> {
        let seen = self.look_at_role_collections(vec![id.to_owned()]).await?;
        let found = seen.into_iter().find(|seen| seen.known.is_some() || seen.now.is_some());
        found.ok_or_else(|| {
            error(Code::NoEntity, "There is no such role collection.")
                .help("It may have been deleted. Refresh to be sure.")
                .at(id)
        })
    }

    /// Names of the members that came and went, by id.
    async fn member_names(&self, known: &Group, now: &Group) -> Result<HashMap<String, String>, AppError> {
        let (gained, lost) = difference::members(known, now);
        if gained.is_empty() && lost.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<String> = gained.into_iter().chain(lost).collect();
        let rows = self.read(move |snapshot| snapshot.users_by_id(&ids)).await?;
        Ok(rows.into_iter().map(|row| (row.id.clone(), row.name())).collect())
    }
}

/// A version that rose without a visible difference concerns nobody: XSUAA raises a user's with each assignment.
fn version((known, now): (Option<i64>, Option<i64>), difference: &Option<String>) -> PlanVersion {
    match (known, now) {
        (_, None) => PlanVersion::Gone,
        (Some(snapshot), Some(now)) if difference.is_some() => PlanVersion::Stale { snapshot, now },
        (_, Some(now)) => PlanVersion::Same { version: now },
    }
}

impl Seen<User> {
    /// For the snapshot, when the plan is made anew.
    pub fn change(&self) -> SnapshotChange {
        match &self.now {
            Some(user) => SnapshotChange::User(Box::new(user.clone())),
            None => SnapshotChange::UserGone { id: self.id.clone() },
        }
    }
}

impl Seen<Group> {
    /// For the snapshot, when the plan is made anew.
    pub fn change(&self) -> SnapshotChange {
        match &self.now {
            Some(group) => SnapshotChange::RoleCollection(group.clone()),
            None => SnapshotChange::RoleCollectionGone { id: self.id.clone() },
        }
    }

    /// Members that came and went meanwhile are no matter where only the description is written.
    pub fn forget_members(&mut self) {
        if let (Some(known), Some(now)) = (&self.known, &self.now)
            && known.description == now.description
            && known.display_name == now.display_name
        {
            self.difference = None;
            self.version = PlanVersion::Same { version: now.meta.version };
        }
    }

    /// As it is now; as it was known where it is gone.
    pub fn latest(&self) -> Group {
        self.now.clone().or_else(|| self.known.clone()).unwrap_or_default()
    }
}

/// A form's user, its texts without blanks at the ends.
pub(super) fn user_of(draft: &UserDraft) -> Result<User, AppError> {
    let required = |field: &'static str, name: &str, text: &str| {
        let text = one_line(field, text)?;
        if text.is_empty() {
            return Err(error(Code::FieldMissing, format!("The {name} is missing.")).at(field));
        }
        Ok(text)
    };
    let optional = |field: &'static str, text: &str| {
        Ok::<_, AppError>(Some(one_line(field, text)?).filter(|text| !text.is_empty()))
    };
    Ok(User {
        user_name: required("userName", "user name", &draft.user_name)?,
        origin: zonedesk_scim::Origin(required("origin", "origin", &draft.origin)?),
        emails: vec![zonedesk_scim::Email {
            value: required("email", "e-mail address", &draft.email)?,
            primary: false,
        }],
        given_name: optional("givenName", &draft.given_name)?,
        family_name: optional("familyName", &draft.family_name)?,
        external_id: optional("externalId", &draft.external_id)?,
        phone_numbers: optional("phoneNumber", &draft.phone_number)?.into_iter().collect(),
        active: draft.active,
        verified: true,
        ..User::default()
    })
}

/// The user of a row as a member.
pub(super) fn member(row: &UserRow) -> Member {
    Member { value: row.id.clone(), kind: MemberType::User, origin: Some(row.origin.clone()) }
}
