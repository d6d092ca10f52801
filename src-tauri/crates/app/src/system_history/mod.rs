//! What was done about one system: our changes of its account, from the journal, what others did to it, from what its
//! readings found, and changes of its configuration.

mod csv;
mod sentences;
pub(crate) mod texts;

use zonedesk_workspace::{ChangeSet, ConfigurationEntry, EntryFilter, SystemId, Workspace};

use crate::activity::entry;
use crate::api::{
    ActivityEntry, AppError, HistoryCount, HistoryEntry, HistoryKind, HistoryPage, HistoryQuery, JournalPlace,
};
use crate::app::{App, system_id};
use crate::differences::title;
use crate::rows::check_limit;

pub use csv::system_history_csv;

const KINDS: [HistoryKind; 5] = [
    HistoryKind::Change,
    HistoryKind::Difference,
    HistoryKind::Property,
    HistoryKind::Transformation,
    HistoryKind::System,
];

/// A page of a system's history, newest first. Reads its configuration changes whole, about 2 µs each.
pub async fn system_history(app: &App, query: HistoryQuery) -> Result<HistoryPage, AppError> {
    check_limit(query.limit)?;
    let id = system_id(&query.system)?;
    app.workspace(move |workspace| page(workspace, id, &query)).await
}

fn page(workspace: &Workspace, id: SystemId, query: &HistoryQuery) -> Result<HistoryPage, AppError> {
    let wanted = |kind: HistoryKind| query.kinds.is_empty() || query.kinds.contains(&kind);
    let end = query.offset.saturating_add(query.limit);
    let changes = EntryFilter {
        system: Some(id),
        limit: if wanted(HistoryKind::Change) { end } else { 0 },
        ..EntryFilter::default()
    };
    let changes = workspace.journal_page(&changes)?;
    let found = workspace.change_sets(id, 0, if wanted(HistoryKind::Difference) { end } else { 0 })?;
    let configuration: Vec<_> =
        workspace.configuration_page(id, 0, u32::MAX)?.rows.into_iter().map(configured).collect();
    let counts = KINDS.into_iter().map(|kind| HistoryCount {
        kind,
        count: match kind {
            HistoryKind::Change => changes.total,
            HistoryKind::Difference => found.total,
            kind => configuration.iter().filter(|row| row.kind == kind).count() as u64,
        },
    });
    let counts: Vec<_> = counts.filter(|kind| kind.count > 0).collect();
    let mut rows: Vec<_> = changes.rows.into_iter().map(|head| entry(head, &[])).map(changed).collect();
    rows.extend(found.rows.iter().map(found_by_a_reading));
    rows.extend(configuration.into_iter().filter(|row| wanted(row.kind)));
    // Stable: of one moment, each source keeps its own order.
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    let rows = rows.into_iter().skip(query.offset as usize).take(query.limit as usize).collect();
    let total = counts.iter().filter(|kind| wanted(kind.kind)).map(|kind| kind.count).sum();
    Ok(HistoryPage { rows, total, counts })
}

fn changed(entry: ActivityEntry) -> HistoryEntry {
    HistoryEntry {
        id: format!("change-{}", entry.entry),
        kind: HistoryKind::Change,
        at: entry.at,
        who: entry.who,
        title: entry.title,
        reason: entry.reason,
        journal: Some(JournalPlace {
            entry: entry.entry,
            requests: entry.requests,
            failed: entry.failed,
            undo: entry.undo,
        }),
        change_set: None,
    }
}

fn found_by_a_reading(set: &ChangeSet) -> HistoryEntry {
    HistoryEntry {
        id: format!("difference-{}", set.number),
        kind: HistoryKind::Difference,
        at: set.at,
        who: String::new(),
        title: title(&set.others),
        reason: String::new(),
        journal: None,
        change_set: Some(set.number),
    }
}

fn configured(entry: ConfigurationEntry) -> HistoryEntry {
    let (kind, title, reason) = sentences::of(entry.change);
    HistoryEntry {
        id: format!("configuration-{}", entry.number),
        kind,
        at: entry.at,
        who: entry.who,
        title,
        reason,
        journal: None,
        change_set: None,
    }
}
