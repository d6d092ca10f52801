//! The one table of finding codes. A code keeps its meaning for good; one that is no longer given is not used again.

use crate::finding::Severity::{self, Error, Note, Warning};

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $title:literal $help:literal;)*) => {
        /// What kind of finding it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $name,)* }

        impl Code {
            /// Every code there is, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// `ZT031`
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)* }
            }

            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => $severity,)* }
            }

            /// What it is about, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }

            /// Why it matters and what to do.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $(Code::$name => $help,)* }
            }
        }
    };
}

codes! {
    Empty "ZT001" Error "Empty document" "A transformation is a JSON object with one member for each entity type.";
    Unexpected "ZT002" Error "Unexpected sign" "The sign has no place in JSON here. Remove it, or complete what is around it.";
    Unclosed "ZT003" Error "Not closed" "Every bracket and every quote needs its counterpart. A text may not run over the end of a line.";
    Comma "ZT004" Error "Comma" "Exactly one comma stands between two members or items, and none behind the last one.";
    Colon "ZT005" Error "Missing colon" "A colon stands between the name and the value of a member.";
    NoValue "ZT006" Error "Missing value" "A name without a value cannot be read. Write the value, or remove the name.";
    Trailing "ZT007" Error "Text behind the document" "A file holds one document.";
    Quotes "ZT008" Error "Quotes" "JSON writes names and text in double quotes.";
    Word "ZT009" Error "No JSON value" "A value is text in double quotes, a number, true, false, null, a list or an object.";
    Comment "ZT010" Error "Comment" "JSON knows no comments; SAP's service refuses them.";
    Escape "ZT011" Error "Escape" "After a backslash JSON allows \" \\ / b f n r t and u with four digits. A backslash that is meant is written twice.";
    TooDeep "ZT012" Error "Nested too deep" "So many levels occur in no transformation; they are not read.";
    DuplicateKey "ZT013" Warning "Name twice" "Of two members with one name only the last counts.";
    NotAnObject "ZT014" Error "Not a transformation" "A transformation is an object whose members are the entity types, such as user and group.";
    UnknownKey "ZT015" Warning "Unknown key" "The key means nothing here. It is kept when the document is saved, and has no effect.";
    WrongType "ZT016" Error "Wrong type" "The key takes a value of another type.";
    WrongValue "ZT017" Error "Unknown value" "The key takes one of a few values; this is none of them.";
    NoSource "ZT018" Error "No source" "A mapping takes its value from sourcePath, sourceVariable or constant.";
    TwoSources "ZT019" Warning "Several sources" "Only one of constant, sourceVariable and sourcePath is read.";
    NoTarget "ZT020" Error "No target" "A mapping writes to targetPath or targetVariable, or counts as a correlation attribute.";
    MissingKey "ZT021" Error "Missing key" "A mapping of this type needs the key.";
    UselessKey "ZT022" Warning "Key without effect" "The key has an effect only together with another one.";
    Unreachable "ZT023" Warning "Overwritten mapping" "A later mapping without a condition always writes the same target, so this one has no effect.";
    KeyCount "ZT024" Error "Number of keys" "An entry of valueMappings has one key element for each source path.";
    NoSourceId "ZT025" Error "No entityIdSourceSystem" "A read transformation must tell which value is the entity's id: a mapping with targetVariable entityIdSourceSystem.";
    NoTargetId "ZT026" Error "No entityIdTargetSystem" "A write transformation must tell where the id of the entity goes: a mapping with the variable entityIdTargetSystem.";
    NoLocation "ZT027" Note "No entity location" "The read transformation of a proxy system sets entityLocationSourceSystem; without it meta.location may be missing.";
    UnknownVariable "ZT028" Warning "Variable never set" "No mapping before this one sets the variable, and it is none of the predefined ones.";
    SameKeys "ZT029" Warning "Same keys twice" "The first entry whose keys match wins; this one is never reached.";
    PathSyntax "ZT030" Error "Path" "The path cannot be read.";
    NoRoot "ZT031" Warning "No $. in front" "A path starts with $. It is read as if it did.";
    PathWarning "ZT032" Warning "Path" "The path is read otherwise than it looks.";
    PathFunction "ZT033" Error "Unknown path function" "Known are length, size, min, max, avg, sum, stddev, keys, first, last, index, concat and append.";
    TargetPath "ZT034" Error "Target path" "Nothing can be written to such a path.";
    ConditionSyntax "ZT040" Error "Condition" "The condition cannot be read.";
    ConditionWarning "ZT041" Warning "Condition" "The condition is read otherwise than it looks.";
    UnsetProperty "ZT050" Warning "Property not set" "The text null takes the place of a property that is not set.";
    NullInValue "ZT051" Warning "null in a value" "The property is not set, so the text null would be written into the value.";
    SetProperty "ZT052" Note "Property" "The value of the property takes this place before paths and conditions are read.";
    CrossesRegex "ZT053" Warning "Property crosses a regex" "Two % are read as a property, here across the border of a regular expression.";
    NoPropertyName "ZT054" Warning "No property name" "What stands between two % is read as the name of a property, and this looks like none.";
    RegexProperty "ZT055" Warning "Regex signs in a property" "The property's value lands in a regular expression, where some of its signs have a meaning of their own.";
    ManyOrigins "ZT056" Warning "Several origins" "With several origins in xsuaa.origin a constant mapping writes them all as one. Read the origin of each user instead.";
    UnknownFunction "ZT060" Error "Unknown function" "There is no function of that name.";
    UnknownParameter "ZT061" Warning "Unknown parameter" "The function does not know the parameter. It has no effect.";
    MissingParameter "ZT062" Error "Missing parameter" "The function needs the parameter.";
    ParameterType "ZT063" Error "Parameter type" "The parameter takes a value of another type.";
    ParameterValue "ZT064" Error "Parameter value" "The parameter takes other values.";
    Regex "ZT065" Error "Regular expression" "The regular expression cannot be read.";
    DatePattern "ZT066" Error "Date pattern" "The pattern cannot be read.";
    Deprecated "ZT067" Note "Deprecated" "SAP documents another name for it.";
    TwoFunctionNames "ZT068" Error "Two functions" "function and type name different functions.";
    ScopeIgnored "ZT070" Note "Scope in a read transformation" "Reading runs every mapping; scopes count only when writing.";
    OtherDirection "ZT071" Note "Read or write" "The document looks like one for the other direction.";
    NeverRuns "ZT072" Warning "Never runs" "No operation runs this mapping.";
    OtherSystem "ZT073" Note "Not for a proxy system" "An entity type of a proxy system names its endpoint in scimEntityEndpoint; without it the type is not served.";
}

impl Code {
    /// Findings about JSON itself; while there is an error among them the document has no sure meaning.
    #[must_use]
    pub fn is_syntax(self) -> bool {
        self <= Code::TooDeep
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_order_and_unique() {
        let ids: Vec<&str> = Code::ALL.iter().map(|c| c.id()).collect();
        assert!(ids.windows(2).all(|w| w[0] < w[1]), "{ids:?}");
        assert!(Code::ALL.iter().all(|c| !c.title().is_empty() && c.help().ends_with('.')));
    }
}
