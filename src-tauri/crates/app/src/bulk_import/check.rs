//! Every row against the snapshot.

use zonedesk_workspace::Workspace;

use super::Import;
use crate::api::{AppError, Change, PasteFigures, PeopleOutcome, PeoplePurpose, UserSelection};

/// What was found out about a row.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub outcome: PeopleOutcome,
    /// Of the user that is meant.
    pub id: Option<Box<str>>,
    pub note: Box<str>,
}

impl Checked {
    pub fn new(outcome: PeopleOutcome, id: Option<&str>, note: impl Into<String>) -> Self {
        Self { outcome, id: id.map(Into::into), note: note.into().into_boxed_str() }
    }

    pub fn error(note: impl Into<String>) -> Self {
        Self::new(PeopleOutcome::Error, None, note)
    }

    pub fn conflict(note: impl Into<String>) -> Self {
        Self::new(PeopleOutcome::Conflict, None, note)
    }

    pub fn is_problem(&self) -> bool {
        matches!(self.outcome, PeopleOutcome::Conflict | PeopleOutcome::Error)
    }
}

impl Import {
    /// With an outcome for each row.
    pub(super) fn checked(mut self, workspace: &Workspace) -> Result<Self, AppError> {
        let snapshot = workspace.existing_snapshot(self.system)?;
        self.rows = match &self.purpose {
            PeoplePurpose::Users => super::users::check(&self, &snapshot)?,
            PeoplePurpose::Members { role_collection } => {
                crate::role_collections::existing(&snapshot, role_collection)?;
                super::members::check(&self, &snapshot, role_collection, self.settings.create)?
            }
        };
        Ok(self)
    }

    /// What is to be planned.
    pub(super) fn change(&self) -> Change {
        let system = self.system.to_string();
        let PeoplePurpose::Members { role_collection, .. } = &self.purpose else {
            return Change::ImportUsers { system, import: self.id.clone() };
        };
        let figures = self.counts();
        let created = self.wanted(&[PeopleOutcome::Create]);
        Change::AddMembers {
            system,
            role_collection: role_collection.clone(),
            users: UserSelection::Ids {
                ids: self.wanted(&[PeopleOutcome::Add]).into_iter().filter_map(|wanted| wanted.id).collect(),
            },
            create: created.iter().map(|wanted| wanted.draft.new_user()).collect(),
            nested: Vec::new(),
            paste: Some(PasteFigures {
                lines: figures.rows,
                found: figures.add,
                created: figures.create,
                already: figures.same,
                left_out: figures.conflict + figures.error,
            }),
        }
    }

    /// Rows behind the head.
    pub(super) fn len(&self) -> usize {
        self.table.len().saturating_sub(1)
    }

    pub(super) fn line(&self, at: usize) -> u32 {
        self.table.line(at + 1)
    }
}
