//! Lists and single resources.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::Value;
use zonedesk_scim::filter::Filter;
use zonedesk_transform::{Operation, RunError};
use zonedesk_xsuaa::{Answer, PAGE};

use crate::context::{Context, etag, names_version, version};
use crate::filter::{Plan, holds};
use crate::kind::Kind;
use crate::listing::Listing;
use crate::page::{List, Page};
use crate::problem::Problem;
use crate::query::{Asked, total};
use crate::reply::Reply;
use crate::rules::Ready;
use crate::select::{Look, Members, Select};
use crate::walks::{Content, Part, Walk};

/// Bytes that an entity becomes longer by, at most as a rule: location and type, the schema's longer name.
const ADDED: usize = 256;

/// `GET /Users`, `GET /Groups` and `POST …/.search`.
pub async fn list(cx: &Context, kind: Kind, asked: &Asked) -> Result<Reply, Problem> {
    let ready = reading(cx, kind)?;
    let attributes = &cx.rules.side(kind).attributes;
    let plan = match &asked.filter {
        Some(text) => Plan::of(text, attributes, kind)?,
        None => Plan::default(),
    };
    let sort_by = match &asked.sort_by {
        Some(name) => sorted_by(cx, kind, name)?,
        None => List::usual_order(kind).to_owned(),
    };
    let answer = planned(cx, ready, kind, asked, &plan, &sort_by).await;
    match (answer, &asked.filter) {
        // Not every XSUAA filters role collections.
        (Err(problem), Some(text))
            if problem.status == 400 && problem.scim_type != Some("tooMany") && plan.pushed.is_some() =>
        {
            planned(cx, ready, kind, asked, &Plan::unpushed(text, kind)?, &sort_by).await
        }
        (answer, _) => answer,
    }
}

fn reading(cx: &Context, kind: Kind) -> Result<&Ready, Problem> {
    let ready = cx.rules.read(kind)?;
    if ready.entity.skip_operations.contains(&Operation::Read) {
        let told = format!("The read transformation skips the operation \"read\" of {}s.", kind.word());
        return Err(Problem::new(403, told));
    }
    Ok(ready)
}

/// The account's name of what is sorted by.
fn sorted_by(cx: &Context, kind: Kind, name: &str) -> Result<String, Problem> {
    let refused =
        || Problem::bad("invalidValue", format!("The account cannot sort {}s by {name:?}.", kind.word()));
    let attr = name.parse().map_err(|_| refused())?;
    let column = cx.rules.side(kind).attributes.column(&attr).ok_or_else(refused)?;
    let own = column.attr.to_string();
    let sortable: &[(&str, &str)] = match kind {
        Kind::Users => &[
            ("id", "id"),
            ("userName", "userName"),
            ("emails.value", "email"),
            ("familyName", "familyName"),
            ("givenName", "givenName"),
            ("origin", "origin"),
            ("active", "active"),
            ("meta.created", "created"),
            ("meta.lastModified", "lastModified"),
        ],
        Kind::Groups => &[("displayName", "displayName")],
    };
    let found = sortable.iter().find(|(attr, _)| *attr == own);
    found.map(|(_, column)| (*column).to_owned()).ok_or_else(refused)
}

async fn planned(
    cx: &Context,
    ready: &Ready,
    kind: Kind,
    asked: &Asked,
    plan: &Plan,
    sort_by: &str,
) -> Result<Reply, Problem> {
    let filter = Filter::all(cx.rules.always(kind)?.into_iter().chain(plan.pushed.clone()));
    let list = List {
        kind,
        filter: filter.map(|filter| filter.to_string()),
        sort_by: sort_by.to_owned(),
        descending: asked.descending,
    };
    if plan.single || plan.rest.is_some() {
        let found = scan(cx, ready, &list, plan.rest.as_ref()).await?;
        if plan.single && found.len() > 1 && !cx.rules.single_as_list() {
            let told = format!(
                "The filter asks for one {}, but {} meet it (one person may have several origins).",
                kind.word(),
                found.len()
            );
            return Err(Problem::bad("tooMany", told));
        }
        let from = usize::try_from(asked.start - 1).unwrap_or(usize::MAX);
        let count = usize::try_from(asked.count).unwrap_or(usize::MAX);
        let shown: Vec<_> = found.iter().skip(from).take(count).collect();
        let mut listing = Listing::new(shown.iter().map(|entity| entity.len()).sum());
        let look = Look { kind, location: &cx.location(kind), prefix: "", select: &asked.select };
        for entity in &shown {
            listing.add(|out| {
                look.rewrite(entity, out);
                true
            });
        }
        return Ok(answered(cx, listing, found.len() as u64, asked.start, shown.len() as u64));
    }
    let (walks, writes) = (&cx.proxy.walks, &cx.memory.writes);
    if asked.count == 0 {
        let page = walks.page(cx.served.id, &cx.backend, writes, &list.call(1, 0)).await?;
        return Ok(Listing::new(0).reply(page.total, asked.start, 0));
    }
    let walk = Walk { system: cx.served.id, consumer: cx.consumer.clone(), list };
    // Where somebody looks at what the transformation does, it must do it.
    let by = (!cx.notes.notes_next_run()).then(|| cx.maker(kind, &asked.select));
    let mut stretch = walks.read(walk, &cx.backend, writes, asked.start, asked.count, by.as_ref()).await?;
    // What was read ahead is made ready once, for all the pages of the consumer that are cut out of it.
    for Part { held, content, count, .. } in &mut stretch.parts {
        let Content::Page(page) = content else { continue };
        let by = by.as_ref().filter(|_| *count < page.len());
        if let Some(shown) = by.and_then(|by| cx.shown(page, by, ready, kind)) {
            let shown = Arc::new(shown);
            held.show(shown.clone(), walks.has_room());
            *content = Content::Shown(shown);
        }
    }
    cx.notes.turn(cx.proxy.outbox.turn(stretch.bytes()).await);
    let items = stretch.len();
    let mut listing = Listing::new(stretch.bytes() + usize::try_from(items).unwrap_or_default() * ADDED);
    for Part { content, from, count, .. } in stretch.parts {
        match content {
            Content::Shown(shown) => {
                let (seen, written) = shown.stretch(from, count);
                cx.notes.read.fetch_add(u32::try_from(count).unwrap_or(u32::MAX), Ordering::Relaxed);
                listing.add_written(seen, written);
            }
            Content::Page(page) => {
                let mut read = cx.outline_reader(page.outlined(), ready, kind, &asked.select);
                for number in from..from + count {
                    listing.add(|out| shown(cx, &mut read, &page, number, out));
                }
            }
        }
    }
    let has_condition = ready.entity.condition.is_some();
    let told = total(asked, items, listing.count, stretch.total, has_condition);
    Ok(answered(cx, listing, told, asked.start, items))
}

/// [`Listing::reply`], noted.
fn answered(cx: &Context, listing: Listing, total: u64, start: u64, items: u64) -> Reply {
    cx.notes.shown.store(u32::try_from(listing.count).unwrap_or(u32::MAX), Ordering::Relaxed);
    listing.reply(total, start, items)
}

/// Appends an entity of a list as the consumer sees it, and says whether it did: not one that does not meet the
/// condition, nor one that fails, which is logged.
fn shown(
    cx: &Context,
    read: &mut impl FnMut(usize, &mut Vec<u8>) -> Result<bool, RunError>,
    page: &Page,
    number: usize,
    out: &mut Vec<u8>,
) -> bool {
    read(number, out).unwrap_or_else(|failure| {
        let raw = page.entities().nth(number).unwrap_or_default();
        let id = Members::of(raw.as_bytes()).and_then(|members| members.text("id")).unwrap_or_default();
        let system = &cx.served.name;
        tracing::warn!(system, id, %failure, "an entity is left out: the read transformation failed");
        false
    })
}

/// All entities that meet what the account cannot be asked, over a bounded read.
async fn scan(
    cx: &Context,
    ready: &Ready,
    list: &List,
    rest: Option<&Filter>,
) -> Result<Vec<Vec<u8>>, Problem> {
    let limit = cx.rules.scan_limit();
    let (mut found, mut start) = (Vec::new(), 1);
    loop {
        let call = list.call(start, PAGE);
        let page = cx.proxy.walks.page(cx.served.id, &cx.backend, &cx.memory.writes, &call).await?;
        if page.total > limit {
            let told = format!(
                "The filter cannot be answered by the account, and {} {}s are more than the {limit} that are searched \
                 (property proxy.filter.scan.limit).",
                page.total,
                list.kind.word()
            );
            return Err(Problem::bad("tooMany", told));
        }
        {
            let mut read = cx.outline_reader(page.outlined(), ready, list.kind, &Select::All);
            for number in 0..page.len() {
                let mut entity = Vec::with_capacity(page.length() / page.len() + 64);
                let meets = |entity: &[u8]| {
                    let value = || serde_json::from_slice::<Value>(entity).ok();
                    rest.is_none_or(|rest| value().is_some_and(|value| holds(rest, &value)))
                };
                if shown(cx, &mut read, &page, number, &mut entity) && meets(&entity) {
                    found.push(entity);
                }
            }
        }
        start += page.len() as u64;
        if page.len() == 0 || start > page.total {
            return Ok(found);
        }
    }
}

/// `GET /Users/{id}` and `GET /Groups/{id}`.
pub async fn one(
    cx: &Context,
    kind: Kind,
    id: &str,
    select: &Select,
    if_none_match: Option<&str>,
) -> Result<Reply, Problem> {
    reading(cx, kind)?;
    let origins = origins(cx, kind)?;
    let answer = cx.proxy.walks.resource(cx.served.id, &cx.backend, &cx.memory.writes, kind, id).await?;
    of_origins(origins, kind, id, &answer)?;
    // The version of a group stays as it is when members come or leave one by one.
    if let Some(header) = if_none_match.filter(|_| kind == Kind::Users)
        && let Some(version) = version(&answer)
        && names_version(header, version)
    {
        return Ok(Reply::empty(304).with("etag", etag(version)));
    }
    cx.resource(200, kind, &answer, select).map_err(|problem| match problem.status {
        404 => Problem::no_entity(kind, id),
        _ => problem,
    })
}

/// A resource of the account as it is now, if it is one that this system shows: a user of another origin is none.
pub async fn stored(cx: &Context, kind: Kind, id: &str) -> Result<Answer, Problem> {
    let origins = origins(cx, kind)?;
    let answer = cx.backend.one(kind, id).await?;
    of_origins(origins, kind, id, &answer)?;
    Ok(answer)
}

fn origins(cx: &Context, kind: Kind) -> Result<Option<Vec<&str>>, Problem> {
    match kind {
        Kind::Users => cx.rules.origins(),
        Kind::Groups => Ok(None),
    }
}

fn of_origins(origins: Option<Vec<&str>>, kind: Kind, id: &str, answer: &Answer) -> Result<(), Problem> {
    let Some(origins) = origins else { return Ok(()) };
    let own = Members::of(&answer.body).and_then(|members| members.text("origin")).unwrap_or_default();
    if origins.iter().any(|origin| origin.eq_ignore_ascii_case(&own)) {
        return Ok(());
    }
    Err(Problem::no_entity(kind, id))
}
