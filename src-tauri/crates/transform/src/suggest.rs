//! What a misspelled name was meant to be.

/// Of a name cut short, this much tells which is meant.
const BEGINNING: usize = 5;

/// The nearest of `names`, when it is near enough to be meant, or the only one that begins so; the case of letters
/// counts little.
pub(crate) fn nearest<'n>(written: &str, names: &[&'n str]) -> Option<&'n str> {
    let lower = written.to_lowercase();
    let best = names.iter().map(|name| (distance(&lower, &name.to_lowercase()), *name)).min()?;
    let length = lower.chars().count();
    if best.0 <= (length / 3).max(1) {
        return Some(best.1);
    }
    let mut longer = names.iter().filter(|name| name.to_lowercase().starts_with(&lower));
    let only = longer.next().filter(|_| length >= BEGINNING && longer.next().is_none());
    only.copied()
}

/// Letters to insert, remove, replace or swap with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > a.len() / 3 + 1 {
        return usize::MAX;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j - 1] + change).min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names() {
        let names = ["sourcePath", "sourcePaths", "targetPath", "optional"];
        for (written, meant) in [
            ("sorucePath", Some("sourcePath")),
            ("SourcePath", Some("sourcePath")),
            ("targetpath", Some("targetPath")),
            ("optionnal", Some("optional")),
            ("comment", None),
            ("opt", None),
            ("optio", Some("optional")),
            ("sourceP", None),
            ("sour", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, &names), meant, "{written}");
        }
        assert_eq!(nearest("toUppercase", &["toUpperCaseString", "toString"]), Some("toUpperCaseString"));
        assert_eq!(nearest("replace", &["replaceString", "replaceAllString"]), None);
    }
}
