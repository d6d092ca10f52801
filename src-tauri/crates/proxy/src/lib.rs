//! The proxy: a SCIM 2.0 server (RFC 7643, RFC 7644) in front of each system's account.
//!
//! Invariants: knows no window and no keychain: systems, accounts, clock and chance are given by a [`Source`], and asked
//! for with each request, so that a change of transformations, properties or consumers counts at once. Every answer of
//! 400 or more is a SCIM error body, but for the token endpoint's (RFC 6749). No secret, token or text of a database is in
//! any answer or log line. Plain HTTP is spoken on loopback addresses only, or with routers that are named and end TLS. What
//! a consumer asked to be written is brought to its end, also when the consumer has gone. Entities pass as text: what no
//! mapping touches is copied, not read. What is read ahead is a cache only. Of each call a line is logged, and where a
//! [`Log`] is given, all that is known of it is kept there for a while, secrets masked.

mod auth;
mod backend;
mod body;
mod caller;
mod context;
mod discovery;
mod filter;
mod flights;
mod handle;
mod kind;
mod limit;
mod listing;
mod metrics;
mod outbox;
mod page;
mod patch;
mod problem;
mod query;
mod read;
mod record;
mod reply;
mod root;
mod route;
mod rules;
mod select;
mod server;
mod source;
mod tls;
mod walks;
mod write;

pub use auth::is_name;
pub use ipnet::IpNet;
pub use record::{BackendCall, Counts, Log, Record, Run};
pub use server::{Options, Running, StartError, Way, start};
pub use source::{Client, Served, Source, TokenKey, Unavailable, Waited, digest};
pub use tls::{Tls, TlsError};
