//! The answer with a list, written once.

use crate::reply::Reply;

/// A ListResponse (RFC 7644 §3.4.2) on its way: resources are written where they are to stand, and what counts them
/// behind them.
#[derive(Debug)]
pub struct Listing {
    body: Vec<u8>,
    /// Resources so far.
    pub count: u64,
}

impl Listing {
    /// `bytes`: about as many as the resources will take.
    pub fn new(bytes: usize) -> Self {
        let mut body = Vec::with_capacity(bytes + 256);
        body.extend_from_slice(
            br#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":["#,
        );
        Self { body, count: 0 }
    }

    /// `write` appends a resource, or says that there is none.
    pub fn add(&mut self, write: impl FnOnce(&mut Vec<u8>) -> bool) {
        let before = self.body.len();
        if self.count > 0 {
            self.body.push(b',');
        }
        if write(&mut self.body) {
            self.count += 1;
        } else {
            self.body.truncate(before);
        }
    }

    /// So many resources that were written before, with commas between them.
    pub fn add_written(&mut self, count: u64, written: &[u8]) {
        if count == 0 {
            return;
        }
        if self.count > 0 {
            self.body.push(b',');
        }
        self.body.extend_from_slice(written);
        self.count += count;
    }

    /// `start`: from 1. `items`: how many of the list were looked at.
    pub fn reply(mut self, total: u64, start: u64, items: u64) -> Reply {
        let counts = format!(r#"],"totalResults":{total},"startIndex":{start},"itemsPerPage":{items}}}"#);
        self.body.extend_from_slice(counts.as_bytes());
        Reply::json(200, self.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_that_are_none_leave_no_trace() {
        for (given, expected) in [("", ""), ("a", "1"), ("-a-bc-", "1,2,3"), ("---", ""), ("ab", "1,2")] {
            let mut listing = Listing::new(0);
            for letter in given.chars() {
                let number = listing.count + 1;
                listing.add(|out| {
                    out.extend_from_slice(number.to_string().as_bytes());
                    letter != '-'
                });
            }
            let body = String::from_utf8(listing.reply(9, 3, 5).body).unwrap();
            let value: serde_json::Value = serde_json::from_str(&body).unwrap();
            assert!(body.contains(&format!("\"Resources\":[{expected}]")), "{body}");
            assert_eq!(
                (&value["totalResults"], &value["startIndex"], &value["itemsPerPage"]),
                (&9.into(), &3.into(), &5.into())
            );
        }
    }
}
