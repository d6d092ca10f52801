//! Client secrets: from stdin, a file, the environment or a question in the terminal; never from an argument.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::output::can_ask;

/// The variable that holds the client secret of the system that a verb names.
pub const VARIABLE: &str = "ZONEDESK_SECRET";

/// Longer is no secret but a mistaken file.
const LONGEST: u64 = 64 << 10;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Read the client secret from stdin (or set ZONEDESK_SECRET)
    #[arg(long, conflicts_with = "secret_file")]
    secret_stdin: bool,
    /// Read the client secret from a file
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
}

impl Arguments {
    /// The secret, if one is given in any of the ways.
    pub fn read(&self) -> Result<Option<String>, Failure> {
        Ok(self.named()?.or_else(from_environment))
    }

    /// The secret that the command line itself points to: what is in the environment may be meant for another verb.
    pub fn named(&self) -> Result<Option<String>, Failure> {
        if self.secret_stdin {
            return limited(io::stdin().lock(), "stdin").map(Some);
        }
        if let Some(path) = &self.secret_file {
            return from_file(path).map(Some);
        }
        Ok(None)
    }

    /// As [`Arguments::read`]; asks in a terminal where none is given.
    pub fn read_or_ask(&self) -> Result<Option<String>, Failure> {
        if let Some(secret) = self.read()? {
            return Ok(Some(secret));
        }
        if !can_ask() {
            return Ok(None);
        }
        let secret = rpassword::prompt_password("Client secret (not shown): ");
        secret.map(Some).map_err(|error| Failure::io("terminal", &error))
    }
}

pub fn from_environment() -> Option<String> {
    std::env::var(VARIABLE).ok().filter(|secret| !secret.is_empty())
}

pub fn from_file(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let file = std::fs::File::open(path).map_err(|error| Failure::io(&name, &error))?;
    limited(file, &name)
}

pub fn limited(source: impl Read, name: &str) -> Result<String, Failure> {
    let mut text = String::new();
    source.take(LONGEST).read_to_string(&mut text).map_err(|error| Failure::io(name, &error))?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        return Err(Failure::usage(
            format!("{name} holds no secret"),
            "It must hold the secret and nothing else.",
        ));
    }
    Ok(secret.to_owned())
}
