//! Access tokens: JWTs (RFC 7519) that each instance can check, and that end with the secret they were given for.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::source::TokenKey;

/// Characters of the longest token: names at most as many systems as the endpoint tries.
const LONGEST: usize = 16 * 1024;

/// What a token says (RFC 9068 §2.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    /// Id of the consumer.
    pub sub: String,
    /// Ids of the systems that it opens.
    pub aud: Vec<String>,
    /// For each of `aud`, what the consumer's hash was: see [`binding`].
    pub bound: Vec<String>,
    pub iat: i64,
    /// Seconds since 1970.
    pub exp: i64,
}

impl Claims {
    pub fn bound_to(&self, system: &str) -> Option<&str> {
        let at = self.aud.iter().position(|named| named == system)?;
        self.bound.get(at).map(String::as_str)
    }
}

/// What of a consumer's hash stands in its tokens: with another secret it is another.
pub fn binding(hash: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(b"zonedesk token\0");
    digest.update(hash.as_bytes());
    BASE64.encode(&digest.finalize()[..16])
}

/// Header (RFC 7515 §4.1). One that names what must be understood (`crit`) is not understood.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
    crit: Option<serde_json::Value>,
}

/// A signed token.
pub fn made(claims: &Claims, key: &TokenKey) -> String {
    let header = json!({"alg": "HS256", "typ": "at+jwt", "kid": key.id});
    let signed =
        format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(json!(claims).to_string()));
    let signature = BASE64.encode(mac(key, &signed).finalize().into_bytes());
    format!("{signed}.{signature}")
}

/// Id of the key that a token says it is signed with; none: it is no token of ours.
pub fn key_of(token: &str) -> Option<String> {
    if token.len() > LONGEST || token.split('.').count() != 3 {
        return None;
    }
    let header: Header = serde_json::from_slice(&BASE64.decode(token.split('.').next()?).ok()?).ok()?;
    (header.alg == "HS256" && header.crit.is_none() && header.kid.len() <= 64).then_some(header.kid)
}

/// What a token says that this key signed.
pub fn read(token: &str, key: &TokenKey) -> Option<Claims> {
    let (signed, signature) = token.rsplit_once('.')?;
    mac(key, signed).verify_slice(&BASE64.decode(signature).ok()?).ok()?;
    let (_, claims) = signed.split_once('.')?;
    serde_json::from_slice(&BASE64.decode(claims).ok()?).ok()
}

fn mac(key: &TokenKey, text: &str) -> Hmac<Sha256> {
    // Keys of any length are taken.
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.secret.expose_secret()).unwrap_or_else(|_| unreachable!());
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str) -> TokenKey {
        TokenKey { id: id.to_owned(), secret: id.as_bytes().to_vec().into() }
    }

    #[test]
    fn only_what_our_key_signed_is_read() {
        let claims = Claims {
            iss: "zonedesk".into(),
            sub: "idm".into(),
            aud: vec!["a".into(), "b".into()],
            bound: vec!["1".into(), "2".into()],
            iat: 0,
            exp: 9,
        };
        let token = made(&claims, &key("k1"));
        assert_eq!(key_of(&token).as_deref(), Some("k1"));
        assert_eq!(read(&token, &key("k1")), Some(claims.clone()));
        assert_eq!(read(&token, &key("k2")), None);
        assert_eq!((claims.bound_to("b"), claims.bound_to("c")), (Some("2"), None));

        let parts: Vec<&str> = token.split('.').collect();
        let header = |text: &str| format!("{}.{}.{}", BASE64.encode(text), parts[1], parts[2]);
        for forged in [
            header(r#"{"alg":"none","kid":"k1"}"#),
            header(r#"{"alg":"hs256","kid":"k1"}"#),
            header(r#"{"alg":"RS256","kid":"k1"}"#),
            header(r#"{"alg":"HS256"}"#),
            header(r#"{"alg":"HS256","kid":"k1","crit":["exp"]}"#),
            header(&format!(r#"{{"alg":"HS256","kid":"{}"}}"#, "k".repeat(65))),
            header("no JSON"),
            format!("{}.{}", parts[0], parts[1]),
            format!("{token}.x"),
            format!("{}.{}.", "A".repeat(LONGEST), parts[1]),
            String::new(),
        ] {
            assert_eq!(key_of(&forged), None, "{forged}");
        }
        let other = BASE64.encode(json!(Claims { exp: 99, ..claims }).to_string());
        for altered in [
            format!("{}.{other}.{}", parts[0], parts[2]),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}.{}", parts[0], parts[1], &parts[2][1..]),
            format!("{}.{}.###", parts[0], parts[1]),
        ] {
            assert_eq!(read(&altered, &key("k1")), None, "{altered}");
        }
    }
}
