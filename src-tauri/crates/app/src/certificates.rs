//! When the certificates end that systems log on with.

use std::collections::HashMap;

use zonedesk_scim::Timestamp;
use zonedesk_workspace::System;
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
/// with a secret. `certificates`: PEM by owner, [`zonedesk_workspace::Workspace::certificates`].
pub(crate) fn days_left_of(
    system: &System,
    certificates: &HashMap<String, String>,
    now: Timestamp,
) -> Option<i64> {
    if certificates.is_empty()
        || system.property(property::AUTHENTICATION) != Some(property::CLIENT_CERTIFICATE)
    {
        return None;
    }
    let shared = || certificates.get(system.destination.as_deref()?);
    let pem = certificates.get(&system.id.to_string()).or_else(shared)?;
    Some(days_left(CertificateChain::read(pem).ok()?.own.not_after, now))
}
