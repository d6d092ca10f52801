//! What crosses the border: arguments and results of the use cases, generated into TypeScript.

mod activity;
mod backup;
mod change;
mod connection_test;
mod credentials;
mod error;
mod job;
mod history;
mod landscape;
mod people;
mod properties;
mod role_collections;
mod secrets;
mod settings;
mod text;
mod users;

mod transformations;
pub use activity::*;
pub use backup::*;
pub use change::*;
pub use connection_test::*;
pub use credentials::*;
pub use error::*;
pub use job::*;
pub use landscape::*;
pub use people::*;
pub use history::*;
pub use properties::*;
pub use role_collections::*;
pub use secrets::*;
pub use settings::*;
pub use text::*;
pub use users::*;
pub use transformations::*;
