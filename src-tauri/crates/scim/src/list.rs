use serde::de::MapAccess;
use serde_json::{Map, Value};

use crate::stream::{Item, Items};
use crate::wire::{Resource, WireError, integer};

/// One page of `GET /Users` or `GET /Groups`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListPage<T> {
    pub items: Vec<T>,
    /// Counts from 1; UAA repeats the one asked for.
    pub start_index: u64,
    /// UAA repeats the `count` asked for (cut to its maximum), not the number of items.
    pub items_per_page: u64,
    /// Of all pages.
    pub total: u64,
}

impl<T: Resource> ListPage<T> {
    /// Reads a list answer; `resources` (UAA) and `Resources` (RFC 7644 §3.4.2) are both understood, items that are no
    /// objects are left out.
    pub fn from_slice(body: &[u8]) -> Result<Self, WireError> {
        let Item(answer) = serde_json::from_slice::<Item<Answer<T>>>(body)?;
        let Answer { resources, rest } = answer.ok_or(WireError::NotAnObject { what: Answer::<T>::WHAT })?;
        let items = resources.ok_or(WireError::NoResources)?;
        let read = items.len() as u64;
        Ok(Self {
            start_index: number(&rest, "startIndex").unwrap_or(1),
            items_per_page: number(&rest, "itemsPerPage").unwrap_or(read),
            total: number(&rest, "totalResults").unwrap_or(read),
            items,
        })
    }
}

/// A list answer as it was read.
struct Answer<T> {
    resources: Option<Vec<T>>,
    rest: Map<String, Value>,
}

impl<T: Resource> Resource for Answer<T> {
    const WHAT: &'static str = "a list answer";

    fn from_object(rest: Map<String, Value>) -> Self {
        Self { resources: None, rest }
    }

    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut answer = Self { resources: None, rest: Map::new() };
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "resources" | "Resources" => match map.next_value()? {
                    Items::Array(items) => answer.resources = Some(items),
                    Items::Other(_) => {}
                },
                _ => {
                    answer.rest.insert(key, map.next_value()?);
                }
            }
        }
        Ok(answer)
    }
}

fn number(object: &Map<String, Value>, key: &str) -> Option<u64> {
    object.get(key).and_then(integer).map(|number| number.max(0).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Group;

    #[test]
    fn reads_both_spellings_and_fills_what_is_missing() {
        for (body, (ids, start_index, items_per_page, total)) in [
            (
                r#"{"resources":[{"id":"a"},{"id":"b"}],"startIndex":3,"itemsPerPage":2,"totalResults":9}"#,
                ("a b", 3, 2, 9),
            ),
            (r#"{"Resources":[{"id":"a"}],"totalResults":"4"}"#, ("a", 1, 1, 4)),
            (r#"{"resources":[null,{"id":"a"},7],"totalResults":-1}"#, ("a", 1, 1, 0)),
        ] {
            let page = ListPage::<Group>::from_slice(body.as_bytes()).unwrap();
            let read = page.items.iter().map(|group| group.id.as_str()).collect::<Vec<_>>().join(" ");
            assert_eq!(
                (read.as_str(), page.start_index, page.items_per_page, page.total),
                (ids, start_index, items_per_page, total),
                "{body}"
            );
        }
    }

    #[test]
    fn says_what_is_no_list() {
        for (body, message) in [
            ("<html>", "not JSON at line 1, column 1"),
            ("[]", "a list answer must be a JSON object"),
            ("{}", "a list answer must have the member \"resources\""),
            (r#"{"resources":null}"#, "a list answer must have the member \"resources\""),
            (r#"{"resources":[{"id":"a"}"#, "the JSON ends too early, at line 1, column 24"),
        ] {
            let error = ListPage::<Group>::from_slice(body.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }
}
