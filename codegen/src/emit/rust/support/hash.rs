//! The perfect hash of the texts that are read as codes: each has a slot of its own.
//!
//! One that few texts share is found by trying seeds. Of many texts, each bucket has a seed of its own ("hash,
//! displace, and compress", Belazzougui, Botelho and Dietzfelbinger, 2009).

const KEYS: [u64; 3] = [
    0x9e37_79b9_7f4a_7c15,
    0xd6e8_feb8_6659_fd93,
    0xc2b2_ae3d_27d4_eb4f,
];

/// How much of a text counts for its hash, beside its length. The less, the faster; it has to tell all texts apart.
#[allow(dead_code, reason = "a crate has one of them")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The first and the last eight bytes.
    Ends,
    /// These, and eight bytes of the middle.
    Middle,
    /// Everything.
    All,
}

/// The hash of a text, which [`slot`] is still to mix.
#[inline]
pub(crate) fn hash(text: &[u8], reach: Reach) -> u64 {
    let (first, last) = match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (short(text), 0),
    };
    #[allow(clippy::cast_possible_truncation, reason = "codes are short")]
    let last = last.rotate_left(text.len() as u32);
    let ends = first.wrapping_mul(KEYS[0]) ^ last;
    match reach {
        Reach::Ends => ends,
        Reach::Middle => {
            ends ^ word(text, (text.len() / 2).saturating_sub(4)).wrapping_mul(KEYS[1])
        }
        Reach::All => {
            let words = (0..text.len() / 8).map(|at| word(text, at * 8));
            words.fold(ends, |hash, word| {
                (hash.rotate_left(29) ^ word).wrapping_mul(KEYS[1])
            })
        }
    }
}

/// A text of less than eight bytes, as a word.
#[cold]
fn short(text: &[u8]) -> u64 {
    text.iter()
        .fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// Eight bytes from `at`; none where there are not as many.
fn word(text: &[u8], at: usize) -> u64 {
    let word = text.get(at..).and_then(|rest| rest.first_chunk());
    word.map_or(0, |word| u64::from_le_bytes(*word))
}

/// The bucket of a hash among `count`, a power of two.
#[inline]
pub(crate) fn bucket(hash: u64, count: usize) -> usize {
    if count == 1 {
        return 0;
    }
    slot(hash, 0, count)
}

/// The slot of a hash among `count`, a power of two from 2, with the seed of its bucket.
#[inline]
pub(crate) fn slot(hash: u64, seed: u64, count: usize) -> usize {
    // What is multiplied moves upwards only: the upper bits count.
    let mixed = (hash ^ seed).wrapping_mul(KEYS[2]) >> (64 - count.trailing_zeros());
    #[allow(clippy::cast_possible_truncation, reason = "less than `count`")]
    let slot = mixed as usize;
    slot
}
