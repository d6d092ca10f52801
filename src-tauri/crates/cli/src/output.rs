//! What goes to stdout or a file, and how it looks.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use serde::Serialize;
use zonedesk_app::api::{AppError, Severity};

use crate::failure::Failure;
use crate::table::Table;

/// Where results go, and in which form. Notes for a person go to stderr, so that stdout holds the result alone.
pub struct Output {
    pub json: bool,
    /// No notes and no progress; with JSON neither, since then stderr holds an error or nothing.
    quiet: bool,
    file: Option<PathBuf>,
}

impl Output {
    pub fn new(json: bool, quiet: bool, file: Option<PathBuf>) -> Self {
        Self { json, quiet: quiet || json, file }
    }

    /// The file that results go to, where one is named.
    pub fn path(&self) -> Option<&std::path::Path> {
        self.file.as_deref()
    }

    /// The same to stdout, where the file of the command line holds something else than text.
    pub fn to_stdout(&self) -> Self {
        Self { json: self.json, quiet: self.quiet, file: None }
    }

    /// Whether results go to a terminal.
    pub fn is_terminal(&self) -> bool {
        self.file.is_none() && io::stdout().is_terminal()
    }

    /// Indented JSON.
    pub fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let mut text =
            serde_json::to_string_pretty(value).map_err(|error| Failure::io("the result", &error.into()))?;
        text.push('\n');
        self.text(&text)
    }

    pub fn table(&self, table: &Table) -> Result<(), Failure> {
        self.text(&self.render(table))
    }

    /// A table, to be put into a longer text.
    pub fn render(&self, table: &Table) -> String {
        table.render(self.width())
    }

    /// The result, whole: a file holds what comes last.
    pub fn text(&self, text: &str) -> Result<(), Failure> {
        match &self.file {
            Some(path) => File::create(path)
                .and_then(|mut file| file.write_all(text.as_bytes()))
                .map_err(|error| Failure::io(&path.display().to_string(), &error)),
            None => match io::stdout().lock().write_all(text.as_bytes()) {
                // Whoever read has read enough: `zonedesk users list … | head`.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                other => other.map_err(|error| Failure::io("stdout", &error)),
            },
        }
    }

    /// A line for a person beside the result.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            eprintln!("{}", crate::table::plain(text));
        }
    }

    /// Shows how far something is, on one line of a terminal that the next call overwrites.
    pub fn progress(&self, text: &str) {
        if !self.quiet && io::stderr().is_terminal() {
            eprint!("\r\x1b[2K{}", crate::table::plain(text));
        }
    }

    /// Ends the line of [`Output::progress`].
    pub fn progress_end(&self) {
        if !self.quiet && io::stderr().is_terminal() {
            eprint!("\r\x1b[2K");
        }
    }

    fn width(&self) -> Option<usize> {
        if !self.is_terminal() {
            return None;
        }
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
    }
}

/// The word before what is told of a file or a property.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "note",
    }
}

/// Whether somebody sits at a terminal who can be asked something.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// The error as the last thing on stderr: for people, or as JSON.
pub fn tell(failure: &Failure, json: bool) {
    let Some(error) = &failure.error else { return };
    if json {
        #[derive(Serialize)]
        struct Told<'a> {
            error: &'a AppError,
        }
        if let Ok(text) = serde_json::to_string(&Told { error }) {
            eprintln!("{text}");
        }
        return;
    }
    let code = if error.code.is_empty() { String::new() } else { format!("[{}]", error.code) };
    eprintln!("error{code}: {}", crate::table::plain(&error.message));
    if let Some(help) = &error.help {
        eprintln!("  help: {}", crate::table::plain(help));
    }
}
