use clap::{Subcommand, ValueEnum};
use zonedesk_app::api::{
    ExportFormat, ExportedList, IdmCsvQuery, IdmMethod, JsonExportQuery, ListExport, SystemState,
    UserSelection,
};
use zonedesk_app::exchange::export::export_json;
use zonedesk_app::exchange::idm_csv::idm_csv;
use zonedesk_app::{App, grouped, landscape, list_export};

use super::{refresh, role_collections, users};
use crate::failure::Failure;
use crate::output::Output;
use crate::pick;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Systems as the JSON of SAP Cloud Identity Services, without credentials (not verified against SAP's console)
    Json {
        /// Ids or names; all without
        systems: Vec<String>,
        /// Every version of the transformations too
        #[arg(long)]
        history: bool,
    },
    /// Repositories for the Admin UI of SAP Identity Management
    IdmCsv(IdmCsv),
    /// The users of an account as CSV, XLSX or JSON
    Users(Box<ExportUsers>),
    /// The role collections of an account as CSV, XLSX or JSON
    #[command(visible_alias = "rc")]
    RoleCollections(ExportRoleCollections),
    /// The members of a role collection as CSV, XLSX or JSON
    Members(ExportMembers),
}

#[derive(Debug, clap::Args)]
pub struct IdmCsv {
    /// Ids or names; all accounts without
    systems: Vec<String>,
    /// Id of the consumer that SAP Identity Management signs in as
    #[arg(long, value_name = "ID")]
    consumer: Option<String>,
    /// How memberships are changed: SAP's page on this proxy system asks for PUT
    #[arg(long, value_enum, ignore_case = true, default_value_t = Method::Put)]
    method: Method,
    /// Write the consumer's id into AUTH_USER instead of leaving it to be typed
    #[arg(long, requires = "consumer")]
    include_user: bool,
    /// In place of the stored public URL of the proxy
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Method {
    #[value(name = "PUT")]
    Put,
    #[value(name = "PATCH")]
    Patch,
}

#[derive(Debug, clap::Args)]
pub struct ExportUsers {
    #[command(flatten)]
    which: users::Chosen,
    #[command(flatten)]
    shape: Shape,
}

#[derive(Debug, clap::Args)]
pub struct ExportRoleCollections {
    #[command(flatten)]
    which: role_collections::Chosen,
    #[command(flatten)]
    shape: Shape,
}

#[derive(Debug, clap::Args)]
pub struct ExportMembers {
    /// Id or name of the system
    system: String,
    /// Id or name
    role_collection: String,
    #[command(flatten)]
    shape: Shape,
}

#[derive(Debug, clap::Args)]
struct Shape {
    /// [default: as the file of -o ends; else CSV, or JSON with --json]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// In this order; may be given several times [default: all]
    #[arg(long = "column", value_name = "COLUMN")]
    columns: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
    Json,
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::Json { systems, history } => {
            let systems = chosen(app, systems, false).await?;
            output.text(&export_json(app, JsonExportQuery { systems, history }).await?.text)
        }
        Verb::Users(arguments) => {
            let (system, filter, sort) = users::chosen(app, output, arguments.which).await?;
            let users = UserSelection::Matching { filter, except: Vec::new() };
            list(app, output, ExportedList::Users { system, users, sort }, arguments.shape).await
        }
        Verb::RoleCollections(arguments) => {
            let (system, filter, sort) = role_collections::chosen(app, output, arguments.which).await?;
            list(app, output, ExportedList::RoleCollections { system, filter, sort }, arguments.shape).await
        }
        Verb::Members(arguments) => {
            let system = pick::account(app, &arguments.system).await?;
            refresh::before_list(app, output, &system, false).await?;
            let role_collection = pick::role_collection(app, &system, &arguments.role_collection).await?.id;
            let members = ExportedList::Members {
                system: system.id,
                role_collection,
                search: String::new(),
                sort: Vec::new(),
            };
            list(app, output, members, arguments.shape).await
        }
        Verb::IdmCsv(arguments) => {
            let query = IdmCsvQuery {
                systems: chosen(app, arguments.systems, true).await?,
                consumer: arguments.consumer,
                method: match arguments.method {
                    Method::Put => IdmMethod::Put,
                    Method::Patch => IdmMethod::Patch,
                },
                include_user: arguments.include_user,
                public_url: arguments.public_url,
            };
            let csv = idm_csv(app, query).await?;
            for notice in &csv.notices {
                output.note(&notice.text.message);
            }
            output.text(&csv.text)?;
            output.note("Next: import it in the Admin UI of SAP Identity Management, set AUTH_USER and AUTH_PASSWORD, run the initial load.");
            Ok(())
        }
    }
}

async fn list(app: &App, output: &Output, list: ExportedList, shape: Shape) -> Result<(), Failure> {
    let ending = output.path().and_then(|path| path.extension()).map(std::ffi::OsStr::to_ascii_lowercase);
    let format = match (shape.format, ending.as_ref().and_then(|end| end.to_str())) {
        (Some(Format::Csv), _) => ExportFormat::Csv,
        (Some(Format::Xlsx), _) | (None, Some("xlsx")) => ExportFormat::Xlsx,
        (Some(Format::Json), _) | (None, Some("json")) => ExportFormat::Json,
        (None, _) if output.json => ExportFormat::Json,
        (None, _) => ExportFormat::Csv,
    };
    if format == ExportFormat::Xlsx && output.is_terminal() {
        return Err(Failure::usage("an XLSX file cannot be shown in a terminal", "Add -o FILE.xlsx."));
    }
    let export = ListExport { list, columns: shape.columns, format };
    let rows = match output.path() {
        Some(path) => list_export::export_list_to(app, export, path.to_owned()).await?,
        None => list_export::export_list(app, export, std::io::stdout()).await?,
    };
    output.note(&format!("{} rows.", grouped(rows.into())));
    Ok(())
}

/// Ids of the systems that are named; of all, or all `accounts`, where none is.
async fn chosen(app: &App, named: Vec<String>, accounts: bool) -> Result<Vec<String>, Failure> {
    if named.is_empty() {
        let systems = landscape::landscape(app).await?.systems.into_iter();
        let wanted = systems.filter(|system| !accounts || system.state != SystemState::Folder);
        return Ok(wanted.map(|system| system.id).collect());
    }
    let mut ids = Vec::with_capacity(named.len());
    for name in named {
        ids.push(pick::system(app, &name).await?.id);
    }
    Ok(ids)
}
