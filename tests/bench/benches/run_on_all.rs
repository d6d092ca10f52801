//! *Run on All*: every user and role collection of a snapshot through two transformations, reading it included. 100 000
//! users, 2 000 role collections, half a million memberships; beside it the walk over the snapshot alone. The best of five
//! must not be above the limit. `ZONEDESK_BENCH_USERS` sets another number of users.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use zonedesk_app::api::{EffectQuery, EffectStart, JobState, TransformationKind, TransformationSide};
use zonedesk_app::system_transformations::{transformation_effect, transformation_effect_start};
use zonedesk_app::transformations::{DEFAULT_READ, DEFAULT_WRITE};
use zonedesk_app::{App, Options, jobs};
use zonedesk_bench::account::fill;
use zonedesk_workspace::Walk;

const ROUNDS: usize = 5;
const AT_MOST: Duration = Duration::from_millis(1_500);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let users = std::env::var("ZONEDESK_BENCH_USERS").map_or(100_000, |text| text.parse().expect("a number"));
    let (workspace, system) = fill(dir.path(), users);
    let snapshot = workspace.existing_snapshot(system)?;
    let walk = best(|| {
        let mut bytes = 0;
        snapshot.walk(Walk::ALL, &mut |met| {
            bytes += met.json.len();
            ControlFlow::Continue(())
        })?;
        Ok(format!("{} MB of JSON", bytes >> 20))
    })?;
    println!("the walk alone: {:?} ({})", walk.0, walk.1);
    drop(snapshot);

    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let app = App::open(Options { workspace: Some(dir.path().to_owned()), ..Options::default() });
    let lower = r#""$.userName", "functions": [{"function": "toLowerCaseString"}]"#;
    let mut slowest = Duration::ZERO;
    for (name, kind, after) in [
        ("read, nobody differs", TransformationKind::Read, DEFAULT_READ.replacen("\"$.userName\"", lower, 1)),
        (
            "read, every user differs",
            TransformationKind::Read,
            DEFAULT_READ.replacen("\"$.zoneId\"", "\"$.origin\"", 1),
        ),
        (
            "write, nobody differs",
            TransformationKind::Write,
            DEFAULT_WRITE.replacen("\"$.userName\"", lower, 1),
        ),
    ] {
        let effect = EffectStart {
            system: system.to_string(),
            kind,
            before: TransformationSide::Default,
            after: TransformationSide::Text { text: after },
            operation: None,
        };
        let (time, told) = best(|| {
            runtime.block_on(async {
                let job = transformation_effect_start(&app, effect.clone()).await?;
                let ended = jobs::job_end(&app, &job.id).await?;
                assert_eq!(ended.state, JobState::Done, "{:?}", ended.error);
                let query = EffectQuery { job: job.id, entity: None, kind: None, offset: 0, limit: 100 };
                let page = transformation_effect(&app, &query).await?;
                let entities: u32 = page.counts.iter().map(|counts| counts.entities).sum();
                Ok(format!("{} of {entities} differ", page.total))
            })
        })?;
        let ratio = time.as_secs_f64() / walk.0.as_secs_f64();
        println!("{name}: {time:?}, {ratio:.1} times the walk alone ({told}; limit {AT_MOST:?})");
        slowest = slowest.max(time);
    }
    runtime.shutdown_background();
    if slowest > AT_MOST { Err(format!("{slowest:?} is above {AT_MOST:?}").into()) } else { Ok(()) }
}

type Told = Result<String, Box<dyn std::error::Error>>;

/// The shortest of some rounds, and what the last one told.
fn best(mut round: impl FnMut() -> Told) -> Result<(Duration, String), Box<dyn std::error::Error>> {
    let (mut shortest, mut told) = (Duration::MAX, String::new());
    for _ in 0..ROUNDS {
        let began = Instant::now();
        told = round()?;
        shortest = shortest.min(began.elapsed());
    }
    Ok((shortest, told))
}
