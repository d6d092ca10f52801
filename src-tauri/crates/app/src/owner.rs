//! Whose properties and credentials they are.

use zonedesk_workspace::{Destination, System, Workspace};

use crate::api::AppError;
use crate::connect::Connection;

/// A system, or the destination that systems share.
#[derive(Debug, Clone)]
pub(crate) enum Owner {
    System(Box<System>),
    Destination(Destination),
}

impl Owner {
    /// By the id of a system or destination.
    pub fn find(workspace: &Workspace, id: &str) -> Result<Self, AppError> {
        if let Ok(system) = id.parse()
            && let Ok(system) = workspace.system(system)
        {
            return Ok(Self::System(Box::new(system)));
        }
        Ok(Self::Destination(workspace.destination(id)?))
    }

    pub fn id(&self) -> String {
        match self {
            Self::System(system) => system.id.to_string(),
            Self::Destination(destination) => destination.id.clone(),
        }
    }

    /// Where its credentials are for.
    pub fn connection(&self) -> Connection {
        match self {
            Self::System(system) => Connection::of(system),
            Self::Destination(destination) => Connection::from_properties(&destination.properties),
        }
    }
}
