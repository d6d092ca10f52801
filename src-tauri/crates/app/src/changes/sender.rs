//! Sends what was planned, request by request, and writes down what came of each before the next.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use zonedesk_scim::Group;
use zonedesk_workspace::{Author, End, Outcome, RequestRecord, Run, SnapshotChange};
use zonedesk_xsuaa::{Account, Method};

use super::apply::record;
use super::carry_out::carry_out;
use super::send::Progress;
use super::sent::Sent;
use super::step::{Effect, Guard, Step};
use super::writer::Writer;
use super::{Planned, difference, portions};
use crate::api::{AppError, Event};
use crate::app::{App, blocking, now};
use crate::jobs::Handle;

/// Snapshot changes are written in groups of this many.
const BATCH: usize = 200;

/// Sends the steps of one plan in their order.
pub(super) struct Sender<'a> {
    app: &'a App,
    planned: &'a Planned,
    /// As the job asks it.
    account: Account,
    handle: &'a Handle,
    progress: Progress,
    writer: Writer,
    /// Members in one PATCH, as the answers teach it.
    size: usize,
    learned: bool,
    /// Not in the snapshot yet.
    unwritten: Vec<(Author, SnapshotChange)>,
}

impl<'a> Sender<'a> {
    pub async fn new(
        app: &'a App,
        planned: &'a Planned,
        account: Account,
        handle: &'a Handle,
    ) -> Result<Self, AppError> {
        // What tells accounts apart that share an API; some systems lead to one account.
        let zone = account.zone().await?.id.unwrap_or_else(|| account.token_url().to_string());
        let writer = Writer::new(app.0.writers.clone(), format!("{} {zone}", account.api()));
        Ok(Self {
            app,
            planned,
            account,
            handle,
            progress: Progress::default(),
            writer,
            size: planned.portions.size(),
            learned: false,
            unwritten: Vec::new(),
        })
    }

    /// How it ended, and what made it stop early.
    pub async fn send_all(
        &mut self,
        steps: &[(u32, &Step)],
        changed: &HashMap<u32, String>,
        mut run: Run,
    ) -> Result<(Run, End, Option<AppError>), AppError> {
        let total = Some(steps.len() as u64);
        let (handle, mut requests) = (self.handle, 0);
        handle.progress(0, total, 0);
        for (at, (number, step)) in steps.iter().enumerate() {
            if handle.is_cancelled() {
                return Ok((run, End::Cancelled, None));
            }
            let mut result = record(*number, step);
            let mut stop = None;
            if let Some(difference) = changed.get(number) {
                result.outcome = Outcome::Conflict;
                result.error = Some("Not sent: it was changed since the preview.".into());
                result.difference = Some(difference.clone());
            } else {
                match self.progress.ready(step) {
                    Err(reason) => result.error = Some(reason.to_owned()),
                    Ok(ready) => {
                        result.path.clone_from(&ready.call.path);
                        result.body.clone_from(&ready.call.body);
                        let users = self.planned.system.snapshot.as_ref().map_or(0, |info| info.users);
                        let permitted = tokio::select! {
                            biased;
                            () = handle.cancelled() => return Ok((run, End::Cancelled, None)),
                            permitted = self.writer.permit(ready) => permitted,
                        };
                        let sent = carry_out(&self.account, handle, permitted, step, users).await;
                        requests += sent.requests;
                        self.learn(step, &sent);
                        stop = self.take(&mut result, step, sent).await;
                    }
                }
            }
            run = blocking(move || {
                run.note(result)?;
                Ok(run)
            })
            .await?;
            if self.unwritten.len() >= BATCH {
                self.write_snapshot().await?;
            }
            handle.progress(at as u64 + 1, total, requests);
            if stop.is_some() {
                return Ok((run, End::Complete, stop));
            }
        }
        Ok((run, End::Complete, None))
    }

    /// Puts an answer into the record, and remembers what later requests need.
    async fn take(&mut self, result: &mut RequestRecord, step: &Step, sent: Sent) -> Option<AppError> {
        result.outcome = sent.outcome;
        result.status = sent.status;
        result.milliseconds = sent.milliseconds;
        result.error = sent.error;
        result.difference = sent.difference;
        result.attempts = sent.attempts;
        result.left_out = sent.left_out;
        let path = result.path.clone();
        let Some(done) = sent.done else {
            self.progress.broken.push(path);
            if sent.stop.is_none() && result.difference.is_none() {
                self.look(result, step).await;
            }
            return sent.stop;
        };
        if let Some(version) = done.version {
            self.progress.versions.insert(path, version);
        }
        if let Some(id) = &done.created {
            self.progress.created.insert(result.number as usize, id.clone());
        }
        if result.outcome == Outcome::Partly {
            // Only who has left can come back.
            let out: HashSet<&String> = result.left_out.iter().flat_map(|out| &out.members).collect();
            if let Some(Value::Array(members)) =
                result.before.as_mut().and_then(|before| before.get_mut("members"))
            {
                members.retain(|member| {
                    !member["value"].as_str().is_some_and(|id| out.contains(&id.to_owned()))
                });
            }
        }
        // What was there before is not to be undone.
        if sent.ours {
            result.after = done.after;
            result.created = done.created;
        }
        let author = if sent.ours { Author::Us } else { Author::Others };
        self.unwritten.extend(done.changes.into_iter().map(|change| (author, change)));
        sent.stop
    }

    /// What an answer teaches about how many members the next plan may take.
    fn learn(&mut self, step: &Step, sent: &Sent) {
        let Effect::Members { added, removed, .. } = &step.effect else { return };
        if step.call.method != Method::Patch {
            return;
        }
        let before = self.size;
        if let Some(most) = sent.most {
            self.size = self.size.min(most);
        } else if sent.outcome == Outcome::Done && sent.attempts.is_empty() {
            self.size = portions::next(self.size, added.len() + removed.len(), sent.milliseconds);
        }
        self.learned |= self.size != before;
    }

    /// Writes down what is not written yet.
    pub async fn close(&mut self) -> Result<(), AppError> {
        self.write_snapshot().await?;
        if self.learned {
            let (id, size) = (self.planned.system.id, self.size);
            self.app.workspace(move |workspace| portions::learn(workspace, id, size)).await?;
        }
        Ok(())
    }

    /// After a refusal: what the account holds now, where the refusal says that it is not what was seen.
    async fn look(&mut self, result: &mut RequestRecord, step: &Step) {
        let gone = result.status == Some(404);
        if !gone && result.outcome != Outcome::Conflict {
            return;
        }
        let id = self.planned.system.id;
        match &step.effect {
            Effect::UserGone { id } if gone => {
                self.unwritten.push((Author::Others, SnapshotChange::UserGone { id: id.clone() }));
            }
            Effect::RoleCollectionGone { id } if gone => {
                let gone = SnapshotChange::RoleCollectionGone { id: id.clone() };
                self.unwritten.push((Author::Others, gone));
            }
            Effect::UserWritten(user) => {
                let (Some(Guard::User(seen)), Ok(now)) = (&step.guard, self.account.user(&user.id).await)
                else {
                    return;
                };
                result.difference = difference::user(seen, &now, true);
            }
            Effect::RoleCollectionWritten(Group { id: group, .. })
            | Effect::Members { role_collection: group, .. } => {
                let Ok(now) = self.account.group(group).await else { return };
                let known = group.clone();
                let known = self.app.workspace(move |workspace| {
                    workspace.existing_snapshot(id)?.role_collection(&known, u32::MAX)
                });
                if let Ok(Some(known)) = known.await {
                    result.difference = difference::role_collection(&known, &now, &HashMap::new());
                }
            }
            _ => {}
        }
    }

    async fn write_snapshot(&mut self) -> Result<(), AppError> {
        let changes = std::mem::take(&mut self.unwritten);
        if changes.is_empty() {
            return Ok(());
        }
        let id = self.planned.system.id;
        self.app
            .workspace(move |workspace| {
                changes.chunk_by(|one, next| one.0 == next.0).try_for_each(|changes| {
                    let (author, at) = (changes[0].0, now());
                    let changes: Vec<_> = changes.iter().map(|(_, change)| change.clone()).collect();
                    workspace.change_snapshot(id, &changes, author, at)
                })
            })
            .await?;
        self.app.emit(Event::System { system: id.to_string() });
        Ok(())
    }
}
