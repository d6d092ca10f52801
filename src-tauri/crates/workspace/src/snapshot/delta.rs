use std::collections::{HashMap, HashSet};
use std::time::Instant;

use rusqlite::Connection;
use zonedesk_scim::{Group, Timestamp, User};

use super::picture::kind;
use super::store::{number, read_role_collection, read_user};
use super::{ROLE_COLLECTION, SnapshotChange, USER, change};
use crate::change_sets::keep;
use crate::error::Trouble;
use crate::snapshot::difference::DifferenceKind;
use crate::{ChangeSource, Result, SystemId, Workspace, WorkspaceError};

/// Clocks of an account's servers may differ, and a change is stamped before it can be read: so much is read twice, in
/// milliseconds.
const OVERLAP: i64 = 120_000;

/// A refresh that reads what changed: users by the time of their change, role collections all, because memberships change
/// without one. Nothing is written before [`SnapshotDelta::finish`]; nobody waits for it until then.
pub struct SnapshotDelta {
    workspace: Workspace,
    system: SystemId,
    /// What is to be brought up to date.
    file: String,
    mark: i64,
    began: Instant,
    /// As in [`super::SnapshotLoad`].
    changes_from: i64,
    /// Users that are not as the snapshot has them.
    users: HashMap<String, User>,
    /// The newest change that was read.
    newest: i64,
    changes: Vec<SnapshotChange>,
    /// Ids of role collections.
    met: HashSet<String>,
}

impl Workspace {
    /// Begins to read what changed; none where only reading all of the account can tell. To be called before the first
    /// request.
    pub fn delta_snapshot(&self, system: SystemId) -> Result<Option<SnapshotDelta>> {
        let changes_from = change::latest(self)?;
        let (file, mark): (Option<String>, Option<i64>) = self.read(|db| {
            db.prepare_cached("SELECT snapshot_file, read_mark FROM system WHERE id = ? AND partial IS NULL")?
                .query_row([system], |row| Ok((row.get(0)?, row.get(1)?)))
                .or_else(|error| match error {
                    rusqlite::Error::QueryReturnedNoRows => Ok((None, None)),
                    error => Err(error),
                })
        })?;
        let Some((file, mark)) = file.zip(mark) else { return Ok(None) };
        let Some(connection) = self.shared.snapshots.connect(&file)? else { return Ok(None) };
        self.shared.snapshots.put_back(file.clone(), connection);
        Ok(Some(SnapshotDelta {
            workspace: self.clone(),
            system,
            file,
            mark,
            began: Instant::now(),
            changes_from,
            users: HashMap::new(),
            newest: mark,
            changes: Vec::new(),
            met: HashSet::new(),
        }))
    }
}

impl SnapshotDelta {
    /// Users that were changed after this moment of the account's clock are to be read.
    pub fn since(&self) -> Timestamp {
        Timestamp(self.mark - OVERLAP)
    }

    /// Takes users in, with their `groups`.
    pub fn users(&mut self, users: Vec<User>) -> Result<()> {
        let Some(db) = self.connection()? else { return Ok(()) };
        for user in users {
            self.newest = self.newest.max(user.meta.last_modified.map_or(i64::MIN, |at| at.0));
            let stored = match number(&db, USER, &user.id).map_err(|error| self.failed(error))? {
                Some(n) => read_user(&db, n).map_err(|error| self.failed(error))?,
                None => None,
            };
            if stored.is_some_and(|stored| in_order(stored) == in_order(user.clone())) {
                // Twice at most: as it was when it was read first, and as it was before.
                self.users.remove(&user.id);
            } else {
                self.users.insert(user.id.clone(), user);
            }
        }
        self.put_back(db);
        Ok(())
    }

    /// Takes role collections with their members in.
    pub fn role_collections(&mut self, groups: &[Group]) -> Result<()> {
        let Some(db) = self.connection()? else { return Ok(()) };
        for group in groups {
            if self.met.insert(group.id.clone()) {
                let changes = differences(&db, group).map_err(|error| self.failed(error))?;
                self.changes.extend(changes);
            }
        }
        self.put_back(db);
        Ok(())
    }

    /// Brings the snapshot up to date in one step, where nothing was missed: then, it holds as many users and role
    /// collections as the account says that there are. Otherwise nothing happens, and the answer is `false`: deletions and
    /// what came and went unseen show in no delta. More may be taken in and this be tried again.
    pub fn finish(&mut self, at: Timestamp, users_total: u64, role_collections_total: u64) -> Result<bool> {
        if self.met.len() as u64 != role_collections_total {
            return Ok(false);
        }
        let took = i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX);
        let workspace = self.workspace.clone();
        workspace.write(|db| {
            let current: Option<String> = db.query_row(
                "SELECT snapshot_file FROM system WHERE id = ? AND partial IS NULL",
                [self.system],
                |row| row.get(0),
            )?;
            if current.as_ref() != Some(&self.file) {
                return Ok(false);
            }
            let Some(snapshot) = workspace.shared.snapshots.connect(&self.file)? else { return Ok(false) };
            let whole = self.expected(&snapshot)? == users_total;
            if whole {
                self.gone(&snapshot)?;
                self.changes.extend(change::since(db, self.system, self.changes_from)?);
                let users: Vec<User> = self.users.drain().map(|(_, user)| user).collect();
                let applied = change::apply(&snapshot, &users, &self.changes)?;
                keep(db, self.system, at, ChangeSource::Delta, &mut |tell| {
                    applied.differences.iter().try_for_each(tell)
                })?;
                db.execute(
                    "UPDATE system SET refreshed_at = ?2, read_mark = max(read_mark, min(?3, ?2)), deltas = deltas + 1 \
                     WHERE id = ?1",
                    (self.system, at.0, self.newest - took),
                )?;
                change::count(db, &snapshot, self.system)?;
            }
            workspace.shared.snapshots.put_back(self.file.clone(), snapshot);
            Ok(whole)
        })
    }

    /// How many users there are if nobody was deleted.
    fn expected(&self, db: &Connection) -> Result<u64, Trouble> {
        let stored: i64 =
            db.query_row("SELECT ifnull(sum(users), 0) FROM user_count", (), |row| row.get(0))?;
        let mut expected = stored.unsigned_abs();
        let mut known = db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entity JOIN user USING (n) WHERE kind = 0 AND id = ?)",
        )?;
        for id in self.users.keys() {
            expected += u64::from(!known.query_row([id], |row| row.get::<_, bool>(0))?);
        }
        Ok(expected)
    }

    /// Role collections that were not met.
    fn gone(&mut self, db: &Connection) -> Result<(), Trouble> {
        let mut query = db.prepare_cached("SELECT entity.id FROM role_collection JOIN entity USING (n)")?;
        let mut rows = query.query(())?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            if !self.met.contains(&id) {
                self.changes.push(SnapshotChange::RoleCollectionGone { id });
            }
        }
        Ok(())
    }

    /// None where another refresh has replaced the snapshot: [`SnapshotDelta::finish`] will say so.
    fn connection(&self) -> Result<Option<Connection>> {
        self.workspace.shared.snapshots.connect(&self.file)
    }

    fn put_back(&self, db: Connection) {
        self.workspace.shared.snapshots.put_back(self.file.clone(), db);
    }

    fn failed(&self, error: rusqlite::Error) -> WorkspaceError {
        WorkspaceError::database(&self.workspace.shared.snapshots.dir.join(&self.file), error)
    }
}

/// A server may tell the `groups` in any order.
fn in_order(mut user: User) -> User {
    user.groups.sort_by(|a, b| (&a.display, &a.value).cmp(&(&b.display, &b.value)));
    user
}

/// What makes the snapshot hold a role collection as it was read.
fn differences(db: &Connection, group: &Group) -> rusqlite::Result<Vec<SnapshotChange>> {
    let n = number(db, ROLE_COLLECTION, &group.id)?;
    let stored = n.map_or(Ok(None), |n| read_role_collection(db, n, 0))?;
    let Some((n, stored)) = n.zip(stored) else {
        return Ok(vec![SnapshotChange::RoleCollection(group.clone())]);
    };
    let mut changes = Vec::new();
    let bare = Group { members: None, ..group.clone() };
    if (Group { members: None, ..stored }) != bare {
        changes.push(SnapshotChange::RoleCollection(bare));
    }
    let mut stored: HashMap<(DifferenceKind, String), Option<String>> = db
        .prepare_cached(
            "SELECT membership.kind, entity.id, origin.key FROM membership JOIN entity ON entity.n = member \
             LEFT JOIN origin ON origin.n = membership.origin WHERE role_collection = ?",
        )?
        .query_map([n], |row| Ok(((kind(row.get(0)?), row.get(1)?), row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut added = Vec::new();
    let mut met: HashSet<(DifferenceKind, &str)> = HashSet::new();
    // A server may leave out what is empty.
    for member in group.members.iter().flatten() {
        let kind = DifferenceKind::of_member(member.kind);
        if !met.insert((kind, &member.value)) {
            continue;
        }
        let known = stored.remove(&(kind, member.value.clone()));
        if known != Some(member.origin.as_ref().map(|origin| origin.0.clone())) {
            added.push(member.clone());
        }
    }
    let removed: Vec<String> = stored.into_keys().map(|(_, id)| id).collect();
    let role_collection = group.id.clone();
    if !removed.is_empty() {
        let role_collection = role_collection.clone();
        changes.push(SnapshotChange::MembersRemoved { role_collection, members: removed });
    }
    if !added.is_empty() {
        changes.push(SnapshotChange::MembersAdded { role_collection, members: added });
    }
    Ok(changes)
}
