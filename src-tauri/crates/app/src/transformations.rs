//! Transformations: check, run, explain, compare. The engine thinks; here it meets the clock, chance and streams.

mod difference;
mod lines;
mod notes;
mod outside;
mod stream;
mod told;

pub(crate) use difference::breaks;
pub use difference::{Compared, Side, compare, effect_lines};
pub use outside::World;
pub use stream::{Figures, RunOptions, explain_lines, run_lines};
pub use zonedesk_transform::compare::{
    ChangeKind, Collision, Comparison, Difference, EntityComparison, EntityEffect, Line, MappingChange,
    MemberChange, Presence, Summary, merge, shown,
};
pub use zonedesk_transform::{
    Circumstances, Code as FindingCode, DEFAULT_READ, DEFAULT_WRITE, Direction, Finding, Fix, Operation,
    Properties, Severity, Transformation, check, guess, text,
};
