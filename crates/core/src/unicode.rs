//! Code points and their properties, from the tables both engines share.

use crate::generated::{ALPHABETIC, WORD};

/// The code point at `at` and its length in bytes; nothing at the end or where the bytes are not UTF-8.
pub fn decode(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let window = &bytes[at..bytes.len().min(at + 4)];
    let point = window.utf8_chunks().next()?.valid().chars().next()?;
    Some((point, point.len_utf8()))
}

pub fn is_alphabetic(point: char) -> bool {
    if point.is_ascii() { point.is_ascii_alphabetic() } else { holds(ALPHABETIC, point) }
}

pub fn is_word(point: char) -> bool {
    if point.is_ascii() { point.is_ascii_alphanumeric() || point == '_' } else { holds(WORD, point) }
}

fn holds(ranges: &[(u32, u32)], point: char) -> bool {
    let point = u32::from(point);
    let after = ranges.partition_point(|&(first, _)| first <= point);
    after > 0 && point <= ranges[after - 1].1
}
