//! Which part of a filter the account answers, and which the proxy.

use zonedesk_scim::Timestamp;
use zonedesk_scim::filter::{AttrPath, CompareOp, Dialect, Filter, Literal};

use super::attributes::{Attributes, Column, Values};
use crate::body::truth;
use crate::kind::Kind;
use crate::problem::Problem;

/// A filter taken apart: an entity is meant when both parts hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// In the names and the grammar of the account.
    pub pushed: Option<Filter>,
    /// In the consumer's names, to be evaluated on what the transformation gives.
    pub rest: Option<Filter>,
    /// It asks for one entity by an attribute that is unique.
    pub single: bool,
}

impl Plan {
    /// # Errors
    /// `invalidFilter` with the position.
    pub fn of(text: &str, attributes: &Attributes, kind: Kind) -> Result<Self, Problem> {
        let filter = without_types(parsed(text)?, attributes);
        let single = is_single(&filter, kind);
        let terms = match filter {
            Filter::And(terms) => terms,
            other => vec![other],
        };
        let (mut pushed, mut rest) = (Vec::new(), Vec::new());
        for term in terms {
            match push(&term, attributes)? {
                Some(term) => pushed.push(term),
                None => rest.push(term),
            }
        }
        Ok(Self { pushed: Filter::all(pushed), rest: Filter::all(rest), single })
    }

    /// All of it in the proxy, where the account refuses what it was given.
    pub fn unpushed(text: &str, kind: Kind) -> Result<Self, Problem> {
        let filter = parsed(text)?;
        Ok(Self { pushed: None, single: is_single(&filter, kind), rest: Some(filter) })
    }
}

fn parsed(text: &str) -> Result<Filter, Problem> {
    let refused =
        |error: &dyn std::fmt::Display| Problem::bad("invalidFilter", format!("The filter: {error}."));
    let filter = Filter::parse(&without_indexes(text), Dialect::Rfc7644).map_err(|error| refused(&error))?;
    if orders_flags(&filter) {
        return Err(refused(&"true and false have no order"));
    }
    Ok(filter)
}

/// `emails[type eq "work"].value` means the e-mail, too: the account keeps one, of no type. Not where the transformation
/// gives it one.
fn without_types(filter: Filter, attributes: &Attributes) -> Filter {
    let each = |terms: Vec<Filter>| terms.into_iter().map(|term| without_types(term, attributes)).collect();
    match filter {
        Filter::And(terms) => Filter::And(each(terms)),
        Filter::Or(terms) => Filter::Or(each(terms)),
        Filter::Not(inner) => Filter::Not(Box::new(without_types(*inner, attributes))),
        Filter::ValuePath(attr, inner) => {
            let value = AttrPath { sub: Some("value".to_owned()), ..attr.clone() };
            match attributes.column(&value).and_then(|_| of_value(&inner, &value)) {
                Some(terms) => Filter::all(terms).unwrap_or(Filter::Present(value)),
                None => Filter::ValuePath(attr, inner),
            }
        }
        other => other,
    }
}

/// What a filter of values asks of `value` itself, `path`, beside type and flag; none where it asks for something else.
fn of_value(filter: &Filter, path: &AttrPath) -> Option<Vec<Filter>> {
    let named = |attr: &AttrPath, name: &str| attr.sub.is_none() && attr.name.eq_ignore_ascii_case(name);
    match filter {
        Filter::And(terms) => terms
            .iter()
            .map(|term| of_value(term, path))
            .collect::<Option<Vec<_>>>()
            .map(|terms| terms.concat()),
        Filter::Compare(attr, op, text) if named(attr, "value") => {
            Some(vec![Filter::Compare(path.clone(), *op, text.clone())])
        }
        Filter::Present(attr) if named(attr, "value") => Some(vec![Filter::Present(path.clone())]),
        Filter::Compare(attr, CompareOp::Eq, _) if named(attr, "type") || named(attr, "primary") => {
            Some(Vec::new())
        }
        _ => None,
    }
}

/// RFC 7644 §3.4.2.2: gt, ge, lt and le of a boolean are refused.
fn orders_flags(filter: &Filter) -> bool {
    use CompareOp::{Ge, Gt, Le, Lt};
    match filter {
        Filter::Compare(_, op, Literal::Bool(_)) => matches!(op, Gt | Ge | Lt | Le),
        Filter::And(terms) | Filter::Or(terms) => terms.iter().any(orders_flags),
        Filter::Not(inner) | Filter::ValuePath(_, inner) => orders_flags(inner),
        Filter::Present(_) | Filter::Compare(..) => false,
    }
}

/// `emails[0].value` means the e-mail: the account keeps one.
fn without_indexes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !quoted && rest.starts_with("[0]") {
            rest = &rest[3..];
            continue;
        }
        quoted ^= c == '"' && !out.ends_with('\\');
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// `userName eq "v"`, alone or with `meta.lastModified gt "t"`.
fn is_single(filter: &Filter, kind: Kind) -> bool {
    let unique = |filter: &Filter| match filter {
        Filter::Compare(attr, CompareOp::Eq, Literal::Text(_)) => {
            let name = attr.name.to_ascii_lowercase();
            let sub = attr.sub.as_ref().map(|sub| sub.to_ascii_lowercase());
            matches!(
                (kind, name.as_str(), sub.as_deref()),
                (_, "id" | "externalid", None)
                    | (Kind::Users, "username", None)
                    | (Kind::Users, "emails", None | Some("value"))
                    | (Kind::Groups, "displayname", None)
            )
        }
        _ => false,
    };
    let delta = |filter: &Filter| match filter {
        Filter::Compare(attr, CompareOp::Gt | CompareOp::Ge, _) => {
            attr.to_string().eq_ignore_ascii_case("meta.lastModified")
        }
        _ => false,
    };
    match filter {
        Filter::And(terms) => terms.len() == 2 && terms.iter().any(unique) && terms.iter().any(delta),
        other => unique(other),
    }
}

/// A term as the account takes it; none where only the proxy can evaluate it.
fn push(filter: &Filter, attributes: &Attributes) -> Result<Option<Filter>, Problem> {
    let all = |terms: &[Filter]| -> Result<Option<Vec<Filter>>, Problem> {
        terms.iter().map(|term| push(term, attributes)).collect()
    };
    Ok(match filter {
        Filter::Or(terms) => all(terms)?.map(Filter::Or),
        Filter::And(terms) => all(terms)?.map(Filter::And),
        Filter::Not(_) | Filter::ValuePath(..) => None,
        Filter::Present(attr) => attributes.column(attr).map(|column| Filter::Present(column.attr)),
        Filter::Compare(attr, op, value) => match attributes.column(attr) {
            Some(column) => comparison(&column, *op, value)?,
            None => None,
        },
    })
}

fn comparison(column: &Column, op: CompareOp, value: &Literal) -> Result<Option<Filter>, Problem> {
    let of = |value| Some(Filter::Compare(column.attr.clone(), op, value));
    if matches!(op, CompareOp::Ne | CompareOp::Ew) {
        return Ok(None);
    }
    Ok(match (column.values, value) {
        // To UAA, these two are wildcards there.
        (Values::Text, Literal::Text(text)) => {
            let wild = matches!(op, CompareOp::Co | CompareOp::Sw) && text.contains(['%', '_']);
            of(value.clone()).filter(|_| !wild)
        }
        (Values::Moment, Literal::Text(text)) => {
            let moment: Timestamp = text.parse().map_err(|_| {
                Problem::bad("invalidFilter", format!("{text:?} is no timestamp as 2026-01-05T09:12:33Z."))
            })?;
            of(Literal::Text(moment.to_string())).filter(|_| !matches!(op, CompareOp::Co | CompareOp::Sw))
        }
        (Values::Flag, value) => {
            flag(value).and_then(|flag| of(Literal::Bool(flag))).filter(|_| op == CompareOp::Eq)
        }
        (Values::Number, Literal::Number(number)) => {
            let whole = number.parse::<u32>().is_ok() && !matches!(op, CompareOp::Co | CompareOp::Sw);
            of(value.clone()).filter(|_| whole)
        }
        _ => None,
    })
}

fn flag(value: &Literal) -> Option<bool> {
    match value {
        Literal::Bool(flag) => Some(*flag),
        Literal::Text(text) => truth(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use zonedesk_transform::{DEFAULT_READ, Transformation};

    use super::*;

    #[test]
    fn filters_go_to_the_account_as_far_as_it_knows_them() {
        let (document, _) = Transformation::load(DEFAULT_READ.to_owned());
        let users = Attributes::of(document.entity("user").unwrap(), Kind::Users);
        for (text, pushed, rest, single) in [
            (r#"userName eq "a""#, r#"userName eq "a""#, "", true),
            (r#"UserName Eq "a""#, r#"userName eq "a""#, "", true),
            (r#"emails[0].value eq "a""#, r#"emails.value eq "a""#, "", true),
            (r#"emails eq "a[0]""#, r#"emails.value eq "a[0]""#, "", true),
            (r#"externalId eq "a""#, "", r#"externalId eq "a""#, true),
            (r#"name.familyName eq "Doe""#, r#"familyName eq "Doe""#, "", false),
            (
                r#"meta.lastModified gt "2026-01-05T10:12:33+01:00""#,
                r#"meta.lastModified gt "2026-01-05T09:12:33.000Z""#,
                "",
                false,
            ),
            (
                r#"userName eq "a" and meta.lastModified gt "2026-01-05T09:12:33Z""#,
                r#"userName eq "a" and meta.lastModified gt "2026-01-05T09:12:33.000Z""#,
                "",
                true,
            ),
            (
                r#"active eq "True" and title pr and not (userName sw "a")"#,
                "active eq true",
                r#"title pr and not (userName sw "a")"#,
                false,
            ),
            (r#"userName eq "a" or origin eq "b""#, r#"userName eq "a" or origin eq "b""#, "", false),
            (r#"userName eq "a" or title pr"#, "", r#"userName eq "a" or title pr"#, false),
            (r#"userName co "50%""#, "", r#"userName co "50%""#, false),
            (r#"userName ne "a""#, "", r#"userName ne "a""#, false),
            (r#"emails[value eq "a"]"#, r#"emails.value eq "a""#, "", true),
            (r#"emails[type eq "work"].value eq "a""#, r#"emails.value eq "a""#, "", true),
            (r#"emails[type eq "work"] eq "a""#, r#"emails.value eq "a""#, "", true),
            (r#"emails[type eq "work" and value sw "a"]"#, r#"emails.value sw "a""#, "", false),
            (r#"emails[primary eq true]"#, "emails.value pr", "", false),
            (r#"emails[type ne "work"]"#, "", r#"emails[type ne "work"]"#, false),
            ("active eq null", "", "active eq null", false),
        ] {
            let plan =
                Plan::of(text, &users, Kind::Users).unwrap_or_else(|problem| panic!("{text}: {problem}"));
            let told = |filter: &Option<Filter>| filter.as_ref().map(ToString::to_string).unwrap_or_default();
            assert_eq!(
                (told(&plan.pushed).as_str(), told(&plan.rest).as_str(), plan.single),
                (pushed, rest, single),
                "{text}"
            );
        }
        for (text, position) in [
            ("active gt true", "no order"),
            ("userName", "position 9"),
            ("userName is \"a\"", "position 10"),
            ("userName eq \"a", "position 13"),
            ("(userName pr", "position 1"),
            ("meta.lastModified gt \"yesterday\"", "yesterday"),
        ] {
            let problem = Plan::of(text, &users, Kind::Users).unwrap_err();
            assert_eq!(problem.scim_type, Some("invalidFilter"), "{text}");
            assert!(problem.detail.contains(position), "{text}: {}", problem.detail);
        }
    }
}
