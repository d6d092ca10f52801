use std::path::PathBuf;

use serde::Serialize;
use zonedesk_app::transformations::{Compared, EntityEffect, Summary, Transformation, compare, effect_lines};

use super::render::{Form, Paint, comparison, effects};
use super::{Run, Source, streams};
use crate::failure::{Exit, Failure};
use crate::output::Output;

const EXIT_CODES: &str = "Exit codes:
    0  the same meaning; with --effect also the same results
    1  there is a difference, or a file cannot be read
    2  the command line is wrong";

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub struct Arguments {
    /// The transformation before; default:read or default:write for SAP's own
    a: Source,
    /// The transformation after
    b: Source,
    /// Run these entities, one JSON a line, through both and tell what differs; - for stdin
    #[arg(long, value_name = "ENTITIES")]
    effect: Option<PathBuf>,
    /// Write Markdown, for a ticket
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    #[command(flatten)]
    run: Run,
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

pub fn run(output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let (a, b) = (arguments.a.text()?, arguments.b.text()?);
    let compared = compare(&a, &b);
    let mut seen = Vec::new();
    let mut summary = None;
    if let Some(entities) = &arguments.effect {
        let (before, after) = (Transformation::load(a).0, Transformation::load(b).0);
        let mut stream = streams::entities(Some(entities))?;
        let mut told = |line, effect: &EntityEffect| {
            if seen.len() < SHOWN || output.json {
                seen.push(Effected { line, effect: effect.clone() });
            }
        };
        summary = Some(effect_lines(&before, &after, &arguments.run.options(), &mut stream, &mut told)?);
    }
    if output.json {
        output.json(&Everything { compared: &compared, effect: summary.as_ref(), entities: &seen })?;
    } else {
        let paint = Paint::when(output.is_terminal());
        let form = if arguments.markdown { Form::Markdown } else { Form::Text(paint) };
        let mut text = comparison(&arguments.a.name(), &arguments.b.name(), &compared, form);
        if let Some(summary) = &summary {
            text.push_str(&effects(summary, &seen, form));
        }
        output.text(&text)?;
    }
    let same_effect = summary.as_ref().is_none_or(|s| {
        s.changed + s.failing + s.passing + s.appearing + s.vanishing == 0 && s.collisions.is_empty()
    });
    let broken = !compared.broken_before.is_empty() || !compared.broken_after.is_empty();
    if compared.same_meaning && same_effect && !broken { Ok(()) } else { Err(Failure::told(Exit::Failed)) }
}
