//! Java's regular expressions (`java.util.regex.Pattern`), run by a backtracking engine that gives up after a number of
//! steps.

mod class;
mod translate;

use fancy_regex::RegexBuilder;

/// Steps back that one search may take.
const BACKTRACK_LIMIT: usize = 200_000;
/// Patterns are not longer than this, in bytes.
const MAX_LENGTH: usize = 64 << 10;

/// The flags that stand behind a regex literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// `d`: only `\n` ends a line.
    pub unix_lines: bool,
    /// `i`: of ASCII letters, without `u`.
    pub case_insensitive: bool,
    /// `x`
    pub comments: bool,
    /// `m`
    pub multiline: bool,
    /// `s`
    pub dot_all: bool,
    /// `u`
    pub unicode_case: bool,
    /// `U`: classes as `\w` and `\p{Alpha}` know all of Unicode.
    pub unicode_classes: bool,
}

impl Flags {
    /// Sets the flag of a letter; `false` when there is none.
    pub fn set(&mut self, letter: u8) -> bool {
        self.put(letter, true)
    }

    fn put(&mut self, letter: u8, on: bool) -> bool {
        match letter {
            b'd' => self.unix_lines = on,
            b'i' => self.case_insensitive = on,
            b'x' => self.comments = on,
            b'm' => self.multiline = on,
            b's' => self.dot_all = on,
            b'u' => self.unicode_case = on,
            b'U' => self.unicode_classes = on,
            _ => return false,
        }
        true
    }

    /// Letters of any script are folded.
    fn folds_all(self) -> bool {
        self.case_insensitive && (self.unicode_case || self.unicode_classes)
    }

    fn folds_ascii(self) -> bool {
        self.case_insensitive && !self.folds_all()
    }
}

/// A compiled regular expression.
#[derive(Debug, Clone)]
pub struct Regex {
    text: Box<str>,
    search: fancy_regex::Regex,
    /// The same for the whole text.
    whole: fancy_regex::Regex,
}

/// Why a pattern can't be compiled or matched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegexError {
    #[error("{0}")]
    Syntax(String),
    #[error("the match takes too many steps")]
    TooManySteps,
}

/// Where each group stands, in bytes; the first one is the match.
pub type Groups = Vec<Option<(usize, usize)>>;

impl Regex {
    /// # Errors
    /// [`RegexError::Syntax`]
    pub fn new(pattern: &str) -> Result<Self, RegexError> {
        Self::with_flags(pattern, Flags::default())
    }

    /// # Errors
    /// [`RegexError::Syntax`]
    pub fn with_flags(pattern: &str, flags: Flags) -> Result<Self, RegexError> {
        if pattern.len() > MAX_LENGTH {
            return Err(RegexError::Syntax(format!("longer than {MAX_LENGTH} bytes")));
        }
        let translated =
            translate::translate(pattern, flags).map_err(|what| RegexError::Syntax(what.to_owned()))?;
        let build = |text: &str| {
            RegexBuilder::new(text)
                .backtrack_limit(BACKTRACK_LIMIT)
                .build()
                .map_err(|e| RegexError::Syntax(e.to_string()))
        };
        Ok(Self {
            text: pattern.into(),
            search: build(&translated)?,
            whole: build(&format!("\\A(?:{translated})\\z"))?,
        })
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many groups there are, the match as a whole counted.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.search.captures_len()
    }

    #[must_use]
    pub fn group_named(&self, name: &str) -> Option<usize> {
        self.search.capture_names().position(|n| n == Some(name))
    }

    /// Whether the whole text matches.
    ///
    /// # Errors
    /// [`RegexError::TooManySteps`]
    pub fn matches(&self, text: &str) -> Result<bool, RegexError> {
        self.whole.is_match(text).map_err(|_| RegexError::TooManySteps)
    }

    /// The groups of a match of the whole text.
    ///
    /// # Errors
    /// [`RegexError::TooManySteps`]
    pub fn match_whole(&self, text: &str) -> Result<Option<Groups>, RegexError> {
        let found = self.whole.captures(text).map_err(|_| RegexError::TooManySteps)?;
        Ok(found.map(|captures| groups(&captures)))
    }

    /// The matches from left to right, apart from one another; each may be [`RegexError::TooManySteps`] instead.
    pub fn find<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Result<Groups, RegexError>> + use<'r, 't> {
        self.search.captures_iter(text).map(|c| c.map(|c| groups(&c)).map_err(|_| RegexError::TooManySteps))
    }
}

fn groups(captures: &fancy_regex::Captures<'_, str>) -> Groups {
    captures.iter().map(|m| m.map(|m| (m.start(), m.end()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, flags: &str, text: &str) -> Result<bool, RegexError> {
        let mut set = Flags::default();
        assert!(flags.bytes().all(|f| set.set(f)), "{flags}");
        Regex::with_flags(pattern, set)?.matches(text)
    }

    #[test]
    fn java_matches() {
        for (pattern, flags, text, want) in [
            ("abc", "", "abc", true),
            ("b", "", "abc", false),
            ("ABC", "i", "abc", true),
            ("É", "i", "é", false),
            ("É", "iu", "é", true),
            ("[A-C]+", "i", "abC", true),
            ("[^a]", "i", "A", false),
            ("(?i)a(?-i)b", "", "Ab", true),
            ("(?i)a(?-i)b", "", "AB", false),
            ("(?i:a)b", "", "Ab", true),
            ("(a(?i)b)c", "", "aBC", false),
            (r"\w", "", "é", false),
            (r"\w", "U", "é", true),
            (r"\d+", "", "12", true),
            (r"\d", "", "\u{664}", false),
            (r"\p{Alpha}+", "", "aé", false),
            (r"\p{L}+", "", "aé", true),
            (r"\p{IsAlphabetic}\p{Lu}\pL", "", "éÉx", true),
            (r"\P{Digit}", "", "x", true),
            (r"[\p{Punct}]", "", "!", true),
            ("a.c", "", "a\nc", false),
            ("a.c", "s", "a\nc", true),
            ("a.c", "", "a\u{85}c", false),
            ("a.c", "d", "a\rc", true),
            (r"\Qa.b*\E+", "", "a.b**", true),
            (r"\Qa.b", "", "a.b", true),
            ("[a-z&&[^bc]]", "", "b", false),
            ("[a-z&&[^bc]]", "", "d", true),
            ("[a[0-9]]+", "", "a5", true),
            ("[]a]+", "", "]a", true),
            (r"[\]\-~&#]+", "", "]-~&#", true),
            ("[--/]", "", ".", true),
            ("a*+a", "", "aaa", false),
            ("(?>a*)a", "", "aaa", false),
            ("a{1,2}+a", "", "aa", false),
            ("a{2}", "", "aa", true),
            ("(?<n>a)\\k<n>", "", "aa", true),
            (r"(a)\1", "", "aa", true),
            (r"(a)\1", "i", "aA", true),
            (r"(?<=x)a", "", "a", false),
            ("x(?=a)a", "", "xa", true),
            ("a$", "", "a", true),
            ("a$\n", "", "a\n", true),
            ("^a$", "", "a", true),
            ("a$\nb", "m", "a\nb", true),
            ("a\n^b", "m", "a\nb", true),
            ("a b # c", "x", "ab", true),
            (r"\x41\u0042\x{43}\0104\cA", "", "ABCD\u{1}", true),
            (r"\ud83d\ude00", "", "😀", true),
            (r"\t\n\r\f\a\e", "", "\t\n\r\u{c}\u{7}\u{1b}", true),
            (r"\h\v\R", "", " \n\r\n", true),
            (r"a\/b", "", "a/b", true),
            ("a}b", "", "a}b", true),
            ("(?i)cn=.*?,(.*?),OU=testUsers", "", "CN=test10,OU=subUsers,OU=testUsers", true),
            ("a$*^?b\\b+", "", "ab", true),
            ("", "", "", true),
            ("a||b", "", "", true),
        ] {
            assert_eq!(matches(pattern, flags, text), Ok(want), "/{pattern}/{flags} on {text:?}");
        }
    }

    #[test]
    fn what_java_refuses_is_refused() {
        for pattern in [
            "(",
            ")",
            "[",
            "[a",
            "a{",
            "*a",
            "a**",
            "+",
            "?",
            r"\",
            r"\y",
            r"\xZZ",
            r"\u12",
            "(?z)",
            r"\p{Nope}",
            "[b-a]",
            "a{2,1}",
            r"\k<n>",
        ] {
            assert!(Regex::new(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn endless_matches_end() {
        let evil = Regex::new(r"(?:(a+)+\1?)+b").expect("a pattern");
        assert_eq!(evil.matches(&"a".repeat(5_000)), Err(RegexError::TooManySteps));
        assert!(Regex::new(&"(".repeat(100_000)).is_err());
        assert!(Regex::new(&format!("{}a{}", "(".repeat(5_000), ")".repeat(5_000))).is_err());
    }
}
