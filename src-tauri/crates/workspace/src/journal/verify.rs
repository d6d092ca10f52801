use crate::hash::hash;
use crate::{Result, Workspace};

/// The chain, checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalCheck {
    pub entries: u64,
    /// The first entry that does not fit, or the number of the first that is missing.
    pub broken_at: Option<i64>,
}

#[derive(serde::Deserialize)]
struct Link {
    entry: i64,
    previous: String,
}

impl Workspace {
    /// Reads every entry, one at a time: its text must have its hash, hold the hash of the one before, and be where
    /// its number says. SQLite's own count of entries ever made shows when the last ones are missing.
    pub fn verify_journal(&self) -> Result<JournalCheck> {
        self.read(|db| {
            let mut previous = "0".repeat(64);
            let mut entries = 0;
            let mut broken_at = None;
            let mut query = db.prepare("SELECT entry, text, hash FROM journal ORDER BY entry")?;
            let mut rows = query.query(())?;
            while let Some(row) = rows.next()? {
                let (entry, text, stored): (i64, _, String) =
                    (row.get(0)?, row.get_ref(1)?.as_str()?, row.get(2)?);
                let expected = i64::try_from(entries).unwrap_or(i64::MAX) + 1;
                let fits = entry == expected
                    && hash(text) == stored
                    && serde_json::from_str::<Link>(text)
                        .is_ok_and(|link| link.entry == entry && link.previous == previous);
                if !fits && broken_at.is_none() {
                    broken_at = Some(expected);
                }
                entries += 1;
                previous = stored;
            }
            let made: i64 = db.query_row(
                "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'journal'",
                (),
                |row| row.get(0),
            )?;
            if made.unsigned_abs() != entries && broken_at.is_none() {
                broken_at = Some(i64::try_from(entries).unwrap_or(i64::MAX) + 1);
            }
            Ok(JournalCheck { entries, broken_at })
        })
    }
}
