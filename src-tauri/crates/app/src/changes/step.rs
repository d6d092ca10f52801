//! What a plan is made of: requests with all that is known about them before they are sent.

use serde_json::Value;
use zonedesk_scim::{Group, Member, User};
use zonedesk_xsuaa::Call;

use crate::api::{PlanVersion, Text};

/// One request of a plan.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// May hold [`placeholder`]s for ids that an earlier step creates.
    pub call: Call,
    pub what: Text,
    /// Code of the sentence for several steps of this kind in one row, which counts them.
    pub folded: &'static str,
    pub version: PlanVersion,
    /// What changed since the snapshot, for a person; set where `version` is stale or gone.
    pub difference: Option<String>,
    /// The entity before, as far as it is needed to put it back.
    pub before: Option<Value>,
    pub effect: Effect,
    /// The entity as the plan saw it: what a conflict is told against.
    pub guard: Option<Guard>,
    /// An earlier job may have sent it, and may still be at it: the account is read before it is sent.
    pub look_first: bool,
}

/// What a success does to the account, so that the snapshot can follow.
#[derive(Debug, Clone)]
pub(super) enum Effect {
    UserCreated,
    UserWritten(Box<User>),
    UserGone { id: String },
    RoleCollectionCreated(Group),
    RoleCollectionWritten(Group),
    RoleCollectionGone { id: String },
    Members { role_collection: String, added: Vec<Member>, removed: Vec<String> },
}

/// The entity as it was when the plan was made. A role collection without members is held against its texts only.
#[derive(Debug, Clone)]
pub(super) enum Guard {
    User(Box<User>),
    RoleCollection(Box<Group>),
}

const OPEN: &str = "id-from-request-";

/// Stands for the id that the request of this number will create. Unreserved characters only: it may stand in a path.
pub(super) fn placeholder(number: usize) -> String {
    format!("{OPEN}{number}")
}

/// The number of the request that a placeholder waits for.
pub(super) fn awaited(text: &str) -> Option<usize> {
    text.strip_prefix(OPEN)?.parse().ok()
}

impl Step {
    /// Whether a person must decide before it is sent.
    pub fn is_stale(&self) -> bool {
        matches!(self.version, PlanVersion::Stale { .. } | PlanVersion::Gone)
    }

    /// Whether the account takes it however the entity has changed since, so that it must be looked at before.
    /// A deletion carries no version, and XSUAA looks at none when a role collection's description is written.
    pub fn is_unlocked(&self, old: bool) -> bool {
        match (&self.effect, &self.guard) {
            (Effect::RoleCollectionWritten(_), Some(_)) => true,
            (Effect::UserGone { .. } | Effect::RoleCollectionGone { .. }, Some(_)) => old,
            _ => false,
        }
    }

    /// Requests that change one entity in turn have one path; later ones depend on the earlier. Calls for single
    /// members do not.
    pub fn entity(&self) -> Option<&str> {
        let path = self.call.path.as_str();
        (path.matches('/').count() == 2).then_some(path)
    }
}
