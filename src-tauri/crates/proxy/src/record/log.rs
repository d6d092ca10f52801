//! The newest calls of consumers, for whoever looks: bounded, in memory, gone with the process.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use zonedesk_scim::Timestamp;
use zonedesk_workspace::SystemId;

use super::Record;

/// The most calls that are kept.
const MOST: usize = 10_000;
/// Milliseconds that calls are counted by: where a day begins differs by quarters of an hour in the world.
const QUARTER: i64 = 15 * 60 * 1000;
/// How many of them are kept: the longest day, when clocks are put back.
const QUARTERS: i64 = 25 * 4;
/// About how many bytes they may take together.
const MOST_BYTES: usize = 32 << 20;

/// The calls of consumers to all systems, the newest ones. Cheap to clone; all clones are the same log. It outlives the
/// servers that write it.
#[derive(Debug, Clone, Default)]
pub struct Log(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: watch::Sender<()>,
}

/// How many calls there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub calls: u64,
    /// Answered with 400 and above.
    pub errors: u64,
}

#[derive(Debug, Default)]
struct State {
    /// Oldest first, their numbers without gaps.
    records: VecDeque<Arc<Record>>,
    bytes: usize,
    /// Of the newest.
    number: u64,
    /// By system and quarter of an hour since 1970.
    counts: HashMap<SystemId, BTreeMap<i64, Counts>>,
    /// By system and consumer.
    last: HashMap<(SystemId, String), (Timestamp, u16)>,
    /// Systems whose bodies are kept, and until when.
    traces: HashMap<SystemId, Timestamp>,
}

impl Log {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those that are kept, oldest first, their numbers without gaps.
    pub fn records(&self) -> Vec<Arc<Record>> {
        self.state().records.iter().cloned().collect()
    }

    /// One of them; none where it is not kept, or not made yet.
    pub fn record(&self, number: u64) -> Option<Arc<Record>> {
        let state = self.state();
        let first = state.records.front()?.number;
        let at = usize::try_from(number.checked_sub(first)?).ok()?;
        state.records.get(at).cloned()
    }

    /// Calls to a system, or to all, that came since a quarter of an hour began, at most a day ago; also those that are
    /// kept no longer.
    pub fn counts(&self, system: Option<SystemId>, since: Timestamp) -> Counts {
        let state = self.state();
        let of = state.counts.iter().filter(|(id, _)| system.is_none_or(|system| system == **id));
        let quarters = of.flat_map(|(_, quarters)| quarters.range(quarter(since)..));
        quarters.fold(Counts::default(), |sum, (_, counts)| Counts {
            calls: sum.calls + counts.calls,
            errors: sum.errors + counts.errors,
        })
    }

    /// When a consumer called last, and what it was answered.
    pub fn last_call(&self, system: SystemId, consumer: &str) -> Option<(Timestamp, u16)> {
        self.state().last.get(&(system, consumer.to_owned())).copied()
    }

    /// Keeps the bodies of a system's calls until then; none: no longer.
    pub fn trace(&self, system: SystemId, until: Option<Timestamp>) {
        let mut state = self.state();
        match until {
            Some(until) => state.traces.insert(system, until),
            None => state.traces.remove(&system),
        };
        drop(state);
        self.0.changed.send_replace(());
    }

    /// Systems whose bodies are kept, and until when.
    pub fn traces(&self, now: Timestamp) -> Vec<(SystemId, Timestamp)> {
        let mut state = self.state();
        state.traces.retain(|_, until| *until > now);
        state.traces.iter().map(|(system, until)| (*system, *until)).collect()
    }

    /// Until when the bodies of a system's calls are kept; none: they are not.
    pub(crate) fn traced(&self, system: SystemId, now: Timestamp) -> Option<Timestamp> {
        self.state().traces.get(&system).copied().filter(|until| *until > now)
    }

    /// Changes with each call, and with what is traced.
    pub fn changed(&self) -> watch::Receiver<()> {
        self.0.changed.subscribe()
    }

    /// Takes a call in; it gets its number here.
    pub(crate) fn keep(&self, mut record: Record) {
        let mut state = self.state();
        state.number += 1;
        let now = quarter(record.at);
        let quarters = state.counts.entry(record.system).or_default();
        let counts = quarters.entry(now).or_default();
        counts.calls += 1;
        counts.errors += u64::from(record.status >= 400);
        *quarters = quarters.split_off(&(now - QUARTERS));
        record.number = state.number;
        if let Some(consumer) = &record.consumer {
            state.last.insert((record.system, consumer.clone()), (record.at, record.status));
        }
        state.bytes += record.size();
        state.records.push_back(Arc::new(record));
        while state.records.len() > MOST || (state.bytes > MOST_BYTES && state.records.len() > 1) {
            let Some(oldest) = state.records.pop_front() else { break };
            state.bytes -= oldest.size();
        }
        drop(state);
        self.0.changed.send_replace(());
    }
}

fn quarter(at: Timestamp) -> i64 {
    at.0.div_euclid(QUARTER)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn failed(response_body: Option<String>) -> Record {
        Record {
            number: 0,
            request: String::new(),
            at: Timestamp(0),
            system: SystemId::random(),
            system_name: String::new(),
            consumer: None,
            method: "GET".to_owned(),
            path: String::new(),
            status: 500,
            took: Duration::ZERO,
            headers: String::new(),
            request_body: None,
            response_type: None,
            response_bytes: 0,
            response_body,
            traced_until: None,
            backend: Vec::new(),
            backend_calls: 0,
            read: 0,
            shown: 0,
            runs: Vec::new(),
        }
    }

    #[test]
    fn the_log_is_bounded_by_calls_and_bytes() {
        let large = "x".repeat(1 << 20);
        // How many come, how large, and how many are kept.
        for (calls, body, kept) in [(3, None, 3), (MOST + 5, None, MOST), (40, Some(&large), 31)] {
            let log = Log::default();
            for _ in 0..calls {
                log.keep(failed(body.cloned()));
            }
            let records = log.records();
            let counts = log.counts(None, Timestamp(0));
            assert_eq!((records.len(), counts.calls, counts.errors), (kept, calls as u64, calls as u64));
            assert_eq!(records.last().unwrap().number, calls as u64);
            let first = records[0].number;
            assert_eq!(first, (calls - kept) as u64 + 1);
            assert_eq!(log.record(first).map(|record| record.number), Some(first));
            assert!(log.record(first - 1).is_none() && log.record(calls as u64 + 1).is_none());
        }
    }

    #[test]
    fn calls_are_counted_by_system_and_day() {
        let (log, shop, void) = (Log::default(), SystemId::random(), SystemId::random());
        let day = QUARTER * 4 * 24;
        for (system, at, status) in [
            (shop, day - 1, 200),
            (shop, day, 200),
            (shop, day + 1, 404),
            // It came before that, and was answered later.
            (shop, day - 1, 500),
            (void, day + 5 * QUARTER, 401),
        ] {
            log.keep(Record { system, at: Timestamp(at), status, ..failed(None) });
        }
        let of = |system, since| {
            let Counts { calls, errors } = log.counts(system, Timestamp(since));
            (calls, errors)
        };
        assert_eq!(of(Some(shop), day), (2, 1));
        assert_eq!((of(Some(void), day), of(Some(void), day + 6 * QUARTER)), ((1, 1), (0, 0)));
        assert_eq!((of(None, day), of(None, 0)), ((3, 2), (5, 3)));
        // A day later the former one is forgotten.
        log.keep(Record { system: shop, at: Timestamp(2 * day + 5 * QUARTER), status: 200, ..failed(None) });
        assert_eq!((of(Some(shop), 2 * day), of(Some(shop), 0)), ((1, 0), (1, 0)));
    }

    #[test]
    fn a_trace_ends_by_itself_or_when_told() {
        let (log, system) = (Log::default(), SystemId::random());
        let at = Timestamp;
        log.trace(system, Some(at(10)));
        assert_eq!((log.traced(system, at(9)), log.traced(system, at(10))), (Some(at(10)), None));
        assert_eq!(log.traces(at(9)), [(system, at(10))]);
        assert_eq!(log.traces(at(10)), []);
        log.trace(system, Some(at(20)));
        log.trace(system, None);
        assert_eq!(log.traced(system, at(11)), None);
    }
}
