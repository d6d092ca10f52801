//! What a consumer asks of a list: RFC 7644 §3.4.2 and §3.4.3.

use serde_json::Value;

use crate::problem::Problem;
use crate::select::Select;

/// The most entities of one page.
const MOST: u64 = 100;
/// A page where the consumer says nothing.
const USUAL: u64 = 25;

/// A list, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// From 1, and no more than UAA can count (a Java `int`).
    pub start: u64,
    /// 0 to 100.
    pub count: u64,
    pub filter: Option<String>,
    pub sort_by: Option<String>,
    pub descending: bool,
    pub select: Select,
}

/// Parameters of a query string in their order; names are those of RFC 7644, ignoring case.
fn parameter(pairs: &[(String, String)], name: &str) -> Option<String> {
    let found = pairs.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn pairs(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

impl Asked {
    /// Of `GET /Users?…`.
    pub fn of_query(query: &str) -> Result<Self, Problem> {
        let pairs = pairs(query);
        let get = |name: &str| parameter(&pairs, name);
        let number = |name: &str| get(name).map(|text| whole(name, &text)).transpose();
        Self::new(
            number("startIndex")?,
            number("count")?,
            get("filter"),
            get("sortBy"),
            get("sortOrder").as_deref(),
            Select::of_query(query)?,
        )
    }

    pub fn has_filter(query: &str) -> bool {
        parameter(&pairs(query), "filter").is_some()
    }

    /// Of `POST /Users/.search` (RFC 7644 §3.4.3).
    pub fn of_search(body: &Value) -> Result<Self, Problem> {
        let find = |name: &str| {
            let members = body.as_object().into_iter().flatten();
            members.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        };
        let text = |name: &str| match find(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Some(_) => Err(Problem::bad("invalidValue", format!("{name} must be a text."))),
        };
        let number = |name: &str| match find(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => whole(name, &number.to_string()).map(Some),
            Some(Value::String(text)) => whole(name, text.trim()).map(Some),
            Some(_) => Err(Problem::bad("invalidValue", format!("{name} must be a number."))),
        };
        let list = |name: &str| match find(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(Value::Array(items)) => {
                Ok(Some(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")))
            }
            Some(_) => Err(Problem::bad("invalidValue", format!("{name} must be a list of names."))),
        };
        let select = Select::new(list("attributes")?.as_deref(), list("excludedAttributes")?.as_deref())?;
        Self::new(
            number("startIndex")?,
            number("count")?,
            text("filter")?,
            text("sortBy")?,
            text("sortOrder")?.as_deref(),
            select,
        )
    }

    fn new(
        start: Option<i64>,
        count: Option<i64>,
        filter: Option<String>,
        sort_by: Option<String>,
        sort_order: Option<&str>,
        select: Select,
    ) -> Result<Self, Problem> {
        let descending = match sort_order.map(str::to_ascii_lowercase).as_deref() {
            None | Some("ascending") => false,
            Some("descending") => true,
            Some(other) => {
                let told = format!("sortOrder is ascending or descending, not {other:?}.");
                return Err(Problem::bad("invalidValue", told));
            }
        };
        Ok(Self {
            start: start.unwrap_or(1).clamp(1, i64::from(i32::MAX)).unsigned_abs(),
            count: count.map_or(USUAL, |count| count.max(0).unsigned_abs()).min(MOST),
            filter,
            sort_by,
            descending,
            select,
        })
    }
}

impl Select {
    /// Of the query of any request that answers with a resource.
    pub fn of_query(query: &str) -> Result<Self, Problem> {
        let pairs = pairs(query);
        let all = |name: &str| {
            let named = pairs.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
            let values: Vec<&str> = named.map(|(_, value)| value.as_str()).collect();
            (!values.is_empty()).then(|| values.join(","))
        };
        Self::new(all("attributes").as_deref(), all("excludedAttributes").as_deref())
    }
}

/// A whole number of any size; one beyond what is counted with is as good as the largest.
fn whole(name: &str, text: &str) -> Result<i64, Problem> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::bad("invalidValue", format!("{name} must be a whole number, not {text:?}.")));
    }
    let largest = if text.starts_with('-') { i64::MIN + 1 } else { i64::MAX };
    Ok(text.parse().unwrap_or(largest))
}

/// `totalResults` of a page. `read`: entities that the backend gave for it; `shown`: those that meet the condition.
///
/// Without a condition it is the backend's total. With one, how many meet it is known to nobody, and a consumer pages
/// until `startIndex` exceeds the total: so every page but the last promises one entity more than was read (SAP Cloud
/// Identity Services, *Proxy Systems*).
pub fn total(asked: &Asked, read: u64, shown: u64, backend: u64, has_condition: bool) -> u64 {
    let next = asked.start.saturating_add(read);
    let at_the_end = next > backend && (read < asked.count || shown == 0);
    if !has_condition || asked.count == 0 || at_the_end { backend } else { next }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pages_are_bounded_and_numbers_must_be_numbers() {
        for (query, page) in [
            ("", Some((1, 25))),
            ("startIndex=0&count=10", Some((1, 10))),
            ("startIndex=-5&count=-1", Some((1, 0))),
            ("startindex=101&COUNT=100", Some((101, 100))),
            ("count=101", Some((1, 100))),
            ("count=0", Some((1, 0))),
            ("count=", Some((1, 25))),
            ("startIndex=99999999999999999999", Some((i32::MAX.unsigned_abs().into(), 25))),
            ("count=ten", None),
            ("startIndex=1.5", None),
            ("startIndex=%00", None),
        ] {
            let asked = Asked::of_query(query);
            assert_eq!(asked.as_ref().ok().map(|asked| (asked.start, asked.count)), page, "{query}");
            if let Err(problem) = asked {
                assert_eq!((problem.status, problem.scim_type), (400, Some("invalidValue")), "{query}");
            }
        }
        assert!(Asked::of_query("sortBy=userName&sortOrder=up").is_err());
        assert!(Asked::of_query("sortBy=userName&sortOrder=Descending").unwrap().descending);
    }

    #[test]
    fn a_search_says_the_same_as_a_query() {
        let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
            "attributes": ["userName", "emails"], "filter": "userName eq \"a b\"", "startIndex": 3, "count": 7,
            "sortBy": "userName", "sortOrder": "descending"});
        let query = "attributes=userName,emails&filter=userName+eq+%22a%20b%22&startIndex=3&count=7\
                     &sortBy=userName&sortOrder=descending";
        assert_eq!(Asked::of_search(&body), Asked::of_query(query));
        let body = json!({"excludedAttributes": ["members", "meta"]});
        assert_eq!(Asked::of_search(&body), Asked::of_query("excludedAttributes=members,meta"));
        for bad in
            [json!({"count": "x"}), json!({"count": []}), json!({"filter": 1}), json!({"attributes": 1})]
        {
            assert!(Asked::of_search(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn totals_are_those_of_the_worked_examples() {
        for (start, count, read, shown, backend, condition, told) in [
            // Ten users that all are filtered.
            (6, 5, 5, 0, 10, true, 10),
            (1, 5, 5, 0, 10, true, 6),
            // A hundred, of which every second is filtered.
            (1, 50, 50, 25, 100, true, 51),
            (51, 50, 50, 25, 100, true, 101),
            (101, 50, 0, 0, 100, true, 100),
            // A short page is the last one.
            (1, 25, 10, 5, 10, true, 10),
            (1, 50, 50, 50, 100, false, 100),
            (1, 0, 0, 0, 100, true, 100),
        ] {
            let asked = Asked { start, count, ..Asked::default() };
            assert_eq!(total(&asked, read, shown, backend, condition), told, "{start} {count}");
        }
    }
}
