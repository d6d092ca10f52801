//! What a parser has to say about a text beside what it understood.

use std::fmt;
use std::ops::Range;

/// How bad a [`Finding`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It runs, and probably does something else than meant.
    Warning,
    /// It does not run, or never does what it says.
    Error,
}

/// Something a parser noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub problem: Problem,
    /// Byte offsets in the text that was parsed.
    pub span: Range<usize>,
}

/// The kinds of findings, with what a message needs to be read on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The text can't be understood from here on.
    Syntax(&'static str),
    /// A regular expression that can't be compiled.
    Regex(String),
    /// Nested deeper than the parser goes.
    TooDeep,
    /// One character is left over at the end. Jayway overlooks it.
    LeftOver,
    /// There is no function of that name.
    UnknownFunction(String),
    /// `name.first` is taken as `$.name.first`.
    NoRoot,
    /// The third number of a slice has no effect.
    SliceStep,
    /// With two bounds, negative ones are not counted from the end.
    SliceBounds,
    /// Behind `..name` this function sees the whole input, not the matches.
    FunctionFallsBack(&'static str),
    /// What follows `name()` without an argument is not read: `)` becomes a name.
    BehindFunction,
    /// `!` before a comparison has no effect.
    NotIgnored,
    /// `&&` or `||` without blanks around them are part of the path.
    OperatorInPath,
    /// An indefinite path alone is true even without a match.
    IndefiniteAlone,
    /// `exists` compares booleans; the bare path is meant.
    Exists,
    /// The operator can't be written as text: the comparison is always false.
    NeverTrue(&'static str),
    /// A literal list or object on the left equals nothing.
    LiteralOnTheLeft,
}

impl Problem {
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Syntax(_)
            | Self::Regex(_)
            | Self::TooDeep
            | Self::LeftOver
            | Self::UnknownFunction(_)
            | Self::NeverTrue(_) => Severity::Error,
            Self::NoRoot
            | Self::SliceStep
            | Self::SliceBounds
            | Self::FunctionFallsBack(_)
            | Self::BehindFunction
            | Self::NotIgnored
            | Self::OperatorInPath
            | Self::IndefiniteAlone
            | Self::Exists
            | Self::LiteralOnTheLeft => Severity::Warning,
        }
    }

    /// Whether the text could not be understood, so that nothing can be run.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        matches!(self, Self::Syntax(_) | Self::Regex(_) | Self::TooDeep | Self::LeftOver)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(what) => f.write_str(what),
            Self::Regex(what) => write!(f, "regular expression: {what}"),
            Self::TooDeep => f.write_str("nested too deeply"),
            Self::LeftOver => f.write_str("nothing can be done with this last character"),
            Self::UnknownFunction(name) => write!(f, "there is no function {name}()"),
            Self::NoRoot => f.write_str("does not start with '$': read as if '$.' stood before it"),
            Self::SliceStep => f.write_str("the step of a slice has no effect"),
            Self::SliceBounds => {
                f.write_str("with two bounds, a negative one is not counted from the end of the list")
            }
            Self::FunctionFallsBack(name) => {
                write!(f, "behind '..', {name}() sees the whole input instead of the matches")
            }
            Self::BehindFunction => {
                f.write_str("what follows '()' is never found: nothing can stand behind it")
            }
            Self::NotIgnored => {
                f.write_str("'!' before a comparison has no effect: put the comparison in parentheses")
            }
            Self::OperatorInPath => f.write_str("without a blank before it the operator belongs to the path"),
            Self::IndefiniteAlone => {
                f.write_str("true even where nothing matches: compare with 'empty false'")
            }
            Self::Exists => f.write_str("'exists' compares booleans: write the path alone"),
            Self::NeverTrue(operator) => write!(f, "'{operator}' is never true in a text"),
            Self::LiteralOnTheLeft => f.write_str("a list or object written on the left equals nothing"),
        }
    }
}

/// What was understood of a text, and the findings.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    pub tree: T,
    pub findings: Vec<Finding>,
}

impl<T> Parsed<T> {
    /// The tree, unless the text could not be understood.
    ///
    /// # Errors
    /// The first finding that keeps the text from being run.
    pub fn runnable(self) -> Result<T, Finding> {
        match self.findings.into_iter().find(|f| f.problem.is_fatal()) {
            Some(finding) => Err(finding),
            None => Ok(self.tree),
        }
    }
}
