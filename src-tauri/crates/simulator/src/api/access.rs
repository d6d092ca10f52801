use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use zonedesk_scim::Timestamp;

use super::{Call, Reply};
use crate::random::{Random, fnv};
use crate::zone::Dialect;

/// A client of the token endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub id: String,
    pub secret: String,
    /// In the order that the token endpoint repeats.
    pub scopes: Vec<String>,
    /// Of a token, in seconds.
    pub seconds: i64,
}

/// Who may do what in an account.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub dialect: Dialect,
    pub zone_id: String,
    pub subdomain: String,
    pub clients: Vec<Credentials>,
    /// Distinguishes this simulator's tokens from another's.
    pub seed: u64,
    /// Tokens given before are no longer good. Unix seconds.
    pub tokens_since: i64,
    /// In place of the clients' own, where above 0.
    pub token_seconds: i64,
}

/// The scope that a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Read,
    Write,
    CreateUser,
    UpdateGroup,
    /// Nobody may: a method that UAA has no rule for.
    Denied,
}

const UNKNOWN_TOKEN: &str = "The token expired, was revoked, or the token ID is incorrect.";

impl Access {
    /// A signed-looking token. The signature protects nothing: it tells ours from others.
    pub fn issue(
        &self,
        client: &Credentials,
        scopes: &[String],
        seconds: i64,
        jti: &str,
        now: Timestamp,
    ) -> String {
        let issued = now.0.div_euclid(1000);
        let header = json!({"alg": "HS256", "kid": "simulator", "typ": "JWT"});
        let mut payload = json!({
            "jti": jti, "sub": client.id, "authorities": scopes, "scope": scopes, "client_id": client.id,
            "cid": client.id, "azp": client.id, "grant_type": "client_credentials", "iat": issued,
            "exp": issued + seconds, "zid": self.zone_id, "aud": [client.id],
        });
        if self.dialect == Dialect::Xsuaa {
            payload["ext_attr"] = json!({"enhancer": "XSUAA", "zdn": self.subdomain});
        }
        let body = format!("{}.{}", coded(&header), coded(&payload));
        let signature = self.signature(&body);
        format!("{body}.{signature}")
    }

    /// Token and scope of a call.
    pub(super) fn check(&self, call: &Call<'_>, need: Need, now: Timestamp) -> Result<(), Reply> {
        let accept = call.header("accept");
        let Some(token) = bearer(call) else {
            let why = "Full authentication is required to access this resource";
            return Err(unauthorized(accept, "unauthorized", why));
        };
        let scopes =
            self.scopes(token.trim(), now).map_err(|why| unauthorized(accept, "invalid_token", &why))?;
        let holds = |wanted: &[&str]| scopes.iter().any(|scope| wanted.contains(&scope.as_str()));
        let (allowed, wanted) = match (self.dialect, need) {
            (_, Need::Denied) => {
                let members = [("error", "access_denied"), ("error_description", "Access is denied")];
                return Err(Reply::security(403, accept, None, &members));
            }
            (Dialect::Xsuaa, Need::Read) => (holds(&["xs_user.read", "uaa.admin"]), "uaa.admin xs_user.read"),
            (Dialect::Xsuaa, _) => (holds(&["xs_user.write", "uaa.admin"]), "uaa.admin xs_user.write"),
            (Dialect::Uaa, Need::Read) => {
                (holds(&["scim.read", "uaa.admin"]), "uaa.admin scim.read zones.uaa.admin")
            }
            (Dialect::Uaa, Need::Write) => {
                (holds(&["scim.write", "uaa.admin"]), "uaa.admin scim.write zones.uaa.admin")
            }
            (Dialect::Uaa, Need::CreateUser) => {
                let wanted = "uaa.admin scim.write scim.create zones.uaa.admin";
                (holds(&["scim.write", "scim.create", "uaa.admin"]), wanted)
            }
            (Dialect::Uaa, Need::UpdateGroup) => {
                let wanted = "uaa.admin scim.write groups.update zones.uaa.admin";
                (holds(&["scim.write", "groups.update", "uaa.admin"]), wanted)
            }
        };
        if allowed {
            return Ok(());
        }
        let members = [
            ("error", "insufficient_scope"),
            ("error_description", "Insufficient scope for this resource"),
            ("scope", wanted),
        ];
        Err(Reply::security(403, accept, Some("Bearer "), &members))
    }

    /// What a token allows, or why it is not good.
    fn scopes(&self, token: &str, now: Timestamp) -> Result<Vec<String>, String> {
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(UNKNOWN_TOKEN.to_owned());
        };
        let header = decoded(header).ok_or_else(|| format!("Invalid token (could not decode): {token}"))?;
        if header["kid"].as_str().is_none() {
            return Err("kid claim not found in JWT token header".to_owned());
        }
        let signed = token.len() - signature.len() - 1;
        let claims = decoded(payload).filter(|_| self.signature(&token[..signed]) == signature);
        let claims = claims.ok_or("Could not verify token signature.")?;
        let expires = claims["exp"].as_i64().unwrap_or_default();
        if expires < now.0.div_euclid(1000) {
            return Err(format!("Invalid access token: expired at {}", java_date(expires)));
        }
        if claims["iat"].as_i64().unwrap_or_default() < self.tokens_since {
            return Err(UNKNOWN_TOKEN.to_owned());
        }
        let scopes = claims["scope"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(scopes.iter().filter_map(|scope| scope.as_str().map(str::to_owned)).collect())
    }

    fn signature(&self, body: &str) -> String {
        let mut random = Random::new(fnv(body.as_bytes()) ^ fnv(self.zone_id.as_bytes()) ^ self.seed);
        let bytes: Vec<u8> = (0..4).flat_map(|_| random.next().to_be_bytes()).collect();
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

fn bearer<'c>(call: &'c Call<'_>) -> Option<std::borrow::Cow<'c, str>> {
    if let Some(header) = call.header("authorization") {
        let (scheme, token) = header.trim().split_once(' ').unwrap_or((header.trim(), ""));
        return scheme.eq_ignore_ascii_case("bearer").then_some(token.into());
    }
    let params = super::Params::parse(call.query);
    params.get("access_token").map(|token| token.to_owned().into())
}

fn unauthorized(accept: Option<&str>, error: &str, why: &str) -> Reply {
    let members = [("error", error), ("error_description", why)];
    Reply::security(401, accept, Some("Bearer realm=\"UAA/oauth\", "), &members)
}

fn coded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn decoded(part: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// As Java prints a moment: `Tue Nov 24 16:19:52 UTC 2026`.
fn java_date(seconds: i64) -> String {
    match jiff::Timestamp::from_second(seconds) {
        Ok(moment) => moment.strftime("%a %b %d %H:%M:%S UTC %Y").to_string(),
        Err(_) => seconds.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_until_it_expires_and_as_long_as_nobody_meddles() {
        let client =
            Credentials { id: "c".into(), secret: "s".into(), scopes: vec!["scim.read".into()], seconds: 10 };
        let access = Access {
            dialect: Dialect::Uaa,
            zone_id: "z".into(),
            subdomain: "acme".into(),
            clients: Vec::new(),
            seed: 7,
            tokens_since: 0,
            token_seconds: 0,
        };
        let start = Timestamp(1_795_537_182_000);
        let token = access.issue(&client, &client.scopes, 10, "j", start);
        assert_eq!(access.scopes(&token, Timestamp(start.0 + 10_999)), Ok(vec!["scim.read".to_owned()]));
        let other = Access { seed: 8, ..access.clone() };
        let revoked = Access { tokens_since: 1_795_537_183, ..access.clone() };
        for (access, token, now, why) in [
            (
                &access,
                token.clone(),
                start.0 + 11_000,
                "Invalid access token: expired at Tue Nov 24 16:19:52 UTC 2026",
            ),
            (&access, format!("{token}A"), start.0, "Could not verify token signature."),
            (&other, token.clone(), start.0, "Could not verify token signature."),
            (&revoked, token.clone(), start.0, UNKNOWN_TOKEN),
            (&access, "nonsense".to_owned(), start.0, UNKNOWN_TOKEN),
            (&access, "a.b.c".to_owned(), start.0, "Invalid token (could not decode): a.b.c"),
            (&access, "e30.e30.x".to_owned(), start.0, "kid claim not found in JWT token header"),
        ] {
            assert_eq!(access.scopes(&token, Timestamp(now)), Err(why.to_owned()));
        }
    }
}
