//! Who may call: HTTP Basic (RFC 7617), a token (RFC 6750) or a client certificate, held to a system's consumers.

mod certificate;
mod gate;
mod header;
mod name;
mod penalties;
mod token;
pub mod token_endpoint;

pub use gate::Gate;
pub use header::Authorization;
pub use name::is_name;

use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zonedesk_workspace::{Consumer, SignIn, SystemId};

use crate::caller::Caller;
use crate::problem::Problem;
use crate::server::{Proxy, Way};
use crate::source::Served;
use gate::Denied;

/// Somebody is not let in.
#[derive(Debug, PartialEq, Eq)]
struct Refusal {
    problem: Problem,
    /// Id of the consumer that somebody claims to be, where there is one of this id.
    consumer: Option<String>,
    /// For the log.
    why: &'static str,
}

impl Refusal {
    fn of(problem: Problem, consumer: Option<&Consumer>, why: &'static str) -> Self {
        Self { problem, consumer: consumer.map(|consumer| consumer.id.clone()), why }
    }
}

impl Proxy {
    /// The consumer who sent a request to a system. `certificate`: no other sign-in counts.
    ///
    /// # Errors
    /// 401 for everyone who is not known, with the same words and after the same work; 403 for one who is known and
    /// may not; 429 for one who tries too often.
    pub(crate) async fn sign_in<'s>(
        &self,
        served: &'s Served,
        caller: &Caller,
        authorization: Option<&Authorization<'_>>,
        certificate: bool,
    ) -> Result<&'s Consumer, Problem> {
        self.metrics.asked(served.id);
        let found = match authorization {
            _ if certificate => self.by_certificate(served, caller),
            None if caller.certificate.is_some() => self.by_certificate(served, caller),
            None => Err(Refusal::of(unknown(), None, "no credentials")),
            Some(Authorization::Bearer(token)) => self.by_token(served, token).await,
            Some(Authorization::Basic { id, secret }) => {
                by_secret(&self.gate, served, caller, id, secret).await
            }
            Some(Authorization::Other) => Err(Refusal::of(unknown(), None, "credentials of no known kind")),
        };
        let allowed = found.and_then(|consumer| match consumer.access {
            true => Ok(consumer),
            false => {
                let told = "This consumer lacks the permission \"Access Proxy System API\".";
                Err(Refusal::of(Problem::new(403, told), Some(consumer), "the permission is off"))
            }
        });
        allowed.map_err(|Refusal { problem, consumer, why }| {
            let system = Some((served.id, served.name.as_str()));
            self.audit(system, consumer.as_deref(), caller, problem.status, why);
            problem
        })
    }

    fn by_certificate<'s>(&self, served: &'s Served, caller: &Caller) -> Result<&'s Consumer, Refusal> {
        let refuse = |told: &str, consumer, why| {
            let problem = Problem::new(401, told).with("www-authenticate", "Certificate");
            Refusal::of(problem, consumer, why)
        };
        let front = self.front();
        let Way::Tls(tls) = &front.way else {
            let told = "Only a client certificate opens this address, and this server speaks no TLS itself.";
            return Err(refuse(told, None, "no TLS, so no certificate"));
        };
        let shown = caller.certificate.as_ref();
        let shown = shown.ok_or_else(|| refuse("Show a client certificate.", None, "no certificate"))?;
        let now = self.source.world().now();
        certificate::consumer(served, shown, now, || tls.vouches(shown, now)).map_err(|(consumer, why)| {
            let told = "The client certificate is none of a consumer of this system that is valid now.";
            refuse(told, consumer, why)
        })
    }

    async fn by_token<'s>(&self, served: &'s Served, text: &str) -> Result<&'s Consumer, Refusal> {
        let refuse = |consumer, why| Refusal::of(invalid_token(), consumer, why);
        let key = token::key_of(text).ok_or_else(|| refuse(None, "a token that cannot be read"))?;
        let keys = self.source.token_keys(Some(key.clone())).await.map_err(|why| {
            tracing::error!(%why, "the keys of tokens cannot be read");
            let problem = Problem::new(503, "Tokens cannot be checked now.");
            Refusal::of(problem, None, "the keys of tokens cannot be read")
        })?;
        let key = keys.iter().find(|known| known.id == key);
        let key = key.ok_or_else(|| refuse(None, "a token of an unknown key"))?;
        let claims = token::read(text, key).ok_or_else(|| refuse(None, "a token that was altered"))?;
        let consumer = served.consumers.iter().find(|consumer| consumer.id == claims.sub);
        // A shorter life counts for tokens that are out, too.
        let ends = consumer.map_or(claims.exp, |consumer| {
            claims.exp.min(claims.iat.saturating_add(consumer.token_seconds()))
        });
        if ends <= self.source.world().now() / 1000 {
            return Err(refuse(consumer, "a token that has ended"));
        }
        let bound = claims.bound_to(&served.id.to_string());
        let bound = bound.ok_or_else(|| refuse(None, "a token for another system"))?;
        let consumer = consumer.ok_or_else(|| refuse(None, "a token of a consumer who is no more"))?;
        let hash = consumer.hash.as_deref().filter(|_| consumer.sign_in == SignIn::OAuth);
        if hash.is_none_or(|hash| token::binding(hash) != bound) {
            return Err(refuse(Some(consumer), "a token of a former secret"));
        }
        Ok(consumer)
    }

    /// Whether a request may read the metrics.
    pub(crate) async fn may_read_metrics(
        &self,
        authorization: Option<&str>,
        caller: &Caller,
    ) -> Result<(), Problem> {
        let front = self.front();
        let given = match authorization.map(Authorization::read) {
            Some(Authorization::Bearer(token)) => token,
            _ => "",
        };
        let expected = front.metrics.as_ref().map_or("", |token| token.expose_secret());
        let who = ("metrics".to_owned(), caller.address);
        let fits = same(given, expected);
        let refused = match fits {
            true => return Ok(()),
            false => self.gate.turn(&who).await.map_or_else(denied, |()| invalid_token()),
        };
        self.gate.tell(&who, false);
        self.audit(None, None, caller, refused.status, "no token of the metrics");
        Err(refused)
    }

    /// Writes down that somebody was not let in.
    pub(crate) fn audit(
        &self,
        system: Option<(SystemId, &str)>,
        consumer: Option<&str>,
        caller: &Caller,
        status: u16,
        reason: &'static str,
    ) {
        self.metrics.refused(status);
        let (id, name) = system.map(|(id, name)| (id.to_string(), name)).unzip();
        let peer = caller.address;
        tracing::warn!(target: "audit", system = id, name, consumer, %peer, status, reason, "refused");
    }
}

async fn by_secret<'s>(
    gate: &Gate,
    served: &'s Served,
    caller: &Caller,
    id: &str,
    secret: &str,
) -> Result<&'s Consumer, Refusal> {
    let found = served.consumers.iter().find(|consumer| consumer.id == id);
    let found = found.filter(|consumer| consumer.sign_in == SignIn::Basic);
    let hashes: Vec<&str> = found.and_then(|consumer| consumer.hash.as_deref()).into_iter().collect();
    let who = (format!("{}\n{id}", served.id), caller.address);
    match gate.fitting(&who, &hashes, secret).await {
        Ok(_) => found.ok_or_else(|| Refusal::of(unknown(), None, "no consumer of this id")),
        Err(Denied::Wrong) => {
            let why = if found.is_some() { "a wrong secret" } else { "no consumer of this id" };
            Err(Refusal::of(unknown(), found, why))
        }
        Err(often) => Err(Refusal::of(denied(often), found, "too many attempts")),
    }
}

fn denied(denied: Denied) -> Problem {
    match denied {
        Denied::Wrong => unknown(),
        Denied::TooOften(seconds) => {
            Problem::new(429, "Too many attempts to sign in.").with("retry-after", seconds.to_string())
        }
    }
}

fn unknown() -> Problem {
    Problem::new(
        401,
        "Sign in as a consumer of this system: id and secret (HTTP Basic), or a token of /oauth2/token.",
    )
    .with(
        "www-authenticate",
        "Basic realm=\"Zonedesk proxy\", charset=\"UTF-8\", Bearer realm=\"Zonedesk proxy\"",
    )
}

fn invalid_token() -> Problem {
    Problem::new(401, "The token is not valid for this, or not any more: ask for a new one.")
        .with("www-authenticate", "Bearer realm=\"Zonedesk proxy\", error=\"invalid_token\"")
}

/// The consumer whose id is given, whether or not the secret is its own.
pub fn claimed<'s>(served: &'s Served, authorization: Option<&Authorization<'_>>) -> Option<&'s str> {
    let Authorization::Basic { id, .. } = authorization? else { return None };
    served.consumers.iter().map(|consumer| consumer.id.as_str()).find(|known| known == id)
}

/// In a time that tells nothing of either.
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (Sha256::digest(one), Sha256::digest(other));
    one.as_slice().ct_eq(other.as_slice()).into()
}

#[cfg(test)]
mod tests {
    use argon2::Argon2;
    use argon2::password_hash::PasswordHasher as _;
    use argon2::password_hash::phc::PasswordHash;

    use super::*;

    fn consumer(id: &str, secret: &str, sign_in: SignIn) -> Consumer {
        let hash: PasswordHash =
            Argon2::default().hash_password_with_salt(secret.as_bytes(), &[7; 16]).unwrap();
        Consumer {
            id: id.to_owned(),
            name: String::new(),
            sign_in,
            hash: Some(hash.to_string()),
            subject: None,
            access: true,
            created_at: zonedesk_scim::Timestamp(0),
            token_minutes: None,
        }
    }

    fn served(consumers: Vec<Consumer>) -> Served {
        Served {
            id: SystemId::random(),
            name: "Shop".to_owned(),
            properties: std::collections::BTreeMap::new(),
            read: String::new(),
            write: String::new(),
            consumers,
        }
    }

    #[tokio::test]
    async fn only_a_known_consumer_comes_in_and_all_others_are_told_the_same() {
        let system =
            served(vec![consumer("idm", "right", SignIn::Basic), consumer("oauth", "right", SignIn::OAuth)]);
        let gate = Gate::default();
        let address = std::net::IpAddr::from([127, 0, 0, 1]);
        let caller = Caller { address, certificate: None, origin: "".into() };
        for (id, secret, refused) in [
            ("idm", "right", None),
            ("idm", "wrong", Some((Some("idm"), "a wrong secret"))),
            ("oauth", "right", Some((None, "no consumer of this id"))),
            ("idm2", "right", Some((None, "no consumer of this id"))),
        ] {
            let came = by_secret(&gate, &system, &caller, id, secret).await;
            let told = came.err().map(|refusal| {
                assert_eq!(refusal.problem, unknown());
                (refusal.consumer, refusal.why)
            });
            assert_eq!(told.as_ref().map(|(id, why)| (id.as_deref(), *why)), refused, "{id} {secret}");
        }
        // A new hash: what was right before is so no longer, though it is remembered.
        let changed = served(vec![consumer("idm", "other", SignIn::Basic)]);
        let came = by_secret(&gate, &changed, &caller, "idm", "right").await;
        assert_eq!(came.err().map(|refusal| refusal.problem), Some(unknown()));
    }
}
