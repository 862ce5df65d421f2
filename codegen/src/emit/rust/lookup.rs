//! The table in which a text finds its code: a perfect hash, made here and read by `support/hash.rs`.

use std::cmp::Reverse;
use std::collections::BTreeSet;

#[path = "support/hash.rs"]
mod hash;

use hash::{bucket, hash, slot};

pub(crate) use hash::Reach;

/// Up to so many texts are in one bucket, which then needs no look at all.
const FEW: usize = 128;

/// Texts of a bucket where there are many, on average.
const PER_BUCKET: usize = 4;

/// Seeds that are tried before the table is made larger.
const TRIES: u64 = 1 << 13;

/// Seeds are multiples of it: they differ from each other in all bits.
const STRIDE: u64 = 0x9e37_79b9_7f4a_7c15;

/// A perfect hash of texts.
pub struct Lookup {
    /// How much of a text counts.
    pub reach: Reach,
    /// The seed of each bucket.
    pub seeds: Vec<u64>,
    /// Which text is in each slot; none in those that are left over.
    pub slots: Vec<Option<usize>>,
}

impl Lookup {
    /// Gives each text a slot of its own. No text is there twice.
    pub fn new(texts: &[&str]) -> Self {
        let (reach, hashes) = hashes(texts);
        let buckets = match texts.len() {
            ..=FEW => 1,
            many => (many / PER_BUCKET).next_power_of_two(),
        };
        let mut count = (texts.len() * 2).next_power_of_two();
        loop {
            match seeds(&hashes, buckets, count) {
                Some((seeds, slots)) => {
                    return Self {
                        reach,
                        seeds,
                        slots,
                    };
                }
                // Twice as many slots, half as many collisions.
                None => count *= 2,
            }
        }
    }
}

/// The hashes, with as little of the texts as tells them apart.
fn hashes(texts: &[&str]) -> (Reach, Vec<u64>) {
    let of = |reach| texts.iter().map(move |text| hash(text.as_bytes(), reach));
    let told_apart = |reach: &Reach| of(*reach).collect::<BTreeSet<_>>().len() == texts.len();
    let few_bytes = [Reach::Ends, Reach::Middle].into_iter().find(told_apart);
    let reach = few_bytes.unwrap_or(Reach::All);
    (reach, of(reach).collect())
}

/// The seed of each bucket, full ones first while there is room, and the slots that follow from them.
fn seeds(hashes: &[u64], buckets: usize, count: usize) -> Option<(Vec<u64>, Vec<Option<usize>>)> {
    let mut members = vec![Vec::new(); buckets];
    for (index, hash) in hashes.iter().enumerate() {
        members[bucket(*hash, buckets)].push(index);
    }
    let mut largest_first: Vec<_> = (0..buckets).collect();
    largest_first.sort_by_key(|&at| Reverse(members[at].len()));
    let (mut seeds, mut slots) = (vec![0; buckets], vec![None; count]);
    for at in largest_first {
        let mut tries = (0..TRIES).map(|number| number.wrapping_mul(STRIDE));
        seeds[at] = tries.find(|&seed| place(&members[at], hashes, seed, &mut slots))?;
    }
    Some((seeds, slots))
}

/// Puts all of a bucket into free slots; or none, where two want the same one or it is taken.
fn place(members: &[usize], hashes: &[u64], seed: u64, slots: &mut [Option<usize>]) -> bool {
    let count = slots.len();
    for (placed, &member) in members.iter().enumerate() {
        let wanted = slot(hashes[member], seed, count);
        if slots[wanted].is_some() {
            for &member in &members[..placed] {
                slots[slot(hashes[member], seed, count)] = None;
            }
            return false;
        }
        slots[wanted] = Some(member);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_is_perfect(texts: &[&str]) -> Lookup {
        let lookup = Lookup::new(texts);
        for (index, text) in texts.iter().enumerate() {
            let hash = hash(text.as_bytes(), lookup.reach);
            let seed = lookup.seeds[bucket(hash, lookup.seeds.len())];
            let found = lookup.slots[slot(hash, seed, lookup.slots.len())];
            assert_eq!(found, Some(index), "{text}");
        }
        assert_eq!(lookup.slots.iter().flatten().count(), texts.len());
        lookup
    }

    #[test]
    fn every_text_has_its_slot() {
        assert_is_perfect(&["a"]);
        assert_is_perfect(&[
            "a", "b", "ab", "ba", "abc", "acb", "abcd", "abcde", "abcdefgh",
        ]);
        for count in [13, 100, 128, 129, 1_000, 10_000, 70_000] {
            let texts: Vec<_> = (0..count)
                .map(|number| format!("error_{number}_of_many"))
                .collect();
            let texts: Vec<_> = texts.iter().map(String::as_str).collect();
            let lookup = assert_is_perfect(&texts);
            assert!(
                lookup.slots.len() <= texts.len() * 16,
                "{count}: {} slots",
                lookup.slots.len()
            );
        }
    }

    #[test]
    fn no_more_of_a_text_counts_than_has_to() {
        assert_eq!(
            assert_is_perfect(&["not_found", "timeout"]).reach,
            Reach::Ends
        );
        let middles = ["invalid_name_of_parameter", "invalid_type_of_parameter"];
        assert_eq!(assert_is_perfect(&middles).reach, Reach::Middle);
        let anywhere = [
            "invalid_a_of_this_is_a_long_parameter",
            "invalid_b_of_this_is_a_long_parameter",
        ];
        assert_eq!(assert_is_perfect(&anywhere).reach, Reach::All);
    }
}
