//! The proxy: a SCIM 2.0 server (RFC 7643, RFC 7644) in front of each system's account.
//!
//! Invariants: knows no window and no keychain: systems, accounts, clock and chance are given by a [`Source`], and asked
//! for with each request, so that a change of transformations, properties or consumers counts at once. Every answer of
//! 400 or more is a SCIM error body. No secret, token or text of a database is in any answer or log line. Plain HTTP is
//! spoken on loopback addresses only. What a consumer asked to be written is brought to its end, also when the consumer
//! has gone. Entities pass as text: what no mapping touches is copied, not read. What is read ahead is a cache only.

mod auth;
mod backend;
mod body;
mod context;
mod discovery;
mod filter;
mod flights;
mod handle;
mod kind;
mod limit;
mod listing;
mod page;
mod patch;
mod problem;
mod query;
mod read;
mod reply;
mod route;
mod rules;
mod select;
mod server;
mod source;
mod walks;
mod write;

pub use server::{Options, Running, StartError, start};
pub use source::{Served, Source, Unavailable, Waited};
