use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::{Error as PemError, PemObject};
use rustls::sign::{CertifiedKey, SigningKey};
use secrecy::{ExposeSecret, SecretString};

use crate::certificate::with_line_ends;
use crate::{CertificateChain, CertificateError};

/// A certificate with its private key: who we are to a token endpoint that asks for mutual TLS (RFC 8705), or to those
/// who call a server of ours.
#[derive(Clone)]
pub struct ClientIdentity(Arc<CertifiedKey>, Arc<CertificateChain>);

impl ClientIdentity {
    /// Reads both from PEM and holds them against each other. The key may be PKCS#8, PKCS#1 or SEC 1, without
    /// passphrase.
    pub fn read(chain: &str, key: &SecretString) -> Result<Self, CertificateError> {
        let chain = CertificateChain::read(chain)?;
        let key = key_of(&chain, key)?;
        Ok(Self(Arc::new(CertifiedKey::new(chain.der().to_vec(), key)), Arc::new(chain)))
    }

    pub fn chain(&self) -> &CertificateChain {
        &self.1
    }

    /// Chain and key, as TLS wants them.
    pub fn certified(&self) -> Arc<CertifiedKey> {
        self.0.clone()
    }
}

impl CertificateChain {
    /// Whether a PEM text holds the private key of this certificate.
    pub fn check_key(&self, pem: &SecretString) -> Result<(), CertificateError> {
        key_of(self, pem).map(drop)
    }
}

fn key_of(chain: &CertificateChain, pem: &SecretString) -> Result<Arc<dyn SigningKey>, CertificateError> {
    let key = signing_key(pem)?;
    let public = key.public_key().ok_or(CertificateError::KeyUnusable)?;
    if public.as_ref() == chain.own_public_key() { Ok(key) } else { Err(CertificateError::KeyOfAnother) }
}

fn signing_key(pem: &SecretString) -> Result<Arc<dyn SigningKey>, CertificateError> {
    let pem = with_line_ends(pem.expose_secret());
    if pem.contains("ENCRYPTED PRIVATE KEY") || pem.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(CertificateError::KeyEncrypted);
    }
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|error| match error {
        PemError::NoItemsFound => CertificateError::NoKey,
        _ => CertificateError::KeyUnusable,
    })?;
    any_supported_type(&key).map_err(|_| CertificateError::KeyUnusable)
}

/// Two keys of one certificate are one key.
impl PartialEq for ClientIdentity {
    fn eq(&self, other: &Self) -> bool {
        self.0.cert == other.0.cert
    }
}

impl Eq for ClientIdentity {}

impl Hash for ClientIdentity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.cert.hash(state);
    }
}

impl fmt::Debug for ClientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ClientIdentity").field(&self.1.own.subject).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use rcgen::KeyPair;

    use super::*;

    #[test]
    fn a_key_is_held_against_its_certificate() {
        let (pem, key) = crate::certificate::tests::made("x");
        let read =
            |key: String| ClientIdentity::read(&pem, &key.into()).map(|identity| format!("{identity:?}"));
        let subject = Ok("ClientIdentity(\"CN=x,O=SAP SE\", ..)".to_owned());
        assert_eq!(read(key.serialize_pem()), subject);
        assert_eq!(read(key.serialize_pem().replace('\n', "\\n")), subject);
        for (key, error) in [
            (KeyPair::generate().unwrap().serialize_pem(), CertificateError::KeyOfAnother),
            (pem.clone(), CertificateError::NoKey),
            (String::new(), CertificateError::NoKey),
            (key.serialize_pem().replace("PRIVATE", "ENCRYPTED PRIVATE"), CertificateError::KeyEncrypted),
            (key.serialize_pem().replace("PRIVATE", "RSA PRIVATE"), CertificateError::KeyUnusable),
        ] {
            assert_eq!(read(key), Err(error));
        }
    }
}
