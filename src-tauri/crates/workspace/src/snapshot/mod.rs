//! The snapshot of an account: what a refresh read, in a file of its own.
//!
//! A refresh fills a new file ([`SnapshotLoad`]) and makes it the account's current one in a single step, so that no
//! reader waits or sees half. Only the first refresh of an account shows what it has read so far, said to be partial.
//! What a change did, and what a refresh found that reads only what changed ([`SnapshotDelta`]), is put right in the
//! current file ([`SnapshotChange`]), in one transaction. Whatever becomes different is kept ([`crate::ChangeSet`]).

mod change;
mod compare;
mod counts;
mod delta;
mod derive;
mod difference;
mod entity_state;
mod load;
mod members;
mod nesting;
mod number_set;
mod people;
mod picture;
mod pool;
mod role_collections;
mod search_text;
mod store;
mod user_filter;
mod user_row;
mod users;
mod walk;

pub use change::{Author, SnapshotChange};
pub use counts::{CreatedWeek, Moment, UserCounts};
pub use delta::SnapshotDelta;
pub(crate) use difference::take_back;
pub use difference::{Difference, DifferenceAct, DifferenceKind};
pub use load::{Completeness, Partial, SnapshotLoad};
pub use members::{Member, MemberPage, MemberQuery, MemberSort};
pub use nesting::{Grant, Granted};
pub use people::PersonKey;
pub(crate) use picture::Key as DifferenceKey;
pub(crate) use pool::Pool;
pub use pool::Snapshot;
pub use role_collections::{
    NestedRef, RoleCollectionCounts, RoleCollectionPage, RoleCollectionQuery, RoleCollectionRow,
    RoleCollectionSort, RoleCollectionTest,
};
pub use user_filter::{UserFilter, UserTest};
pub use user_row::UserRow;
pub use users::{Direction, UserPage, UserQuery, UserSort};
pub use walk::{Met, Walk};

/// `kind` of an entity and of a membership.
const USER: i64 = 0;
const ROLE_COLLECTION: i64 = 1;

const DAY: i64 = 86_400_000;
