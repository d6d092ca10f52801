//! PATCH: RFC 7644 §3.5.2, and how SAP Identity Management, Entra ID and Okta write it. Pure.

mod group;
mod operations;
mod path;
mod resource;

pub use group::{GroupChange, member_id};
pub use operations::{Operation, PATCH_OP, operations};
pub use resource::apply;
