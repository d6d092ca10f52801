use super::page;
use crate::api::{AppError, HistoryEntry, HistoryKind, HistoryQuery};
use crate::app::{App, system_id};
use crate::spreadsheet::guarded;

/// A system's history as CSV (RFC 4180) with a header, newest first. Of the query only its system and kinds count: all
/// that match is in it. Times are UTC (RFC 3339).
pub async fn system_history_csv(app: &App, query: HistoryQuery) -> Result<String, AppError> {
    let id = system_id(&query.system)?;
    let query = HistoryQuery { offset: 0, limit: u32::MAX, ..query };
    let found = app.workspace(move |workspace| page(workspace, id, &query)).await?;
    let mut csv = String::new();
    line(&mut csv, ["Time", "Who", "Kind", "What", "Reason", "Requests", "Failed"].map(str::to_owned));
    for row in found.rows {
        line(&mut csv, fields(&row));
    }
    Ok(csv)
}

fn fields(row: &HistoryEntry) -> [String; 7] {
    let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    let journal = row.journal.as_ref();
    [
        row.at.to_string(),
        guarded(&row.who).into_owned(),
        match row.kind {
            HistoryKind::Change => "Users and role collections",
            HistoryKind::Property => "Properties",
            HistoryKind::Transformation => "Transformations",
            HistoryKind::System => "System",
            HistoryKind::Difference => "Outside Zonedesk",
        }
        .to_owned(),
        guarded(&row.title.message).into_owned(),
        guarded(&row.reason).into_owned(),
        number(journal.map(|journal| journal.requests)),
        number(journal.map(|journal| journal.failed)),
    ]
}

fn line(csv: &mut String, fields: [String; 7]) {
    let quoted = fields.map(|field| {
        if field.contains([',', '"', '\r', '\n']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field
        }
    });
    csv.push_str(&quoted.join(","));
    csv.push_str("\r\n");
}
