//! What the words of a transformation mean, a sentence each: for whoever writes one.

/// A key or a value that has a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    pub name: &'static str,
    /// What a key takes; of a value [`KeyTakes::Nothing`].
    pub takes: KeyTakes,
    pub help: &'static str,
}

/// What stands behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyTakes {
    Nothing,
    Text,
    Path,
    Condition,
    Variable,
    Flag,
    List,
    AnyJson,
    /// One of the values that the key has.
    OneOf,
}

const fn key(name: &'static str, takes: KeyTakes, help: &'static str) -> Word {
    Word { name, takes, help }
}

const fn value(name: &'static str, help: &'static str) -> Word {
    Word { name, takes: KeyTakes::Nothing, help }
}

/// The keys of an entity type.
pub const ENTITY_WORDS: &[Word] = &[
    key("condition", KeyTakes::Condition, "Entities that do not meet it are left out; that is no error."),
    key("ignore", KeyTakes::Flag, "true: the entity type is not processed at all."),
    key("skipOperations", KeyTakes::List, "Operations of a write transformation that are left out."),
    key("scimEntityEndpoint", KeyTakes::Text, "Where the proxy serves the entity type: Users or Groups."),
    key("mappings", KeyTakes::List, "What is read and written, from top to bottom; a later mapping wins."),
];

/// The keys of a mapping.
pub const MAPPING_WORDS: &[Word] = &[
    key("condition", KeyTakes::Condition, "The mapping runs only if it holds; it looks at the input."),
    key("ignore", KeyTakes::Flag, "true: the mapping is left out."),
    key("type", KeyTakes::OneOf, "What it does at the target: set unless given."),
    key(
        "scope",
        KeyTakes::OneOf,
        "The one operation that runs it when writing; without it create and update do.",
    ),
    key("sourcePath", KeyTakes::Path, "Where the value is read from in the input."),
    key("sourcePaths", KeyTakes::List, "The values that a value mapping compares, one path for each."),
    key("sourceVariable", KeyTakes::Variable, "The variable that the value is read from."),
    key("variablePath", KeyTakes::Path, "Selects inside the variable."),
    key(
        "constant",
        KeyTakes::AnyJson,
        "The value itself; %property% and ${variable} inside a text are replaced.",
    ),
    key("targetPath", KeyTakes::Path, "Where the value goes in the output."),
    key("targetVariable", KeyTakes::Variable, "The variable that takes the value, for mappings below."),
    key("optional", KeyTakes::Flag, "true: a missing value is skipped; otherwise it fails the entity."),
    key("defaultValue", KeyTakes::AnyJson, "What an optional mapping writes where the value is missing."),
    key(
        "preserveArrayWithSingleElement",
        KeyTakes::Flag,
        "true: a list of one element stays a list; otherwise it becomes that element.",
    ),
    key(
        "correlationAttribute",
        KeyTakes::Flag,
        "true: the value also tells which identity it is; no target is needed.",
    ),
    key("functions", KeyTakes::List, "What is done with the value, each on what the one before gives."),
    key(
        "valueMappings",
        KeyTakes::List,
        "Pairs of keys and a value; the first whose keys match the sources wins.",
    ),
];

/// The keys of an entry of `valueMappings`.
pub const VALUE_MAPPING_WORDS: &[Word] = &[
    key("key", KeyTakes::List, "One text for each source path; all must be equal."),
    key("mappedValue", KeyTakes::AnyJson, "What is written where the keys match."),
];

/// The values of `type`, in a mapping.
pub const TYPE_WORDS: &[Word] = &[
    value("set", "Writes the value to the target."),
    value("remove", "Takes the target out of the output."),
    value("rename", "Gives the last name of the target the name in constant."),
    value("valueMapping", "Looks the values of sourcePaths up in valueMappings."),
];

/// The values of `scope`.
pub const SCOPE_WORDS: &[Word] = &[
    value("createEntity", "Only when an entity is created."),
    value("patchEntity", "Only when an entity is patched; patches run nothing else."),
    value("deleteEntity", "Only when an entity is deleted."),
];

/// The values of `skipOperations`.
pub const OPERATION_WORDS: &[Word] = &[
    value("create", "Nothing is created."),
    value("update", "Nothing is updated."),
    value("delete", "Nothing is deleted."),
];

/// The values of `scimEntityEndpoint`.
pub const ENDPOINT_WORDS: &[Word] =
    &[value("Users", "The endpoint of users."), value("Groups", "The endpoint of groups.")];

/// The variables that are there without a mapping that sets them.
pub const VARIABLE_WORDS: &[Word] = &[
    value(
        "entityIdSourceSystem",
        "The id of the entity in the system it is read from; a read transformation sets it.",
    ),
    value("entityIdTargetSystem", "The id of the entity in the system it is written to; not set on create."),
    value("entityLocationSourceSystem", "The address of the entity; a read transformation sets it."),
    value("entityBaseLocation", "The address of the proxy up to and including /Users/ or /Groups/."),
    value("currentDate", "The time of the run, as ips.date.variable.format says."),
    value("operationTypeVariable", "The operation that runs."),
    value("assignGroup", "Kept for target systems that assign groups."),
    value("unassignGroup", "Kept for target systems that take groups away."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ENTITY_KEYS, MAPPING_KEYS, MappingType, PREDEFINED, Scope};

    fn names(words: &[Word]) -> Vec<&'static str> {
        words.iter().map(|word| word.name).collect()
    }

    #[test]
    fn every_word_that_the_language_knows_is_told() {
        assert_eq!(names(ENTITY_WORDS), ENTITY_KEYS);
        assert_eq!(names(MAPPING_WORDS), MAPPING_KEYS);
        assert_eq!(names(TYPE_WORDS), MappingType::ALL.map(MappingType::name));
        assert_eq!(names(SCOPE_WORDS), Scope::ALL.map(Scope::name));
        let mut variables = names(VARIABLE_WORDS);
        variables.sort_unstable();
        let mut predefined = PREDEFINED.to_vec();
        predefined.sort_unstable();
        assert_eq!(variables, predefined);
    }

    #[test]
    fn help_is_a_sentence() {
        let all = [
            ENTITY_WORDS,
            MAPPING_WORDS,
            VALUE_MAPPING_WORDS,
            TYPE_WORDS,
            SCOPE_WORDS,
            OPERATION_WORDS,
            ENDPOINT_WORDS,
            VARIABLE_WORDS,
        ];
        for word in all.concat() {
            assert!(word.help.ends_with('.'), "{}", word.name);
        }
    }
}
