use std::collections::HashMap;

/// How many lines of either text have no equal in the other.
#[must_use]
pub fn differing(before: &str, after: &str) -> usize {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for line in before.lines() {
        *counts.entry(line).or_default() += 1;
    }
    for line in after.lines() {
        *counts.entry(line).or_default() -= 1;
    }
    let gone: i64 = counts.values().filter(|&&n| n > 0).sum();
    let new: i64 = counts.values().filter(|&&n| n < 0).map(|n| -n).sum();
    usize::try_from(gone.max(new)).unwrap_or(0)
}
