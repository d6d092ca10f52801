//! Lists and single resources.

use std::sync::atomic::Ordering;

use serde_json::Value;
use zonedesk_scim::filter::Filter;
use zonedesk_transform::{Operation, RunError};
use zonedesk_xsuaa::PAGE;

use crate::context::{Context, etag, names_version, version};
use crate::filter::{Plan, holds};
use crate::kind::Kind;
use crate::page::{List, Page};
use crate::problem::{During, Problem};
use crate::query::{Asked, total};
use crate::reply::Reply;
use crate::rules::Ready;
use crate::select::{Members, Select, write};
use crate::walks::Walk;

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
        let shown: Vec<_> = found.iter().skip(from).take(count).map(Vec::as_slice).collect();
        let items = shown.len() as u64;
        return Ok(response(cx, kind, asked, found.len() as u64, items, &shown));
    }
    if asked.count == 0 {
        let answer = cx.backend.ask(&list.call(1, 0), During::Read).await?;
        let page = Page::of(answer.body)?;
        return Ok(response(cx, kind, asked, page.total, 0, &[]));
    }
    let walk = Walk { system: cx.served.id, consumer: cx.consumer.clone(), list };
    let (walks, writes) = (&cx.proxy.walks, &cx.memory.writes);
    let stretch = walks.read(walk, &cx.backend, writes, asked.start, asked.count).await?;
    let mut read = cx.reader(ready, kind);
    let entities: Vec<Vec<u8>> = stretch.entities().filter_map(|raw| shown(cx, &mut read, raw)).collect();
    let has_condition = ready.entity.condition.is_some();
    let told = total(asked, stretch.len(), entities.len() as u64, stretch.total, has_condition);
    let entities: Vec<_> = entities.iter().map(Vec::as_slice).collect();
    Ok(response(cx, kind, asked, told, stretch.len(), &entities))
}

/// An entity of a list as the consumer sees it. None for one that does not meet the condition, and for one that fails: it
/// is left out, and logged.
fn shown(
    cx: &Context,
    read: &mut impl FnMut(&[u8]) -> Result<Option<Vec<u8>>, RunError>,
    raw: &[u8],
) -> Option<Vec<u8>> {
    read(raw).unwrap_or_else(|failure| {
        let id = Members::of(raw).and_then(|members| members.text("id")).unwrap_or_default();
        let system = &cx.served.name;
        tracing::warn!(system, id, %failure, "an entity is left out: the read transformation failed");
        None
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
        let answer = cx.backend.ask(&list.call(start, PAGE), During::Read).await?;
        let page = Page::of(answer.body)?;
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
            let mut read = cx.reader(ready, list.kind);
            found.extend(page.from(0).filter_map(|raw| shown(cx, &mut read, raw)).filter(|entity| {
                rest.is_none_or(|rest| {
                    serde_json::from_slice::<Value>(entity).is_ok_and(|entity| holds(rest, &entity))
                })
            }));
        }
        start += page.len() as u64;
        if page.len() == 0 || start > page.total {
            return Ok(found);
        }
    }
}

/// RFC 7644 §3.4.2.
fn response(cx: &Context, kind: Kind, asked: &Asked, total: u64, items: u64, shown: &[&[u8]]) -> Reply {
    cx.notes.shown.store(u32::try_from(shown.len()).unwrap_or(u32::MAX), Ordering::Relaxed);
    let size: usize = shown.iter().map(|entity| entity.len() + 64).sum();
    let mut body = Vec::with_capacity(size + 256);
    body.extend_from_slice(
        format!(
            "{{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":{total},\
             \"startIndex\":{},\"itemsPerPage\":{items},\"Resources\":[",
            asked.start
        )
        .as_bytes(),
    );
    let location = cx.location(kind);
    for (number, entity) in shown.iter().enumerate() {
        if number > 0 {
            body.push(b',');
        }
        write(entity, kind, &location, &asked.select, &mut body);
    }
    body.extend_from_slice(b"]}");
    Reply::json(200, body)
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
    let answer = stored(cx, kind, id).await?;
    if let (Some(version), Some(header)) = (version(&answer), if_none_match)
        && names_version(header, version)
    {
        return Ok(Reply::empty(304).with("etag", etag(version)));
    }
    cx.resource(200, kind, &answer, select).map_err(|problem| match problem.status {
        404 => Problem::no_entity(kind, id),
        _ => problem,
    })
}

/// A resource of the account, if it is one that this system shows: a user of another origin is none.
pub async fn stored(cx: &Context, kind: Kind, id: &str) -> Result<zonedesk_xsuaa::Answer, Problem> {
    let origins = match kind {
        Kind::Users => cx.rules.origins()?,
        Kind::Groups => None,
    };
    let answer = cx.backend.one(kind, id).await?;
    if let Some(origins) = origins {
        let own = Members::of(&answer.body).and_then(|members| members.text("origin")).unwrap_or_default();
        if !origins.iter().any(|origin| origin.eq_ignore_ascii_case(&own)) {
            return Err(Problem::no_entity(kind, id));
        }
    }
    Ok(answer)
}
