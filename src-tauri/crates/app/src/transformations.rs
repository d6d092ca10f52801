//! Transformations: check, run, explain, compare. The engine thinks; here it meets the clock, chance and streams.

mod outside;
mod stream;

pub use outside::World;
pub use stream::{Figures, RunOptions, explain_lines, run_lines};
pub use zonedesk_transform::{
    Circumstances, Code as FindingCode, Direction, Finding, Fix, Operation, Properties, Severity,
    Transformation, check, guess, text,
};
