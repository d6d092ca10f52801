//! Where secrets go: the choice, moving from one place to another, the vault and its lock.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use secrecy::SecretString;
use zonedesk_workspace::{SecretError, SecretPlace, VaultState};

use crate::api::{
    AppError, Event, SecretsMovable, SecretsMoved, SecretsPlace, SecretsStatus, SecretsTarget, VaultStatus,
};
use crate::app::{App, blocking};
use crate::errors::{Code, error};
use crate::session::settings;

/// Shorter passphrases are guessed, whatever a guess costs.
const SHORTEST: usize = 8;

/// Where secrets go now, and where the vault stands.
pub async fn secrets_status(app: &App) -> Result<SecretsStatus, AppError> {
    app.opened()?;
    Ok(status(app))
}

/// Opens the vault for this run, which takes a third of a second by intent; makes it where there is none. Secrets go
/// there only after [`secrets_move`].
pub async fn vault_unlock(app: &App, passphrase: String) -> Result<SecretsStatus, AppError> {
    let passphrase = SecretString::from(passphrase);
    let secrets = app.opened()?.secrets;
    blocking(move || {
        if secrets.vault()? == VaultState::Absent {
            long_enough(&passphrase)?;
        }
        Ok(secrets.unlock_vault(&passphrase)?)
    })
    .await?;
    lock_when_idle(app).await;
    Ok(tell(app))
}

/// Locks the vault, and forgets what it gave out: the next request to an account asks for the passphrase.
pub async fn vault_lock(app: &App) -> Result<SecretsStatus, AppError> {
    app.opened()?;
    lock_now(app);
    Ok(status(app))
}

/// Gives the vault, which must be open, another passphrase.
pub async fn vault_passphrase(app: &App, passphrase: String) -> Result<SecretsStatus, AppError> {
    let passphrase = SecretString::from(passphrase);
    long_enough(&passphrase)?;
    let secrets = app.opened()?.secrets;
    blocking(move || Ok(secrets.change_passphrase(&passphrase)?)).await?;
    Ok(tell(app))
}

/// How many secrets [`secrets_move`] would move.
pub async fn secrets_movable(app: &App, to: SecretsTarget) -> Result<SecretsMovable, AppError> {
    let secrets = app.opened()?.secrets;
    blocking(move || {
        let movable = secrets.movable(to.into())?;
        Ok(SecretsMovable { secrets: movable.secrets as u32, unreachable: movable.unreachable })
    })
    .await
}

/// Moves all secrets and keeps new ones there: everything or nothing. To the vault, it must be open.
pub async fn secrets_move(app: &App, to: SecretsTarget) -> Result<SecretsMoved, AppError> {
    let secrets = app.opened()?.secrets;
    let moved = blocking(move || Ok(secrets.move_to(to.into())?)).await?;
    Ok(SecretsMoved { secrets: moved.secrets as u32, tidy: moved.tidy, status: tell(app) })
}

/// From now on, where a secret of a closed vault is wanted, `ask` is called for its passphrase, on a thread that may
/// block; none: it is not to be had. For fronts that cannot be asked beforehand whether a use case needs a secret.
pub fn ask_for_passphrase(
    app: &App,
    ask: impl Fn(VaultStatus) -> Option<SecretString> + Send + 'static,
) -> Result<(), AppError> {
    app.opened()?.secrets.ask_with(move |state| {
        ask(state.into()).filter(|passphrase| state != VaultState::Absent || long_enough(passphrase).is_ok())
    });
    Ok(())
}

pub(crate) fn status(app: &App) -> SecretsStatus {
    let opened = app.opened();
    let place = opened.as_ref().ok().and_then(|opened| opened.secrets.place().ok());
    let place = match (place, app.keychain()) {
        (Some(SecretPlace::ThisRun), _) => SecretsPlace::ThisRun,
        (Some(SecretPlace::File), _) => SecretsPlace::File,
        (_, Some(false)) => SecretsPlace::Unavailable,
        // Most computers have one; where not, the answer is seconds away.
        (_, Some(true) | None) => SecretsPlace::Keychain,
    };
    let vault = match opened.map(|opened| opened.secrets.vault()) {
        Ok(Ok(state)) => state.into(),
        Ok(Err(_)) => VaultStatus::Damaged,
        Err(_) => VaultStatus::Absent,
    };
    SecretsStatus { place, vault }
}

pub(crate) fn tell(app: &App) -> SecretsStatus {
    let status = status(app);
    app.emit(Event::Secrets { place: status.place, vault: status.vault });
    status
}

/// When the vault was last needed.
#[derive(Default)]
pub(crate) struct LastUse(Mutex<Option<Instant>>);

impl LastUse {
    pub fn note(&self, now: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }

    fn get(&self) -> Option<Instant> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Watches the open vault until it is locked.
async fn lock_when_idle(app: &App) {
    app.0.vault_used.note(Instant::now());
    let minutes = settings(app).await.unwrap_or_default().auto_lock_minutes;
    let watched = std::sync::Arc::downgrade(&app.0);
    tokio::spawn(async move {
        let mut minutes = minutes;
        loop {
            let Some(app) = watched.upgrade().map(App) else { return };
            let Some(left) = lock_if_idle(&app, minutes, Instant::now()) else { return };
            drop(app);
            tokio::time::sleep(left).await;
            if let Some(app) = watched.upgrade().map(App) {
                minutes = settings(&app).await.unwrap_or_default().auto_lock_minutes;
            }
        }
    });
}

/// Locks the vault where nobody asked an account for as many minutes; 0: never. Gives how long to wait before looking
/// again, none where the vault is locked.
fn lock_if_idle(app: &App, minutes: u32, now: Instant) -> Option<Duration> {
    const LOOK_AGAIN: Duration = Duration::from_secs(60);
    if app.opened().ok()?.secrets.vault().ok()? != VaultState::Open {
        return None;
    }
    let limit = Duration::from_secs(u64::from(minutes) * 60);
    let idle = app.0.vault_used.get().map_or(Duration::ZERO, |used| now.saturating_duration_since(used));
    if minutes == 0 {
        return Some(LOOK_AGAIN);
    }
    match limit.checked_sub(idle).filter(|left| !left.is_zero()) {
        // Not longer at once: the limit may be set shorter meanwhile.
        Some(left) => Some(left.min(LOOK_AGAIN)),
        None => {
            lock_now(app);
            None
        }
    }
}

fn lock_now(app: &App) {
    if let Ok(opened) = app.opened() {
        opened.secrets.lock_vault();
        app.0.connections.forget_all();
    }
    tell(app);
}

fn long_enough(passphrase: &SecretString) -> Result<(), AppError> {
    use secrecy::ExposeSecret;
    if passphrase.expose_secret().chars().count() < SHORTEST {
        return Err(error(Code::ValueInvalid, format!("A passphrase has at least {SHORTEST} characters."))
            .help("Several words are easy to keep in mind and hard to guess.")
            .at("passphrase"));
    }
    Ok(())
}

impl From<SecretsTarget> for SecretPlace {
    fn from(target: SecretsTarget) -> Self {
        match target {
            SecretsTarget::Keychain => Self::Keychain,
            SecretsTarget::File => Self::File,
        }
    }
}

impl From<VaultState> for VaultStatus {
    fn from(state: VaultState) -> Self {
        match state {
            VaultState::Absent => Self::Absent,
            VaultState::Locked => Self::Locked,
            VaultState::Open => Self::Open,
        }
    }
}

impl From<SecretError> for AppError {
    fn from(source: SecretError) -> Self {
        let vault = |code, message: String, path: &std::path::Path| {
            error(code, message).at(path.display().to_string())
        };
        match source {
            SecretError::Unavailable(detail) => {
                error(Code::NoKeychain, format!("No keychain answers on this computer ({detail})."))
                    .help("Start one, or keep secrets in an encrypted file or for this run only.")
            }
            SecretError::Refused(detail) => {
                error(Code::KeychainRefused, format!("The keychain refused ({detail})."))
                    .help("Unlock it and try again.")
            }
            SecretError::VaultLocked => error(Code::VaultLocked, "The encrypted file of secrets is locked.")
                .help("Give its passphrase."),
            SecretError::WrongPassphrase { path } => {
                vault(Code::WrongPassphrase, "The encrypted file does not open with this passphrase.".into(), &path)
                    .help("Mind capital letters and the keyboard's language. Without the passphrase nobody can open it.")
            }
            SecretError::VaultDamaged { path, detail } => {
                vault(Code::VaultDamaged, format!("The encrypted file of secrets is damaged: {detail}."), &path)
                    .help("It was left as it is. Put a copy in its place, or move it away and enter the secrets again.")
            }
            SecretError::VaultNewer { path } => vault(
                Code::VaultDamaged,
                "The encrypted file of secrets was written by a later version of Zonedesk.".into(),
                &path,
            )
            .help("Update Zonedesk. The file was left as it is."),
            SecretError::Io { path, source } => vault(
                Code::SecretsIo,
                format!("The encrypted file of secrets cannot be read or written: {source}."),
                &path,
            ),
            SecretError::NoRandom(detail) => {
                error(Code::SecretsIo, format!("This computer gives no random numbers ({detail})."))
            }
            SecretError::NotTheSame => error(
                Code::MoveBroken,
                "The new place gave back another secret than it was given, so nothing was moved.",
            )
            .help("Secrets are used from where they were."),
            SecretError::Workspace(source) => source.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_vault_is_locked_after_the_minutes_without_a_request() {
        let (_dir, app) = App::on_trial();
        vault_unlock(&app, "open sesame".into()).await.unwrap();
        let start = Instant::now();
        app.0.vault_used.note(start);
        let after = |minutes: u64| start + Duration::from_secs(minutes * 60);
        assert!(lock_if_idle(&app, 15, after(14)).is_some());
        app.0.vault_used.note(after(14));
        assert!(lock_if_idle(&app, 15, after(28)).is_some());
        assert!(lock_if_idle(&app, 0, after(9_999)).is_some());
        assert_eq!(status(&app).vault, VaultStatus::Open);
        assert_eq!(lock_if_idle(&app, 15, after(29)), None);
        assert_eq!(status(&app).vault, VaultStatus::Locked);
    }

    #[tokio::test]
    async fn a_short_passphrase_makes_no_vault_but_may_open_one() {
        let (_dir, app) = App::on_trial();
        let refused = vault_unlock(&app, "sesame".into()).await.unwrap_err();
        assert_eq!((refused.code.as_str(), refused.place.as_deref()), ("ZD3008", Some("passphrase")));
        assert_eq!(status(&app).vault, VaultStatus::Absent);
        vault_unlock(&app, "open sesame".into()).await.unwrap();
        vault_lock(&app).await.unwrap();
        assert!(vault_unlock(&app, "sesame".into()).await.unwrap_err().is(Code::WrongPassphrase));
    }
}
