//! The client against servers that answer as told.
//!
//! One program: each that is linked costs seconds and a hundred megabytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so where it stands")]

mod account;
mod connections;
mod foul_weather;
mod repeats;
mod support;
mod wire;
