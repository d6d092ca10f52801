use clap::ValueEnum;
use zonedesk_app::transformations::{Circumstances, Direction, Finding, Severity, check};

use super::render::{Paint, plural};
use super::{Source, pair, properties};
use crate::failure::{Exit, Failure};
use crate::output::Output;

const EXIT_CODES: &str = "Exit codes:
    0  no errors; there may be warnings and notes
    1  at least one error, or the file cannot be read
    2  the command line is wrong

With --json: a list of findings, each with code, severity, pointer, line, column, message and, where there is one, a fix.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub struct Arguments {
    /// The transformation; - for stdin, default:read or default:write for SAP's own
    file: Source,
    /// A property of the system; may be given more than once
    #[arg(long = "property", value_name = "NAME=VALUE", value_parser = pair)]
    properties: Vec<(String, String)>,
    /// Which way it works [default: told from the document]
    #[arg(long, value_enum)]
    direction: Option<DirectionArgument>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DirectionArgument {
    Read,
    Write,
}

pub fn run(output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let circumstances = Circumstances {
        properties: properties(arguments.properties),
        direction: arguments.direction.map(|d| match d {
            DirectionArgument::Read => Direction::Read,
            DirectionArgument::Write => Direction::Write,
        }),
    };
    let name = arguments.file.name();
    let (_, findings) = check(arguments.file.text()?, &circumstances);
    if output.json {
        output.json(&findings)?;
    } else {
        let paint = Paint::when(output.is_terminal());
        output.text(&lines(&name, &findings, paint))?;
    }
    let errors = findings.iter().any(|f| f.severity == Severity::Error);
    if errors { Err(Failure::told(Exit::Failed)) } else { Ok(()) }
}

/// `file:line:column: severity[code] message`, as editors know to jump to.
fn lines(name: &str, findings: &[Finding], paint: Paint) -> String {
    let mut out = String::new();
    for f in findings {
        let (severity, code) = match f.severity {
            Severity::Error => ("error", 31),
            Severity::Warning => ("warning", 33),
            Severity::Note => ("note", 36),
        };
        let what = paint.colour(code, &format!("{severity}[{}]", f.code));
        out.push_str(&format!("{name}:{}:{}: {what} {}\n", f.start.line, f.start.column, f.message));
        if let Some(fix) = &f.fix {
            out.push_str(&format!("    fix: {}\n", fix.title));
        }
    }
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    out.push_str(&format!(
        "{}, {}, {}\n",
        plural(count(Severity::Error), "error"),
        plural(count(Severity::Warning), "warning"),
        plural(count(Severity::Note), "note")
    ));
    out
}
