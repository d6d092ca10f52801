use std::path::PathBuf;

use serde::Serialize;
use zonedesk_app::api::{TransformationKind, TransformationSide};
use zonedesk_app::transformations::{
    Compared, Direction, EntityEffect, Side, Summary, Transformation, compare, effect_lines,
};
use zonedesk_app::{App, system_transformations as app_transformations};

use super::render::{Form, comparison, differs, effects, landscape};
use super::system::Kind;
use super::{Run, Source, properties, streams};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::pick;

const MORE: &str = "Sides of --from, --to and --against:
    current        the version in use
    version:6      a version; also 6
    draft          what is being written
    default        the default that this program ships; default:read and default:write among files
    system:NAME    what another system uses; system:NAME:6 for a version of it
    FILE           a file, - for stdin; FILE#NAME for a system of an export

Exit codes:
    0  the same meaning; with --effect also the same results; with --all in every system
    1  there is a difference, or a side cannot be read
    2  the command line is wrong";

#[derive(Debug, clap::Args)]
#[command(after_help = MORE)]
pub struct Arguments {
    /// The transformation before: a file, FILE#NAME for a system of an export, default:read or default:write
    #[arg(required_unless_present_any = ["system", "all"], conflicts_with_all = ["system", "all"])]
    a: Option<Source>,
    /// The transformation after
    #[arg(required_unless_present_any = ["system", "all"])]
    b: Option<Source>,
    /// Compare sides of a system's transformation: its id or name
    #[arg(long)]
    system: Option<String>,
    /// Which of the two transformations [default: read; of files the one that each is]
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// The side before
    #[arg(long, value_name = "SIDE", requires = "system", conflicts_with_all = ["all", "a"], default_value = "current")]
    from: String,
    /// The side after
    #[arg(long, value_name = "SIDE", requires = "system", conflicts_with_all = ["all", "a"], default_value = "draft")]
    to: String,
    /// Compare what every system uses with one side
    #[arg(long)]
    all: bool,
    /// What all are compared with
    #[arg(long, value_name = "SIDE", requires = "all", default_value = "default")]
    against: String,
    /// Run these entities, one JSON a line, through both files and tell what differs; - for stdin
    #[arg(long, value_name = "ENTITIES", conflicts_with_all = ["system", "all"])]
    effect: Option<PathBuf>,
    /// Write Markdown, for a ticket
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    #[command(flatten)]
    run: Run,
}

impl Arguments {
    /// Whether what is compared stands in files alone.
    pub fn is_of_files(&self) -> bool {
        self.a.is_some()
    }
}

/// What happens to one entity.
#[derive(Debug, Serialize)]
pub struct Effected {
    pub line: u64,
    #[serde(flatten)]
    pub effect: EntityEffect,
}

/// Effects that are shown one by one; all are counted.
const SHOWN: usize = 100;

#[derive(Debug, Serialize)]
struct Everything<'a> {
    #[serde(flatten)]
    compared: &'a Compared,
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<&'a Summary>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entities: &'a Vec<Effected>,
}

/// Two files: nothing of the workspace is needed.
pub fn of_files(output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let (Some(a), Some(b)) = (&arguments.a, &arguments.b) else {
        return Err(Failure::usage("two files are compared", "Name both."));
    };
    let kind = arguments.kind.map(TransformationKind::from);
    let (before, after) = (file(a, kind)?, file(b, kind)?);
    let given = properties(arguments.run.properties.clone());
    let mut seen = Vec::new();
    let mut summary = None;
    if let Some(entities) = &arguments.effect {
        let load = |side: &Side| Transformation::load(side.text.clone()).0;
        let mut stream = streams::entities(Some(entities))?;
        let mut told = |line, effect: &EntityEffect| {
            if seen.len() < SHOWN || output.json {
                seen.push(Effected { line, effect: effect.clone() });
            }
        };
        let options = arguments.run.options();
        summary = Some(effect_lines(&load(&before), &load(&after), &options, &mut stream, &mut told)?);
    }
    // Without any, nothing is known of those that the system will have.
    let compared = compare(before, after, (!given.is_empty()).then_some(given), direction(arguments.kind));
    tell(output, &compared, arguments.markdown, summary.as_ref(), &seen)
}

fn direction(kind: Option<Kind>) -> Option<Direction> {
    kind.map(|kind| match kind {
        Kind::Read => Direction::Read,
        Kind::Write => Direction::Write,
    })
}

fn file(source: &Source, kind: Option<TransformationKind>) -> Result<Side, Failure> {
    let (name, text, system) = source.file()?;
    if source.is_default() {
        return Ok(Side::named(name, text));
    }
    Ok(app_transformations::transformation_in_file(&name, text, system.as_deref(), kind)?)
}

/// Sides of a system, or all systems.
pub async fn of_systems(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let kind = arguments.kind.unwrap_or(Kind::Read);
    let system = match &arguments.system {
        Some(name) => Some(pick::system(app, name).await?),
        None => None,
    };
    let id = system.as_ref().map(|system| system.id.as_str());
    if arguments.all {
        let against = side(app, &arguments.against, id).await?;
        let compared = app_transformations::transformation_landscape(app, kind.into(), against, id).await?;
        let form = Form::new(arguments.markdown, output.is_terminal());
        if output.json {
            output.json(&compared)?;
        } else {
            output.text(&landscape(output, &compared, kind.title(), form))?;
        }
        let differ = compared.rows.iter().any(differs);
        return if differ { Err(Failure::told(Exit::Failed)) } else { Ok(()) };
    }
    let Some(id) = id else {
        return Err(Failure::usage("no system is named", "Name one with --system."));
    };
    let (from, to) = (side(app, &arguments.from, Some(id)).await?, side(app, &arguments.to, Some(id)).await?);
    let compared = app_transformations::transformation_compared(app, id, kind.into(), from, to).await?;
    tell(output, &compared, arguments.markdown, None, &Vec::new())
}

/// A side as it is typed. `system`: the one that is looked at.
async fn side(app: &App, text: &str, system: Option<&str>) -> Result<TransformationSide, Failure> {
    let own = || {
        system.map(str::to_owned).ok_or_else(|| {
            Failure::usage(format!("\"{text}\" is of a system, and none is named"), "Name it with --system.")
        })
    };
    let number = text.strip_prefix("version:").unwrap_or(text);
    if let Ok(number) = number.parse() {
        own()?;
        return Ok(TransformationSide::Version { number });
    }
    if text.starts_with("version:") {
        return Err(Failure::usage(
            format!("\"{number}\" is no number of a version"),
            "It is written version:6.",
        ));
    }
    Ok(match (text, text.strip_prefix("system:")) {
        ("draft", _) => {
            own()?;
            TransformationSide::Draft
        }
        ("current", _) => TransformationSide::System { system: own()?, version: None },
        ("default", _) => TransformationSide::Default,
        (_, Some(name)) => {
            // No name of a system has a colon.
            let (name, version) = match name.rsplit_once(':') {
                Some((name, number)) => (
                    name,
                    Some(number.parse().map_err(|_| {
                        Failure::usage(
                            format!("\"{number}\" is no number of a version"),
                            "It is written system:NAME:6.",
                        )
                    })?),
                ),
                None => (name, None),
            };
            TransformationSide::System { system: pick::system(app, name).await?.id, version }
        }
        (text, None) => {
            let source = Source::from(std::ffi::OsString::from(text));
            let (name, text, system) = source.file()?;
            if source.is_default() {
                TransformationSide::Text { text }
            } else {
                TransformationSide::File { name, text, system }
            }
        }
    })
}

fn tell(
    output: &Output,
    compared: &Compared,
    markdown: bool,
    effect: Option<&Summary>,
    seen: &Vec<Effected>,
) -> Result<(), Failure> {
    if output.json {
        output.json(&Everything { compared, effect, entities: seen })?;
    } else {
        let form = Form::new(markdown, output.is_terminal());
        let mut text = comparison(compared, form);
        if let Some(summary) = effect {
            text.push_str(&effects(summary, seen, form));
        }
        output.text(&text)?;
    }
    let same_effect = effect.is_none_or(|s| {
        s.changed + s.failing + s.passing + s.appearing + s.vanishing == 0 && s.collisions.is_empty()
    });
    if compared.same_meaning && same_effect && !compared.is_broken() {
        Ok(())
    } else {
        Err(Failure::told(Exit::Failed))
    }
}
