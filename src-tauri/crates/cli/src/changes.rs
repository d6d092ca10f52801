//! The one way of every changing verb: plan, show, ask, apply, tell.

use std::io::{self, BufRead};

use serde::Serialize;
use zonedesk_app::api::{
    ActivityDetail, Approval, Change, Job, JobState, Notice, Plan, PlanRequest, Severity, SystemNode,
};
use zonedesk_app::{App, activity, changes};

use crate::failure::{Exit, Failure};
use crate::output::{Output, can_ask};
use crate::pick;
use crate::table::plain;
use crate::verbs::refresh;

/// How a change is to be carried out.
#[derive(Debug, clap::Args)]
pub struct Apply {
    /// Send nothing that changes anything; show the exact requests
    #[arg(long)]
    dry_run: bool,
    /// Why, for the journal
    #[arg(long, default_value = "", hide_default_value = true)]
    reason: String,
    #[command(flatten)]
    consent: NamedConsent,
}

/// Consent to what cannot be taken back.
#[derive(Debug, clap::Args)]
pub struct Consent {
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
}

/// Consent that may have to name the system.
#[derive(Debug, clap::Args)]
pub struct NamedConsent {
    #[command(flatten)]
    consent: Consent,
    /// The system's name: asked for where it is tagged "production", or more than 50 entities are deleted
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,
}

impl Consent {
    /// Asks in a terminal, unless consent was given.
    pub fn ask(&self, question: &str) -> Result<(), Failure> {
        if self.yes {
            return Ok(());
        }
        let answer = answer(&format!("{question} [y/N] "), "Add --yes.")?;
        if matches!(answer.to_lowercase().as_str(), "y" | "yes") {
            return Ok(());
        }
        eprintln!("Nothing was changed.");
        Err(Failure::told(Exit::Failed))
    }
}

impl NamedConsent {
    /// As [`Consent::ask`]; who named the system has consented.
    pub fn ask(&self, question: &str) -> Result<(), Failure> {
        if self.confirm.is_some() { Ok(()) } else { self.consent.ask(question) }
    }

    /// The typed name that a plan asks for.
    pub fn name(&self, name: &str, question: &str) -> Result<String, Failure> {
        if let Some(typed) = &self.confirm {
            return Ok(typed.clone());
        }
        let prompt = format!("{question} Type the name of the system ({name}): ");
        answer(
            &prompt,
            &format!("Add --confirm \"{name}\": this system is tagged production, or the change is large."),
        )
    }
}

fn answer(prompt: &str, without_terminal: &str) -> Result<String, Failure> {
    if !can_ask() {
        return Err(Failure::usage(
            "this needs a word of consent, and there is no terminal to ask in",
            without_terminal,
        ));
    }
    eprint!("{prompt}");
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|error| Failure::io("terminal", &error))?;
    Ok(line.trim().to_owned())
}

/// The system of a change, with a snapshot: entities are looked up in it.
pub async fn prepared(app: &App, output: &Output, system: &str) -> Result<SystemNode, Failure> {
    let system = pick::account(app, system).await?;
    if system.refreshed_at.is_none() {
        refresh::before_list(app, output, &system, false).await?;
    }
    Ok(system)
}

/// Plans a change; shows it, or carries it out.
pub async fn run(app: &App, output: &Output, change: Change, apply: &Apply) -> Result<(), Failure> {
    match carry_out(app, output, change, apply).await? {
        Some(job) => tell(app, output, &job).await,
        None => Ok(()),
    }
}

/// As [`run`], without telling how it ended. None where nothing was sent.
pub async fn carry_out(
    app: &App,
    output: &Output,
    change: Change,
    apply: &Apply,
) -> Result<Option<Job>, Failure> {
    let plan = changes::plan(app, change).await?;
    if plan.requests == 0 {
        changes::plan_discard(app, &plan.id).await?;
        return nothing(output, &plan).map(|()| None);
    }
    if apply.dry_run {
        let shown = dry_run(app, output, &plan).await;
        changes::plan_discard(app, &plan.id).await?;
        return shown.map(|()| None);
    }
    notices(output, &plan.notices);
    if plan.stale > 0 {
        for row in plan.rows.iter().filter(|row| row.difference.is_some()) {
            output.note(&format!(
                "changed meanwhile: {} {}",
                row.what.message,
                row.difference.as_deref().unwrap_or("")
            ));
        }
        changes::plan_discard(app, &plan.id).await?;
        let name = plan.systems.first().map_or("the system", |system| system.name.as_str());
        return Err(Failure::usage(
            format!("{} of these changed in the account since {name} was read", plan.stale),
            format!("`zonedesk refresh \"{name}\"` reads it anew; then try again."),
        ));
    }
    let question = format!("{} ({} requests)?", plan.title.message, plan.requests);
    let confirm = match &plan.confirm {
        Some(name) => apply.consent.name(name, &question)?,
        None => {
            if plan.destructive {
                apply.consent.ask(&question)?;
            }
            String::new()
        }
    };
    let approval =
        Approval { plan: plan.id.clone(), reason: apply.reason.clone(), confirm, left_out: Vec::new() };
    let job = changes::apply(app, approval).await?;
    Ok(refresh::watch(app, output, vec![job]).await?.pop())
}

fn nothing(output: &Output, plan: &Plan) -> Result<(), Failure> {
    notices(output, &plan.notices);
    if output.json {
        return output.json(&serde_json::json!({ "plan": plan, "requests": [] }));
    }
    output.note("Nothing to do.");
    Ok(())
}

fn notices(output: &Output, notices: &[Notice]) {
    for notice in notices {
        let word = match notice.severity {
            Severity::Information => "note",
            Severity::Warning => "warning",
            Severity::Error => "problem",
        };
        output.note(&format!("{word}: {}", notice.text.message));
    }
}

#[derive(Serialize)]
struct DryRun<'a> {
    plan: &'a Plan,
    requests: Vec<PlanRequest>,
}

async fn dry_run(app: &App, output: &Output, plan: &Plan) -> Result<(), Failure> {
    let mut requests = Vec::with_capacity(plan.requests as usize);
    for number in 1..=plan.requests {
        requests.push(changes::plan_request(app, &plan.id, number).await?);
    }
    if output.json {
        return output.json(&DryRun { plan, requests });
    }
    notices(output, &plan.notices);
    let mut text = String::new();
    for request in &requests {
        text.push_str(&format!("{} {}\n", request.method, request.url));
        for (name, value) in &request.headers {
            text.push_str(&format!("{name}: {value}\n"));
        }
        if let Some(body) = &request.body {
            text.push_str(&format!("\n{body}\n"));
        }
        text.push('\n');
    }
    output.text(&text)?;
    let requests = if plan.requests == 1 { "request" } else { "requests" };
    output.note(&format!(
        "{}: {} {requests}, about {} s. Nothing was sent.",
        plan.title.message, plan.requests, plan.seconds
    ));
    Ok(())
}

/// Tells how a change ended, request by request where it did not end well.
pub async fn tell(app: &App, output: &Output, job: &Job) -> Result<(), Failure> {
    let detail = match job.entry {
        Some(entry) => Some(activity::activity_detail(app, entry).await?),
        None => None,
    };
    if output.json {
        output.json(&serde_json::json!({ "job": job, "activity": detail }))?;
    } else if let Some(detail) = &detail {
        output.text(&results(detail))?;
    }
    if job.state == JobState::Done {
        return Ok(());
    }
    let partly =
        detail.as_ref().is_some_and(|detail| detail.results.iter().any(|result| result.error.is_none()));
    Err(match (&job.error, partly) {
        (Some(error), false) => error.clone().into(),
        (_, true) => Failure { exit: Exit::Partly, error: job.error.clone() },
        (None, false) => Failure::told(Exit::Failed),
    })
}

fn results(detail: &ActivityDetail) -> String {
    let mut text = String::new();
    for result in &detail.results {
        let status = result.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        text.push_str(&format!(
            "{status:<9} {:<6} {}  {}\n",
            result.method,
            result.path,
            plain(&result.what.message)
        ));
        if result.attempts.len() > 1 {
            for attempt in &result.attempts {
                let status =
                    attempt.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
                let note = attempt.note.as_deref().unwrap_or("Done.");
                text.push_str(&format!("          {status:<9} {}\n", plain(note)));
            }
        }
        if let Some(error) = &result.error {
            text.push_str(&format!("          {}\n", plain(error)));
        }
        for left_out in &result.left_out {
            let members = left_out.members.join(", ");
            text.push_str(&format!("          left out: {}: {}\n", plain(&members), plain(&left_out.why)));
        }
        if let Some(difference) = &result.difference {
            text.push_str(&format!("          now in the account: {}\n", plain(difference)));
        }
    }
    text.push_str(&format!(
        "{} (journal entry {}).\n",
        plain(&detail.entry.title.message),
        detail.entry.entry
    ));
    text
}
