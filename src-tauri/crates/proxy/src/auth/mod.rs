//! Who may call: HTTP Basic (RFC 7617) against the hashes of a system's consumers.

mod penalties;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use tokio::time::Instant;
use zonedesk_workspace::{Consumer, SignIn};

use crate::problem::Problem;
use crate::source::Served;
use penalties::Penalties;

/// How long a secret that was found right is not hashed again: a hash costs 20 MB and 50 ms.
const KEPT: Duration = Duration::from_secs(60);
/// The most secrets that are remembered so.
const MOST_KEPT: usize = 4096;

/// The most attempts that wait for a hash: more would make everybody wait.
const LINE: usize = 64;

/// Lets consumers in.
#[derive(Debug)]
pub struct Gate {
    /// SHA-256 over a hash and the secret that fits it, until when. A new secret has another hash, so that the former
    /// one counts no longer.
    right: Mutex<HashMap<[u8; 32], Instant>>,
    penalties: Mutex<Penalties>,
    /// One hash at a time: many at once would take the computer's memory.
    hashing: Arc<Semaphore>,
    line: Semaphore,
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            right: Mutex::default(),
            penalties: Mutex::default(),
            hashing: Arc::new(Semaphore::new(1)),
            line: Semaphore::new(LINE),
        }
    }
}

/// Who and what stands in the header.
#[derive(PartialEq, Eq)]
struct Given {
    id: String,
    secret: String,
}

impl Gate {
    /// The consumer who sent `authorization`.
    ///
    /// # Errors
    /// 401 for everyone who is not known, with the same words and after the same work; 403 for one who is known and
    /// may not; 429 for one who tries too often.
    pub async fn consumer(
        &self,
        served: &Served,
        authorization: Option<&str>,
        peer: IpAddr,
    ) -> Result<Consumer, Problem> {
        let given = authorization.and_then(basic).ok_or_else(unknown)?;
        let found = served
            .consumers
            .iter()
            .find(|consumer| consumer.sign_in == SignIn::Basic && consumer.id == given.id);
        let hash = found.and_then(|consumer| consumer.hash.as_deref());
        let mark = mark(hash.unwrap_or_default(), &given.secret);
        if hash.is_none() || !self.is_right(&mark) {
            let who = (format!("{}\n{}", served.id, given.id), peer);
            let wait = self.penalties().claim(&who, Instant::now());
            let wait = wait.map_err(|wait| too_often(wait.as_secs()))?;
            if !wait.is_zero() {
                tokio::time::sleep(wait).await;
            }
            let _place = self.line.try_acquire().map_err(|_| too_often(1))?;
            if !self.verify(hash.map(str::to_owned), given.secret).await {
                self.penalties().failed(&who, Instant::now());
                return Err(unknown());
            }
            self.penalties().succeeded(&who);
            self.keep(mark);
        }
        let consumer = found.cloned().ok_or_else(unknown)?;
        if !consumer.access {
            let told = "This consumer lacks the permission \"Access Proxy System API\".";
            return Err(Problem::new(403, told));
        }
        Ok(consumer)
    }

    fn penalties(&self) -> std::sync::MutexGuard<'_, Penalties> {
        self.penalties.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_right(&self, mark: &[u8; 32]) -> bool {
        let right = self.right.lock().unwrap_or_else(PoisonError::into_inner);
        right.get(mark).is_some_and(|until| *until > Instant::now())
    }

    fn keep(&self, mark: [u8; 32]) {
        let mut right = self.right.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if right.len() >= MOST_KEPT {
            right.retain(|_, until| *until > now);
        }
        if right.len() < MOST_KEPT {
            right.insert(mark, now + KEPT);
        }
    }

    /// Without a hash the same work is done, so that nobody learns who is a consumer.
    async fn verify(&self, hash: Option<String>, secret: String) -> bool {
        let Ok(_turn) = self.hashing.clone().acquire_owned().await else { return false };
        let work = move || {
            let text = hash.as_deref().unwrap_or_else(|| of_nobody());
            let fits = PasswordHash::new(text)
                .is_ok_and(|hash| Argon2::default().verify_password(secret.as_bytes(), &hash).is_ok());
            fits && hash.is_some()
        };
        tokio::task::spawn_blocking(work).await.unwrap_or(false)
    }
}

/// A hash of the usual cost.
fn of_nobody() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let hash: Result<PasswordHash, _> = Argon2::default().hash_password_with_salt(b"nobody", &[0; 16]);
        hash.map(|hash| hash.to_string()).unwrap_or_default()
    })
}

fn too_often(seconds: u64) -> Problem {
    Problem::new(429, "Too many attempts to sign in.").with("retry-after", seconds.max(1).to_string())
}

fn unknown() -> Problem {
    Problem::new(401, "Sign in with the id and secret of a consumer of this system (HTTP Basic).")
        .with("www-authenticate", "Basic realm=\"Zonedesk proxy\", charset=\"UTF-8\"")
}

fn mark(hash: &str, secret: &str) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(hash.as_bytes());
    digest.update([0]);
    digest.update(secret.as_bytes());
    digest.finalize().into()
}

/// The consumer whose id is given, whether or not the secret is its own.
pub fn claimed<'s>(served: &'s Served, authorization: Option<&str>) -> Option<&'s str> {
    let given = basic(authorization?)?;
    served.consumers.iter().map(|consumer| consumer.id.as_str()).find(|id| *id == given.id)
}

fn basic(header: &str) -> Option<Given> {
    let (scheme, rest) = header.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some(Given { id: id.to_owned(), secret: secret.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn header(id: &str, secret: &str) -> String {
        format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
    }

    fn consumer(id: &str, secret: &str, sign_in: SignIn, access: bool) -> Consumer {
        let hash: PasswordHash =
            Argon2::default().hash_password_with_salt(secret.as_bytes(), &[7; 16]).unwrap();
        Consumer {
            id: id.to_owned(),
            name: String::new(),
            sign_in,
            hash: Some(hash.to_string()),
            subject: None,
            access,
            created_at: zonedesk_scim::Timestamp(0),
        }
    }

    fn served(consumers: Vec<Consumer>) -> Served {
        Served {
            id: zonedesk_workspace::SystemId::random(),
            name: "Shop".to_owned(),
            properties: std::collections::BTreeMap::new(),
            read: String::new(),
            write: String::new(),
            consumers,
        }
    }

    #[test]
    fn a_basic_header_is_read_and_nothing_else() {
        for (text, id) in [
            (header("idm", "s:cret"), Some("idm")),
            (header("idm", "").replace("Basic", "bASIC "), Some("idm")),
            (header("", "x"), Some("")),
            (format!("Bearer {}", STANDARD.encode("a:b")), None),
            ("Basic".to_owned(), None),
            ("Basic ###".to_owned(), None),
            (format!("Basic {}", STANDARD.encode("no colon")), None),
            (format!("Basic {}", STANDARD.encode(b"\xff:x")), None),
        ] {
            assert_eq!(basic(&text).map(|given| given.id).as_deref(), id, "{text}");
        }
    }

    #[tokio::test]
    async fn only_a_known_consumer_with_permission_comes_in() {
        let system = served(vec![
            consumer("idm", "right", SignIn::Basic, true),
            consumer("off", "right", SignIn::Basic, false),
            consumer("oauth", "right", SignIn::OAuth, true),
        ]);
        let gate = Gate::default();
        for (authorization, status) in [
            (Some(header("idm", "right")), 200),
            (Some(header("off", "right")), 403),
            (Some(header("oauth", "right")), 401),
            (Some(header("idm2", "right")), 401),
            (Some(header("off", "wrong")), 401),
            (None, 401),
        ] {
            let came = gate.consumer(&system, authorization.as_deref(), PEER).await;
            let told = came.as_ref().map_or_else(|problem| problem.status, |_| 200);
            assert_eq!(told, status, "{authorization:?}");
            if let Err(problem) = came.as_ref()
                && status == 401
            {
                assert_eq!(problem, &unknown());
            }
        }
        // A new hash: what was right before is so no longer, though it is remembered.
        let changed = served(vec![consumer("idm", "other", SignIn::Basic, true)]);
        let came = gate.consumer(&changed, Some(&header("idm", "right")), PEER).await;
        assert_eq!(came.map(|_| ()), Err(unknown()));
    }
}
