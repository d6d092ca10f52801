//! What is read ahead: a consumer pages by a hundred at most, an account is asked by five hundred.
//!
//! A walk is one consumer's way through one list. Its first page is always read anew, and is no larger than asked for:
//! many consumers want no second one. What follows comes from what was read ahead, for a few minutes, and never across
//! a write of ours. It is kept as the consumer saw it, and beside that as it came while there is room for both. Whoever asks the same at the same time waits for one answer.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use zonedesk_workspace::SystemId;
use zonedesk_xsuaa::{Answer, Call, PAGE};

use crate::backend::{Backend, address};
use crate::flights::Flights;
use crate::kind::Kind;
use crate::page::{List, Maker, Page, Shown};
use crate::problem::{During, Problem};

/// How long what was read ahead is given out.
const FRESH: Duration = Duration::from_secs(300);
/// The most walks that are remembered in this process.
const MOST: usize = 64;
/// Bytes that are read ahead in this process, beside those of the walk that was used last.
const MOST_BYTES: usize = 24 << 20;
/// As long as they are fewer, each page is kept twice.
const ROOMY: usize = 8 << 20;

/// One consumer's way through one list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Walk {
    pub system: SystemId,
    pub consumer: String,
    pub list: List,
}

#[derive(Debug, Default)]
pub struct Walks {
    kept: Mutex<HashMap<Walk, Kept>>,
    /// Lists that are asked for at this moment.
    lists: Flights<Read, Result<Arc<Page>, Problem>>,
    /// Resources that are asked for at this moment.
    resources: Flights<Read, Result<Arc<Answer>, Problem>>,
}

/// A call that reads. Who comes after a write of ours shares nothing with those who came before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Read {
    system: SystemId,
    writes: u64,
    path: String,
    query: Vec<(String, String)>,
}

impl Read {
    fn now(system: SystemId, writes: &AtomicU64, call: &Call) -> Self {
        let writes = writes.load(Ordering::Acquire);
        Self { system, writes, path: call.path.clone(), query: call.query.clone() }
    }
}

#[derive(Debug)]
struct Kept {
    ahead: Arc<Ahead>,
    used: Instant,
}

/// What was read ahead of a walk.
#[derive(Debug, Default)]
struct Ahead {
    chunks: tokio::sync::Mutex<Vec<Chunk>>,
    /// Of `chunks`, for those who must not wait for them.
    bytes: AtomicUsize,
}

/// A page of the account, and where it begins.
#[derive(Debug, Clone)]
struct Chunk {
    start: u64,
    /// Entities.
    len: usize,
    /// Of the whole list.
    total: u64,
    held: Arc<Held>,
    asked: Instant,
    got: Instant,
    /// Of the system's writes, when it was asked for.
    writes: u64,
}

impl Chunk {
    /// Whether it is given out after so many writes of ours.
    fn counts(&self, writes: u64, now: Instant) -> bool {
        self.writes == writes && now.saturating_duration_since(self.got) < FRESH
    }
}

/// What is kept of a page: as it came, as its consumer saw it last, or both.
#[derive(Debug)]
pub struct Held(Mutex<Views>);

#[derive(Debug)]
struct Views {
    page: Option<Arc<Page>>,
    shown: Option<Arc<Shown>>,
}

/// A page as it came, or as its consumer sees it.
#[derive(Debug, Clone)]
pub enum Content {
    Page(Arc<Page>),
    Shown(Arc<Shown>),
}

impl Content {
    fn bytes(&self) -> usize {
        match self {
            Self::Page(page) => page.bytes(),
            Self::Shown(shown) => shown.bytes(),
        }
    }

    /// Entities.
    fn len(&self) -> usize {
        match self {
            Self::Page(page) => page.len(),
            Self::Shown(shown) => shown.len(),
        }
    }
}

impl Held {
    fn new(page: Arc<Page>) -> Self {
        Self(Mutex::new(Views { page: Some(page), shown: None }))
    }

    fn views(&self) -> MutexGuard<'_, Views> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As `by` sees it, or else as it came; none where neither is kept.
    fn content(&self, by: Option<&Maker>) -> Option<Content> {
        let views = self.views();
        let shown = views.shown.as_ref().filter(|shown| Some(&shown.by) == by);
        let page = || views.page.clone().map(Content::Page);
        shown.cloned().map(Content::Shown).or_else(page)
    }

    fn bytes(&self) -> usize {
        let Views { page, shown } = &*self.views();
        page.as_ref().map_or(0, |page| page.bytes()) + shown.as_ref().map_or(0, |shown| shown.bytes())
    }

    /// Keeps how it was shown; `with_page`: beside how it came, not in its place.
    pub fn show(&self, shown: Arc<Shown>, with_page: bool) {
        let mut views = self.views();
        views.shown = Some(shown);
        views.page.take_if(|_| !with_page);
    }
}

/// Some of the entities of a page.
#[derive(Debug)]
pub struct Part {
    pub held: Arc<Held>,
    pub content: Content,
    pub from: usize,
    pub count: usize,
}

/// Entities of a list, and how many it has.
#[derive(Debug)]
pub struct Stretch {
    pub parts: Vec<Part>,
    pub total: u64,
}

impl Stretch {
    pub fn len(&self) -> u64 {
        self.parts.iter().map(|part| part.count as u64).sum()
    }

    /// Bytes that its entities take, about.
    pub fn bytes(&self) -> usize {
        let of = |part: &Part| part.content.bytes() / part.content.len().max(1) * part.count;
        self.parts.iter().map(of).sum()
    }
}

impl Walks {
    /// The entities at `start`, as many as `count`, or fewer at the end of the list; as they came, or as `by` shows them.
    pub async fn read(
        &self,
        walk: Walk,
        backend: &Backend,
        writes: &AtomicU64,
        start: u64,
        count: u64,
        by: Option<&Maker>,
    ) -> Result<Stretch, Problem> {
        let arrived = Instant::now();
        let (system, list) = (walk.system, walk.list.clone());
        let ahead = self.kept(walk, arrived);
        let mut chunks = ahead.chunks.lock().await;
        let mut stretch = Stretch { parts: Vec::new(), total: 0 };
        let mut at = start;
        loop {
            let now = Instant::now();
            let written = writes.load(Ordering::Acquire);
            chunks.retain(|chunk| {
                // A first page is new, unless it was asked for while this one waited.
                let new = at > 1 || chunk.start > 1 || chunk.asked >= arrived || chunk.got >= arrived;
                new && chunk.counts(written, now)
            });
            let held = chunks.iter().find_map(|chunk| {
                let here = chunk.start <= at && at < chunk.start + (chunk.len as u64).max(1);
                let content = if here { chunk.held.content(by) } else { None };
                Some((chunk.clone(), content?))
            });
            let (chunk, content) = match held {
                Some(held) => held,
                None => {
                    if at == 1 {
                        chunks.clear();
                    }
                    let call = list.call(at, if at == 1 { count } else { PAGE });
                    let page = self.page(system, backend, writes, &call).await?;
                    let content = Content::Page(page.clone());
                    let chunk = Chunk {
                        start: at,
                        len: page.len(),
                        total: page.total,
                        held: Arc::new(Held::new(page)),
                        asked: now,
                        got: Instant::now(),
                        writes: written,
                    };
                    if chunks.len() > 1 {
                        chunks.remove(0);
                    }
                    chunks.push(chunk.clone());
                    (chunk, content)
                }
            };
            // Again each time: what was shown of a page takes room, too.
            let bytes = chunks.iter().map(|chunk| chunk.held.bytes()).sum();
            ahead.bytes.store(bytes, Ordering::Relaxed);
            stretch.total = chunk.total;
            let from = usize::try_from(at - chunk.start).unwrap_or(usize::MAX);
            let wanted = usize::try_from(start + count - at).unwrap_or(usize::MAX);
            let given = chunk.len.saturating_sub(from).min(wanted);
            stretch.parts.push(Part { held: chunk.held, content, from, count: given });
            at += given as u64;
            // At the end of the list, or where the account counts more than it gives.
            if given == 0 || at >= start + count || at > stretch.total {
                return Ok(stretch);
            }
        }
    }

    /// Whether so little is read ahead that pages may be kept as they came beside how they were shown: who wants one
    /// otherwise costs the account nothing then.
    pub fn has_room(&self) -> bool {
        bytes(&self.kept.lock().unwrap_or_else(PoisonError::into_inner)) <= ROOMY
    }

    /// A list as the account answers it now.
    pub async fn page(
        &self,
        system: SystemId,
        backend: &Backend,
        writes: &AtomicU64,
        call: &Call,
    ) -> Result<Arc<Page>, Problem> {
        let ask = async { Page::of(backend.ask(call, During::Read).await?.body).map(Arc::new) };
        self.lists.share(Read::now(system, writes, call), ask).await
    }

    /// A resource as the account answers it now.
    pub async fn resource(
        &self,
        system: SystemId,
        backend: &Backend,
        writes: &AtomicU64,
        kind: Kind,
        id: &str,
    ) -> Result<Arc<Answer>, Problem> {
        let read = Read::now(system, writes, &address(kind, id)?);
        self.resources.share(read, async { backend.one(kind, id).await.map(Arc::new) }).await
    }

    fn kept(&self, walk: Walk, now: Instant) -> Arc<Ahead> {
        let mut walks = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        walks.retain(|_, kept| now.saturating_duration_since(kept.used) < FRESH);
        let kept = walks.entry(walk).or_insert_with(|| Kept { ahead: Arc::default(), used: now });
        kept.used = now;
        let ahead = kept.ahead.clone();
        while walks.len() > MOST || walks.len() > 1 && bytes(&walks) > MOST_BYTES {
            let oldest = walks.iter().filter(|(_, kept)| !Arc::ptr_eq(&kept.ahead, &ahead));
            let oldest = oldest.min_by_key(|(_, kept)| kept.used).map(|(walk, _)| walk.clone());
            oldest.and_then(|walk| walks.remove(&walk));
        }
        ahead
    }
}

fn bytes(walks: &HashMap<Walk, Kept>) -> usize {
    walks.values().map(|kept| kept.ahead.bytes.load(Ordering::Relaxed)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::maker;

    fn walk(number: usize) -> Walk {
        let list = List { kind: Kind::Users, filter: None, sort_by: "id".to_owned(), descending: false };
        Walk { system: SystemId::random(), consumer: number.to_string(), list }
    }

    #[test]
    fn what_was_made_ready_is_for_whoever_sees_it_so() {
        let (one, other) = (maker(), maker());
        let held = Held::new(Arc::new(Page::of(br#"{"resources":[1,2]}"#.to_vec()).unwrap()));
        let told = |by| match held.content(by) {
            None => "nothing",
            Some(Content::Page(_)) => "page",
            Some(Content::Shown(_)) => "shown",
        };
        let all = || [None, Some(&one), Some(&other)].map(told);
        assert_eq!(all(), ["page"; 3]);
        let page = held.bytes();
        let Some(Content::Page(came)) = held.content(None) else { panic!("it is as it came") };
        let show = |by: &Maker, with_page| {
            let shown = came.shown(by.clone(), |_, out| {
                out.push(b'x');
                Some(true)
            });
            held.show(Arc::new(shown.unwrap()), with_page);
        };
        show(&one, true);
        assert_eq!(all(), ["page", "shown", "page"]);
        let both = held.bytes();
        show(&other, true);
        assert_eq!((all(), held.bytes()), (["page", "page", "shown"], both));
        show(&one, false);
        assert_eq!((all(), held.bytes()), (["nothing", "shown", "nothing"], both - page));
    }

    #[test]
    fn what_was_read_ahead_counts_for_five_minutes_and_up_to_a_write_of_ours() {
        let got = Instant::now();
        let held = Arc::new(Held::new(Arc::new(Page::of(br#"{"resources":[1]}"#.to_vec()).unwrap())));
        let chunk = Chunk { start: 101, len: 1, total: 1, held, asked: got, got, writes: 3 };
        for (writes, seconds, counts) in [(3, 0, true), (3, 299, true), (3, 300, false), (4, 0, false)] {
            assert_eq!(
                chunk.counts(writes, got + Duration::from_secs(seconds)),
                counts,
                "{writes} {seconds}"
            );
        }
    }

    #[test]
    fn a_page_is_kept_twice_while_there_is_room() {
        let walks = Walks::default();
        assert!(walks.has_room());
        for (number, bytes) in [ROOMY, 1].into_iter().enumerate() {
            walks.kept(walk(number), Instant::now()).bytes.store(bytes, Ordering::Relaxed);
            assert_eq!(walks.has_room(), number == 0);
        }
    }

    #[tokio::test]
    async fn what_is_kept_has_bounds_and_the_last_one_used_stays() {
        for (sizes, left) in [
            (vec![1; MOST + 10], MOST),
            (vec![MOST_BYTES / 2; 10], 3),
            // However large it is.
            (vec![MOST_BYTES * 2; 3], 1),
        ] {
            let walks = Walks::default();
            let start = Instant::now();
            for (number, size) in sizes.iter().enumerate() {
                let now = start + Duration::from_millis(number as u64);
                walks.kept(walk(number), now).bytes.store(*size, Ordering::Relaxed);
            }
            let last = walk(sizes.len());
            let ahead = walks.kept(last.clone(), start + Duration::from_secs(1));
            let kept = walks.kept.lock().unwrap();
            assert!(Arc::ptr_eq(&kept[&last].ahead, &ahead));
            assert_eq!(kept.len(), left, "{sizes:?}");
        }
        let walks = Walks::default();
        walks.kept(walk(0), Instant::now());
        walks.kept(walk(1), Instant::now() + FRESH);
        assert_eq!(walks.kept.lock().unwrap().len(), 1);
    }
}
