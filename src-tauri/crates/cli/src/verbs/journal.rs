use clap::Subcommand;
use zonedesk_app::{App, activity};

use crate::failure::{Exit, Failure};
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Check that no entry of the journal was changed or taken out
    Verify,
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::Verify => verify(app, output).await,
    }
}

async fn verify(app: &App, output: &Output) -> Result<(), Failure> {
    let check = activity::journal_verify(app).await?;
    if output.json {
        output.json(&check)?;
    } else {
        let entries = if check.entries == 1 { "entry" } else { "entries" };
        output.text(&match check.broken_at {
            None => format!("Journal intact: {} {entries}.\n", check.entries),
            Some(entry) => format!("Journal broken at entry {entry}, of {} {entries}.\n", check.entries),
        })?;
    }
    if check.intact { Ok(()) } else { Err(Failure::told(Exit::Failed)) }
}
