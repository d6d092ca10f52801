use super::DateError;
use super::calendar::{
    DateTime, NANOS_PER_SECOND, Zone, day_of_week, day_of_year, local_day_of_week, week_of_month,
    week_of_week_year,
};
use super::pattern::{Field, Item, Number, OffsetStyle, Part, Pattern, Sign};

pub(super) fn write(pattern: &Pattern, date: &DateTime) -> Result<String, DateError> {
    let mut out = String::new();
    write_items(&pattern.0, date, &mut out)?;
    Ok(out)
}

fn write_items(items: &[Item], date: &DateTime, out: &mut String) -> Result<(), DateError> {
    for item in items {
        match item {
            Item::Literal(text) => out.push_str(text),
            Item::Number(number) => write_number(number, value(number.field, date), out)?,
            Item::Text(text) => {
                let index = value(text.field, date) - text.base;
                out.push_str(text.names[index as usize]);
            }
            Item::Fraction { digits, .. } => {
                let nanos = format!("{:09}", date.nanos % NANOS_PER_SECOND);
                out.push_str(&nanos[..*digits]);
            }
            Item::Offset(style) => write_offset(*style, offset(date)?, out),
            Item::LocalizedOffset { full } => write_localized(*full, offset(date)?, out),
            Item::ZoneId | Item::ZoneName { .. } => write_zone(item, date, out),
            // A section that cannot be shown is left out.
            Item::Optional(section) => {
                let before = out.len();
                if write_items(section, date, out).is_err() {
                    out.truncate(before);
                }
            }
            Item::Padded { width, inner } => {
                let mut text = String::new();
                write_items(std::slice::from_ref(inner), date, &mut text)?;
                out.extend(std::iter::repeat_n(' ', width.saturating_sub(text.chars().count())));
                out.push_str(&text);
            }
        }
    }
    Ok(())
}

fn write_number(number: &Number, value: i64, out: &mut String) -> Result<(), DateError> {
    if number.reduced {
        out.push_str(&format!("{:02}", value.abs() % 100));
        return Ok(());
    }
    let digits = value.unsigned_abs().to_string();
    if digits.len() > number.max || (value < 0 && number.sign == Sign::NotNegative) {
        return Err(DateError::Year(value));
    }
    if value < 0 {
        out.push('-');
    } else if number.sign == Sign::ExceedsPad && digits.len() > number.min {
        out.push('+');
    }
    out.extend(std::iter::repeat_n('0', number.min.saturating_sub(digits.len())));
    out.push_str(&digits);
    Ok(())
}

pub(super) fn value(field: Field, date: &DateTime) -> i64 {
    let (year, month, day) = date.date();
    let second = date.nanos / NANOS_PER_SECOND;
    let hour = second / 3600;
    match field {
        Field::Era => i64::from(year > 0),
        Field::Year => year,
        Field::YearOfEra => {
            if year > 0 {
                year
            } else {
                1 - year
            }
        }
        Field::WeekYear => week_of_week_year(date.days).0,
        Field::Week => week_of_week_year(date.days).1,
        Field::WeekOfMonth => week_of_month(date.days),
        Field::Quarter => i64::from((month - 1) / 3 + 1),
        Field::Month => i64::from(month),
        Field::DayOfYear => day_of_year(date.days),
        Field::DayOfMonth => i64::from(day),
        Field::AlignedDayOfWeek => i64::from((day - 1) % 7 + 1),
        Field::DayOfWeek => day_of_week(date.days),
        Field::LocalDayOfWeek => local_day_of_week(date.days),
        Field::Half => hour / 12,
        Field::HourOfDay => hour,
        Field::ClockHourOfDay => {
            if hour == 0 {
                24
            } else {
                hour
            }
        }
        Field::HourOfHalf => hour % 12,
        Field::ClockHourOfHalf => {
            if hour % 12 == 0 {
                12
            } else {
                hour % 12
            }
        }
        Field::Minute => second / 60 % 60,
        Field::Second => second % 60,
        Field::Nano => date.nanos % NANOS_PER_SECOND,
        Field::MilliOfDay => date.nanos / 1_000_000,
        Field::NanoOfDay => date.nanos,
    }
}

/// Without a zone a date counts as UTC.
fn offset(date: &DateTime) -> Result<i32, DateError> {
    match &date.zone {
        None => Ok(0),
        Some(Zone::Offset(seconds)) => Ok(*seconds),
        Some(Zone::Named(name)) if is_utc(name) => Ok(0),
        Some(Zone::Named(name)) => Err(DateError::Offset(name.clone())),
    }
}

pub(super) fn is_utc(name: &str) -> bool {
    ["UTC", "GMT", "UT", "Z", "Etc/UTC", "Etc/GMT", "Zulu", "Universal"].contains(&name)
}

fn write_offset(style: OffsetStyle, offset: i32, out: &mut String) {
    if offset == 0 {
        out.push_str(style.zero);
        return;
    }
    let (h, m, s) = parts(offset);
    let colon = if style.colon { ":" } else { "" };
    out.push(if offset < 0 { '-' } else { '+' });
    out.push_str(&format!("{h:02}"));
    let seconds = style.seconds == Part::Always || (style.seconds == Part::WhereNotZero && s > 0);
    if style.minutes == Part::Always || (style.minutes == Part::WhereNotZero && m > 0) {
        out.push_str(&format!("{colon}{m:02}"));
        if seconds {
            out.push_str(&format!("{colon}{s:02}"));
        }
    }
}

fn write_localized(full: bool, offset: i32, out: &mut String) {
    out.push_str("GMT");
    if offset == 0 {
        return;
    }
    let (h, m, s) = parts(offset);
    out.push(if offset < 0 { '-' } else { '+' });
    if full {
        out.push_str(&format!("{h:02}:{m:02}"));
    } else {
        out.push_str(&h.to_string());
        if m > 0 || s > 0 {
            out.push_str(&format!(":{m:02}"));
        }
    }
    if s > 0 {
        out.push_str(&format!(":{s:02}"));
    }
}

fn write_zone(item: &Item, date: &DateTime, out: &mut String) {
    let full = *item == Item::ZoneName { full: true };
    match &date.zone {
        None if full => out.push_str("Coordinated Universal Time"),
        None => out.push_str("UTC"),
        Some(Zone::Named(name)) => out.push_str(name),
        Some(Zone::Offset(offset)) => out.push_str(&offset_id(*offset)),
    }
}

/// `java.time.ZoneOffset.getId`
fn offset_id(offset: i32) -> String {
    let mut out = String::new();
    let style = OffsetStyle { minutes: Part::Always, seconds: Part::WhereNotZero, colon: true, zero: "Z" };
    write_offset(style, offset, &mut out);
    out
}

/// The offset behind the milliseconds, where one was read.
pub(super) fn milliseconds_offset(date: &DateTime) -> String {
    let mut out = String::new();
    if let Some(Zone::Offset(offset)) = date.zone {
        let style = OffsetStyle { minutes: Part::Always, seconds: Part::Never, colon: false, zero: "+0000" };
        write_offset(style, offset, &mut out);
    }
    out
}

fn parts(offset: i32) -> (i32, i32, i32) {
    let total = offset.abs();
    (total / 3600, total / 60 % 60, total % 60)
}
