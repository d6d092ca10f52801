use icu_casemap::CaseMapper;
use icu_locale_core::LanguageIdentifier;
use icu_locale_core::subtags::Language;

use super::FunctionError;
use super::arguments::Arguments;
use crate::template::{Lookup, Template};

/// Capital or small letters by the rules of a language (Unicode SpecialCasing: Turkish, Azeri, Lithuanian).
#[derive(Debug, Clone)]
pub(super) struct Casing {
    upper: bool,
    locale: Option<Template>,
}

impl Casing {
    pub fn compile(given: &Arguments<'_>, upper: bool) -> Result<Self, FunctionError> {
        Ok(Self { upper, locale: given.optional_text("locale")? })
    }

    pub fn run(&self, text: &str, variables: &Lookup<'_>) -> String {
        let locale = self.locale.as_ref().map(|l| l.fill(variables)).unwrap_or_default();
        let language = locale.split(['_', '-']).next().unwrap_or_default();
        // Java takes a language that it does not know as one without rules of its own.
        let language = Language::try_from_str(language).unwrap_or(Language::UNKNOWN);
        // The same in every language but those of the dotless i, and far quicker.
        if text.is_ascii() && !matches!(language.as_str(), "tr" | "az") {
            return if self.upper { text.to_ascii_uppercase() } else { text.to_ascii_lowercase() };
        }
        let locale = LanguageIdentifier::from(language);
        let mapper = CaseMapper::new();
        if self.upper {
            // Greek accents stay: Java's rules are those of SpecialCasing only.
            let locale = if language.as_str() == "el" { LanguageIdentifier::UNKNOWN } else { locale };
            mapper.uppercase_to_string(text, &locale).into_owned()
        } else {
            mapper.lowercase_to_string(text, &locale).into_owned()
        }
    }
}
