//! The demo landscape: a made-up company's accounts, answered by the simulator inside this process.

use std::collections::HashMap;

use zonedesk_workspace::DemoAccount;
use zonedesk_xsuaa::AccountConfig;

use crate::api::AppError;
use crate::app::App;
use crate::connect::Connection;
use crate::errors::{Code, error};

/// The account that answers for a demo system.
pub(crate) async fn account(
    _app: &App,
    account: &DemoAccount,
    name: &str,
) -> Result<AccountConfig, AppError> {
    Err(error(Code::DemoFailed, format!("{name} belongs to a demo landscape without {}.", account.subdomain)))
}

impl App {
    /// Addresses of the accounts that the simulator answers for, by subdomain, while it runs.
    pub(crate) fn demo_addresses(&self) -> HashMap<String, Connection> {
        HashMap::new()
    }
}
