//! Dates as Java writes and reads them (`java.time.format.DateTimeFormatter`, English, SMART resolution), and the
//! epoch milliseconds that SAP SuccessFactors spells `Date(1519809649123)`.

mod calendar;
mod names;
mod pattern;
mod read;
mod write;

pub use calendar::{DateTime, Zone};
pub use pattern::{Pattern, PatternError};

/// How the variable `currentDate` is written unless the property `ips.date.variable.format` says otherwise.
pub const DEFAULT_FORMAT: &str = "yyyy-MM-dd HH:mm:ss.SSS";

/// How a date is spelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    Pattern(Pattern),
    /// `Date(milliseconds)`, in slashes or not.
    Milliseconds {
        slashes: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    #[error("the text ends where {wanted} is expected")]
    TooShort { wanted: String },
    #[error("{wanted} is expected at character {at}, not \"{found}\"")]
    Unexpected { wanted: String, found: String, at: usize },
    #[error("\"{0}\" is more than the pattern takes")]
    Rest(String),
    #[error("{0} is no {1}")]
    Range(i64, &'static str),
    #[error("{0} contradicts the rest of the date")]
    Contradiction(&'static str),
    #[error("\"{0}\" holds no milliseconds")]
    Milliseconds(String),
    #[error("the year {0} has no place in the pattern")]
    Year(i64),
    #[error("the offset of the time zone {0} is not known")]
    Offset(String),
    #[error("the date is out of range")]
    Overflow,
}

impl Format {
    /// # Errors
    /// When Java would refuse the pattern.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        match text.trim() {
            "Date(milliseconds)" => Ok(Self::Milliseconds { slashes: false }),
            "/Date(milliseconds)/" => Ok(Self::Milliseconds { slashes: true }),
            _ => Pattern::parse(text).map(Self::Pattern),
        }
    }

    /// # Errors
    /// When the text is no date of this format.
    pub fn read(&self, text: &str) -> Result<DateTime, DateError> {
        match self {
            Self::Pattern(pattern) => read::read(pattern, text),
            Self::Milliseconds { .. } => read::milliseconds(text),
        }
    }

    /// # Errors
    /// When the format cannot show the date.
    pub fn write(&self, date: &DateTime) -> Result<String, DateError> {
        match self {
            Self::Pattern(pattern) => write::write(pattern, date),
            Self::Milliseconds { slashes } => {
                let inner = format!("Date({}{})", date.milliseconds(), write::milliseconds_offset(date));
                Ok(if *slashes { format!("/{inner}/") } else { inner })
            }
        }
    }
}

#[cfg(test)]
mod tests;
