use zonedesk_app::api::{
    Difference, DifferenceAct, DifferenceKind, DifferenceQuery, PastUser, SystemNode, Timestamp,
};
use zonedesk_app::{App, differences};

use super::systems::fields;
use crate::failure::Failure;
use crate::output::Output;
use crate::table::{Align, Table, plain};
use crate::{pick, when};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Id or name
    system: String,
    /// What became known after this moment: "2d", "12h" or "30m" ago, a day, or RFC 3339
    #[arg(long, value_name = "WHEN", value_parser = when::moment)]
    since: Option<Timestamp>,
    /// And not after this one
    #[arg(long, value_name = "WHEN", value_parser = when::moment)]
    until: Option<Timestamp>,
    /// Only what was done outside Zonedesk
    #[arg(long)]
    outside: bool,
    /// Only of this user, by id or user name, or role collection, by id
    #[arg(long, value_name = "ID")]
    of: Option<String>,
    #[arg(long, default_value_t = 100)]
    limit: u32,
}

pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let system = pick::system(app, &arguments.system).await?;
    let entity = match arguments.of {
        Some(of) => Some(id(app, &system, &of, None).await?),
        None => None,
    };
    let query = DifferenceQuery {
        system: system.id,
        change_set: None,
        since: arguments.since,
        until: arguments.until,
        outside: arguments.outside,
        entity,
        offset: 0,
        limit: arguments.limit,
    };
    let page = differences::differences(app, query).await?;
    if output.json {
        return output.json(&page);
    }
    match page.known_since {
        None => output.note("The account was not read whole yet."),
        Some(known) if arguments.since.is_none_or(|since| since < known) => {
            output.note(&format!("Known since {}.", when::local(&known.to_string())));
        }
        Some(_) => {}
    }
    if page.rows.is_empty() {
        output.note("Nothing changed.");
        return Ok(());
    }
    let mut table = Table::new(&[
        ("KNOWN", Align::Left),
        ("BY", Align::Left),
        ("WHAT", Align::Left),
        ("FIELDS", Align::Left),
    ]);
    for row in &page.rows {
        let by = if row.own { "Zonedesk" } else { "outside" };
        table.row([when::local(&row.at.to_string()), by.into(), what(row), changed(row)]);
    }
    output.table(&table)?;
    if (page.rows.len() as u64) < page.total {
        output.note(&format!("{} of {} differences.", page.rows.len(), page.total));
    }
    Ok(())
}

/// The id of a user; the text itself where the snapshot has none of that name: it may be the id of one that is gone.
async fn id(app: &App, system: &SystemNode, text: &str, origin: Option<&str>) -> Result<String, Failure> {
    if system.refreshed_at.is_none() {
        return Ok(text.to_owned());
    }
    Ok(pick::user(app, system, text, origin).await.map_or_else(|_| text.to_owned(), |row| row.id))
}

fn what(row: &Difference) -> String {
    let act = match row.act {
        DifferenceAct::Added => "added",
        DifferenceAct::Changed => "changed",
        DifferenceAct::Removed => "removed",
    };
    let kind = match row.kind {
        DifferenceKind::User | DifferenceKind::Member => "user",
        DifferenceKind::RoleCollection | DifferenceKind::Nested => "role collection",
    };
    let origin = row.origin.as_ref().map_or_else(String::new, |origin| format!(" ({origin})"));
    match &row.holder {
        Some(holder) => {
            let way = if row.act == DifferenceAct::Removed { "removed from" } else { "added to" };
            format!("{kind} {}{origin} {way} {}", row.name, holder.name)
        }
        None => format!("{kind} {}{origin} {act}", row.name),
    }
}

fn changed(row: &Difference) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let field = |field: &zonedesk_app::api::FieldDifference| {
        format!("{}: {} → {}", field.name, value(&field.before), value(&field.after))
    };
    row.fields.iter().map(field).collect::<Vec<_>>().join(", ")
}

/// A user as it was.
pub async fn user_at(
    app: &App,
    output: &Output,
    system: &SystemNode,
    user: &str,
    origin: Option<&str>,
    at: Timestamp,
) -> Result<(), Failure> {
    let user = id(app, system, user, origin).await?;
    let past = differences::user_at(app, &system.id, &user, at).await?;
    if output.json {
        return output.json(&past);
    }
    if !past.exists {
        output.note("There was no such user.");
        return Ok(());
    }
    output.text(&sheet(&past))
}

fn sheet(past: &PastUser) -> String {
    let rows: Vec<(&str, String)> =
        past.attributes.iter().map(|one| (one.name.as_str(), one.value.clone())).collect();
    let mut text = fields(&rows);
    if !past.role_collections.is_empty() {
        text.push_str("\nMember of:\n");
    }
    for role_collection in &past.role_collections {
        text.push_str(&format!("  {}\n", plain(&role_collection.name)));
    }
    text
}
