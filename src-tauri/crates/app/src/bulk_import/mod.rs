//! People from a file: read, held against the snapshot row by row, then one change like any other.
//!
//! The file stays here, and so do its rows: a front asks for stretches of them. Nothing is sent before the change's
//! plan, and rows with an error or a conflict are never part of it.

mod check;
mod columns;
mod draft;
mod members;
mod result;
mod users;

use std::collections::{HashMap, VecDeque};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use zonedesk_workspace::SystemId;

use crate::api::{
    AppError, Change, PeopleColumn, PeopleEdit, PeopleField, PeopleFigures, PeopleFile, PeopleImport,
    PeopleOutcome, PeoplePage, PeoplePurpose, PeopleQuery, PeopleRow, PeopleSettings, PeopleValue,
};
use crate::app::{App, blocking, system_id};
use crate::errors::{Code, error};
use crate::spreadsheet::{LARGEST_FILE, Read, ReadError, Table, read};
use check::Row;
use columns::{Columns, FIELDS};

pub(crate) use draft::Draft;
pub use result::people_result;

/// Files that are held at once; an older one is forgotten.
const KEPT: usize = 2;

/// The files whose import was begun. In memory only.
#[derive(Default)]
pub(crate) struct Held(Mutex<VecDeque<Arc<Import>>>);

/// A file and what was made of it. Other settings and edits make another, of the same id.
pub(crate) struct Import {
    id: String,
    pub system: SystemId,
    purpose: PeoplePurpose,
    path: PathBuf,
    settings: PeopleSettings,
    sheet: Option<String>,
    sheets: Vec<String>,
    table: Arc<Table>,
    columns: Columns,
    /// Texts in place of those of the table, by row and field.
    edits: HashMap<(usize, PeopleField), String>,
    rows: Vec<Row>,
    /// Row of each request of the latest plan.
    requests: Mutex<Vec<u32>>,
}

/// A row that a plan takes.
pub(crate) struct Wanted {
    pub row: u32,
    /// Of the user in the account; none: a new one.
    pub id: Option<String>,
    pub draft: Draft,
}

/// Reads a file and holds every row against the snapshot. Sends nothing.
pub async fn people_import(app: &App, file: PeopleFile) -> Result<PeopleImport, AppError> {
    keep(app, uuid::Uuid::new_v4().to_string(), file).await
}

/// Reads the file of an import again, in another way. Edits stay where the sheet is the same.
pub async fn people_again(
    app: &App,
    import: &str,
    settings: PeopleSettings,
) -> Result<PeopleImport, AppError> {
    let known = app.people(import)?;
    if settings.sheet.is_some() && settings.sheet != known.sheet {
        let file = PeopleFile {
            system: known.system.to_string(),
            purpose: known.purpose.clone(),
            path: known.path.clone(),
            settings,
        };
        return keep(app, known.id.clone(), file).await;
    }
    let columns = Columns::of(&known.table, &settings.columns, &known.purpose)?;
    check(app, Import { settings, columns, ..known.again() }).await
}

/// Puts another text in place of a cell's, and checks its row anew, and those that mean the same user.
pub async fn people_edit(app: &App, edit: PeopleEdit) -> Result<PeopleImport, AppError> {
    let known = app.people(&edit.import)?;
    let row = (1..known.table.len()).find(|&row| known.table.line(row) == edit.line);
    let row = row.ok_or_else(|| {
        error(Code::ValueInvalid, format!("The file has no row in line {}.", edit.line)).at("line")
    })?;
    let mut import = Import { rows: known.rows.clone(), ..known.again() };
    import.edits.insert((row, edit.field), edit.text);
    let import = app.workspace(move |workspace| import.checked_again(workspace, row - 1)).await?;
    Ok(held(app, import))
}

async fn keep(app: &App, id: String, file: PeopleFile) -> Result<PeopleImport, AppError> {
    let system = system_id(&file.system)?;
    let (file, read) = blocking(move || {
        let read = of_file(&file.path, file.settings.sheet.as_deref())?;
        Ok((file, read))
    })
    .await?;
    let columns = Columns::of(&read.table, &file.settings.columns, &file.purpose)?;
    let import = Import {
        id,
        system,
        purpose: file.purpose,
        path: file.path,
        settings: file.settings,
        sheet: read.sheet,
        sheets: read.sheets,
        table: Arc::new(read.table),
        columns,
        edits: HashMap::new(),
        rows: Vec::new(),
        requests: Mutex::default(),
    };
    check(app, import).await
}

async fn check(app: &App, import: Import) -> Result<PeopleImport, AppError> {
    let import = app.workspace(move |workspace| import.checked(workspace)).await?;
    Ok(held(app, import))
}

fn held(app: &App, import: Import) -> PeopleImport {
    let view = import.view();
    app.0.people.put(import);
    view
}

/// A stretch of the rows.
pub async fn people_rows(app: &App, query: &PeopleQuery) -> Result<PeoplePage, AppError> {
    crate::rows::check_limit(query.limit)?;
    let import = app.people(&query.import)?;
    let all = (0..import.rows.len()).filter(|&at| !query.problems || import.rows[at].checked().is_problem());
    let total = all.clone().count() as u32;
    let shown = all.skip(query.offset as usize).take(query.limit as usize);
    Ok(PeoplePage { rows: shown.map(|at| import.row(at)).collect(), total })
}

/// The change that an import asks for; to be planned, seen and applied like any other.
pub async fn people_change(app: &App, import: &str) -> Result<Change, AppError> {
    Ok(app.people(import)?.change())
}

/// Forgets a file and its rows. It is no error that it is gone already.
pub async fn people_discard(app: &App, import: &str) -> Result<(), AppError> {
    let mut held = app.0.people.0.lock().unwrap_or_else(PoisonError::into_inner);
    held.retain(|other| other.id != import);
    Ok(())
}

fn of_file(path: &Path, sheet: Option<&str>) -> Result<Read, AppError> {
    let place = path.display().to_string();
    let unread = |source: std::io::Error| {
        error(Code::TableUnread, format!("{place} cannot be read: {source}."))
            .help("Look whether it is there, and whether you may read it.")
            .at(place.clone())
    };
    let mut bytes = Vec::new();
    // A file may grow while it is read, and a pipe has no size.
    let file = std::fs::File::open(path).map_err(unread)?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unread)?;
    read(&bytes, sheet).map_err(|refused: ReadError| {
        error(Code::TableUnread, format!("{refused}.")).help(refused.help()).at(place.clone())
    })
}

impl Import {
    /// The same file, not checked yet.
    fn again(&self) -> Self {
        Self {
            id: self.id.clone(),
            system: self.system,
            purpose: self.purpose.clone(),
            path: self.path.clone(),
            settings: self.settings.clone(),
            sheet: self.sheet.clone(),
            sheets: self.sheets.clone(),
            table: self.table.clone(),
            columns: self.columns,
            edits: self.edits.clone(),
            rows: Vec::new(),
            requests: Mutex::default(),
        }
    }

    fn view(&self) -> PeopleImport {
        let name = self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let columns = self.columns.shown(&self.table).into_iter();
        PeopleImport {
            id: self.id.clone(),
            file: name,
            sheet: self.sheet.clone(),
            sheets: self.sheets.clone(),
            columns: columns.map(|(title, field)| PeopleColumn { title, field }).collect(),
            figures: self.counts(),
        }
    }

    /// How many rows are to become what.
    pub fn counts(&self) -> PeopleFigures {
        let mut figures = PeopleFigures { rows: self.rows.len() as u32, ..PeopleFigures::default() };
        for row in &self.rows {
            *match row.checked().outcome {
                PeopleOutcome::Create => &mut figures.create,
                PeopleOutcome::Change => &mut figures.change,
                PeopleOutcome::Add => &mut figures.add,
                PeopleOutcome::Same => &mut figures.same,
                PeopleOutcome::Conflict => &mut figures.conflict,
                PeopleOutcome::Error => &mut figures.error,
            } += 1;
        }
        figures
    }

    fn row(&self, at: usize) -> PeopleRow {
        let checked = self.rows[at].checked();
        let draft = self.draft(at);
        PeopleRow {
            line: self.line(at),
            values: FIELDS
                .into_iter()
                .filter(|&field| {
                    self.columns.at(field).is_some() || self.edits.contains_key(&(at + 1, field))
                })
                .map(|field| PeopleValue { field, text: self.text(at + 1, field) })
                .collect(),
            user_name: draft.named().to_owned(),
            origin: draft.origin,
            outcome: checked.outcome,
            note: checked.note.to_string(),
        }
    }

    /// Of the row of this place, counted from 0 behind the head.
    fn draft(&self, at: usize) -> Draft {
        Draft::of(|field| self.text(at + 1, field), &self.settings.origin)
    }

    fn text(&self, row: usize, field: PeopleField) -> String {
        let edited = self.edits.get(&(row, field)).map(String::as_str);
        let text = edited.or_else(|| self.columns.at(field).map(|column| self.table.cell(row, column)));
        text.unwrap_or_default().trim().to_owned()
    }

    /// Rows that are to be carried out, of these outcomes.
    pub fn wanted(&self, outcomes: &[PeopleOutcome]) -> Vec<Wanted> {
        let chosen = (0..self.rows.len()).filter(|&at| outcomes.contains(&self.rows[at].checked().outcome));
        chosen
            .map(|at| Wanted {
                row: at as u32,
                id: self.rows[at].checked().id.as_deref().map(str::to_owned),
                draft: self.draft(at),
            })
            .collect()
    }

    /// Keeps which row each request of a plan is of.
    pub fn planned(&self, rows: Vec<u32>) {
        *self.requests.lock().unwrap_or_else(PoisonError::into_inner) = rows;
    }
}

impl Held {
    fn put(&self, import: Import) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|other| other.id != import.id);
        held.truncate(KEPT - 1);
        held.push_front(Arc::new(import));
    }
}

impl App {
    /// An import that was begun.
    pub(crate) fn people(&self, id: &str) -> Result<Arc<Import>, AppError> {
        let held = self.0.people.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().find(|import| import.id == id).cloned().ok_or_else(|| {
            error(Code::PlanGone, "This import is no longer known.").help("Choose the file again.").at(id)
        })
    }
}
