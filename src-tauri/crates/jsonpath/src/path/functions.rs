//! The functions that can stand behind a path.

use super::place::Place;
use super::reader::Reader;
use super::{Argument, Call, Fault, Function, Scope, Step};
use crate::decimal::java_double;
use crate::document::Kind;
use crate::draft::Draft;
use crate::node::Node;
use crate::value::{Number, Value};

const NO_NUMBERS: Fault = Fault::Failed("there are no numbers to calculate with");
const NO_LIST: Fault = Fault::Failed("the value is no list");

impl<'a> Reader<'_, 'a> {
    pub(super) fn call(
        &mut self,
        index: usize,
        call: &Call,
        node: Node<'a>,
        place: &Place<'_>,
    ) -> Result<(), Fault> {
        let arguments = self.arguments(call)?;
        let value = self.apply(call, node, &arguments)?;
        self.scope.fuel.burn(node.len())?;
        let here = place.call(&call.name);
        if index + 1 == self.path.steps.len() {
            self.hit(value, &here);
            return Ok(());
        }
        self.hit(value.clone(), &here);
        self.behind_call(index, &value, place)
    }

    /// Paths in arguments start at the input.
    fn arguments(&self, call: &Call) -> Result<Vec<Draft<'a>>, Fault> {
        call.arguments
            .iter()
            .map(|argument| match argument {
                Argument::Json(Some(value)) => Ok(Draft::Value(value.clone())),
                Argument::Json(None) => Err(Fault::Failed("an argument is no JSON")),
                Argument::Path(path) => path.on(self.scope, self.scope.root)?.ok_or(Fault::Missing),
            })
            .collect()
    }

    fn apply(&self, call: &Call, node: Node<'a>, arguments: &[Draft<'a>]) -> Result<Draft<'a>, Fault> {
        let made = |value: Value| Ok(Draft::Value(value));
        let Some(function) = call.function else { return Err(Fault::UnknownFunction(call.name.clone())) };
        match function {
            Function::Length => Ok(Draft::Value(self.length(call, node)?)),
            Function::Min => made(float(fold(node, arguments, f64::MAX, f64::min)?)),
            // the smallest positive double, as in Jayway: of negative numbers it is the answer
            Function::Max => made(float(fold(node, arguments, 5e-324, f64::max)?)),
            Function::Sum => made(float(fold(node, arguments, 0.0, |a, b| a + b)?)),
            Function::Avg => {
                let all = numbers(node, arguments)?;
                made(float(all.iter().sum::<f64>() / all.len() as f64))
            }
            Function::Stddev => {
                let all = numbers(node, arguments)?;
                let (count, sum) = (all.len() as f64, all.iter().sum::<f64>());
                let squares: f64 = all.iter().map(|n| n * n).sum();
                made(float((squares / count - sum * sum / count / count).sqrt()))
            }
            Function::Keys if node.kind() == Kind::Object => made(
                node.children()
                    .map(|(name, _)| Value::String(name.name().into_owned()))
                    .collect::<Vec<_>>()
                    .into(),
            ),
            Function::Keys => made(Value::Null),
            Function::First => self.nth(node, 0),
            // in Jayway a list of one has no last element
            Function::Last => match node.elements() {
                Some(elements) => elements.last().map(Draft::Kept).ok_or(Fault::Failed("the list is empty")),
                None => Err(NO_LIST),
            },
            Function::Index => {
                if node.kind() != Kind::Array {
                    return Err(NO_LIST);
                }
                let mut all = Vec::new();
                arguments.iter().for_each(|a| take_numbers(Node::from(a), &mut all));
                // Java's Number.intValue
                self.nth(node, *all.first().ok_or(Fault::OutOfRange)? as i32)
            }
            Function::Concat => made(Value::String(concat(node, arguments))),
            Function::Append => Ok(match node.elements() {
                Some(elements) => {
                    Draft::Array(elements.map(Draft::Kept).chain(arguments.iter().cloned()).collect())
                }
                None => Draft::Kept(node),
            }),
        }
    }

    /// With an argument: how many children the matches of that path have together.
    fn length(&self, call: &Call, node: Node<'a>) -> Result<Value, Fault> {
        match call.arguments.first() {
            Some(Argument::Path(path)) => {
                let mut path = path.clone();
                if !matches!(path.steps.last(), None | Some(Step::Call(_))) {
                    // whether the path is definite was settled before the children came in
                    path.steps.push(Step::All);
                    path.measure();
                }
                let scope = Scope { item: node, root: node, ..self.scope };
                let matches = path.on(scope, node)?.ok_or(Fault::Missing)?;
                if matches.kind() == Kind::Array {
                    return Ok(count(Node::from(&matches).len()));
                }
            }
            Some(Argument::Json(_)) => return Err(Fault::Failed("length() takes a path")),
            None => {}
        }
        Ok(match node.kind() {
            Kind::Array | Kind::Object => count(node.len()),
            _ => Value::Null,
        })
    }

    fn nth(&self, node: Node<'a>, at: i32) -> Result<Draft<'a>, Fault> {
        let Some(mut elements) = node.elements() else { return Err(NO_LIST) };
        if let Ok(at) = usize::try_from(at) {
            return elements.nth(at).map(Draft::Kept).ok_or(Fault::OutOfRange);
        }
        let len = node.len() as i64;
        let counted = usize::try_from(len + i64::from(at)).ok();
        // Jayway does not reach the first element from the end; of a list of one it is also the last
        let counted = counted.filter(|&i| i > 0 || len == 1);
        counted.and_then(|i| elements.nth(i)).map(Draft::Kept).ok_or(Fault::Failed("the list is too short"))
    }
}

fn count(n: usize) -> Value {
    Value::from(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A double in Java's spelling; what JSON has no number for becomes text.
fn float(number: f64) -> Value {
    let text = java_double(number);
    Number::parse(&text).map_or(Value::String(text), Value::Number)
}

fn fold(
    node: Node<'_>,
    arguments: &[Draft<'_>],
    start: f64,
    next: impl Fn(f64, f64) -> f64,
) -> Result<f64, Fault> {
    Ok(numbers(node, arguments)?.into_iter().fold(start, next))
}

/// The numbers of the list and of the arguments.
fn numbers(node: Node<'_>, arguments: &[Draft<'_>]) -> Result<Vec<f64>, Fault> {
    let mut all = Vec::new();
    if node.kind() == Kind::Array {
        take_numbers(node, &mut all);
    }
    arguments.iter().for_each(|a| take_numbers(Node::from(a), &mut all));
    if all.is_empty() { Err(NO_NUMBERS) } else { Ok(all) }
}

fn take_numbers(node: Node<'_>, into: &mut Vec<f64>) {
    let mut take = |node: Node<'_>| into.extend(node.as_number().and_then(|text| text.parse::<f64>().ok()));
    match node.elements() {
        Some(elements) => elements.for_each(take),
        None => take(node),
    }
}

fn concat(node: Node<'_>, arguments: &[Draft<'_>]) -> String {
    let mut out = String::new();
    if let Some(elements) = node.elements() {
        elements.filter_map(Node::as_str).for_each(|text| out.push_str(&text));
    }
    for argument in arguments {
        let argument = Node::from(argument);
        match argument.elements() {
            Some(elements) => elements.for_each(|element| push_text(element, &mut out)),
            None => push_text(argument, &mut out),
        }
    }
    out
}

/// The text of a value in Java: of a number that of its double, nothing for null.
fn push_text(node: Node<'_>, out: &mut String) {
    match node.kind() {
        Kind::Null => {}
        Kind::String => out.push_str(&node.as_str().unwrap_or_default()),
        Kind::Number => {
            let text = node.as_number().unwrap_or_default();
            match text.parse::<f64>() {
                Ok(number) if text.len() <= 18 && text.contains(['.', 'e', 'E']) => {
                    out.push_str(&java_double(number));
                }
                _ => out.push_str(text),
            }
        }
        _ => out.push_str(&node.to_value().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Fuel, Node, Path, Scope, Tape};

    #[test]
    fn an_index_counts_from_the_end_as_far_as_jayway_does() {
        let mut tape = Tape::new();
        let document = tape.parse_str(r#"{"l":[1,2,3],"one":[7]}"#).unwrap();
        for (path, expected) in [
            ("$.l.index(-2)", Some("2")),
            ("$.l.index(-3)", None),
            ("$.l.index(-4)", None),
            ("$.one.index(-1)", Some("7")),
            ("$.one.index(-2)", None),
        ] {
            let fuel = Fuel::default();
            let parsed = Path::parse(path).runnable().unwrap();
            let found = parsed.read(Scope::of(Node::from(&document), &(), &fuel)).ok().flatten();
            let told = found.map(|found| Node::from(&found).to_value().to_string());
            assert_eq!(told.as_deref(), expected, "{path}");
        }
    }
}
