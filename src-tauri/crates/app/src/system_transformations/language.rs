use zonedesk_transform::functions::{COMMON, FUNCTIONS, ParameterInfo, Takes};
use zonedesk_transform::words::{
    ENDPOINT_WORDS, ENTITY_WORDS, KeyTakes, MAPPING_WORDS, OPERATION_WORDS, SCOPE_WORDS, TYPE_WORDS,
    VALUE_MAPPING_WORDS, VARIABLE_WORDS, Word,
};

use crate::api::{AppError, Language, LanguageFunction, LanguageParameter, LanguageWord};
use crate::app::{App, system_id};
use crate::properties::known::is_credential;

/// The words of transformations, with the properties of a system.
pub async fn transformation_language(app: &App, system: &str) -> Result<Language, AppError> {
    let id = system_id(system)?;
    let system = app.workspace(move |workspace| workspace.system(id)).await?;
    let properties = system.effective_properties().into_keys().filter(|name| !is_credential(name)).collect();
    Ok(Language {
        entity_keys: words(ENTITY_WORDS),
        mapping_keys: words(MAPPING_WORDS),
        value_mapping_keys: words(VALUE_MAPPING_WORDS),
        functions: FUNCTIONS
            .iter()
            .map(|function| LanguageFunction {
                name: function.name.to_owned(),
                help: function.help.to_owned(),
                parameters: parameters(function.parameters),
            })
            .collect(),
        common_parameters: parameters(COMMON),
        types: words(TYPE_WORDS),
        scopes: words(SCOPE_WORDS),
        operations: words(OPERATION_WORDS),
        endpoints: words(ENDPOINT_WORDS),
        variables: words(VARIABLE_WORDS),
        properties,
    })
}

fn words(words: &[Word]) -> Vec<LanguageWord> {
    let word = |word: &Word| LanguageWord {
        name: word.name.to_owned(),
        takes: key_takes(word.takes).to_owned(),
        help: word.help.to_owned(),
    };
    words.iter().map(word).collect()
}

fn parameters(parameters: &[ParameterInfo]) -> Vec<LanguageParameter> {
    let parameter = |parameter: &ParameterInfo| LanguageParameter {
        name: parameter.name.to_owned(),
        help: parameter.help.to_owned(),
        required: parameter.required,
        takes: takes(parameter.takes).to_owned(),
        values: match parameter.takes {
            Takes::OneOf(values) => values.iter().map(|&value| value.to_owned()).collect(),
            _ => Vec::new(),
        },
    };
    parameters.iter().map(parameter).collect()
}

fn key_takes(takes: KeyTakes) -> &'static str {
    match takes {
        KeyTakes::Nothing => "",
        KeyTakes::Text => "text",
        KeyTakes::Path => "path",
        KeyTakes::Condition => "condition",
        KeyTakes::Variable => "variable",
        KeyTakes::Flag => "flag",
        KeyTakes::List => "list",
        KeyTakes::AnyJson => "anyJson",
        KeyTakes::OneOf => "oneOf",
    }
}

fn takes(takes: Takes) -> &'static str {
    match takes {
        Takes::Text => "text",
        Takes::Scalar => "scalar",
        Takes::Integer => "integer",
        Takes::Step => "step",
        Takes::Flag => "flag",
        Takes::OneOf(_) => "oneOf",
        Takes::Names => "names",
        Takes::Regex => "regex",
        Takes::DateFormat => "dateFormat",
        Takes::Condition => "condition",
        Takes::AnyJson => "anyJson",
    }
}
