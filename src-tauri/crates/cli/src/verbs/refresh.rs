use zonedesk_app::api::{Event, Job, JobState, SystemNode, SystemState};
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
        started.push(refresh::refresh(app, &system.id).await?);
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
        output.note(&format!(
            "{}: as read {}. --refresh reads it anew.",
            system.name,
            when::age(&read.to_string())
        ));
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

/// Waits for jobs and shows how far they are; Ctrl+C cancels them.
pub async fn watch(app: &App, output: &Output, started: Vec<Job>) -> Result<Vec<Job>, Failure> {
    let mut events = app.events();
    let mut interrupted = false;
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
            event = events.recv() => {
                if let Ok(Event::Job { job }) = event && job.state == JobState::Running {
                    let of = job.total.map_or_else(String::new, |total| format!(" of about {}", grouped(total)));
                    output.progress(&format!("{}: {}{of}", job.title.message, grouped(job.done)));
                }
            }
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
