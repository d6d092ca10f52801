//! Workspaces over files of their own.
//!
//! One program: each that is linked costs seconds and a hundred megabytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so where it stands")]

mod backup;
mod change_sets;
mod coming_and_going;
mod configuration;
mod consumers;
mod destinations;
mod file;
mod import;
mod journal;
mod prepared;
mod released;
mod secrets;
mod snapshot;
mod support;
mod systems;
mod transformations;
mod walk;
