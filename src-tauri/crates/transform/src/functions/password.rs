use super::FunctionError;
use super::apply::Outside;
use super::arguments::Arguments;

/// The longest password that is made.
const MAX_LENGTH: usize = 1024;
const SPECIAL_SYMBOLS: &str = "~!@#$%^&*()_+";

/// Sets of characters with how many of each there must be.
#[derive(Debug, Clone)]
pub(super) struct Password {
    length: usize,
    sets: Vec<(Vec<char>, usize)>,
}

impl Password {
    pub fn compile(given: &Arguments<'_>) -> Result<Self, FunctionError> {
        let fail =
            |name, problem: &str| Err(FunctionError::ParameterValue { name, problem: problem.to_owned() });
        let length = given.count("passwordLength")?;
        let own = given.optional_text("specialSymbols")?;
        let special: Vec<char> = match own.as_ref().map(|t| t.fill(&|_| None)) {
            Some(symbols) => symbols.chars().collect(),
            None => SPECIAL_SYMBOLS.chars().collect(),
        };
        let minimum_of_special = given.count("minimumNumberOfSpecialSymbols")?;
        if own.is_some() && (minimum_of_special == 0 || special.is_empty()) {
            return fail(
                "specialSymbols",
                "own symbols need at least one of them, and minimumNumberOfSpecialSymbols over 0",
            );
        }
        let sets = [
            (('a'..='z').collect(), given.count("minimumNumberOfLowercaseLetters")?),
            (('A'..='Z').collect(), given.count("minimumNumberOfUppercaseLetters")?),
            (('0'..='9').collect(), given.count("minimumNumberOfDigits")?),
            (special, minimum_of_special),
        ];
        let sets: Vec<(Vec<char>, usize)> = sets.into_iter().filter(|(_, minimum)| *minimum > 0).collect();
        let total = sets.iter().fold(0_usize, |sum, (_, minimum)| sum.saturating_add(*minimum));
        if length > MAX_LENGTH {
            return fail("passwordLength", "longer than 1024 characters");
        }
        if total > length {
            return fail("passwordLength", "shorter than the minimums together");
        }
        if sets.is_empty() && length > 0 {
            return fail("passwordLength", "every set of characters is left out");
        }
        Ok(Self { length, sets })
    }

    pub fn make(&self, outside: &mut dyn Outside) -> String {
        let mut chars: Vec<char> = Vec::with_capacity(self.length);
        for (set, minimum) in &self.sets {
            chars.extend((0..*minimum).map(|_| set[below(set.len(), outside)]));
        }
        let all: Vec<char> = self.sets.iter().flat_map(|(set, _)| set.iter().copied()).collect();
        while chars.len() < self.length {
            chars.push(all[below(all.len(), outside)]);
        }
        // Fisher–Yates.
        for i in (1..chars.len()).rev() {
            chars.swap(i, below(i + 1, outside));
        }
        chars.into_iter().collect()
    }
}

/// A number below `n`, each as likely as the others: draws that would favour the small ones are thrown away.
fn below(n: usize, outside: &mut dyn Outside) -> usize {
    let n = n as u32;
    let fair = u32::MAX - u32::MAX % n;
    // A source that only gives large numbers must not hang the run.
    for _ in 0..1000 {
        let mut bytes = [0; 4];
        outside.random(&mut bytes);
        let draw = u32::from_le_bytes(bytes);
        if draw < fair {
            return (draw % n) as usize;
        }
    }
    0
}
