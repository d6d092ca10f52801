use clap::{Subcommand, ValueEnum};
use secrecy::ExposeSecret;
use zonedesk_app::api::{SecretsPlace, SecretsStatus, SecretsTarget, VaultStatus};
use zonedesk_app::{App, secrets};

use crate::changes::Consent;
use crate::failure::Failure;
use crate::output::Output;
use crate::passphrase::{Source, ask};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Where they are kept
    Show,
    /// Move all of them, and keep new ones there
    Move {
        #[arg(
            value_enum,
            value_name = "PLACE",
            hide_possible_values = true,
            help = "\"keychain\" or \"file\""
        )]
        to: To,
        #[command(flatten)]
        consent: Consent,
    },
    /// Give the encrypted file another passphrase, asked for in the terminal
    Passphrase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum To {
    Keychain,
    File,
}

pub async fn run(app: &App, output: &Output, passphrase: &Source, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::Show => show(output, secrets::secrets_status(app).await?),
        Verb::Move { to, consent } => move_to(app, output, passphrase, to, &consent).await,
        Verb::Passphrase => change(app, output, passphrase).await,
    }
}

fn show(output: &Output, status: SecretsStatus) -> Result<(), Failure> {
    if output.json {
        return output.json(&status);
    }
    let place = match status.place {
        SecretsPlace::Keychain => "this computer's keychain",
        SecretsPlace::Unavailable => "this computer's keychain, which does not answer",
        SecretsPlace::File => "an encrypted file, secrets.vault in the workspace's folder",
        SecretsPlace::ThisRun => "nowhere: they are given at each call",
    };
    output.text(&format!("Client secrets are kept in: {place}.\n"))
}

async fn move_to(
    app: &App,
    output: &Output,
    passphrase: &Source,
    to: To,
    consent: &Consent,
) -> Result<(), Failure> {
    let status = secrets::secrets_status(app).await?;
    if (to == To::File || status.place == SecretsPlace::File) && status.vault != VaultStatus::Open {
        let passphrase = passphrase.get(status.vault)?;
        secrets::vault_unlock(app, passphrase.expose_secret().to_owned()).await?;
    }
    let target = match to {
        To::Keychain => SecretsTarget::Keychain,
        To::File => SecretsTarget::File,
    };
    let movable = secrets::secrets_movable(app, target).await?;
    if movable.unreachable {
        output.note("No keychain answers: what it may hold stays there.");
    }
    if movable.secrets > 0 {
        consent.ask(&format!("Move {} to the {}?", count(movable.secrets), name(to)))?;
    }
    let moved = secrets::secrets_move(app, target).await?;
    if output.json {
        return output.json(&moved);
    }
    output.note(&format!("Moved {}. Client secrets are kept in the {} now.", count(moved.secrets), name(to)));
    if !moved.tidy {
        output.note("The former place could not be emptied; the window tries again at its next start.");
    }
    Ok(())
}

async fn change(app: &App, output: &Output, passphrase: &Source) -> Result<(), Failure> {
    let former = passphrase.get(VaultStatus::Locked)?;
    secrets::vault_unlock(app, former.expose_secret().to_owned()).await?;
    let new = ask(VaultStatus::Absent).ok_or_else(|| {
        Failure::usage("a new passphrase is asked for in a terminal, and there is none", "Run it in one.")
    })?;
    let status = secrets::vault_passphrase(app, new.expose_secret().to_owned()).await?;
    if output.json {
        return output.json(&status);
    }
    output.note("The encrypted file has the new passphrase.");
    Ok(())
}

fn count(secrets: u32) -> String {
    if secrets == 1 { "1 secret".into() } else { format!("{secrets} secrets") }
}

fn name(to: To) -> &'static str {
    match to {
        To::Keychain => "keychain",
        To::File => "encrypted file",
    }
}
