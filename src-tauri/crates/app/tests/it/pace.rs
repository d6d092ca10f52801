//! The whole app at the pace of an account: what goes first, what is told, and that no account waits for another.

use std::time::{Duration, Instant};

use crate::support::Bench;
use zonedesk_app::api::{Event, JobState, Pace, Settings};
use zonedesk_app::{App, Options, connection_test, jobs, refresh, session};
use zonedesk_simulator::Landscape;

/// An account of twenty pages of users and one of role collections, at so many requests a second.
async fn bench(requests_per_second: u32) -> (Bench, String) {
    let bench = Bench::of(Landscape::of_size(10_000, 20)).await;
    let settings = Settings { requests_per_second, ..Settings::default() };
    session::settings_save(&bench.app, settings).await.unwrap();
    let id = bench.add("Benchmark").await.id;
    (bench, id)
}

#[tokio::test]
async fn an_account_is_read_at_its_pace_and_with_a_request_a_page() {
    const RATE: u32 = 20;
    let (bench, id) = bench(RATE).await;
    let mut events = bench.app.events();
    let began = Instant::now();
    let job = bench.refreshed(&id).await;
    assert_eq!(
        (job.state, job.requests, bench.simulator.control.requests("benchmark")),
        (JobState::Done, 21, Some(21))
    );
    // Twenty within the first second, one after it.
    assert!(began.elapsed() >= Duration::from_secs(1));
    let mut told: Vec<Pace> = Vec::new();
    loop {
        match events.recv().await.unwrap() {
            Event::Pace { system, pace } if system == id => {
                told.push(pace);
                // The last word is that they rest, slowed or not: a busy computer answers slowly.
                if (Pace { slowed: false, ..pace }) == Pace::default() {
                    break;
                }
            }
            _ => {}
        }
    }
    // At first it may be told that they wait for a slot that no other process has.
    assert!(told[..2].iter().any(|pace| pace.rate > 0) && told.iter().all(|pace| pace.held == 0), "{told:?}");
    let span = began.elapsed().as_millis() as usize;
    assert!(told.len() <= span / 500 + 2, "{} in {span} ms", told.len());
}

#[tokio::test]
async fn another_pace_holds_at_once_for_an_account_that_was_asked_before() {
    let (bench, id) = bench(0).await;
    bench.refreshed(&id).await;
    let settings = Settings { requests_per_second: 20, ..Settings::default() };
    session::settings_save(&bench.app, settings).await.unwrap();
    let began = Instant::now();
    let job = refresh::refresh_whole(&bench.app, &id).await.unwrap();
    assert_eq!(jobs::job_end(&bench.app, &job.id).await.unwrap().requests, 21);
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_person_does_not_wait_for_a_job() {
    let (bench, id) = bench(10).await;
    let job = refresh::refresh(&bench.app, &id).await.unwrap();
    let job_id = job.id.clone();
    let mut events = bench.app.events();
    // Rows are there, and the job's next pages stand in the queue.
    loop {
        match events.recv().await.unwrap() {
            Event::Job { job } if job.requests >= 10 => break,
            _ => {}
        }
    }
    // Two requests, both answered before the job's are.
    let steps = connection_test::system_test(&bench.app, &id).await.unwrap();
    assert!(steps.iter().all(|step| step.error.is_none()), "{steps:?}");
    let running = jobs::jobs(&bench.app).await.unwrap();
    assert_eq!(running.iter().find(|job| job.id == job_id).unwrap().state, JobState::Running);
    jobs::job_end(&bench.app, &job_id).await.unwrap();
}

#[tokio::test]
async fn two_processes_of_one_workspace_share_the_pace() {
    const RATE: u32 = 20;
    let (bench, id) = bench(RATE).await;
    let options = Options { workspace: Some(bench.dir.path().to_owned()), ..Options::default() };
    let other = App::open(options);
    session::secrets_this_run(&other).await.unwrap();
    let secret = bench.account("Benchmark").client_secret.clone();
    session::secret_for_system(&other, &id, secret).await.unwrap();
    let began = Instant::now();
    let read = |app: App| {
        let id = id.clone();
        async move {
            for _ in 0..12 {
                connection_test::system_test(&app, &id).await.unwrap();
            }
        }
    };
    tokio::join!(read(bench.app.clone()), read(other.clone()));
    let requests = bench.simulator.control.requests("benchmark").unwrap();
    // Twenty within any second, whoever sends them.
    let fewest = (requests - 1) / u64::from(RATE);
    assert!(
        fewest > 1 && began.elapsed() >= Duration::from_secs(fewest),
        "{requests} in {:?}",
        began.elapsed()
    );
}
