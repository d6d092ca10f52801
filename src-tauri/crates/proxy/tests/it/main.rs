//! The proxy as SCIM clients meet it, in front of accounts of a simulator.
//!
//! One program: each that is linked costs seconds and a hundred megabytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so where it stands")]

mod calling;
mod hostile;
mod identity_management;
mod log;
mod reading;
mod refused;
mod slow;
mod support;
mod tls;
mod tokens;
mod weather;
mod writing;
