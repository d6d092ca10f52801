//! Countries, regions, languages and time zones, from the tables in `data/`.

use std::sync::LazyLock;

use zonedesk_jsonpath::Value;

use super::FunctionError;
use super::arguments::Arguments;

struct Country {
    alpha2: &'static str,
    alpha3: &'static str,
    numeric: &'static str,
    name: &'static str,
}

/// Rows of a table without its heading, cut at the first commas.
fn rows(csv: &'static str, columns: usize) -> impl Iterator<Item = Vec<&'static str>> {
    csv.lines()
        .skip(1)
        .map(move |line| line.splitn(columns, ',').collect::<Vec<_>>())
        .filter(move |r| r.len() == columns)
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    rows(include_str!("../../data/countries.csv"), 4)
        .map(|r| Country { alpha2: r[0], alpha3: r[1], numeric: r[2], name: r[3] })
        .collect()
});

/// Code (`US-AL`) and name, sorted by code.
static REGIONS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| rows(include_str!("../../data/regions.csv"), 2).map(|r| (r[0], r[1])).collect());

/// Language and the country it is most likely meant for, sorted by language.
static LANGUAGES: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| rows(include_str!("../../data/languages.csv"), 2).map(|r| (r[0], r[1])).collect());

/// SAP's code and an IANA zone, in SAP's order.
static TIMEZONES: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| rows(include_str!("../../data/timezones.csv"), 2).map(|r| (r[0], r[1])).collect());

fn country(text: &str) -> Option<&'static Country> {
    let text = text.trim();
    let same = |a: &str| a.eq_ignore_ascii_case(text);
    COUNTRIES.iter().find(|c| {
        same(c.alpha2) || same(c.alpha3) || same(c.numeric) || c.name.to_lowercase() == text.to_lowercase()
    })
}

/// ISO 3166-1.
#[derive(Debug, Clone)]
pub(super) struct ConvertCountry {
    format: &'static str,
    inputs: Vec<String>,
    output: String,
}

impl ConvertCountry {
    pub fn compile(given: &Arguments<'_>) -> Result<Self, FunctionError> {
        let format = given.required_choice("outputFormat", &["fullName", "alpha2", "alpha3", "numeric"])?;
        let output = given.required_choice("outputAttribute", &["country", "issuingCountry"])?;
        Ok(Self { format, inputs: given.names("inputAttributes")?, output: output.to_owned() })
    }

    /// A country that is not known stays as it is.
    pub fn run(&self, mut input: Value) -> Value {
        match &mut input {
            Value::Object(map) => {
                let given = self.inputs.iter().find_map(|name| map.get(name)).map(Value::to_text);
                if let Some(found) = given.and_then(|text| self.convert(&text)) {
                    map.insert(self.output.as_str(), Value::from(found));
                }
                input
            }
            Value::String(_) | Value::Number(_) => self.convert(&input.to_text()).map_or(input, Value::from),
            _ => input,
        }
    }

    fn convert(&self, text: &str) -> Option<&'static str> {
        country(text).map(|c| match self.format {
            "fullName" => c.name,
            "alpha2" => c.alpha2,
            "alpha3" => c.alpha3,
            _ => c.numeric,
        })
    }
}

/// ISO 3166-2.
#[derive(Debug, Clone)]
pub(super) struct ConvertRegion {
    full_name: bool,
    inputs: Vec<String>,
}

impl ConvertRegion {
    pub fn compile(given: &Arguments<'_>) -> Result<Self, FunctionError> {
        let format = given.required_choice("outputFormat", &["fullName", "alpha2"])?;
        given.required_choice("outputAttribute", &["region"])?;
        Ok(Self { full_name: format == "fullName", inputs: given.names("inputAttributes")? })
    }

    /// A region that is not known, or not of the country, stays as it is.
    pub fn run(&self, mut input: Value) -> Value {
        match &mut input {
            Value::Object(map) => {
                let text = |name: &str| {
                    self.inputs.iter().any(|i| i == name).then(|| map.get(name).map(Value::to_text)).flatten()
                };
                let country = text("country").and_then(|c| country(&c)).map(|c| c.alpha2);
                if let Some(found) = text("region").and_then(|region| self.convert(&region, country)) {
                    map.insert("region", Value::from(found));
                }
                input
            }
            Value::String(text) => self.convert(text, None).map_or(input, Value::from),
            _ => input,
        }
    }

    fn convert(&self, region: &str, country: Option<&str>) -> Option<&'static str> {
        let region = region.trim();
        let code = region.to_uppercase();
        let by_code =
            |code: &str| REGIONS.binary_search_by_key(&code, |&(code, _)| code).ok().map(|i| &REGIONS[i]);
        let full = country.map(|c| format!("{c}-{code}"));
        let found = full.and_then(|full| by_code(&full)).or_else(|| by_code(&code)).or_else(|| {
            let of_country = |code: &str| country.is_none_or(|c| code.starts_with(c));
            REGIONS.iter().find(|(code, name)| of_country(code) && name.eq_ignore_ascii_case(region))
        })?;
        Some(if self.full_name { found.1 } else { found.0 })
    }
}

/// `de-DE`, or the language alone in capitals: `DE`. Languages without a country of their own give English.
pub(super) fn locale(text: &str, bcp47: bool) -> String {
    let mut parts = text.trim().split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let known = LANGUAGES.binary_search_by_key(&language.as_str(), |&(language, _)| language).ok();
    let Some((language, home)) = known.map(|i| LANGUAGES[i]) else {
        return if bcp47 { "en-US" } else { "EN" }.to_owned();
    };
    if !bcp47 {
        return language.to_ascii_uppercase();
    }
    let region = |p: &&str| p.len() == 2 && p.bytes().all(|b| b.is_ascii_alphabetic());
    let country = parts.find(region).map_or(home.to_owned(), str::to_ascii_uppercase);
    format!("{language}-{country}")
}

/// The first zone of the table that fits; unknown and missing ones are Central Europe.
pub(super) fn timezone(text: Option<&str>, iana: bool) -> String {
    let text = text.unwrap_or_default().trim();
    let code = TIMEZONES
        .iter()
        .find(|(sap, _)| *sap == text)
        .or_else(|| TIMEZONES.iter().find(|(_, zone)| *zone == text))
        .map_or("CET", |(sap, _)| sap);
    if !iana {
        return code.to_owned();
    }
    TIMEZONES.iter().find(|(sap, _)| *sap == code).map_or("Europe/Berlin", |(_, zone)| zone).to_owned()
}
