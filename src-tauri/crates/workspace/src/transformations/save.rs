use rusqlite::Connection;

use super::read::{current, known};
use super::{NewTransformation, TransformationKind, TransformationVersion};
use crate::configuration::note;
use crate::hash::hash;
use crate::{ConfigurationChange, Result, SystemId, Workspace, WorkspaceError};

impl Workspace {
    /// Makes a text the version in use.
    ///
    /// `based_on` is the number of the version that the text was made from. Where another is in use by now, the text
    /// is refused with that one: whoever saves second learns of it. A text that is in use already is refused as well.
    /// A draft goes where it holds this very text. Notes the change of configuration.
    pub fn save_transformation(
        &self,
        system: SystemId,
        kind: TransformationKind,
        based_on: u32,
        new: &NewTransformation,
    ) -> Result<TransformationVersion> {
        self.write(|db| {
            let in_use = current(db, system, kind)?;
            let (in_use, text) = in_use.ok_or(WorkspaceError::NoVersion { kind, number: based_on })?;
            // Versions outlive their system; it gets no new ones then.
            known(db, system)?;
            if in_use.number != based_on {
                return Err(WorkspaceError::SavedMeanwhile { kind, in_use: Box::new(in_use) }.into());
            }
            if text == new.text {
                return Err(WorkspaceError::NothingChanged { kind, number: in_use.number }.into());
            }
            let made = add(db, system, kind, in_use.number + 1, new)?;
            db.prepare_cached("DELETE FROM transformation_draft WHERE system = ? AND kind = ? AND text = ?")?
                .execute((system, kind, &new.text))?;
            let change = ConfigurationChange::Transformation {
                kind,
                number: made.number,
                description: made.description.clone(),
            };
            note(db, system, new.at, &new.who, &change)?;
            Ok(made)
        })
    }
}

pub(crate) fn add(
    db: &Connection,
    system: SystemId,
    kind: TransformationKind,
    number: u32,
    new: &NewTransformation,
) -> rusqlite::Result<TransformationVersion> {
    let hash = hash(&new.text);
    db.prepare_cached("INSERT OR IGNORE INTO transformation_text (hash, text) VALUES (?, ?)")?
        .execute((&hash, &new.text))?;
    db.prepare_cached(
        "INSERT INTO transformation_version (system, kind, number, at, who, description, hash) \
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((system, kind, number, new.at.0, &new.who, &new.description, &hash))?;
    Ok(TransformationVersion {
        number,
        at: new.at,
        who: new.who.clone(),
        description: new.description.clone(),
        hash,
    })
}
