//! What became of each row, as a file.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use zonedesk_scim::Origin;
use zonedesk_workspace::{RequestRecord, Snapshot, Workspace};

use super::Import;
use crate::activity_csv::failing;
use crate::api::{AppError, ExportFormat, PeopleOutcome, PeoplePurpose};
use crate::app::App;
use crate::list_export::refused;
use crate::spreadsheet::{Cell, Head, WriteError, Writer};

const COLUMNS: [Head; 5] = [
    Head { id: "line", title: "Line", width: 8 },
    Head { id: "userName", title: "User Name", width: 34 },
    Head { id: "origin", title: "Origin", width: 20 },
    Head { id: "result", title: "Result", width: 14 },
    Head { id: "note", title: "Note", width: 60 },
];

/// Writes one line a row, by the file's ending as XLSX, JSON or else CSV. `entry`: of the journal, where the import was
/// carried out.
pub async fn people_result(
    app: &App,
    import: &str,
    entry: Option<i64>,
    path: PathBuf,
) -> Result<u32, AppError> {
    let import = app.people(import)?;
    app.workspace(move |workspace| {
        let written = write(workspace, &import, entry, &path);
        written.map_err(|error| error.at(path.display().to_string()))
    })
    .await
}

fn write(
    workspace: &Workspace,
    import: &Arc<Import>,
    entry: Option<i64>,
    path: &PathBuf,
) -> Result<u32, AppError> {
    let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let format = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("xlsx") => ExportFormat::Xlsx,
        Some("json") => ExportFormat::Json,
        _ => ExportFormat::Csv,
    };
    let sent = match entry {
        Some(entry) => workspace.journal_entry(entry)?.requests,
        None => Vec::new(),
    };
    let snapshot = workspace.existing_snapshot(import.system)?;
    let of_rows = import.of_rows(sent);
    let io = |source: WriteError| refused(&source);
    let file = std::fs::File::create(path).map_err(|source| io(source.into()))?;
    let mut writer = Writer::new(format, "Result", COLUMNS.to_vec(), file).map_err(io)?;
    for at in 0..import.rows.len() {
        let row = import.row(at);
        let (result, note) = import.result(&snapshot, at, entry.is_some(), &of_rows)?;
        let note = note.unwrap_or(row.note);
        writer
            .row(&[
                Cell::Number(row.line.into()),
                Cell::Text(&row.user_name),
                Cell::Text(&row.origin),
                Cell::Text(result),
                Cell::Text(&note),
            ])
            .map_err(io)?;
    }
    writer.end().map_err(io)
}

impl Import {
    /// Requests by the row that they are of; none where the request was left out.
    fn of_rows(&self, sent: Vec<RequestRecord>) -> HashMap<u32, Option<RequestRecord>> {
        let rows = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let mut of_rows: HashMap<u32, Option<RequestRecord>> = rows.iter().map(|&row| (row, None)).collect();
        for request in sent {
            let row = (request.number as usize).checked_sub(1).and_then(|at| rows.get(at));
            if let Some(row) = row {
                of_rows.insert(*row, Some(request));
            }
        }
        of_rows
    }

    /// A word, and a note in place of the row's own.
    fn result(
        &self,
        snapshot: &Snapshot<'_>,
        at: usize,
        sent: bool,
        of_rows: &HashMap<u32, Option<RequestRecord>>,
    ) -> Result<(&'static str, Option<String>), AppError> {
        let word = match self.rows[at].checked().outcome {
            PeopleOutcome::Same => return Ok(("same", None)),
            PeopleOutcome::Conflict => return Ok(("conflict", None)),
            PeopleOutcome::Error => return Ok(("error", None)),
            _ if !sent => return Ok(("not sent", None)),
            PeopleOutcome::Create => "created",
            PeopleOutcome::Change => "changed",
            PeopleOutcome::Add => "added",
        };
        match &self.purpose {
            PeoplePurpose::Members { role_collection, .. } => {
                let id = match &self.rows[at].checked().id {
                    Some(id) => Some(id.to_string()),
                    None => {
                        let draft = self.draft(at);
                        let origin = Origin(draft.origin.clone());
                        snapshot.user_named(draft.named(), &origin)?.map(|row| row.id)
                    }
                };
                // The snapshot follows every answer.
                let member = match id {
                    Some(id) => snapshot.members_among(role_collection, &[id])?.first() == Some(&true),
                    None => false,
                };
                Ok(if member { (word, None) } else { ("not added", None) })
            }
            PeoplePurpose::Users => Ok(match of_rows.get(&(at as u32)) {
                // The plan found it done.
                None => ("same", None),
                Some(None) => ("not sent", None),
                Some(Some(request)) => {
                    let note = request.error.clone();
                    (failing(request.outcome).unwrap_or(word), note)
                }
            }),
        }
    }
}
