//! Pages of the account's lists, kept as they came.

use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;
use zonedesk_xsuaa::{Call, Method};

use crate::kind::Kind;
use crate::problem::Problem;

/// One answer of the account to a list call: its text, and where the entities stand in it.
#[derive(Debug, Default)]
pub struct Page {
    body: Vec<u8>,
    items: Vec<Range<usize>>,
    /// Of the whole list.
    pub total: u64,
}

#[derive(Deserialize)]
struct Shape<'a> {
    #[serde(borrow, default, alias = "Resources")]
    resources: Option<Vec<&'a RawValue>>,
    #[serde(rename = "totalResults", default)]
    total: Option<u64>,
}

impl Page {
    pub fn of(body: Vec<u8>) -> Result<Self, Problem> {
        let unreadable = || Problem::new(502, "The account's answer is no list.");
        let shape: Shape = serde_json::from_slice(&body).map_err(|_| unreadable())?;
        let resources = shape.resources.ok_or_else(unreadable)?;
        let start = body.as_ptr() as usize;
        let items: Vec<_> = resources
            .iter()
            .map(|item| {
                let at = item.get().as_ptr() as usize - start;
                at..at + item.get().len()
            })
            .collect();
        let total = shape.total.unwrap_or(items.len() as u64);
        Ok(Self { items, total, body })
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Of the answer.
    pub fn bytes(&self) -> usize {
        self.body.len()
    }

    /// The entities from a position in the page on.
    pub fn from(&self, position: usize) -> impl Iterator<Item = &[u8]> {
        self.items.iter().skip(position).map(|range| &self.body[range.clone()])
    }
}

/// Which entities are read, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List {
    pub kind: Kind,
    pub filter: Option<String>,
    pub sort_by: String,
    pub descending: bool,
}

impl List {
    /// The order that does not move: ids of users, names of role collections, which is the one order XSUAA offers.
    pub fn usual_order(kind: Kind) -> &'static str {
        match kind {
            Kind::Users => "id",
            Kind::Groups => "displayName",
        }
    }

    pub fn call(&self, start: u64, count: u64) -> Call {
        let order = if self.descending { "descending" } else { "ascending" };
        let mut query = vec![
            ("startIndex".to_owned(), start.to_string()),
            ("count".to_owned(), count.to_string()),
            ("sortBy".to_owned(), self.sort_by.clone()),
            ("sortOrder".to_owned(), order.to_owned()),
        ];
        if let Some(filter) = &self.filter {
            query.push(("filter".to_owned(), filter.clone()));
        }
        let path = format!("/{}", self.kind.endpoint());
        Call { method: Method::Get, path, query, if_match: None, body: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_spans_of_the_answer() {
        for body in [
            r#"{"resources":[ {"id":"1", "n":1.0},{"id":"2"}],"totalResults":7,"x":[]}"#,
            r#"{"totalResults":7,"Resources":[{"id":"1", "n":1.0} , {"id":"2"}]}"#,
        ] {
            let page = Page::of(body.as_bytes().to_vec()).unwrap();
            let items: Vec<_> = page.from(0).map(|item| String::from_utf8_lossy(item).into_owned()).collect();
            assert_eq!(items, [r#"{"id":"1", "n":1.0}"#, r#"{"id":"2"}"#]);
            assert_eq!((page.total, page.len(), page.from(1).count(), page.from(5).count()), (7, 2, 1, 0));
        }
        for body in ["", "<html>", "[]", "{}", r#"{"resources":{}}"#] {
            assert_eq!(Page::of(body.as_bytes().to_vec()).unwrap_err().status, 502, "{body}");
        }
    }
}
