//! Lists: filter, order, page. Orders of whole tables are kept until the table changes, so that reading 200 000 users
//! page by page sorts once.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use zonedesk_scim::filter::{Cell, Column, Query, Row};

use super::rows::InZone;
use super::{Rows, Zone};

/// `sortBy` and `sortOrder`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Sort {
    pub columns: Vec<Column>,
    /// Turns the last column alone, as SQL reads `a, b DESC`.
    pub descending: bool,
}

/// A page's rows and how many there are in all.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub keys: Vec<u32>,
    pub total: usize,
}

/// Orders of a whole table.
#[derive(Debug, Default)]
pub(super) struct Orders(HashMap<Sort, Arc<[u32]>>);

impl Orders {
    pub fn forget(&mut self) {
        self.0.clear();
    }
}

impl Zone {
    /// Rows `skip..skip + take` of those that match.
    pub fn list_users(&mut self, query: &Query, sort: &Sort, skip: usize, take: usize) -> Listed {
        let candidates = if let Some(ids) = query.equal_texts(Column::Id) {
            // ids of users are in lower case
            Some(ids.iter().filter_map(|id| self.user_key(id)).collect())
        } else {
            query
                .equal_texts(Column::UserName)
                .map(|names| names.iter().flat_map(|name| self.users_named(name)).copied().collect())
        };
        let zone_id = &self.zone_id;
        list(
            &Rowset { rows: &self.users, zone_id, fold: Some(Column::UserName) },
            &mut self.user_orders,
            candidates,
            query,
            sort,
            skip..skip.saturating_add(take),
        )
    }

    /// As [`Zone::list_users`].
    pub fn list_groups(&mut self, query: &Query, sort: &Sort, skip: usize, take: usize) -> Listed {
        let zone_id = &self.zone_id;
        list(
            &Rowset { rows: &self.groups, zone_id, fold: None },
            &mut self.group_orders,
            None,
            query,
            sort,
            skip..skip.saturating_add(take),
        )
    }
}

/// A table; `fold`: the column that sorts ignoring case.
struct Rowset<'z, R> {
    rows: &'z Rows<R>,
    zone_id: &'z str,
    fold: Option<Column>,
}

fn list<R: Row>(
    table: &Rowset<'_, R>,
    orders: &mut Orders,
    candidates: Option<Vec<u32>>,
    query: &Query,
    sort: &Sort,
    part: Range<usize>,
) -> Listed {
    let Rowset { rows, zone_id, fold } = *table;
    let page = |keys: &[u32]| Listed {
        keys: keys.iter().skip(part.start).take(part.len()).copied().collect(),
        total: keys.len(),
    };
    let matches = |key: &u32| rows.get(*key).is_some_and(|row| query.matches(&InZone { row, zone_id }));
    if let Some(mut keys) = candidates {
        keys.retain(matches);
        keys.sort_unstable();
        keys.dedup();
        return page(&ordered(rows, keys, sort, fold));
    }
    let order = orders
        .0
        .entry(sort.clone())
        .or_insert_with(|| ordered(rows, rows.iter().map(|(key, _)| key).collect(), sort, fold).into())
        .clone();
    if query.is_everything() {
        return page(&order);
    }
    page(&order.iter().copied().filter(|key| matches(key)).collect::<Vec<_>>())
}

/// What rows are sorted by: nothing sorts before something, in both directions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Null,
    Number(i64),
    /// Rows of one millisecond keep their order of creation, for which a real database is too slow to have any.
    Moment(i64, u32),
    Text(Rc<str>),
}

fn ordered<R: Row>(rows: &Rows<R>, mut keys: Vec<u32>, sort: &Sort, fold: Option<Column>) -> Vec<u32> {
    for (place, column) in sort.columns.iter().enumerate().rev() {
        let descending = sort.descending && place + 1 == sort.columns.len();
        let sort_key = |key: u32| match rows.get(key).map(|row| row.cell(*column)) {
            None | Some(Cell::Null) => SortKey::Null,
            Some(Cell::Number(number)) => SortKey::Number(number),
            Some(Cell::Time(moment)) => SortKey::Moment(moment.0, key),
            Some(Cell::Bool(flag)) => SortKey::Number(i64::from(flag)),
            Some(Cell::Text(text)) if fold == Some(*column) => SortKey::Text(text.to_lowercase().into()),
            Some(Cell::Text(text)) => SortKey::Text(text.into()),
        };
        let mut pairs: Vec<(SortKey, u32)> = keys.iter().map(|key| (sort_key(*key), *key)).collect();
        pairs.sort_by(|(a, _), (b, _)| match (a, b) {
            (SortKey::Null, _) | (_, SortKey::Null) => a.cmp(b),
            _ if descending => b.cmp(a),
            _ => a.cmp(b),
        });
        keys = pairs.into_iter().map(|(_, key)| key).collect();
    }
    keys
}
