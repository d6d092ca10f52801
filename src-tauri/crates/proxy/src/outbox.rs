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
/// How long a consumer may take nothing of what is sent to it.
const STALLED: Duration = Duration::from_secs(60);

/// The room for answers that were made and are not taken yet.
#[derive(Debug)]
pub struct Outbox(Arc<Semaphore>);

impl Default for Outbox {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(ROOM as usize)))
    }
}

/// The room of one answer: free again once that is taken.
#[derive(Debug)]
pub struct Place {
    _room: OwnedSemaphorePermit,
}

impl Outbox {
    /// None: others who are slow hold all of it. An answer that is larger than the whole room has it alone.
    pub fn place(&self, bytes: usize) -> Option<Place> {
        let room = u32::try_from(bytes >> 10).map_or(ROOM, |room| room.min(ROOM));
        self.0.clone().try_acquire_many_owned(room).ok().map(|room| Place { _room: room })
    }
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
        let (one, other) = (outbox.place(half).unwrap(), outbox.place(half).unwrap());
        assert!(outbox.place(100 << 10).is_none());
        // Small ones always find a place.
        assert!(outbox.place(1000).is_some());
        let body = one.hold(vec![7; 3]);
        let rest = body.slice(2..);
        drop(body);
        assert!(outbox.place(100 << 10).is_none());
        assert_eq!(&*rest, [7]);
        drop((rest, other));
        // Whatever its size, one answer can be given.
        let all = outbox.place(usize::MAX).unwrap();
        assert!(outbox.place(1 << 10).is_none());
        drop(all);
        assert!(outbox.place(2 * half).is_some());
    }
}
