//! The steps, one after the other.

use std::num::NonZeroU32;
use std::time::Duration;

use tokio::time::Instant;
use zonedesk_scim::Timestamp;
use zonedesk_xsuaa::{Account, Certificate, Endpoint, Error, List, PAGE, SAP_LIMIT, SapHost, Scopes};

use super::cause::{self, Cause};
use crate::api::{TestMend, TestOutcome, TestStep, TestStepKind};
use crate::app::now;
use crate::certificates::{DAYS_OF_ATTENTION, days_left};
use crate::connect::property;
use crate::errors::{Code, error};

/// Clocks of servers and of this computer may differ by so many seconds before it is worth a word.
const CLOCK: i64 = 300;
/// A request that takes longer is slow.
const SLOW: Duration = Duration::from_secs(3);

/// What a step that did not fail has to say.
struct Found {
    message: String,
    /// For which a person should look: with what can be done about it.
    attention: Option<Option<TestMend>>,
}

struct Test<'a, T> {
    account: &'a Account,
    tell: T,
    steps: Vec<TestStep>,
}

/// All steps, and whether the credential is read-only. `tell` gets each as soon as it is known.
pub(super) async fn run(account: &Account, tell: impl Fn(&TestStep)) -> (Vec<TestStep>, bool) {
    let mut test = Test { account, tell, steps: Vec::new() };
    let mut read_only = false;
    // An error was told: what is left is not tried.
    let _ = test.run(&mut read_only).await;
    for step in TestStepKind::ALL.into_iter().skip(test.steps.len()) {
        let message = "Not tried, because a step before it failed.".into();
        let outcome = TestOutcome::NotTried;
        test.steps.push(TestStep { step, outcome, milliseconds: 0, message, error: None, mend: None });
    }
    (test.steps, read_only)
}

/// A step failed.
struct Failed;

impl<T: Fn(&TestStep)> Test<'_, T> {
    async fn run(&mut self, read_only: &mut bool) -> Result<(), Failed> {
        let account = self.account;
        let began = Instant::now();
        let found = names(account).await;
        self.end(TestStepKind::Dns, began, found)?;
        let began = Instant::now();
        let found = connections(account).await;
        self.end(TestStepKind::Tls, began, found)?;
        let began = Instant::now();
        let scopes = account.scopes().await;
        let found = scopes.as_ref().map(|_| token(account)).map_err(|error| cause::of_token(account, error));
        self.end(TestStepKind::Token, began, found)?;
        let scopes = scopes.unwrap_or_default();
        *read_only = !scopes.can_write();
        self.end(TestStepKind::Scopes, Instant::now(), may(account, &scopes))?;
        let found = zone(account).await;
        self.end(TestStepKind::Zone, Instant::now(), found)?;
        let began = Instant::now();
        let users = account.users_head(&List::default(), 1).await.map(|page| page.total);
        let first = began.elapsed();
        let found = listed(account, &users, "1 user.", |total| format!("{total} users."));
        self.end(TestStepKind::Users, began, found)?;
        let began = Instant::now();
        let groups = account.groups_head(&List::default(), 1).await.map(|page| page.total);
        let second = began.elapsed();
        let several = |total| format!("{total} role collections.");
        let found = listed(account, &groups, "1 role collection.", several);
        self.end(TestStepKind::RoleCollections, began, found)?;
        let total = [users, groups].into_iter().flatten().map(|total| total.div_ceil(PAGE).max(1)).sum();
        // The first request of all makes a connection: the quicker one shows what the next will take.
        self.end(TestStepKind::Speed, Instant::now(), Ok(speed(account, first.min(second), total)))
    }

    fn end(&mut self, step: TestStepKind, began: Instant, found: Result<Found, Cause>) -> Result<(), Failed> {
        let milliseconds = u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX);
        let (outcome, message, error, mend) = match found {
            Ok(Found { message, attention: None }) => (TestOutcome::Passed, message, None, None),
            Ok(Found { message, attention: Some(mend) }) => (TestOutcome::Attention, message, None, mend),
            Err(Cause { error, mend }) => (TestOutcome::Failed, error.message.clone(), Some(error), mend),
        };
        self.steps.push(TestStep { step, outcome, milliseconds, message, error, mend });
        if let Some(step) = self.steps.last() {
            (self.tell)(step);
        }
        if outcome == TestOutcome::Failed { Err(Failed) } else { Ok(()) }
    }
}

fn fine(message: impl Into<String>) -> Found {
    Found { message: message.into(), attention: None }
}

fn attention(message: impl Into<String>, mend: Option<TestMend>) -> Found {
    Found { message: message.into(), attention: Some(mend) }
}

/// Both addresses, or the one where they are on one host.
fn endpoints(account: &Account) -> &'static [Endpoint] {
    let one = account.api().authority() == account.token_url().authority();
    if one { &[Endpoint::Api] } else { &[Endpoint::Token, Endpoint::Api] }
}

async fn names(account: &Account) -> Result<Found, Cause> {
    let mut proxies = Vec::new();
    for endpoint in endpoints(account) {
        let found = account.resolve(*endpoint).await.map_err(|error| cause::of_way(*endpoint, error))?;
        proxies.extend(found.proxy.filter(|proxy| !proxies.contains(proxy)));
    }
    let hosts = match endpoints(account) {
        [_] => account.api().host().to_owned(),
        _ => format!("{}, {}", account.token_url().host(), account.api().host()),
    };
    Ok(fine(match proxies.as_slice() {
        [] => format!("Found {hosts}."),
        proxies => format!("The proxy {} looks up {hosts}.", proxies.join(", ")),
    }))
}

async fn connections(account: &Account) -> Result<Found, Cause> {
    let mut ends: Vec<Timestamp> = Vec::new();
    for endpoint in endpoints(account) {
        let secured = account.secure(*endpoint).await.map_err(|error| cause::of_way(*endpoint, error))?;
        ends.extend(secured.certificate.map(|certificate| certificate.not_after));
    }
    let Some(end) = ends.iter().min() else {
        return Ok(fine("Plain HTTP to this computer: there is nothing to secure."));
    };
    if account.trusts_all() {
        return Ok(attention(
            "Connected, but certificates are not checked (TrustAll): whoever is in between can read along.",
            Some(cause::edit(property::TRUST_ALL)),
        ));
    }
    Ok(fine(format!("The certificate is trusted and ends on {}.", day(*end))))
}

fn token(account: &Account) -> Found {
    let ahead = account.observed().clock_ahead.unwrap_or_default();
    if ahead.abs() > CLOCK {
        let how = if ahead > 0 { "ahead of" } else { "behind" };
        let by = span(ahead.unsigned_abs());
        return attention(
            format!(
                "A token was given out, but this computer's clock is {by} {how} the server's. Set it right."
            ),
            None,
        );
    }
    match account.certificate() {
        None => fine("A token was given out."),
        Some(Certificate { subject, not_after, .. }) => {
            let message =
                format!("A token was given out to {subject}, whose certificate ends on {}.", day(*not_after));
            let soon = days_left(*not_after, now()) < DAYS_OF_ATTENTION;
            if soon { attention(message, Some(TestMend::PasteNewKey)) } else { fine(message) }
        }
    }
}

fn may(account: &Account, scopes: &Scopes) -> Result<Found, Cause> {
    let names = scopes.iter().collect::<Vec<_>>().join(", ");
    if names.is_empty() {
        return Ok(fine("The token names no scopes."));
    }
    match (scopes.can_read(), scopes.can_write()) {
        (true, true) => Ok(fine(format!("Read and write ({names})."))),
        (true, false) => Ok(attention(
            format!("Read-only: this credential has no write scope ({names}). To change something, another is needed."),
            Some(cause::of_scope(account)),
        )),
        (false, _) => Err(Cause {
            error: error(Code::ScopeMissing, format!("Neither users nor role collections may be read ({names})."))
                .help("Paste an API credential of the account (btp create security/api-credential), or remove OAuth2TokenScope.")
                .at(account.name()),
            mend: Some(cause::of_scope(account)),
        }),
    }
}

async fn zone(account: &Account) -> Result<Found, Cause> {
    let zone = account.zone().await.map_err(|error| cause::of_token(account, &error))?;
    let token_host = SapHost::parse(account.token_url().host());
    if let (Some(of), Some(host)) = (&zone.subdomain, &token_host)
        && !of.eq_ignore_ascii_case(&host.subdomain)
    {
        return Err(cause::other_account(account, of, &host.subdomain));
    }
    if let Some((token, api)) = cause::regions(account) {
        return Ok(attention(
            format!("The token is from region {token}, the API is in {api}: the account may refuse it."),
            Some(cause::edit(property::URL)),
        ));
    }
    Ok(fine(match (zone.subdomain, zone.id) {
        (Some(subdomain), Some(id)) => format!("The account is {subdomain} ({id})."),
        (Some(one), None) | (None, Some(one)) => format!("The account is {one}."),
        (None, None) => "The token does not say which account it is for.".to_owned(),
    }))
}

fn listed(
    account: &Account,
    total: &Result<u64, Error>,
    one: &str,
    several: impl Fn(String) -> String,
) -> Result<Found, Cause> {
    match total {
        Ok(1) => Ok(fine(one)),
        Ok(total) => Ok(fine(several(crate::grouped(*total)))),
        Err(error) => Err(cause::of_list(account, error)),
    }
}

/// `requests`: what a whole read takes.
fn speed(account: &Account, latency: Duration, requests: u64) -> Found {
    let plural = if requests == 1 { "" } else { "s" };
    let (pace, seconds) = match account.limit().map(NonZeroU32::get) {
        None => ("There is no limit".to_owned(), 1),
        Some(limit) => {
            let plural = if limit == 1 { "" } else { "s" };
            let pace = if limit == SAP_LIMIT.get() {
                format!("SAP runs {limit} request{plural} a second")
            } else {
                format!("At most {limit} request{plural} a second")
            };
            (pace, requests.div_ceil(limit.into()).max(1))
        }
    };
    let said = account.observed().rate_limit;
    let said = said.map_or_else(String::new, |limit| format!(" The server says: {limit}."));
    let message = format!(
        "{} ms a request. {pace}: reading the whole account takes {} request{plural}, about {}.{said}",
        latency.as_millis(),
        crate::grouped(requests),
        span(seconds.max(latency.as_secs().saturating_mul(requests))),
    );
    if latency > SLOW { attention(message, None) } else { fine(message) }
}

fn day(moment: Timestamp) -> String {
    moment.to_string().chars().take(10).collect()
}

/// `90 s`, `15 min`, `3 h`, `2 days`.
fn span(seconds: u64) -> String {
    match seconds {
        ..=120 => format!("{seconds} s"),
        121..=7_199 => format!("{} min", seconds / 60),
        7_200..=172_799 => format!("{} h", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}
