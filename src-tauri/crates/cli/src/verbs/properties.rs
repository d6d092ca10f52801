//! Properties of a system or destination. A credential comes from stdin, a file or the environment, never from an
//! argument.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use clap::Subcommand;
use zonedesk_app::App;
use zonedesk_app::api::{
    KnownProperty, Properties, PropertiesEdit, Property, PropertyCategory, PropertyFinding, PropertyKind,
};
use zonedesk_app::properties::{known_properties, properties, properties_as_text, properties_save};

use crate::failure::Failure;
use crate::output::{Output, severity};
use crate::secret::{from_file, limited};
use crate::table::{Align, Table};
use crate::when;

/// As many as any credential has: their number says nothing.
const DOTS: &str = "••••••••••••••••••••••••••••••••••••••••";

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List the properties that are set, with what is wrong about them
    #[command(visible_alias = "ls")]
    List {
        /// Id or name
        owner: String,
        /// As Name=Value lines, without credentials
        #[arg(long)]
        as_text: bool,
    },
    /// Show the properties that Zonedesk knows, with defaults
    Known,
    /// Set properties, all of them or none
    Set(Set),
    /// Unset properties and forget credentials
    Unset {
        /// Id or name
        owner: String,
        #[arg(required = true)]
        names: Vec<String>,
    },
}

#[derive(Debug, clap::Args)]
pub struct Set {
    /// Id or name
    owner: String,
    /// As xsuaa.origin=sap.custom; several may be given
    #[arg(value_name = "NAME=VALUE")]
    values: Vec<String>,
    /// Set this credential, as Password
    #[arg(long, value_name = "NAME", requires = "source")]
    credential: Option<String>,
    #[command(flatten)]
    source: Source,
    /// Certificate of the credential PrivateKey (PEM, the whole chain)
    #[arg(long, value_name = "FILE", requires = "credential")]
    certificate: Option<PathBuf>,
}

/// Where a credential comes from.
#[derive(Debug, clap::Args)]
#[group(id = "source", multiple = false)]
struct Source {
    /// Read the credential from stdin
    #[arg(long, requires = "credential")]
    from_stdin: bool,
    /// Read the credential from a file
    #[arg(long, value_name = "FILE", requires = "credential")]
    from_file: Option<PathBuf>,
    /// Read the credential from an environment variable
    #[arg(long, value_name = "VARIABLE", requires = "credential")]
    from_env: Option<String>,
}

impl Verb {
    /// The system or destination as it was typed; none where it is about none.
    pub fn owner(&self) -> Option<&str> {
        match self {
            Self::List { owner, .. } | Self::Unset { owner, .. } => Some(owner),
            Self::Set(set) => Some(&set.owner),
            Self::Known => None,
        }
    }
}

/// `owner`: the id of what [`Verb::owner`] names; empty where it names nothing.
pub async fn run(app: &App, output: &Output, owner: &str, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::List { as_text: true, .. } => {
            output.text(&properties_as_text(app, owner, PropertiesEdit::default()).await?)
        }
        Verb::List { .. } => list(output, &properties(app, owner).await?),
        Verb::Known => known(output),
        Verb::Set(set) => save(app, output, owner, set.edit()?).await,
        Verb::Unset { names, .. } => {
            let edit = unset(&properties(app, owner).await?, names)?;
            save(app, output, owner, edit).await
        }
    }
}

fn list(output: &Output, properties: &Properties) -> Result<(), Failure> {
    if output.json {
        return output.json(properties);
    }
    let mut table = Table::new(&[("NAME", Align::Left), ("VALUE", Align::Left), ("FROM", Align::Left)]);
    let destination = properties.destination.as_ref().map_or("", |destination| &destination.name);
    for property in &properties.properties {
        table.row([property.name.clone(), value(property), from(property, destination)]);
    }
    output.table(&table)?;
    tell(output, &properties.findings);
    Ok(())
}

fn value(property: &Property) -> String {
    let Some(facts) = &property.credential else {
        return property.value.clone().or_else(|| property.inherited.clone()).unwrap_or_default();
    };
    let mut said = vec![format!("entered {}", when::age(&facts.set_at.to_string()))];
    if let Some(certificate) = &facts.certificate {
        said.push(match certificate.days_left {
            ..0 => format!("{}, has ended", certificate.subject),
            days => format!("{}, ends in {days} d", certificate.subject),
        });
    }
    if facts.other_host {
        said.push("the host changed: enter it again".into());
    } else if facts.lost {
        said.push("not kept from run to run".into());
    }
    format!("{DOTS} ({})", said.join("; "))
}

fn from(property: &Property, destination: &str) -> String {
    let inherited =
        property.credential.as_ref().map_or(property.inherited.is_some(), |facts| facts.inherited);
    match (inherited, property.value.is_some()) {
        (true, true) => format!("here, over destination {destination}"),
        (true, false) => format!("destination {destination}"),
        (false, _) => String::new(),
    }
}

pub fn tell(output: &Output, findings: &[PropertyFinding]) {
    for finding in findings {
        output.note(&format!(
            "{}: {}: {} {}",
            severity(finding.severity),
            finding.property,
            finding.text.message,
            finding.mend.message
        ));
    }
}

async fn save(app: &App, output: &Output, owner: &str, edit: PropertiesEdit) -> Result<(), Failure> {
    let changed = edit.properties.len() + edit.credentials.len();
    let saved = properties_save(app, owner, edit).await?;
    if output.json {
        return output.json(&saved);
    }
    output.note(&format!("Changed {changed} {}.", if changed == 1 { "property" } else { "properties" }));
    tell(output, &saved.findings);
    Ok(())
}

impl Set {
    fn edit(&self) -> Result<PropertiesEdit, Failure> {
        let mut edit = PropertiesEdit::default();
        let known = known_properties();
        for text in &self.values {
            let Some((name, value)) = text.split_once('=') else {
                return Err(Failure::usage("a property has no \"=\"", "Write it as NAME=VALUE."));
            };
            if is_credential(&known, name) {
                return Err(Failure::usage(
                    format!(
                        "{name} is a credential, which is no argument: others on this computer see those"
                    ),
                    format!(
                        "Give it with --credential {name} and --from-stdin, --from-file FILE or --from-env VARIABLE."
                    ),
                ));
            }
            edit.properties.insert(name.to_owned(), Some(value.to_owned()));
        }
        if let Some(name) = &self.credential {
            edit.credentials.insert(name.clone(), Some(self.source.read()?));
        }
        if let Some(path) = &self.certificate {
            let name = path.display().to_string();
            edit.certificate =
                Some(std::fs::read_to_string(path).map_err(|error| Failure::io(&name, &error))?);
        }
        if edit == PropertiesEdit::default() {
            return Err(Failure::usage("there is nothing to set", "Give NAME=VALUE, or --credential NAME."));
        }
        Ok(edit)
    }
}

impl Source {
    fn read(&self) -> Result<String, Failure> {
        if let Some(path) = &self.from_file {
            return from_file(path);
        }
        if let Some(variable) = &self.from_env {
            let value = std::env::var(variable).unwrap_or_default();
            return limited(value.as_bytes(), &format!("the variable {variable}"));
        }
        limited(io::stdin().lock(), "stdin")
    }
}

fn is_credential(known: &[KnownProperty], name: &str) -> bool {
    known.iter().any(|one| one.name == name && one.kind == PropertyKind::Credential)
}

/// Takes away what is the owner's own.
fn unset(before: &Properties, names: Vec<String>) -> Result<PropertiesEdit, Failure> {
    let own: BTreeMap<&str, &Property> =
        before.properties.iter().map(|property| (property.name.as_str(), property)).collect();
    let mut edit = PropertiesEdit::default();
    for name in names {
        let kept = |property: &&Property| property.credential.as_ref().is_some_and(|facts| !facts.inherited);
        match own.get(name.as_str()) {
            Some(property) if kept(property) => drop(edit.credentials.insert(name, None)),
            Some(property) if property.value.is_some() => drop(edit.properties.insert(name, None)),
            Some(_) => {
                return Err(Failure::usage(
                    format!("{name} is the destination's"),
                    "`zonedesk destinations property unset` takes it away for every system that uses it.",
                ));
            }
            None => {
                return Err(Failure::usage(
                    format!("{name} is not set"),
                    "`property list` shows what is; names count with their case.",
                ));
            }
        }
    }
    Ok(edit)
}

fn known(output: &Output) -> Result<(), Failure> {
    let known = known_properties();
    if output.json {
        return output.json(&known);
    }
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("KIND", Align::Left),
        ("DEFAULT", Align::Left),
        ("WHAT FOR", Align::Left),
    ]);
    for one in known {
        let name = if one.prefix { format!("{}NAME", one.name) } else { one.name };
        let kind = match one.category {
            PropertyCategory::Connection => "connection",
            PropertyCategory::IdentityProviders => "identity providers",
            PropertyCategory::Provisioning => "provisioning",
            PropertyCategory::Limits => "limits",
            PropertyCategory::Free => "free",
        };
        table.row([name, kind.into(), one.default.unwrap_or_default(), one.help.message]);
    }
    output.table(&table)
}
