//! Reading of long answers piece by piece: of a page of five hundred groups with their members, a tree of it all would
//! take ten times the room of its text.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::wire::Resource;

/// A resource, where there is a JSON object. None: something else.
pub(crate) struct Item<T>(pub Option<T>);

/// The objects of an array, as resources; or what there is instead of an array.
pub(crate) enum Items<T> {
    Array(Vec<T>),
    Other(Value),
}

impl<'de, T: Resource> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Object(PhantomData)).map(|found| match found {
            Found::This(item) => Self(Some(item)),
            Found::Other(_) => Self(None),
        })
    }
}

impl<'de, T: Resource> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Array(PhantomData)).map(|found| match found {
            Found::This(items) => Self::Array(items),
            Found::Other(value) => Self::Other(value),
        })
    }
}

enum Found<T> {
    This(T),
    Other(Value),
}

struct Object<T>(PhantomData<T>);

struct Array<T>(PhantomData<T>);

/// Whatever is not looked for.
macro_rules! scalars {
    () => {
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("JSON")
        }

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok(Found::Other(Value::Null))
        }

        fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
            Ok(Found::Other(value.into()))
        }

        fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
            Ok(Found::Other(value.into()))
        }

        fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
            Ok(Found::Other(value.into()))
        }

        fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
            Ok(Found::Other(value.into()))
        }

        fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
            Ok(Found::Other(value.into()))
        }
    };
}

impl<'de, T: Resource> Visitor<'de> for Object<T> {
    type Value = Found<T>;

    scalars!();

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::from_map(map).map(Found::This)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Found::Other(Value::Array(items)))
    }
}

impl<'de, T: Resource> Visitor<'de> for Array<T> {
    type Value = Found<Vec<T>>;

    scalars!();

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(map)).map(Found::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Item(item)) = seq.next_element()? {
            items.extend(item);
        }
        items.shrink_to_fit();
        Ok(Found::This(items))
    }
}
