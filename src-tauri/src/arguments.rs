//! The command line of the window: which workspace it opens. Everything else is asked for inside it.

use std::ffi::OsString;
use std::path::PathBuf;

use zonedesk_app::links;

const HELP: &str = "\
Zonedesk, the window

Usage: zonedesk-desktop [--workspace DIR] [--downloads DIR] [LINK]

  --workspace DIR  open the workspace in this folder (or set ZONEDESK_WORKSPACE);
                   without it, the one in your data folder
  --downloads DIR  save files in this folder instead of asking where
  LINK             go to where this leads, as zonedesk://system/ID/users/ID
  --version        print the version
  --help           print this

The same in a terminal: zonedesk --help";

/// What the process was started for.
pub enum Start {
    Window(Arguments),
    /// Print this and end.
    Print(String),
    /// Started by a crashing window to tell what happened, see [`crate::fault`].
    TellFault(String),
}

pub struct Arguments {
    /// None: the default workspace.
    pub workspace: Option<PathBuf>,
    /// Where files are saved without asking; none: a dialog asks.
    pub downloads: Option<PathBuf>,
    /// Where the window begins; none: where it was last.
    pub place: Option<String>,
}

impl Arguments {
    /// Reads the arguments behind the program's name; `workspace` is the value of the environment variable, which
    /// the option overrides.
    pub fn read(
        mut arguments: impl Iterator<Item = OsString>,
        workspace: Option<OsString>,
    ) -> Result<Start, String> {
        let mut workspace = workspace.filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let (mut downloads, mut place) = (None, None);
        while let Some(argument) = arguments.next() {
            match argument.to_str() {
                Some("--workspace") => {
                    let folder = arguments.next().filter(|folder| !folder.is_empty());
                    workspace = Some(folder.ok_or("--workspace needs a folder")?.into());
                }
                Some("--downloads") => {
                    let folder = arguments.next().filter(|folder| !folder.is_empty());
                    downloads = Some(folder.ok_or("--downloads needs a folder")?.into());
                }
                Some("--version") => {
                    return Ok(Start::Print(concat!("zonedesk-desktop ", env!("CARGO_PKG_VERSION")).into()));
                }
                Some("--help" | "-h") => return Ok(Start::Print(HELP.into())),
                Some(crate::fault::ARGUMENT) => {
                    let text = arguments.next().unwrap_or_default();
                    return Ok(Start::TellFault(text.to_string_lossy().into_owned()));
                }
                Some(link) if link.starts_with(links::SCHEME) => {
                    place = Some(links::place(link).ok_or_else(|| format!("{link} leads nowhere"))?);
                }
                _ => return Err(format!("unknown argument {}; see --help", argument.display())),
            }
        }
        Ok(Start::Window(Self { workspace, downloads, place }))
    }
}
