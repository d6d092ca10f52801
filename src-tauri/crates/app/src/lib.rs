//! The use cases: one function for each thing a person can ask for. Window, terminal and tests call the same ones.
//!
//! Invariants: arguments and results are plain data with public fields ([`api`]), made for the caller. Every change to
//! an account goes through one door: plan → preview → apply → journal; there is no second way to write. `app` alone
//! joins the database and the network. Errors leave as [`api::AppError`]; the front decides by `code`, never by text.

mod account_config;
pub mod activity;
mod activity_csv;
pub mod api;
mod app;
pub mod backup;
pub mod bulk_import;
mod certificates;
pub mod changes;
mod codes;
mod connect;
pub mod connection_test;
pub mod consumers;
pub mod credentials;
pub mod deletion;
pub mod demo;
pub mod demo_serving;
pub mod destinations;
pub mod differences;
pub mod duplicate;
mod errors;
pub mod exchange;
pub mod files;
pub mod grants;
mod grouped;
pub mod jobs;
pub mod landscape;
pub mod links;
pub mod list_export;
mod login;
mod network;
pub mod overview;
mod owner;
mod pace;
pub mod palette;
pub mod paths;
pub mod people;
mod people_text;
pub mod properties;
pub mod proxy_calls;
pub mod proxy_front;
pub mod proxy_running;
pub mod proxy_settings;
pub mod refresh;
pub mod role_collections;
mod rows;
mod secret_keeping;
pub mod secrets;
pub mod serve;
pub mod serve_config;
pub mod session;
pub mod shared_pace;
pub mod simulator;
mod spreadsheet;
pub mod system_history;
pub mod system_transformations;
pub mod texts;
mod token_keys;
pub mod transformations;
pub mod users;

pub use app::{App, Options};
pub use errors::Code;
pub use grouped::grouped;
