use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use zonedesk_app::simulator::{Simulation, simulate};

use crate::failure::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// "demo", or a landscape file (JSON)
    #[arg(long, default_value = "demo", value_name = "demo|FILE", conflicts_with = "users")]
    landscape: PathBuf,
    /// In place of a landscape one account with so many made-up users
    #[arg(long)]
    users: Option<usize>,
    /// On 127.0.0.1 [default: any free one]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Whose answers are imitated where they differ
    #[arg(long, value_enum, default_value_t = Dialect::Xsuaa)]
    dialect: Dialect,
    /// Requests a second for each account (SAP: 3); 0: no limit
    #[arg(long, default_value_t = 0)]
    rate: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dialect {
    Xsuaa,
    /// Cloud Foundry's UAA, one zone
    Uaa,
}

/// Prints one line of JSON when ready, then answers until Ctrl+C.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let demo = arguments.landscape.as_os_str() == "demo";
    let simulator = simulate(&Simulation {
        landscape: (!demo).then_some(arguments.landscape),
        users: arguments.users,
        port: arguments.port,
        uaa: arguments.dialect == Dialect::Uaa,
        rate: arguments.rate,
    })
    .await?;
    let mut stdout = std::io::stdout();
    // Whoever started this waits for the line; a pipe that is closed is no reason to stop answering.
    let _ = writeln!(stdout, "{}", simulator.ready).and_then(|()| stdout.flush());
    tokio::signal::ctrl_c().await.map_err(|error| Failure::io("Ctrl+C", &error))?;
    simulator.stop().await;
    Ok(())
}
