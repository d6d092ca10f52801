use super::names;

/// A pattern of letters, ready to read and write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(pub(super) Vec<Item>);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("the letter {0} means nothing")]
    Letter(char),
    #[error("{0} stands {1} times, which means nothing")]
    Count(char, usize),
    #[error("{0} is reserved")]
    Reserved(char),
    #[error("a quote is not closed")]
    Quote,
    #[error("an optional section is not closed, or was not opened")]
    Section,
    #[error("p is followed by no letter to pad")]
    Pad,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Literal(String),
    Number(Number),
    Text(TextField),
    /// Fraction of a second with so many digits.
    Fraction {
        digits: usize,
        subsequent: i32,
    },
    Offset(OffsetStyle),
    /// `GMT+1`, or in full `GMT+01:00`.
    LocalizedOffset {
        full: bool,
    },
    ZoneId,
    ZoneName {
        full: bool,
    },
    Optional(Vec<Item>),
    Padded {
        width: usize,
        inner: Box<Item>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub field: Field,
    pub min: usize,
    pub max: usize,
    pub sign: Sign,
    /// Digits that numbers right behind this one take; -1 for a fixed width.
    pub subsequent: i32,
    /// Two digits of a year from 2000 on.
    pub reduced: bool,
}

/// `java.time.format.SignStyle`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Normal,
    NotNegative,
    ExceedsPad,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Field {
    Era,
    Year,
    YearOfEra,
    WeekYear,
    Quarter,
    Month,
    Week,
    WeekOfMonth,
    DayOfYear,
    DayOfMonth,
    /// Days counted from the month's first one, by sevens.
    AlignedDayOfWeek,
    DayOfWeek,
    /// From Sunday.
    LocalDayOfWeek,
    Half,
    HourOfDay,
    ClockHourOfDay,
    HourOfHalf,
    ClockHourOfHalf,
    Minute,
    Second,
    Nano,
    MilliOfDay,
    NanoOfDay,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextField {
    pub field: Field,
    /// The value of `names[0]`.
    pub base: i64,
    pub names: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OffsetStyle {
    pub minutes: Part,
    pub seconds: Part,
    pub colon: bool,
    /// What UTC is written as.
    pub zero: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Never,
    WhereNotZero,
    Always,
}

impl Pattern {
    /// # Errors
    /// When Java would refuse the pattern.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let mut builder = Builder { open: vec![Vec::new()], adjacent: None, pad: None };
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let c = chars[at];
            let count = chars[at..].iter().take_while(|&&d| d == c).count();
            match c {
                'p' => {
                    builder.pad = Some(count);
                    if !chars.get(at + count).is_some_and(char::is_ascii_alphabetic) {
                        return Err(PatternError::Pad);
                    }
                    at += count;
                }
                'a'..='z' | 'A'..='Z' => {
                    builder.letter(c, count)?;
                    at += count;
                }
                '\'' => at = builder.quoted(&chars, at)?,
                '[' => {
                    builder.open.push(Vec::new());
                    builder.adjacent = None;
                    at += 1;
                }
                ']' => {
                    builder.close()?;
                    at += 1;
                }
                '{' | '}' | '#' => return Err(PatternError::Reserved(c)),
                _ => {
                    builder.push(Item::Literal(c.to_string()));
                    at += 1;
                }
            }
        }
        // Java closes sections that are still open.
        while builder.open.len() > 1 {
            builder.close()?;
        }
        Ok(Self(builder.open.pop().unwrap_or_default()))
    }
}

struct Builder {
    open: Vec<Vec<Item>>,
    /// The number, in the innermost section, that digits right behind it belong to.
    adjacent: Option<usize>,
    pad: Option<usize>,
}

impl Builder {
    fn here(&mut self) -> &mut Vec<Item> {
        if self.open.is_empty() {
            self.open.push(Vec::new());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn push(&mut self, item: Item) {
        self.adjacent = None;
        let item = self.padded(item);
        match (self.here().last_mut(), item) {
            (Some(Item::Literal(before)), Item::Literal(more)) => before.push_str(&more),
            (_, item) => self.here().push(item),
        }
    }

    fn padded(&mut self, item: Item) -> Item {
        match self.pad.take() {
            Some(width) => Item::Padded { width, inner: Box::new(item) },
            None => item,
        }
    }

    fn close(&mut self) -> Result<(), PatternError> {
        if self.open.len() < 2 {
            return Err(PatternError::Section);
        }
        let section = self.open.pop().ok_or(PatternError::Section)?;
        self.adjacent = None;
        self.here().push(Item::Optional(section));
        Ok(())
    }

    fn quoted(&mut self, chars: &[char], start: usize) -> Result<usize, PatternError> {
        let mut text = String::new();
        let mut at = start + 1;
        loop {
            match (chars.get(at), chars.get(at + 1)) {
                (None, _) => return Err(PatternError::Quote),
                (Some('\''), Some('\'')) => {
                    text.push('\'');
                    at += 2;
                }
                (Some('\''), _) => break,
                (Some(&c), _) => {
                    text.push(c);
                    at += 1;
                }
            }
        }
        if text.is_empty() {
            text.push('\'');
        }
        self.push(Item::Literal(text));
        Ok(at + 1)
    }

    /// A number; one of fixed width leaves its digits to itself when it follows another number directly.
    fn number(&mut self, mut number: Number) {
        if self.pad.is_some() {
            let item = Item::Number(number);
            self.push(item);
            return;
        }
        let fixed = number.min == number.max && number.sign == Sign::NotNegative;
        let (width, base) = (number.max as i32, self.adjacent);
        let new_index = self.here().len();
        if let Some(base) = base
            && let Some(Item::Number(first)) = self.here().get_mut(base)
        {
            if fixed {
                first.subsequent += width;
                number.subsequent = -1;
            } else {
                first.subsequent = -1;
                self.adjacent = Some(new_index);
            }
        } else {
            self.adjacent = Some(new_index);
        }
        self.here().push(Item::Number(number));
    }

    fn fraction(&mut self, digits: usize) {
        let base = self.adjacent;
        if self.pad.is_none()
            && let Some(base) = base
            && let Some(Item::Number(first)) = self.here().get_mut(base)
        {
            first.subsequent += digits as i32;
            self.here().push(Item::Fraction { digits, subsequent: -1 });
        } else {
            self.push(Item::Fraction { digits, subsequent: 0 });
        }
    }

    fn letter(&mut self, letter: char, count: usize) -> Result<(), PatternError> {
        let too_many = PatternError::Count(letter, count);
        let value = |field, min, max, sign| Number { field, min, max, sign, subsequent: 0, reduced: false };
        let plain = |field| match count {
            1 => Ok(value(field, 1, 19, Sign::Normal)),
            2 => Ok(value(field, 2, 2, Sign::NotNegative)),
            _ => Err(PatternError::Count(letter, count)),
        };
        match letter {
            'y' | 'u' | 'Y' => {
                let field = match letter {
                    'y' => Field::YearOfEra,
                    'u' => Field::Year,
                    _ => Field::WeekYear,
                };
                self.number(match count {
                    2 => Number { reduced: true, ..value(field, 2, 2, Sign::NotNegative) },
                    1 | 3 => value(field, count, 19, Sign::Normal),
                    4..=19 => value(field, count, 19, Sign::ExceedsPad),
                    _ => return Err(too_many),
                });
            }
            'M' | 'L' | 'Q' | 'q' => {
                let field = if matches!(letter, 'M' | 'L') { Field::Month } else { Field::Quarter };
                match count {
                    1 | 2 => self.number(plain(field)?),
                    3..=5 => self.push(Item::Text(text(field, count))),
                    _ => return Err(too_many),
                }
            }
            'E' | 'e' | 'c' => match (letter, count) {
                ('e', 1 | 2) | ('c', 1) => {
                    self.number(value(Field::LocalDayOfWeek, count, 2, Sign::NotNegative));
                }
                ('c', 2) => return Err(too_many),
                (_, 1..=5) => self.push(Item::Text(text(Field::DayOfWeek, count))),
                _ => return Err(too_many),
            },
            'G' if count <= 5 => self.push(Item::Text(text(Field::Era, count))),
            'a' if count == 1 => self.push(Item::Text(text(Field::Half, count))),
            'w' if count <= 2 => self.number(value(Field::Week, count, 2, Sign::NotNegative)),
            'W' if count == 1 => self.number(value(Field::WeekOfMonth, 1, 2, Sign::NotNegative)),
            'F' if count == 1 => self.number(plain(Field::AlignedDayOfWeek)?),
            'd' => self.number(plain(Field::DayOfMonth)?),
            'D' => self.number(match count {
                1 => value(Field::DayOfYear, 1, 19, Sign::Normal),
                2 => value(Field::DayOfYear, 2, 3, Sign::NotNegative),
                3 => value(Field::DayOfYear, 3, 3, Sign::NotNegative),
                _ => return Err(too_many),
            }),
            'H' => self.number(plain(Field::HourOfDay)?),
            'k' => self.number(plain(Field::ClockHourOfDay)?),
            'K' => self.number(plain(Field::HourOfHalf)?),
            'h' => self.number(plain(Field::ClockHourOfHalf)?),
            'm' => self.number(plain(Field::Minute)?),
            's' => self.number(plain(Field::Second)?),
            'S' if count <= 9 => self.fraction(count),
            'n' | 'N' | 'A' if count <= 19 => {
                let field = match letter {
                    'n' => Field::Nano,
                    'N' => Field::NanoOfDay,
                    _ => Field::MilliOfDay,
                };
                self.number(value(field, count, 19, Sign::NotNegative));
            }
            'X' | 'x' | 'Z' => {
                let item = offset(letter, count).ok_or(too_many)?;
                self.push(item);
            }
            'O' if count == 1 || count == 4 => self.push(Item::LocalizedOffset { full: count == 4 }),
            'V' if count == 2 => self.push(Item::ZoneId),
            'z' if count <= 4 => self.push(Item::ZoneName { full: count == 4 }),
            'G' | 'a' | 'w' | 'W' | 'F' | 'S' | 'n' | 'N' | 'A' | 'O' | 'V' | 'z' => return Err(too_many),
            _ => return Err(PatternError::Letter(letter)),
        }
        Ok(())
    }
}

fn offset(letter: char, count: usize) -> Option<Item> {
    use Part::{Always, Never, WhereNotZero};
    if letter == 'Z' {
        return Some(match count {
            1..=3 => {
                Item::Offset(OffsetStyle { minutes: Always, seconds: Never, colon: false, zero: "+0000" })
            }
            4 => Item::LocalizedOffset { full: true },
            5 => Item::Offset(OffsetStyle { minutes: Always, seconds: WhereNotZero, colon: true, zero: "Z" }),
            _ => return None,
        });
    }
    let (minutes, seconds, colon, zero) = match count {
        1 => (WhereNotZero, Never, false, "+00"),
        2 => (Always, Never, false, "+0000"),
        3 => (Always, Never, true, "+00:00"),
        4 => (Always, WhereNotZero, false, "+0000"),
        5 => (Always, WhereNotZero, true, "+00:00"),
        _ => return None,
    };
    let zero = if letter == 'X' { "Z" } else { zero };
    Some(Item::Offset(OffsetStyle { minutes, seconds, colon, zero }))
}

/// Names by the count of letters: up to 3 short, 4 long, 5 one letter.
fn text(field: Field, count: usize) -> TextField {
    let cut = |names: &[&'static str], len| names.iter().map(|n| &n[..len]).collect::<Vec<_>>();
    let (base, names) = match (field, count) {
        (Field::Month, 4) => (1, names::MONTHS.to_vec()),
        (Field::Month, 5) => (1, cut(&names::MONTHS, 1)),
        (Field::Month, _) => (1, cut(&names::MONTHS, 3)),
        (Field::DayOfWeek, 4) => (1, names::DAYS.to_vec()),
        (Field::DayOfWeek, 5) => (1, cut(&names::DAYS, 1)),
        (Field::DayOfWeek, _) => (1, cut(&names::DAYS, 3)),
        (Field::Quarter, 4) => (1, names::QUARTERS_LONG.to_vec()),
        (Field::Quarter, 5) => (1, vec!["1", "2", "3", "4"]),
        (Field::Quarter, _) => (1, names::QUARTERS.to_vec()),
        (Field::Era, 4) => (0, names::ERAS_LONG.to_vec()),
        (Field::Era, 5) => (0, cut(&names::ERAS, 1)),
        (Field::Era, _) => (0, names::ERAS.to_vec()),
        _ => (0, names::HALVES.to_vec()),
    };
    TextField { field, base, names }
}
