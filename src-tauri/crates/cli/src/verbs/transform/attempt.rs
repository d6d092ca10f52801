//! `zonedesk transform try`: one entity through a system's transformation.

use std::path::PathBuf;

use zonedesk_app::App;
use zonedesk_app::api::{
    Attempt, ExplainedMapping, MappingOutcome, SampleChoice, TransformationSide, Tried, TryEnd,
};
use zonedesk_app::system_transformations as transformations;

use super::render::{Paint, plural};
use super::system::{Kind, side};
use super::{OperationArgument, Source, pair, streams};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::pick;
use crate::verbs::refresh::before_list;

const EXIT_CODES: &str = "Exit codes:
    0  the entity came through, was skipped or is to be deleted
    1  it failed, or there is nothing to run
    2  the command line is wrong";

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub struct Arguments {
    /// Id or name
    system: String,
    #[arg(long, value_enum, default_value_t = Kind::Read)]
    kind: Kind,
    #[command(flatten)]
    sample: Sample,
    /// Entity type, as the transformation names it [default: user; group with --role-collection]
    #[arg(long)]
    entity: Option<String>,
    /// What is done with the entity [default: read, or update with --kind write]
    #[arg(long, value_enum)]
    operation: Option<OperationArgument>,
    /// A version's number, "default" or "draft" [default: the version in use]
    #[arg(long, value_name = "VERSION", value_parser = side, conflicts_with = "with")]
    version: Option<TransformationSide>,
    /// Try this transformation instead; - for stdin
    #[arg(long, value_name = "FILE")]
    with: Option<Source>,
    /// A property, for this try alone; may be given more than once
    #[arg(long = "property", value_name = "NAME=VALUE", value_parser = pair)]
    properties: Vec<(String, String)>,
    /// A variable that is set before the first mapping; may be given more than once
    #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = pair)]
    variables: Vec<(String, String)>,
    /// Tell what every mapping did
    #[arg(long)]
    explain: bool,
}

/// The entity: of the system's snapshot, or a file. For a write transformation one of the snapshot is what a client of the
/// proxy sees.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Sample {
    /// A user, by id or user name
    #[arg(long)]
    user: Option<String>,
    /// A role collection, by id or name
    #[arg(long, value_name = "NAME")]
    role_collection: Option<String>,
    /// JSON of an entity; - for stdin
    #[arg(long)]
    file: Option<PathBuf>,
}

pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let system = pick::account(app, &arguments.system).await?;
    if arguments.sample.file.is_none() {
        before_list(app, output, &system, false).await?;
    }
    let of_groups = arguments.sample.role_collection.is_some();
    let sample = match arguments.sample {
        Sample { user: Some(user), .. } => {
            SampleChoice::Stored { id: pick::user(app, &system, &user, None).await?.id }
        }
        Sample { role_collection: Some(name), .. } => {
            SampleChoice::Stored { id: pick::role_collection(app, &system, &name).await?.id }
        }
        Sample { file, .. } => {
            let file = file.filter(|path| path.as_os_str() != "-");
            SampleChoice::Text { text: streams::text(file.as_deref())? }
        }
    };
    let kind = arguments.kind.into();
    let text = match (arguments.with, arguments.version) {
        (Some(file), _) => file.text()?,
        (None, Some(side)) => transformations::transformation_text(app, &system.id, kind, side).await?,
        (None, None) => transformations::transformation(app, &system.id, kind).await?.text,
    };
    let operation = arguments.operation.unwrap_or(match arguments.kind {
        Kind::Read => OperationArgument::Read,
        Kind::Write => OperationArgument::Update,
    });
    let attempt = Attempt {
        system: system.id,
        kind,
        entity: arguments.entity.unwrap_or_else(|| if of_groups { "group" } else { "user" }.to_owned()),
        operation: operation.into(),
        sample,
        variables: arguments.variables.into_iter().collect(),
        properties: arguments.properties.into_iter().collect(),
    };
    let tried = transformations::transformation_try(app, attempt, text).await?;
    if output.json {
        output.json(&tried)?;
    } else {
        let explained = arguments.explain.then(|| explained(&tried, Paint::when(output.is_terminal())));
        output.text(&(explained.unwrap_or_default() + &end(&tried.ended)))?;
    }
    match tried.ended {
        TryEnd::Entity { .. } | TryEnd::Skipped { .. } | TryEnd::Deleted => Ok(()),
        TryEnd::Failed { .. } | TryEnd::Unreadable { .. } | TryEnd::Broken { .. } => {
            Err(Failure::told(Exit::Failed))
        }
    }
}

/// What came of it, on lines.
pub fn end(ended: &TryEnd) -> String {
    match ended {
        TryEnd::Entity { text } if text.ends_with('\n') => text.clone(),
        TryEnd::Entity { text } => format!("{text}\n"),
        TryEnd::Skipped { why } => format!("Skipped. {why}\n"),
        TryEnd::Deleted => "To be deleted.\n".to_owned(),
        TryEnd::Failed { message, mapping: Some(number) } => format!("Mapping {number} fails. {message}\n"),
        TryEnd::Failed { message, mapping: None } => format!("It fails. {message}\n"),
        TryEnd::Unreadable { message, .. } | TryEnd::Broken { message } => format!("{message}\n"),
    }
}

fn explained(tried: &Tried, paint: Paint) -> String {
    let mut out = String::new();
    if let Some(condition) = &tried.entity_condition {
        let holds = if condition.holds { "holds" } else { "does not hold" };
        out.push_str(&format!("Condition {holds}: {}\n", condition.text));
    }
    for mapping in &tried.mappings {
        self::mapping(mapping, paint, &mut out);
    }
    out.push_str(&format!("{}, {} µs\n\n", plural(tried.mappings.len(), "mapping"), tried.microseconds));
    out
}

fn mapping(mapping: &ExplainedMapping, paint: Paint, out: &mut String) {
    let (word, colour) = match mapping.outcome {
        MappingOutcome::Ran => ("ran", 32),
        MappingOutcome::Failed => ("failed", 31),
        MappingOutcome::NotReached => ("not reached", 33),
        _ => ("skipped", 33),
    };
    let title = if mapping.title.is_empty() { "(nothing)" } else { &mapping.title };
    let head = paint.colour(colour, &format!("{:>3} {title}  {word}", mapping.number));
    out.push_str(&format!(
        "{head}{}\n",
        mapping.why.as_ref().map_or_else(String::new, |why| format!(": {why}"))
    ));
    for comparison in mapping.condition.iter().flat_map(|condition| &condition.comparisons) {
        let holds = if comparison.holds { "holds" } else { "does not hold" };
        let value =
            |value: &Option<String>| value.as_ref().map_or_else(String::new, |value| format!(" ({value})"));
        out.push_str(&format!(
            "      {}{} {} {}{}  {holds}\n",
            comparison.left,
            value(&comparison.left_value),
            comparison.operator,
            comparison.right,
            value(&comparison.right_value)
        ));
    }
    if let Some(value) = &mapping.value {
        out.push_str(&format!("      {}  {value}\n", mapping.source.as_deref().unwrap_or_default()));
    }
    for function in &mapping.functions {
        let value = function.value.as_deref().unwrap_or("no value");
        let ran = if function.ran { "" } else { " (did not run)" };
        out.push_str(&format!("      ↓ {}{ran}  {value}\n", function.name));
    }
    for target in &mapping.targets {
        out.push_str(&format!("      → {target}\n"));
    }
}
