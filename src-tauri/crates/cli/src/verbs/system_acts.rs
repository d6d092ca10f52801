//! What is done with a system itself once it is there: marks, place, copies, deletion and the way back.

use clap::Subcommand;
use zonedesk_app::api::{DeletedSystem, DeletionPlan, Level, SystemEdit, SystemNode};
use zonedesk_app::{App, deletion, duplicate, grouped, landscape};

use super::systems::{LevelArgument, done, level};
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table};
use crate::{changes, pick, secret, when};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Change a system
    Update(Box<Update>),
    /// Give a system another name
    Rename {
        /// Id or name
        system: String,
        /// 1-100 letters, digits, - _ . and spaces
        name: String,
    },
    /// Ask the account of a system again
    Enable {
        /// Id or name
        system: String,
    },
    /// Keep a system, but ask its account nothing
    Disable {
        /// Id or name
        system: String,
    },
    /// Put a system below another directory or global account
    Move {
        /// Id or name
        system: String,
        /// Directory or global account, by id or name
        #[arg(required_unless_present = "top")]
        parent: Option<String>,
        /// Below nothing
        #[arg(long, conflicts_with = "parent")]
        top: bool,
    },
    /// Copy a system: properties, tags, colour, notes, destination, and the transformations in use
    #[command(visible_alias = "copy")]
    Duplicate {
        /// Id or name
        system: String,
        /// [default: the name with "copy" behind it]
        #[arg(long)]
        name: Option<String>,
        /// Copy what is kept for the system as well; without it, the copy's credentials must be given again
        #[arg(long)]
        with_credentials: bool,
    },
    /// Delete a system here, with its snapshot and credentials; the account is not touched
    #[command(visible_alias = "rm")]
    Delete {
        /// Id or name
        system: String,
        #[command(flatten)]
        consent: changes::NamedConsent,
    },
    /// List deleted systems that can be brought back
    Deleted,
    /// Bring a deleted system back; its credentials must be given again
    Restore {
        /// Id or name, as `zonedesk systems deleted` shows it
        system: String,
    },
}

#[derive(Debug, clap::Args)]
pub struct Update {
    /// Id or name
    system: String,
    /// New name
    #[arg(long)]
    name: Option<String>,
    #[arg(long, value_enum)]
    level: Option<LevelArgument>,
    /// Directory or global account above, by id or name; "" for the top
    #[arg(long)]
    parent: Option<String>,
    /// One line; "" for none
    #[arg(long)]
    description: Option<String>,
    /// API of the account ("apiurl" of a service key or API credential)
    #[arg(long)]
    url: Option<String>,
    /// Token endpoint ("url" of a service key or API credential, with /oauth/token)
    #[arg(long)]
    token_url: Option<String>,
    /// "clientid" of a service key or API credential
    #[arg(long)]
    client_id: Option<String>,
    #[command(flatten)]
    secret: secret::Arguments,
    /// Replaces all tags; may be given several times, "" for none
    #[arg(long = "tag", value_name = "TAG")]
    tags: Option<Vec<String>>,
    /// 1 to 10, a hue of the window's theme; 0 for none
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u8).range(..=10))]
    colour: Option<u8>,
    /// What one should know about it; "" for nothing
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
    /// Shown on top of the window's landscape
    #[arg(long, conflicts_with = "no_favourite")]
    favourite: bool,
    /// Only in its place in the tree
    #[arg(long)]
    no_favourite: bool,
    /// Ask its account again
    #[arg(long, conflicts_with = "disable")]
    enable: bool,
    /// Keep it, but ask its account nothing
    #[arg(long)]
    disable: bool,
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    let (system, edit) = match verb {
        Verb::Update(update) => {
            let system = self::update(app, *update).await?;
            return done(output, &system, "Changed");
        }
        Verb::Rename { system, name } => (system, SystemEdit { name: Some(name), ..SystemEdit::default() }),
        Verb::Enable { system } => (system, SystemEdit { enabled: Some(true), ..SystemEdit::default() }),
        Verb::Disable { system } => (system, SystemEdit { enabled: Some(false), ..SystemEdit::default() }),
        Verb::Move { system, parent, .. } => {
            let parent = above(app, parent.unwrap_or_default()).await?;
            (system, SystemEdit { parent: Some(parent), ..SystemEdit::default() })
        }
        Verb::Duplicate { system, name, with_credentials } => {
            let system = pick::system(app, &system).await?;
            let copy =
                duplicate::system_duplicate(app, &system.id, name.as_deref(), with_credentials).await?;
            done(output, &copy, "Added")?;
            if !with_credentials && !copy.url.is_empty() {
                output.note("Its credentials were not copied: `zonedesk systems rotate` gives it new ones.");
            }
            return Ok(());
        }
        Verb::Delete { system, consent } => return delete(app, output, &system, &consent).await,
        Verb::Deleted => return deleted(output, &deletion::systems_deleted(app).await?),
        Verb::Restore { system } => return restore(app, output, &system).await,
    };
    let system = pick::system(app, &system).await?;
    done(output, &landscape::system_update(app, &system.id, edit).await?, "Changed")
}

/// The id of the system above; empty for the top.
async fn above(app: &App, parent: String) -> Result<String, Failure> {
    if parent.is_empty() { Ok(parent) } else { Ok(pick::system(app, &parent).await?.id) }
}

async fn update(app: &App, update: Update) -> Result<SystemNode, Failure> {
    let system = pick::system(app, &update.system).await?;
    let parent = match update.parent {
        Some(parent) => Some(above(app, parent).await?),
        None => None,
    };
    // A secret in the environment is meant where the connection changes.
    let connection_changes = update.url.is_some() || update.token_url.is_some() || update.client_id.is_some();
    let secret = if connection_changes { update.secret.read()? } else { update.secret.named()? };
    let either = |yes, no| if yes || no { Some(yes) } else { None };
    let edit = SystemEdit {
        name: update.name,
        description: update.description,
        level: update.level.map(Level::from),
        parent,
        url: update.url,
        token_url: update.token_url,
        client_id: update.client_id,
        secret,
        tags: update.tags,
        enabled: either(update.enable, update.disable),
        colour: update.colour,
        notes: update.notes,
        favourite: either(update.favourite, update.no_favourite),
    };
    Ok(landscape::system_update(app, &system.id, edit).await?)
}

async fn delete(
    app: &App,
    output: &Output,
    system: &str,
    consent: &changes::NamedConsent,
) -> Result<(), Failure> {
    let system = pick::system(app, system).await?;
    let plan = deletion::system_delete_plan(app, &system.id).await?;
    for line in goes(&plan) {
        output.note(&line);
    }
    let question = format!("Delete \"{}\"?", plan.name);
    let confirm = match &plan.confirm {
        Some(name) => consent.name(name, &question)?,
        None => {
            consent.ask(&question)?;
            String::new()
        }
    };
    deletion::system_delete(app, &system.id, &confirm).await?;
    done(output, &system, "Deleted")
}

/// What goes with it, and what does not.
fn goes(plan: &DeletionPlan) -> Vec<String> {
    let list = |what: &str, names: &[String]| format!("{what}: {}.", names.join(", "));
    let mut lines = Vec::new();
    if let Some(users) = plan.users {
        let role_collections = grouped(plan.role_collections.unwrap_or_default());
        lines.push(format!(
            "Its snapshot goes: {} users, {role_collections} role collections.",
            grouped(users)
        ));
    }
    if !plan.credentials.is_empty() {
        lines.push(list("Its credentials go, and must be given again after a restore", &plan.credentials));
    }
    if !plan.consumers.is_empty() {
        lines.push(list(
            "Consumers of its proxy, who come back with a restore, their secrets good as before",
            &plan.consumers,
        ));
    }
    if !plan.drafts.is_empty() {
        lines.push(format!(
            "{} of its transformations not saved yet, back with a restore.",
            plan.drafts.len()
        ));
    }
    if !plan.below.is_empty() {
        let above = plan.above.as_ref().map_or("to the top".to_owned(), |above| format!("below {above}"));
        lines.push(list(&format!("What is below it moves {above}"), &plan.below));
    }
    lines.push("The account stays as it is, and so do the histories.".to_owned());
    lines
}

fn deleted(output: &Output, systems: &[DeletedSystem]) -> Result<(), Failure> {
    if output.json {
        return output.json(&systems);
    }
    if systems.is_empty() {
        output.note("No system was deleted.");
        return Ok(());
    }
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("LEVEL", Align::Left),
        ("DELETED", Align::Left),
        ("BY", Align::Left),
        ("ID", Align::Left),
    ]);
    for system in systems {
        table.row([
            system.name.clone(),
            level(system.level).into(),
            when::local(&system.at.to_string()),
            system.who.clone(),
            system.id.clone(),
        ]);
    }
    output.table(&table)
}

async fn restore(app: &App, output: &Output, text: &str) -> Result<(), Failure> {
    let systems = deletion::systems_deleted(app).await?;
    let found = pick::named(&systems, text, |system| (&system.id, &system.name)).ok_or_else(|| {
        Failure::usage(
            format!("there is no deleted system \"{text}\""),
            "`zonedesk systems deleted` shows all.",
        )
    })?;
    let system = deletion::system_restore(app, &found.id).await?;
    done(output, &system, "Restored")?;
    if !system.url.is_empty() {
        output.note("Its credentials must be given again: `zonedesk systems rotate`.");
    }
    Ok(())
}
