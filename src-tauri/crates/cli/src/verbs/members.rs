use std::io::Read;
use std::path::PathBuf;

use clap::Subcommand;
use zonedesk_app::api::{
    Change, PasteFigures, PeopleFound, PeoplePurpose, PeopleText, UserDraft, UserSelection,
};
use zonedesk_app::{App, people};

use super::{refresh, role_collections};
use crate::changes::{self, Apply};
use crate::failure::Failure;
use crate::output::Output;
use crate::pick;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List the members of a role collection
    #[command(visible_alias = "ls")]
    List {
        /// Id or name of the system
        system: String,
        /// Id or name
        role_collection: String,
    },
    /// Add members
    Add(Box<Add>),
    /// Add the people of a CSV or XLSX file
    Import {
        /// Id or name of the system
        system: String,
        /// Id or name
        role_collection: String,
        /// Create users that are not found, with the origin of their row or of --origin
        #[arg(long)]
        create: bool,
        #[command(flatten)]
        file: Box<super::people::File>,
    },
    /// Remove members
    #[command(visible_alias = "rm")]
    Remove(Box<Remove>),
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// Id or name of the system
    system: String,
    /// Id or name
    role_collection: String,
    /// Ids, user names, e-mail addresses, or "Name <address>"
    users: Vec<String>,
    /// A list of such, one a line; "-" for stdin
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// The origin that is meant where a person has several
    #[arg(long)]
    origin: Option<String>,
    /// Create users that are not found, with the origin of --origin
    #[arg(long, requires = "origin")]
    create: bool,
    /// Leave out what is not found, instead of failing
    #[arg(long, conflicts_with = "create")]
    skip_missing: bool,
    /// Role collections to be contained, by id or name
    #[arg(long = "nested", value_name = "NAME")]
    nested: Vec<String>,
    #[command(flatten)]
    apply: Apply,
}

#[derive(Debug, clap::Args)]
pub struct Remove {
    /// Id or name of the system
    system: String,
    /// Id or name
    role_collection: String,
    /// Ids or user names
    users: Vec<String>,
    /// The origin that is meant where a person has several
    #[arg(long)]
    origin: Option<String>,
    /// Role collections that are contained, by id or name
    #[arg(long = "nested", value_name = "NAME")]
    nested: Vec<String>,
    #[command(flatten)]
    apply: Apply,
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::List { system, role_collection } => {
            let system = pick::account(app, &system).await?;
            refresh::before_list(app, output, &system, false).await?;
            let id = pick::role_collection(app, &system, &role_collection).await?.id;
            let members = role_collections::members(app, &system.id, &id).await?;
            if output.json {
                return output.json(&members);
            }
            output.table(&role_collections::members_table(&members))
        }
        Verb::Add(add) => self::add(app, output, *add).await,
        Verb::Import { system, role_collection, create, file } => {
            let system = changes::prepared(app, output, &system).await?;
            let role_collection = pick::role_collection(app, &system, &role_collection).await?.id;
            let purpose = PeoplePurpose::Members { role_collection };
            super::people::run(app, output, system.id, purpose, create, *file).await
        }
        Verb::Remove(remove) => self::remove(app, output, *remove).await,
    }
}

async fn add(app: &App, output: &Output, add: Add) -> Result<(), Failure> {
    let system = changes::prepared(app, output, &add.system).await?;
    let role_collection = pick::role_collection(app, &system, &add.role_collection).await?.id;
    let mut text = add.users.join("\n");
    if let Some(path) = &add.from {
        text.push('\n');
        text.push_str(&read(path)?);
    }
    let asked =
        PeopleText { system: system.id.clone(), text, role_collection: Some(role_collection.clone()) };
    let resolved = people::people_resolve(app, &asked).await?;
    let mut nested = Vec::new();
    for name in &add.nested {
        nested.push(pick::role_collection(app, &system, name).await?.id);
    }
    if resolved.lines.is_empty() && nested.is_empty() {
        return Err(Failure::usage("nobody is named", "Name users, --from FILE or --nested NAME."));
    }
    let mut figures = PasteFigures { lines: resolved.lines.len() as u32, ..PasteFigures::default() };
    let mut ids = Vec::new();
    let mut create = Vec::new();
    let mut missing = Vec::new();
    for line in resolved.lines {
        match line.found {
            PeopleFound::One { person } => ids.push(person.id),
            PeopleFound::AlreadyMember { .. } => figures.already += 1,
            PeopleFound::Duplicate { .. } => figures.left_out += 1,
            PeopleFound::Several { people } => {
                match people.iter().find(|person| Some(&person.origin) == add.origin.as_ref()) {
                    Some(person) => ids.push(person.id.clone()),
                    None => {
                        let origins: Vec<_> = people.iter().map(|person| person.origin.as_str()).collect();
                        return Err(Failure::usage(
                            format!("\"{}\" (line {}) is several users", line.text, line.line),
                            format!("Add --origin, one of: {}. Or give the id.", origins.join(", ")),
                        ));
                    }
                }
            }
            PeopleFound::None { user_name, email, given_name, family_name } => {
                if let (true, Some(origin)) = (add.create, &add.origin) {
                    let origin = origin.clone();
                    create.push(UserDraft {
                        user_name,
                        origin,
                        email,
                        given_name,
                        family_name,
                        active: true,
                        ..UserDraft::default()
                    });
                } else {
                    missing.push(line.text);
                }
            }
        }
    }
    if !missing.is_empty() && !add.skip_missing {
        let shown: Vec<_> = missing.iter().take(5).map(|text| format!("\"{text}\"")).collect();
        let more = if missing.len() > 5 { format!(" and {} more", missing.len() - 5) } else { String::new() };
        return Err(Failure::usage(
            format!("{} has no user {}{more}", system.name, shown.join(", ")),
            "Add --create --origin ORIGIN to create them, or --skip-missing to leave them out.",
        ));
    }
    figures.found = ids.len() as u32;
    figures.created = create.len() as u32;
    figures.left_out += missing.len() as u32;
    if add.from.is_some() {
        output.note(&format!(
            "{} lines: {} found, {} to be created, {} members already, {} left out.",
            figures.lines, figures.found, figures.created, figures.already, figures.left_out
        ));
    }
    let change = Change::AddMembers {
        system: system.id,
        role_collection,
        users: UserSelection::Ids { ids },
        create,
        nested,
        paste: add.from.is_some().then_some(figures),
    };
    changes::run(app, output, change, &add.apply).await
}

async fn remove(app: &App, output: &Output, remove: Remove) -> Result<(), Failure> {
    let system = changes::prepared(app, output, &remove.system).await?;
    let role_collection = pick::role_collection(app, &system, &remove.role_collection).await?.id;
    let mut members = Vec::new();
    for user in &remove.users {
        members.push(pick::user(app, &system, user, remove.origin.as_deref()).await?.id);
    }
    for name in &remove.nested {
        members.push(pick::role_collection(app, &system, name).await?.id);
    }
    if members.is_empty() {
        return Err(Failure::usage("nobody is named", "Name users or --nested NAME."));
    }
    let change = Change::RemoveMembers { system: system.id, role_collection, members };
    changes::run(app, output, change, &remove.apply).await
}

fn read(path: &PathBuf) -> Result<String, Failure> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let read = if name == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::io(&name, &error))?;
    String::from_utf8(bytes)
        .map_err(|_| Failure::usage(format!("{name} is not UTF-8 text"), "Save it as UTF-8."))
}
