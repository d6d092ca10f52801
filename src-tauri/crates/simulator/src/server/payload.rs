use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::sync::mpsc;

/// An answer's body: whole, in pieces, or announced in full and broken off.
#[derive(Debug)]
pub(super) struct Payload {
    /// Come after `next`.
    pieces: Option<mpsc::Receiver<Bytes>>,
    next: Option<Bytes>,
    cut: bool,
    /// The first half is on its way: hyper sends it when it is told to wait, and drops it on an error.
    flushed: bool,
}

/// The connection is to be closed without (the rest of) an answer.
#[derive(Debug)]
pub(super) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cut by a simulated fault")
    }
}

impl std::error::Error for Cut {}

impl From<Infallible> for Cut {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl Payload {
    pub fn whole(body: Vec<u8>) -> Self {
        Self { pieces: None, next: (!body.is_empty()).then(|| body.into()), cut: false, flushed: false }
    }

    /// The first half; the length of the whole must stand in the head.
    pub fn half(mut body: Vec<u8>) -> Self {
        body.truncate(body.len() / 2);
        Self { pieces: None, next: Some(body.into()), cut: true, flushed: false }
    }

    /// As they come.
    pub fn pieces(pieces: mpsc::Receiver<Bytes>) -> Self {
        Self { pieces: Some(pieces), next: None, cut: false, flushed: false }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        if let Some(pieces) = &mut self.pieces {
            return pieces.poll_recv(context).map(|piece| piece.map(|piece| Ok(Frame::data(piece))));
        }
        match self.next.take() {
            Some(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            None if self.cut && !self.flushed => {
                self.flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            None if self.cut => Poll::Ready(Some(Err(Cut))),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        !self.cut && self.next.is_none() && self.pieces.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        if self.cut || self.pieces.is_some() {
            return SizeHint::default();
        }
        SizeHint::with_exact(self.next.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}
