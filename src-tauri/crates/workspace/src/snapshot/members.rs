use std::ops::ControlFlow;

use rusqlite::Connection;
use zonedesk_scim::{MemberType, Origin};

use super::user_filter::Restriction;
use super::users::{Direction, UserSort, Window, numbers};
use super::{ROLE_COLLECTION, Snapshot, UserFilter, UserTest, store, user_row};
use crate::fold::fold;
use crate::{Level, Result};

/// What a list of members is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberSort {
    Name,
    UserName,
    Origin,
}

/// A stretch of the members of one role collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberQuery {
    /// Id.
    pub role_collection: String,
    /// As [`UserFilter::search`]; over the names of role collections too.
    pub search: String,
    /// Empty: by name.
    pub sort: Vec<(MemberSort, Direction)>,
    pub offset: u32,
    pub limit: u32,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: String,
    pub kind: MemberType,
    /// The id, where the snapshot does not hold the member.
    pub name: String,
    /// Empty for a role collection, and where the snapshot does not hold the user.
    pub user_name: String,
    pub origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPage {
    pub rows: Vec<Member>,
    /// Members that match.
    pub total: u64,
}

impl Snapshot<'_> {
    /// A page of members: role collections first, by name, then users, then those that the snapshot does not hold.
    pub fn members(&self, query: &MemberQuery) -> Result<MemberPage> {
        let mut rows = Vec::new();
        let total = self.each_member(query, &mut |member| {
            rows.push(member);
            ControlFlow::Continue(())
        })?;
        Ok(MemberPage { rows, total })
    }

    /// Meets the members of a page one by one, on one state of the snapshot. Gives how many match in all.
    pub fn each_member(
        &self,
        query: &MemberQuery,
        see: &mut dyn FnMut(Member) -> ControlFlow<()>,
    ) -> Result<u64> {
        self.read(|db| {
            let Some(n) = store::number(db, ROLE_COLLECTION, &query.role_collection)? else { return Ok(0) };
            let (offset, limit) = (query.offset as usize, query.limit as usize);
            let nested = nested(db, n, &query.search)?;
            let strangers = strangers(db, n, &query.search)?;
            let first = nested.len().saturating_sub(offset).min(limit);

            let sort: Vec<_> = query.sort.iter().map(|&(by, direction)| (user_sort(by), direction)).collect();
            let filter = UserFilter {
                search: query.search.clone(),
                tests: vec![UserTest::MemberOf(query.role_collection.clone())],
            };
            let restriction = Restriction::of(db, &filter, Level::Subaccount, Default::default())?;
            let window = Window { offset: offset.saturating_sub(nested.len()), limit: limit - first };
            let (users, total) = numbers(db, &restriction, &sort, window)?;
            let known = nested.len() + total as usize;
            let all = (known + strangers.len()) as u64;
            let last = limit - first - users.len();

            for member in nested.into_iter().skip(offset).take(limit) {
                if see(member).is_break() {
                    return Ok(all);
                }
            }
            for n in users {
                let Some(user) = user_row::read(db, n)? else { continue };
                let member = Member {
                    name: user.name(),
                    id: user.id,
                    kind: MemberType::User,
                    user_name: user.user_name,
                    origin: user.origin,
                };
                if see(member).is_break() {
                    return Ok(all);
                }
            }
            for member in strangers.into_iter().skip(offset.saturating_sub(known)).take(last) {
                if see(member).is_break() {
                    break;
                }
            }
            Ok(all)
        })
    }

    /// Which of these ids are members of a role collection; directly.
    pub fn members_among<S: AsRef<str>>(&self, role_collection: &str, ids: &[S]) -> Result<Vec<bool>> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM membership JOIN entity AS rc ON rc.n = role_collection \
                 JOIN entity ON entity.n = member WHERE rc.kind = 1 AND rc.id = ?1 AND entity.id = ?2)",
            )?;
            ids.iter()
                .map(|id| Ok(query.query_row((role_collection, id.as_ref()), |row| row.get(0))?))
                .collect()
        })
    }
}

fn user_sort(sort: MemberSort) -> UserSort {
    match sort {
        MemberSort::Name => UserSort::Name,
        MemberSort::UserName => UserSort::UserName,
        MemberSort::Origin => UserSort::Origin,
    }
}

fn nested(db: &Connection, n: i64, text: &str) -> rusqlite::Result<Vec<Member>> {
    let mut query = db.prepare_cached(
        "SELECT entity.id, ifnull(role_collection.name, entity.id) FROM membership \
         JOIN entity ON entity.n = member LEFT JOIN role_collection ON role_collection.n = member \
         WHERE membership.role_collection = ? AND membership.kind = 1 ORDER BY name_key, entity.id",
    )?;
    let rows = query.query_map([n], |row| {
        Ok(Member {
            id: row.get(0)?,
            kind: MemberType::Group,
            name: row.get(1)?,
            user_name: String::new(),
            origin: Origin::default(),
        })
    })?;
    rows.filter(|row| row.as_ref().map_or(true, |member| matches(member, text))).collect()
}

/// Members of whom only the id is known: not read yet, or gone. Most accounts have none.
fn strangers(db: &Connection, n: i64, text: &str) -> rusqlite::Result<Vec<Member>> {
    if !store::has_strangers(db)? {
        return Ok(Vec::new());
    }
    let mut query = db.prepare_cached(
        "SELECT entity.id, origin.key FROM membership JOIN entity ON entity.n = member \
         LEFT JOIN origin ON origin.n = membership.origin \
         WHERE membership.role_collection = ? AND membership.kind = 0 \
         AND NOT EXISTS (SELECT 1 FROM user WHERE user.n = member) ORDER BY entity.id",
    )?;
    let rows = query.query_map([n], |row| {
        let id: String = row.get(0)?;
        Ok(Member {
            name: id.clone(),
            id,
            kind: MemberType::User,
            user_name: String::new(),
            origin: Origin(row.get::<_, Option<String>>(1)?.unwrap_or_default()),
        })
    })?;
    rows.filter(|row| row.as_ref().map_or(true, |member| matches(member, text))).collect()
}

fn matches(member: &Member, text: &str) -> bool {
    let (name, text) = (fold(&member.name), text.trim());
    match text.strip_prefix('=') {
        Some(exact) => name == fold(exact.trim()) || member.id == exact.trim(),
        None => fold(text).split_whitespace().all(|word| name.contains(word)) || member.id == text,
    }
}
