//! X.509 certificates and keys as SAP's service keys hold them: PEM (RFC 7468).

use std::fmt::Write;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use x509_parser::certificate::X509Certificate;
use x509_parser::objects::{oid_registry, oid2abbrev};
use x509_parser::prelude::FromDer;
use x509_parser::x509::X509Name;
use zonedesk_scim::Timestamp;

/// What a person is shown of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Whose it is, most specific first: `CN=sb-full!a1,L=subdomain,O=SAP SE` (RFC 4514).
    pub subject: String,
    /// Who signed it, as `subject`.
    pub issuer: String,
    pub not_before: Timestamp,
    /// Not valid after this moment.
    pub not_after: Timestamp,
}

/// A certificate with those that vouch for it, its own first. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateChain {
    /// The certificate itself.
    pub own: Certificate,
    /// Those of the authorities, in the order of the text.
    pub above: Vec<Certificate>,
    /// Distinguished encoding, `own` first.
    der: Vec<CertificateDer<'static>>,
}

/// Why a certificate or its key cannot be used. No message holds a piece of the text that was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    #[error("this is no certificate: it has no block that begins with -----BEGIN CERTIFICATE-----")]
    NoCertificate,
    /// `number` counts from 1.
    #[error("certificate {number} of the chain is damaged or cut short")]
    Damaged { number: usize },
    #[error("this is no private key: it has no block that begins with -----BEGIN PRIVATE KEY-----")]
    NoKey,
    #[error("the private key is protected by a passphrase; one without is needed")]
    KeyEncrypted,
    #[error(
        "the private key cannot be read: it is damaged, or of a kind that is not supported (RSA from 2048 bits, ECDSA \
         P-256 and P-384, Ed25519)"
    )]
    KeyUnusable,
    #[error("the private key belongs to another certificate")]
    KeyOfAnother,
}

impl CertificateChain {
    /// Reads PEM. Text around the blocks is ignored; line ends written as `\n`, as in JSON, are taken for line ends.
    pub fn read(pem: &str) -> Result<Self, CertificateError> {
        let pem = with_line_ends(pem);
        let mut der = Vec::new();
        for block in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            der.push(block.map_err(|_| CertificateError::Damaged { number: der.len() + 1 })?);
        }
        Self::of(der)
    }

    /// Reads certificates as TLS transports them, the certificate itself first.
    pub fn of(der: Vec<CertificateDer<'static>>) -> Result<Self, CertificateError> {
        let mut read = Vec::with_capacity(der.len());
        for (at, der) in der.iter().enumerate() {
            read.push(certificate(der).ok_or(CertificateError::Damaged { number: at + 1 })?);
        }
        let mut read = read.into_iter();
        let own = read.next().ok_or(CertificateError::NoCertificate)?;
        Ok(Self { own, above: read.collect(), der })
    }

    /// Distinguished encoding, the certificate itself first.
    pub fn der(&self) -> &[CertificateDer<'static>] {
        &self.der
    }

    /// Of [`Self::own`], as `SubjectPublicKeyInfo` (RFC 5280).
    pub(crate) fn own_public_key(&self) -> &[u8] {
        // It was read before.
        X509Certificate::from_der(&self.der[0]).map_or(&[], |(_, own)| own.tbs_certificate.subject_pki.raw)
    }
}

/// People paste the value of a JSON text as it stands there.
pub(crate) fn with_line_ends(pem: &str) -> String {
    pem.replace("\\r", "").replace("\\n", "\n")
}

pub(crate) fn certificate(der: &[u8]) -> Option<Certificate> {
    let (rest, read) = X509Certificate::from_der(der).ok()?;
    let moment = |time: x509_parser::time::ASN1Time| Timestamp(time.timestamp().saturating_mul(1000));
    rest.is_empty().then(|| Certificate {
        subject: name(read.subject()),
        issuer: name(read.issuer()),
        not_before: moment(read.validity().not_before),
        not_after: moment(read.validity().not_after),
    })
}

/// RFC 4514 §2: the last part first; what would end a part is escaped.
fn name(name: &X509Name<'_>) -> String {
    let parts: Vec<_> = name.iter_rdn().collect();
    let mut text = String::new();
    for part in parts.into_iter().rev() {
        for (at, attribute) in part.iter().enumerate() {
            if at > 0 {
                text.push('+');
            } else if !text.is_empty() {
                text.push(',');
            }
            let kind = attribute.attr_type();
            match oid2abbrev(kind, oid_registry()) {
                Ok(short) => text.push_str(short),
                Err(_) => {
                    let _ = write!(text, "{kind}");
                }
            }
            text.push('=');
            for char in attribute.as_str().unwrap_or("?").chars() {
                if matches!(char, '"' | '+' | ',' | ';' | '<' | '>' | '\\') {
                    text.push('\\');
                }
                // A line break or other control in a name would pass for text of ours.
                text.push(if char.is_control() { ' ' } else { char });
            }
        }
    }
    text
}

#[cfg(test)]
pub(crate) mod tests {
    use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};

    use super::*;

    pub(crate) fn made(common_name: &str) -> (String, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.not_before = rcgen::date_time_ymd(2026, 1, 5);
        params.not_after = rcgen::date_time_ymd(2027, 1, 5);
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::OrganizationName, "SAP SE");
        params.distinguished_name.push(DnType::CommonName, common_name);
        (params.self_signed(&key).unwrap().pem(), key)
    }

    #[test]
    fn a_chain_is_read_with_names_and_days() {
        let (own, _) = made("sb-full, access!a1");
        let (authority, _) = made("An Authority");
        for pem in [
            format!("{own}{authority}"),
            format!("{own}{authority}").replace('\n', "\\n"),
            format!("subject=…\r\n{}\r\nand then\r\n{}", own.replace('\n', "\r\n"), authority),
        ] {
            let chain = CertificateChain::read(&pem).unwrap();
            assert_eq!(chain.own.subject, r"CN=sb-full\, access!a1,O=SAP SE");
            assert_eq!(chain.own.issuer, chain.own.subject);
            assert_eq!(chain.own.not_before.to_string(), "2026-01-05T00:00:00.000Z");
            assert_eq!(chain.own.not_after.to_string(), "2027-01-05T00:00:00.000Z");
            assert_eq!(chain.above.len(), 1);
            assert!(chain.above[0].subject.starts_with("CN=An Authority,"));
        }
    }

    #[test]
    fn what_is_no_certificate_is_told() {
        let (own, key) = made("x");
        let cut = own.replace("-----END CERTIFICATE-----", "");
        let mut half: Vec<&str> = own.lines().collect();
        half.drain(2..4);
        for (pem, error) in [
            (String::new(), CertificateError::NoCertificate),
            ("CN=sb-full".into(), CertificateError::NoCertificate),
            (key.serialize_pem(), CertificateError::NoCertificate),
            (cut, CertificateError::Damaged { number: 1 }),
            (format!("{own}{}", half.join("\n")), CertificateError::Damaged { number: 2 }),
            (
                own.replace("-----BEGIN CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----\n!"),
                CertificateError::Damaged { number: 1 },
            ),
        ] {
            assert_eq!(CertificateChain::read(&pem), Err(error), "{pem}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in ".*", bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let block = data_encoding::BASE64.encode(&bytes);
            for pem in [&text, &format!("-----BEGIN CERTIFICATE-----\n{block}\n-----END CERTIFICATE-----")] {
                let _ = CertificateChain::read(pem);
            }
        }
    }
}
