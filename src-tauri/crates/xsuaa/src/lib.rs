//! The client of one account: token, pages, every call of UAA's SCIM API that XSUAA publishes.
//!
//! Invariants: no database, no window. Every request to an account goes through [`Account::ready`], where it is counted
//! and waits for its turn in the account's one queue; tokens alone have their own limit. What goes out is a [`Call`], plain data, so that a preview shows
//! exactly what is sent. Redirects are never followed. Plain HTTP is spoken with loopback hosts only. Certificates of
//! SAP's hosts are always checked. No secret and no
//! token is in any `Debug`, error or log line. No answer, whatever its status, type or body, panics.

mod account;
mod address;
mod answer;
mod call;
mod certificate;
mod config;
mod error;
mod headers;
mod identity;
mod lists;
mod manner;
mod observed;
mod pace;
mod probe;
mod proxy;
mod sap_host;
mod scopes;
mod segment;
mod send;
mod tls;
mod token;
mod token_zone;
mod transport;
mod turns;
mod typed;

pub use account::Account;
pub use address::{AddressError, ApiUrl, TokenUrl};
pub use answer::Answer;
pub use call::{Call, CallError, IfMatch, Method};
pub use certificate::{Certificate, CertificateChain, CertificateError};
pub use config::{AccountConfig, ClientAuthentication, Timeouts};
pub use error::{Error, ErrorKind, Unreachable};
pub use headers::{ExtraHeaders, HeaderError};
pub use identity::ClientIdentity;
pub use lists::{List, PAGE, Page};
pub use manner::{Attempt, Backoff};
pub use observed::Observed;
pub use pace::{Alone, Lock, Pace, SAP_LIMIT, Slots, Waited};
pub use probe::{Endpoint, Resolved, Secured};
pub use proxy::{Proxy, ProxyUrl};
pub use sap_host::{SapHost, is_of_sap};
pub use scopes::Scopes;
pub use segment::{UNADDRESSABLE, decode_segment, encode_segment};
pub use send::Ready;
pub use token_zone::TokenZone;
pub use transport::{Network, Transport};
pub use turns::Turns;
