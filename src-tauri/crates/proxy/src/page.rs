//! Pages of the account's lists, kept as they came.

use std::ops::Range;
use std::sync::Arc;

use zonedesk_transform::{Outline, OutlinedList};
use zonedesk_xsuaa::{Call, Method};

use crate::kind::Kind;
use crate::problem::Problem;
use crate::rules::Rules;
use crate::select::{META, Select};

/// One answer of the account to a list call: its text, and where the entities and their members stand in it.
#[derive(Debug, Default)]
pub struct Page {
    body: String,
    outline: Outline,
    /// Of the whole list.
    pub total: u64,
}

/// All entities of a page as one consumer sees them, with commas between them.
#[derive(Debug)]
pub struct Shown {
    /// For whom they were made.
    pub by: Maker,
    body: Vec<u8>,
    /// Where each stands; those that are not to be seen are empty.
    items: Vec<Range<usize>>,
}

/// What decides how an entity is shown.
#[derive(Debug, Clone)]
pub struct Maker {
    pub rules: Arc<Rules>,
    pub location: String,
    pub select: Select,
}

impl PartialEq for Maker {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rules, &other.rules)
            && self.location == other.location
            && self.select == other.select
    }
}

impl Shown {
    /// How many of those from one position on are to be seen, of so many, and their text.
    pub fn stretch(&self, from: usize, count: usize) -> (u64, &[u8]) {
        let seen = self.items.iter().skip(from).take(count).filter(|item| !item.is_empty());
        let (first, last) = (seen.clone().next(), seen.clone().next_back());
        let text = first.zip(last).map_or(0..0, |(first, last)| first.start..last.end);
        (seen.count() as u64, &self.body[text])
    }

    /// Entities, also those that are not to be seen.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// That it takes.
    pub fn bytes(&self) -> usize {
        self.body.len() + size_of_val(&*self.items)
    }
}

impl Page {
    pub fn of(body: Vec<u8>) -> Result<Self, Problem> {
        let unreadable = || Problem::new(502, "The account's answer is no list.");
        let body = String::from_utf8(body).map_err(|_| unreadable())?;
        let list = Outline::of_list(&body, &["resources", "Resources"], "totalResults", META);
        let OutlinedList { outline, beside } = list.ok().flatten().ok_or_else(unreadable)?;
        let total = match beside.map(|total| &body[total]).filter(|total| *total != "null") {
            Some(total) => total.parse().map_err(|_| unreadable())?,
            None => outline.len() as u64,
        };
        Ok(Self { outline, total, body })
    }

    pub fn len(&self) -> usize {
        self.outline.len()
    }

    /// Of the answer.
    pub fn length(&self) -> usize {
        self.body.len()
    }

    /// That it takes.
    pub fn bytes(&self) -> usize {
        self.body.len() + self.outline.bytes()
    }

    /// The answer, and where in it the entities stand.
    pub fn outlined(&self) -> (&str, &Outline) {
        (&self.body, &self.outline)
    }

    /// All of it as `show` shows it: it appends an entity, by its number, and says whether there is one to be seen. None
    /// where one fails.
    pub fn shown(
        &self,
        by: Maker,
        mut show: impl FnMut(usize, &mut Vec<u8>) -> Option<bool>,
    ) -> Option<Shown> {
        let mut body = Vec::with_capacity(self.body.len() + self.body.len() / 4);
        let mut items = Vec::with_capacity(self.len());
        for number in 0..self.len() {
            let before = body.len();
            if before > 0 {
                body.push(b',');
            }
            let start = body.len();
            if show(number, &mut body)? {
                items.push(start..body.len());
            } else {
                body.truncate(before);
                items.push(0..0);
            }
        }
        body.shrink_to_fit();
        Some(Shown { by, body, items })
    }

    /// The entities as they came.
    pub fn entities(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|number| Some(&self.body[self.outline.place(number)?]))
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
pub mod tests {
    use super::*;

    #[test]
    fn entities_are_spans_of_the_answer() {
        for body in [
            r#"{"resources":[ {"id":"1", "n":1.0},{"id":"2"}],"totalResults":7,"x":[]}"#,
            r#"{"totalResults":7,"Resources":[{"id":"1", "n":1.0} , {"id":"2"}]}"#,
        ] {
            let page = Page::of(body.as_bytes().to_vec()).unwrap();
            let items: Vec<_> = page.entities().collect();
            assert_eq!(items, [r#"{"id":"1", "n":1.0}"#, r#"{"id":"2"}"#]);
            assert_eq!((page.total, page.len()), (7, 2));
        }
        let untold = Page::of(br#"{"resources":[{}],"totalResults":null}"#.to_vec()).unwrap();
        assert_eq!(untold.total, 1);
        for body in [
            "",
            "<html>",
            "[]",
            "{}",
            r#"{"resources":{}}"#,
            r#"{"resources":[{"id":"1","meta":{"version":1},"x":tru}]}"#,
            r#"{"resources":[{"id":"1","emails":[{"value":"x"}]}"#,
            r#"{"resources":[],"totalResults":"7"}"#,
            r#"{"resources":[],"totalResults":-7}"#,
        ] {
            assert_eq!(Page::of(body.as_bytes().to_vec()).unwrap_err().status, 502, "{body}");
        }
    }

    /// Another one each time.
    pub fn maker() -> Maker {
        let served = Arc::new(crate::source::Served {
            id: zonedesk_workspace::SystemId::random(),
            name: String::new(),
            properties: std::collections::BTreeMap::new(),
            read: "{}".to_owned(),
            write: "{}".to_owned(),
            consumers: Vec::new(),
        });
        let rules = crate::rules::Library::default().of(&served);
        Maker { rules, location: "http://p/Users/".to_owned(), select: Select::All }
    }

    #[test]
    fn stretches_are_cut_out_of_what_is_shown() {
        let page = Page::of(br#"{"resources":[1,22,333,4,55]}"#.to_vec()).unwrap();
        assert!(page.shown(maker(), |number, _| (number != 2).then_some(true)).is_none());
        let entities: Vec<_> = page.entities().collect();
        let shown = page.shown(maker(), |number, out| {
            out.extend_from_slice(entities[number].as_bytes());
            Some(entities[number].len() != 2)
        });
        let shown = shown.unwrap();
        for (from, count, expected) in [
            (0, 5, (3, "1,333,4")),
            (0, 2, (1, "1")),
            (1, 1, (0, "")),
            (1, 3, (2, "333,4")),
            (3, 9, (1, "4")),
            (7, 2, (0, "")),
        ] {
            let (seen, text) = shown.stretch(from, count);
            assert_eq!((seen, std::str::from_utf8(text).unwrap()), expected, "{from} {count}");
        }
    }

    #[test]
    fn who_sees_it_otherwise_is_another_maker() {
        let first = maker();
        assert_eq!(first, first.clone());
        for other in [
            maker(),
            Maker { location: "http://q/Users/".to_owned(), ..first.clone() },
            Maker { select: Select::Only(vec!["id".to_owned()]), ..first.clone() },
        ] {
            assert_ne!(first, other);
        }
    }
}
