//! Every row against the snapshot.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use zonedesk_workspace::{Snapshot, Workspace};

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

/// A row, held against the snapshot and against the other rows.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// As if there were no other.
    alone: Checked,
    /// Who is meant, where that is known: rows of one key mean the same.
    key: Option<Box<str>>,
    /// In place of `alone`, where an earlier row means the same.
    repeated: Option<Checked>,
}

impl Row {
    pub fn new(alone: Checked, key: Option<String>) -> Self {
        Self { alone, key: key.map(String::into_boxed_str), repeated: None }
    }

    pub fn checked(&self) -> &Checked {
        self.repeated.as_ref().unwrap_or(&self.alone)
    }
}

impl Import {
    /// With an outcome for each row.
    pub(super) fn checked(mut self, workspace: &Workspace) -> Result<Self, AppError> {
        let snapshot = self.snapshot(workspace)?;
        self.rows = (0..self.len()).map(|at| self.alone(&snapshot, at)).collect::<Result<_, _>>()?;
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut repeated = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let Some(key) = row.key.as_deref() else { continue };
            match first.entry(key) {
                Entry::Vacant(entry) => drop(entry.insert(at)),
                Entry::Occupied(entry) => repeated.push((at, self.repeated(at, *entry.get()))),
            }
        }
        for (at, checked) in repeated {
            self.rows[at].repeated = Some(checked);
        }
        Ok(self)
    }

    /// With another outcome of a row that was edited, and of those that mean the same as it does, or did.
    pub(super) fn checked_again(mut self, workspace: &Workspace, at: usize) -> Result<Self, AppError> {
        let row = self.alone(&self.snapshot(workspace)?, at)?;
        let now = row.key.clone();
        let before = std::mem::replace(&mut self.rows[at], row).key.filter(|key| Some(key) != now.as_ref());
        for key in [before, now].into_iter().flatten() {
            let same = (0..self.rows.len()).filter(|&at| self.rows[at].key.as_ref() == Some(&key));
            let same: Vec<usize> = same.collect();
            for &at in &same {
                self.rows[at].repeated = (at != same[0]).then(|| self.repeated(at, same[0]));
            }
        }
        Ok(self)
    }

    fn snapshot<'w>(&self, workspace: &'w Workspace) -> Result<Snapshot<'w>, AppError> {
        let snapshot = workspace.existing_snapshot(self.system)?;
        if let PeoplePurpose::Members { role_collection } = &self.purpose {
            crate::role_collections::existing(&snapshot, role_collection)?;
        }
        Ok(snapshot)
    }

    fn alone(&self, snapshot: &Snapshot<'_>, at: usize) -> Result<Row, AppError> {
        let draft = self.draft(at);
        if let Some(problem) = draft.problem() {
            return Ok(Row::new(Checked::error(problem), None));
        }
        match &self.purpose {
            PeoplePurpose::Users => super::users::check(snapshot, draft),
            PeoplePurpose::Members { role_collection } => {
                super::members::check(snapshot, &draft, role_collection, self.settings.create)
            }
        }
    }

    /// A row that means the same as an earlier one.
    fn repeated(&self, at: usize, first: usize) -> Checked {
        let line = self.line(first);
        let (same, id) = match &self.purpose {
            PeoplePurpose::Users => (super::users::say_the_same(self.draft(first), self.draft(at)), None),
            PeoplePurpose::Members { .. } => (true, self.rows[at].alone.id.as_deref()),
        };
        if same {
            Checked::new(PeopleOutcome::Same, id, format!("As line {line}."))
        } else {
            Checked::conflict(format!("Line {line} says something else of this user."))
        }
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
