use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Planned;
use crate::api::AppError;
use crate::app::App;
use crate::errors::{Code, error};

/// More plans than windows can show are forgotten, the oldest first.
const KEPT: usize = 16;

/// Plans that were seen and not sent yet. In memory only: a plan is as old as what it read.
#[derive(Default)]
pub(crate) struct Plans(Mutex<VecDeque<Arc<Planned>>>);

impl Plans {
    pub(super) fn get(&self, id: &str) -> Result<Arc<Planned>, AppError> {
        let found = self.lock().iter().find(|plan| plan.id == id).cloned();
        found.ok_or_else(|| {
            error(Code::PlanGone, "This plan is no longer known.")
                .help("Close the preview and begin again.")
                .at(id)
        })
    }

    /// In place of a former one of the same id.
    pub(super) fn put(&self, plan: Arc<Planned>) {
        let mut plans = self.lock();
        plans.retain(|other| other.id != plan.id);
        if plans.len() == KEPT {
            plans.pop_front();
        }
        plans.push_back(plan);
    }

    /// Gives a plan out and forgets it: none is sent twice.
    pub(super) fn take(&self, id: &str) -> Option<Arc<Planned>> {
        let mut plans = self.lock();
        let at = plans.iter().position(|plan| plan.id == id)?;
        plans.remove(at)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Planned>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    pub(crate) fn plans(&self) -> &Plans {
        &self.0.plans
    }
}
