//! What stands without quotes: words of JSON, numbers, and what was meant to be one or to be text.

use zonedesk_jsonpath::{Number, Value};

use super::Parser;
use crate::codes::Code;
use crate::finding::Fix;
use crate::text::{Kind, Span};

impl Parser<'_> {
    pub(super) fn bare_name(&mut self) -> Option<String> {
        let start = self.at;
        let word = self.take_word();
        let span = Span::new(start, self.at);
        if word.is_empty() {
            self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
            let what = Span::new(start, self.at).of(self.text).to_owned();
            self.report(
                Code::Unexpected,
                Span::new(start, self.at),
                format!("\"{what}\" is not expected here"),
            );
            return None;
        }
        let fix = Fix::new(format!("Write \"{word}\" in quotes"), span, format!("\"{word}\""));
        self.report_fix(Code::Quotes, span, "A name stands in double quotes", fix);
        Some(word)
    }

    /// What runs to the next blank or sign of JSON.
    fn take_word(&mut self) -> String {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"'))
            .unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    pub(super) fn word(&mut self) -> Kind {
        let start = self.at;
        let word = self.take_word();
        let span = Span::new(start, self.at);
        match word.as_str() {
            "null" => return Kind::Null,
            "true" => return Kind::Bool(true),
            "false" => return Kind::Bool(false),
            _ if Number::parse(&word).is_some() => return Kind::Number,
            "" => {
                self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
                let span = Span::new(start, self.at);
                self.report(
                    Code::Unexpected,
                    span,
                    format!("\"{}\" is not expected here", span.of(self.text)),
                );
                return Kind::Broken;
            }
            _ => {}
        }
        let meant = match word.to_ascii_lowercase().as_str() {
            "true" => "true".to_owned(),
            "false" => "false".to_owned(),
            "null" | "none" | "nil" | "undefined" => "null".to_owned(),
            _ => match mend_number(&word) {
                Some(number) => number,
                None => Value::from(word.as_str()).to_string(),
            },
        };
        let fix = Fix::new(format!("Write {meant}"), span, meant);
        self.report_fix(Code::Word, span, format!("{word} is no JSON value"), fix);
        Kind::Broken
    }
}

/// `+1`, `.5`, `5.` and `007` as JSON numbers.
fn mend_number(word: &str) -> Option<String> {
    let body = word.strip_prefix('+').unwrap_or(word);
    let (sign, body) = body.strip_prefix('-').map_or(("", body), |rest| ("-", rest));
    if !body.bytes().all(|b| b.is_ascii_digit() || b == b'.') || !body.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let number =
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
    Number::parse(&number).map(|n| n.as_str().to_owned())
}
