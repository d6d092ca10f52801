//! Java's regular expressions.

/// The flags that stand behind a regex literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    pub unix_lines: bool,
    pub case_insensitive: bool,
    pub comments: bool,
    pub multiline: bool,
    pub dot_all: bool,
    pub unicode_case: bool,
    pub unicode_classes: bool,
}

impl Flags {
    /// Sets the flag of a letter; `false` when there is none.
    pub fn set(&mut self, letter: u8) -> bool {
        match letter {
            b'd' => self.unix_lines = true,
            b'i' => self.case_insensitive = true,
            b'x' => self.comments = true,
            b'm' => self.multiline = true,
            b's' => self.dot_all = true,
            b'u' => self.unicode_case = true,
            b'U' => self.unicode_classes = true,
            _ => return false,
        }
        true
    }
}

/// A compiled regular expression.
#[derive(Debug, Clone)]
pub struct Regex {
    text: Box<str>,
    full: fancy_regex::Regex,
}

/// Why a pattern can't be compiled or matched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegexError {
    #[error("{0}")]
    Syntax(String),
    #[error("takes too many steps")]
    TooManySteps,
}

impl Regex {
    /// # Errors
    /// [`RegexError::Syntax`]
    pub fn with_flags(text: &str, _flags: Flags) -> Result<Self, RegexError> {
        let full = fancy_regex::Regex::new(&format!("\\A(?:{text})\\z"))
            .map_err(|e| RegexError::Syntax(e.to_string()))?;
        Ok(Self { text: text.into(), full })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the whole text matches.
    ///
    /// # Errors
    /// [`RegexError::TooManySteps`]
    pub fn matches(&self, text: &str) -> Result<bool, RegexError> {
        self.full.is_match(text).map_err(|_| RegexError::TooManySteps)
    }
}
