use std::collections::BTreeMap;

use super::DateError;
use super::calendar::{
    DateTime, NANOS_PER_DAY, NANOS_PER_SECOND, Zone, day_of_week, days, is_leap, month_length, week_start,
};
use super::pattern::{Field, Item, Number, OffsetStyle, Part, Pattern, Sign, TextField};
use super::write::is_utc;

pub(super) fn read(pattern: &Pattern, text: &str) -> Result<DateTime, DateError> {
    let mut reader = Reader { text, at: 0, fields: BTreeMap::new(), zone: None };
    reader.items(&pattern.0)?;
    if reader.at < text.len() {
        return Err(DateError::Rest(text[reader.at..].to_owned()));
    }
    resolve(&reader.fields, reader.zone)
}

/// `1519809649123`, alone or as `Date(1519809649123+0100)`, in slashes or not. The offset is kept to be shown.
pub(super) fn milliseconds(text: &str) -> Result<DateTime, DateError> {
    let fail = || DateError::Milliseconds(text.to_owned());
    let plain = text.trim().trim_matches('/');
    let Some(inner) = plain.strip_prefix("Date(") else {
        return Ok(DateTime::from_milliseconds(plain.parse().map_err(|_| fail())?));
    };
    let inner = inner.strip_suffix(')').ok_or_else(fail)?;
    let sign = inner.char_indices().skip(1).find(|(_, c)| matches!(c, '+' | '-' | '–'));
    let (number, offset) = inner.split_at(sign.map_or(inner.len(), |(i, _)| i));
    let mut date = DateTime::from_milliseconds(number.trim().parse().map_err(|_| fail())?);
    if let Some((_, sign)) = sign {
        let digits = &offset[sign.len_utf8()..];
        let value: i32 = digits.parse().map_err(|_| fail())?;
        if digits.len() != 4 || value % 100 > 59 {
            return Err(fail());
        }
        let seconds = value / 100 * 3600 + value % 100 * 60;
        date.zone = Some(Zone::Offset(if sign == '+' { seconds } else { -seconds }));
    }
    Ok(date)
}

type Fields = BTreeMap<Field, i64>;

struct Reader<'t> {
    text: &'t str,
    at: usize,
    fields: Fields,
    zone: Option<Zone>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn unexpected(&self, wanted: impl Into<String>) -> DateError {
        let wanted = wanted.into();
        match self.rest().chars().next() {
            None => DateError::TooShort { wanted },
            Some(c) => DateError::Unexpected {
                wanted,
                found: c.to_string(),
                at: self.text[..self.at].chars().count() + 1,
            },
        }
    }

    fn put(&mut self, field: Field, value: i64) -> Result<(), DateError> {
        match self.fields.insert(field, value) {
            Some(old) if old != value => Err(DateError::Contradiction("a value that stands twice")),
            _ => Ok(()),
        }
    }

    fn items(&mut self, items: &[Item]) -> Result<(), DateError> {
        for item in items {
            match item {
                Item::Literal(text) => {
                    if !self.rest().starts_with(text.as_str()) {
                        return Err(self.unexpected(format!("\"{text}\"")));
                    }
                    self.at += text.len();
                }
                Item::Number(number) => self.number(number)?,
                Item::Text(text) => self.name(text)?,
                Item::Fraction { digits, .. } => self.fraction(*digits)?,
                Item::Offset(style) => self.offset(*style)?,
                Item::LocalizedOffset { .. } => self.localized_offset()?,
                Item::ZoneId | Item::ZoneName { .. } => self.zone()?,
                Item::Optional(section) => {
                    let before = (self.at, self.fields.clone(), self.zone.clone());
                    if self.items(section).is_err() {
                        (self.at, self.fields, self.zone) = before;
                    }
                }
                Item::Padded { width, inner } => self.padded(*width, inner)?,
            }
        }
        Ok(())
    }

    fn padded(&mut self, width: usize, inner: &Item) -> Result<(), DateError> {
        let end = self.rest().char_indices().nth(width).map_or(self.rest().len(), |(i, _)| i);
        let part = &self.rest()[..end];
        if part.chars().count() < width {
            return Err(DateError::TooShort { wanted: format!("{width} characters") });
        }
        let mut reader = Reader {
            text: part.trim_start_matches(' '),
            at: 0,
            fields: std::mem::take(&mut self.fields),
            zone: self.zone.take(),
        };
        let result = reader.items(std::slice::from_ref(inner));
        let rest = reader.rest().to_owned();
        (self.fields, self.zone) = (reader.fields, reader.zone);
        result?;
        if !rest.is_empty() {
            return Err(DateError::Rest(rest));
        }
        self.at += end;
        Ok(())
    }

    /// How many digits follow, up to `max`.
    fn digits(&self, max: usize) -> usize {
        self.rest().bytes().take(max).take_while(u8::is_ascii_digit).count()
    }

    /// `NumberPrinterParser.parse`, strict.
    fn number(&mut self, number: &Number) -> Result<(), DateError> {
        let start = self.at;
        let fixed = number.subsequent == -1
            || (number.subsequent > 0 && number.min == number.max && number.sign == Sign::NotNegative);
        let negative = match self.rest().bytes().next() {
            Some(b'-') if number.sign != Sign::NotNegative => {
                self.at += 1;
                true
            }
            Some(b'+') if number.sign == Sign::ExceedsPad => {
                self.at += 1;
                false
            }
            _ => false,
        };
        let plus = !negative && self.at > start;
        let reserved = number.subsequent.max(0) as usize;
        let mut count = self.digits(number.max + reserved);
        if reserved > 0 {
            count = count.saturating_sub(reserved).max(number.min).min(self.digits(number.max + reserved));
        }
        if count < number.min || count == 0 {
            self.at += self.digits(count);
            return Err(self.unexpected(format!("a number of {} digits", number.min)));
        }
        if number.sign == Sign::ExceedsPad && !negative && !fixed && plus != (count > number.min) {
            self.at = start;
            return Err(self.unexpected(format!("a year of {} digits", number.min)));
        }
        let digits = &self.rest()[..count];
        let value: i64 = digits.parse().map_err(|_| DateError::Overflow)?;
        let value = if negative { -value } else { value };
        self.at += count;
        self.put(number.field, if number.reduced { 2000 + value } else { value })
    }

    fn name(&mut self, text: &TextField) -> Result<(), DateError> {
        let rest = self.rest();
        let names = text.names.iter().enumerate().filter(|(_, name)| rest.starts_with(**name));
        // Of names that begin alike the longest; of equal ones the first.
        let found = names.rev().max_by_key(|(_, name)| name.len());
        match found {
            Some((i, name)) => {
                self.at += name.len();
                self.put(text.field, text.base + i as i64)
            }
            None => Err(self.unexpected(format!("one of {}", text.names.join(", ")))),
        }
    }

    fn fraction(&mut self, digits: usize) -> Result<(), DateError> {
        if self.digits(digits) < digits {
            self.at += self.digits(digits);
            return Err(self.unexpected(format!("a fraction of {digits} digits")));
        }
        let text = format!("{:0<9}", &self.rest()[..digits]);
        self.at += digits;
        self.put(Field::Nano, text.parse().map_err(|_| DateError::Overflow)?)
    }

    fn offset(&mut self, style: OffsetStyle) -> Result<(), DateError> {
        if style.zero == "Z" && self.rest().starts_with('Z') {
            self.at += 1;
            return self.put_zone(Zone::Offset(0));
        }
        let sign = match self.rest().bytes().next() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Err(self.unexpected("an offset")),
        };
        let start = self.at;
        self.at += 1;
        let hours = self.two_digits().ok_or_else(|| self.unexpected("the hours of an offset"))?;
        let minutes = self.offset_part(style, style.minutes)?;
        let seconds = match minutes {
            Some(_) => self.offset_part(style, style.seconds)?.unwrap_or(0),
            None => 0,
        };
        let total = hours * 3600 + minutes.unwrap_or(0) * 60 + seconds;
        if total > 18 * 3600 {
            self.at = start;
            return Err(DateError::Range(i64::from(total / 3600), "offset in hours"));
        }
        self.put_zone(Zone::Offset(sign * total))
    }

    fn offset_part(&mut self, style: OffsetStyle, part: Part) -> Result<Option<i32>, DateError> {
        if part == Part::Never {
            return Ok(None);
        }
        let before = self.at;
        let separated = !style.colon || self.rest().starts_with(':');
        if style.colon && separated {
            self.at += 1;
        }
        match self.two_digits().filter(|&v| separated && v < 60) {
            Some(value) => Ok(Some(value)),
            None if part == Part::WhereNotZero => {
                self.at = before;
                Ok(None)
            }
            None => Err(self.unexpected("two digits of an offset")),
        }
    }

    fn two_digits(&mut self) -> Option<i32> {
        let value = self.rest().get(..2).filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
        self.at += 2;
        Some(value)
    }

    fn localized_offset(&mut self) -> Result<(), DateError> {
        if !self.rest().starts_with("GMT") {
            return Err(self.unexpected("GMT"));
        }
        self.at += 3;
        let sign = match self.rest().bytes().next() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return self.put_zone(Zone::Offset(0)),
        };
        self.at += 1;
        let count = self.digits(2);
        let hours: i32 = self.rest()[..count].parse().map_err(|_| self.unexpected("hours"))?;
        self.at += count;
        let mut total = hours * 3600;
        for unit in [60, 1] {
            if !self.rest().starts_with(':') {
                break;
            }
            self.at += 1;
            total += unit * self.two_digits().ok_or_else(|| self.unexpected("two digits of an offset"))?;
        }
        self.put_zone(Zone::Offset(sign * total))
    }

    fn zone(&mut self) -> Result<(), DateError> {
        let rest = self.rest();
        let taken = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '+' | '-' | ':');
        let end = rest.find(|c| !taken(c)).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        let fixed = ["UTC", "GMT", "UT"].iter().find_map(|p| name.strip_prefix(p)).unwrap_or(&name);
        if fixed.starts_with(['+', '-']) {
            let mut inner = Reader { text: fixed, at: 0, fields: Fields::new(), zone: None };
            let colon = fixed.contains(':');
            let style =
                OffsetStyle { minutes: Part::WhereNotZero, seconds: Part::WhereNotZero, colon, zero: "Z" };
            inner.offset(style)?;
            self.at += end;
            return self.put_zone(inner.zone.unwrap_or(Zone::Offset(0)));
        }
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err(self.unexpected("a time zone"));
        }
        self.at += end;
        self.put_zone(if name == "Z" { Zone::Offset(0) } else { Zone::Named(name) })
    }

    fn put_zone(&mut self, zone: Zone) -> Result<(), DateError> {
        let utc = |z: &Zone| match z {
            Zone::Offset(o) => *o == 0,
            Zone::Named(n) => is_utc(n),
        };
        match &self.zone {
            Some(old) if *old != zone && !(utc(old) && utc(&zone)) => match (old, &zone) {
                // A zone and its offset stand together: the offset is what is known.
                (Zone::Named(_), Zone::Offset(_)) => self.zone = Some(zone),
                (Zone::Offset(_), Zone::Named(_)) => {}
                _ => return Err(DateError::Contradiction("the time zone")),
            },
            _ => self.zone = Some(zone),
        }
        Ok(())
    }
}

/// Fields to a date, SMART (`java.time.format.ResolverStyle`). What is not given is the first of its kind.
fn resolve(fields: &Fields, zone: Option<Zone>) -> Result<DateTime, DateError> {
    let get = |f| fields.get(&f).copied();
    let (nanos, more_days) = resolve_time(fields)?;
    let year = match (get(Field::Year), get(Field::YearOfEra), get(Field::Era)) {
        (Some(year), _, _) => Some(year),
        (None, Some(year), Some(0)) => Some(1 - ranged(year, 1, 999_999_999, "year")?),
        (None, Some(year), _) => Some(ranged(year, 1, 999_999_999, "year")?),
        _ => None,
    };
    if let Some(year) = year {
        ranged(year, -999_999_999, 999_999_999, "year")?;
    }
    let mut date = match (year, get(Field::DayOfYear), get(Field::WeekYear)) {
        (Some(year), Some(day), _) => {
            let day = ranged(day, 1, 365 + i64::from(is_leap(year)), "day of the year")?;
            days(year, 1, 1) + day - 1
        }
        (None, _, Some(year)) => {
            let week = ranged(get(Field::Week).unwrap_or(1), 1, 53, "week")?;
            let local = get(Field::LocalDayOfWeek).or(get(Field::DayOfWeek).map(|d| d % 7 + 1));
            let day = ranged(local.unwrap_or(1), 1, 7, "day of the week")?;
            week_start(ranged(year, -999_999_999, 999_999_999, "year")?) + (week - 1) * 7 + day - 1
        }
        _ => month_date(fields, year.unwrap_or(1970))?,
    };
    if let Some(day) = get(Field::DayOfWeek)
        && year.is_some()
        && day_of_week(date) != day
    {
        return Err(DateError::Contradiction("the day of the week"));
    }
    date += more_days;
    Ok(DateTime { days: date, nanos, zone })
}

fn month_date(fields: &Fields, year: i64) -> Result<i64, DateError> {
    let get = |f| fields.get(&f).copied();
    let from_quarter = get(Field::Quarter).map(|q| q * 3 - 2);
    let month = ranged(get(Field::Month).or(from_quarter).unwrap_or(1), 1, 12, "month")? as u32;
    if let Some(quarter) = get(Field::Quarter) {
        ranged(quarter, 1, 4, "quarter")?;
        if i64::from((month - 1) / 3 + 1) != quarter {
            return Err(DateError::Contradiction("the quarter"));
        }
    }
    let day = ranged(get(Field::DayOfMonth).unwrap_or(1), 1, 31, "day of the month")? as u32;
    Ok(days(year, month, day.min(month_length(year, month))))
}

/// Nanoseconds of the day, and a day more for 24:00.
fn resolve_time(fields: &Fields) -> Result<(i64, i64), DateError> {
    let get = |f| fields.get(&f).copied();
    if let Some(nanos) = get(Field::NanoOfDay) {
        return Ok((ranged(nanos, 0, NANOS_PER_DAY - 1, "nanosecond of the day")?, 0));
    }
    if let Some(ms) = get(Field::MilliOfDay) {
        return Ok((ranged(ms, 0, 86_399_999, "millisecond of the day")? * 1_000_000, 0));
    }
    let half = ranged(get(Field::Half).unwrap_or(0), 0, 1, "half of the day")? * 12;
    let hour = if let Some(hour) = get(Field::HourOfDay) {
        ranged(hour, 0, 24, "hour")?
    } else if let Some(hour) = get(Field::ClockHourOfDay) {
        ranged(hour, 1, 24, "hour")? % 24
    } else if let Some(hour) = get(Field::HourOfHalf) {
        ranged(hour, 0, 11, "hour")? + half
    } else if let Some(hour) = get(Field::ClockHourOfHalf) {
        ranged(hour, 1, 12, "hour")? % 12 + half
    } else {
        half
    };
    if get(Field::Half).is_some() && (hour >= 12) != (half == 12) {
        return Err(DateError::Contradiction("AM or PM"));
    }
    let minute = ranged(get(Field::Minute).unwrap_or(0), 0, 59, "minute")?;
    let second = ranged(get(Field::Second).unwrap_or(0), 0, 59, "second")?;
    let nano = ranged(get(Field::Nano).unwrap_or(0), 0, NANOS_PER_SECOND - 1, "fraction of a second")?;
    if hour == 24 {
        return if minute + second + nano == 0 { Ok((0, 1)) } else { Err(DateError::Range(24, "hour")) };
    }
    Ok((((hour * 60 + minute) * 60 + second) * NANOS_PER_SECOND + nano, 0))
}

fn ranged(value: i64, min: i64, max: i64, what: &'static str) -> Result<i64, DateError> {
    if (min..=max).contains(&value) { Ok(value) } else { Err(DateError::Range(value, what)) }
}
