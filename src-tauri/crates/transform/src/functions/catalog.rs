//! The functions there are and what they take (SAP documentation, "Transformation Functions").

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Text,
    /// Text, a number or a boolean.
    Scalar,
    Integer,
    /// An integer, or a text of one with a sign or not.
    Step,
    Flag,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A text or a list of texts.
    Names,
    Regex,
    /// A pattern of letters for dates.
    DateFormat,
    Condition,
    AnyJson,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterInfo {
    pub name: &'static str,
    pub takes: Takes,
    pub required: bool,
    pub help: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionInfo {
    pub name: &'static str,
    pub help: &'static str,
    pub parameters: &'static [ParameterInfo],
    /// Works on maps, and on each map of a list by itself.
    pub on_maps: bool,
    /// Gives a value also where the source has none.
    pub without_value: bool,
}

/// What every function takes besides its own parameters.
pub const COMMON: &[ParameterInfo] = &[
    optional("condition", Takes::Condition, "The function runs only if it holds; @ is the value or element."),
    optional("applyOnElements", Takes::Flag, "Run for each element of a list."),
    optional("applyOnAttribute", Takes::Text, "Run on this member of the map, or of each map of the list."),
    optional("applyOnJsonAttribute", Takes::Text, "The old name of applyOnAttribute."),
    optional("assignToAttribute", Takes::Text, "Put the result into this member and leave the one read."),
];

#[must_use]
pub fn function(name: &str) -> Option<&'static FunctionInfo> {
    FUNCTIONS.iter().find(|f| f.name == name)
}

impl FunctionInfo {
    /// Its own parameter of that name, or a common one.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&'static ParameterInfo> {
        self.parameters.iter().chain(COMMON).find(|p| p.name == name)
    }
}

const fn required(name: &'static str, takes: Takes, help: &'static str) -> ParameterInfo {
    ParameterInfo { name, takes, required: true, help }
}

const fn optional(name: &'static str, takes: Takes, help: &'static str) -> ParameterInfo {
    ParameterInfo { name, takes, required: false, help }
}

const fn plain(name: &'static str, help: &'static str, parameters: &'static [ParameterInfo]) -> FunctionInfo {
    FunctionInfo { name, help, parameters, on_maps: false, without_value: false }
}

const fn on_maps(
    name: &'static str,
    help: &'static str,
    parameters: &'static [ParameterInfo],
) -> FunctionInfo {
    FunctionInfo { name, help, parameters, on_maps: true, without_value: false }
}

const ALGORITHM: ParameterInfo =
    required("algorithm", Takes::OneOf(&["base32", "base64"]), "How bytes become text.");
const SKIP_PADDING: ParameterInfo = optional("skipPadding", Takes::Flag, "Leave the = at the end out.");
const REGEX: ParameterInfo = required("regex", Takes::Regex, "A Java regular expression.");
const REPLACEMENT: ParameterInfo =
    required("replacement", Takes::Scalar, "What takes the place; $1 is the first group.");
const LOCALE: ParameterInfo =
    optional("locale", Takes::Text, "Language whose rules count, en_EN unless given.");
const SOURCE_KEY: ParameterInfo = required("sourceKey", Takes::Text, "The member that is read.");
const TARGET_KEY: ParameterInfo = required("targetKey", Takes::Text, "Its new name.");
const KEY: ParameterInfo = required("key", Takes::Text, "The member.");
const DEFAULT_VALUE: ParameterInfo = required("defaultValue", Takes::AnyJson, "What it becomes.");
const INPUT_ATTRIBUTES: ParameterInfo =
    required("inputAttributes", Takes::Names, "The members that are read.");

/// All of them, by name.
pub const FUNCTIONS: &[FunctionInfo] = &[
    plain(
        "compositeId",
        "Value, separator and a second id in one text.",
        &[
            optional("separator", Takes::Text, "What stands between, : unless given."),
            required("subId", Takes::Text, "The second id, or the path of one."),
        ],
    ),
    plain(
        "concatString",
        "Text before and after the value.",
        &[
            optional("prefix", Takes::Scalar, "What stands before."),
            optional("suffix", Takes::Scalar, "What stands behind."),
        ],
    ),
    on_maps(
        "convertCountryCode",
        "A country as another form of ISO 3166-1.",
        &[
            required(
                "outputFormat",
                Takes::OneOf(&["fullName", "alpha2", "alpha3", "numeric"]),
                "United States, US, USA or 840.",
            ),
            INPUT_ATTRIBUTES,
            required(
                "outputAttribute",
                Takes::OneOf(&["country", "issuingCountry"]),
                "The member that is written.",
            ),
        ],
    ),
    on_maps(
        "convertCountryRegion",
        "A region as another form of ISO 3166-2.",
        &[
            required("outputFormat", Takes::OneOf(&["fullName", "alpha2"]), "Alabama or US-AL."),
            INPUT_ATTRIBUTES,
            required("outputAttribute", Takes::OneOf(&["region"]), "The member that is written."),
        ],
    ),
    plain(
        "convertLocaleCode",
        "A locale as de-DE or DE.",
        &[required("outputFormat", Takes::OneOf(&["bcp47", "iso639"]), "de-DE or DE.")],
    ),
    FunctionInfo {
        name: "convertTimezoneCode",
        help: "A time zone as IANA or SAP writes it.",
        parameters: &[required("outputFormat", Takes::OneOf(&["iana", "sap"]), "America/Phoenix or MSTNO.")],
        on_maps: false,
        without_value: true,
    },
    on_maps("copyMapEntry", "A member copied to another name.", &[SOURCE_KEY, TARGET_KEY]),
    plain("decode", "Bytes out of base32 or base64.", &[ALGORITHM, SKIP_PADDING]),
    plain("elementAt", "One element of a list.", &[required("index", Takes::Integer, "From 0.")]),
    plain("encode", "Base32 or base64 of bytes or text.", &[ALGORITHM, SKIP_PADDING]),
    plain(
        "getMatchedRegexGroup",
        "A group of a regular expression that matches the whole value.",
        &[REGEX, required("groupIndex", Takes::Integer, "0 is the whole value.")],
    ),
    plain(
        "manipulateDate",
        "A date in another format, or moved.",
        &[
            optional("sourceDateFormat", Takes::DateFormat, "Java's letters, or Date(milliseconds)."),
            optional("targetDateFormat", Takes::DateFormat, "Java's letters, or Date(milliseconds)."),
            optional("years", Takes::Step, "+2, -2 or 2."),
            optional("months", Takes::Step, "+2, -2 or 2."),
            optional("days", Takes::Step, "+2, -2 or 2."),
            optional("hours", Takes::Step, "+2, -2 or 2."),
            optional("minutes", Takes::Step, "+2, -2 or 2."),
            optional("seconds", Takes::Step, "+2, -2 or 2."),
        ],
    ),
    plain("matchRegex", "Whether a regular expression matches the whole value.", &[REGEX]),
    on_maps("putIfAbsent", "A default for a member that is missing or empty.", &[KEY, DEFAULT_VALUE]),
    on_maps("putIfPresent", "Another value for a member that has one.", &[KEY, DEFAULT_VALUE]),
    FunctionInfo {
        name: "randomPassword",
        help: "A random password.",
        parameters: &[
            required("passwordLength", Takes::Integer, "Characters in all."),
            required("minimumNumberOfLowercaseLetters", Takes::Integer, "0 leaves them out."),
            required("minimumNumberOfUppercaseLetters", Takes::Integer, "0 leaves them out."),
            required("minimumNumberOfDigits", Takes::Integer, "0 leaves them out."),
            required("minimumNumberOfSpecialSymbols", Takes::Integer, "0 leaves them out."),
            optional("specialSymbols", Takes::Text, "~!@#$%^&*()_+ unless given."),
        ],
        on_maps: false,
        without_value: true,
    },
    on_maps("renameMapEntry", "A member under another name.", &[SOURCE_KEY, TARGET_KEY]),
    plain("replaceAllString", "Every match of a regular expression replaced.", &[REGEX, REPLACEMENT]),
    plain("replaceFirstString", "The first match of a regular expression replaced.", &[REGEX, REPLACEMENT]),
    plain("replaceLastString", "The last match of a regular expression replaced.", &[REGEX, REPLACEMENT]),
    plain(
        "replaceString",
        "Every occurrence of a text replaced.",
        &[
            required("target", Takes::Scalar, "The text."),
            required("replacement", Takes::Scalar, "What takes its place."),
        ],
    ),
    plain(
        "resolveEntityIds",
        "The id in the target system of an entity of the source system.",
        &[
            optional("entityType", Takes::OneOf(&["user", "group"]), "user unless given."),
            optional("sourceSystemName", Takes::Text, "Where the entity was read."),
            optional("targetSystemName", Takes::Text, "Where its id is wanted."),
        ],
    ),
    plain(
        "splitStringToArray",
        "A list of the parts of a text.",
        &[required("separator", Takes::Text, "What stands between the parts.")],
    ),
    plain(
        "substring",
        "A part of a text, counted in UTF-16 code units.",
        &[
            required("beginIndex", Takes::Integer, "The first one, from 0."),
            optional("endIndex", Takes::Integer, "The first one that is left out."),
        ],
    ),
    plain("toLowerCaseString", "Small letters.", &[LOCALE]),
    plain("toString", "Text out of bytes or of any value.", &[]),
    plain("toUpperCaseString", "Capital letters.", &[LOCALE]),
];
