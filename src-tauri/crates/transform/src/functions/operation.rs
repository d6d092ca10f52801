use zonedesk_jsonpath::Value;

use super::apply::{Data, Env, text_of};
use super::arguments::Arguments;
use super::bytes::Algorithm;
use super::casing::Casing;
use super::date::ManipulateDate;
use super::maps::{CopyEntry, PutDefault};
use super::password::Password;
use super::places::{ConvertCountry, ConvertRegion};
use super::regexes::{Pattern, Replace, Which};
use super::{FunctionError, places, strings};
use crate::template::Template;

/// What a function does to one value.
#[derive(Debug, Clone)]
pub(super) enum Operation {
    CompositeId { separator: Template, sub_id: Template },
    Concat { prefix: Option<Template>, suffix: Option<Template> },
    ConvertCountry(ConvertCountry),
    ConvertRegion(ConvertRegion),
    ConvertLocale { bcp47: bool },
    ConvertTimezone { iana: bool },
    CopyEntry(CopyEntry),
    Decode(Algorithm),
    ElementAt(i64),
    Encode(Algorithm, bool),
    MatchedGroup(Pattern, usize),
    ManipulateDate(ManipulateDate),
    MatchRegex(Pattern),
    Put(PutDefault),
    Password(Password),
    ReplaceRegex(Replace),
    Replace { target: Template, replacement: Template },
    Resolve { kind: &'static str, source: Option<Template>, target: Option<Template> },
    Split(Template),
    Substring { begin: i64, end: Option<i64> },
    Case(Casing),
    ToText,
}

impl Operation {
    pub fn compile(name: &'static str, given: &Arguments<'_>) -> Result<Self, FunctionError> {
        Ok(match name {
            "compositeId" => Self::CompositeId {
                separator: given.optional_text("separator")?.unwrap_or_else(|| Template::new(":")),
                sub_id: given.text("subId")?,
            },
            "concatString" => Self::Concat {
                prefix: given.optional_text("prefix")?,
                suffix: given.optional_text("suffix")?,
            },
            "convertCountryCode" => Self::ConvertCountry(ConvertCountry::compile(given)?),
            "convertCountryRegion" => Self::ConvertRegion(ConvertRegion::compile(given)?),
            "convertLocaleCode" => {
                let format = given.required_choice("outputFormat", &["bcp47", "iso639"])?;
                Self::ConvertLocale { bcp47: format == "bcp47" }
            }
            "convertTimezoneCode" => {
                let format = given.required_choice("outputFormat", &["iana", "sap"])?;
                Self::ConvertTimezone { iana: format == "iana" }
            }
            "copyMapEntry" => Self::CopyEntry(CopyEntry::compile(given, false)?),
            "renameMapEntry" => Self::CopyEntry(CopyEntry::compile(given, true)?),
            "decode" => {
                given.flag("skipPadding")?;
                Self::Decode(Algorithm::compile(given)?)
            }
            "encode" => Self::Encode(Algorithm::compile(given)?, given.flag("skipPadding")?),
            "elementAt" => Self::ElementAt(given.integer("index")?),
            "getMatchedRegexGroup" => {
                let group = given.count("groupIndex")?;
                Self::MatchedGroup(Pattern::compile(given.text("regex")?)?.with_group(group)?, group)
            }
            "manipulateDate" => Self::ManipulateDate(ManipulateDate::compile(given)?),
            "matchRegex" => Self::MatchRegex(Pattern::compile(given.text("regex")?)?),
            "putIfAbsent" => Self::Put(PutDefault::compile(given, false)?),
            "putIfPresent" => Self::Put(PutDefault::compile(given, true)?),
            "randomPassword" => Self::Password(Password::compile(given)?),
            "replaceAllString" => Self::ReplaceRegex(Replace::compile(given, Which::All)?),
            "replaceFirstString" => Self::ReplaceRegex(Replace::compile(given, Which::First)?),
            "replaceLastString" => Self::ReplaceRegex(Replace::compile(given, Which::Last)?),
            "replaceString" => {
                Self::Replace { target: given.text("target")?, replacement: given.text("replacement")? }
            }
            "resolveEntityIds" => Self::Resolve {
                kind: given.choice("entityType", &["user", "group"])?.unwrap_or("user"),
                source: given.optional_text("sourceSystemName")?,
                target: given.optional_text("targetSystemName")?,
            },
            "splitStringToArray" => Self::Split(given.text("separator")?),
            "substring" => Self::Substring {
                begin: given.integer("beginIndex")?,
                end: given.optional_integer("endIndex")?,
            },
            "toLowerCaseString" => Self::Case(Casing::compile(given, false)?),
            "toUpperCaseString" => Self::Case(Casing::compile(given, true)?),
            "toString" => Self::ToText,
            other => return Err(FunctionError::Unknown(other.to_owned())),
        })
    }

    /// Takes bytes as they are; for the others they become text first.
    pub fn takes_bytes(&self) -> bool {
        matches!(self, Self::Encode(..) | Self::ToText)
    }

    /// A parameter may be a path of the entity; the others see the value alone.
    pub fn reads_entity(&self) -> bool {
        matches!(self, Self::CompositeId { .. })
    }

    /// Works on each element of a list without being told to.
    pub fn goes_into_lists(&self) -> bool {
        matches!(
            self,
            Self::Decode(_)
                | Self::Resolve { .. }
                | Self::Put(_)
                | Self::CopyEntry(_)
                | Self::ConvertCountry(_)
                | Self::ConvertRegion(_)
        )
    }

    pub fn run(&self, input: Option<Data>, env: &mut Env<'_>) -> Result<Option<Data>, FunctionError> {
        match self {
            Self::Password(password) => return Ok(json(password.make(env.outside))),
            Self::ConvertTimezone { iana } => {
                let zone = input.and_then(|data| text_of(data).ok());
                return Ok(json(places::timezone(zone.as_deref(), *iana)));
            }
            _ => {}
        }
        let Some(input) = input else { return Ok(None) };
        // A null is not text; it goes through as it came.
        if input == Data::Json(Value::Null) && !matches!(self, Self::Encode(..) | Self::ToText) {
            return Ok(Some(input));
        }
        let text = |data| text_of(data);
        Ok(match self {
            Self::CompositeId { separator, sub_id } => {
                let sub_id = sub_id.fill(env.variable);
                let sub_id = match sub_id.starts_with('$') {
                    true => match (env.read)(&sub_id) {
                        Some(value) => value.to_text(),
                        None => return Ok(None),
                    },
                    false => sub_id.into_owned(),
                };
                json(format!("{}{}{sub_id}", text(input)?, separator.fill(env.variable)))
            }
            Self::Concat { prefix, suffix } => {
                let mut joined = String::new();
                if let Some(prefix) = prefix {
                    joined.push_str(&prefix.fill(env.variable));
                }
                joined.push_str(&text(input)?);
                if let Some(suffix) = suffix {
                    joined.push_str(&suffix.fill(env.variable));
                }
                json(joined)
            }
            Self::ConvertCountry(convert) => Some(Data::Json(convert.run(input.into_value()))),
            Self::ConvertRegion(convert) => Some(Data::Json(convert.run(input.into_value()))),
            Self::ConvertLocale { bcp47 } => json(places::locale(&text(input)?, *bcp47)),
            Self::CopyEntry(copy) => Some(Data::Json(copy.run(input.into_value(), env.variable))),
            Self::Put(put) => Some(Data::Json(put.run(input.into_value(), env.variable))),
            Self::Decode(algorithm) => Some(Data::Bytes(algorithm.decode(&text(input)?)?)),
            Self::Encode(algorithm, skip_padding) => json(algorithm.encode(input, *skip_padding)),
            Self::ElementAt(index) => match input.into_value() {
                Value::Array(mut items) => match usize::try_from(*index) {
                    Ok(index) if index < items.len() => Some(Data::Json(items.swap_remove(index))),
                    _ => None,
                },
                // The mapping has taken a list of one for its element.
                only => (*index == 0).then_some(Data::Json(only)),
            },
            Self::MatchedGroup(pattern, group) => {
                pattern.ready(env.variable)?.group(&text(input)?, *group)?.and_then(json)
            }
            Self::MatchRegex(pattern) => {
                Some(Data::Json(Value::Bool(pattern.ready(env.variable)?.matches(&text(input)?)?)))
            }
            Self::ReplaceRegex(replace) => json(replace.run(&text(input)?, env.variable)?),
            Self::Replace { target, replacement } => {
                let (target, replacement) = (target.fill(env.variable), replacement.fill(env.variable));
                json(strings::replace(&text(input)?, &target, &replacement)?)
            }
            Self::ManipulateDate(date) => json(date.run(&text(input)?, env.date_format)?),
            Self::Resolve { kind, source, target } => {
                let name = |t: &Option<Template>| t.as_ref().map(|t| t.fill(env.variable).into_owned());
                let (source, target) = (name(source), name(target));
                resolve(input.into_value(), &mut |key| {
                    env.outside.resolve(key, kind, source.as_deref(), target.as_deref())
                })?
            }
            Self::Split(separator) => {
                let parts = strings::split(&text(input)?, &separator.fill(env.variable));
                Some(Data::Json(Value::Array(parts.into_iter().map(Value::from).collect())))
            }
            Self::Substring { begin, end } => json(strings::substring(&text(input)?, *begin, *end)?),
            Self::Case(casing) => json(casing.run(&text(input)?, env.variable)),
            Self::ToText => match input {
                Data::BytesList(_) => Some(Data::Json(input.into_value())),
                data => json(data.into_value().to_text()),
            },
            Self::Password(_) | Self::ConvertTimezone { .. } => None,
        })
    }
}

fn json(text: impl Into<Value>) -> Option<Data> {
    Some(Data::Json(text.into()))
}

/// A key, or the member `value` of a reference to an entity. What is not known in the target system is left out.
fn resolve(
    input: Value,
    known: &mut dyn FnMut(&str) -> Option<String>,
) -> Result<Option<Data>, FunctionError> {
    match input {
        Value::Object(mut reference) => {
            let Some(key) = reference.get("value").map(Value::to_text) else {
                return Ok(Some(Data::Json(Value::Object(reference))));
            };
            Ok(known(&key).map(|key| {
                reference.insert("value", Value::String(key));
                Data::Json(Value::Object(reference))
            }))
        }
        other => Ok(known(&text_of(Data::Json(other))?).and_then(json)),
    }
}
