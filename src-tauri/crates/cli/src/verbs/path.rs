//! `zonedesk path`: paths and conditions tried on documents.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;
use zonedesk_app::paths::{self, Found};

use super::transform::streams;
use crate::failure::{Exit, Failure};
use crate::output::Output;

const EXIT_CODES: &str = "Exit codes:
    0  found; with --ndjson: every line has its answer
    1  nothing is there, or the document cannot be read
    2  the path cannot be read";

/// Read a path in a JSON document, as transformations read it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub struct Arguments {
    /// The path, as $.emails[?(@.primary == true)].value
    #[arg(required_unless_present = "ndjson")]
    path: Option<String>,
    /// The document [default: stdin]
    file: Option<PathBuf>,
    /// Answer questions from stdin, one JSON a line: {"id","doc","path"} or {"id","doc","condition"[,"item"]}
    #[arg(long, conflicts_with_all = ["path", "file"])]
    ndjson: bool,
}

pub fn run(output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let Some(path) = arguments.path else {
        let mut out = streams::sink(output)?;
        let result = paths::answer_lines(&mut streams::entities(None)?, &mut out).and_then(|()| out.flush());
        return match result {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::io("stdin or stdout", &error))
            }
            _ => Ok(()),
        };
    };
    let document = streams::text(arguments.file.as_deref())?;
    match paths::read(document.as_bytes(), &path) {
        Ok(Found::Missing) if output.json => {
            output.json(&json!({ "missing": true }))?;
            Err(Failure::told(Exit::Failed))
        }
        Ok(Found::Missing) => {
            output.note("Nothing is there.");
            Err(Failure::told(Exit::Failed))
        }
        Ok(Found::Value { definite, value, paths }) if output.json => {
            let value = serde_json::Value::from(&value);
            output.json(&json!({ "definite": definite, "value": value, "paths": paths }))
        }
        Ok(Found::Value { value, .. }) => output.text(&format!("{value}\n")),
        Err(problem) => Err(Failure::usage(
            problem,
            format!("{path} was read in {}", streams::name(arguments.file.as_deref())),
        )),
    }
}
