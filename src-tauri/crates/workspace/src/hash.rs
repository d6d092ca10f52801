use sha2::{Digest, Sha256};

/// SHA-256 (FIPS 180-4) of a text, in hexadecimal.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
