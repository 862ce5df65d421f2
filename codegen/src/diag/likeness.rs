//! Which word was probably meant.

/// The candidate that `word` probably means, for "did you mean".
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// The distance of longer words would take long to compute.
    const LONGEST: usize = 128;
    let most = (word.chars().count() / 3).max(1);
    let word = word.to_lowercase();
    let letters = letters(&word);
    let near = |candidate: &&str| {
        candidate.len().abs_diff(word.len()) <= most
            && apart(letters, self::letters(candidate)) <= 2 * most
    };
    candidates
        .into_iter()
        .filter(|_| word.len() <= LONGEST)
        .filter(near)
        .map(|candidate| {
            let distance = distance(&word, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= most && *distance < word.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How often each letter stands in a word, capital or not: counting is much faster than comparing in order.
fn letters(word: &str) -> [u8; 32] {
    let mut counts = [0_u8; 32];
    for byte in word.bytes().filter(u8::is_ascii) {
        let count = &mut counts[usize::from(byte & 31)];
        *count = count.saturating_add(1);
    }
    counts
}

/// How many letters one word has more than the other. An edit changes this by two at most.
fn apart(a: [u8; 32], b: [u8; 32]) -> usize {
    let differences = a.iter().zip(b).map(|(a, b)| usize::from(a.abs_diff(b)));
    differences.sum()
}

/// How many letters have to be inserted, deleted, replaced or swapped with their neighbour to make one word of the other
/// (optimal string alignment). With a few dozen lines here, whoever builds an errors crate compiles no library for it.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    // Distances of the beginnings of `b` to that of `a`: of one letter less, and of two.
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut two_above = Vec::new();
    let mut before = None;
    for (row, c) in a.chars().enumerate() {
        let mut distances = vec![row + 1];
        for (column, &d) in b.iter().enumerate() {
            let replaced = above[column] + usize::from(c != d);
            let moved = above[column + 1].min(distances[column]) + 1;
            let is_swapped = column > 0 && b[column - 1] == c && before == Some(d);
            let swapped = if is_swapped {
                two_above[column - 1] + 1
            } else {
                moved
            };
            distances.push(replaced.min(moved).min(swapped));
        }
        two_above = std::mem::replace(&mut above, distances);
        before = Some(c);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances_are_those_of_strsim() {
        let words = [
            "",
            "a",
            "ab",
            "ba",
            "abc",
            "acb",
            "cab",
            "bca",
            "status",
            "stauts",
            "statsu",
            "staus",
            "sattus",
            "message",
            "mesage",
            "massege",
            "größe",
            "grösse",
            "ab\u{301}c",
            "日本語",
            "本日語",
        ];
        for a in words {
            for b in words {
                assert_eq!(distance(a, b), strsim::osa_distance(a, b), "{a} {b}");
            }
        }
    }
}
