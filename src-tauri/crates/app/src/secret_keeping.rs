//! Credentials of systems and destinations: kept, forgotten, and handed out for the hosts they were entered for only.

use secrecy::SecretString;
use zonedesk_workspace::{Credential, SecretError, SecretKey, System};

use crate::api::AppError;
use crate::app::{App, Opened, blocking, now};
use crate::connect::{Connection, property};
use crate::errors::{Code, error};
use crate::owner::Owner;
use crate::session::who;

/// Keeps a credential of a system or destination where secrets go, and notes since when and for which hosts.
/// `certificate`: the public half of a key pair, PEM, the whole chain.
///
/// Call it after the properties that name the hosts are stored.
pub(crate) async fn keep_credential(
    app: &App,
    key: &SecretKey,
    secret: SecretString,
    certificate: Option<String>,
) -> Result<(), AppError> {
    let opened = app.opened()?;
    let kept = key.clone();
    let owner = blocking(move || {
        let Opened { workspace, secrets } = &opened;
        let owner = Owner::find(workspace, &kept.owner)?;
        let (url_host, token_host) = owner.connection().hosts();
        let fact = Credential { set_at: now(), certificate, url_host, token_host };
        // Noted first: whoever moves all secrets in this moment must know of it, or it would be left behind.
        let noted =
            workspace.note_credential(&kept.owner, &kept.property, Some(&fact), now(), &who(workspace)?)?;
        if let Err(refused) = secrets.set(&kept, &secret) {
            workspace.take_back_credential(&kept.owner, &kept.property, &noted)?;
            return Err(refused.into());
        }
        Ok(owner)
    })
    .await?;
    forget_connections(app, Some(&owner), &key.property);
    Ok(())
}

/// Forgets a credential; no error where none is kept, nor where no keychain answers: it holds none.
pub(crate) async fn forget_credential(app: &App, key: &SecretKey) -> Result<(), AppError> {
    let opened = app.opened()?;
    let gone = key.clone();
    let owner = blocking(move || {
        match opened.secrets.delete(&gone) {
            Ok(()) | Err(SecretError::Unavailable(_)) => {}
            Err(refused) => return Err(refused.into()),
        }
        let workspace = &opened.workspace;
        workspace.note_credential(&gone.owner, &gone.property, None, now(), &who(workspace)?)?;
        // Whoever is gone left a secret behind all the same.
        Ok(Owner::find(workspace, &gone.owner).ok())
    })
    .await?;
    forget_connections(app, owner.as_ref(), &key.property);
    Ok(())
}

/// Forgets all credentials that are a system's or destination's own, as [`forget_credential`] does.
pub(crate) async fn forget_credentials(app: &App, owner: &str) -> Result<(), AppError> {
    let of = owner.to_owned();
    let kept = app.workspace(move |workspace| workspace.credentials(&of)).await?;
    for name in kept.into_keys() {
        forget_credential(app, &SecretKey::new(owner, name)).await?;
    }
    Ok(())
}

/// A credential in force for a system, with the certificate of a private key: given for this run, its own, or its
/// destination's. None where none is kept.
///
/// One that was entered for another host than the system has now is refused: it is sent to no host it was not meant
/// for, however the address came to change.
pub(crate) async fn credential(
    app: &App,
    system: &System,
    name: &str,
) -> Result<Option<(SecretString, Option<String>)>, AppError> {
    if name == property::SECRET
        && let Some(secret) = app.given().get(&system.id)
    {
        return Ok(Some((secret.clone(), None)));
    }
    let opened = app.opened()?;
    let (system, name) = (system.clone(), name.to_owned());
    blocking(move || {
        let Some(found) = opened.workspace.effective_credentials(&system)?.remove(&name) else {
            return Ok(None);
        };
        if !meant_for(&found.credential, &Connection::of(&system)) {
            return Err(entered_for_another_host(&name));
        }
        let secret = opened.secrets.get(&SecretKey::new(found.owner, name))?;
        Ok(secret.map(|secret| (secret, found.credential.certificate)))
    })
    .await
}

/// Whether a credential was entered for the hosts of a connection. A host that was not noted counts as the same.
pub(crate) fn meant_for(credential: &Credential, connection: &Connection) -> bool {
    let (url, token) = connection.hosts();
    let same = |noted: &Option<String>, now: &Option<String>| noted.is_none() || noted == now;
    same(&credential.url_host, &url) && same(&credential.token_host, &token)
}

/// The field is the property's own name, but for the client secret's, whose field is `secret`.
pub(crate) fn entered_for_another_host(property: &str) -> AppError {
    let place = if property == property::SECRET { "secret" } else { property };
    error(
        Code::SecretAgain,
        "The host changed, so the client secret must be entered again: it is sent to no host it was not entered for.",
    )
    .help("Enter the client secret.")
    .at(place)
}

/// Whoever is spoken with by a credential that changed is spoken with anew.
fn forget_connections(app: &App, owner: Option<&Owner>, name: &str) {
    if let Some(Owner::System(system)) = owner {
        if name == property::SECRET {
            app.given().remove(&system.id);
        }
        app.0.connections.forget(system.id);
    } else {
        // A destination's: its systems are few, and their tokens are soon had again.
        app.0.connections.forget_all();
    }
}
