//! Drives the built app in a real window, straight through WebKitWebDriver: no second language, no server between.
//!
//! Invariants: nothing here knows a screen of Zonedesk, the flows in `tests/window` do. Nothing waits a fixed time:
//! [`App::wait`] polls for what a person would look for. Every call and every flow has a time-out. Each flow gets a
//! workspace, a home and an app of its own.

mod app;
mod axe;
mod driver;
mod flow;
pub mod key;

pub use app::{App, see_in};
pub use driver::{Process, Session};
pub use flow::{Setting, flow, judge, output};

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Result<T, E = Error> = std::result::Result<T, E>;
