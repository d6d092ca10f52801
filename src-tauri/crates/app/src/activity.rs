//! The journal as a person reads it.

use zonedesk_scim::Timestamp;
use zonedesk_workspace::{
    Attempt, Draft, EntryFilter, EntryHead, Outcome, RequestRecord, Sentence, SystemId, Workspace,
};

use crate::api::{
    ActivityDetail, ActivityEntry, ActivityPage, ActivityQuery, AppError, JournalCheck, RequestAttempt,
    RequestResult, Text, UndoState,
};
use crate::app::{App, now, system_id};
use crate::rows::{DAY, check_limit};

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
    let page = app.workspace(move |workspace| workspace.journal_page(&filter)).await?;
    Ok(ActivityPage {
        rows: page.rows.into_iter().map(entry).collect(),
        total: page.total,
        failed: page.failed,
    })
}

/// One entry with every request and its answer.
pub async fn activity_detail(app: &App, number: i64) -> Result<ActivityDetail, AppError> {
    let found = app.workspace(move |workspace| workspace.journal_entry(number)).await?;
    Ok(ActivityDetail { entry: entry(found.head), results: found.requests.into_iter().map(result).collect() })
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
    Ok(workspace.journal_page(&filter)?.rows.into_iter().map(entry).collect())
}

pub(crate) fn entry(head: EntryHead) -> ActivityEntry {
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

fn result(request: RequestRecord) -> RequestResult {
    let unclear = match request.outcome {
        Outcome::NotSent => Some("Not sent."),
        Outcome::Unclear => Some("No answer was read: it may have been carried out. Refresh to be sure."),
        Outcome::Done | Outcome::Failed | Outcome::Conflict => None,
    };
    RequestResult {
        number: request.number,
        method: request.method,
        path: request.path,
        what: text(request.what),
        status: request.status,
        milliseconds: request.milliseconds,
        error: request.error.or_else(|| unclear.map(str::to_owned)),
        body: request.body.map(|body| format!("{body:#}")),
        difference: request.difference,
        attempts: request.attempts.into_iter().map(attempt).collect(),
    }
}
