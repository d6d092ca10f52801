//! Minutes of each part of a run, and the limit that keeps the whole affordable.

use std::time::{Duration, Instant};

use crate::Result;
use crate::program::MINUTE;

/// Processor time of `cargo xtask test` above which it fails.
const LIMIT: Duration = Duration::from_secs(60 * 60);

#[derive(Default)]
pub struct Budget {
    parts: Vec<Part>,
}

struct Part {
    name: &'static str,
    wall: Duration,
    cpu: Option<Duration>,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    Skipped(String),
    Failed,
}

/// How a part ended that did not fail.
pub enum Done {
    Done,
    /// Why it was not done.
    Skipped(String),
}

impl Budget {
    /// Does one part and notes its minutes, also where it fails.
    pub fn part(&mut self, name: &'static str, work: impl FnOnce() -> Result<Done>) -> Result {
        println!("\n=== {name}");
        let (start, before) = (Instant::now(), children_cpu());
        let result = work();
        let (outcome, result) = match result {
            Ok(Done::Done) => (Outcome::Passed, Ok(())),
            Ok(Done::Skipped(why)) => {
                println!("skipped: {why}");
                (Outcome::Skipped(why), Ok(()))
            }
            Err(message) => (Outcome::Failed, Err(message)),
        };
        let cpu = children_cpu().zip(before).map(|(after, before)| after - before);
        self.parts.push(Part { name, wall: start.elapsed(), cpu, outcome });
        result
    }

    /// Prints the table; an error when the whole took more processor time than allowed.
    pub fn close(&self) -> Result {
        println!("\n{:<28} {:>10} {:>10}", "minutes", "wall", "processor");
        for part in &self.parts {
            let outcome = match &part.outcome {
                Outcome::Passed => String::new(),
                Outcome::Skipped(why) => format!("  skipped: {why}"),
                Outcome::Failed => "  FAILED".into(),
            };
            println!("{:<28} {:>10} {:>10}{outcome}", part.name, minutes(Some(part.wall)), minutes(part.cpu));
        }
        let wall = self.parts.iter().map(|part| part.wall).sum();
        let cpu: Option<Duration> = self.parts.iter().map(|part| part.cpu).sum();
        println!("{:<28} {:>10} {:>10}", "all", minutes(Some(wall)), minutes(cpu));
        match cpu {
            Some(cpu) if cpu > LIMIT => Err(format!(
                "{} processor minutes; the limit is {}",
                minutes(Some(cpu)),
                LIMIT.as_secs() / MINUTE.as_secs()
            )),
            _ => Ok(()),
        }
    }
}

fn minutes(time: Option<Duration>) -> String {
    time.map_or_else(|| "–".into(), |time| format!("{:.1}", time.as_secs_f64() / 60.0))
}

/// Processor time of all programs that were started and have ended (proc_pid_stat(5): cutime, cstime). Known on Linux
/// only; elsewhere the table has wall time. The processes of a web view are the desktop's children, not ours, and are
/// missing.
fn children_cpu() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // the name, in parentheses, may hold blanks
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10)) // the kernel shows 100 ticks a second on every architecture
}
