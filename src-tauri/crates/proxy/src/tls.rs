//! TLS towards those who call: who we are, and whom they prove to be.

use std::sync::Arc;
use std::time::Duration;

use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::sign::SingleCertAndKey;
use rustls::{DigitallySignedStruct, DistinguishedName, Error, RootCertStore, ServerConfig, SignatureScheme};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use zonedesk_xsuaa::{Certificate, CertificateChain, ClientIdentity};

/// Why TLS cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("TLS cannot be set up: {0}")]
    Setup(Error),
    /// `number` counts from 1.
    #[error("certificate {number} of the authorities that vouch for clients cannot be used")]
    Authority { number: usize },
    #[error("the authorities that vouch for clients cannot be used: {0}")]
    Authorities(String),
}

/// What a server shows, and whose certificates count. Cheap to clone.
#[derive(Clone)]
pub struct Tls {
    acceptor: TlsAcceptor,
    /// None: no authority is configured, so that no subject is believed.
    clients: Option<Arc<dyn ClientCertVerifier>>,
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tls").field("authorities", &self.clients.is_some()).finish_non_exhaustive()
    }
}

impl Tls {
    /// `authorities`: those whose client certificates are believed to be of whom they name. TLS 1.2 and 1.3.
    pub fn new(identity: &ClientIdentity, authorities: Option<&CertificateChain>) -> Result<Self, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let clients = authorities.map(|authorities| believed(authorities, &provider)).transpose()?;
        let mut config = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Setup)?
            .with_client_cert_verifier(Arc::new(Anyone(provider)))
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(identity.certified())));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), clients })
    }

    /// Shakes hands; gives what the client showed of itself.
    pub(crate) async fn accept(
        &self,
        stream: TcpStream,
    ) -> std::io::Result<(TlsStream<TcpStream>, Option<Shown>)> {
        let stream = self.acceptor.accept(stream).await?;
        let shown = stream.get_ref().1.peer_certificates().and_then(Shown::of);
        Ok((stream, shown))
    }

    /// Whether an authority that is configured vouches for a client; none: none is configured.
    pub(crate) fn vouches(&self, shown: &Shown, now: i64) -> Option<bool> {
        let (own, above) = shown.chain.der().split_first()?;
        let now = UnixTime::since_unix_epoch(Duration::from_millis(u64::try_from(now).unwrap_or_default()));
        Some(self.clients.as_ref()?.verify_client_cert(own, above, now).is_ok())
    }
}

fn believed(
    authorities: &CertificateChain,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ClientCertVerifier>, TlsError> {
    let mut roots = RootCertStore::empty();
    for (at, der) in authorities.der().iter().enumerate() {
        roots.add(der.clone()).map_err(|_| TlsError::Authority { number: at + 1 })?;
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build();
    verifier.map_err(|error| TlsError::Authorities(error.to_string()))
}

/// The certificate that a client showed, and proved to hold the key of.
#[derive(Debug)]
pub struct Shown {
    chain: CertificateChain,
    /// SHA-256 of its distinguished encoding.
    pub fingerprint: [u8; 32],
}

impl Shown {
    fn of(chain: &[CertificateDer<'_>]) -> Option<Self> {
        let fingerprint = Sha256::digest(chain.first()?).into();
        let chain = chain.iter().map(|one| one.clone().into_owned()).collect();
        Some(Self { chain: CertificateChain::of(chain).ok()?, fingerprint })
    }

    pub fn own(&self) -> &Certificate {
        &self.chain.own
    }

    pub fn der(&self) -> &[u8] {
        self.chain.der().first().map_or(&[], |own| own)
    }
}

/// Lets every client shake hands, with a certificate or without: who may do what is decided by its request. That a
/// client holds the key of the certificate which it shows is checked all the same.
#[derive(Debug)]
struct Anyone(Arc<CryptoProvider>);

impl ClientCertVerifier for Anyone {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
