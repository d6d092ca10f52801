use rusqlite::OptionalExtension;
use zonedesk_scim::Timestamp;

use super::TransformationKind;
use super::read::known;
use crate::{Result, SystemId, Workspace};

/// What is being written and was not saved as a version. One for each system and kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransformationDraft {
    /// Number of the version that it began from.
    pub base: u32,
    /// When it was last written to.
    pub at: Timestamp,
    pub text: String,
}

impl Workspace {
    pub fn transformation_draft(
        &self,
        system: SystemId,
        kind: TransformationKind,
    ) -> Result<Option<TransformationDraft>> {
        self.read(|db| {
            db.prepare_cached(
                "SELECT base, at, text FROM transformation_draft WHERE system = ? AND kind = ?",
            )?
            .query_row((system, kind), |row| {
                Ok(TransformationDraft { base: row.get(0)?, at: Timestamp(row.get(1)?), text: row.get(2)? })
            })
            .optional()
        })
    }

    /// Keeps a draft, in the place of the one before.
    pub fn save_transformation_draft(
        &self,
        system: SystemId,
        kind: TransformationKind,
        draft: &TransformationDraft,
    ) -> Result<()> {
        self.write(|db| {
            known(db, system)?;
            db.prepare_cached(
                "INSERT OR REPLACE INTO transformation_draft (system, kind, base, at, text) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute((system, kind, draft.base, draft.at.0, &draft.text))?;
            Ok(())
        })
    }

    /// Forgets a draft, where there is one.
    pub fn discard_transformation_draft(&self, system: SystemId, kind: TransformationKind) -> Result<()> {
        self.write(|db| {
            db.prepare_cached("DELETE FROM transformation_draft WHERE system = ? AND kind = ?")?
                .execute((system, kind))?;
            Ok(())
        })
    }
}
