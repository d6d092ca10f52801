//! When the certificates end that systems log on with.

use std::collections::HashMap;

use zonedesk_scim::Timestamp;
use zonedesk_workspace::{System, Workspace};
use zonedesk_xsuaa::CertificateChain;

use crate::connect::property;
use crate::rows::DAY;

/// From so many days before its end a certificate is warned of.
pub(crate) const DAYS_OF_WARNING: i64 = 30;

/// From so many days before its end a certificate marks its system in the landscape, and a connection test asks for
/// another.
pub(crate) const DAYS_OF_ATTENTION: i64 = 14;

/// Whole days until a moment, rounded down: negative where it has passed.
pub(crate) fn days_left(until: Timestamp, now: Timestamp) -> i64 {
    (until.0 - now.0).div_euclid(DAY)
}

/// Days until the certificate ends that a system logs on with: its own, else its destination's. None where it logs on
/// with a secret.
pub(crate) fn days_left_of(
    workspace: &Workspace,
    system: &System,
    now: Timestamp,
) -> zonedesk_workspace::Result<Option<i64>> {
    if !uses_certificate(system) {
        return Ok(None);
    }
    let key = workspace.effective_credentials(system)?.remove(property::PRIVATE_KEY);
    Ok(key.and_then(|key| days_of(&key.credential.certificate?, now)))
}

/// As [`days_left_of`], of one system among all. `certificates`: PEM by owner, [`Workspace::certificates`].
pub(crate) fn days_left_among(
    system: &System,
    certificates: &HashMap<String, String>,
    now: Timestamp,
) -> Option<i64> {
    if certificates.is_empty() || !uses_certificate(system) {
        return None;
    }
    let shared = || certificates.get(system.destination.as_deref()?);
    days_of(certificates.get(&system.id.to_string()).or_else(shared)?, now)
}

fn uses_certificate(system: &System) -> bool {
    system.property(property::AUTHENTICATION) == Some(property::CLIENT_CERTIFICATE)
}

fn days_of(pem: &str, now: Timestamp) -> Option<i64> {
    Some(days_left(CertificateChain::read(pem).ok()?.own.not_after, now))
}
