//! The memory of this process, as Linux counts it.

/// The file in which the kernel tells what a process has (proc_pid_status(5)).
const STATUS: &str = "/proc/self/status";

/// Pages that are in memory now, in MB. None: no Linux.
#[must_use]
pub fn now() -> Option<f64> {
    megabytes("VmRSS:")
}

/// The most there ever was since [`forget_peak`], in MB.
#[must_use]
pub fn peak() -> Option<f64> {
    megabytes("VmHWM:")
}

/// Counts the peak anew (proc_pid_clear_refs(5)).
pub fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn megabytes(field: &str) -> Option<f64> {
    let status = std::fs::read_to_string(STATUS).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
