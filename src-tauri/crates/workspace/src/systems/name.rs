use std::fmt;
use std::str::FromStr;

use rusqlite::Connection;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

/// Name of a system: 1 to 100 of the letters `a` to `z` in either case, digits, `-`, `_`, `.` and space, not blank at
/// either end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SystemName(String);

const LONGEST: usize = 100;

/// Which part of the rule a name breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("a system needs a name")]
    Empty,
    #[error("a name has at most 100 characters, not {0}")]
    TooLong(usize),
    #[error("a name cannot hold \"{0}\"; letters a-z, digits, \"-\", \"_\", \".\" and spaces are allowed")]
    Character(char),
    #[error("a name cannot begin or end with a space")]
    Blank,
}

impl SystemName {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a name may hold this.
    pub fn allows(c: char) -> bool {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ')
    }

    /// What names are compared by.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// This name, then with 2, 3, … behind it: the first that nobody has is the one to take.
    pub fn numbered(&self) -> impl Iterator<Item = Self> {
        std::iter::once(self.clone()).chain((2_u32..).map(|number| self.with(&format!(" {number}"))))
    }

    /// With `end`, of the same characters, behind it; shortened where both together are too long.
    pub(super) fn with(&self, end: &str) -> Self {
        let room = self.0.len().min(LONGEST.saturating_sub(end.len()));
        Self(format!("{}{end}", self.0[..room].trim_end()))
    }
}

/// A name that no system has: the wanted one, or with the lowest number behind it that makes it one.
pub(super) fn free_name(db: &Connection, wanted: &SystemName) -> rusqlite::Result<SystemName> {
    let mut query = db.prepare_cached("SELECT 1 FROM system WHERE name_key = ?")?;
    for name in wanted.numbered() {
        if !query.exists([name.key()])? {
            return Ok(name);
        }
    }
    Ok(wanted.clone())
}

impl FromStr for SystemName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        if let Some(c) = text.chars().find(|&c| !Self::allows(c)) {
            return Err(NameError::Character(c));
        }
        if text.len() > LONGEST {
            return Err(NameError::TooLong(text.len()));
        }
        if text.starts_with(' ') || text.ends_with(' ') {
            return Err(NameError::Blank);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for SystemName {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        text.parse()
    }
}

impl From<SystemName> for String {
    fn from(name: SystemName) -> Self {
        name.0
    }
}

impl fmt::Display for SystemName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToSql for SystemName {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for SystemName {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(|error: NameError| FromSqlError::Other(error.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_fits_whatever_the_name() {
        let longest = "x".repeat(100);
        for (name, end, with) in [
            ("Retail", " copy", "Retail copy".to_owned()),
            (&longest, " copy", format!("{} copy", "x".repeat(95))),
            (&format!("{} y", "x".repeat(94)), " copy", format!("{} copy", "x".repeat(94))),
        ] {
            assert_eq!(name.parse::<SystemName>().unwrap().with(end).as_str(), with);
        }
    }

    #[test]
    fn numbers_fit_whatever_the_name() {
        let longest = "x".repeat(100);
        for (name, numbered) in [
            ("Retail", ["Retail".to_owned(), "Retail 2".to_owned(), "Retail 3".to_owned()]),
            (&longest, [longest.clone(), format!("{} 2", "x".repeat(98)), format!("{} 3", "x".repeat(98))]),
        ] {
            let first: Vec<_> = name.parse::<SystemName>().unwrap().numbered().take(3).collect();
            assert_eq!(first.iter().map(SystemName::as_str).collect::<Vec<_>>(), numbered);
        }
    }

    #[test]
    fn a_name_keeps_its_rule() {
        let (longest, too_long) = ("x".repeat(100), "x".repeat(101));
        for (text, outcome) in [
            ("Retail PROD", Ok(())),
            ("a-b_c.9", Ok(())),
            (longest.as_str(), Ok(())),
            ("", Err(NameError::Empty)),
            (" ", Err(NameError::Blank)),
            ("Retail ", Err(NameError::Blank)),
            ("Retail/PROD", Err(NameError::Character('/'))),
            ("Zürich", Err(NameError::Character('ü'))),
            ("a\nb", Err(NameError::Character('\n'))),
            (too_long.as_str(), Err(NameError::TooLong(101))),
        ] {
            assert_eq!(text.parse::<SystemName>().map(drop), outcome, "{text}");
        }
    }
}
