//! The keys that tokens of the proxy are signed with: a secret of the workspace, so that every process on it can check
//! what another signed.

use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};

use data_encoding::BASE64URL_NOPAD;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use zonedesk_proxy::TokenKey;
use zonedesk_workspace::{Credential, SecretKey};

use crate::api::AppError;
use crate::app::{App, blocking, now};
use crate::errors::{Code, error};
use crate::rows::DAY;
use crate::session::who;

/// Whose secrets those of the proxy are: no system and no destination.
pub(crate) const OWNER: &str = "proxy";
const NAME: &str = "TokenKeys";

/// After as many days another key signs; the former one checks what it signed.
const DAYS: i64 = 30;
/// How many keys are kept.
const KEPT: usize = 2;
/// A token of an unknown key makes us read the secret again, but no more often than this.
const AGAIN: Duration = Duration::from_secs(5);

/// A key as it is kept.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    id: String,
    /// Milliseconds since 1970.
    made: i64,
    /// Base64url.
    key: String,
}

/// What was read of them last.
#[derive(Default)]
pub(crate) struct TokenKeys(Mutex<Option<(Instant, Vec<Kept>)>>, RwLock<Vec<TokenKey>>);

impl TokenKeys {
    /// From now on these; none: those of the workspace.
    pub fn give(&self, keys: &[SecretString]) {
        let keys = keys.iter().map(|key| TokenKey::of(key.expose_secret())).collect();
        *self.1.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }

    fn given(&self) -> Vec<TokenKey> {
        self.1.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The keys, the one that signs first. `wanted`: as [`zonedesk_proxy::Source::token_keys`] has it.
    pub async fn get(&self, app: &App, wanted: Option<&str>) -> Result<Vec<TokenKey>, AppError> {
        let given = self.given();
        if !given.is_empty() {
            return Ok(given);
        }
        let mut read = self.0.lock().await;
        let (at, keys) = match &*read {
            Some((at, keys)) if is_enough(keys, wanted, now().0, at.elapsed()) => (*at, keys.clone()),
            _ => (Instant::now(), kept(app).await?),
        };
        let found = keys.iter().map(usable).collect::<Result<_, _>>();
        *read = Some((at, keys));
        found
    }
}

fn is_enough(keys: &[Kept], wanted: Option<&str>, now: i64, since: Duration) -> bool {
    let fresh = keys.first().is_some_and(|newest| is_fresh(newest, now));
    let known = wanted.is_none_or(|wanted| keys.iter().any(|key| key.id == wanted));
    fresh && (known || since < AGAIN)
}

fn is_fresh(key: &Kept, now: i64) -> bool {
    (now - key.made).abs() < DAYS * DAY
}

/// Reads the keys from where secrets go; makes the first, and another when the newest is old.
async fn kept(app: &App) -> Result<Vec<Kept>, AppError> {
    let opened = app.opened()?;
    blocking(move || {
        let mut bytes = [0; 40];
        getrandom::fill(&mut bytes)
            .map_err(|source| error(Code::SecretNotMade, format!("No key can be made: {source}.")))?;
        let new = Kept {
            id: BASE64URL_NOPAD.encode(&bytes[32..]),
            made: now().0,
            key: BASE64URL_NOPAD.encode(&bytes[..32]),
        };
        let workspace = &opened.workspace;
        if !workspace.credentials(OWNER)?.contains_key(NAME) {
            // Noted first: whoever moves all secrets in this moment must know of it.
            let fact = Credential { set_at: now(), certificate: None, url_host: None, token_host: None };
            workspace.note_credential(OWNER, NAME, Some(&fact), now(), &who(workspace)?)?;
        }
        let change = |kept: Option<&SecretString>| {
            let mut keys = kept.map(read).unwrap_or_default();
            if keys.first().is_some_and(|newest| is_fresh(newest, new.made)) {
                return None;
            }
            keys.insert(0, new);
            keys.truncate(KEPT);
            serde_json::to_string(&keys).ok().map(SecretString::from)
        };
        let kept = opened.secrets.update(&SecretKey::new(OWNER, NAME), change)?;
        Ok(kept.as_ref().map(read).unwrap_or_default())
    })
    .await
}

/// What cannot be read is no key, and is replaced.
fn read(secret: &SecretString) -> Vec<Kept> {
    serde_json::from_str(secret.expose_secret()).unwrap_or_default()
}

fn usable(kept: &Kept) -> Result<TokenKey, AppError> {
    let secret = BASE64URL_NOPAD.decode(kept.key.as_bytes()).map_err(|_| {
        error(Code::SecretNotMade, "The key of the proxy's tokens is damaged where secrets are kept.")
    })?;
    Ok(TokenKey { id: kept.id.clone(), secret: secret.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session;

    #[tokio::test]
    async fn processes_on_one_workspace_share_keys_and_old_ones_are_followed() {
        let (_dir, app) = App::on_trial();
        session::secrets_this_run(&app).await.unwrap();
        let ids = |keys: &[TokenKey]| keys.iter().map(|key| key.id.clone()).collect::<Vec<_>>();
        let (one, other) = (TokenKeys::default(), TokenKeys::default());
        let first = ids(&one.get(&app, None).await.unwrap());
        assert_eq!(first.len(), 1);
        assert_eq!(ids(&other.get(&app, None).await.unwrap()), first);

        // The other makes a new one; it is found by its id.
        let secret = SecretKey::new(OWNER, NAME);
        let aged = |days: i64| {
            let kept = app.opened().unwrap().secrets.get(&secret).unwrap().unwrap();
            let mut keys = read(&kept);
            keys.iter_mut().for_each(|key| key.made -= days * DAY);
            app.opened()
                .unwrap()
                .secrets
                .set(&secret, &serde_json::to_string(&keys).unwrap().into())
                .unwrap();
        };
        aged(31);
        let both = ids(&TokenKeys::default().get(&app, None).await.unwrap());
        assert_eq!((both.len(), &both[1]), (2, &first[0]));
        assert_eq!(ids(&one.get(&app, Some(&first[0])).await.unwrap()), first);
        one.0.lock().await.as_mut().unwrap().0 -= AGAIN;
        assert_eq!(ids(&one.get(&app, Some(&both[0])).await.unwrap()), both);
        aged(31);
        let next = ids(&TokenKeys::default().get(&app, None).await.unwrap());
        assert_eq!((next.len(), &next[1]), (2, &both[0]));
    }
}
