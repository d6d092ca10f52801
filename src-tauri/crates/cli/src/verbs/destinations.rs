use std::io::Read;
use std::path::PathBuf;

use clap::Subcommand;
use zonedesk_app::api::Destination;
use zonedesk_app::{App, destinations};

use super::properties;
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table};
use crate::{changes, pick};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List all destinations with the systems that use them
    #[command(visible_alias = "ls")]
    List,
    /// Create a destination without properties
    Create {
        /// 1-100 letters, digits, - _ . and spaces
        name: String,
        #[arg(long, default_value = "", hide_default_value = true)]
        description: String,
    },
    /// Make a destination of a file that SAP BTP exported: Key=Value lines or JSON
    Import {
        /// "-" for stdin
        file: PathBuf,
        /// Name, in place of the file's own
        #[arg(long)]
        name: Option<String>,
    },
    /// Rename or describe a destination
    Update {
        /// Id or name
        destination: String,
        #[arg(long)]
        name: Option<String>,
        #[arg(long)]
        description: Option<String>,
    },
    /// Delete a destination with its credentials; systems that use it keep their own properties
    #[command(visible_alias = "rm")]
    Delete {
        /// Id or name
        destination: String,
        #[command(flatten)]
        consent: changes::Consent,
    },
    /// Put a destination behind a system's own properties
    Use {
        /// System, by id or name
        system: String,
        /// Destination, by id or name; "" for none
        destination: String,
    },
    /// The properties of a destination
    #[command(subcommand)]
    Property(properties::Verb),
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::List => list(output, &destinations::destinations(app).await?),
        Verb::Create { name, description } => {
            let created = destinations::destination_create(app, &name, &description).await?;
            done(output, &created, "Created")
        }
        Verb::Import { file, name } => import(app, output, &file, name.as_deref()).await,
        Verb::Update { destination, name, description } => {
            let before = destination_of(app, &destination).await?;
            let name = name.unwrap_or(before.name);
            let description = description.unwrap_or(before.description);
            let changed = destinations::destination_update(app, &before.id, &name, &description).await?;
            done(output, &changed, "Changed")
        }
        Verb::Delete { destination, consent } => {
            let destination = destination_of(app, &destination).await?;
            let users = match destination.systems.len() {
                0 => "no system uses it".to_owned(),
                1 => format!("{} uses it", destination.systems[0].name),
                count => format!("{count} systems use it"),
            };
            consent.ask(&format!("Delete destination \"{}\"? ({users})", destination.name))?;
            destinations::destination_delete(app, &destination.id).await?;
            done(output, &destination, "Deleted")
        }
        Verb::Use { system, destination } => {
            let system = pick::system(app, &system).await?;
            let chosen = match destination.as_str() {
                "" => None,
                text => Some(destination_of(app, text).await?),
            };
            let id = chosen.as_ref().map(|destination| destination.id.as_str());
            destinations::destination_use(app, &system.id, id).await?;
            let name =
                chosen.map_or_else(|| "no destination".to_owned(), |chosen| format!("\"{}\"", chosen.name));
            output.note(&format!("\"{}\" uses {name}.", system.name));
            Ok(())
        }
        Verb::Property(verb) => {
            let owner = match verb.owner() {
                Some(owner) => destination_of(app, owner).await?.id,
                None => String::new(),
            };
            properties::run(app, output, &owner, verb).await
        }
    }
}

async fn destination_of(app: &App, text: &str) -> Result<Destination, Failure> {
    let all = destinations::destinations(app).await?;
    let found = pick::named(&all, text, |destination| (&destination.id, &destination.name));
    found.cloned().ok_or_else(|| {
        Failure::usage(
            format!("there is no destination \"{text}\""),
            "`zonedesk destinations list` shows all.",
        )
    })
}

fn list(output: &Output, destinations: &[Destination]) -> Result<(), Failure> {
    if output.json {
        return output.json(&destinations);
    }
    if destinations.is_empty() {
        output.note("No destinations yet. `zonedesk destinations import` makes one of a file of SAP BTP.");
        return Ok(());
    }
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("PROPERTIES", Align::Right),
        ("CREDENTIALS", Align::Right),
        ("SYSTEMS", Align::Left),
    ]);
    for destination in destinations {
        let systems: Vec<_> = destination.systems.iter().map(|system| system.name.as_str()).collect();
        table.row([
            destination.name.clone(),
            destination.properties.to_string(),
            destination.credentials.to_string(),
            systems.join(", "),
        ]);
    }
    output.table(&table)
}

async fn import(
    app: &App,
    output: &Output,
    file: &std::path::Path,
    name: Option<&str>,
) -> Result<(), Failure> {
    let shown = file.display().to_string();
    let mut text = String::new();
    // One more than is taken, so that a larger file is told from one that just fits.
    const MOST: u64 = (1 << 20) + 1;
    let read = if shown == "-" {
        std::io::stdin().lock().take(MOST).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(MOST).read_to_string(&mut text))
    };
    read.map_err(|error| Failure::io(&shown, &error))?;
    let file_name = file.file_name().and_then(|name| name.to_str()).filter(|name| *name != "-");
    let imported = destinations::destination_import(app, &text, name, file_name).await?;
    if output.json {
        return output.json(&imported);
    }
    done(output, &imported.destination, "Imported")?;
    if !imported.masked.is_empty() {
        output.note(&format!("Not in the file: {}.", imported.masked.join(", ")));
    }
    properties::tell(output, &imported.findings);
    Ok(())
}

fn done(output: &Output, destination: &Destination, what: &str) -> Result<(), Failure> {
    if output.json {
        return output.json(destination);
    }
    output.note(&format!("{what} \"{}\" ({}).", destination.name, destination.id));
    Ok(())
}
