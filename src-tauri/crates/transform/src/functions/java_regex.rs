pub(super) use zonedesk_jsonpath::regex::{Groups, Regex as JavaRegex, RegexError};
