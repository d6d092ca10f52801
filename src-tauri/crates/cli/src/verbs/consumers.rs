use clap::{Subcommand, ValueEnum};
use zonedesk_app::api::{NewConsumer, SignIn};
use zonedesk_app::{App, consumers};

use crate::changes::Consent;
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table};
use crate::{pick, when};

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List who may call the proxy of a system
    #[command(visible_alias = "ls")]
    List {
        /// Id or name
        system: String,
    },
    /// Add a consumer; prints its secret, this once
    Add(Add),
    /// Delete a consumer
    #[command(visible_alias = "rm")]
    Delete {
        /// Id or name
        system: String,
        /// Id of the consumer
        consumer: String,
        #[command(flatten)]
        consent: Consent,
    },
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// Id or name
    system: String,
    /// User name or client id: 1-64 letters, digits, - _ . @ ! |
    consumer: String,
    /// For people
    #[arg(long, default_value = "", hide_default_value = true)]
    name: String,
    #[arg(long, value_enum, default_value_t = SignInArgument::Basic)]
    sign_in: SignInArgument,
    /// Subject of the certificate, or its SHA-256 fingerprint
    #[arg(long, required_if_eq("sign_in", "certificate"))]
    subject: Option<String>,
    /// How many minutes a token is good for, with OAuth: 1 to 1440 [default: 60]
    #[arg(long, value_name = "MINUTES")]
    token_minutes: Option<u32>,
    /// Without the permission to call the proxy
    #[arg(long)]
    no_access: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SignInArgument {
    Basic,
    Oauth,
    Certificate,
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::List { system } => list(app, output, &system).await,
        Verb::Add(add) => self::add(app, output, add).await,
        Verb::Delete { system, consumer, consent } => {
            let system = pick::system(app, &system).await?;
            consent.ask(&format!("Delete the consumer \"{consumer}\" of \"{}\"?", system.name))?;
            consumers::consumer_delete(app, &system.id, &consumer).await?;
            output.note(&format!("Deleted \"{consumer}\"."));
            Ok(())
        }
    }
}

async fn list(app: &App, output: &Output, system: &str) -> Result<(), Failure> {
    let system = pick::system(app, system).await?;
    let consumers = consumers::consumers(app, &system.id).await?;
    if output.json {
        return output.json(&consumers);
    }
    let mut table = Table::new(&[
        ("ID", Align::Left),
        ("NAME", Align::Left),
        ("SIGN-IN", Align::Left),
        ("TOKEN", Align::Right),
        ("ACCESS", Align::Left),
        ("CERTIFICATE", Align::Left),
        ("CREATED", Align::Left),
    ]);
    for consumer in consumers {
        let sign_in = match consumer.sign_in {
            SignIn::Basic => "basic",
            SignIn::Oauth => "oauth",
            SignIn::Certificate => "certificate",
        };
        let token = consumer.token_minutes.map(|minutes| format!("{minutes} min"));
        table.row([
            consumer.id,
            consumer.name,
            sign_in.into(),
            token.unwrap_or_default(),
            if consumer.access { "yes" } else { "no" }.into(),
            consumer.subject.unwrap_or_default(),
            when::local(&consumer.created_at.to_string()),
        ]);
    }
    output.table(&table)
}

async fn add(app: &App, output: &Output, add: Add) -> Result<(), Failure> {
    let system = pick::system(app, &add.system).await?;
    let new = NewConsumer {
        id: add.consumer,
        name: add.name,
        sign_in: match add.sign_in {
            SignInArgument::Basic => SignIn::Basic,
            SignInArgument::Oauth => SignIn::Oauth,
            SignInArgument::Certificate => SignIn::Certificate,
        },
        subject: add.subject,
        access: !add.no_access,
        token_minutes: add.token_minutes,
    };
    let added = consumers::consumer_add(app, &system.id, new).await?;
    if output.json {
        return output.json(&added);
    }
    output.note(&format!("Added \"{}\" to \"{}\".", added.consumer.id, system.name));
    match added.secret {
        Some(secret) => {
            output.note("Its secret is shown this once:");
            output.text(&format!("{secret}\n"))
        }
        None => Ok(()),
    }
}
