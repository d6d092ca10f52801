//! What became of a change, one line for each thing that it was about.

use std::collections::HashMap;

use zonedesk_workspace::{Outcome, RequestRecord, Workspace};

use crate::activity::names;
use crate::api::{AppError, ExportFormat};
use crate::app::App;
use crate::list_export::refused;
use crate::spreadsheet::{Cell, Head, WriteError, Writer};

const COLUMNS: [Head; 6] = [
    Head { id: "request", title: "Request", width: 8 },
    Head { id: "what", title: "What", width: 40 },
    Head { id: "member", title: "Member", width: 34 },
    Head { id: "result", title: "Result", width: 10 },
    Head { id: "code", title: "Code", width: 8 },
    Head { id: "message", title: "Message", width: 60 },
];

/// An entry of the journal as CSV (RFC 4180) with a header: a line for each request, and for each member of one that was
/// for several. `Code` is the HTTP status, empty where no answer came.
pub async fn activity_csv(app: &App, entry: i64) -> Result<String, AppError> {
    app.workspace(move |workspace| csv(workspace, entry)).await
}

fn csv(workspace: &Workspace, entry: i64) -> Result<String, AppError> {
    let found = workspace.journal_entry(entry)?;
    let ids = found.requests.iter().flat_map(members).collect::<Vec<_>>();
    let names = names(workspace, found.head.draft.system, &ids)?;
    let io = |source: WriteError| refused(&source);
    let mut text = Vec::new();
    let mut writer = Writer::new(ExportFormat::Csv, "", COLUMNS.to_vec(), &mut text).map_err(io)?;
    for request in &found.requests {
        for Item { member, result, status, message } in items(request, &names) {
            let code = status.map_or_else(String::new, |status| status.to_string());
            writer
                .row(&[
                    Cell::Number(request.number.into()),
                    Cell::Text(&request.what.message),
                    Cell::Text(member),
                    Cell::Text(result),
                    Cell::Text(&code),
                    Cell::Text(message),
                ])
                .map_err(io)?;
        }
    }
    writer.end().map_err(io)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// What became of one thing that a request was about.
struct Item<'r> {
    /// Empty where the request was not for members.
    member: &'r str,
    result: &'static str,
    status: Option<u16>,
    message: &'r str,
}

fn items<'r>(request: &'r RequestRecord, names: &'r HashMap<String, String>) -> Vec<Item<'r>> {
    let whole = |member| Item {
        member,
        result: failing(request.outcome).unwrap_or("done"),
        status: request.status,
        message: request.error.as_deref().unwrap_or_default(),
    };
    let left_out: HashMap<&str, &str> = request
        .left_out
        .iter()
        .flat_map(|out| out.members.iter().map(|member| (member.as_str(), out.why.as_str())))
        .collect();
    let of_member = |id: &'r str| {
        let member = names.get(id).map_or(id, String::as_str);
        match left_out.get(id) {
            Some(&message) => Item { result: "failed", message, ..whole(member) },
            // What was answered last was for the others.
            None if !left_out.is_empty() => Item { status: None, message: "", ..whole(member) },
            None => whole(member),
        }
    };
    let items: Vec<_> = members(request).map(of_member).collect();
    if items.is_empty() { vec![whole("")] } else { items }
}

/// Ids of the members that a request was for, where it was for several.
fn members(request: &RequestRecord) -> impl Iterator<Item = &str> {
    let body = request.body.as_ref().filter(|_| request.is_of_members());
    let members = body.and_then(|body| body.get("members")?.as_array());
    members.into_iter().flatten().filter_map(|member| member.get("value")?.as_str())
}

/// A word for a request that was not carried out; none for one that was, at least in part.
pub(crate) fn failing(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Done | Outcome::Partly => None,
        Outcome::Failed => Some("failed"),
        Outcome::Conflict => Some("conflict"),
        Outcome::Unclear => Some("unclear"),
        Outcome::NotSent => Some("not sent"),
    }
}
