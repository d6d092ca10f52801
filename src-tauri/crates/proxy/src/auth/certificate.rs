//! Client certificates: by fingerprint, or by a subject that an authority vouches for.

use std::fmt::Write as _;

use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use zonedesk_workspace::{Consumer, SignIn};

use super::name::Name;
use crate::source::Served;
use crate::tls::Shown;

/// The consumer whose certificate was shown. `vouched`: whether an authority vouches for it; none: none is configured.
///
/// # Errors
/// The consumer that the certificate names, if any, and why it does not count.
pub fn consumer<'s>(
    served: &'s Served,
    shown: &Shown,
    now: i64,
    vouched: impl FnOnce() -> Option<bool>,
) -> Result<&'s Consumer, (Option<&'s Consumer>, &'static str)> {
    let fingerprint = shown.fingerprint.iter().fold("sha256:".to_owned(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let all = || served.consumers.iter().filter(|consumer| consumer.sign_in == SignIn::Certificate);
    let subject = |consumer: &Consumer| consumer.subject.as_deref().unwrap_or_default().to_owned();
    let by_fingerprint = all().find(|consumer| subject(consumer) == fingerprint);
    let by_subject = || {
        let (_, own) = X509Certificate::from_der(shown.der()).ok()?;
        let name = Name::of(own.subject())?;
        all().find(|consumer| Name::read(&subject(consumer)).is_some_and(|other| name.is(&other)))
    };
    let found = by_fingerprint.or_else(by_subject);
    let found = found.ok_or((None, "a certificate of no consumer"))?;
    let own = shown.own();
    if now < own.not_before.0 {
        return Err((Some(found), "a certificate that is not valid yet"));
    }
    if now > own.not_after.0 {
        return Err((Some(found), "a certificate that has ended"));
    }
    if by_fingerprint.is_some() {
        return Ok(found);
    }
    match vouched() {
        Some(true) => Ok(found),
        Some(false) => Err((Some(found), "no authority vouches for the certificate")),
        None => Err((Some(found), "no authorities are configured, so that no subject is believed")),
    }
}
