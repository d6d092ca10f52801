//! One flow: a fresh home and workspace, an app, what the person does, and what must be true afterwards of every flow.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;
use tokio::time::{Instant, sleep, timeout};

use crate::driver::Session;
use crate::{App, Result};

/// Of a whole flow, unless it says otherwise. The longest takes a tenth of it on an idle machine.
const LIMIT: Duration = Duration::from_secs(180);
/// Of the app's end, once it was asked for.
const ENDS_WITHIN: Duration = Duration::from_secs(10);

/// What the driver says when the engine's process of the page is gone. WebKitGTK's crashes by itself once in some hundred
/// flows, always at the same place; `cargo xtask` then begins anew, once.
const PAGE_GONE: [&str; 2] =
    ["session deleted because of page crash or hang", "Could not parse script result"];
/// The file that tells it so.
const PAGES_GONE: &str = "page-gone";

/// Where a flow plays. Files may be put into `workspace` before the app starts.
pub struct Setting {
    name: String,
    home: TempDir,
    pub binary: PathBuf,
    pub workspace: PathBuf,
    /// Of the program's command line; at first the workspace.
    pub arguments: Vec<String>,
    /// Beside the ones that make the home fresh.
    pub environment: Vec<(String, String)>,
    /// Of the whole flow.
    pub limit: Duration,
}

impl Setting {
    /// A fresh one; `name` is what its pictures and logs are called.
    pub fn new(name: &str) -> Result<Self> {
        let mut setting = Self::of(name, "ZONEDESK_BINARY")?;
        // a picture is taken of what a graphics processor, or its imitation, has painted: else the driver waits for ever
        setting.environment.push(("WEBKIT_DISABLE_COMPOSITING_MODE".to_owned(), "0".to_owned()));
        Ok(setting)
    }

    /// As [`Self::new`], of the program whose path is in an environment variable.
    pub fn of(name: &str, variable: &str) -> Result<Self> {
        let home = tempfile::tempdir()?;
        let workspace = home.path().join("workspace");
        std::fs::create_dir(&workspace)?;
        let arguments = vec!["--workspace".to_owned(), workspace.display().to_string()];
        let name = name.to_owned();
        let binary = binary(variable)?;
        Ok(Self { name, home, binary, workspace, arguments, environment: Vec::new(), limit: LIMIT })
    }

    /// Starts the app here.
    pub async fn session(&self) -> Result<Session> {
        let log = File::options().create(true).append(true).open(self.log())?;
        Session::start(&self.binary, &self.arguments, &self.environment(), log).await
    }

    /// The folder in `/proc` of the app that runs here; not of one that another flow left behind.
    pub fn process(&self) -> Result<PathBuf> {
        let home = self.home.path().as_os_str().as_encoded_bytes();
        let here = |process: &PathBuf| {
            std::fs::read_link(process.join("exe")).is_ok_and(|exe| exe == self.binary)
                && std::fs::read(process.join("environ"))
                    .is_ok_and(|environment| environment.windows(home.len()).any(|part| part == home))
        };
        std::fs::read_dir("/proc")?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(here)
            .ok_or_else(|| format!("{} does not run", self.binary.display()).into())
    }

    /// Waits until the app that ran here is gone.
    pub async fn until_ended(&self) -> Result<()> {
        let until = Instant::now() + ENDS_WITHIN;
        while self.process().is_ok() {
            if Instant::now() > until {
                return Err(format!("the app still runs after {} s", ENDS_WITHIN.as_secs()).into());
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// What makes the home fresh, and what was added.
    pub fn environment(&self) -> Vec<(String, String)> {
        let home = self.home.path().display();
        let fresh = ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"]
            .map(|name| (name.to_owned(), format!("{home}/{}", name.to_lowercase())));
        fresh.into_iter().chain(self.environment.iter().cloned()).collect()
    }

    fn log(&self) -> PathBuf {
        self.home.path().join("log.txt")
    }

    fn read_log(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }
}

/// Plays a flow and, where it fails, leaves a picture and the log of the app in `ci-output/failed`.
pub async fn flow(setting: &Setting, act: impl AsyncFnOnce(&App) -> Result<()>) -> Result<()> {
    let failure = match judge(setting, act).await {
        Ok(()) => return Ok(()),
        Err(failure) => failure,
    };
    let log = setting.read_log();
    let _ = std::fs::create_dir_all(failed())
        .and_then(|()| std::fs::write(failed().join(format!("{}.log", setting.name)), &log));
    let told = failure.to_string();
    if PAGE_GONE.iter().any(|gone| told.contains(gone)) {
        let _ = std::fs::write(failed().join(PAGES_GONE), &setting.name);
    }
    Err(format!("{}: {failure}\nlog of the app:\n{log}", setting.name).into())
}

/// Plays a flow. Fails when `act` fails or takes too long, when the page threw, left a promise rejected or broke the
/// content security policy, or when the app logged an error.
pub async fn judge(setting: &Setting, act: impl AsyncFnOnce(&App) -> Result<()>) -> Result<()> {
    match timeout(setting.limit, play(setting, act)).await {
        Ok(outcome) => outcome?,
        Err(_) => return Err(format!("not over after {} s", setting.limit.as_secs()).into()),
    }
    match errors(&setting.read_log()) {
        errors if errors.is_empty() => Ok(()),
        errors => Err(format!("the app logged errors:\n{errors}").into()),
    }
}

async fn play(setting: &Setting, act: impl AsyncFnOnce(&App) -> Result<()>) -> Result<()> {
    let app = App::over(setting.session().await?, setting.log()).await?;
    let outcome = act(&app).await;
    if outcome.is_err() {
        // the page may be what broke; the first error is the one to tell
        let _ = app.picture(&failed().join(format!("{}.png", setting.name))).await;
    }
    outcome.and(app.end().await)?;
    setting.until_ended().await
}

/// Lines of the log at the level ERROR, those of [`page faults`](../../../src-tauri/src/page_faults.js) among them.
fn errors(log: &str) -> String {
    log.lines().filter(|line| line.contains("ERROR")).collect::<Vec<_>>().join("\n")
}

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where pictures and logs are left.
pub fn output() -> PathBuf {
    root().join("ci-output")
}

fn failed() -> PathBuf {
    output().join("failed")
}

fn binary(variable: &str) -> Result<PathBuf> {
    let path = std::env::var(variable).map_err(|_| format!("{variable} is not set; cargo xtask sets it"))?;
    Ok(std::fs::canonicalize(&path).map_err(|error| format!("{path}: {error}"))?)
}
