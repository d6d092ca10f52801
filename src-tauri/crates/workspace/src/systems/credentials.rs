use std::collections::BTreeMap;

use zonedesk_scim::Timestamp;

use crate::{Result, Workspace};

/// What is known of a credential without knowing it: the credential itself lies where secrets go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    pub set_at: Timestamp,
    /// The public half of a key pair: PEM, the whole chain.
    pub certificate: Option<String>,
}

impl Workspace {
    /// Credentials that are kept for a system or destination, by the name of their property.
    pub fn credentials(&self, owner: &str) -> Result<BTreeMap<String, Credential>> {
        self.read(|db| {
            db.prepare_cached("SELECT name, set_at, certificate FROM credential WHERE owner = ?")?
                .query_map([owner], |row| {
                    let kept = Credential { set_at: Timestamp(row.get(1)?), certificate: row.get(2)? };
                    Ok((row.get(0)?, kept))
                })?
                .collect()
        })
    }

    /// Notes that a credential is kept, or (`None`) that it no longer is.
    pub fn note_credential(&self, owner: &str, name: &str, kept: Option<&Credential>) -> Result<()> {
        self.write(|db| {
            match kept {
                Some(kept) => db.execute(
                    "INSERT OR REPLACE INTO credential (owner, name, set_at, certificate) VALUES (?, ?, ?, ?)",
                    (owner, name, kept.set_at.0, &kept.certificate),
                )?,
                None => {
                    db.execute("DELETE FROM credential WHERE owner = ? AND name = ?", (owner, name))?
                }
            };
            Ok(())
        })
    }
}
