//! Answers on their way to consumers who take them slowly, or not at all: bounded in memory and in time.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::Bytes;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep};

/// KiB of answers that may wait for their consumers at once.
const ROOM: u32 = 256 << 10;
/// KiB of lists that are made while others of them wait for their consumers.
const AT_ONCE: u32 = 16 << 10;
/// How long the next list waits for those before it.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a consumer may take nothing of what is sent to it.
const STALLED: Duration = Duration::from_secs(60);

/// The room for answers that were made and are not taken yet.
#[derive(Debug)]
pub struct Outbox {
    room: Arc<Semaphore>,
    lists: Arc<Semaphore>,
}

impl Default for Outbox {
    fn default() -> Self {
        let semaphore = |kib: u32| Arc::new(Semaphore::new(kib as usize));
        Self { room: semaphore(ROOM), lists: semaphore(AT_ONCE) }
    }
}

/// The turn of a list, for as long as it is not taken.
pub type Turn = OwnedSemaphorePermit;

/// The room of one answer: free again once that is taken.
#[derive(Debug)]
pub struct Place {
    _room: OwnedSemaphorePermit,
    _turn: Option<Turn>,
}

impl Outbox {
    /// Waits until there are not too many lists that are made faster than their consumers take them. Those who take
    /// nothing hold nobody up for long.
    pub async fn turn(&self, bytes: usize) -> Option<Turn> {
        let turn = self.lists.clone().acquire_many_owned(kib(bytes, AT_ONCE));
        tokio::time::timeout(PATIENCE, turn).await.ok()?.ok()
    }

    /// None: others who are slow hold all of it. An answer that is larger than the whole room has it alone.
    pub fn place(&self, bytes: usize, turn: Option<Turn>) -> Option<Place> {
        let room = self.room.clone().try_acquire_many_owned(kib(bytes, ROOM));
        room.ok().map(|room| Place { _room: room, _turn: turn })
    }
}

fn kib(bytes: usize, most: u32) -> u32 {
    u32::try_from(bytes >> 10).map_or(most, |kib| kib.min(most))
}

impl Place {
    /// A body that holds its place for as long as something of it is not sent.
    pub fn hold(self, body: Vec<u8>) -> Bytes {
        struct Held {
            body: Vec<u8>,
            _place: Place,
        }
        impl AsRef<[u8]> for Held {
            fn as_ref(&self) -> &[u8] {
                &self.body
            }
        }
        Bytes::from_owner(Held { body, _place: self })
    }
}

/// A stream that fails when the other end takes nothing for a minute.
#[derive(Debug)]
pub struct Impatient<S> {
    stream: S,
    waits: Option<Pin<Box<Sleep>>>,
}

impl<S: Unpin> Impatient<S> {
    pub fn new(stream: S) -> Self {
        Self { stream, waits: None }
    }

    fn written<T>(
        &mut self,
        cx: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut S>, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        let written = write(Pin::new(&mut self.stream), cx);
        if written.is_ready() {
            self.waits = None;
            return written;
        }
        ready!(self.waits.get_or_insert_with(|| Box::pin(sleep(STALLED))).as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the consumer takes nothing")))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Impatient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Impatient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.written(cx, |stream, cx| stream.poll_write(cx, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.written(cx, |stream, cx| stream.poll_write_vectored(cx, parts))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.written(cx, S::poll_flush)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.written(cx, S::poll_shutdown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_nobody_takes_fill_the_room_and_no_more() {
        let outbox = Outbox::default();
        let half = ROOM as usize * 512;
        let (one, other) = (outbox.place(half, None).unwrap(), outbox.place(half, None).unwrap());
        assert!(outbox.place(100 << 10, None).is_none());
        // Small ones always find a place.
        assert!(outbox.place(1000, None).is_some());
        let body = one.hold(vec![7; 3]);
        let rest = body.slice(2..);
        drop(body);
        assert!(outbox.place(100 << 10, None).is_none());
        assert_eq!(&*rest, [7]);
        drop((rest, other));
        // Whatever its size, one answer can be given.
        let all = outbox.place(usize::MAX, None).unwrap();
        assert!(outbox.place(1 << 10, None).is_none());
        drop(all);
        assert!(outbox.place(2 * half, None).is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn lists_wait_for_those_before_them_but_not_for_long() {
        let outbox = Outbox::default();
        let half = AT_ONCE as usize * 512;
        let (one, other) = (outbox.turn(half).await.unwrap(), outbox.turn(half).await.unwrap());
        let began = tokio::time::Instant::now();
        assert!(outbox.turn(half).await.is_none());
        assert_eq!(began.elapsed(), PATIENCE);
        // With the body it goes.
        let body = outbox.place(half, Some(one)).unwrap().hold(vec![7]);
        let next = outbox.turn(half);
        drop(body);
        assert!(next.await.is_some());
        assert_eq!(began.elapsed(), PATIENCE);
        drop(other);
    }
}
