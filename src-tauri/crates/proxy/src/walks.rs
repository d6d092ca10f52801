//! What is read ahead: a consumer pages by a hundred at most, an account is asked by five hundred.
//!
//! A walk is one consumer's way through one list. Its first page is always read anew; what follows comes from what was
//! read ahead, for a few minutes, and never across a write of ours. Whoever asks the same at the same time waits for
//! one answer.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use zonedesk_workspace::SystemId;
use zonedesk_xsuaa::PAGE;

use crate::backend::Backend;
use crate::page::{List, Page};
use crate::problem::{During, Problem};

/// How long what was read ahead is given out.
const FRESH: Duration = Duration::from_secs(300);
/// The most walks that are remembered in this process.
const MOST: usize = 64;

/// One consumer's way through one list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Walk {
    pub system: SystemId,
    pub consumer: String,
    pub list: List,
}

#[derive(Debug, Default)]
pub struct Walks(Mutex<HashMap<Walk, Kept>>);

#[derive(Debug)]
struct Kept {
    ahead: Arc<tokio::sync::Mutex<Vec<Chunk>>>,
    used: Instant,
}

/// A page of the account, and where it begins.
#[derive(Debug, Clone)]
struct Chunk {
    start: u64,
    page: Arc<Page>,
    asked: Instant,
    got: Instant,
    /// Of the system's writes, when it was asked for.
    writes: u64,
}

/// Entities of a list, and how many it has.
#[derive(Debug)]
pub struct Stretch {
    parts: Vec<(Arc<Page>, usize, usize)>,
    pub total: u64,
}

impl Stretch {
    pub fn len(&self) -> u64 {
        self.parts.iter().map(|(_, _, count)| *count as u64).sum()
    }

    pub fn entities(&self) -> impl Iterator<Item = &[u8]> {
        self.parts.iter().flat_map(|(page, from, count)| page.from(*from).take(*count))
    }
}

impl Walks {
    /// The entities at `start`, as many as `count`, or fewer at the end of the list.
    pub async fn read(
        &self,
        walk: Walk,
        backend: &Backend,
        writes: &AtomicU64,
        start: u64,
        count: u64,
    ) -> Result<Stretch, Problem> {
        let arrived = Instant::now();
        let list = walk.list.clone();
        let ahead = self.kept(walk, arrived);
        let mut chunks = ahead.lock().await;
        let mut stretch = Stretch { parts: Vec::new(), total: 0 };
        let mut at = start;
        loop {
            let now = Instant::now();
            let written = writes.load(Ordering::Acquire);
            chunks.retain(|chunk| {
                // A first page is new, unless it was asked for while this one waited.
                let new = at > 1 || chunk.start > 1 || chunk.asked >= arrived || chunk.got >= arrived;
                chunk.writes == written && new && now.saturating_duration_since(chunk.got) < FRESH
            });
            let holds =
                |chunk: &&Chunk| chunk.start <= at && at < chunk.start + (chunk.page.len() as u64).max(1);
            let chunk = match chunks.iter().find(holds) {
                Some(chunk) => chunk.clone(),
                None => {
                    if at == 1 {
                        chunks.clear();
                    }
                    let answer = backend.ask(&list.call(at, PAGE), During::Read).await?;
                    let page = Arc::new(Page::of(answer.body)?);
                    let chunk = Chunk { start: at, page, asked: now, got: Instant::now(), writes: written };
                    if chunks.len() > 1 {
                        chunks.remove(0);
                    }
                    chunks.push(chunk.clone());
                    chunk
                }
            };
            stretch.total = chunk.page.total;
            let from = usize::try_from(at - chunk.start).unwrap_or(usize::MAX);
            let wanted = usize::try_from(start + count - at).unwrap_or(usize::MAX);
            let given = chunk.page.len().saturating_sub(from).min(wanted);
            stretch.parts.push((chunk.page.clone(), from, given));
            at += given as u64;
            // At the end of the list, or where the account counts more than it gives.
            if given == 0 || at >= start + count || at > stretch.total {
                return Ok(stretch);
            }
        }
    }

    fn kept(&self, walk: Walk, now: Instant) -> Arc<tokio::sync::Mutex<Vec<Chunk>>> {
        let mut walks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        walks.retain(|_, kept| now.saturating_duration_since(kept.used) < FRESH);
        if walks.len() >= MOST && !walks.contains_key(&walk) {
            let oldest = walks.iter().min_by_key(|(_, kept)| kept.used).map(|(walk, _)| walk.clone());
            oldest.and_then(|walk| walks.remove(&walk));
        }
        let kept = walks.entry(walk).or_insert_with(|| Kept { ahead: Arc::default(), used: now });
        kept.used = now;
        kept.ahead.clone()
    }
}
