use serde_json::json;
use zonedesk_app::api::{SystemNode, UserQuery};
use zonedesk_app::demo_serving::DemoServing;
use zonedesk_app::{App, demo, demo_serving, grouped, jobs, landscape, users};

use super::refresh::watch;
use super::serve::{ended, ready};
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
    /// Show nothing but how to call the proxy; with --json in one line: base, user, password
    #[arg(long, conflicts_with = "no_serve")]
    serve: bool,
    /// Take the demo landscape out of the workspace, with all that was changed in it
    #[arg(long, conflicts_with_all = ["no_serve", "serve"])]
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
    if !arguments.serve {
        let systems = landscape::landscape(app).await?.systems;
        let systems: Vec<_> = systems.into_iter().filter(|system| system.demo).collect();
        if output.json {
            output.json(&systems)?;
        } else {
            output.text(&shown(app, output, &systems).await?)?;
        }
    }
    if !arguments.no_serve {
        serve(app, output, arguments.serve).await?;
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

/// Keeps the accounts and the proxy in front of them answering until Ctrl+C or a signal to end.
async fn serve(app: &App, output: &Output, alone: bool) -> Result<(), Failure> {
    for account in demo::addresses(app).await? {
        output.note(&format!("{}  {}", account.url, account.name));
    }
    let serving = demo_serving::demo_serve(app).await?;
    let DemoServing { name, base, user, password, .. } = &serving;
    if !output.json {
        ready(&format!("\nThe proxy of {name}: curl -u '{user}:{password}' '{base}/Users?count=3'"));
    } else if alone {
        ready(&json!({"base": base, "user": user, "password": password}).to_string());
    }
    output.note("All of them answer until Ctrl+C.");
    ended().await?;
    Ok(serving.stop(app).await?)
}
