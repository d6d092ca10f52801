use clap::{Subcommand, ValueEnum};
use zonedesk_app::api::{
    Change, MemberQuery, MemberRow, RoleCollectionChip, RoleCollectionDetail, RoleCollectionFilter,
    RoleCollectionQuery, RoleCollectionRow, Sort,
};
use zonedesk_app::{App, grouped, role_collections};

use super::refresh;
use super::systems::fields;
use super::users::sort;
use crate::changes::{self, Apply};
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table};
use crate::{pick, when};

/// Rows asked for at once.
const PAGE: u32 = 1000;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List role collections from the snapshot; reads the account first where there is none
    #[command(visible_alias = "ls")]
    List(Chosen),
    /// Show a role collection with its members
    Show {
        /// Id or name of the system
        system: String,
        /// Id or name
        role_collection: String,
    },
    /// Create a role collection; its roles are added in SAP BTP Cockpit
    Create {
        /// Id or name of the system
        system: String,
        name: String,
        #[arg(long, default_value = "", hide_default_value = true)]
        description: String,
        #[command(flatten)]
        apply: Apply,
    },
    /// Change the description of a role collection
    Update {
        /// Id or name of the system
        system: String,
        /// Id or name
        role_collection: String,
        #[arg(long)]
        description: String,
        #[command(flatten)]
        apply: Apply,
    },
    /// Delete role collections; their roles cannot be brought back
    #[command(visible_alias = "rm")]
    Delete {
        /// Id or name of the system
        system: String,
        /// Ids or names
        #[arg(required = true)]
        role_collections: Vec<String>,
        #[command(flatten)]
        apply: Apply,
    },
}

/// Which role collections of which system, in which order.
#[derive(Debug, clap::Args)]
pub struct Chosen {
    /// Id or name of the system
    system: String,
    /// Part of name or description; with "=" before it exactly
    #[arg(long, default_value = "", hide_default_value = true)]
    search: String,
    /// "administrators": SAP's default ones that administer; "nested": those that contain others
    #[arg(long, value_enum, default_value_t = Which::All)]
    only: Which,
    /// Column, with "-" before it descending; may be given several times
    #[arg(long = "sort", value_name = "COLUMN", default_value = "name", allow_hyphen_values = true)]
    sort: Vec<String>,
    /// Read the account first
    #[arg(long)]
    refresh: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    All,
    NoMembers,
    Administrators,
    Nested,
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::List(arguments) => list(app, output, arguments).await,
        Verb::Show { system, role_collection } => {
            let system = pick::account(app, &system).await?;
            refresh::before_list(app, output, &system, false).await?;
            let row = pick::role_collection(app, &system, &role_collection).await?;
            show(app, output, &system.id, &row.id).await
        }
        Verb::Create { system, name, description, apply } => {
            let system = changes::prepared(app, output, &system).await?.id;
            changes::run(app, output, Change::CreateRoleCollection { system, name, description }, &apply)
                .await
        }
        Verb::Update { system, role_collection, description, apply } => {
            let system = changes::prepared(app, output, &system).await?;
            let id = pick::role_collection(app, &system, &role_collection).await?.id;
            let change = Change::EditRoleCollection { system: system.id, id, description };
            changes::run(app, output, change, &apply).await
        }
        Verb::Delete { system, role_collections, apply } => {
            let system = changes::prepared(app, output, &system).await?;
            let mut ids = Vec::new();
            for text in &role_collections {
                ids.push(pick::role_collection(app, &system, text).await?.id);
            }
            changes::run(app, output, Change::DeleteRoleCollections { system: system.id, ids }, &apply).await
        }
    }
}

/// Id of the system, read where it was not yet; filter and order.
pub async fn chosen(
    app: &App,
    output: &Output,
    which: Chosen,
) -> Result<(String, RoleCollectionFilter, Vec<Sort>), Failure> {
    let system = pick::account(app, &which.system).await?;
    refresh::before_list(app, output, &system, which.refresh).await?;
    let filter = RoleCollectionFilter {
        search: which.search,
        chip: match which.only {
            Which::All => RoleCollectionChip::All,
            Which::NoMembers => RoleCollectionChip::NoMembers,
            Which::Administrators => RoleCollectionChip::Administrators,
            Which::Nested => RoleCollectionChip::Nested,
        },
    };
    Ok((system.id, filter, sort(&which.sort)))
}

async fn list(app: &App, output: &Output, which: Chosen) -> Result<(), Failure> {
    let (system, filter, sort) = chosen(app, output, which).await?;
    let mut query = RoleCollectionQuery { system, filter, sort, offset: 0, limit: PAGE };
    let mut rows: Vec<RoleCollectionRow> = Vec::new();
    loop {
        let page = role_collections::role_collections_page(app, &query).await?;
        query.offset += page.rows.len() as u32;
        let last = page.rows.is_empty() || u64::from(query.offset) >= page.total;
        rows.extend(page.rows);
        if last {
            break;
        }
    }
    if output.json {
        return output.json(&rows);
    }
    if rows.is_empty() {
        output.note("No role collection matches.");
        return Ok(());
    }
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("MEMBERS", Align::Right),
        ("NESTED", Align::Right),
        ("UPDATED", Align::Left),
        ("DESCRIPTION", Align::Left),
    ]);
    for row in rows {
        table.row([
            row.name,
            grouped(row.members.into()),
            grouped(row.nested.into()),
            row.updated.map_or_else(String::new, |moment| when::local(&moment.to_string())),
            row.description,
        ]);
    }
    output.table(&table)
}

async fn show(app: &App, output: &Output, system: &str, id: &str) -> Result<(), Failure> {
    let detail = role_collections::role_collection(app, system, id).await?;
    if output.json {
        return output.json(&detail);
    }
    let members = members(app, system, id).await?;
    let mut text = sheet(&detail);
    if !members.is_empty() {
        text.push('\n');
        text.push_str(&output.render(&members_table(&members)));
    }
    output.text(&text)
}

fn sheet(detail: &RoleCollectionDetail) -> String {
    let names = |refs: &[zonedesk_app::api::RoleCollectionRef]| {
        refs.iter().map(|other| other.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    fields(&[
        ("Name", detail.row.name.clone()),
        ("Id", detail.row.id.clone()),
        ("Description", detail.row.description.clone()),
        ("Members", grouped(detail.row.members.into())),
        ("Contains", names(&detail.nested)),
        ("Part of", names(&detail.part_of)),
        ("Version", detail.version.to_string()),
        ("Roles", "not visible through this API".into()),
    ])
}

/// All members of a role collection, users and role collections.
pub async fn members(app: &App, system: &str, id: &str) -> Result<Vec<MemberRow>, Failure> {
    let mut query = MemberQuery {
        system: system.to_owned(),
        role_collection: id.to_owned(),
        limit: PAGE,
        ..MemberQuery::default()
    };
    let mut rows = Vec::new();
    loop {
        let page = role_collections::members_page(app, &query).await?;
        query.offset += page.rows.len() as u32;
        let last = page.rows.is_empty() || u64::from(query.offset) >= page.total;
        rows.extend(page.rows);
        if last {
            return Ok(rows);
        }
    }
}

pub fn members_table(members: &[MemberRow]) -> Table {
    let mut table =
        Table::new(&[("MEMBER", Align::Left), ("USER NAME", Align::Left), ("ORIGIN", Align::Left)]);
    for member in members {
        let user_name = if member.user_name.is_empty() {
            "(role collection)".to_owned()
        } else {
            member.user_name.clone()
        };
        table.row([member.name.clone(), user_name, member.origin.clone()]);
    }
    table
}
