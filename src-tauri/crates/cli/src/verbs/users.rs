use clap::{Subcommand, ValueEnum};
use zonedesk_app::api::{
    Change, PeoplePurpose, Sort, Timestamp, UserChip, UserDetail, UserDraft, UserFilter, UserQuery, UserRow,
    UserSelection, UserState,
};
use zonedesk_app::{App, users};

use super::systems::fields;
use super::{people, refresh, why};
use crate::changes::{self, Apply};
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table};
use crate::{pick, when};

/// Rows asked for at once.
const PAGE: u32 = 1000;

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List users from the snapshot; reads the account first where there is none
    #[command(visible_alias = "ls")]
    List(Box<List>),
    /// Show a user
    Show {
        /// Id or name of the system
        system: String,
        /// Id or user name
        user: String,
        /// Where two users have the name
        #[arg(long)]
        origin: Option<String>,
        /// As the snapshot had it then: "2d", "12h" or "30m" ago, a day, or RFC 3339. One that is gone, by id
        #[arg(long, value_name = "WHEN", value_parser = when::moment)]
        at: Option<Timestamp>,
    },
    /// Say who granted each role collection of a user: direct, through others, or unknown
    Why {
        /// Id, user name, e-mail address or full name
        user: String,
        /// Id or name; every account that was read without
        #[arg(long)]
        system: Option<String>,
    },
    /// Create and change users as a CSV or XLSX file says; an empty cell leaves a value as it is
    Import {
        /// Id or name of the system
        system: String,
        #[command(flatten)]
        file: Box<people::File>,
    },
    /// Create a user
    Create(Box<Create>),
    /// Change a user
    Update(Box<Update>),
    /// Delete users, with their assignments
    #[command(visible_alias = "rm")]
    Delete {
        /// Id or name of the system
        system: String,
        /// Ids or user names
        #[arg(required = true)]
        users: Vec<String>,
        /// Where two users have the name
        #[arg(long)]
        origin: Option<String>,
        #[command(flatten)]
        apply: Apply,
    },
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    which: Chosen,
    /// At most so many
    #[arg(long)]
    limit: Option<u32>,
}

/// Which users of which system, in which order.
#[derive(Debug, clap::Args)]
pub struct Chosen {
    /// Id or name of the system
    system: String,
    /// Part of name, user name, e-mail or id; with "=" before it exactly
    #[arg(long, default_value = "", hide_default_value = true)]
    search: String,
    /// May be given several times
    #[arg(long = "origin", value_name = "ORIGIN")]
    origins: Vec<String>,
    /// "inactive": no logon for longer than the days in Settings; "two-origins": the person is there twice
    #[arg(long, value_enum, default_value_t = Which::All)]
    only: Which,
    /// Members of this role collection, by id or name
    #[arg(long, value_name = "NAME")]
    role_collection: Option<String>,
    /// Column, with "-" before it descending; may be given several times
    #[arg(long = "sort", value_name = "COLUMN", default_value = "userName", allow_hyphen_values = true)]
    sort: Vec<String>,
    /// Read the account first
    #[arg(long)]
    refresh: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    All,
    Business,
    Platform,
    Inactive,
    NeverLoggedOn,
    TwoOrigins,
    Deactivated,
}

#[derive(Debug, clap::Args)]
pub struct Create {
    /// Id or name of the system
    system: String,
    user_name: String,
    /// Key of the identity provider
    #[arg(long)]
    origin: String,
    /// [default: the user name, where it is an address]
    #[arg(long)]
    email: Option<String>,
    #[arg(long, default_value = "", hide_default_value = true)]
    given_name: String,
    #[arg(long, default_value = "", hide_default_value = true)]
    family_name: String,
    #[arg(long, default_value = "", hide_default_value = true)]
    external_id: String,
    #[arg(long, default_value = "", hide_default_value = true)]
    phone_number: String,
    #[arg(long)]
    inactive: bool,
    /// To be assigned, by id or name; may be given several times
    #[arg(long = "role-collection", value_name = "NAME")]
    role_collections: Vec<String>,
    #[command(flatten)]
    apply: Apply,
}

#[derive(Debug, clap::Args)]
pub struct Update {
    /// Id or name of the system
    system: String,
    /// Id or user name
    user: String,
    /// Where two users have the name
    #[arg(long)]
    origin: Option<String>,
    /// New user name
    #[arg(long)]
    user_name: Option<String>,
    #[arg(long)]
    email: Option<String>,
    #[arg(long)]
    given_name: Option<String>,
    #[arg(long)]
    family_name: Option<String>,
    #[arg(long)]
    external_id: Option<String>,
    #[arg(long)]
    phone_number: Option<String>,
    #[arg(long, conflicts_with = "deactivate")]
    activate: bool,
    #[arg(long)]
    deactivate: bool,
    #[command(flatten)]
    apply: Apply,
}

pub async fn run(app: &App, output: &Output, verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::List(arguments) => list(app, output, *arguments).await,
        Verb::Show { system, user, origin, at: Some(at) } => {
            let system = pick::system(app, &system).await?;
            super::differences::user_at(app, output, &system, &user, origin.as_deref(), at).await
        }
        Verb::Show { system, user, origin, at: None } => {
            let system = pick::account(app, &system).await?;
            refresh::before_list(app, output, &system, false).await?;
            let row = pick::user(app, &system, &user, origin.as_deref()).await?;
            show(output, &users::user(app, &system.id, &row.id).await?)
        }
        Verb::Why { user, system } => why::run(app, output, &user, system.as_deref()).await,
        Verb::Import { system, file } => {
            let system = changes::prepared(app, output, &system).await?;
            people::run(app, output, system.id, PeoplePurpose::Users, false, *file).await
        }
        Verb::Create(arguments) => create(app, output, *arguments).await,
        Verb::Update(arguments) => update(app, output, *arguments).await,
        Verb::Delete { system, users, origin, apply } => {
            let system = changes::prepared(app, output, &system).await?;
            let mut ids = Vec::new();
            for user in &users {
                ids.push(pick::user(app, &system, user, origin.as_deref()).await?.id);
            }
            let change = Change::DeleteUsers { system: system.id, users: UserSelection::Ids { ids } };
            changes::run(app, output, change, &apply).await
        }
    }
}

async fn list(app: &App, output: &Output, arguments: List) -> Result<(), Failure> {
    let (system, filter, sort) = chosen(app, output, arguments.which).await?;
    let mut query = UserQuery { system, filter, sort, offset: 0, limit: PAGE };
    let wanted = arguments.limit.unwrap_or(u32::MAX);
    let mut rows = Vec::new();
    let total = loop {
        query.limit = PAGE.min(wanted - query.offset);
        let page = users::users_page(app, &query).await?;
        query.offset += page.rows.len() as u32;
        let last = page.rows.is_empty() || u64::from(query.offset) >= page.total || query.offset >= wanted;
        rows.extend(page.rows);
        if last {
            break page.total;
        }
    };
    if output.json {
        return output.json(&rows);
    }
    if rows.is_empty() {
        output.note("No user matches.");
        return Ok(());
    }
    output.table(&table(&rows))?;
    if (rows.len() as u64) < total {
        output.note(&format!("{} of {total} users.", rows.len()));
    }
    Ok(())
}

/// Id of the system, read where it was not yet; filter and order.
pub async fn chosen(
    app: &App,
    output: &Output,
    which: Chosen,
) -> Result<(String, UserFilter, Vec<Sort>), Failure> {
    let system = pick::account(app, &which.system).await?;
    refresh::before_list(app, output, &system, which.refresh).await?;
    let role_collection = match &which.role_collection {
        Some(text) => Some(pick::role_collection(app, &system, text).await?.id),
        None => None,
    };
    let filter = UserFilter {
        search: which.search,
        chip: match which.only {
            Which::All | Which::Deactivated => UserChip::All,
            Which::Business => UserChip::Business,
            Which::Platform => UserChip::Platform,
            Which::Inactive => UserChip::Inactive,
            Which::NeverLoggedOn => UserChip::NeverLoggedOn,
            Which::TwoOrigins => UserChip::TwoOrigins,
        },
        origins: which.origins,
        role_collection,
        state: (which.only == Which::Deactivated).then_some(UserState::Deactivated),
    };
    Ok((system.id, filter, sort(&which.sort)))
}

/// `-lastLogon`: descending.
pub fn sort(columns: &[String]) -> Vec<Sort> {
    let key = |column: &String| match column.strip_prefix('-') {
        Some(column) => Sort { column: column.to_owned(), descending: true },
        None => Sort { column: column.clone(), descending: false },
    };
    columns.iter().map(key).collect()
}

fn table(rows: &[UserRow]) -> Table {
    let mut table = Table::new(&[
        ("NAME", Align::Left),
        ("USER NAME", Align::Left),
        ("ORIGIN", Align::Left),
        ("ROLE COLLECTIONS", Align::Right),
        ("DIRECT", Align::Right),
        ("LAST LOGON", Align::Left),
        ("STATE", Align::Left),
    ]);
    for row in rows {
        table.row([
            row.name.clone(),
            row.user_name.clone(),
            row.origin.clone(),
            row.role_collections.to_string(),
            row.direct_role_collections.to_string(),
            row.last_logon.map_or_else(|| "never".into(), |moment| when::local(&moment.to_string())),
            state(row.state).into(),
        ]);
    }
    table
}

fn state(state: UserState) -> &'static str {
    match state {
        UserState::Active => "active",
        UserState::Inactive => "inactive",
        UserState::NeverLoggedOn => "never logged on",
        UserState::Deactivated => "deactivated",
    }
}

/// As text, for a person.
pub fn sheet(user: &UserDetail) -> String {
    let row = &user.row;
    let moment = |moment: Option<String>, none: &str| {
        moment.map_or_else(|| none.to_owned(), |moment| when::local(&moment))
    };
    let mut text = fields(&[
        ("Name", row.name.clone()),
        ("User name", row.user_name.clone()),
        ("Origin", row.origin.clone()),
        ("E-mail", row.email.clone()),
        ("Id", row.id.clone()),
        ("External id", row.external_id.clone().unwrap_or_default()),
        ("Phone", user.phone_numbers.join(", ")),
        ("State", state(row.state).into()),
        ("Last logon", moment(row.last_logon.map(|at| at.to_string()), "never")),
        ("Created", moment(row.created.map(|at| at.to_string()), "")),
        ("Updated", moment(row.updated.map(|at| at.to_string()), "")),
        ("Version", user.version.to_string()),
    ]);
    if !user.grants.is_empty() {
        text.push_str("\nRole collections:\n");
    }
    for grant in &user.grants {
        let (name, how) = (crate::table::plain(&grant.name), why::how(&grant.granted));
        text.push_str(&format!("  {name}  ({how})\n"));
    }
    if !user.others.is_empty() {
        text.push_str("\nThe same person elsewhere:\n");
    }
    for other in &user.others {
        text.push_str(&format!("  {}  ({})\n", crate::table::plain(&other.system_name), other.origin));
    }
    text
}

fn show(output: &Output, user: &UserDetail) -> Result<(), Failure> {
    if output.json { output.json(user) } else { output.text(&sheet(user)) }
}

async fn create(app: &App, output: &Output, create: Create) -> Result<(), Failure> {
    let system = changes::prepared(app, output, &create.system).await?;
    let email = match create.email {
        Some(email) => email,
        None if create.user_name.contains('@') => create.user_name.clone(),
        None => {
            return Err(Failure::usage("the user needs an e-mail address", "Add --email ADDRESS."));
        }
    };
    let mut role_collections = Vec::new();
    for name in &create.role_collections {
        role_collections.push(pick::role_collection(app, &system, name).await?.id);
    }
    let user = UserDraft {
        user_name: create.user_name,
        origin: create.origin,
        email,
        given_name: create.given_name,
        family_name: create.family_name,
        external_id: create.external_id,
        phone_number: create.phone_number,
        active: !create.inactive,
    };
    changes::run(app, output, Change::CreateUser { system: system.id, user, role_collections }, &create.apply)
        .await
}

async fn update(app: &App, output: &Output, update: Update) -> Result<(), Failure> {
    let system = changes::prepared(app, output, &update.system).await?;
    let row = pick::user(app, &system, &update.user, update.origin.as_deref()).await?;
    let now = users::user(app, &system.id, &row.id).await?;
    let user = UserDraft {
        user_name: update.user_name.unwrap_or(row.user_name),
        origin: row.origin,
        email: update.email.unwrap_or(row.email),
        given_name: update.given_name.unwrap_or(now.given_name),
        family_name: update.family_name.unwrap_or(now.family_name),
        external_id: update.external_id.unwrap_or(row.external_id.unwrap_or_default()),
        phone_number: update
            .phone_number
            .unwrap_or_else(|| now.phone_numbers.first().cloned().unwrap_or_default()),
        active: match (update.activate, update.deactivate) {
            (true, _) => true,
            (_, true) => false,
            _ => row.active,
        },
    };
    changes::run(app, output, Change::EditUser { system: system.id, id: row.id, user }, &update.apply).await
}
