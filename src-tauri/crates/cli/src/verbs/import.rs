use std::path::PathBuf;

use zonedesk_app::App;
use zonedesk_app::api::{
    ImportApproval, ImportChoice, ImportFile, ImportItem, ImportKind, ImportPlan, Notice,
};
use zonedesk_app::exchange::import::{import_apply, import_plan};

use crate::changes::Consent;
use crate::failure::{Exit, Failure};
use crate::output::{Output, severity};

/// A file that is larger is told so without being read.
const LARGEST: u64 = 64 << 20;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Exports of SAP Cloud Identity Services or Zonedesk (JSON), or destinations of SAP BTP
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Say what would be made and what is wrong, and make nothing
    #[arg(long)]
    dry_run: bool,
    /// Take systems with broken transformations, and those that come twice, too
    #[arg(long)]
    doubtful: bool,
    /// Leave out what cannot be imported, instead of importing nothing
    #[arg(long)]
    skip_refused: bool,
    /// Keep credentials that stand in the files where secrets go, instead of leaving them out
    #[arg(long)]
    keep_credentials: bool,
    #[command(flatten)]
    consent: Consent,
}

pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let files = arguments.files.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let plan = import_plan(app, files).await?;
    if output.json && arguments.dry_run {
        output.json(&plan)?;
    } else {
        tell(output, &plan);
    }
    let refused =
        plan.files.iter().any(|file| !file.notices.is_empty()) || plan.items.iter().any(|item| item.refused);
    if arguments.dry_run {
        return if refused { Err(Failure::told(Exit::Failed)) } else { Ok(()) };
    }
    if refused && !arguments.skip_refused {
        output.note("Nothing was imported. Mend the files, or add --skip-refused.");
        return Err(Failure::told(Exit::Failed));
    }
    let taken = plan.items.iter().filter(|item| item.ticked || arguments.doubtful && !item.refused);
    let items: Vec<ImportChoice> = taken
        .map(|item| ImportChoice {
            number: item.number,
            name: item.name.clone(),
            credentials: if arguments.keep_credentials { item.credentials.clone() } else { Vec::new() },
        })
        .collect();
    if !items.is_empty() {
        arguments.consent.ask(&format!("Import {}?", items.len()))?;
    }
    let made = import_apply(app, ImportApproval { plan: plan.id, items }).await?;
    if output.json {
        return output.json(&made);
    }
    for made in made.systems.iter().chain(&made.destinations) {
        output.note(&format!("Imported \"{}\" ({}).", made.name, made.id));
    }
    Ok(())
}

fn read(path: &PathBuf) -> Result<ImportFile, Failure> {
    let name = path.display().to_string();
    let failed = |error: std::io::Error| Failure::io(&name, &error);
    let size = std::fs::metadata(path).map_err(failed)?.len();
    let text = match size {
        0..=LARGEST => String::from_utf8(std::fs::read(path).map_err(failed)?).ok(),
        _ => None,
    };
    Ok(ImportFile { name, size, text })
}

/// What would be made, on stderr: it is no result.
fn tell(output: &Output, plan: &ImportPlan) {
    for file in &plan.files {
        for notice in &file.notices {
            output.note(&format!("{}: {}", file.name, line(notice)));
        }
    }
    for item in &plan.items {
        output.note(&format!("{}: {}", item.file, head(item)));
        for notice in &item.notices {
            output.note(&format!("    {}", line(notice)));
        }
    }
}

fn head(item: &ImportItem) -> String {
    let kind = match item.kind {
        ImportKind::System => "system",
        ImportKind::Destination => "destination",
        ImportKind::Other => return "cannot be imported".to_owned(),
    };
    match (item.refused, item.ticked) {
        (true, _) => format!("{kind} \"{}\" cannot be imported", item.found),
        (_, false) => format!("{kind} \"{}\", doubtful", item.name),
        (_, true) => format!("{kind} \"{}\"", item.name),
    }
}

fn line(notice: &Notice) -> String {
    format!("{}: {}", severity(notice.severity), notice.text.message)
}
