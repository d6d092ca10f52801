//! TLS: whom we trust, who we are, and what went wrong.

use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::sign::SingleCertAndKey;
use rustls::{
    AlertDescription, CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore,
    SignatureScheme,
};
use zonedesk_scim::Timestamp;

use crate::certificate::certificate;
use crate::{Certificate, CertificateChain, ClientIdentity, Unreachable};

/// Whose certificates are taken.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Trust<'a> {
    /// Those that the computer trusts, and these.
    System(Option<&'a CertificateChain>),
    All,
    /// For connections without TLS: reads no certificates of the computer.
    None,
}

/// What a server showed of itself, also where it was not believed.
pub(crate) type Shown = Arc<OnceLock<Certificate>>;

pub(crate) fn client_config(
    trust: Trust<'_>,
    identity: Option<&ClientIdentity>,
    shown: Option<Shown>,
) -> Result<ClientConfig, Error> {
    let provider = Arc::new(ring::default_provider());
    let inner: Option<Arc<dyn ServerCertVerifier>> = match trust {
        Trust::All => None,
        Trust::System(more) => {
            let more = more.map(CertificateChain::der).unwrap_or_default().iter().cloned();
            let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(more, provider.clone())?;
            Some(Arc::new(verifier))
        }
        Trust::None => return without_trust(provider),
    };
    let verifier = Verifier { inner, provider: provider.clone(), shown };
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match identity {
        Some(identity) => {
            builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(identity.certified())))
        }
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn without_trust(provider: Arc<CryptoProvider>) -> Result<ClientConfig, Error> {
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// Asks `inner`, where there is one, and remembers what was shown.
#[derive(Debug)]
struct Verifier {
    /// None: every certificate is taken (`TrustAll`). That the server holds its key is checked all the same.
    inner: Option<Arc<dyn ServerCertVerifier>>,
    provider: Arc<CryptoProvider>,
    shown: Option<Shown>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        own: &CertificateDer<'_>,
        above: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let (Some(shown), Some(read)) = (&self.shown, certificate(own)) {
            let _ = shown.set(read);
        }
        match &self.inner {
            Some(inner) => inner.verify_server_cert(own, above, name, ocsp, now),
            None => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// The reason, and a detail for those who look closer.
pub(crate) fn reason(error: &Error) -> (Unreachable, String) {
    let day = |time: UnixTime| {
        let moment = i64::try_from(time.as_secs()).unwrap_or(i64::MAX).saturating_mul(1000);
        Timestamp(moment).to_string()
    };
    let plain = || error.to_string();
    match error {
        Error::InvalidCertificate(certificate) => match certificate {
            CertificateError::ExpiredContext { time, not_after } => (
                Unreachable::CertificateEnded,
                format!("it ended at {}, and this computer's clock says {}", day(*not_after), day(*time)),
            ),
            CertificateError::NotValidYetContext { time, not_before } => (
                Unreachable::CertificateNotYet,
                format!("it begins at {}, and this computer's clock says {}", day(*not_before), day(*time)),
            ),
            CertificateError::Expired => (Unreachable::CertificateEnded, plain()),
            CertificateError::NotValidYet => (Unreachable::CertificateNotYet, plain()),
            CertificateError::NotValidForNameContext { presented, .. } => {
                (Unreachable::CertificateOfAnother, format!("it is for {}", names(presented)))
            }
            CertificateError::NotValidForName => (Unreachable::CertificateOfAnother, plain()),
            CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                (Unreachable::CertificateUntrusted, "its authority is unknown".to_owned())
            }
            _ => (Unreachable::CertificateUntrusted, plain()),
        },
        // The other side speaks of our certificate.
        Error::AlertReceived(
            AlertDescription::CertificateRequired
            | AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied,
        ) => (Unreachable::ClientCertificate, plain()),
        _ => (Unreachable::Tls, plain()),
    }
}

fn names(presented: &[String]) -> String {
    // rustls prints them as `DnsName("x.example")`.
    let plain = |name: &String| name.split('"').nth(1).unwrap_or(name).to_owned();
    match presented {
        [] => "no host".to_owned(),
        names => names.iter().take(3).map(plain).collect::<Vec<_>>().join(", "),
    }
}
