/// A set of entity numbers: one bit each, 12.5 KB for 100 000.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct NumberSet {
    words: Vec<u64>,
    len: usize,
}

impl NumberSet {
    pub(super) fn insert(&mut self, number: i64) {
        let Ok(number) = usize::try_from(number) else { return };
        let (word, bit) = (number / 64, 1 << (number % 64));
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if self.words[word] & bit == 0 {
            self.words[word] |= bit;
            self.len += 1;
        }
    }

    pub(super) fn contains(&self, number: i64) -> bool {
        let Ok(number) = usize::try_from(number) else { return false };
        self.words.get(number / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn and(mut self, other: &Self) -> Self {
        self.words.truncate(other.words.len());
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
        self.len = self.words.iter().map(|word| word.count_ones() as usize).sum();
        self
    }

    /// Ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = i64> {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| (at * 64 + bit) as i64)
        })
    }
}

impl FromIterator<i64> for NumberSet {
    fn from_iter<I: IntoIterator<Item = i64>>(numbers: I) -> Self {
        let mut set = Self::default();
        for number in numbers {
            set.insert(number);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn behaves_as_a_set(a in prop::collection::btree_set(0..300_i64, 0..40), b in prop::collection::btree_set(0..300_i64, 0..40)) {
            let both: BTreeSet<i64> = a.intersection(&b).copied().collect();
            let set = a.iter().copied().collect::<NumberSet>().and(&b.iter().copied().collect());
            prop_assert_eq!(set.len(), both.len());
            prop_assert_eq!(set.iter().collect::<BTreeSet<_>>(), both.clone());
            prop_assert!((-1..310).all(|n| set.contains(n) == both.contains(&n)));
        }
    }
}
