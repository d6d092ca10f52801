use crate::Timestamp;

/// Reads a quoted value as UAA does before it goes to the database: by Java's
/// `SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")`, which is lenient. Numbers may have any length, overflow carries
/// over (`2026-13-01` is January), `.5Z` means five milliseconds, and what follows the `Z` is not looked at.
pub(super) fn timestamp(text: &str) -> Option<Timestamp> {
    let mut rest = text;
    let mut numbers = [0_i64; 7];
    for (number, after) in numbers.iter_mut().zip(["-", "-", "T", ":", ":", ".", "Z"]) {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        *number = rest.get(..digits)?.parse().ok().filter(|number| *number < 1_000_000)?;
        rest = rest[digits..].strip_prefix(after)?;
    }
    let [year, month, day, hour, minute, second, milli] = numbers;
    let (year, month) = (year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
    let days = days_from_civil(year, month) + day - 1;
    Some(Timestamp((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + milli))
}

/// Days from 1970-01-01 to the first of a month (Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms*).
fn days_from_civil(year: i64, month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_the_database_does() {
        for (text, read) in [
            ("2026-01-05T09:12:33.000Z", Some("2026-01-05T09:12:33.000Z")),
            ("2024-02-29T23:59:59.999Z", Some("2024-02-29T23:59:59.999Z")),
            ("2026-13-01T00:00:00.5Z and more", Some("2027-01-01T00:00:00.005Z")),
            ("2026-01-05T25:00:00.000Z", Some("2026-01-06T01:00:00.000Z")),
            ("2026-01-05T09:12:33Z", None),
            ("2026-01-05T09:12:33.000+01:00", None),
            ("2026-01-05", None),
            ("", None),
            ("9999999999999999999999-01-05T09:12:33.000Z", None),
        ] {
            assert_eq!(timestamp(text).map(|t| t.to_string()).as_deref(), read, "{text}");
        }
    }
}
