//! The simulator room: XSUAA's user and group API, made here, for the demo landscape and for tests.
//!
//! Invariants: everything is in memory and on a loopback address. The clock is passed in and randomness comes from a
//! seed, so that the same landscape is the same to the byte, ids included. `zone` (what is stored) knows no HTTP,
//! `api` (how a call is answered) knows no socket and never waits, `server` (sockets, pacing, faults) knows no rule of
//! the API. In the dialect [`Dialect::Uaa`] every answer is held against a recorded one of a real UAA 4.30.0, odd ones
//! included; what [`Dialect::Xsuaa`] does otherwise stands beside it, always as a `match` on the dialect.

mod api;
mod change;
mod clock;
mod command;
mod fault;
mod landscape;
mod random;
mod server;
mod zone;

pub use change::Change;
pub use clock::{Clock, LeapingClock, SystemClock};
pub use command::{CommandError, Request, run_command};
pub use fault::{Failure, Settings, Weather};
pub use landscape::{
    Account, Client, Generate, Landscape, LandscapeError, Level, Membership, RoleCollection, Wire,
};
pub use server::{AccountInfo, Control, Folder, Options, Running, Simulator, StartError, Write};
pub use zone::Dialect;
