//! The bytes of a vault.
//!
//! ```text
//! magic "zonedesk vault\n" · version 1 · log2 N · salt (16)
//! nonce (24) · entries, sealed with XChaCha20-Poly1305 · SHA-256 of all before
//! ```
//!
//! The key is scrypt (RFC 7914, r = 8, p = 1) of passphrase and salt; the first line is authenticated with the entries.
//! Key and salt stay the same as long as the passphrase does, so that a write costs no second; each write has a nonce
//! of its own, which at 24 random bytes never repeats. The checksum tells a damaged file from a wrong passphrase.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::{Digest, Sha256};

use super::{Entries, SecretKey};

const MAGIC: &[u8; 15] = b"zonedesk vault\n";
const VERSION: u8 = 1;
const SALT: usize = 16;
const HEADER: usize = MAGIC.len() + 2 + SALT;
const NONCE: usize = 24;
const TAG: usize = 16;
const CHECKSUM: usize = 32;

/// What one guess at the passphrase costs: log2 of scrypt's N.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VaultCost(u8);

impl VaultCost {
    /// Next to nothing, for tests: nothing that is to be protected may have it.
    pub const TEST: Self = Self(4);
    /// A file that asks for more is not believed: 2^20 takes 1 GiB of memory.
    const HIGHEST: Self = Self(20);
}

/// 128 MiB of memory and a third of a second on a computer of 2026: what OWASP's *Password Storage Cheat Sheet* advises.
impl Default for VaultCost {
    fn default() -> Self {
        Self(17)
    }
}

/// What all writes with one passphrase have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Header([u8; HEADER]);

impl Header {
    pub fn new(cost: VaultCost) -> Result<Self, getrandom::Error> {
        let mut bytes = [0; HEADER];
        bytes[..MAGIC.len()].copy_from_slice(MAGIC);
        bytes[MAGIC.len()] = VERSION;
        bytes[MAGIC.len() + 1] = cost.0;
        getrandom::fill(&mut bytes[HEADER - SALT..])?;
        Ok(Self(bytes))
    }

    fn cost(&self) -> VaultCost {
        VaultCost(self.0[MAGIC.len() + 1])
    }
}

/// A vault as it lies in its file.
pub(super) struct Sealed {
    pub header: Header,
    nonce: [u8; NONCE],
    content: Vec<u8>,
}

pub(super) enum Unreadable {
    Damaged(&'static str),
    Newer,
}

impl Sealed {
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        if !bytes.starts_with(MAGIC) {
            return Err(Unreadable::Damaged("its first bytes are not those of a vault"));
        }
        if bytes.get(MAGIC.len()).is_some_and(|version| *version > VERSION) {
            return Err(Unreadable::Newer);
        }
        if bytes.len() < HEADER + NONCE + TAG + CHECKSUM {
            return Err(Unreadable::Damaged("it is too short"));
        }
        let (bytes, checksum) = bytes.split_at(bytes.len() - CHECKSUM);
        if Sha256::digest(bytes).as_slice() != checksum {
            return Err(Unreadable::Damaged("its checksum is another"));
        }
        let (header, rest) = bytes.split_at(HEADER);
        let (nonce, content) = rest.split_at(NONCE);
        let mut sealed = Self { header: Header([0; HEADER]), nonce: [0; NONCE], content: content.to_vec() };
        sealed.header.0.copy_from_slice(header);
        sealed.nonce.copy_from_slice(nonce);
        if sealed.header.cost().0 > VaultCost::HIGHEST.0 {
            return Err(Unreadable::Damaged("it asks for more memory than is sensible"));
        }
        Ok(sealed)
    }

    pub fn write(&self) -> Vec<u8> {
        let mut bytes = [&self.header.0[..], &self.nonce, &self.content].concat();
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }
}

/// What opens vaults of one header.
pub(super) struct Key {
    pub header: Header,
    key: SecretBox<[u8; 32]>,
}

impl Key {
    /// Takes the time and memory that the header asks for.
    pub fn derive(passphrase: &SecretString, header: Header) -> Self {
        let params =
            scrypt::Params::new(header.cost().0, 8, 1).expect("N is bounded where a header is made or read");
        let key = SecretBox::init_with_mut(|key: &mut [u8; 32]| {
            scrypt::scrypt(passphrase.expose_secret().as_bytes(), &header.0[HEADER - SALT..], &params, key)
                .expect("32 bytes are a length that scrypt has");
        });
        Self { header, key }
    }

    pub fn seal(&self, entries: &Entries) -> Result<Sealed, getrandom::Error> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce)?;
        let mut content = encode(entries);
        self.cipher()
            .encrypt_in_place(&XNonce::from(nonce), &self.header.0, &mut *content)
            .expect("a vault is shorter than 256 GiB");
        Ok(Sealed { header: self.header, nonce, content: std::mem::take(&mut *content) })
    }

    /// None: sealed with another key.
    pub fn open(&self, sealed: Sealed) -> Option<Entries> {
        let mut content = Zeroizing::new(sealed.content);
        self.cipher().decrypt_in_place(&XNonce::from(sealed.nonce), &sealed.header.0, &mut *content).ok()?;
        decode(&content)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.key.expose_secret().into())
    }
}

/// Owner, property and secret of each entry, each with its length before it. Room for all of it and the tag is taken
/// at once: what a growing buffer leaves behind is not wiped.
fn encode(entries: &Entries) -> Zeroizing<Vec<u8>> {
    let texts = || {
        entries.iter().flat_map(|(key, secret)| [key.owner.as_str(), &key.property, secret.expose_secret()])
    };
    let size: usize = texts().map(|text| 4 + text.len()).sum();
    let mut bytes = Zeroizing::new(Vec::with_capacity(size + TAG));
    for text in texts() {
        bytes.extend_from_slice(&(text.len() as u32).to_le_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes
}

fn decode(mut bytes: &[u8]) -> Option<Entries> {
    let mut entries = Entries::new();
    while !bytes.is_empty() {
        let (owner, property, secret) = (text(&mut bytes)?, text(&mut bytes)?, text(&mut bytes)?);
        entries.insert(SecretKey::new(owner, property), SecretString::from(secret));
    }
    Some(entries)
}

fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(entries: &Entries) -> Vec<(SecretKey, String)> {
        entries.iter().map(|(key, secret)| (key.clone(), secret.expose_secret().to_owned())).collect()
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_with_its_key_alone(texts in proptest::collection::vec((".{0,9}", ".{0,9}", ".{0,40}"), 0..9)) {
            let entries: Entries =
                texts.into_iter().map(|(owner, property, secret)| (SecretKey::new(owner, property), secret.into())).collect();
            let key = Key::derive(&"open sesame".into(), Header::new(VaultCost::TEST).unwrap());
            let bytes = key.seal(&entries).unwrap().write();
            let read = || Sealed::read(&bytes).ok().unwrap();
            prop_assert_eq!(plain(&key.open(read()).unwrap()), plain(&entries));
            let again = Key::derive(&"open sesame".into(), read().header);
            prop_assert!(again.open(read()).is_some());
            prop_assert!(Key::derive(&"open caraway".into(), read().header).open(read()).is_none());
        }

        #[test]
        fn a_changed_byte_is_damage(at in 0_usize..1_000, with in 1_u8..) {
            let key = Key::derive(&"open sesame".into(), Header::new(VaultCost::TEST).unwrap());
            let entries = Entries::from([(SecretKey::new("o", "p"), "s3cret".into())]);
            let mut bytes = key.seal(&entries).unwrap().write();
            let at = at % bytes.len();
            bytes[at] ^= with;
            prop_assert!(Sealed::read(&bytes).is_err());
        }

        #[test]
        fn anything_can_be_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Sealed::read(&bytes);
            let _ = decode(&bytes);
        }
    }

    #[test]
    fn what_is_signed_is_the_header_too() {
        let key = Key::derive(&"open sesame".into(), Header::new(VaultCost::TEST).unwrap());
        let mut sealed = key.seal(&Entries::new()).unwrap();
        sealed.header.0[HEADER - 1] ^= 1;
        assert!(key.open(sealed).is_none());
    }
}
