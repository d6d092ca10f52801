use data_encoding::{BASE32, BASE32_NOPAD, BASE64, BASE64_NOPAD, Encoding};

use super::FunctionError;
use super::apply::Data;
use super::arguments::Arguments;

/// How bytes become text (RFC 4648).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    Base32,
    Base64,
}

impl Algorithm {
    pub fn compile(given: &Arguments<'_>) -> Result<Self, FunctionError> {
        Ok(match given.required_choice("algorithm", &["base32", "base64"])? {
            "base32" => Self::Base32,
            _ => Self::Base64,
        })
    }

    /// Bytes, or the UTF-8 of a value's string form.
    pub fn encode(self, input: Data, skip_padding: bool) -> String {
        let bytes = match input {
            Data::Bytes(bytes) => bytes,
            other => other.into_value().to_text().into_bytes(),
        };
        self.encoding(skip_padding).encode(&bytes)
    }

    /// Padding may be there or not.
    pub fn decode(self, text: &str) -> Result<Vec<u8>, FunctionError> {
        let body = text.trim().trim_end_matches('=');
        self.encoding(true).decode(body.as_bytes()).map_err(|_| FunctionError::NotEncoded {
            algorithm: if self == Self::Base32 { "base32" } else { "base64" },
            text: text.chars().take(80).collect(),
        })
    }

    fn encoding(self, skip_padding: bool) -> Encoding {
        match (self, skip_padding) {
            (Self::Base32, false) => BASE32,
            (Self::Base32, true) => BASE32_NOPAD,
            (Self::Base64, false) => BASE64,
            (Self::Base64, true) => BASE64_NOPAD,
        }
    }
}
