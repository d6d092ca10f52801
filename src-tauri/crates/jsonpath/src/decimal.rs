//! Decimal numbers as Java's `BigDecimal` compares and prints them: Jayway compares numbers, and numbers with text,
//! through it.

use std::cmp::Ordering;

/// A decimal number of any size: `digits` × 10^-`scale`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// Without leading zeros; `0` for zero.
    digits: Box<str>,
    scale: i64,
}

impl Decimal {
    /// Reads what `new BigDecimal(text)` reads; `None` where that throws.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (mantissa, exponent) = match rest.find(['e', 'E']) {
            Some(at) => {
                let exponent = &rest[at + 1..];
                if !exponent.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit()) {
                    return None;
                }
                (&rest[..at], i64::from(exponent.parse::<i32>().ok()?))
            }
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let digits = format!("{whole}{fraction}");
        let digits = digits.trim_start_matches('0');
        let zero = digits.is_empty();
        Some(Self {
            negative: negative && !zero,
            digits: if zero { "0" } else { digits }.into(),
            scale: fraction.len() as i64 - exponent,
        })
    }

    /// The number that a JSON number is for Jayway: json-smart makes a double of what has a point or an exponent, unless
    /// it is written with more than 18 characters, and Jayway reads that double's Java text again.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        if text.len() > 18 || !text.contains(['.', 'e', 'E']) {
            return Self::parse(text);
        }
        Self::parse(&java_double(text.parse().ok()?))
    }

    fn is_zero(&self) -> bool {
        &*self.digits == "0"
    }

    /// The exponent of the first digit.
    fn magnitude(&self) -> i64 {
        self.digits.len() as i64 - self.scale
    }

    /// `BigDecimal.intValue`: towards zero, and the lowest 32 bits of what is left.
    #[must_use]
    pub fn int_value(&self) -> i32 {
        let whole = self.magnitude();
        if whole <= 0 || whole > 400 {
            return 0;
        }
        let digits = self.digits.bytes().chain(std::iter::repeat(b'0')).take(whole as usize);
        let value = digits.fold(0_i32, |n, d| n.wrapping_mul(10).wrapping_add(i32::from(d - b'0')));
        if self.negative { value.wrapping_neg() } else { value }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.compare(other))
    }
}

impl Decimal {
    /// By value: `1.0` equals `1`.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        let sign = |d: &Self| {
            if d.is_zero() {
                0
            } else if d.negative {
                -1
            } else {
                1
            }
        };
        let (mine, others) = (sign(self), sign(other));
        if mine != others || mine == 0 {
            return mine.cmp(&others);
        }
        let size = self.magnitude().cmp(&other.magnitude()).then_with(|| {
            let (a, b) = (self.digits.trim_end_matches('0'), other.digits.trim_end_matches('0'));
            a.cmp(b)
        });
        if mine < 0 { size.reverse() } else { size }
    }
}

/// `BigDecimal.toString`.
impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let digits = &*self.digits;
        let exponent = self.magnitude() - 1;
        if self.scale == 0 {
            return f.write_str(digits);
        }
        if self.scale > 0 && exponent >= -6 {
            let whole = digits.len() as i64 - self.scale;
            if whole > 0 {
                let (whole, fraction) = digits.split_at(whole as usize);
                return write!(f, "{whole}.{fraction}");
            }
            return write!(f, "0.{:0>width$}", digits, width = self.scale as usize);
        }
        f.write_str(&digits[..1])?;
        if digits.len() > 1 {
            write!(f, ".{}", &digits[1..])?;
        }
        if exponent != 0 { write!(f, "E{exponent:+}") } else { Ok(()) }
    }
}

/// `Double.toString`: the shortest digits that read back as the same number, in Java's layout.
#[must_use]
pub fn java_double(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 {
        return if number.is_sign_negative() { "-0.0" } else { "0.0" }.to_owned();
    }
    let size = number.abs();
    if (1e-3..1e7).contains(&size) {
        return format!("{number:?}");
    }
    // Java always shows two digits, and those of the smallest number are not the one and a zero.
    if size == f64::from_bits(1) {
        return if number > 0.0 { "4.9E-324" } else { "-4.9E-324" }.to_owned();
    }
    let text = format!("{number:E}");
    let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    format!("{mantissa}{point}E{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_big_decimal_does() {
        for (text, want) in [
            ("01", "1"),
            (".5", "0.5"),
            ("1e3", "1E+3"),
            ("1.50", "1.50"),
            ("1.0E10", "1.0E+10"),
            ("-0.000001", "-0.000001"),
            ("0.0000001", "1E-7"),
            ("12e-9", "1.2E-8"),
            ("0", "0"),
            ("-0", "0"),
            ("0.00", "0.00"),
            ("1.", "1"),
            ("123.456e1", "1234.56"),
        ] {
            assert_eq!(Decimal::parse(text).expect(text).to_string(), want, "{text}");
        }
        for text in
            ["", "-", ".", "e1", "1e", "1e+", "1e+-1", "--1", "1-2", "0x1", " 1", "1 ", "1e99999999999"]
        {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn json_numbers_are_doubles_where_they_have_a_point() {
        for (text, want) in [
            ("1.50", "1.5"),
            ("1e3", "1000.0"),
            ("1e10", "1.0E+10"),
            ("0.1", "0.1"),
            ("12345678901234567890", "12345678901234567890"),
            ("1.0000000000000000001", "1.0000000000000000001"),
            ("0.0001", "0.00010"),
        ] {
            assert_eq!(Decimal::from_json(text).expect(text).to_string(), want, "{text}");
        }
    }

    #[test]
    fn doubles_print_as_in_java() {
        for (number, want) in [
            (5e-324, "4.9E-324"),
            (-5e-324, "-4.9E-324"),
            (1.5e-323, "1.5E-323"),
            (9e-5, "9.0E-5"),
            (0.001, "0.001"),
            (9_999_999.0, "9999999.0"),
            (1e7, "1.0E7"),
            (-0.0, "-0.0"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(java_double(number), want);
        }
    }

    #[test]
    fn compares_by_value() {
        let by = |a: &str, b: &str| Decimal::parse(a).expect(a).compare(&Decimal::parse(b).expect(b));
        for (a, b, want) in [
            ("1", "1.0", Ordering::Equal),
            ("10", "1e1", Ordering::Equal),
            ("2", "10", Ordering::Less),
            ("-2", "-10", Ordering::Greater),
            ("0", "-0.0", Ordering::Equal),
            ("0.001", "0", Ordering::Greater),
            ("1e999999999", "1e-999999999", Ordering::Greater),
            ("99", "100.1", Ordering::Less),
        ] {
            assert_eq!(by(a, b), want, "{a} {b}");
        }
    }
}
