use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An error as it leaves `app`: what happened, where, what to do, and a stable code. Never a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message} ({code})")]
#[ts(export)]
pub struct AppError {
    /// Stable, as `ZD1001`; what callers decide by.
    pub code: String,
    /// What happened, a sentence.
    pub message: String,
    /// What to do, a sentence.
    #[ts(optional)]
    pub help: Option<String>,
    /// The account, file or field.
    #[serde(rename = "where")]
    #[ts(optional, rename = "where")]
    pub place: Option<String>,
}
