use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use url::Url;

use crate::SapHost;

/// Which account a token is for, as its claims say (RFC 7519; UAA's `zid`, XSUAA's `ext_attr.zdn`). Nothing is
/// verified: it is read to be shown, the server decides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TokenZone {
    /// For a subaccount its id.
    pub id: Option<String>,
    pub subdomain: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    zid: Option<String>,
    #[serde(default)]
    ext_attr: Attributes,
    iss: Option<String>,
}

#[derive(Default, Deserialize)]
struct Attributes {
    zdn: Option<String>,
}

impl TokenZone {
    /// Empty for a token that is no JWT.
    pub(crate) fn of(token: &str) -> Self {
        let claims = token.split('.').nth(1).and_then(|part| {
            let bytes = BASE64URL_NOPAD.decode(part.trim_end_matches('=').as_bytes()).ok()?;
            serde_json::from_slice::<Claims>(&bytes).ok()
        });
        let Some(claims) = claims else {
            return Self::default();
        };
        let issuer = claims.iss.and_then(|issuer| Url::parse(&issuer).ok());
        let of_issuer = || SapHost::parse(issuer?.host_str()?).map(|host| host.subdomain);
        Self { id: claims.zid, subdomain: claims.ext_attr.zdn.or_else(of_issuer) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_is_read_from_the_claims() {
        for (claims, id, subdomain) in [
            (r#"{"zid":"z1","ext_attr":{"zdn":"acme","enhancer":"XSUAA"}}"#, Some("z1"), Some("acme")),
            (
                r#"{"zid":"z1","iss":"https://acme.authentication.eu10.hana.ondemand.com/oauth/token"}"#,
                Some("z1"),
                Some("acme"),
            ),
            (r#"{"iss":"http://localhost:8080/uaa/oauth/token"}"#, None, None),
            ("{}", None, None),
            ("[]", None, None),
            ("", None, None),
        ] {
            let token = format!("e30.{}.x", BASE64URL_NOPAD.encode(claims.as_bytes()));
            let zone = TokenZone { id: id.map(Into::into), subdomain: subdomain.map(Into::into) };
            assert_eq!(TokenZone::of(&token), zone, "{claims}");
        }
        assert_eq!(TokenZone::of("0paque"), TokenZone::default());
    }
}
