use super::FunctionError;
use super::arguments::Arguments;
use crate::dates::Format;
use crate::template::{Lookup, Template};

/// `manipulateDate`: read in one format, moved, written in another.
#[derive(Debug, Clone)]
pub(super) struct ManipulateDate {
    source: Option<Format>,
    target: Option<Format>,
    months: i64,
    days: i64,
    seconds: i64,
}

impl ManipulateDate {
    pub fn compile(given: &Arguments<'_>) -> Result<Self, FunctionError> {
        let format = |name| -> Result<Option<Format>, FunctionError> {
            let text = given.optional_text(name)?;
            let none: &Lookup<'_> = &|_| None;
            Ok(text.as_ref().map(|t: &Template| Format::parse(&t.fill(none))).transpose()?)
        };
        let step = |name| -> Result<i64, FunctionError> {
            // SAP's own examples leave steps empty.
            if given.value(name).is_some_and(|v| v.as_str().is_some_and(|s| s.trim().is_empty())) {
                return Ok(0);
            }
            given.optional_integer(name).map(Option::unwrap_or_default)
        };
        Ok(Self {
            source: format("sourceDateFormat")?,
            target: format("targetDateFormat")?,
            months: step("years")?.saturating_mul(12).saturating_add(step("months")?),
            days: step("days")?,
            seconds: step("hours")?
                .saturating_mul(3600)
                .saturating_add(step("minutes")?.saturating_mul(60))
                .saturating_add(step("seconds")?),
        })
    }

    /// `default` is the format of `currentDate`.
    pub fn run(&self, text: &str, default: &Format) -> Result<String, FunctionError> {
        let source = self.source.as_ref().unwrap_or(default);
        let mut date = source.read(text)?;
        date.plus_months(self.months)?;
        date.plus_days(self.days)?;
        date.plus_seconds(self.seconds)?;
        Ok(self.target.as_ref().unwrap_or(source).write(&date)?)
    }
}
