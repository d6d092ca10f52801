//! Whether a secret fits a hash: one hash at a time, and not again for a minute.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::penalties::{Penalties, Who};

/// How long a secret that was found right is not hashed again: a hash costs 20 MB and 50 ms.
const KEPT: Duration = Duration::from_secs(60);
/// The most secrets that are remembered so.
const MOST_KEPT: usize = 4096;

/// The most attempts that wait for a hash: more would make everybody wait.
const LINE: usize = 64;

/// Holds secrets to hashes.
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

/// Why nobody is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    Wrong,
    /// Seconds until the next attempt.
    TooOften(u64),
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

impl Gate {
    /// Which of these hashes a secret fits, by their places; at least one. Where some are remembered to fit, the others
    /// are not tried. Without a hash the same work is done, so that nobody learns who is a consumer.
    pub async fn fitting(&self, who: &Who, hashes: &[&str], secret: &str) -> Result<Vec<usize>, Denied> {
        let remembered: Vec<_> =
            (0..hashes.len()).filter(|at| self.is_right(&mark(hashes[*at], secret))).collect();
        if !remembered.is_empty() {
            return Ok(remembered);
        }
        self.turn(who).await?;
        let _place = self.line.try_acquire().map_err(|_| Denied::TooOften(1))?;
        if hashes.is_empty() {
            self.verify(of_nobody(), secret).await;
        }
        let mut fitting = Vec::new();
        for (at, hash) in hashes.iter().enumerate() {
            if self.verify(hash, secret).await {
                self.keep(mark(hash, secret));
                fitting.push(at);
            }
        }
        self.tell(who, !fitting.is_empty());
        if fitting.is_empty() { Err(Denied::Wrong) } else { Ok(fitting) }
    }

    /// Waits until it is the turn of an attempt.
    pub async fn turn(&self, who: &Who) -> Result<(), Denied> {
        let wait = self.penalties().claim(who, Instant::now());
        let wait = wait.map_err(|wait| Denied::TooOften(wait.as_secs().max(1)))?;
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    /// How an attempt ended.
    pub fn tell(&self, who: &Who, right: bool) {
        match right {
            true => self.penalties().succeeded(who),
            false => self.penalties().failed(who, Instant::now()),
        }
    }

    fn penalties(&self) -> MutexGuard<'_, Penalties> {
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

    async fn verify(&self, hash: &str, secret: &str) -> bool {
        let Ok(_turn) = self.hashing.clone().acquire_owned().await else { return false };
        let (hash, secret) = (hash.to_owned(), secret.to_owned());
        let work = move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(secret.as_bytes(), &hash).is_ok())
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

fn mark(hash: &str, secret: &str) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(hash.as_bytes());
    digest.update([0]);
    digest.update(secret.as_bytes());
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    #[tokio::test]
    async fn secrets_fit_their_own_hashes_only() {
        let hashes = ["right", "other", "right"].map(|secret| {
            let salt = [secret.len() as u8; 16];
            let hash: PasswordHash =
                Argon2::default().hash_password_with_salt(secret.as_bytes(), &salt).unwrap();
            hash.to_string()
        });
        let all: Vec<&str> = hashes.iter().map(String::as_str).collect();
        let gate = Gate::default();
        let who = |name: &str| (name.to_owned(), IpAddr::V4(Ipv4Addr::LOCALHOST));
        for (name, hashes, secret, fitting) in [
            ("a", &all[..], "right", Ok(vec![0, 2])),
            // Remembered, and no hash of another secret with it.
            ("a", &all[..], "right", Ok(vec![0, 2])),
            ("b", &all[1..2], "right", Err(Denied::Wrong)),
            ("c", &all[..0], "right", Err(Denied::Wrong)),
            ("d", &["no hash"][..], "right", Err(Denied::Wrong)),
        ] {
            assert_eq!(gate.fitting(&who(name), hashes, secret).await, fitting, "{name}");
        }
    }
}
