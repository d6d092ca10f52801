//! Moments and ages for people.

use jiff::tz::TimeZone;
use zonedesk_app::api::Timestamp;

/// `2026-11-24 09:12`, in this computer's time zone. `text` is RFC 3339, as the app's data has it.
pub fn local(text: &str) -> String {
    match text.parse::<jiff::Timestamp>() {
        Ok(moment) => moment.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => text.to_owned(),
    }
}

/// `3 min ago`, of a moment in RFC 3339.
pub fn age(text: &str) -> String {
    let Ok(moment) = text.parse::<jiff::Timestamp>() else { return text.to_owned() };
    ago(jiff::Timestamp::now().as_second() - moment.as_second())
}

/// A moment that a person names: `2d`, `12h` or `30m` ago, the day `2026-11-24` from its beginning in this computer's
/// time zone, or RFC 3339.
pub fn moment(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    let now = jiff::Timestamp::now().as_millisecond();
    for (unit, milliseconds) in [('m', 60_000), ('h', 3_600_000), ('d', 86_400_000_i64)] {
        if let Some(Ok(number)) = text.strip_suffix(unit).map(str::parse::<u32>) {
            return Ok(Timestamp(now - i64::from(number) * milliseconds));
        }
    }
    if let Ok(day) = text.parse::<jiff::civil::Date>()
        && !text.contains('T')
    {
        let begins =
            TimeZone::system().to_timestamp(day.at(0, 0, 0, 0)).map_err(|error| error.to_string())?;
        return Ok(Timestamp(begins.as_millisecond()));
    }
    text.parse().map_err(|_| "no moment such as 2d, 12h, 2026-11-24 or 2026-11-24T09:12:00Z".to_owned())
}

fn ago(seconds: i64) -> String {
    match seconds {
        ..60 => "just now".to_owned(),
        60..3_600 => format!("{} min ago", seconds / 60),
        3_600..172_800 => format!("{} h ago", seconds / 3_600),
        _ => format!("{} days ago", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn moments_are_ages_days_or_exact() {
        let now = jiff::Timestamp::now().as_millisecond();
        for (text, age) in [("30m", 1_800_000), ("12h", 43_200_000), ("2d", 172_800_000)] {
            let read = super::moment(text).unwrap().0;
            assert!((now - age..now - age + 60_000).contains(&read), "{text}: {read}");
        }
        assert_eq!(
            super::moment("2026-11-24T09:12:00+01:00").unwrap().to_string(),
            "2026-11-24T08:12:00.000Z"
        );
        assert!(
            super::local(&super::moment("2026-11-24").unwrap().to_string()).starts_with("2026-11-24 00:00")
        );
        for text in ["", "d", "-1d", "24.11.2026", "2026-11-24T09:12"] {
            assert!(super::moment(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ages_are_told_in_the_unit_that_matters() {
        for (seconds, text) in [
            (-5, "just now"),
            (59, "just now"),
            (60, "1 min ago"),
            (3_599, "59 min ago"),
            (7_200, "2 h ago"),
            (172_800, "2 days ago"),
        ] {
            assert_eq!(super::ago(seconds), text);
        }
    }
}
