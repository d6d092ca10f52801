//! Systems out of service keys and API credentials, and a new key for a system that is there.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zonedesk_app::api::{AddedSystem, FoundSystem, Level, PastedText, Rotation, RotationConsent};
use zonedesk_app::{App, credentials};

use super::connection_test;
use super::systems::{done, tell_where_secrets_go};
use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::pick;

/// Hundreds of keys are far below this.
const LONGEST: u64 = 4 << 20;

/// Where the systems of the keys go.
pub struct Place {
    /// Of the one system; without it, names are made of subdomains.
    pub name: Option<String>,
    /// Where the key does not say.
    pub level: Option<Level>,
    /// Id.
    pub parent: Option<String>,
    pub description: String,
    pub tags: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub struct Rotate {
    /// Id or name
    system: String,
    /// Service key or API credential; "-" for stdin
    #[arg(long, value_name = "FILE")]
    service_key: PathBuf,
    /// Take a key of another account than the one in use
    #[arg(long)]
    other_account: bool,
    /// Replace without a test of the new key
    #[arg(long)]
    untested: bool,
}

/// Adds a system for each key, each whole or not at all.
pub async fn add(app: &App, output: &Output, files: &[PathBuf], place: Place) -> Result<(), Failure> {
    let read = credentials::credentials_read(app, texts(files)?).await?;
    if read.found.is_empty() {
        return Err(nothing(read.problems.into_iter().next().map(|problem| problem.error)));
    }
    if place.name.is_some() && read.found.len() > 1 {
        let message = format!("a name was given for {} keys", read.found.len());
        return Err(Failure::usage(message, "Leave it out: each is named by its subdomain."));
    }
    for problem in &read.problems {
        output.note(&problem.error.to_string());
    }
    let system = |found: &zonedesk_app::api::FoundCredential| FoundSystem {
        handle: found.handle.clone(),
        name: place.name.clone().unwrap_or_else(|| found.proposed_name.clone()),
        description: place.description.clone(),
        level: place.level.or(found.level).unwrap_or_default(),
        parent: place.parent.clone(),
        tags: place.tags.clone(),
        ..FoundSystem::default()
    };
    let systems: Vec<_> = read.found.iter().map(system).collect();
    let names: Vec<_> = systems.iter().map(|system| system.name.clone()).collect();
    let mut added = credentials::systems_add_found(app, systems).await?;
    if let [AddedSystem { error: error @ Some(_), .. }] = added.as_mut_slice() {
        return Err(error.take().map_or_else(|| Failure::told(Exit::Failed), Failure::from));
    }
    match added.as_slice() {
        [AddedSystem { system: Some(system), .. }] => done(output, system, "Added")?,
        _ if output.json => output.json(&added)?,
        _ => {
            for (answer, name) in added.iter().zip(&names) {
                match (&answer.system, &answer.error) {
                    (Some(system), _) => done(output, system, "Added")?,
                    (None, Some(error)) => output.note(&format!("Not added \"{name}\": {error}")),
                    (None, None) => {}
                }
            }
        }
    }
    if added.iter().any(|answer| answer.system.is_some()) {
        tell_where_secrets_go(app, output);
    }
    match added.iter().filter(|answer| answer.error.is_some()).count() {
        0 => Ok(()),
        failed if failed < added.len() => Err(Failure::told(Exit::Partly)),
        _ => Err(Failure::told(Exit::Failed)),
    }
}

/// Puts a new key in the place of the one in use.
pub async fn rotate(app: &App, output: &Output, arguments: Rotate) -> Result<(), Failure> {
    let system = pick::account(app, &arguments.system).await?;
    let read = credentials::credentials_read(app, texts(&[arguments.service_key])?).await?;
    let [found] = read.found.as_slice() else {
        if read.found.is_empty() {
            return Err(nothing(read.problems.into_iter().next().map(|problem| problem.error)));
        }
        let message = format!("the text holds {} keys", read.found.len());
        return Err(Failure::usage(message, "Give the one for this system."));
    };
    let consent = RotationConsent { other_account: arguments.other_account, untested: arguments.untested };
    let rotation = credentials::system_rotate(app, &system.id, &found.handle, consent).await?;
    if output.json {
        output.json(&rotation)?;
    } else {
        tell(output, &system.name, &rotation)?;
    }
    if rotation.swapped { Ok(()) } else { Err(Failure::told(Exit::Failed)) }
}

fn tell(output: &Output, name: &str, rotation: &Rotation) -> Result<(), Failure> {
    if !rotation.steps.is_empty() {
        output.text(&connection_test::report(&rotation.steps))?;
    }
    if let Some(other) = &rotation.other_account {
        output.note(&format!(
            "This key is for another account: {} instead of {}. To take it all the same: --other-account",
            other.after, other.before
        ));
    }
    output.note(&if rotation.swapped {
        format!("\"{name}\" uses the new key.")
    } else {
        format!("\"{name}\" still uses the old key.")
    });
    Ok(())
}

fn nothing(error: Option<zonedesk_app::api::AppError>) -> Failure {
    error.map_or_else(
        || Failure::usage("there is no file to read", "Name a file, a folder, or -."),
        Failure::from,
    )
}

/// The texts of files, of the files of a folder, and of stdin.
fn texts(files: &[PathBuf]) -> Result<Vec<PastedText>, Failure> {
    let mut texts = Vec::new();
    for path in files {
        if path.as_os_str() == "-" {
            texts.push(PastedText { source: None, text: text(io::stdin().lock(), "stdin")? });
        } else if path.is_dir() {
            let entries =
                fs::read_dir(path).map_err(|error| Failure::io(&path.display().to_string(), &error))?;
            let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            inside.sort();
            for path in inside.iter().filter(|path| path.is_file()) {
                texts.push(file(path)?);
            }
        } else {
            texts.push(file(path)?);
        }
    }
    Ok(texts)
}

fn file(path: &Path) -> Result<PastedText, Failure> {
    let name = path.display().to_string();
    let file = fs::File::open(path).map_err(|error| Failure::io(&name, &error))?;
    Ok(PastedText { text: text(file, &name)?, source: Some(name) })
}

/// What is no text is read as far as it goes: the reader says that it holds no key.
fn text(source: impl Read, name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    source.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| Failure::io(name, &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
