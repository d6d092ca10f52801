//! The transformations that a new proxy system of SAP BTP XS Advanced UAA starts with (SAP's defaults).

/// From the account to the consumer.
pub const DEFAULT_READ: &str = include_str!("../defaults/xsuaa-proxy-read.json");

/// From the consumer to the account.
pub const DEFAULT_WRITE: &str = include_str!("../defaults/xsuaa-proxy-write.json");
