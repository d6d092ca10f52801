//! Lists, page by page. A list is asked for in an order that does not move (`sortBy`), because pages are positions: an
//! entity that comes or goes meanwhile shifts all behind it.

use std::collections::VecDeque;

use futures_util::Stream;
use futures_util::stream::try_unfold;
use tokio::task::JoinHandle;
use zonedesk_scim::{Group, ListPage, Resource, User};

use crate::{Account, Call, Error};

/// The most entities that UAA and XSUAA give out at once.
pub const PAGE: u64 = 500;

/// Which entities, and what of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// A filter in UAA's grammar (RFC 7644 §3.4.2.2 without `ne`, `ew`, `not` and value paths).
    pub filter: Option<String>,
    /// Names joined by commas, no spaces; UAA answers with flat keys then, and looks up no memberships unless asked.
    pub attributes: Option<&'static str>,
}

/// One page as it came. Where entities were deleted meanwhile, an entity may come twice: the caller goes by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Of all pages, as the server counts now.
    pub total: u64,
}

impl Account {
    /// Users in pages of [`PAGE`], by id: the one order without ties that UAA offers.
    pub fn users(
        &self,
        list: List,
    ) -> impl Stream<Item = Result<Page<User>, Error>> + Send + Unpin + 'static {
        self.pages("/Users", "id", list)
    }

    /// Role collections with members in pages of [`PAGE`], by name, the one order that XSUAA offers.
    pub fn groups(
        &self,
        list: List,
    ) -> impl Stream<Item = Result<Page<Group>, Error>> + Send + Unpin + 'static {
        self.pages("/Groups", "displayName", list)
    }

    /// The first `count` entities of a list, which may be none: the total comes with it.
    pub async fn users_head(&self, list: &List, count: u64) -> Result<Page<User>, Error> {
        self.page("/Users", "id", list, 1, count).await
    }

    /// As [`Account::users_head`], for role collections.
    pub async fn groups_head(&self, list: &List, count: u64) -> Result<Page<Group>, Error> {
        self.page("/Groups", "displayName", list, 1, count).await
    }

    fn pages<T: Resource + Send + 'static>(
        &self,
        path: &'static str,
        sort_by: &'static str,
        list: List,
    ) -> impl Stream<Item = Result<Page<T>, Error>> + Send + Unpin + 'static {
        let (account, next) = (self.clone(), Some(Cursor { start: 1, total: None }));
        let reader = Reader { account, path, sort_by, list, next, ahead: VecDeque::new() };
        Box::pin(try_unfold(reader, |mut reader| async move {
            let page = reader.next().await?;
            Ok::<_, Error>(page.map(|page| (page, reader)))
        }))
    }

    async fn page<T: Resource>(
        &self,
        path: &'static str,
        sort_by: &str,
        list: &List,
        start: u64,
        count: u64,
    ) -> Result<Page<T>, Error> {
        let mut query = vec![
            ("startIndex".to_owned(), start.to_string()),
            ("count".to_owned(), count.to_string()),
            ("sortBy".to_owned(), sort_by.to_owned()),
            ("sortOrder".to_owned(), "ascending".to_owned()),
        ];
        if let Some(filter) = &list.filter {
            query.push(("filter".to_owned(), filter.clone()));
        }
        if let Some(attributes) = list.attributes {
            query.push(("attributes".to_owned(), attributes.to_owned()));
        }
        let call = Call::get(path, query);
        self.read(&call, |answer| {
            let page = ListPage::from_slice(&answer.body).map_err(|error| answer.unreadable(&error))?;
            Ok(Page { items: page.items, total: page.total })
        })
        .await
    }
}

/// Pages on their way at once: so many that an account is asked at its pace also where an answer takes a second.
const AHEAD: usize = 3;

/// Reads a list page by page, and asks for the next ones before they are wanted.
struct Reader<T> {
    account: Account,
    path: &'static str,
    sort_by: &'static str,
    list: List,
    next: Option<Cursor>,
    /// By the position where they begin.
    ahead: VecDeque<(u64, OnItsWay<T>)>,
}

/// A request in a task of its own, so that its turn in the account's queue passes also while nobody looks at it.
struct OnItsWay<T>(JoinHandle<Result<Page<T>, Error>>);

impl<T> Drop for OnItsWay<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<T: Resource + Send + 'static> Reader<T> {
    async fn next(&mut self) -> Result<Option<Page<T>>, Error> {
        let Some(cursor) = self.next else { return Ok(None) };
        self.ask_ahead(cursor);
        let Some((_, mut first)) = self.ahead.pop_front() else { return Ok(None) };
        let page = match (&mut first.0).await {
            Ok(page) => page?,
            Err(broken) => match broken.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime ends.
                Err(_) => return Ok(None),
            },
        };
        self.next = cursor.next(page.items.len() as u64, page.total);
        match self.next {
            Some(cursor) => self.ask_ahead(cursor),
            None => self.ahead.clear(),
        }
        Ok(Some(page))
    }

    /// What was asked for before counts only where it begins at the position that is due: a shorter page, or entities
    /// that went, move what follows.
    fn ask_ahead(&mut self, cursor: Cursor) {
        if self.ahead.front().is_some_and(|(start, _)| *start != cursor.start) {
            self.ahead.clear();
        }
        // Until a page has told the total, nobody knows whether there is a second one.
        let wanted = if cursor.total.is_some() { AHEAD } else { 1 };
        while self.ahead.len() < wanted {
            let start = self.ahead.back().map_or(cursor.start, |(last, _)| last + PAGE);
            if cursor.total.is_some_and(|total| start > total) {
                return;
            }
            let (account, path, sort_by, list) =
                (self.account.clone(), self.path, self.sort_by, self.list.clone());
            let page = async move { account.page(path, sort_by, &list, start, PAGE).await };
            self.ahead.push_back((start, OnItsWay(tokio::spawn(page))));
        }
    }
}

/// Where the next page begins, and how many there were in all when the last one came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cursor {
    start: u64,
    total: Option<u64>,
}

impl Cursor {
    /// When the total sank, entities before this page may be gone and those at its beginning have moved into the page
    /// before: that many positions are read again.
    fn next(self, read: u64, total: u64) -> Option<Self> {
        let gone = self.total.map_or(0, |before| before.saturating_sub(total));
        let start = if gone > 0 && self.start > 1 {
            self.start.saturating_sub(gone).max(1)
        } else if read == 0 {
            return None;
        } else {
            self.start + read
        };
        (start <= total).then_some(Self { start, total: Some(total) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_one_another_and_step_back_when_entities_went() {
        let at = |start, total| Some(Cursor { start, total });
        for (cursor, read, total, next) in [
            (at(1, None), 500, 1200, at(501, Some(1200))),
            (at(501, Some(1200)), 500, 1200, at(1001, Some(1200))),
            (at(1001, Some(1200)), 200, 1200, None),
            (at(1, None), 500, 500, None),
            (at(1, None), 0, 0, None),
            // A server that gives fewer a page than asked for.
            (at(1, None), 100, 250, at(101, Some(250))),
            // A server that counts more than it gives must not be asked for ever.
            (at(501, Some(1200)), 0, 1200, None),
            // Three went: their successors stand three positions earlier.
            (at(501, Some(1200)), 500, 1197, at(498, Some(1197))),
            (at(498, Some(1197)), 500, 1197, at(998, Some(1197))),
            // So many went that nothing is left behind the cursor.
            (at(501, Some(1200)), 0, 400, at(1, Some(400))),
            // Some came.
            (at(501, Some(1200)), 500, 1300, at(1001, Some(1300))),
        ] {
            assert_eq!(cursor.unwrap().next(read, total), next, "{cursor:?} {read} {total}");
        }
    }
}
