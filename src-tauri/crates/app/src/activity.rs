//! The journal as a person reads it.

use std::collections::HashMap;

use zonedesk_scim::Timestamp;
use zonedesk_workspace::{
    Attempt, Draft, EntryFilter, EntryHead, LeftOut, Outcome, RequestRecord, Sentence, SystemId, Workspace,
    WorkspaceError,
};

use crate::api::{
    ActivityDetail, ActivityEntry, ActivityPage, ActivityQuery, AppError, JournalCheck, MembersLeftOut,
    RequestAttempt, RequestResult, Text, UndoState,
};
use crate::app::{App, now, system_id};
use crate::rows::{DAY, check_limit};

pub use crate::activity_csv::activity_csv;

/// Latest changes that a detail shows.
const LATEST: u32 = 20;

/// A page of the journal, newest first.
pub async fn activity_page(app: &App, query: &ActivityQuery) -> Result<ActivityPage, AppError> {
    check_limit(query.limit)?;
    let filter = EntryFilter {
        search: query.search.clone(),
        system: query.system.as_deref().map(system_id).transpose()?,
        failed_only: query.failed_only,
        since: query.days.map(|days| Timestamp(now().0 - i64::from(days) * DAY)),
        touching: None,
        offset: query.offset,
        limit: query.limit,
    };
    app.workspace(move |workspace| {
        let page = workspace.journal_page(&filter)?;
        let interrupted = workspace.interrupted()?;
        let rows = page.rows.into_iter().map(|head| entry(head, &interrupted)).collect();
        Ok::<_, WorkspaceError>(ActivityPage { rows, total: page.total, failed: page.failed })
    })
    .await
}

/// Changes whose process died, and with which nobody has gone on yet, the oldest first.
pub async fn interrupted(app: &App) -> Result<Vec<ActivityEntry>, AppError> {
    app.workspace(|workspace| {
        let numbers = workspace.interrupted()?;
        let heads = numbers.iter().map(|number| Ok(workspace.journal_entry(*number)?.head));
        let heads = heads.collect::<zonedesk_workspace::Result<Vec<_>>>()?;
        Ok::<_, WorkspaceError>(heads.into_iter().map(|head| entry(head, &numbers)).collect())
    })
    .await
}

/// Lets an interrupted change be as it is.
pub async fn interrupted_settle(app: &App, entry: i64) -> Result<(), AppError> {
    app.workspace(move |workspace| workspace.settle_interrupted(entry)).await
}

/// One entry with every request and its answer.
pub async fn activity_detail(app: &App, number: i64) -> Result<ActivityDetail, AppError> {
    app.workspace(move |workspace| {
        let found = workspace.journal_entry(number)?;
        let left_out = found.requests.iter().flat_map(|request| &request.left_out);
        let ids: Vec<&str> = left_out.flat_map(|left_out| &left_out.members).map(String::as_str).collect();
        let names = names(workspace, found.head.draft.system, &ids)?;
        let results = found.requests.into_iter().map(|request| result(request, &names)).collect();
        Ok::<_, WorkspaceError>(ActivityDetail {
            entry: entry(found.head, &workspace.interrupted()?),
            results,
        })
    })
    .await
}

/// User names by id, of those whom the snapshot knows.
pub(crate) fn names(
    workspace: &Workspace,
    system: SystemId,
    ids: &[&str],
) -> zonedesk_workspace::Result<HashMap<String, String>> {
    if ids.is_empty() || !workspace.systems()?.iter().any(|known| known.id == system) {
        return Ok(HashMap::new());
    }
    let Some(snapshot) = workspace.snapshot(system)? else { return Ok(HashMap::new()) };
    Ok(snapshot.users_by_id(ids)?.into_iter().map(|row| (row.id, row.user_name)).collect())
}

/// Checks the journal's chain of hashes, entry by entry.
pub async fn journal_verify(app: &App) -> Result<JournalCheck, AppError> {
    let check = app.workspace(Workspace::verify_journal).await?;
    Ok(JournalCheck { entries: check.entries, intact: check.broken_at.is_none(), broken_at: check.broken_at })
}

/// Our latest changes to one user or role collection, newest first.
pub(crate) fn latest(
    workspace: &Workspace,
    system: SystemId,
    id: &str,
) -> zonedesk_workspace::Result<Vec<ActivityEntry>> {
    let filter =
        EntryFilter { touching: Some((system, id.to_owned())), limit: LATEST, ..EntryFilter::default() };
    let interrupted = workspace.interrupted()?;
    Ok(workspace.journal_page(&filter)?.rows.into_iter().map(|head| entry(head, &interrupted)).collect())
}

/// `interrupted`: numbers of the entries with which nobody has gone on.
pub(crate) fn entry(head: EntryHead, interrupted: &[i64]) -> ActivityEntry {
    let Draft { at, who, title, system, system_name, reason, .. } = head.draft;
    ActivityEntry {
        entry: head.entry,
        at,
        who,
        title: text(title),
        system: system.to_string(),
        system_name,
        reason,
        requests: head.requests,
        failed: head.failed,
        changed: head.changed,
        interrupted: interrupted.contains(&head.entry),
        undo: match (head.changed, head.undone_by) {
            (0, _) => UndoState::Nothing,
            (_, Some(_)) => UndoState::Undone,
            (_, None) => UndoState::Offered,
        },
    }
}

fn text(sentence: Sentence) -> Text {
    Text { code: sentence.code, params: sentence.params, message: sentence.message }
}

fn attempt(attempt: Attempt) -> RequestAttempt {
    let Attempt { at, status, milliseconds, note } = attempt;
    RequestAttempt { at, status, milliseconds, note }
}

fn left(left_out: LeftOut, names: &HashMap<String, String>) -> MembersLeftOut {
    let name = |id: String| names.get(&id).cloned().unwrap_or(id);
    MembersLeftOut { why: left_out.why, members: left_out.members.into_iter().map(name).collect() }
}

fn result(request: RequestRecord, names: &HashMap<String, String>) -> RequestResult {
    let unclear = match request.outcome {
        Outcome::NotSent => Some("Not sent."),
        Outcome::Unclear => Some("No answer was read: it may have been carried out. Refresh to be sure."),
        Outcome::Done | Outcome::Partly | Outcome::Failed | Outcome::Conflict => None,
    };
    RequestResult {
        number: request.number,
        method: request.method,
        path: request.path,
        what: text(request.what),
        not_sent: request.outcome == Outcome::NotSent,
        status: request.status,
        milliseconds: request.milliseconds,
        error: request.error.or_else(|| unclear.map(str::to_owned)),
        body: request.body.map(|body| format!("{body:#}")),
        difference: request.difference,
        attempts: request.attempts.into_iter().map(attempt).collect(),
        left_out: request.left_out.into_iter().map(|left_out| left(left_out, names)).collect(),
    }
}
