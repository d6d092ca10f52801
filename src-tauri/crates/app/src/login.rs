//! The person at this computer, as the computer knows them.

/// The name that the person is logged on by; where the computer has none for them, the number that it knows them by.
/// Never empty: the journal says who did what.
pub(crate) fn name() -> String {
    first_named(|variable| std::env::var(variable).ok())
}

/// `environment`: the variables that a session sets, which a service or a container may lack.
fn first_named(environment: impl Fn(&str) -> Option<String>) -> String {
    let session =
        ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|variable| named(environment(variable)));
    session.or_else(|| named(whoami::username().ok())).unwrap_or_else(number)
}

fn named(name: Option<String>) -> Option<String> {
    name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// An account without a name, as in a container that runs under a number of its own. On Linux the owner of the
/// process is that of its folder in `/proc`.
#[cfg(unix)]
fn number() -> String {
    use std::os::unix::fs::MetadataExt as _;
    match std::fs::metadata("/proc/self") {
        Ok(process) => format!("uid {}", process.uid()),
        Err(_) => format!("process {}", std::process::id()),
    }
}

#[cfg(not(unix))]
fn number() -> String {
    format!("process {}", std::process::id())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn someone_is_always_named() {
        let table: [(&[(&str, &str)], &str); 4] = [
            (&[("USER", "jana"), ("LOGNAME", "root")], "jana"),
            (&[("USER", " "), ("LOGNAME", "jana")], "jana"),
            (&[("USERNAME", "jana")], "jana"),
            (&[], &whoami::username().unwrap_or_else(|_| number())),
        ];
        for (set, expected) in table {
            let of = |variable: &str| {
                set.iter().find(|(name, _)| *name == variable).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(first_named(of), expected);
        }
        assert!(!number().is_empty());
    }
}
