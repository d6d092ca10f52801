//! The members of an object, in their order.

use super::Value;

/// The members of an object in the order in which they were first set; names are unique.
#[derive(Debug, Clone, Default)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Members whose names are known to be unique.
    pub(crate) fn of_unique(members: Vec<(String, Value)>) -> Self {
        Self(members)
    }

    pub(crate) fn slice(&self) -> &[(String, Value)] {
        &self.0
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find_map(|(n, v)| (n == name).then_some(v))
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0.iter_mut().find_map(|(n, v)| (n == name).then_some(v))
    }

    /// Sets a member: in place where the name is there already, else behind the last. Returns what was there.
    pub fn insert(&mut self, name: impl Into<String>, value: Value) -> Option<Value> {
        let name = name.into();
        match self.get_mut(&name) {
            Some(old) => Some(std::mem::replace(old, value)),
            None => {
                self.0.push((name, value));
                None
            }
        }
    }

    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(n, _)| n == name)?;
        Some(self.0.remove(at).1)
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v))
    }

    pub fn iter_mut(&mut self) -> impl ExactSizeIterator<Item = (&str, &mut Value)> {
        self.0.iter_mut().map(|(n, v)| (n.as_str(), v))
    }
}

/// Equal as JSON objects are: whatever the order of the members.
impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(n, v)| other.get(n) == Some(v))
    }
}

impl Eq for Object {}

impl FromIterator<(String, Value)> for Object {
    /// Of members with one name the last wins.
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(members: I) -> Self {
        let mut object = Self::new();
        for (name, value) in members {
            object.insert(name, value);
        }
        object
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_keep_order_and_replace_in_place() {
        let mut o = Object::new();
        o.insert("b", Value::from(1));
        o.insert("a", Value::Null);
        assert_eq!(o.insert("b", Value::from(true)), Some(Value::from(1)));
        assert_eq!(Value::from(o.clone()).to_string(), r#"{"b":true,"a":null}"#);
        let turned: Object =
            [("a".to_owned(), Value::Null), ("b".to_owned(), Value::from(true))].into_iter().collect();
        assert_eq!(o, turned, "order is no part of equality");
    }
}
