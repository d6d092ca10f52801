//! Use cases against a simulator, over workspaces of their own.
//!
//! One program: each that is linked costs seconds and a hundred megabytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so where it stands")]

mod accounts;
mod attempt;
mod bulk;
mod bulk_import;
mod changes;
mod comparison;
mod credentials;
mod effect;
mod exchange;
mod grants;
mod idm_csv;
mod landscape;
mod list_export;
mod pace;
mod properties;
mod proxy_live;
mod refreshing;
mod support;
mod transformations;
mod weather;
mod workspace;
