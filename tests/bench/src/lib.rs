//! Benchmarks, and the data that they run on.

pub mod account;
pub mod accounts;
pub mod baseline;
pub mod memory;
pub mod typing;
pub mod users;
pub mod window;
pub mod world;
