use std::path::PathBuf;

use serde_json::json;

use crate::landscape::{Landscape, LandscapeError, Wire};
use crate::server::{Options, Running, Simulator, StartError};
use crate::zone::Dialect;

/// What the command line asks for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// `None`: the demo. Not used with [`Dialect::Uaa`].
    pub landscape: Option<PathBuf>,
    /// In place of a landscape one account with so many made-up users.
    pub users: Option<usize>,
    /// 0: any free one.
    pub port: u16,
    pub dialect: Dialect,
    /// Requests a second; 0: no limit.
    pub rate: u32,
}

/// Why the simulator was not started.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("the landscape file {path} cannot be read")]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Landscape(#[from] LandscapeError),
    #[error(transparent)]
    Start(#[from] StartError),
}

/// Starts a simulator for the command line. Also gives the line to print: one JSON object with `base` and, but for
/// [`Dialect::Uaa`], `accounts` ([`crate::AccountInfo`]).
///
/// # Errors
/// A file that is no landscape, a port that is taken.
pub async fn run_command(request: &Request, options: Options) -> Result<(Running, String), CommandError> {
    let landscape = match (request.dialect, request.users, &request.landscape) {
        (Dialect::Uaa, ..) => Landscape::uaa(),
        (_, Some(users), _) => Landscape::of_size(users, users / 50),
        (_, None, Some(path)) => {
            let text = std::fs::read_to_string(path)
                .map_err(|source| CommandError::Unreadable { path: path.clone(), source })?;
            Landscape::from_json(&text)?
        }
        (_, None, None) => Landscape::demo(options.clock.now()),
    };
    let alone = landscape.dialect == Wire::Uaa;
    let running =
        Simulator::start(landscape, Options { port: request.port, rate: request.rate, ..options }).await?;
    let line = match alone {
        true => json!({"base": running.base}),
        false => json!({"accounts": running.accounts, "base": running.base}),
    };
    Ok((running, line.to_string()))
}
