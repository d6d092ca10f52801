use std::collections::HashMap;
use std::ops::Range;

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

/// Lines of the later text that stand for others of the earlier one. Both count from 0; either may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineChange {
    pub before: Range<usize>,
    pub after: Range<usize>,
}

/// Most pairs of lines that are compared each with each; a larger stretch is cut at lines that occur once.
const PAIRS: usize = 1 << 18;

/// Which lines are different, from top to bottom. Equal lines are found as far as that takes no long time.
#[must_use]
pub fn line_changes(before: &str, after: &str) -> Vec<LineChange> {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut found = Found { a: &a, b: &b, changes: Vec::new() };
    found.look(0..a.len(), 0..b.len());
    found.changes
}

struct Found<'t> {
    a: &'t [&'t str],
    b: &'t [&'t str],
    changes: Vec<LineChange>,
}

impl Found<'_> {
    fn look(&mut self, mut a: Range<usize>, mut b: Range<usize>) {
        while !a.is_empty() && !b.is_empty() && self.a[a.start] == self.b[b.start] {
            (a.start, b.start) = (a.start + 1, b.start + 1);
        }
        while !a.is_empty() && !b.is_empty() && self.a[a.end - 1] == self.b[b.end - 1] {
            (a.end, b.end) = (a.end - 1, b.end - 1);
        }
        if a.is_empty() && b.is_empty() {
            return;
        }
        let pairs = if a.is_empty() || b.is_empty() {
            Vec::new()
        } else if a.len().saturating_mul(b.len()) <= PAIRS {
            return self.compare(a, b);
        } else {
            self.anchors(&a, &b)
        };
        if pairs.is_empty() {
            return self.differ(a, b);
        }
        let (mut from_a, mut from_b) = (a.start, b.start);
        for (at_a, at_b) in pairs {
            self.look(from_a..at_a, from_b..at_b);
            (from_a, from_b) = (at_a + 1, at_b + 1);
        }
        self.look(from_a..a.end, from_b..b.end);
    }

    fn differ(&mut self, before: Range<usize>, after: Range<usize>) {
        match self.changes.last_mut() {
            Some(last) if last.before.end == before.start && last.after.end == after.start => {
                last.before.end = before.end;
                last.after.end = after.end;
            }
            _ => self.changes.push(LineChange { before, after }),
        }
    }

    /// The longest common subsequence of a short stretch.
    fn compare(&mut self, a: Range<usize>, b: Range<usize>) {
        let width = b.len() + 1;
        let mut longest = vec![0_u32; (a.len() + 1) * width];
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                longest[i * width + j] = if self.a[a.start + i] == self.b[b.start + j] {
                    longest[(i + 1) * width + j + 1] + 1
                } else {
                    longest[(i + 1) * width + j].max(longest[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            let (at_a, at_b) = (a.start + i, b.start + j);
            if self.a[at_a] == self.b[at_b] {
                (i, j) = (i + 1, j + 1);
            } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
                self.differ(at_a..at_a + 1, at_b..at_b);
                i += 1;
            } else {
                self.differ(at_a..at_a, at_b..at_b + 1);
                j += 1;
            }
        }
        if i < a.len() || j < b.len() {
            self.differ(a.start + i..a.end, b.start + j..b.end);
        }
    }

    /// Lines that occur once on either side, as many as keep their order.
    fn anchors(&self, a: &Range<usize>, b: &Range<usize>) -> Vec<(usize, usize)> {
        let (in_a, in_b) = (once(self.a, a), once(self.b, b));
        let mut pairs: Vec<(usize, usize)> =
            in_a.iter().filter_map(|(line, &at)| Some((at?, (*in_b.get(line)?)?))).collect();
        pairs.sort_unstable();
        increasing(&pairs)
    }
}

/// Where each line stands that occurs once.
fn once<'t>(lines: &[&'t str], range: &Range<usize>) -> HashMap<&'t str, Option<usize>> {
    let mut seen = HashMap::new();
    for at in range.clone() {
        seen.entry(lines[at]).and_modify(|place| *place = None).or_insert(Some(at));
    }
    seen
}

/// The longest part of the pairs in which the second grows too.
fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, &(_, second)) in pairs.iter().enumerate() {
        let at = ends.partition_point(|&end| pairs[end].1 < second);
        before.push(at.checked_sub(1).map(|at| ends[at]));
        if at == ends.len() {
            ends.push(index);
        } else {
            ends[at] = index;
        }
    }
    let mut here = ends.last().copied();
    let mut found = Vec::with_capacity(ends.len());
    while let Some(index) = here {
        found.push(pairs[index]);
        here = before[index];
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<(Range<usize>, Range<usize>)> {
        let (before, after) = (before.replace(' ', "\n"), after.replace(' ', "\n"));
        line_changes(&before, &after).into_iter().map(|change| (change.before, change.after)).collect()
    }

    #[test]
    fn lines_that_differ() {
        assert_eq!(told("a b c", "a b c"), []);
        assert_eq!(told("", "a"), [(0..0, 0..1)]);
        assert_eq!(told("a b c", "a x c"), [(1..2, 1..2)]);
        assert_eq!(told("a c", "a b c"), [(1..1, 1..2)]);
        assert_eq!(told("a b c", "a c"), [(1..2, 1..1)]);
        assert_eq!(told("a b c d e", "b x d e f"), [(0..1, 0..0), (2..3, 1..2), (5..5, 4..5)]);
        assert_eq!(told("{ } { }", "{ } { } { }"), [(4..4, 4..6)]);
    }

    /// A line in the midst of a long text is found, and so is one that moved over most of it.
    #[test]
    fn long_texts() {
        let lines: Vec<String> =
            (0..60_000).flat_map(|n| ["{".to_owned(), format!("p{n}"), "}".to_owned()]).collect();
        let before = lines.join("\n");
        let mut after = lines.clone();
        after[30_001] = "other".to_owned();
        assert_eq!(
            line_changes(&before, &after.join("\n")),
            [LineChange { before: 30_001..30_002, after: 30_001..30_002 }]
        );
        let mut after = lines;
        let moved = after.remove(1);
        after.insert(150_000, moved);
        assert_eq!(
            line_changes(&before, &after.join("\n")),
            [
                LineChange { before: 1..2, after: 1..1 },
                LineChange { before: 150_001..150_001, after: 150_000..150_001 }
            ]
        );
    }
}
