use fancy_regex::{Regex, RegexBuilder};

/// Steps back that one search may take.
const BACKTRACK_LIMIT: usize = 200_000;

#[derive(Debug, Clone)]
pub(super) struct JavaRegex {
    search: Regex,
    /// The same for the whole text.
    whole: Regex,
}

pub(super) type RegexError = Box<fancy_regex::Error>;
/// Where each group stands, in bytes; the first one is the match.
pub(super) type Groups = Vec<Option<(usize, usize)>>;

impl JavaRegex {
    pub fn new(pattern: &str) -> Result<Self, RegexError> {
        let build = |p: &str| RegexBuilder::new(p).backtrack_limit(BACKTRACK_LIMIT).build().map_err(Box::new);
        Ok(Self { search: build(pattern)?, whole: build(&format!("\\A(?:{pattern})\\z"))? })
    }

    pub fn groups(&self) -> usize {
        self.search.captures_len()
    }

    pub fn group_named(&self, name: &str) -> Option<usize> {
        self.search.capture_names().position(|n| n == Some(name))
    }

    pub fn matches(&self, text: &str) -> Result<bool, RegexError> {
        self.whole.is_match(text).map_err(Box::new)
    }

    pub fn match_whole(&self, text: &str) -> Result<Option<Groups>, RegexError> {
        Ok(self.whole.captures(text).map_err(Box::new)?.map(|c| groups(&c)))
    }

    /// Each match, from left to right.
    pub fn find<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Result<Groups, RegexError>> + use<'r, 't> {
        self.search.captures_iter(text).map(|c| c.map(|c| groups(&c)).map_err(Box::new))
    }
}

fn groups(captures: &fancy_regex::Captures<'_, str>) -> Groups {
    captures.iter().map(|m| m.map(|m| (m.start(), m.end()))).collect()
}
