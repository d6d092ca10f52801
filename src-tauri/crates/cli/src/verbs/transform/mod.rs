//! `zonedesk transform`: transformations checked, run, explained and compared; those of a system and their versions.

mod attempt;
mod check;
pub mod diff;
mod effect;
mod render;
mod run;
pub mod streams;
pub mod system;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use zonedesk_app::api::TransformationOperation;
use zonedesk_app::transformations::Properties;

use crate::failure::Failure;
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub enum Verb {
    #[command(flatten)]
    Files(Files),
    /// Tell how two transformations differ, in meaning and in effect: files, sides of a system, or all systems
    Diff(diff::Arguments),
    #[command(flatten)]
    System(system::Verb),
}

/// On files: nothing of the workspace is needed.
#[derive(Debug, Subcommand)]
pub enum Files {
    /// Tell what is wrong with a transformation
    Check(check::Arguments),
    /// Run entities, one JSON a line, through a transformation
    Run(run::Arguments),
    /// Run entities and tell what every mapping did with them
    Explain(run::Arguments),
}

pub fn run(output: &Output, verb: Files) -> Result<(), Failure> {
    match verb {
        Files::Check(arguments) => check::run(output, arguments),
        Files::Run(arguments) => run::run(output, arguments),
        Files::Explain(arguments) => run::explain(output, arguments),
    }
}

/// What entities are run with.
#[derive(Debug, clap::Args)]
pub struct Run {
    /// Entity type, as the transformation names it
    #[arg(long, default_value = "user")]
    entity: String,
    /// What is done with the entities
    #[arg(long, value_enum, default_value_t = OperationArgument::Read)]
    operation: OperationArgument,
    /// A property of the system; may be given more than once
    #[arg(long = "property", value_name = "NAME=VALUE", value_parser = pair)]
    properties: Vec<(String, String)>,
    /// A variable that is set before the first mapping [entityBaseLocation: https://proxy.example/Users/ or …/Groups/]
    #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = pair)]
    variables: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OperationArgument {
    Read,
    Create,
    /// Replace the whole entity (PUT)
    Update,
    Patch,
    Delete,
}

impl From<OperationArgument> for TransformationOperation {
    fn from(operation: OperationArgument) -> Self {
        match operation {
            OperationArgument::Read => Self::Read,
            OperationArgument::Create => Self::Create,
            OperationArgument::Update => Self::Update,
            OperationArgument::Patch => Self::Patch,
            OperationArgument::Delete => Self::Delete,
        }
    }
}

impl Run {
    fn options(self) -> zonedesk_app::transformations::RunOptions {
        zonedesk_app::transformations::RunOptions {
            entity: self.entity,
            operation: TransformationOperation::from(self.operation).into(),
            properties: properties(self.properties),
            variables: self.variables.into_iter().collect(),
        }
    }
}

fn properties(pairs: Vec<(String, String)>) -> Properties {
    pairs.into_iter().collect()
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it is written NAME=VALUE")?;
    if name.is_empty() {
        Err("the name is empty".to_owned())
    } else {
        Ok((name.to_owned(), value.to_owned()))
    }
}

/// The file of a transformation, or `default:read` and `default:write` for SAP's own.
#[derive(Debug, Clone)]
pub struct Source(PathBuf);

impl From<std::ffi::OsString> for Source {
    fn from(text: std::ffi::OsString) -> Self {
        Self(text.into())
    }
}

impl Source {
    fn text(&self) -> Result<String, Failure> {
        match self.0.to_str() {
            Some("default:read") => Ok(zonedesk_app::transformations::DEFAULT_READ.to_owned()),
            Some("default:write") => Ok(zonedesk_app::transformations::DEFAULT_WRITE.to_owned()),
            Some("-") => streams::text(None),
            _ => streams::text(Some(&self.0)),
        }
    }

    fn is_default(&self) -> bool {
        self.0.to_str().is_some_and(|text| matches!(text, "default:read" | "default:write"))
    }

    /// Name, text, and the system that is named behind a `#`, where there is no file of the whole name.
    fn file(&self) -> Result<(String, String, Option<String>), Failure> {
        let whole = || Ok((self.name(), self.text()?, None));
        let Some((file, system)) = self.0.to_str().and_then(|text| text.rsplit_once('#')) else {
            return whole();
        };
        if self.0.exists() {
            return whole();
        }
        let file = Self(file.into());
        Ok((file.name(), file.text()?, Some(system.to_owned())))
    }

    fn name(&self) -> String {
        if self.0.as_os_str() == "-" { "stdin".to_owned() } else { self.0.display().to_string() }
    }
}
