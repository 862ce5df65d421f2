//! The table in which a text finds its code: a minimal perfect hash, made here and read by `support/hash.rs`.

#[path = "support/hash.rs"]
mod hash;

use hash::{bucket, hash, place};

/// Texts of a bucket, on average: more make a smaller table of displacements, and take longer to place.
const PER_BUCKET: usize = 4;

/// A minimal perfect hash of texts.
pub struct Lookup {
    /// What the hash begins with.
    pub seed: u64,
    /// How the texts of each bucket are displaced.
    pub displacements: Vec<(u16, u16)>,
    /// Which text is in each place.
    pub places: Vec<usize>,
}

impl Lookup {
    /// Gives each text a place of its own. The texts are not all the same, and none is there twice.
    pub fn new(texts: &[&str]) -> Self {
        (0..)
            .find_map(|seed| Self::with_seed(texts, seed))
            .unwrap_or_else(Self::empty)
    }

    fn empty() -> Self {
        Self {
            seed: 0,
            displacements: Vec::new(),
            places: Vec::new(),
        }
    }

    fn with_seed(texts: &[&str], seed: u64) -> Option<Self> {
        let hashes: Vec<_> = texts
            .iter()
            .map(|text| hash(text.as_bytes(), seed))
            .collect();
        let mut displacements = vec![(0, 0); texts.len().div_ceil(PER_BUCKET)];
        let mut free = vec![None; texts.len()];
        for (at, members) in largest_first(&hashes, displacements.len()) {
            displacements[at] = displacement(&members, &hashes, &mut free)?;
        }
        let places = free.into_iter().collect::<Option<_>>()?;
        Some(Self {
            seed,
            displacements,
            places,
        })
    }
}

/// The buckets with their texts; full ones are placed while there is room.
fn largest_first(hashes: &[u64], count: usize) -> Vec<(usize, Vec<usize>)> {
    let mut buckets: Vec<_> = (0..count).map(|at| (at, Vec::new())).collect();
    for (index, hash) in hashes.iter().enumerate() {
        buckets[bucket(*hash, count)].1.push(index);
    }
    buckets.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    buckets
}

/// A displacement that puts all of a bucket into free places, and takes those.
fn displacement(
    members: &[usize],
    hashes: &[u64],
    places: &mut [Option<usize>],
) -> Option<(u16, u16)> {
    let count = places.len();
    let tries = (0..64).flat_map(|first| (0..4096).map(move |second| (first, second)));
    let mut wanted = Vec::new();
    for displacement in tries {
        wanted.clear();
        wanted.extend(
            members
                .iter()
                .map(|&at| place(hashes[at], displacement, count)),
        );
        let fits = |(at, place): (usize, &usize)| {
            places[*place].is_none() && !wanted[..at].contains(place)
        };
        if wanted.iter().enumerate().all(fits) {
            for (&member, &place) in members.iter().zip(&wanted) {
                places[place] = Some(member);
            }
            return Some(displacement);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_is_perfect(texts: &[&str]) {
        let lookup = Lookup::new(texts);
        for (index, text) in texts.iter().enumerate() {
            let hash = hash(text.as_bytes(), lookup.seed);
            let displacement = lookup.displacements[bucket(hash, lookup.displacements.len())];
            assert_eq!(
                lookup.places[place(hash, displacement, texts.len())],
                index,
                "{text}"
            );
        }
    }

    #[test]
    fn every_text_has_its_place() {
        assert_is_perfect(&["a"]);
        assert_is_perfect(&["a", "b", "ab", "ba", "abc", "acb", "abcd", "abcde"]);
        for count in [13, 100, 1_000, 10_000] {
            let texts: Vec<_> = (0..count)
                .map(|number| format!("error_{number}_of_many_that_are_alike"))
                .collect();
            assert_is_perfect(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
