use std::path::PathBuf;

use zonedesk_app::transformations::{Figures, Transformation, explain_lines, run_lines};

use super::{Run, Source, render::plural, streams};
use crate::failure::{Exit, Failure};
use crate::output::Output;

const EXIT_CODES: &str = "Entities that fail are told on stderr, one JSON a line: {\"line\",\"id\",\"pointer\",\"path\",\"error\"}.
Entities that are skipped or deleted leave no line.

Exit codes:
    0  every entity came through, was skipped or is to be deleted
    1  an entity failed, or the transformation cannot run
    2  the command line is wrong";

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub struct Arguments {
    /// The transformation; default:read or default:write for SAP's own
    file: Source,
    /// The entities, one JSON a line [default: stdin]
    entities: Option<PathBuf>,
    #[command(flatten)]
    run: Run,
}

pub fn run(output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let (transformation, _) = Transformation::load(arguments.file.text()?);
    let options = arguments.run.options();
    let mut entities = streams::entities(arguments.entities.as_deref())?;
    let mut out = streams::sink(output)?;
    let figures = run_lines(&transformation, &options, &mut entities, &mut out, &mut std::io::stderr())?;
    end(figures)
}

pub fn explain(output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let (transformation, _) = Transformation::load(arguments.file.text()?);
    let options = arguments.run.options();
    let mut entities = streams::entities(arguments.entities.as_deref())?;
    let mut out = streams::sink(output)?;
    let figures = explain_lines(&transformation, &options, &mut entities, &mut out)?;
    if figures.failed > 0 {
        output.note(&format!("{} failed", plural(usize::try_from(figures.failed).unwrap_or(0), "entity")));
    }
    end(figures)
}

fn end(figures: Figures) -> Result<(), Failure> {
    if figures.failed > 0 { Err(Failure::told(Exit::Failed)) } else { Ok(()) }
}
