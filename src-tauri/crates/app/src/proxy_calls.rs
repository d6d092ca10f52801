//! The live log of the proxy that this process runs.

use std::sync::Arc;

use zonedesk_proxy::{BackendCall, Counts, Record};
use zonedesk_scim::Timestamp;

use crate::api::{
    AppError, ProxyBackendCall, ProxyCall, ProxyCallDetail, ProxyCallKind, ProxyCallPage, ProxyCallQuery,
    ProxyCounts, ProxyHeader,
};
use crate::app::{App, blocking, system_id};
use crate::errors::{Code, error};
use crate::system_transformations::proxied;

/// The most calls of one page.
const LARGEST_PAGE: u32 = 500;
/// What takes longer is slow.
const SLOW: std::time::Duration = std::time::Duration::from_secs(1);

/// Calls of consumers, newest first.
pub async fn proxy_calls(app: &App, query: ProxyCallQuery) -> Result<ProxyCallPage, AppError> {
    if query.count > LARGEST_PAGE {
        let told = format!("At most {LARGEST_PAGE} calls can be asked for at once.");
        return Err(error(Code::LimitTooLarge, told).at("count"));
    }
    let system = query.system.as_deref().map(system_id).transpose()?;
    let records = app.0.proxy.log.records();
    blocking(move || {
        let words: Vec<String> = query.text.split_whitespace().map(str::to_lowercase).collect();
        let mut page = ProxyCallPage {
            newest: records.last().map_or(0, |record| record.number),
            ..ProxyCallPage::default()
        };
        let fits = |record: &&Arc<Record>| {
            query.upto.is_none_or(|upto| record.number <= upto)
                && system.is_none_or(|system| system == record.system)
                && holds(record, &words)
        };
        for record in records.iter().rev().filter(fits) {
            let (failed, slow) = (record.status >= 400, record.took >= SLOW);
            page.all += 1;
            page.errors += u32::from(failed);
            page.slow += u32::from(slow);
            let wanted = match query.kind {
                ProxyCallKind::All => true,
                ProxyCallKind::Errors => failed,
                ProxyCallKind::Slow => slow,
            };
            if wanted {
                if page.total >= query.start && page.calls.len() < query.count as usize {
                    page.calls.push(call(record));
                }
                page.total += 1;
            }
        }
        Ok(page)
    })
    .await
}

/// Calls to a system, or to all, since the day of whoever looks began, or this process.
pub async fn proxy_counts(
    app: &App,
    system: Option<&str>,
    since: Timestamp,
) -> Result<ProxyCounts, AppError> {
    let system = system.map(system_id).transpose()?;
    let Counts { calls, errors } = app.0.proxy.log.counts(system, since);
    Ok(ProxyCounts { calls, errors })
}

/// All that is kept of a call; none: it is not kept any more.
pub async fn proxy_call(app: &App, number: u64) -> Result<Option<ProxyCallDetail>, AppError> {
    let record = app.0.proxy.log.record(number);
    blocking(move || Ok(record.map(|record| detail(&record)))).await
}

/// Whether each word is in what is shown of it.
fn holds(record: &Record, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let consumer = record.consumer.as_deref().unwrap_or_default();
    let (method, path, status, request) = (&record.method, &record.path, record.status, &record.request);
    let shown = format!("{consumer}\n{method}\n{path}\n{status}\n{request}").to_lowercase();
    words.iter().all(|word| shown.contains(word))
}

fn call(record: &Record) -> ProxyCall {
    ProxyCall {
        number: record.number,
        at: record.at,
        system: record.system.to_string(),
        system_name: record.system_name.clone(),
        consumer: record.consumer.clone(),
        method: record.method.clone(),
        path: record.path.clone(),
        status: record.status,
        milliseconds: milliseconds(record.took),
        backend_calls: record.backend_calls,
    }
}

fn detail(record: &Record) -> ProxyCallDetail {
    let header = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some(ProxyHeader { name: name.to_owned(), value: value.to_owned() })
    };
    ProxyCallDetail {
        call: call(record),
        request_id: record.request.clone(),
        headers: record.headers.lines().filter_map(header).collect(),
        request_body: record.request_body.clone(),
        response_type: record.response_type.map(str::to_owned),
        response_bytes: record.response_bytes as u64,
        response_body: record.response_body.clone(),
        traced_until: record.traced_until,
        backend: record.backend.iter().map(backend_call).collect(),
        entities_read: record.read,
        entities_shown: record.shown,
        runs: record.runs.iter().map(proxied).collect(),
    }
}

fn backend_call(call: &BackendCall) -> ProxyBackendCall {
    ProxyBackendCall {
        method: call.method.to_owned(),
        path: call.path.clone(),
        status: call.status,
        waited: milliseconds(call.waited),
        milliseconds: milliseconds(call.took),
        failure: call.failure.clone(),
    }
}

fn milliseconds(duration: std::time::Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}
