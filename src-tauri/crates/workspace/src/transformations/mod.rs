//! The two transformations of each system, with every version that they ever had.

mod kind;

pub use kind::TransformationKind;
