//! What the account holds now, asked with as few requests as possible.

use std::collections::{HashMap, HashSet};

use futures_util::{Stream, StreamExt};
use zonedesk_scim::filter::{AttrPath, Filter};
use zonedesk_scim::{Group, User};
use zonedesk_xsuaa::{Account, Error, List, PAGE, Page};

/// Ids in one filter: UAA's web server takes 8 KB of headers, of which a token may need the half.
const IDS: usize = 60;

/// Users by id; those that are gone are not in the map. `size` is the number of users in the account, about.
pub(super) async fn users(
    account: &Account,
    ids: &[String],
    size: u64,
) -> Result<HashMap<String, User>, Error> {
    let entity = |user: User| (user.id.clone(), user);
    match ids {
        [] => Ok(HashMap::new()),
        [id] => single(account.user(id).await, entity),
        ids => several(ids, size, |list| account.users(list), entity).await,
    }
}

/// As [`users`], with all members.
pub(super) async fn groups(
    account: &Account,
    ids: &[String],
    size: u64,
) -> Result<HashMap<String, Group>, Error> {
    let entity = |group: Group| (group.id.clone(), group);
    match ids {
        [] => Ok(HashMap::new()),
        [id] => single(account.group(id).await, entity),
        ids => several(ids, size, |list| account.groups(list), entity).await,
    }
}

/// Users of these user names, whatever their origin. UAA ignores case.
pub(super) async fn users_named(account: &Account, names: &[String]) -> Result<Vec<User>, Error> {
    let mut found = Vec::new();
    for names in names.chunks(IDS) {
        let terms = names.iter().map(|name| Filter::eq(AttrPath::new("userName"), name.as_str()));
        let filter = Filter::any(terms).map(|filter| filter.to_string());
        let mut pages = account.users(List { filter, ..List::default() });
        while let Some(page) = pages.next().await {
            found.extend(page?.items);
        }
    }
    Ok(found)
}

/// Users by id, and users of these user names: the whole list where that takes fewer requests.
pub(super) async fn users_and_names(
    account: &Account,
    ids: &[String],
    names: &[String],
    size: u64,
) -> Result<(HashMap<String, User>, Vec<User>), Error> {
    let chunks = (ids.len().div_ceil(IDS) + names.len().div_ceil(IDS)) as u64;
    if chunks <= size.div_ceil(PAGE).max(1) {
        return Ok((users(account, ids, size).await?, users_named(account, names).await?));
    }
    let wanted: HashSet<&String> = ids.iter().collect();
    let names: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let (mut by_id, mut named) = (HashMap::with_capacity(ids.len()), Vec::new());
    let mut pages = account.users(List::default());
    while let Some(page) = pages.next().await {
        for user in page?.items {
            if wanted.contains(&user.id) {
                by_id.insert(user.id.clone(), user);
            } else if names.contains(&user.user_name.to_lowercase()) {
                named.push(user);
            }
        }
    }
    Ok((by_id, named))
}

/// The role collection of this name; none also where the account filters no role collections.
pub(super) async fn group_named(account: &Account, name: &str) -> Result<Option<Group>, Error> {
    let filter = Filter::eq(AttrPath::new("displayName"), name).to_string();
    let list = List { filter: Some(filter), ..List::default() };
    match account.groups_head(&list, 1).await {
        Ok(page) => Ok(page.items.into_iter().next()),
        Err(error) if error.status() == Some(400) => Ok(None),
        Err(error) => Err(error),
    }
}

fn single<T>(
    found: Result<T, Error>,
    entity: impl Fn(T) -> (String, T),
) -> Result<HashMap<String, T>, Error> {
    match found {
        Ok(found) => Ok(HashMap::from([entity(found)])),
        Err(error) if error.is_not_found() => Ok(HashMap::new()),
        Err(error) => Err(error),
    }
}

/// By id in chunks; the whole list where that takes fewer requests, or where the account refuses the filter.
async fn several<T, S>(
    ids: &[String],
    size: u64,
    list: impl Fn(List) -> S,
    entity: impl Fn(T) -> (String, T),
) -> Result<HashMap<String, T>, Error>
where
    S: Stream<Item = Result<Page<T>, Error>> + Unpin,
{
    let mut found = HashMap::with_capacity(ids.len());
    let chunks = ids.len().div_ceil(IDS) as u64;
    if chunks <= size.div_ceil(PAGE).max(1) {
        match by_id(ids, &list, &entity, &mut found).await {
            Err(error) if error.status() == Some(400) => found.clear(),
            other => return other.map(|()| found),
        }
    }
    let wanted: HashSet<&String> = ids.iter().collect();
    let mut pages = list(List::default());
    while let Some(page) = pages.next().await {
        found.extend(page?.items.into_iter().map(&entity).filter(|(id, _)| wanted.contains(id)));
    }
    Ok(found)
}

async fn by_id<T, S>(
    ids: &[String],
    list: &impl Fn(List) -> S,
    entity: &impl Fn(T) -> (String, T),
    found: &mut HashMap<String, T>,
) -> Result<(), Error>
where
    S: Stream<Item = Result<Page<T>, Error>> + Unpin,
{
    for ids in ids.chunks(IDS) {
        let filter = Filter::any_id(ids.iter().map(String::as_str)).map(|filter| filter.to_string());
        let mut pages = list(List { filter, ..List::default() });
        while let Some(page) = pages.next().await {
            found.extend(page?.items.into_iter().map(entity));
        }
    }
    Ok(())
}
