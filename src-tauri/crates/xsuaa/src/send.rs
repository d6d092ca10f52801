//! From a call to its answer: token, turn, request, and what a failure is answered with.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use zonedesk_scim::code;

use crate::answer::Asked;
use crate::pace::{Kind, Turn};
use crate::token::Token;
use crate::{Account, Answer, Attempt, Backoff, Call, Error, ErrorKind, Method};

/// A call may be sent now: there is a token, and the account's queue has given the turn.
#[must_use = "the turn is lost otherwise"]
pub struct Ready {
    account: Account,
    token: Arc<Token>,
    turn: Turn,
}

impl Account {
    /// Sends a call. A read that fails in passing is sent again, as the handle's manner is; a write never is: see
    /// [`Error::is_unclear`].
    ///
    /// To be dropped while a write is on its way leaves open whether it was carried out: [`Account::ready`] is the part
    /// that may be dropped.
    pub async fn send(&self, call: &Call) -> Result<Answer, Error> {
        if call.method != Method::Get {
            return self.ready().await?.send(call).await;
        }
        self.read(call, Ok).await
    }

    /// Sends a call that reads, and takes its answer in. One that breaks off in the middle has failed in passing.
    pub(crate) async fn read<T>(
        &self,
        call: &Call,
        take: impl Fn(Answer) -> Result<T, ErrorKind>,
    ) -> Result<T, Error> {
        let mut repeats = Repeats::of(self);
        loop {
            let (answer, attempt) = self.attempt(call).await;
            let taken =
                answer.and_then(|answer| take(answer).map_err(|kind| self.error(&call.title(), kind)));
            let attempt = Attempt { error: taken.as_ref().err().cloned(), ..attempt };
            if !repeats.again(taken.as_ref().err(), Some(attempt)).await {
                return taken;
            }
        }
    }

    /// A token, asked for as reads are.
    pub(crate) async fn lasting_token(&self) -> Result<Arc<Token>, Error> {
        let mut repeats = Repeats::of(self);
        loop {
            let began = Instant::now();
            let token = self.token(None).await;
            let attempt = token.as_ref().err().map(|error| Attempt::of_token(error, began.elapsed()));
            if !repeats.again(token.as_ref().err(), attempt).await {
                return token;
            }
        }
    }

    async fn attempt(&self, call: &Call) -> (Result<Answer, Error>, Attempt) {
        let began = Instant::now();
        match self.ready().await {
            Ok(ready) => ready.attempt(call).await,
            Err(error) => {
                let attempt = Attempt::of_token(&error, began.elapsed());
                (Err(error), attempt)
            }
        }
    }

    /// Waits until a call may be sent. May be dropped at any time: nothing is sent before [`Ready::send`].
    pub async fn ready(&self) -> Result<Ready, Error> {
        // Who has no token takes no turn; and one that ends in the queue is renewed.
        let mut token = self.token(None).await?;
        let turn = self.queue(&token).turn(&self.manner.lane()).await;
        if !turn.waited.is_zero() {
            token = self.token(None).await?;
        }
        Ok(Ready { account: self.clone(), token, turn })
    }
}

/// The attempts at one call.
struct Repeats<'a> {
    account: &'a Account,
    pauses: Backoff,
    number: usize,
}

impl<'a> Repeats<'a> {
    fn of(account: &'a Account) -> Self {
        Self { account, pauses: account.pauses(), number: 0 }
    }

    /// Notes an attempt, and waits where there is to be another one.
    async fn again(&mut self, error: Option<&Error>, attempt: Option<Attempt>) -> bool {
        self.number += 1;
        let manner = &self.account.manner;
        let pause =
            error.and_then(|error| manner.again(error, self.number, &mut self.pauses, self.account.held()));
        if let Some(attempt) = attempt {
            self.account.note(&Attempt { again_in: pause, ..attempt });
        }
        let Some(pause) = pause else { return false };
        if !pause.is_zero() {
            sleep(pause).await;
        }
        true
    }
}

impl Ready {
    /// Sends the call, once. A token that the server calls invalid is renewed and the call repeated, which is safe: it
    /// was refused before anything else was looked at.
    pub async fn send(self, call: &Call) -> Result<Answer, Error> {
        let account = self.account.clone();
        let (answer, attempt) = self.attempt(call).await;
        account.note(&attempt);
        answer
    }

    async fn attempt(self, call: &Call) -> (Result<Answer, Error>, Attempt) {
        let Self { account, token, turn } = self;
        let mut waited = turn.waited;
        let began = Instant::now();
        let mut answer = account.deliver(call, &token, turn).await;
        let mut took = began.elapsed();
        if let Err(ErrorKind::Refused { status: 401, error, .. }) = &answer
            && error == code::INVALID_TOKEN
        {
            match account.token(Some(&token)).await {
                Ok(token) => {
                    let turn = account.queue(&token).turn(&account.manner.lane()).await;
                    waited += turn.waited;
                    let began = Instant::now();
                    answer = account.deliver(call, &token, turn).await;
                    took += began.elapsed();
                }
                Err(error) => {
                    let attempt = Attempt { waited, ..Attempt::of_token(&error, took) };
                    return (Err(error), attempt);
                }
            }
        }
        let answer = answer.map_err(|kind| account.error(&call.title(), kind));
        let status = answer.as_ref().ok().map(|answer| answer.status);
        let attempt = Attempt::of(call.title(), answer.as_ref().err(), status, waited, took);
        (answer, attempt)
    }
}

impl Attempt {
    /// No token was got.
    fn of_token(error: &Error, took: Duration) -> Self {
        Self::of(error.call.clone(), Some(error), None, Duration::ZERO, took)
    }

    fn of(
        call: String,
        error: Option<&Error>,
        status: Option<u16>,
        waited: Duration,
        took: Duration,
    ) -> Self {
        let status = status.or_else(|| error?.status());
        Self { call, status, error: error.cloned(), waited, took, again_in: None }
    }
}

impl Account {
    async fn deliver(&self, call: &Call, token: &Token, turn: Turn) -> Result<Answer, ErrorKind> {
        let (answer, asked) = self.exchange(call, token).await;
        match asked {
            Some(Asked(wait)) => turn.refused(wait),
            None if answer_came(&answer) => turn.answered(Kind::of(call)),
            None => {}
        }
        answer
    }
}

fn answer_came(answer: &Result<Answer, ErrorKind>) -> bool {
    match answer {
        Ok(_) => true,
        Err(kind) => matches!(kind, ErrorKind::Refused { .. } | ErrorKind::Unreadable { .. }),
    }
}
