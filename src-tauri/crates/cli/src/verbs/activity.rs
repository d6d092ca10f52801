use clap::Subcommand;
use zonedesk_app::api::{ActivityEntry, ActivityQuery, Change};
use zonedesk_app::{App, activity, grouped};

use super::systems::fields;
use crate::changes::{self, Apply};
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table, plain};
use crate::{pick, when};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List changes, newest first
    #[command(visible_alias = "ls")]
    List {
        /// Only of this system, by id or name
        #[arg(long)]
        system: Option<String>,
        /// Part of title, reason or names
        #[arg(long, default_value = "", hide_default_value = true)]
        search: String,
        /// Only those that failed, at least in part
        #[arg(long)]
        failed: bool,
        /// Only the last so many days
        #[arg(long)]
        days: Option<u32>,
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Do the reverse of a change, as far as that is possible
    Undo {
        /// Number in the journal
        entry: i64,
        #[command(flatten)]
        apply: Apply,
    },
    /// Go on with a change whose process died, or that was cancelled: reads first, and sends only what is missing
    Resume {
        /// Number in the journal [default: each that was interrupted, the oldest first]
        entry: Option<i64>,
        #[command(flatten)]
        apply: Apply,
    },
    /// Do again what failed of a change, as far as it is still missing
    Retry {
        /// Number in the journal
        entry: i64,
        #[command(flatten)]
        apply: Apply,
    },
    /// Show a change with its requests and their answers
    Show {
        /// Number in the journal
        entry: i64,
        /// As CSV: a line for each request, and for each member of one that was for several
        #[arg(long)]
        csv: bool,
    },
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::List { system, search, failed, days, limit } => {
            let system = match system {
                Some(text) => Some(pick::system(app, &text).await?.id),
                None => None,
            };
            let query = ActivityQuery { search, system, failed_only: failed, days, offset: 0, limit };
            list(app, output, query).await
        }
        Verb::Undo { entry, apply } => {
            let system = activity::activity_detail(app, entry).await?.entry.system;
            pick::account(app, &system).await?;
            changes::run(app, output, Change::Undo { entry }, &apply).await
        }
        Verb::Resume { entry, apply } => resume(app, output, entry, &apply).await,
        Verb::Retry { entry, apply } => {
            let system = activity::activity_detail(app, entry).await?.entry.system;
            pick::account(app, &system).await?;
            changes::run(app, output, Change::Retry { entry }, &apply).await
        }
        Verb::Show { entry, csv: true } => output.text(&activity::activity_csv(app, entry).await?),
        Verb::Show { entry, csv: false } => show(app, output, entry).await,
    }
}

async fn resume(app: &App, output: &Output, entry: Option<i64>, apply: &Apply) -> Result<(), Failure> {
    let entries = match entry {
        Some(entry) => vec![activity::activity_detail(app, entry).await?.entry],
        None => activity::interrupted(app).await?,
    };
    if entries.is_empty() {
        output.note("No change was interrupted.");
    }
    for ActivityEntry { entry, system, changed, requests, title, .. } in entries {
        output.note(&format!(
            "{}: {} of {} requests were carried out.",
            title.message,
            grouped(changed.into()),
            grouped(requests.into())
        ));
        pick::account(app, &system).await?;
        changes::run(app, output, Change::Resume { entry }, apply).await?;
    }
    Ok(())
}

async fn list(app: &App, output: &Output, query: ActivityQuery) -> Result<(), Failure> {
    let page = activity::activity_page(app, &query).await?;
    if output.json {
        return output.json(&page.rows);
    }
    if page.rows.is_empty() {
        output.note("Nothing was changed yet.");
        return Ok(());
    }
    let mut table = Table::new(&[
        ("ENTRY", Align::Right),
        ("WHEN", Align::Left),
        ("WHO", Align::Left),
        ("SYSTEM", Align::Left),
        ("REQUESTS", Align::Right),
        ("FAILED", Align::Right),
        ("WHAT", Align::Left),
        ("REASON", Align::Left),
    ]);
    for row in page.rows {
        table.row([
            row.entry.to_string(),
            when::local(&row.at.to_string()),
            row.who,
            row.system_name,
            row.requests.to_string(),
            row.failed.to_string(),
            row.title.message,
            row.reason,
        ]);
    }
    output.table(&table)
}

async fn show(app: &App, output: &Output, entry: i64) -> Result<(), Failure> {
    let detail = activity::activity_detail(app, entry).await?;
    if output.json {
        return output.json(&detail);
    }
    let entry = &detail.entry;
    let mut text = fields(&[
        ("Entry", entry.entry.to_string()),
        ("What", entry.title.message.clone()),
        ("When", when::local(&entry.at.to_string())),
        ("Who", entry.who.clone()),
        ("System", entry.system_name.clone()),
        ("Reason", entry.reason.clone()),
    ]);
    for result in &detail.results {
        let status = result.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        text.push_str(&format!(
            "\n{} {}  {}\n{status}, {} ms\n",
            result.method,
            result.path,
            plain(&result.what.message),
            result.milliseconds
        ));
        for line in [&result.error, &result.difference].into_iter().flatten() {
            text.push_str(&format!("{}\n", plain(line)));
        }
        for left_out in &result.left_out {
            let members = left_out.members.join(", ");
            text.push_str(&format!("left out: {}: {}\n", plain(&members), plain(&left_out.why)));
        }
        if let Some(body) = &result.body {
            text.push_str(&format!("{body}\n"));
        }
    }
    output.text(&text)
}
