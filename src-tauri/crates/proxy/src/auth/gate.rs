//! Whether a secret fits a hash: one hash at a time, once for all who ask the same, and not again while it is used.

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
use crate::flights::Flights;

/// How long after its last use a secret that was found right is not hashed again: a hash costs 20 MB and 50 ms.
const KEPT: Duration = Duration::from_secs(60);
/// The most secrets that are remembered so.
const MOST_KEPT: usize = 4096;

/// The most secrets that wait for their hash: so many consumers may come at once. More would make everybody wait longer
/// than clients do.
const LINE: usize = 1024;

/// Seconds until one should come again for whom the line was too long.
const LATER: u64 = 10;

/// SHA-256 over hashes and a secret. A new secret has another hash, so that the former one counts no longer.
type Mark = [u8; 32];

/// Holds secrets to hashes.
#[derive(Debug)]
pub struct Gate {
    /// Which hashes the secret fits, and until when that is remembered.
    right: Mutex<HashMap<Mark, (Vec<usize>, Instant)>>,
    penalties: Mutex<Penalties>,
    /// Attempts that wait for their turn or their hash: a thousand connections of one consumer are one of them.
    attempts: Flights<(Who, Mark), Result<Vec<usize>, Denied>>,
    /// The hashes themselves, whoever waits for them.
    runs: Flights<Mark, Result<Vec<usize>, Denied>>,
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
        Self::of(LINE)
    }
}

impl Gate {
    /// `line`: how many secrets may wait for their hash.
    fn of(line: usize) -> Self {
        Self {
            right: Mutex::default(),
            penalties: Mutex::default(),
            attempts: Flights::default(),
            runs: Flights::default(),
            hashing: Arc::new(Semaphore::new(1)),
            line: Semaphore::new(line),
        }
    }

    /// Which of these hashes a secret fits, by their places; at least one. Without a hash the same work is done, so that
    /// nobody learns who is a consumer. The same attempt by the same one at the same time is one attempt.
    pub async fn fitting(&self, who: &Who, hashes: &[&str], secret: &str) -> Result<Vec<usize>, Denied> {
        let mark = mark(&who.0, hashes, secret);
        if let Some(fitting) = self.remembered(&mark) {
            return Ok(fitting);
        }
        // Boxed: all who are remembered would have room for it.
        let attempt = Box::pin(async {
            self.turn(who).await?;
            let fitting = self.runs.share(mark, self.run(mark, hashes, secret)).await?;
            self.tell(who, !fitting.is_empty());
            if fitting.is_empty() { Err(Denied::Wrong) } else { Ok(fitting) }
        });
        self.attempts.share((who.clone(), mark), attempt).await
    }

    /// Which hashes the secret fits, each of them tried.
    async fn run(&self, mark: Mark, hashes: &[&str], secret: &str) -> Result<Vec<usize>, Denied> {
        // Somebody else may have found out while this one waited for its turn.
        if let Some(fitting) = self.remembered(&mark) {
            return Ok(fitting);
        }
        let _place = self.line.try_acquire().map_err(|_| Denied::TooOften(LATER))?;
        if hashes.is_empty() {
            self.verify(of_nobody(), secret).await;
        }
        let mut fitting = Vec::new();
        for (at, hash) in hashes.iter().enumerate() {
            if self.verify(hash, secret).await {
                fitting.push(at);
            }
        }
        if !fitting.is_empty() {
            self.keep(mark, fitting.clone());
        }
        Ok(fitting)
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

    /// And longer from now on.
    fn remembered(&self, mark: &Mark) -> Option<Vec<usize>> {
        let mut right = self.right.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let (fitting, until) = right.get_mut(mark).filter(|(_, until)| *until > now)?;
        *until = now + KEPT;
        Some(fitting.clone())
    }

    fn keep(&self, mark: Mark, fitting: Vec<usize>) {
        let mut right = self.right.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if right.len() >= MOST_KEPT {
            right.retain(|_, (_, until)| *until > now);
        }
        if right.len() < MOST_KEPT {
            right.insert(mark, (fitting, now + KEPT));
        }
    }

    async fn verify(&self, hash: &str, secret: &str) -> bool {
        let Ok(turn) = self.hashing.clone().acquire_owned().await else { return false };
        let (hash, secret) = (hash.to_owned(), secret.to_owned());
        let work = move || {
            // Until its end, though whoever asked may have gone.
            let _turn = turn;
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

/// `id`: of the one who is claimed to ask. Where there is no such one, equal secrets of others are other work all the
/// same: by what is done once for both, it could be told that neither is there.
fn mark(id: &str, hashes: &[&str], secret: &str) -> Mark {
    let held_to = if hashes.is_empty() { &[id] } else { hashes };
    let mut digest = Sha256::new();
    digest.update(hashes.len().to_le_bytes());
    for part in held_to.iter().chain([&secret]) {
        digest.update(part.len().to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use argon2::{Algorithm, Params, Version};
    use tokio::runtime::Builder;
    use tokio::task::{JoinSet, yield_now};

    use super::*;

    /// As few as tell.
    const PLACES: usize = 20;

    /// As little work as the algorithm allows.
    fn hash(salt: usize, secret: &str) -> String {
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
        let hash: Result<PasswordHash, _> =
            cheap.hash_password_with_salt(secret.as_bytes(), &salt.to_le_bytes());
        hash.unwrap().to_string()
    }

    fn who(number: usize) -> Who {
        (number.to_string(), IpAddr::V4(Ipv4Addr::LOCALHOST))
    }

    #[tokio::test]
    async fn secrets_fit_their_own_hashes_only() {
        let hashes = [(1, "right"), (2, "other"), (3, "right")].map(|(salt, secret)| hash(salt, secret));
        let all: Vec<&str> = hashes.iter().map(String::as_str).collect();
        let gate = Gate::default();
        for (number, hashes, secret, fitting) in [
            // That it fits one of them is remembered, and says nothing of the others.
            (0, &all[..1], "right", Ok(vec![0])),
            (0, &all[..], "right", Ok(vec![0, 2])),
            (0, &all[..], "right", Ok(vec![0, 2])),
            (1, &all[1..2], "right", Err(Denied::Wrong)),
            (2, &all[..0], "right", Err(Denied::Wrong)),
            (3, &["no hash"][..], "right", Err(Denied::Wrong)),
        ] {
            assert_eq!(gate.fitting(&who(number), hashes, secret).await, fitting, "{number}");
        }
    }

    /// A gate, and what keeps it from hashing until it is dropped.
    fn held() -> (tokio::runtime::Runtime, Arc<Gate>, std::sync::mpsc::Sender<()>) {
        let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(1).build().unwrap();
        let (hold, released) = std::sync::mpsc::channel();
        runtime.spawn_blocking(move || released.recv());
        (runtime, Arc::new(Gate::of(PLACES)), hold)
    }

    #[test]
    fn all_who_come_at_once_are_served_and_only_too_many_secrets_are_refused() {
        for (consumers, connections, secret, fails_before, ended) in [
            (1, 2 * PLACES, "right", false, [2 * PLACES, 0, 0]),
            (10, PLACES / 2, "right", false, [5 * PLACES, 0, 0]),
            (PLACES, 1, "right", false, [PLACES, 0, 0]),
            (PLACES + 7, 3, "right", false, [3 * PLACES, 0, 3 * 7]),
            // Neither somebody's mistake before nor the same one by many keeps the others out.
            (2, PLACES, "right", true, [2 * PLACES, 0, 0]),
            (1, 2 * PLACES, "wrong", false, [0, 2 * PLACES, 0]),
        ] {
            let (runtime, gate, hold) = held();
            let told = runtime.block_on(async {
                if fails_before {
                    gate.tell(&who(0), false);
                }
                let hashes: Vec<_> = (0..consumers).map(|number| hash(number, "right")).collect();
                let come = Arc::new(AtomicUsize::new(0));
                let mut all = JoinSet::new();
                for number in (0..consumers * connections).map(|number| number % consumers) {
                    let (gate, come, hash) = (gate.clone(), come.clone(), hashes[number].clone());
                    all.spawn(async move {
                        come.fetch_add(1, Ordering::Relaxed);
                        gate.fitting(&who(number), &[&hash], secret).await
                    });
                }
                // All come before the first hash is made.
                while come.load(Ordering::Relaxed) < all.len() {
                    yield_now().await;
                }
                drop(hold);
                let mut told = [0; 3];
                for answer in all.join_all().await {
                    told[match answer {
                        Ok(_) => 0,
                        Err(Denied::Wrong) => 1,
                        Err(Denied::TooOften(_)) => 2,
                    }] += 1;
                }
                told
            });
            assert_eq!(told, ended, "{consumers} {secret} {fails_before}");
            let next = gate.penalties().claim(&who(0), Instant::now());
            assert!(next.is_ok_and(|wait| wait < Duration::from_millis(300)), "{consumers}: {next:?}");
        }
    }

    #[test]
    fn a_hash_that_nobody_waits_for_keeps_its_place_until_its_end() {
        let (runtime, gate, hold) = held();
        runtime.block_on(async {
            let asking = gate.clone();
            let gone =
                tokio::spawn(async move { asking.fitting(&who(0), &[&hash(0, "right")], "right").await });
            yield_now().await;
            gone.abort();
            assert!(gone.await.is_err_and(|error| error.is_cancelled()));
            assert_eq!(gate.hashing.available_permits(), 0);
            drop(hold);
            assert_eq!(gate.fitting(&who(0), &[&hash(0, "right")], "right").await, Ok(vec![0]));
        });
    }
}
