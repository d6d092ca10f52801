use zonedesk_app::api::{SystemNode, UserQuery};
use zonedesk_app::{App, demo, grouped, jobs, landscape, users};

use super::refresh::watch;
use super::systems::{level, tree};
use super::users::sheet;
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Show the landscape and end
    #[arg(long)]
    no_serve: bool,
    /// Take the demo landscape out of the workspace, with all that was changed in it
    #[arg(long, conflicts_with = "no_serve")]
    close: bool,
}

pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    if arguments.close {
        demo::demo_close(app).await?;
        output.note("The demo landscape is closed.");
        return Ok(());
    }
    demo::demo_open(app).await?;
    for job in watch(app, output, jobs::jobs(app).await?).await? {
        if let Some(error) = job.error {
            return Err(error.into());
        }
    }
    let systems = landscape::landscape(app).await?.systems;
    let systems: Vec<_> = systems.into_iter().filter(|system| system.demo).collect();
    if output.json {
        output.json(&systems)?;
    } else {
        output.text(&shown(app, output, &systems).await?)?;
    }
    if !arguments.no_serve {
        serve(app, output).await?;
    }
    Ok(())
}

async fn shown(app: &App, output: &Output, systems: &[SystemNode]) -> Result<String, Failure> {
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("LEVEL", Align::Left),
        ("REGION", Align::Left),
        ("USERS", Align::Right),
        ("ROLE COLLECTIONS", Align::Right),
    ]);
    for (name, system) in tree(systems) {
        table.row([
            name,
            level(system.level).into(),
            system.region.clone().unwrap_or_default(),
            system.users.map_or_else(String::new, grouped),
            system.role_collections.map_or_else(String::new, grouped),
        ]);
    }
    let mut text = output.render(&table);
    let largest = systems.iter().max_by_key(|system| system.users);
    if let Some(system) = largest {
        let query = UserQuery {
            system: system.id.clone(),
            sort: super::users::sort(&["-roleCollections".to_owned()]),
            limit: 1,
            ..UserQuery::default()
        };
        if let Some(row) = users::users_page(app, &query).await?.rows.first() {
            let user = users::user(app, &system.id, &row.id).await?;
            text.push_str(&format!("\nOne user of {}:\n\n{}", system.name, sheet(&user)));
        }
        text.push_str(&format!("\nGo on with: zonedesk users list \"{}\"\n", system.name));
    }
    Ok(text)
}

/// Keeps the accounts answering until Ctrl+C.
async fn serve(app: &App, output: &Output) -> Result<(), Failure> {
    for account in demo::addresses(app).await? {
        output.note(&format!("{}  {}", account.url, account.name));
    }
    output.note("The accounts answer until Ctrl+C.");
    tokio::signal::ctrl_c().await.map_err(|error| Failure::io("Ctrl+C", &error))
}
