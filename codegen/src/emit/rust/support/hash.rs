//! The perfect hash of the texts that are read as codes: each has a place of its own.
//!
//! Its words of eight bytes are multiplied and summed, so that none waits for another one; a second, displaced
//! hash of each bucket keeps the places apart ("hash, displace, and compress", Belazzougui, Botelho, Dietzfelbinger).

const KEYS: [u64; 3] = [
    0x9e37_79b9_7f4a_7c15,
    0xd6e8_feb8_6659_fd93,
    0xc2b2_ae3d_27d4_eb4f,
];

/// The hash of a text: all of its bytes and its length count.
#[inline]
pub(crate) fn hash(text: &[u8], seed: u64) -> u64 {
    let (first, last) = ends(text);
    let mut sum = (first ^ seed)
        .wrapping_mul(KEYS[0])
        .wrapping_add((last ^ text.len() as u64).wrapping_mul(KEYS[1]));
    let (mut at, mut key) = (8, KEYS[2]);
    while at + 8 < text.len() {
        sum = sum.wrapping_add((word(text, at) ^ seed).wrapping_mul(key));
        (at, key) = (at + 8, key.wrapping_add(KEYS[0] << 1));
    }
    let product = u128::from(sum) * u128::from(KEYS[2]);
    #[allow(clippy::cast_possible_truncation, reason = "both halves are taken")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

/// The first and the last eight bytes, which overlap in a short text.
fn ends(text: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return (
            u32::from_le_bytes(*first).into(),
            u32::from_le_bytes(*last).into(),
        );
    }
    let byte = |at: usize| text.get(at).copied().map_or(0, u64::from);
    (byte(0), byte(1) << 8 | byte(2))
}

fn word(text: &[u8], at: usize) -> u64 {
    let word = text.get(at..).and_then(|rest| rest.first_chunk());
    word.map_or(0, |word| u64::from_le_bytes(*word))
}

/// The place of a hash among `count`, displaced as its bucket says.
#[inline]
pub(crate) fn place(hash: u64, (first, second): (u16, u16), count: usize) -> usize {
    #[allow(clippy::cast_possible_truncation, reason = "both halves are taken")]
    let (low, high) = (hash as u32, (hash >> 32) as u32);
    // Multiples of an odd number, so that the upper bits, which tell the place, change from one to the next.
    let shift = u32::from(second).wrapping_mul(0x9e37_79b1);
    let mixed = high.wrapping_mul(first.into()).wrapping_add(shift) ^ low;
    scale(mixed, count)
}

/// The bucket of a hash among `count`.
#[inline]
pub(crate) fn bucket(hash: u64, count: usize) -> usize {
    #[allow(clippy::cast_possible_truncation, reason = "these bits are enough")]
    let middle = (hash >> 16) as u32;
    scale(middle, count)
}

/// A number of 32 bits, as one below `count`.
fn scale(number: u32, count: usize) -> usize {
    #[allow(clippy::cast_possible_truncation, reason = "less than `count`")]
    let scaled = ((u64::from(number) * count as u64) >> 32) as usize;
    scaled
}
