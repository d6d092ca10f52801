//! The pace of accounts, shared by all processes that work on one folder.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::num::NonZeroU32;
use std::path::Path;
use std::time::Duration;

use zonedesk_scim::Timestamp;

use crate::hash::hash;
use crate::workspace::create_dir;
use crate::{Result, WorkspaceError};

const SECOND: i64 = 1000;
/// A slot that is further ahead was taken by a clock that was wrong.
const FURTHEST: i64 = 600 * SECOND;

/// Takes the next moment at which an account may be sent a request, where it runs so many within any second: how long it
/// is until then. Processes that ask at once are given one after the other. `folder`: of a workspace, which need not be
/// open.
///
/// # Errors
/// The folder cannot be written to.
pub fn take_slot(folder: &Path, account: &str, limit: NonZeroU32, now: Timestamp) -> Result<Duration> {
    let dir = folder.join("pace");
    create_dir(&dir)?;
    let path = dir.join(hash(account));
    let failed = |error| WorkspaceError::io(&path, error);
    let mut file =
        File::options().create(true).truncate(false).read(true).write(true).open(&path).map_err(failed)?;
    // Held for microseconds, and given up with the process.
    file.lock().map_err(failed)?;
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(failed)?;
    // What a process that died left half written is no slot.
    let taken = text
        .split(|byte| *byte == b'\n')
        .filter_map(|line| std::str::from_utf8(line).ok())
        .filter_map(|line| line.parse().ok());
    let mut taken: Vec<i64> = taken.filter(|at| *at <= now.0 + FURTHEST).collect();
    let limit = limit.get() as usize;
    let full = taken.iter().nth_back(limit - 1).map(|first| first + SECOND);
    let slot = full.map_or(now.0, |full| full.max(now.0));
    taken.push(slot);
    let text: String =
        taken.iter().skip(taken.len().saturating_sub(limit)).map(|at| format!("{at}\n")).collect();
    file.rewind().map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.set_len(text.len() as u64).map_err(failed)?;
    Ok(Duration::from_millis(u64::try_from(slot - now.0).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_given_so_many_slots_a_second() {
        let dir = tempfile::tempdir().unwrap();
        let three = NonZeroU32::new(3).unwrap();
        let take = |account, now| {
            let wait = take_slot(dir.path(), account, three, Timestamp(now)).unwrap();
            i64::try_from(wait.as_millis()).unwrap()
        };
        for (account, now, wait) in [
            ("a", 10_000, 0),
            ("a", 10_100, 0),
            ("a", 10_200, 0),
            ("a", 10_200, 800),
            ("a", 10_300, 800),
            ("a", 10_300, 900),
            ("a", 10_300, 1_700),
            // Another account, and a time when all is over.
            ("b", 10_300, 0),
            ("a", 20_000, 0),
            // A clock that was set back by a day.
            ("a", 20_000 - 86_400_000, 0),
        ] {
            assert_eq!(take(account, now), wait, "{account} {now}");
        }
        std::fs::write(dir.path().join("pace").join(hash("a")), b"12\n17000x\n\xff").unwrap();
        assert_eq!(take("a", 30_000), 0);
    }
}
