//! The systems that a person chose for a file.

use zonedesk_workspace::{System, Workspace};

use crate::api::AppError;
use crate::app::system_id;
use crate::errors::{Code, error};

/// The systems of these ids, one at least.
pub fn chosen(workspace: &Workspace, ids: &[String]) -> Result<Vec<System>, AppError> {
    if ids.is_empty() {
        return Err(error(Code::FieldMissing, "There is no system to export.")
            .help("Choose at least one.")
            .at("systems"));
    }
    ids.iter().map(|id| Ok(workspace.system(system_id(id)?)?)).collect()
}

/// What the file is called: as its system, where it is one.
pub fn file_name(systems: &[System], several: &str, extension: &str) -> String {
    match systems {
        [one] => format!("{}.{extension}", one.name),
        _ => format!("{several}.{extension}"),
    }
}
