use super::DateError;

/// A date and time of the ISO calendar, and the zone that was written with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTime {
    /// Days since 1970-01-01.
    pub days: i64,
    /// Nanoseconds of the day.
    pub nanos: i64,
    pub zone: Option<Zone>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// Seconds east of UTC.
    Offset(i32),
    /// As it was spelled. What it is off UTC is not known here: the rules of zones are data of the machine.
    Named(String),
}

pub(super) const NANOS_PER_SECOND: i64 = 1_000_000_000;
pub(super) const NANOS_PER_DAY: i64 = 86_400 * NANOS_PER_SECOND;
/// `java.time.Year.MAX_VALUE`
const MAX_YEAR: i64 = 999_999_999;

impl DateTime {
    /// Milliseconds since 1970-01-01T00:00:00, in UTC.
    #[must_use]
    pub fn from_milliseconds(ms: i64) -> Self {
        let days = ms.div_euclid(86_400_000);
        Self { days, nanos: ms.rem_euclid(86_400_000) * 1_000_000, zone: None }
    }

    /// The local date and time as milliseconds; the zone is not applied.
    #[must_use]
    pub fn milliseconds(&self) -> i64 {
        self.days.saturating_mul(86_400_000).saturating_add(self.nanos / 1_000_000)
    }

    /// Year (astronomical), month and day.
    #[must_use]
    pub fn date(&self) -> (i64, u32, u32) {
        civil(self.days)
    }

    /// Moves by months; the day becomes the month's last where it has fewer.
    ///
    /// # Errors
    /// When the date leaves the calendar.
    pub fn plus_months(&mut self, months: i64) -> Result<(), DateError> {
        let (year, month, day) = self.date();
        let total = (year * 12 + i64::from(month) - 1).checked_add(months).ok_or(DateError::Overflow)?;
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) as u32 + 1);
        if year.abs() > MAX_YEAR {
            return Err(DateError::Overflow);
        }
        self.days = days(year, month, day.min(month_length(year, month)));
        Ok(())
    }

    /// # Errors
    /// When the date leaves the calendar.
    pub fn plus_seconds(&mut self, seconds: i64) -> Result<(), DateError> {
        let nanos = i128::from(self.nanos) + i128::from(seconds) * i128::from(NANOS_PER_SECOND);
        let day = i128::from(NANOS_PER_DAY);
        self.nanos = nanos.rem_euclid(day) as i64;
        self.plus_days(nanos.div_euclid(day) as i64)
    }

    /// # Errors
    /// When the date leaves the calendar.
    pub fn plus_days(&mut self, days: i64) -> Result<(), DateError> {
        let moved = self.days.checked_add(days).ok_or(DateError::Overflow)?;
        if moved.abs() > MAX_YEAR * 366 {
            return Err(DateError::Overflow);
        }
        self.days = moved;
        Ok(())
    }
}

pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

pub(super) fn month_length(year: i64, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
pub(super) fn days(year: i64, month: u32, day: u32) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y - era * 400;
    let of_year = (153 * (i64::from(month) + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil(days: i64) -> (i64, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z - era * 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * shifted + 2) / 5 + 1) as u32;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 } as u32;
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Monday is 1, Sunday 7.
pub(super) fn day_of_week(days: i64) -> i64 {
    (days + 3).rem_euclid(7) + 1
}

pub(super) fn day_of_year(days_: i64) -> i64 {
    let (year, ..) = civil(days_);
    days_ - days(year, 1, 1) + 1
}

/// Sunday is 1, Saturday 7: English weeks start on Sunday.
pub(super) fn local_day_of_week(days: i64) -> i64 {
    (days + 4).rem_euclid(7) + 1
}

/// Week-based year and week of it, where the week that holds 1 January is the first.
pub(super) fn week_of_week_year(days_: i64) -> (i64, i64) {
    let (year, ..) = civil(days_);
    let next = week_start(year + 1);
    if days_ >= next {
        return (year + 1, (days_ - next) / 7 + 1);
    }
    (year, (days_ - week_start(year)) / 7 + 1)
}

/// The Sunday of the week that holds 1 January.
pub(super) fn week_start(year: i64) -> i64 {
    let first = days(year, 1, 1);
    first - (local_day_of_week(first) - 1)
}

pub(super) fn week_of_month(days_: i64) -> i64 {
    let (year, month, _) = civil(days_);
    let first = days(year, month, 1);
    (days_ - (first - (local_day_of_week(first) - 1))) / 7 + 1
}
