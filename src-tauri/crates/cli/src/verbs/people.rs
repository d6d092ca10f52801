//! Users and members from a file.

use std::path::PathBuf;

use clap::ValueEnum;
use zonedesk_app::api::{
    PeopleColumn, PeopleField, PeopleFile, PeopleImport, PeopleOutcome, PeoplePage, PeoplePurpose,
    PeopleQuery, PeopleRow, PeopleSettings,
};
use zonedesk_app::{App, bulk_import, grouped};

use crate::changes::{self, Apply};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::table::{Align, Table};

/// Rows asked for at once.
const PAGE: u32 = 1000;
/// Rows with a problem that are told beside a change.
const TOLD: u32 = 20;

#[derive(Debug, clap::Args)]
pub struct File {
    /// CSV (separated by comma, semicolon or tab) or XLSX, with titles in its first row
    file: PathBuf,
    /// Sheet of an XLSX [default: the first]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// What a column holds where its title does not tell, as "Login=user-name"; may be given several times
    #[arg(long = "column", value_name = "TITLE=FIELD", value_parser = column)]
    columns: Vec<PeopleColumn>,
    /// Origin of rows that name none
    #[arg(long)]
    origin: Option<String>,
    /// Say what each row would become, and send nothing
    #[arg(long, conflicts_with_all = ["dry_run", "result"])]
    check: bool,
    /// Leave out rows with an error or a conflict, instead of failing
    #[arg(long)]
    skip_problems: bool,
    /// Write what became of each row into a file: CSV, or XLSX or JSON by its ending
    #[arg(long, value_name = "FILE")]
    result: Option<PathBuf>,
    #[command(flatten)]
    apply: Apply,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Field {
    Id,
    UserName,
    Origin,
    Email,
    GivenName,
    FamilyName,
    ExternalId,
    PhoneNumber,
    Active,
}

fn column(text: &str) -> Result<PeopleColumn, String> {
    let (title, field) = text.rsplit_once('=').ok_or("write TITLE=FIELD")?;
    let field = match Field::from_str(field, true) {
        Ok(Field::Id) => PeopleField::Id,
        Ok(Field::UserName) => PeopleField::UserName,
        Ok(Field::Origin) => PeopleField::Origin,
        Ok(Field::Email) => PeopleField::Email,
        Ok(Field::GivenName) => PeopleField::GivenName,
        Ok(Field::FamilyName) => PeopleField::FamilyName,
        Ok(Field::ExternalId) => PeopleField::ExternalId,
        Ok(Field::PhoneNumber) => PeopleField::PhoneNumber,
        Ok(Field::Active) => PeopleField::Active,
        Err(_) => {
            return Err(
                "the fields are id, user-name, origin, email, given-name, family-name, external-id, \
                        phone-number, active"
                    .into(),
            );
        }
    };
    Ok(PeopleColumn { title: title.to_owned(), field: Some(field) })
}

/// Of a system that has a snapshot.
pub async fn run(
    app: &App,
    output: &Output,
    system: String,
    purpose: PeoplePurpose,
    create: bool,
    file: File,
) -> Result<(), Failure> {
    let asked = PeopleFile {
        system,
        purpose,
        path: file.file,
        settings: PeopleSettings {
            sheet: file.sheet,
            columns: file.columns,
            origin: file.origin.unwrap_or_default(),
            create,
        },
    };
    let import = bulk_import::people_import(app, asked).await?;
    figures(output, &import);
    if file.check {
        return check(app, output, &import).await;
    }
    let told = PeopleQuery { import: import.id.clone(), problems: true, offset: 0, limit: TOLD };
    let PeoplePage { rows, total } = bulk_import::people_rows(app, &told).await?;
    for row in &rows {
        output.note(&format!("line {}: {}: {}", row.line, word(row.outcome), row.note));
    }
    if total > TOLD {
        output.note(&format!("{} more; --check shows all.", total - TOLD));
    }
    if total > 0 && !file.skip_problems {
        if let Some(path) = file.result {
            bulk_import::people_result(app, &import.id, None, path).await?;
        }
        return Err(Failure::usage(
            format!("{total} rows cannot be imported; nothing was sent"),
            "Mend the file, or add --skip-problems.",
        ));
    }
    let change = bulk_import::people_change(app, &import.id).await?;
    let job = changes::carry_out(app, output, change, &file.apply).await?;
    if let Some(path) = file.result {
        let entry = job.as_ref().and_then(|job| job.entry);
        bulk_import::people_result(app, &import.id, entry, path).await?;
    }
    match job {
        Some(job) => changes::tell(app, output, &job).await,
        None => Ok(()),
    }
}

fn figures(output: &Output, import: &PeopleImport) {
    let taken = import.columns.iter().filter(|column| column.field.is_some());
    let titles: Vec<_> = taken.map(|column| format!("\"{}\"", column.title)).collect();
    let of = import.sheet.as_ref().map_or_else(String::new, |sheet| format!(" of sheet \"{sheet}\""));
    output.note(&format!("Columns taken{of}: {}.", titles.join(", ")));
    let figures = import.figures;
    let counts = [
        (figures.create, "to create"),
        (figures.change, "to change"),
        (figures.add, "to add"),
        (figures.same, "the same"),
        (figures.conflict, "in conflict"),
        (figures.error, "with an error"),
    ];
    let told: Vec<_> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped((*count).into())))
        .collect();
    output.note(&format!("{} rows: {}.", grouped(figures.rows.into()), told.join(", ")));
}

async fn check(app: &App, output: &Output, import: &PeopleImport) -> Result<(), Failure> {
    let mut rows: Vec<PeopleRow> = Vec::new();
    loop {
        let query = PeopleQuery {
            import: import.id.clone(),
            problems: false,
            offset: rows.len() as u32,
            limit: PAGE,
        };
        let page = bulk_import::people_rows(app, &query).await?;
        let last = page.rows.is_empty();
        rows.extend(page.rows);
        if last || rows.len() as u32 >= page.total {
            break;
        }
    }
    let problems = import.figures.conflict + import.figures.error;
    if output.json {
        output.json(&serde_json::json!({ "import": import, "rows": rows }))?;
    } else {
        let mut table = Table::new(&[
            ("LINE", Align::Right),
            ("USER NAME", Align::Left),
            ("ORIGIN", Align::Left),
            ("WHAT", Align::Left),
            ("NOTE", Align::Left),
        ]);
        for row in rows {
            table.row([row.line.to_string(), row.user_name, row.origin, word(row.outcome).into(), row.note]);
        }
        output.table(&table)?;
    }
    if problems > 0 { Err(Failure::told(Exit::Failed)) } else { Ok(()) }
}

fn word(outcome: PeopleOutcome) -> &'static str {
    match outcome {
        PeopleOutcome::Create => "create",
        PeopleOutcome::Change => "change",
        PeopleOutcome::Add => "add",
        PeopleOutcome::Same => "same",
        PeopleOutcome::Conflict => "conflict",
        PeopleOutcome::Error => "error",
    }
}
