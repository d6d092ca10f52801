use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use zonedesk_app::api::{Level, NewSystem, SystemNode, SystemState};
use zonedesk_app::{App, grouped, landscape, session};

use super::{connection_test, service_key, system_acts};
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table};
use crate::{pick, secret, when};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List all systems, parents before what is below them
    #[command(visible_alias = "ls")]
    List,
    /// Show a system
    Show {
        /// Id or name
        system: String,
    },
    /// Add a system, one for each service key, or a folder where neither URL nor key is given
    Add(Box<Add>),
    /// Test a new service key or API credential, and put it in the place of the one in use
    Rotate(service_key::Rotate),
    #[command(flatten)]
    Acts(system_acts::Verb),
    /// Tell what was done about a system: changes of its account and of its configuration, newest first
    History(super::history::Arguments),
    /// What changed in the account between readings: since when, and who did it
    Changes(super::differences::Arguments),
    /// The properties of a system
    #[command(subcommand)]
    Property(super::properties::Verb),
    /// Test the connection to an account
    Test {
        /// Id or name
        system: String,
    },
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// 1-100 letters, digits, - _ . and spaces; with --service-key made of the subdomain where none is given
    #[arg(required_unless_present_any = ["service_key", "named"])]
    name: Option<String>,
    /// The same as NAME
    #[arg(long = "name", value_name = "NAME", conflicts_with = "name")]
    named: Option<String>,
    /// Read URL, client id and secret or certificate from service keys or API credentials: a file, a folder of
    /// them, or "-" for stdin; may be given several times
    #[arg(long, value_name = "FILE", conflicts_with_all = ["url", "token_url", "client_id", "secret_stdin", "secret_file"])]
    service_key: Vec<PathBuf>,
    /// [default: as the key says, else subaccount]
    #[arg(long, value_enum)]
    level: Option<LevelArgument>,
    /// Directory or global account above, by id or name
    #[arg(long)]
    parent: Option<String>,
    /// One line
    #[arg(long, default_value = "", hide_default_value = true)]
    description: String,
    /// API of the account ("apiurl" of a service key or API credential)
    #[arg(long, default_value = "", hide_default_value = true)]
    url: String,
    /// Token endpoint ("url" of a service key or API credential, with /oauth/token)
    #[arg(long, default_value = "", hide_default_value = true)]
    token_url: String,
    /// "clientid" of a service key or API credential
    #[arg(long, default_value = "", hide_default_value = true)]
    client_id: String,
    #[command(flatten)]
    secret: secret::Arguments,
    /// May be given several times; "production" asks for the name before a change
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LevelArgument {
    GlobalAccount,
    Directory,
    Subaccount,
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::List => list(app, output).await,
        Verb::Show { system } => show(output, &pick::system(app, &system).await?),
        Verb::History(arguments) => super::history::run(app, output, arguments).await,
        Verb::Changes(arguments) => super::differences::run(app, output, arguments).await,
        Verb::Add(add) if !add.service_key.is_empty() => add_keys(app, output, *add).await,
        Verb::Add(add) => {
            let system = self::add(app, *add).await?;
            done(output, &system, "Added")?;
            if system.state != SystemState::Folder {
                tell_where_secrets_go(app, output);
            }
            Ok(())
        }
        Verb::Rotate(rotate) => service_key::rotate(app, output, rotate).await,
        Verb::Acts(verb) => system_acts::run(app, output, verb).await,
        Verb::Property(verb) => {
            let owner = match verb.owner() {
                Some(owner) => pick::system(app, owner).await?.id,
                None => String::new(),
            };
            super::properties::run(app, output, &owner, verb).await
        }
        Verb::Test { system } => connection_test::test(app, output, &system).await,
    }
}

async fn list(app: &App, output: &Output) -> Result<(), Failure> {
    let systems = landscape::landscape(app).await?.systems;
    if output.json {
        return output.json(&systems);
    }
    if systems.is_empty() {
        output.note(
            "No systems yet. `zonedesk systems add` adds one, `zonedesk demo` opens a made-up landscape.",
        );
        return Ok(());
    }
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("LEVEL", Align::Left),
        ("REGION", Align::Left),
        ("USERS", Align::Right),
        ("ROLE COLLECTIONS", Align::Right),
        ("READ", Align::Left),
        ("STATE", Align::Left),
    ]);
    for (name, system) in tree(&systems) {
        table.row([
            name,
            level(system.level).into(),
            system.region.clone().unwrap_or_default(),
            system.users.map_or_else(String::new, grouped),
            system.role_collections.map_or_else(String::new, grouped),
            system.refreshed_at.map_or_else(String::new, |moment| when::age(&moment.to_string())),
            state(system).into(),
        ]);
    }
    output.table(&table)
}

/// Systems with their names indented below those above them. They come parents first.
pub fn tree(systems: &[SystemNode]) -> impl Iterator<Item = (String, &SystemNode)> {
    let mut above: Vec<&str> = Vec::new();
    systems.iter().map(move |system| {
        let depth = system.parent.as_deref().and_then(|parent| above.iter().position(|id| *id == parent));
        above.truncate(depth.map_or(0, |depth| depth + 1));
        let name = format!("{}{}", "  ".repeat(above.len()), system.name);
        above.push(&system.id);
        (name, system)
    })
}

fn show(output: &Output, system: &SystemNode) -> Result<(), Failure> {
    if output.json {
        return output.json(system);
    }
    let rows = [
        ("Name", system.name.clone()),
        ("Id", system.id.clone()),
        ("Level", level(system.level).into()),
        ("Description", system.description.clone()),
        ("State", state(system).into()),
        ("Region", system.region.clone().unwrap_or_default()),
        ("Subdomain", system.subdomain.clone().unwrap_or_default()),
        ("URL", system.url.clone()),
        ("Token URL", system.token_url.clone()),
        ("Client id", system.client_id.clone()),
        ("Tags", system.tags.join(", ")),
        ("Colour", system.colour.map_or_else(String::new, |colour| colour.to_string())),
        ("Favourite", if system.favourite { "yes".into() } else { String::new() }),
        ("Notes", system.notes.clone()),
        ("Users", system.users.map_or_else(String::new, grouped)),
        ("Role collections", system.role_collections.map_or_else(String::new, grouped)),
        ("Read", system.refreshed_at.map_or_else(String::new, |moment| when::local(&moment.to_string()))),
        ("Problem", system.problem.as_ref().map_or_else(String::new, ToString::to_string)),
    ];
    output.text(&fields(&rows))
}

/// `Name:  value` lines; empty values are left out.
pub fn fields(rows: &[(&str, String)]) -> String {
    let shown = rows.iter().filter(|(_, value)| !value.is_empty());
    let width = shown.clone().map(|(name, _)| name.len()).max().unwrap_or(0) + 1;
    shown
        .map(|(name, value)| format!("{:width$}  {}\n", format!("{name}:"), crate::table::plain(value)))
        .collect()
}

/// A run that keeps no secrets says so, since the next one will want them.
pub fn tell_where_secrets_go(app: &App, output: &Output) {
    if session::keeps_secrets_for_this_run(app) {
        output.note("Its secret is kept nowhere: give it with ZONEDESK_SECRET at each call.");
    }
}

async fn add_keys(app: &App, output: &Output, add: Add) -> Result<(), Failure> {
    let place = service_key::Place {
        name: add.name.or(add.named),
        level: add.level.map(Level::from),
        parent: parent(app, add.parent).await?,
        description: add.description,
        tags: add.tags,
    };
    service_key::add(app, output, &add.service_key, place).await
}

/// The id of what stands above; none for the top.
async fn parent(app: &App, named: Option<String>) -> Result<Option<String>, Failure> {
    match named.filter(|parent| !parent.is_empty()) {
        Some(parent) => Ok(Some(pick::system(app, &parent).await?.id)),
        None => Ok(None),
    }
}

async fn add(app: &App, add: Add) -> Result<SystemNode, Failure> {
    let folder = add.url.is_empty() && add.token_url.is_empty() && add.client_id.is_empty();
    let secret = if folder { add.secret.named()? } else { add.secret.read_or_ask()? };
    let new = NewSystem {
        name: add.name.or(add.named).unwrap_or_default(),
        description: add.description,
        level: add.level.map_or_else(Level::default, Level::from),
        parent: parent(app, add.parent).await?,
        url: add.url,
        token_url: add.token_url,
        client_id: add.client_id,
        secret,
        tags: add.tags,
    };
    Ok(landscape::system_add(app, new).await?)
}

pub fn done(output: &Output, system: &SystemNode, what: &str) -> Result<(), Failure> {
    if output.json {
        return output.json(system);
    }
    output.note(&format!("{what} \"{}\" ({}).", system.name, system.id));
    Ok(())
}

pub fn level(level: Level) -> &'static str {
    match level {
        Level::GlobalAccount => "global account",
        Level::Directory => "directory",
        Level::Subaccount => "subaccount",
    }
}

fn state(system: &SystemNode) -> &'static str {
    match system.state {
        SystemState::Folder => "folder",
        SystemState::Unknown => "not asked yet",
        SystemState::Reachable if system.read_only => "reachable, read-only",
        SystemState::Reachable => "reachable",
        SystemState::Attention => "read in part",
        SystemState::Unreachable => "unreachable",
        SystemState::Disabled => "disabled",
    }
}

impl From<LevelArgument> for Level {
    fn from(level: LevelArgument) -> Self {
        match level {
            LevelArgument::GlobalAccount => Self::GlobalAccount,
            LevelArgument::Directory => Self::Directory,
            LevelArgument::Subaccount => Self::Subaccount,
        }
    }
}
