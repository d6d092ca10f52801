use std::collections::HashMap;

use zonedesk_app::api::{Event, Job, JobState, Pace, SystemNode, SystemState};
use zonedesk_app::{App, grouped, jobs, landscape, refresh};

use crate::failure::{Exit, Failure};
use crate::output::{self, Output};
use crate::{pick, when};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Ids or names
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    systems: Vec<String>,
    /// All that are enabled
    #[arg(long)]
    all: bool,
    /// Read all of the account, not only what changed
    #[arg(long)]
    full: bool,
}

pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let mut systems = Vec::new();
    if arguments.all {
        let landscape = landscape::landscape(app).await?;
        let asked =
            |system: &SystemNode| !matches!(system.state, SystemState::Folder | SystemState::Disabled);
        systems.extend(landscape.systems.into_iter().filter(asked));
    } else {
        for system in &arguments.systems {
            systems.push(pick::account(app, system).await?);
        }
    }
    let mut started = Vec::new();
    for system in &systems {
        started.push(if arguments.full {
            refresh::refresh_whole(app, &system.id).await?
        } else {
            refresh::refresh(app, &system.id).await?
        });
    }
    let ended = watch(app, output, started).await?;
    let failed = ended.iter().filter(|job| job.state != JobState::Done).count();
    if output.json {
        output.json(&ended)?;
    } else {
        let mut text = String::new();
        for job in &ended {
            text.push_str(&told(app, job).await?);
        }
        output.text(&text)?;
    }
    match failed {
        0 => Ok(()),
        some if some < ended.len() => Err(Failure::told(Exit::Partly)),
        _ => Err(Failure::told(Exit::Failed)),
    }
}

/// Refreshes one system before a list is shown: where it was never read, or where that was asked for.
pub async fn before_list(app: &App, output: &Output, system: &SystemNode, anew: bool) -> Result<(), Failure> {
    if let Some(read) = system.refreshed_at
        && !anew
    {
        let (name, read) = (&system.name, when::age(&read.to_string()));
        output.note(&match &system.problem {
            Some(problem) if system.state == SystemState::Attention => {
                format!("{name}: read in part only, {read}: {} --refresh reads it anew.", problem.message)
            }
            _ => format!("{name}: as read {read}. --refresh reads it anew."),
        });
        return Ok(());
    }
    let job = refresh::refresh(app, &system.id).await?;
    let ended = watch(app, output, vec![job]).await?;
    match ended.into_iter().find_map(|job| job.error) {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

/// A line for one that was read; an error is told at once.
async fn told(app: &App, job: &Job) -> Result<String, Failure> {
    if let Some(error) = &job.error {
        output::tell(&Failure::from(error.clone()), false);
        return Ok(String::new());
    }
    let system = landscape::system(app, &job.system).await?;
    Ok(format!(
        "{}: {} users, {} role collections ({} requests).\n",
        system.name,
        grouped(system.users.unwrap_or_default()),
        grouped(system.role_collections.unwrap_or_default()),
        job.requests
    ))
}

/// How far jobs are: of the one that told something last.
#[derive(Default)]
struct Line {
    job: Option<Box<Job>>,
    /// By system.
    paces: HashMap<String, Pace>,
}

impl Line {
    fn text(&self) -> String {
        let Some(job) = &self.job else { return String::new() };
        let of = job.total.map_or_else(String::new, |total| format!(" of about {}", grouped(total)));
        let mut text = format!("{}: {}{of}", job.title.message, grouped(job.done));
        let pace = self.paces.get(&job.system).copied().unwrap_or_default();
        if let Some(waiting) = &job.waiting {
            text.push_str(&format!(" · {}", waiting.message));
        } else if pace.held > 0 {
            text.push_str(&format!(" · {} asks to wait {} s", job.system_name, pace.held));
        } else if pace.rate > 0 {
            text.push_str(&format!(" · {}.{}/s", pace.rate / 10, pace.rate % 10));
        }
        text
    }
}

/// Waits for jobs and shows how far they are; Ctrl+C cancels them.
pub async fn watch(app: &App, output: &Output, started: Vec<Job>) -> Result<Vec<Job>, Failure> {
    let mut events = app.events();
    let mut interrupted = false;
    let mut line = Line::default();
    let all = async {
        let mut ended = Vec::new();
        for job in &started {
            ended.push(jobs::job_end(app, &job.id).await?);
        }
        Ok::<_, Failure>(ended)
    };
    tokio::pin!(all);
    let ended = loop {
        tokio::select! {
            ended = &mut all => break ended?,
            event = events.recv() => match event {
                Ok(Event::Job { job }) if job.state == JobState::Running => {
                    line.job = Some(job);
                    output.progress(&line.text());
                }
                Ok(Event::Pace { system, pace }) => {
                    line.paces.insert(system, pace);
                    output.progress(&line.text());
                }
                _ => {}
            },
            _ = tokio::signal::ctrl_c(), if !interrupted => {
                interrupted = true;
                for job in &started {
                    jobs::job_cancel(app, &job.id).await?;
                }
            }
        }
    };
    output.progress_end();
    if interrupted { Err(Failure::told(Exit::Interrupted)) } else { Ok(ended) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_a_job_waits_for() {
        let job = |waiting: Option<&str>| {
            let told = serde_json::json!({
                "id": "j", "kind": "refresh", "system": "s", "systemName": "Shop", "state": "running",
                "title": {"code": "", "params": {}, "message": "Refresh Shop"},
                "done": 1500, "total": 2014, "requests": 4, "started": "2026-11-24T09:00:00.000Z", "repeats": 0,
                "waiting": waiting.map(|message| serde_json::json!({"code": "", "params": {}, "message": message})),
            });
            serde_json::from_value::<Box<Job>>(told).unwrap()
        };
        let pace = |rate, held| Pace { rate, held, ..Pace::default() };
        for (waiting, pace, text) in [
            (None, Pace::default(), "Refresh Shop: 1,500 of about 2,014"),
            (None, pace(29, 0), "Refresh Shop: 1,500 of about 2,014 · 2.9/s"),
            (None, pace(3, 8), "Refresh Shop: 1,500 of about 2,014 · Shop asks to wait 8 s"),
            (
                Some("502; again in 4 s"),
                pace(29, 0),
                "Refresh Shop: 1,500 of about 2,014 · 502; again in 4 s",
            ),
        ] {
            let line = Line { job: Some(job(waiting)), paces: HashMap::from([("s".to_owned(), pace)]) };
            assert_eq!(line.text(), text);
        }
    }
}
