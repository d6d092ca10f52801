//! The simulator alone: for a person who tests another program, and for our own tests.

use std::path::PathBuf;

use zonedesk_simulator::{CommandError, Dialect, Options, Request, Running, run_command};

use crate::api::AppError;
use crate::errors::{Code, error};

/// What the simulator is to show, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Simulation {
    /// A landscape file; none: the demo landscape.
    pub landscape: Option<PathBuf>,
    /// In place of a landscape one account with so many made-up users.
    pub users: Option<usize>,
    /// On 127.0.0.1; 0: any free one.
    pub port: u16,
    /// Answers as Cloud Foundry's UAA does, with one account, where XSUAA differs.
    pub uaa: bool,
    /// Requests a second for each account (SAP: 3); 0: no limit.
    pub rate: u32,
}

/// A simulator that answers for as long as this is held.
#[derive(Debug)]
pub struct Simulator {
    /// One line of JSON: `base`, and each account's name, level, addresses, client id and secret.
    pub ready: String,
    running: Running,
}

impl Simulator {
    /// Takes no more connections, lets those that run come to their end.
    pub async fn stop(self) {
        self.running.stop().await;
    }
}

/// Starts a simulator.
pub async fn simulate(simulation: &Simulation) -> Result<Simulator, AppError> {
    let request = Request {
        landscape: simulation.landscape.clone(),
        users: simulation.users,
        port: simulation.port,
        dialect: if simulation.uaa { Dialect::Uaa } else { Dialect::default() },
        rate: simulation.rate,
    };
    let started = run_command(&request, Options::default()).await;
    let (running, ready) = started.map_err(|source| match source {
        CommandError::Unreadable { path, source } => error(
            Code::ValueInvalid,
            format!("The landscape file {} cannot be read: {source}.", path.display()),
        ),
        CommandError::Landscape(source) => {
            error(Code::ValueInvalid, format!("The landscape cannot be: {source}."))
        }
        CommandError::Start(source) => {
            error(Code::DemoFailed, format!("The simulator cannot be started: {source}."))
                .help("Choose another port, or none for any free one.")
        }
    })?;
    Ok(Simulator { ready, running })
}
