use clap::{Subcommand, ValueEnum};
use zonedesk_app::api::{IdmCsvQuery, IdmMethod, JsonExportQuery, SystemState};
use zonedesk_app::exchange::export::export_json;
use zonedesk_app::exchange::idm_csv::idm_csv;
use zonedesk_app::{App, landscape};

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

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::Json { systems, history } => {
            let systems = chosen(app, systems, false).await?;
            output.text(&export_json(app, JsonExportQuery { systems, history }).await?.text)
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
