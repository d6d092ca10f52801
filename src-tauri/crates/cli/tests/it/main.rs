//! The built program, as a shell runs it.
//!
//! One program: each that is linked costs seconds and a hundred megabytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so where it stands")]

mod changing;
mod connection_test;
mod differences;
mod exchange;
mod histories;
mod keeping;
mod landscape;
mod lists;
mod properties;
mod reading;
mod resuming;
mod secret_search;
mod service_keys;
mod serving;
mod serving_file;
mod serving_tls;
#[cfg(unix)]
mod sharing_pace;
mod support;
mod transform;
mod transform_diff;
mod trying;
