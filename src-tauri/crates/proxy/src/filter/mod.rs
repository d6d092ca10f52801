//! Filters of consumers: mapped back to the account, or evaluated here.

mod attributes;
mod evaluate;
mod plan;

pub use attributes::{Attributes, names};
pub use evaluate::holds;
pub use plan::Plan;
