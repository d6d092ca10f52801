use clap::ValueEnum;
use zonedesk_app::App;
use zonedesk_app::api::{HistoryKind, HistoryQuery};
use zonedesk_app::system_history::{system_history, system_history_csv};

use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table};
use crate::{pick, when};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Id or name
    system: String,
    /// Only of this kind; may be given more than once
    #[arg(long = "kind", value_enum)]
    kinds: Vec<Kind>,
    #[arg(long, default_value_t = 50)]
    limit: u32,
    /// Write all of it as CSV, times in UTC
    #[arg(long, conflicts_with_all = ["json", "limit"])]
    csv: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Of users and role collections
    Change,
    /// Properties, destination, credentials
    Property,
    /// Versions of transformations
    Transformation,
    /// The system itself: name, place, state, consumers
    System,
    /// What was done to the account outside Zonedesk; `zonedesk systems changes` lists it
    Difference,
}

impl From<Kind> for HistoryKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Change => Self::Change,
            Kind::Property => Self::Property,
            Kind::Transformation => Self::Transformation,
            Kind::System => Self::System,
            Kind::Difference => Self::Difference,
        }
    }
}

pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let system = pick::system(app, &arguments.system).await?;
    let kinds = arguments.kinds.into_iter().map(HistoryKind::from).collect();
    let query = HistoryQuery { system: system.id, kinds, offset: 0, limit: arguments.limit };
    if arguments.csv {
        return output.text(&system_history_csv(app, query).await?);
    }
    let page = system_history(app, query).await?;
    if output.json {
        return output.json(&page.rows);
    }
    if page.rows.is_empty() {
        output.note("Nothing was changed yet.");
        return Ok(());
    }
    let mut table = Table::new(&[
        ("WHEN", Align::Left),
        ("WHO", Align::Left),
        ("WHAT", Align::Left),
        ("REASON", Align::Left),
    ]);
    for row in page.rows {
        table.row([when::local(&row.at.to_string()), row.who, row.title.message, row.reason]);
    }
    output.table(&table)
}
