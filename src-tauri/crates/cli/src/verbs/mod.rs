//! The verbs, a file for each noun: arguments, then what is called and printed.

pub mod activity;
pub mod backup;
pub mod connection_test;
pub mod consumers;
pub mod demo;
pub mod destinations;
pub mod differences;
pub mod export;
pub mod history;
pub mod import;
pub mod journal;
pub mod members;
pub mod path;
pub mod people;
pub mod properties;
pub mod refresh;
pub mod role_collections;
pub mod secrets;
pub mod serve;
pub mod service_key;
pub mod simulator;
pub mod system_acts;
pub mod systems;
pub mod transform;
pub mod users;
pub mod why;
