use std::path::PathBuf;

use zonedesk_app::api::Backup;
use zonedesk_app::{App, backup};

use crate::changes::Consent;
use crate::failure::Failure;
use crate::output::Output;
use crate::when;

#[derive(Debug, clap::Args)]
pub struct Restore {
    /// A file that `zonedesk backup` or the window has written
    file: PathBuf,
    /// A folder without a workspace; without it, the backup takes the place of the workspace in use
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    #[command(flatten)]
    consent: Consent,
}

pub async fn backup(app: &App, output: &Output) -> Result<(), Failure> {
    let Some(file) = output.path() else {
        return Err(Failure::usage("where to is missing", "Add -o FILE."));
    };
    let made = backup::backup(app, file).await?;
    // The result itself is in the file of `-o`.
    let output = output.to_stdout();
    if output.json {
        return output.json(&made);
    }
    output.note(&format!("Wrote {}: {}, without secrets and snapshots.", made.path, content(&made)));
    Ok(())
}

pub async fn restore(app: &App, output: &Output, arguments: Restore) -> Result<(), Failure> {
    let Restore { file, into, consent } = arguments;
    let found = backup::backup_inspect(&file).await?;
    let of = format!("the backup of {} ({})", when::local(&found.made_at.to_string()), content(&found));
    match &into {
        Some(dir) => backup::restore_beside(&file, dir).await?,
        None => {
            consent.ask(&format!("Put {of} in the place of the workspace, which is set aside?"))?;
            backup::restore(app, &file).await?;
        }
    }
    if output.json {
        return output.json(&found);
    }
    output.note(&format!("Restored {of}. Secrets are found where they were, or asked for again."));
    if let Some(dir) = into {
        output.note(&format!("Use it with --workspace \"{}\".", dir.display()));
    }
    Ok(())
}

fn content(backup: &Backup) -> String {
    let systems = if backup.systems == 1 { "system" } else { "systems" };
    let entries = if backup.entries == 1 { "entry" } else { "entries" };
    format!("{} {systems}, {} journal {entries}", backup.systems, backup.entries)
}
