//! A proxy that is run from one file: systems as an export has them, secrets and consumers from files, the environment
//! and the keychain. It works on a workspace that ends with it, so that a container needs nothing else.

mod faults;
mod read;
mod systems;

use std::path::{Path, PathBuf};

use argon2::password_hash::phc::PasswordHash;
use secrecy::SecretString;
use tempfile::TempDir;
use zonedesk_workspace::{ImportedSystem, SecretKey, SystemId};

use crate::api::AppError;
use crate::app::{App, blocking, now};
use crate::connect::is_folder;
use crate::errors::{Code, error};
use crate::exchange::read::LARGEST_FILE;
use crate::proxy_front::Front;
use crate::secret_keeping::keep_credential;
use crate::serve::Serving;
use crate::session::{secrets_this_run, who};
use crate::{Options, consumers};
use faults::Faults;

/// What a file says, in force.
pub struct Configured {
    pub app: App,
    pub front: Front,
    path: PathBuf,
    /// Whether the file names keys of tokens; else there is one for this run.
    names_keys: bool,
    /// The folder of the workspace.
    dir: TempDir,
}

/// What a file says.
struct Configuration {
    front: Front,
    systems: Vec<ImportedSystem>,
    credentials: Vec<Given>,
    consumers: Vec<Caller>,
}

/// A credential of a system.
struct Given {
    key: SecretKey,
    secret: SecretString,
    /// PEM, of a private key.
    certificate: Option<String>,
}

/// A consumer; its hash is still to be made where it has a secret.
struct Caller {
    system: SystemId,
    consumer: zonedesk_workspace::Consumer,
    secret: Option<SecretString>,
}

impl Configured {
    /// Reads a file and makes a workspace of it.
    ///
    /// # Errors
    /// Every fault of the file, each with its JSON Pointer.
    pub async fn open(path: &Path) -> Result<Self, AppError> {
        let file = path.to_owned();
        let configuration = blocking(move || read_file(&file)).await?;
        let dir = blocking(|| {
            tempfile::Builder::new().prefix("zonedesk-").tempdir().map_err(|why| {
                error(Code::WorkspaceIo, format!("No folder can be made for the time of this run: {why}."))
            })
        })
        .await?;
        let folder = dir.path().to_owned();
        let options = Options { workspace: Some(folder), ..Options::default() };
        let app = blocking(move || Ok(App::open(options))).await?;
        secrets_this_run(&app).await?;
        let Configuration { mut front, systems, credentials, consumers: callers } = configuration;
        let names_keys = !front.token_keys.is_empty();
        if !names_keys {
            front.token_keys.push(consumers::made().await?.0);
        }
        app.workspace(move |workspace| workspace.import(&systems, &[], now(), &who(workspace)?)).await?;
        for Given { key, secret, certificate } in credentials {
            keep_credential(&app, &key, secret, certificate).await?;
        }
        for caller in callers {
            added(&app, caller).await?;
        }
        every_account_has_a_credential(&app, path).await?;
        Ok(Self { app, front, path: path.to_owned(), names_keys, dir })
    }

    /// Reads the file again. What runs goes on with the new one where that is without fault, else with the former.
    /// `over`: what of the front the file does not decide.
    pub async fn reload(&mut self, serving: &Serving, over: &Front) -> Result<(), AppError> {
        let mut next = Self::open(&self.path).await?;
        if !self.names_keys && !next.names_keys {
            next.front.token_keys.clone_from(&self.front.token_keys);
        }
        let front = over.clone().over(next.front.clone());
        serving.reload(&next.app, &front).await?;
        self.app.replace(next.app.opened());
        (self.front, self.names_keys, self.dir) = (next.front, next.names_keys, next.dir);
        Ok(())
    }
}

fn read_file(path: &Path) -> Result<Configuration, AppError> {
    let name = path.display().to_string();
    let unread = |why: &dyn std::fmt::Display| {
        error(Code::ProxyConfiguration, format!("{name} cannot be read: {why}.")).at(name.clone())
    };
    let size = std::fs::metadata(path).map_err(|why| unread(&why))?.len();
    if size > LARGEST_FILE as u64 {
        return Err(unread(&"it is larger than 64 MB"));
    }
    let text = std::fs::read_to_string(path).map_err(|why| unread(&why))?;
    read::configuration(&text, path.parent().unwrap_or(Path::new(".")), &name)
}

/// The salt is made of system, consumer and secret: the same file gives the same hash in each process that is run from
/// it and after each reading, so that tokens stay good. The hash leaves the process nowhere.
async fn added(app: &App, caller: Caller) -> Result<(), AppError> {
    let Caller { system, mut consumer, secret } = caller;
    if let Some(secret) = secret {
        let of = format!("{system}\n{}", consumer.id);
        consumer.hash = Some(blocking(move || consumers::hash_of(&of, &secret)).await?);
    }
    app.workspace(move |workspace| workspace.add_consumer(system, &consumer, now(), &who(workspace)?)).await
}

async fn every_account_has_a_credential(app: &App, path: &Path) -> Result<(), AppError> {
    let without = app.workspace(|workspace| {
        let mut without = Vec::new();
        for system in workspace.systems()? {
            if system.enabled && !is_folder(&system) && workspace.effective_credentials(&system)?.is_empty() {
                without.push(system.name.to_string());
            }
        }
        Ok::<_, AppError>(without)
    });
    let mut faults = Faults::default();
    for name in without.await? {
        faults.tell("/secrets", format!("the system {name:?} has no secret here"));
    }
    faults.end(&path.display().to_string())
}

/// Whether a text is a hash that secrets can be held to.
fn is_hash(text: &str) -> bool {
    text.starts_with("$argon2id$") && PasswordHash::new(text).is_ok()
}
