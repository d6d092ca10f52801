//! The text that users are searched in: the folded fields of 512 users in one row.
//!
//! A search reads all of it, 7 MB for 100 000 users, and finds every place of a word with a substring search. That takes a few
//! milliseconds whatever the word: one letter, or a domain that every user has. An inverted index (FTS5's trigrams)
//! answers rare words sooner, but needs a second way for words of one or two letters and is slowest for common ones,
//! which are what is on the screen while a word is being typed.

use memchr::memmem;
use rusqlite::{Connection, OptionalExtension};

use super::number_set::NumberSet;

/// Users with numbers `chunk * USERS..(chunk + 1) * USERS` share a row.
const USERS: i64 = 512;

/// One row, taken apart: pairs of a user's place among its 512 and its folded fields.
type Records = Vec<(u16, String)>;

/// A place and an end, in bytes.
const HEAD: usize = 6;

fn encode(records: &Records) -> Vec<u8> {
    let mut head = Vec::with_capacity(2 + records.len() * HEAD);
    let mut text: Vec<u8> = Vec::new();
    head.extend((records.len() as u16).to_le_bytes());
    for (place, record) in records {
        text.extend(record.as_bytes());
        head.extend(place.to_le_bytes());
        head.extend((text.len() as u32).to_le_bytes());
    }
    head.extend(text);
    head
}

/// A row as it is stored: places and ends of the records, then their text.
struct Chunk<'a> {
    head: &'a [u8],
    text: &'a [u8],
}

impl<'a> Chunk<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk()?;
        let (head, text) = rest.split_at_checked(usize::from(u16::from_le_bytes(*count)) * HEAD)?;
        Some(Self { head, text })
    }

    fn len(&self) -> usize {
        self.head.len() / HEAD
    }

    fn place(&self, record: usize) -> u16 {
        let bytes = self.head.get(record * HEAD..).and_then(<[u8]>::first_chunk);
        bytes.map_or(0, |bytes| u16::from_le_bytes(*bytes))
    }

    fn end(&self, record: usize) -> usize {
        let bytes = self.head.get(record * HEAD + 2..).and_then(<[u8]>::first_chunk);
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize).min(self.text.len())
    }

    fn start(&self, record: usize) -> usize {
        if record == 0 { 0 } else { self.end(record - 1) }
    }

    /// The first record that ends behind a place in the text.
    fn record_at(&self, place: usize) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.end(middle) <= place {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn records(&self) -> Records {
        (0..self.len())
            .map(|record| {
                let text = self.text.get(self.start(record)..self.end(record)).unwrap_or_default();
                (self.place(record), String::from_utf8_lossy(text).into_owned())
            })
            .collect()
    }

    /// Calls `found` with the place of each record that holds all words.
    fn search(&self, first: &memmem::Finder, others: &[memmem::Finder], mut found: impl FnMut(u16)) {
        let mut from = 0;
        while let Some(place) = self.text.get(from..).and_then(|text| first.find(text)) {
            let at = from + place;
            let record = self.record_at(at);
            let (start, end) = (self.start(record), self.end(record));
            // A word that begins in one record and ends in the next is in neither.
            let inside = at + first.needle().len() <= end;
            if !inside {
                from = end.max(at + 1);
                continue;
            }
            let text = self.text.get(start..end).unwrap_or_default();
            if others.iter().all(|word| word.find(text).is_some()) {
                found(self.place(record));
            }
            from = end.max(at + 1);
        }
    }
}

/// Fills the table from the users' keys.
pub(super) fn fill(db: &Connection) -> rusqlite::Result<()> {
    let mut users = db.prepare("SELECT n, name_key, user_name_key, email_key FROM user ORDER BY n")?;
    let mut rows = users.query(())?;
    let mut insert = db.prepare("INSERT INTO search (chunk, text) VALUES (?, ?)")?;
    let (mut chunk, mut records) = (0, Records::new());
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        if number / USERS != chunk && !records.is_empty() {
            insert.execute((chunk, encode(&records)))?;
            records.clear();
        }
        chunk = number / USERS;
        let keys = [row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str()?];
        records.push((place(number), record(keys)));
    }
    if !records.is_empty() {
        insert.execute((chunk, encode(&records)))?;
    }
    Ok(())
}

fn place(number: i64) -> u16 {
    (number % USERS) as u16
}

/// Puts one user's fields in place of the former ones; `None` takes them out.
pub(super) fn replace(db: &Connection, number: i64, record: Option<String>) -> rusqlite::Result<()> {
    let chunk = number / USERS;
    let mut stored = db.prepare_cached("SELECT text FROM search WHERE chunk = ?")?;
    let stored: Option<Vec<u8>> = stored.query_row([chunk], |row| row.get(0)).optional()?;
    let mut records =
        stored.as_deref().and_then(Chunk::read).map(|chunk| chunk.records()).unwrap_or_default();
    records.retain(|(other, _)| *other != place(number));
    records.extend(record.map(|record| (place(number), record)));
    records.sort_unstable_by_key(|(place, _)| *place);
    let mut insert = db.prepare_cached("INSERT OR REPLACE INTO search (chunk, text) VALUES (?, ?)")?;
    insert.execute((chunk, encode(&records))).map(drop)
}

/// The fields of one user, each on a line of its own; a field that repeats another is left out.
pub(super) fn record(keys: [&str; 3]) -> String {
    let mut record = String::new();
    for key in keys {
        if !key.is_empty() && !record.lines().any(|line| line == key) {
            record.push_str(key);
            record.push('\n');
        }
    }
    record
}

/// Users whose fields hold every one of the words, folded and without spaces.
pub(super) fn find(db: &Connection, words: &[String]) -> rusqlite::Result<NumberSet> {
    let mut found = NumberSet::default();
    let mut words: Vec<&String> = words.iter().collect();
    // The longest is the rarest, more often than not.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let Some((first, others)) = words.split_first() else { return Ok(found) };
    let first = memmem::Finder::new(first.as_bytes());
    let others: Vec<_> = others.iter().map(|word| memmem::Finder::new(word.as_bytes())).collect();
    let mut query = db.prepare_cached("SELECT chunk, text FROM search")?;
    let mut rows = query.query(())?;
    while let Some(row) = rows.next()? {
        let base = row.get::<_, i64>(0)? * USERS;
        if let Some(chunk) = Chunk::read(row.get_ref(1)?.as_blob()?) {
            chunk.search(&first, &others, |place| found.insert(base + i64::from(place)));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn search(records: &[(i64, String)], words: &[String]) -> Vec<i64> {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE search (chunk INTEGER PRIMARY KEY, text BLOB NOT NULL)").unwrap();
        for (number, record) in records {
            replace(&db, *number, Some(record.clone())).unwrap();
        }
        find(&db, words).unwrap().iter().collect()
    }

    #[test]
    fn a_word_is_found_within_one_record_only() {
        let records = vec![(7, "ab\n".to_owned()), (8, "cd\nab\n".to_owned()), (1_000, "b\n".to_owned())];
        for (texts, numbers) in [
            (vec!["b"], vec![7, 8, 1_000]),
            (vec!["ab"], vec![7, 8]),
            (vec!["ab", "d"], vec![8]),
            (vec!["bc"], vec![]),
            (vec!["abcd"], vec![]),
            (vec![], vec![]),
        ] {
            assert_eq!(search(&records, &words(&texts)), numbers, "{texts:?}");
        }
    }

    #[test]
    fn a_replaced_record_is_found_by_its_new_text_and_a_removed_one_not_at_all() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE search (chunk INTEGER PRIMARY KEY, text BLOB NOT NULL)").unwrap();
        replace(&db, 3, Some("old\n".into())).unwrap();
        replace(&db, 4, Some("old\n".into())).unwrap();
        replace(&db, 3, Some("new\n".into())).unwrap();
        assert_eq!(find(&db, &words(&["old"])).unwrap().iter().collect::<Vec<_>>(), [4]);
        assert_eq!(find(&db, &words(&["new"])).unwrap().iter().collect::<Vec<_>>(), [3]);
        replace(&db, 3, None).unwrap();
        assert_eq!(find(&db, &words(&["e"])).unwrap().len(), 0);
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(
            records in prop::collection::btree_map(0..1_500_i64, "[ab]{0,4}\n([ab]{1,3}\n)?", 0..30),
            words in prop::collection::vec("[ab]{1,3}", 1..3),
        ) {
            let records: Vec<(i64, String)> = records.into_iter().collect();
            let plain: Vec<i64> = records
                .iter()
                .filter(|(_, text)| words.iter().all(|word| text.contains(word.as_str())))
                .map(|(number, _)| *number)
                .collect();
            prop_assert_eq!(search(&records, &words), plain);
        }

        #[test]
        fn odd_bytes_are_no_chunk_or_a_harmless_one(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Some(chunk) = Chunk::read(&bytes) {
                chunk.records();
                chunk.search(&memmem::Finder::new(b"a"), &[], |_| ());
            }
        }
    }
}
