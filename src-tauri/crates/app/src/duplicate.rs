//! Copies of systems.

use zonedesk_workspace::{SecretKey, System};

use crate::api::{AppError, Event, SystemNode};
use crate::app::{App, blocking, now, system_id};
use crate::connect::Connection;
use crate::landscape;
use crate::secret_keeping::{entered_for_another_host, forget_credentials, keep_credential, meant_for};
use crate::session::who;

/// Makes a copy of a system beside it: properties, tags, colour, notes, destination, and the transformations in use as
/// its first versions. Its name is `name`, or without one "… copy". `credentials`: copies what is kept for the system
/// as well, else they must be given for the copy. Whole or not at all; sends nothing.
pub async fn system_duplicate(
    app: &App,
    id: &str,
    name: Option<&str>,
    credentials: bool,
) -> Result<SystemNode, AppError> {
    let id = system_id(id)?;
    let name = name.map(landscape::name).transpose()?;
    let of = app.workspace(move |workspace| workspace.system(id)).await?;
    let copy = app
        .workspace(move |workspace| workspace.duplicate_system(id, name.as_ref(), now(), &who(workspace)?))
        .await?;
    if credentials && let Err(refused) = copy_credentials(app, of, &copy).await {
        // A copy that cannot be asked is not what was wanted.
        forget(app, &copy).await?;
        return Err(refused);
    }
    app.emit(Event::Landscape);
    Ok(landscape::node(app, copy, &app.demo().addresses()))
}

async fn copy_credentials(app: &App, of: System, copy: &System) -> Result<(), AppError> {
    let opened = app.opened()?;
    let secrets = blocking(move || {
        let mut found = Vec::new();
        for (name, credential) in opened.workspace.credentials(&of.id.to_string())? {
            // The copy notes its own hosts, and must not make them right for a credential of others.
            if !meant_for(&credential, &Connection::of(&of)) {
                return Err(entered_for_another_host(&name));
            }
            if let Some(secret) = opened.secrets.get(&SecretKey::new(of.id, name.clone()))? {
                found.push((name, secret, credential.certificate));
            }
        }
        Ok(found)
    })
    .await?;
    for (name, secret, certificate) in secrets {
        keep_credential(app, &SecretKey::new(copy.id, name), secret, certificate).await?;
    }
    Ok(())
}

async fn forget(app: &App, copy: &System) -> Result<(), AppError> {
    let id = copy.id;
    forget_credentials(app, &id.to_string()).await?;
    app.workspace(move |workspace| workspace.take_back(&[id], &[])).await
}
