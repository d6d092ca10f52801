use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Result, Workspace, WorkspaceError};

impl Workspace {
    /// The value kept under a key; none before the first [`Workspace::set_setting`].
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        let text: Option<String> = self.read(|db| {
            db.prepare_cached("SELECT value FROM setting WHERE key = ?")?
                .query_row([key], |row| row.get(0))
                .optional()
        })?;
        text.map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|source| WorkspaceError::Json { what: "a setting", source })
    }

    /// Keeps a value under a key, in place of the former one.
    pub fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        let text = serde_json::to_string(value)
            .map_err(|source| WorkspaceError::Json { what: "a setting", source })?;
        self.write(|db| {
            db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, text))?;
            Ok(())
        })
    }
}
