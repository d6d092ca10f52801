//! `zonedesk transform run-on-all`: two texts over every entity of a system's snapshot.

use serde::Serialize;
use zonedesk_app::api::{
    EffectCollision, EffectCounts, EffectKind, EffectOne, EffectPage, EffectQuery, EffectRow, EffectStart,
    IdleChange, TransformationSide,
};
use zonedesk_app::system_transformations as transformations;
use zonedesk_app::{App, grouped};

use super::render::plural;
use super::system::{Kind, side};
use super::{OperationArgument, Source};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::pick;
use crate::verbs::refresh::{before_list, watch};

const EXIT_CODES: &str = "Exit codes:
    0  every entity comes out as before
    1  one differs, fails, appears, vanishes or becomes equal to another; or a side cannot run
    2  the command line is wrong";

#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub struct Arguments {
    /// Id or name
    system: String,
    /// The transformation after; - for stdin [default: the draft]
    file: Option<Source>,
    #[arg(long, value_enum, default_value_t = Kind::Read)]
    kind: Kind,
    /// What it is compared with: a version's number, "default" or "draft" [default: the version in use]
    #[arg(long, value_name = "VERSION", value_parser = side)]
    before: Option<TransformationSide>,
    /// Instead of a file: a version's number, "default" or "draft"
    #[arg(long, value_name = "VERSION", value_parser = side, conflicts_with = "file")]
    after: Option<TransformationSide>,
    /// What is done with the entities [default: read, or update with --kind write]
    #[arg(long, value_enum)]
    operation: Option<OperationArgument>,
    /// Entities that are listed; all are counted
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    limit: u32,
    /// Tell what differs in each of them
    #[arg(long)]
    explain: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    milliseconds: u32,
    counts: &'a [EffectCounts],
    collisions: &'a [EffectCollision],
    idle: &'a [IdleChange],
    total: u32,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    row: &'a EffectRow,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    one: Option<&'a EffectOne>,
}

pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let system = pick::account(app, &arguments.system).await?;
    before_list(app, output, &system, false).await?;
    let kind = arguments.kind.into();
    let after = match (arguments.file, arguments.after) {
        (Some(file), _) => TransformationSide::Text { text: file.text()? },
        (None, Some(side)) => side,
        (None, None) => TransformationSide::Draft,
    };
    let before = match arguments.before {
        Some(side) => side,
        None => {
            let number = transformations::transformation(app, &system.id, kind).await?.version.number;
            TransformationSide::Version { number }
        }
    };
    let operation = arguments.operation.map(Into::into);
    let effect = EffectStart { system: system.id, kind, before, after, operation };
    let job = transformations::transformation_effect_start(app, effect).await?;
    let ended = watch(app, output, vec![job.clone()]).await?;
    if let Some(error) = ended.into_iter().find_map(|job| job.error) {
        return Err(error.into());
    }
    // Page by page, as large as a page may be.
    let mut page = part(app, &job.id, 0, arguments.limit).await?;
    while page.rows.len() < arguments.limit.min(page.total) as usize {
        let offset = page.rows.len() as u32;
        let more = part(app, &job.id, offset, arguments.limit - offset).await?.rows;
        if more.is_empty() {
            break;
        }
        page.rows.extend(more);
    }
    let mut ones = Vec::new();
    if arguments.explain {
        for row in &page.rows {
            ones.push(transformations::transformation_effect_one(app, &job.id, &row.entity, &row.id).await?);
        }
    }
    if output.json {
        let rows = page.rows.iter().enumerate().map(|(n, row)| Row { row, one: ones.get(n) }).collect();
        let EffectPage { milliseconds, counts, collisions, idle, total, .. } = &page;
        output.json(&Told { milliseconds: *milliseconds, counts, collisions, idle, total: *total, rows })?;
    } else {
        output.text(&text(&page, &ones))?;
    }
    if page.total == 0 && page.collisions.is_empty() { Ok(()) } else { Err(Failure::told(Exit::Failed)) }
}

async fn part(app: &App, job: &str, offset: u32, limit: u32) -> Result<EffectPage, Failure> {
    let query =
        EffectQuery { job: job.to_owned(), entity: None, kind: None, offset, limit: limit.min(1_000) };
    Ok(transformations::transformation_effect(app, &query).await?)
}

fn text(page: &EffectPage, ones: &[EffectOne]) -> String {
    let mut out = String::new();
    for counts in &page.counts {
        out.push_str(&format!(
            "{}: {} of {} differ, {} fail now, {} pass now, {} appear, {} vanish\n",
            counts.entity,
            grouped(counts.changed.into()),
            grouped(counts.entities.into()),
            grouped(counts.failing.into()),
            grouped(counts.passing.into()),
            grouped(counts.appearing.into()),
            grouped(counts.vanishing.into())
        ));
    }
    for change in &page.idle {
        out.push_str(&format!("  {} {} ({}): {}\n", change.entity, change.number, change.title, why(change)));
    }
    for collision in &page.collisions {
        out.push_str(&format!(
            "{} {} becomes equal: {} ({}); {} distinct values before, {} after\n",
            collision.entity,
            collision.attribute,
            collision.value,
            collision.titles.join(", "),
            grouped(collision.before.into()),
            grouped(collision.after.into())
        ));
    }
    for (index, row) in page.rows.iter().enumerate() {
        let what = match row.kind {
            EffectKind::Changed => plural(row.values as usize, "value"),
            EffectKind::Fails => format!("fails. {}", row.message.as_deref().unwrap_or_default()),
            EffectKind::Passes => "passes now".to_owned(),
            EffectKind::Appears => "appears".to_owned(),
            EffectKind::Vanishes => "vanishes".to_owned(),
            EffectKind::Collides => "becomes equal to another".to_owned(),
        };
        out.push_str(&format!("  {} {} ({}): {what}\n", row.entity, row.title, row.id));
        for difference in ones.get(index).into_iter().flat_map(|one| &one.differences) {
            for (sign, value) in [('-', &difference.before), ('+', &difference.after)] {
                if let Some(value) = value {
                    out.push_str(&format!("      {sign} {}: {value}\n", difference.pointer));
                }
            }
        }
    }
    let shown = page.rows.len() as u32;
    if shown < page.total {
        out.push_str(&format!(
            "  … and {} more; --limit shows more.\n",
            grouped((page.total - shown).into())
        ));
    }
    out
}

/// Why a change shows in none of the entities.
fn why(change: &IdleChange) -> String {
    let IdleChange { looked_at, ran, missing, condition, other_operation, ignored, .. } = change;
    let parts = [
        (ran, "ran with the same output"),
        (missing, "nothing to write"),
        (condition, "condition does not hold"),
        (other_operation, "not on this operation"),
        (ignored, "ignored"),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter(|(count, _)| **count > 0)
        .map(|(count, why)| format!("{why} in {}", grouped((**count).into())))
        .collect();
    let told = if told.is_empty() { "not reached".to_owned() } else { told.join(", ") };
    format!("{told} of {} looked at", grouped((*looked_at).into()))
}
