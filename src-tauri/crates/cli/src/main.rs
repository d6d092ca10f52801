//! `zonedesk`: the use cases of `zonedesk_app` in a terminal.
//!
//! Invariants: no logic of its own: a verb reads its arguments, calls the app, prints. Results go to stdout (or `-o`),
//! everything else to stderr. A secret is never an argument, since other users of the computer see those, and is never
//! printed. Without a terminal nothing is asked: what is missing is an error.

// What stands at an argument is the help that a terminal shows, not Markdown.
#![allow(rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, rustdoc::bare_urls)]

mod changes;
mod failure;
mod memory;
mod output;
mod passphrase;
mod pick;
#[cfg(test)]
mod reference;
mod secret;
mod table;
mod verbs;
mod when;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use zonedesk_app::{App, Options, session};

use failure::{EXIT_CODES, Exit, Failure};
use output::Output;
use verbs::serve::LogForm;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Users and role collections of many SAP BTP accounts.
#[derive(Debug, Parser)]
#[command(name = "zonedesk", version, after_help = EXIT_CODES, max_term_width = 110)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
struct Global {
    /// Folder of the workspace [default: this computer's folder for application data]
    #[arg(long, global = true, value_name = "DIR", env = "ZONEDESK_WORKSPACE", hide_env_values = true)]
    workspace: Option<PathBuf>,
    /// Print JSON, errors too
    #[arg(long, global = true)]
    json: bool,
    /// Write the result to a file instead of stdout
    #[arg(long, short, global = true, value_name = "FILE")]
    output: Option<PathBuf>,
    /// No notes and progress on stderr
    #[arg(long, short, global = true)]
    quiet: bool,
    /// "this-run": keep secrets nowhere (give ZONEDESK_SECRET at each call) instead of where `zonedesk secrets` says
    #[arg(long, global = true, value_enum, value_name = "PLACE", hide_possible_values = true)]
    secrets: Option<SecretsArgument>,
    /// Read the passphrase of the encrypted file of secrets from a file (or set ZONEDESK_VAULT_PASSPHRASE)
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SecretsArgument {
    ThisRun,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// The accounts that are managed
    #[command(subcommand)]
    Systems(verbs::systems::Verb),
    /// Where client secrets are kept: this computer's keychain, or an encrypted file
    #[command(subcommand)]
    Secrets(verbs::secrets::Verb),
    /// Write the workspace without secrets and snapshots into one file: `zonedesk backup -o FILE`
    Backup,
    /// Bring a backup back, in place of the workspace or into another folder
    Restore(verbs::backup::Restore),
    /// Write systems, or a list of users, role collections or members, into a file
    #[command(subcommand)]
    Export(verbs::export::Verb),
    /// Make systems and destinations of files: all of it, or nothing
    Import(verbs::import::Arguments),
    /// Who may call the proxy of a system
    #[command(subcommand)]
    Consumers(verbs::consumers::Verb),
    /// The SCIM 2.0 proxy of every enabled system, until Ctrl+C
    Serve(verbs::serve::Arguments),
    /// Named sets of properties that systems share
    #[command(subcommand)]
    Destinations(verbs::destinations::Verb),
    /// The users of an account
    #[command(subcommand)]
    Users(verbs::users::Verb),
    /// The role collections of an account
    #[command(subcommand, visible_alias = "rc")]
    RoleCollections(verbs::role_collections::Verb),
    /// The members of a role collection
    #[command(subcommand)]
    Members(verbs::members::Verb),
    /// Read accounts anew
    Refresh(verbs::refresh::Arguments),
    /// What was changed
    #[command(subcommand)]
    Activity(verbs::activity::Verb),
    /// The chain of what was changed
    #[command(subcommand)]
    Journal(verbs::journal::Verb),
    /// Eight accounts of a made-up company, answered by the built-in simulator
    Demo(verbs::demo::Arguments),
    /// Read a path, or test conditions, in JSON documents
    Path(verbs::path::Arguments),
    /// Check, run, explain and compare transformations; those of a system and their versions
    #[command(subcommand)]
    Transform(verbs::transform::Verb),
    /// The simulator alone, for tests of other programs
    Simulator(verbs::simulator::Arguments),
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") => {
            let text = error.render().to_string();
            let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            let failure = Failure::usage(message, "`zonedesk help` shows what can be asked.");
            output::tell(&failure, true);
            return failure.exit.into();
        }
        Err(error) => error.exit(),
    };
    log(&arguments);
    if matches!(arguments.verb, Verb::Serve(_)) {
        memory::give_back_soon();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: no threads can be started: {error}");
            return Exit::Failed.into();
        }
    };
    let json =
        arguments.global.json || matches!(&arguments.verb, Verb::Serve(serve) if serve.log == LogForm::Json);
    let outcome = runtime.block_on(run(arguments));
    // A keychain that hangs must not hold the end.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::tell(&failure, json);
            failure.exit.into()
        }
    }
}

/// A server tells of its requests, the other verbs of nothing.
fn log(arguments: &Arguments) {
    let form = match &arguments.verb {
        Verb::Serve(serve) => Some(serve.log),
        _ => None,
    };
    let usual = match (form, arguments.global.quiet) {
        (Some(_), false) => "zonedesk_proxy=info,zonedesk_app=info,audit=info,serve=info",
        (Some(_), true) => "serve=error",
        (None, _) => "off",
    };
    let builder = tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(
        tracing_subscriber::EnvFilter::try_from_env("ZONEDESK_LOG").unwrap_or_else(|_| usual.into()),
    );
    match form {
        Some(LogForm::Json) => builder.json().flatten_event(true).init(),
        _ => builder.with_ansi(std::io::stderr().is_terminal()).init(),
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let Global { workspace, json, output, quiet, secrets, passphrase_file } = arguments.global;
    let output = Output::new(json, quiet, output);
    // What needs no workspace.
    match arguments.verb {
        Verb::Simulator(arguments) => return verbs::simulator::run(arguments).await,
        Verb::Serve(arguments) if arguments.is_of_a_file() => {
            return verbs::serve::run_file(&output, arguments).await;
        }
        Verb::Path(arguments) => return verbs::path::run(&output, arguments),
        Verb::Transform(verbs::transform::Verb::Files(verb)) => return verbs::transform::run(&output, verb),
        Verb::Transform(verbs::transform::Verb::Diff(arguments)) if arguments.is_of_files() => {
            return verbs::transform::diff::of_files(&output, arguments);
        }
        _ => {}
    }
    let app = App::open(Options { workspace, ..Options::default() });
    if secrets == Some(SecretsArgument::ThisRun) {
        session::secrets_this_run(&app).await?;
    }
    let passphrase = passphrase::Source::new(passphrase_file)?;
    passphrase.offer(&app);
    match arguments.verb {
        Verb::Systems(verb) => verbs::systems::run(&app, &output, verb).await,
        Verb::Secrets(verb) => verbs::secrets::run(&app, &output, &passphrase, verb).await,
        Verb::Backup => verbs::backup::backup(&app, &output).await,
        Verb::Restore(arguments) => verbs::backup::restore(&app, &output, arguments).await,
        Verb::Export(verb) => verbs::export::run(&app, &output, verb).await,
        Verb::Import(arguments) => verbs::import::run(&app, &output, arguments).await,
        Verb::Consumers(verb) => verbs::consumers::run(&app, &output, verb).await,
        Verb::Serve(arguments) => verbs::serve::run(&app, &output, arguments).await,
        Verb::Destinations(verb) => verbs::destinations::run(&app, &output, verb).await,
        Verb::Users(verb) => verbs::users::run(&app, &output, verb).await,
        Verb::RoleCollections(verb) => verbs::role_collections::run(&app, &output, verb).await,
        Verb::Members(verb) => verbs::members::run(&app, &output, verb).await,
        Verb::Refresh(arguments) => verbs::refresh::run(&app, &output, arguments).await,
        Verb::Activity(verb) => verbs::activity::run(&app, &output, verb).await,
        Verb::Journal(verb) => verbs::journal::run(&app, &output, verb).await,
        Verb::Demo(arguments) => verbs::demo::run(&app, &output, arguments).await,
        Verb::Transform(verbs::transform::Verb::System(verb)) => {
            verbs::transform::system::run(&app, &output, verb).await
        }
        Verb::Transform(verbs::transform::Verb::Diff(arguments)) => {
            verbs::transform::diff::of_systems(&app, &output, arguments).await
        }
        Verb::Simulator(_) | Verb::Path(_) | Verb::Transform(_) => Ok(()),
    }
}
