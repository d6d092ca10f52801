//! The transformations of a system: its versions, what is in use, and new ones.

use clap::{Subcommand, ValueEnum};
use serde::Serialize;
use zonedesk_app::api::{
    AppError, NewVersion, SystemNode, TransformationKind, TransformationSide, TransformationVersion,
};
use zonedesk_app::system_transformations as app_transformations;
use zonedesk_app::{App, Code};

use super::render::{Form, comparison};
use super::{Source, attempt, effect};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::table::{Align, Table};
use crate::{pick, when};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List the versions of a system's transformations, newest first
    List {
        /// Id or name
        system: String,
        /// Only of this one
        #[arg(long, value_enum)]
        kind: Option<Kind>,
    },
    /// Print a system's transformation, byte for byte
    Show {
        /// Id or name
        system: String,
        #[arg(long, value_enum, default_value_t = Kind::Read)]
        kind: Kind,
        /// A version's number, "default" or "draft" [default: the version in use]
        #[arg(long, value_name = "VERSION", value_parser = side)]
        version: Option<TransformationSide>,
    },
    /// Run one entity through a system's transformation, as its proxy would
    Try(attempt::Arguments),
    /// Tell which entities of a system's snapshot a transformation makes other things of
    RunOnAll(effect::Arguments),
    /// Save a text as a new version, which is in use from then on
    Save {
        #[command(flatten)]
        new: New,
        /// The transformation; - for stdin
        file: Source,
    },
    /// Put an earlier version, or the current default, into use again, as a new version
    Apply {
        #[command(flatten)]
        new: New,
        /// A version's number, or "default"
        #[arg(long, value_name = "VERSION", value_parser = applicable)]
        version: TransformationSide,
    },
    /// Go back to version 1, as a new version
    Reset {
        #[command(flatten)]
        new: New,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Read,
    Write,
}

#[derive(Debug, clap::Args)]
pub struct New {
    /// Id or name
    system: String,
    #[arg(long, value_enum)]
    kind: Kind,
    /// What was changed and why, one line: it stands in the history for ever
    #[arg(long)]
    description: String,
    /// The version that was looked at: where another is in use by now, nothing is saved [default: the one in use]
    #[arg(long, value_name = "NUMBER")]
    based_on: Option<u32>,
}

impl Kind {
    /// As a heading begins.
    pub fn title(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Write => "Write",
        }
    }
}

impl From<Kind> for TransformationKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Read => Self::Read,
            Kind::Write => Self::Write,
        }
    }
}

pub fn side(text: &str) -> Result<TransformationSide, String> {
    if text == "draft" { Ok(TransformationSide::Draft) } else { applicable(text) }
}

fn applicable(text: &str) -> Result<TransformationSide, String> {
    match text.parse() {
        Ok(number) => Ok(TransformationSide::Version { number }),
        Err(_) if text == "default" => Ok(TransformationSide::Default),
        Err(_) => Err("no number of a version".to_owned()),
    }
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::List { system, kind } => list(app, output, &system, kind).await,
        Verb::Show { system, kind, version } => show(app, output, &system, kind, version).await,
        Verb::Try(arguments) => attempt::run(app, output, arguments).await,
        Verb::RunOnAll(arguments) => effect::run(app, output, arguments).await,
        Verb::Save { new, file } => {
            let text = file.text()?;
            save(app, output, new, TransformationSide::Text { text }).await
        }
        Verb::Apply { new, version } => save(app, output, new, version).await,
        Verb::Reset { new } => save(app, output, new, TransformationSide::Version { number: 1 }).await,
    }
}

#[derive(Serialize)]
struct Listed {
    kind: TransformationKind,
    #[serde(flatten)]
    version: TransformationVersion,
}

async fn list(app: &App, output: &Output, system: &str, kind: Option<Kind>) -> Result<(), Failure> {
    let system = pick::system(app, system).await?;
    let kinds = kind.map_or_else(|| vec![Kind::Read, Kind::Write], |kind| vec![kind]);
    let mut listed = Vec::new();
    for kind in kinds.into_iter().map(TransformationKind::from) {
        let versions = app_transformations::transformation_versions(app, &system.id, kind).await?;
        listed.extend(versions.into_iter().map(|version| Listed { kind, version }));
    }
    if output.json {
        return output.json(&listed);
    }
    let mut table = Table::new(&[
        ("KIND", Align::Left),
        ("VERSION", Align::Right),
        ("WHEN", Align::Left),
        ("WHO", Align::Left),
        ("DESCRIPTION", Align::Left),
    ]);
    for Listed { kind, version } in listed {
        table.row([
            word(kind).to_owned(),
            version.number.to_string(),
            when::local(&version.at.to_string()),
            version.who,
            version.description,
        ]);
    }
    output.table(&table)
}

async fn show(
    app: &App,
    output: &Output,
    system: &str,
    kind: Kind,
    version: Option<TransformationSide>,
) -> Result<(), Failure> {
    let system = pick::system(app, system).await?;
    let text = match version {
        Some(side) => app_transformations::transformation_text(app, &system.id, kind.into(), side).await?,
        None => app_transformations::transformation(app, &system.id, kind.into()).await?.text,
    };
    if output.json { output.json(&serde_json::json!({ "text": text })) } else { output.text(&text) }
}

async fn save(app: &App, output: &Output, new: New, mine: TransformationSide) -> Result<(), Failure> {
    let system = pick::system(app, &new.system).await?;
    let kind = new.kind.into();
    let based_on = match new.based_on {
        Some(number) => number,
        None => app_transformations::transformation(app, &system.id, kind).await?.version.number,
    };
    let version = NewVersion { system: system.id.clone(), kind, based_on, description: new.description };
    let saved = match &mine {
        TransformationSide::Text { text } => {
            app_transformations::transformation_save(app, &version, text.clone()).await
        }
        TransformationSide::Version { number: 1 } => {
            app_transformations::transformation_reset(app, &version).await
        }
        TransformationSide::Version { number } => {
            app_transformations::transformation_apply(app, &version, *number).await
        }
        // The command line takes no other than the default.
        _ => app_transformations::transformation_default(app, &version).await,
    };
    match saved {
        Ok(saved) if output.json => output.json(&saved),
        Ok(saved) => {
            let number = saved.number;
            output.note(&format!(
                "Version {number} of the {} transformation of \"{}\".",
                word(kind),
                system.name
            ));
            Ok(())
        }
        Err(error) if error.is(Code::SavedMeanwhile) => {
            conflict(app, output, &system, kind, mine, error).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Tells how what was to be saved differs from what was saved meanwhile.
async fn conflict(
    app: &App,
    output: &Output,
    system: &SystemNode,
    kind: TransformationKind,
    mine: TransformationSide,
    error: AppError,
) -> Result<(), Failure> {
    let number = error.place.as_deref().and_then(|place| place.parse().ok()).unwrap_or_default();
    let theirs = TransformationSide::Version { number };
    let compared = app_transformations::transformation_compared(app, &system.id, kind, theirs, mine).await?;
    if output.json {
        output.json(&compared)?;
    } else {
        let form = Form::new(false, output.is_terminal());
        output.text(&comparison(&compared, form))?;
    }
    let help = format!("Take over what is missing, then save with --based-on {number}.");
    Err(Failure { exit: Exit::Failed, error: Some(AppError { help: Some(help), ..error }) })
}

fn word(kind: TransformationKind) -> &'static str {
    match kind {
        TransformationKind::Read => "read",
        TransformationKind::Write => "write",
    }
}
