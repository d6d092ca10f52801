//! What is counted, as Prometheus reads it (text format 0.0.4).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use zonedesk_workspace::SystemId;

/// Upper ends of the histogram's buckets, in milliseconds.
const BUCKETS: [u64; 11] = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

#[derive(Debug, Default)]
pub struct Metrics {
    counted: Mutex<Counted>,
    open: AtomicU64,
    connections: AtomicU64,
    handshakes_failed: AtomicU64,
}

#[derive(Debug, Default)]
struct Counted {
    /// Requests by class of status, 2 is 2xx, of systems that were asked for; only these are told apart, so that nobody makes up any number of them.
    systems: BTreeMap<SystemId, [u64; 6]>,
    /// Of no system: health, tokens, paths that lead nowhere. By class of status.
    others: [u64; 6],
    /// How many requests took at most as long, by bucket; the last one: any time.
    durations: [u64; BUCKETS.len() + 1],
    milliseconds: u64,
    /// Refused sign-ins by status.
    refusals: BTreeMap<u16, u64>,
}

/// A connection that is open for as long as this lives.
pub struct Open<'m>(&'m Metrics);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn connection(&self) -> Open<'_> {
        self.connections.fetch_add(1, Ordering::Relaxed);
        self.open.fetch_add(1, Ordering::Relaxed);
        Open(self)
    }

    pub fn handshake_failed(&self) {
        self.handshakes_failed.fetch_add(1, Ordering::Relaxed);
    }

    /// A system that is there was asked for.
    pub fn asked(&self, system: SystemId) {
        self.counted().systems.entry(system).or_default();
    }

    /// A request was answered. `system`: as its path names it.
    pub fn answered(&self, system: Option<SystemId>, status: u16, took: Duration) {
        let class = usize::from(status / 100).min(5);
        let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let mut counted = self.counted();
        match system.and_then(|system| counted.systems.get_mut(&system)) {
            Some(requests) => requests[class] += 1,
            None => counted.others[class] += 1,
        }
        let bucket = BUCKETS.iter().position(|end| milliseconds <= *end).unwrap_or(BUCKETS.len());
        counted.durations[bucket] += 1;
        counted.milliseconds = counted.milliseconds.saturating_add(milliseconds);
    }

    pub fn refused(&self, status: u16) {
        *self.counted().refusals.entry(status).or_default() += 1;
    }

    /// `calls`: to the account of each system.
    pub fn text(&self, calls: &[(SystemId, u64)]) -> String {
        let mut text = String::new();
        let mut family = |name: &str, kind: &str, help: &str, lines: Vec<(String, String)>| {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
            for (label, value) in lines {
                let _ = writeln!(text, "{name}{label} {value}");
            }
        };
        let counted = self.counted();
        let by_class = |system: &str, requests: &[u64; 6]| -> Vec<(String, String)> {
            let classes = requests.iter().enumerate().filter(|(_, count)| **count > 0);
            let of = |(class, count): (usize, &u64)| {
                (format!("{{system=\"{system}\",status=\"{class}xx\"}}"), count.to_string())
            };
            classes.map(of).collect()
        };
        let mut requests = by_class("", &counted.others);
        for (id, system) in &counted.systems {
            requests.extend(by_class(&id.to_string(), system));
        }
        let calls = calls.iter().map(|(id, calls)| (format!("{{system=\"{id}\"}}"), calls.to_string()));
        family("zonedesk_requests_total", "counter", "Requests answered.", requests);
        family(
            "zonedesk_backend_calls_total",
            "counter",
            "Calls to accounts, repeated ones too.",
            calls.collect(),
        );
        let refusals = counted.refusals.iter();
        let refusals =
            refusals.map(|(status, count)| (format!("{{status=\"{status}\"}}"), count.to_string()));
        family("zonedesk_refusals_total", "counter", "Callers who were not let in.", refusals.collect());
        let one = |value: &AtomicU64| vec![(String::new(), value.load(Ordering::Relaxed).to_string())];
        family("zonedesk_connections", "gauge", "Connections open now.", one(&self.open));
        family("zonedesk_connections_total", "counter", "Connections accepted.", one(&self.connections));
        let failed = one(&self.handshakes_failed);
        family("zonedesk_handshakes_failed_total", "counter", "TLS handshakes that failed.", failed);
        let name = "zonedesk_request_duration_seconds";
        let _ = writeln!(text, "# HELP {name} How long requests took.\n# TYPE {name} histogram");
        let mut sum = 0;
        for (end, count) in BUCKETS.iter().map(Some).chain([None]).zip(counted.durations) {
            sum += count;
            let end = end.map_or_else(|| "+Inf".to_owned(), |end| seconds(*end));
            let _ = writeln!(text, "{name}_bucket{{le=\"{end}\"}} {sum}");
        }
        let _ = writeln!(text, "{name}_sum {}\n{name}_count {sum}", seconds(counted.milliseconds));
        text
    }
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_as_prometheus_reads_them() {
        let metrics = Metrics::default();
        let (known, unknown) = (SystemId::random(), SystemId::random());
        metrics.asked(known);
        for (system, status, milliseconds) in
            [(Some(known), 200, 5), (Some(known), 204, 6), (Some(unknown), 404, 99_000), (None, 200, 1)]
        {
            metrics.answered(system, status, Duration::from_millis(milliseconds));
        }
        metrics.refused(401);
        let open = metrics.connection();
        drop(metrics.connection());
        let text = metrics.text(&[(known, 3)]);
        for line in [
            &format!("zonedesk_requests_total{{system=\"{known}\",status=\"2xx\"}} 2"),
            "zonedesk_requests_total{system=\"\",status=\"4xx\"} 1",
            "zonedesk_requests_total{system=\"\",status=\"2xx\"} 1",
            &format!("zonedesk_backend_calls_total{{system=\"{known}\"}} 3"),
            "zonedesk_refusals_total{status=\"401\"} 1",
            "zonedesk_connections 1",
            "zonedesk_connections_total 2",
            "zonedesk_request_duration_seconds_bucket{le=\"0.005\"} 2",
            "zonedesk_request_duration_seconds_bucket{le=\"0.010\"} 3",
            "zonedesk_request_duration_seconds_bucket{le=\"+Inf\"} 4",
            "zonedesk_request_duration_seconds_sum 99.012",
            "zonedesk_request_duration_seconds_count 4",
        ] {
            assert!(text.lines().any(|known| known == line), "{line}\n{text}");
        }
        assert!(!text.contains(&unknown.to_string()));
        drop(open);
        assert!(metrics.text(&[]).contains("zonedesk_connections 0\n"));
    }
}
