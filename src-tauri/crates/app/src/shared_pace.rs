//! The pace of accounts and the writers of groups, shared by several processes through Redis or Valkey.
//!
//! One atomic script gives the next start of an account's requests by the store's own clock, so that clocks of computers
//! do not matter and whoever dies takes no more than the one start that it was given. Where the store is gone, each
//! process goes on at the account's pace by itself, says so once, and comes back as soon as the store does.

use std::num::NonZeroU32;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, RedisError, RedisResult};
use tokio::time::Instant;
use zonedesk_xsuaa::{Alone, Lock, Slots, Waited};

use crate::api::AppError;
use crate::app::App;
use crate::errors::{Code, error};

/// How long an answer may take: requests wait for it.
const PATIENCE: Duration = Duration::from_millis(500);

/// Between two attempts to reach a store that is gone: from, to.
const PAUSES: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(10));

/// A lock of one who died is free after so long.
const LOCKED: Duration = Duration::from_secs(30);

/// Between two looks whether a lock has become free.
const LOOK: Duration = Duration::from_millis(50);

/// Microseconds until the next start. `ARGV[1]`: between two starts. A silence gives no right to a burst.
const NEXT_START: &str = "local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local start = math.max(now, tonumber(redis.call('GET', KEYS[1])) or 0)
local next = start + ARGV[1]
redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000) + 60000)
return start - now";

/// A lock is only let go, or kept, by the one who holds it. `ARGV[1]`: its mark; `ARGV[2]`: milliseconds from now.
const UNLOCK_IN: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then
return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";

/// Shares the pace of all accounts with the processes that name the same store, and no more with those of the workspace:
/// `redis://` or `rediss://` and what stands behind it.
///
/// # Errors
/// The address is none, nobody answers there, or what is asked of it is refused: at the start that is a mistake rather
/// than bad weather.
pub async fn share_pace(app: &App, url: &str) -> Result<(), AppError> {
    let client = Client::open(url).map_err(|why| {
        error(Code::PaceNotShared, format!("The address of the store for the shared pace is none: {why}."))
            .help("Give it as redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE], or rediss:// over TLS.")
            .at("pace")
    })?;
    let store = Store::new(client);
    store.ask::<u64>(NEXT_START, "zonedesk:pace:", &["0".to_owned()]).await.map_err(|why| {
        error(Code::PaceNotShared, format!("The store for the shared pace does not answer: {why}."))
            .help(
                "Start Redis or Valkey there, name a user who may run scripts over keys that begin with zonedesk:, or \
                 leave --pace out: then only processes of this workspace share the pace.",
            )
            .at("pace")
    })?;
    app.0.shares_with_servers.store(true, Ordering::Relaxed);
    app.0.transport.share(Some(Arc::new(store)));
    Ok(())
}

#[derive(Debug, Clone)]
struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    client: Client,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    connection: Option<MultiplexedConnection>,
    /// While it is gone: when it is looked for again, and how long after the last time that is.
    gone: Option<(Instant, Duration)>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State").field("gone", &self.gone).finish_non_exhaustive()
    }
}

impl Store {
    fn new(client: Client) -> Self {
        Self(Arc::new(Inner { client, state: Mutex::default() }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connection(&self) -> RedisResult<MultiplexedConnection> {
        if let Some(connection) = self.state().connection.clone() {
            return Ok(connection);
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let connection = self.0.client.get_multiplexed_async_connection_with_config(&config).await?;
        self.state().connection = Some(connection.clone());
        Ok(connection)
    }

    /// What a script answers; at once that nobody does, while the store is known to be gone.
    async fn run<T: redis::FromRedisValue>(
        &self,
        script: &str,
        key: &str,
        arguments: &[String],
    ) -> Result<T, Alone> {
        if self.state().gone.is_some_and(|(until, _)| Instant::now() < until) {
            return Err(Alone);
        }
        match self.ask(script, key, arguments).await {
            Ok(answer) => {
                if self.state().gone.take().is_some() {
                    tracing::info!("the store for the shared pace answers again");
                }
                Ok(answer)
            }
            Err(why) => Err(self.lost(&why)),
        }
    }

    async fn ask<T: redis::FromRedisValue>(
        &self,
        script: &str,
        key: &str,
        arguments: &[String],
    ) -> RedisResult<T> {
        let mut connection = self.connection().await?;
        redis::cmd("EVAL").arg(script).arg(1).arg(key).arg(arguments).query_async(&mut connection).await
    }

    fn lost(&self, why: &RedisError) -> Alone {
        let now = Instant::now();
        let mut state = self.state();
        state.connection = None;
        let pause = match state.gone {
            // Another one who asked at the same time has found it so.
            Some((until, _)) if now < until => return Alone,
            Some((_, pause)) => (pause * 2).min(PAUSES.1),
            None => PAUSES.0,
        };
        if state.gone.replace((now + pause, pause)).is_none() {
            tracing::error!(%why, "the store for the shared pace is gone: each process goes at its own pace until it answers");
        }
        Alone
    }

    async fn hold(&self, name: &str) -> Result<Lock, Alone> {
        let (key, mark) = (format!("zonedesk:lock:{name}"), uuid::Uuid::new_v4().to_string());
        let taken = "return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0";
        let millis = LOCKED.as_millis().to_string();
        while self.run::<u8>(taken, &key, &[mark.clone(), millis.clone()]).await? == 0 {
            tokio::time::sleep(LOOK).await;
        }
        Ok(Box::new(Held::new(self.clone(), key, mark)))
    }
}

impl Slots for Store {
    fn take<'a>(&'a self, account: &'a str, limit: NonZeroU32) -> Waited<'a, Duration> {
        Box::pin(async move {
            let apart = 1_000_000_u32.div_ceil(limit.get()).to_string();
            let wait = self.run(NEXT_START, &format!("zonedesk:pace:{account}"), &[apart]).await;
            Duration::from_micros(wait.unwrap_or_default())
        })
    }

    fn lock<'a>(&'a self, name: &'a str) -> Waited<'a, Result<Option<Lock>, Alone>> {
        Box::pin(async move { self.hold(name).await.map(Some) })
    }
}

/// Keeps a lock for as long as it lives.
struct Held(Arc<tokio::sync::Notify>);

impl Held {
    fn new(store: Store, key: String, mark: String) -> Self {
        let done = Arc::new(tokio::sync::Notify::new());
        let told = done.clone();
        tokio::spawn(async move {
            let millis = |time: Duration| time.as_millis().to_string();
            loop {
                let ends = tokio::time::timeout(LOCKED / 3, told.notified()).await.is_ok();
                let left = if ends { Duration::ZERO } else { LOCKED };
                // Where the store is gone, the lock ends by itself.
                let _ = store.run::<u8>(UNLOCK_IN, &key, &[mark.clone(), millis(left)]).await;
                if ends {
                    return;
                }
            }
        });
        Self(done)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}
