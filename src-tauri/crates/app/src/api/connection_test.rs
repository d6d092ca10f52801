use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AppError;

/// One step of a connection test, in the order tried; the steps behind a failed one are not tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TestStep {
    pub step: TestStepKind,
    pub outcome: TestOutcome,
    pub milliseconds: u32,
    /// What was found, a sentence: "2,014 users."
    pub message: String,
    /// Why it failed, and in words what helps.
    #[ts(optional)]
    pub error: Option<AppError>,
    /// What a button can do about it.
    #[ts(optional)]
    pub mend: Option<TestMend>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum TestStepKind {
    /// Names of both hosts, or of the proxy.
    Dns,
    /// Connections to both hosts; without TLS where it is this computer.
    Tls,
    Token,
    Scopes,
    /// Whether token and addresses are of one account.
    Zone,
    /// One request.
    Users,
    /// One request.
    RoleCollections,
    /// How long a request takes, and what that means.
    Speed,
}

impl TestStepKind {
    /// In the order tried.
    pub const ALL: [Self; 8] = [
        Self::Dns,
        Self::Tls,
        Self::Token,
        Self::Scopes,
        Self::Zone,
        Self::Users,
        Self::RoleCollections,
        Self::Speed,
    ];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum TestOutcome {
    Passed,
    /// Passed, but a person should know something.
    Attention,
    Failed,
    NotTried,
}

/// What to do about a step that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum TestMend {
    /// The credential is to be replaced.
    PasteNewKey,
    EditProperty {
        /// As `OAuth2TokenServiceURL`.
        property: String,
    },
    /// Settings, *Network*: proxy and certificates.
    NetworkSettings,
}
