//! Lines and columns over bytes that need not be UTF-8.

use memchr::{memchr, memchr_iter, memchr2, memrchr2};

/// A line without an end in its first `STEP + OVERLAP` bytes is judged in pieces of this many bytes.
pub const STEP: usize = 1 << 20;
/// What a piece of a long line sees beyond its own bytes.
pub const OVERLAP: usize = 64 << 10;
/// What a piece of a long line sees before its own bytes.
pub const LEAD: usize = 4;

/// Where the line that holds `at` starts, looking no further back than `from`, itself the start of a line.
#[must_use]
pub fn start(bytes: &[u8], from: usize, at: usize) -> usize {
    memrchr2(b'\n', b'\r', &bytes[from..at]).map_or(from, |found| from + found + 1)
}

/// Where the line that holds `at` ends, its terminator excluded.
#[must_use]
pub fn end(bytes: &[u8], at: usize) -> usize {
    memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |found| at + found)
}

/// Where the line after the one that ends at `end` starts; past the end of `bytes` if there is none.
#[must_use]
pub fn next(bytes: &[u8], end: usize) -> usize {
    if bytes[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 }
}

/// How many line ends (LF, CRLF, CR) there are. A CRLF cut in two by the slice's border counts at its LF.
#[must_use]
pub fn count(bytes: &[u8]) -> usize {
    let feeds = memchr_iter(b'\n', bytes).count();
    if memchr(b'\r', bytes).is_none() {
        return feeds;
    }
    let lone = memchr_iter(b'\r', bytes).filter(|&at| bytes.get(at + 1) != Some(&b'\n')).count();
    feeds + lone
}

/// How many UTF-16 units the bytes decode to, each maximal invalid subpart being one.
#[must_use]
pub fn units(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().encode_utf16().count() + usize::from(!chunk.invalid().is_empty()))
        .sum()
}

/// Space, tab, VT or FF.
#[must_use]
pub const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0b | 0x0c)
}

/// An ASCII letter, digit or underscore.
#[must_use]
pub const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// How many bytes from `at` on satisfy the predicate.
#[must_use]
pub fn run(bytes: &[u8], at: usize, is: impl Fn(u8) -> bool) -> usize {
    bytes[at..].iter().take_while(|&&byte| is(byte)).count()
}

/// Without blanks at both ends.
#[must_use]
pub fn trim(bytes: &[u8]) -> &[u8] {
    let start = run(bytes, 0, is_blank);
    let end = bytes.iter().rposition(|&byte| !is_blank(byte)).map_or(start, |last| last + 1);
    &bytes[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_every_kind_of_line_end_once() {
        assert_eq!(count(b"a\nb\r\nc\rd"), 3);
        assert_eq!(count(b"\r\r\n\n"), 3);
        assert_eq!(count("a\u{2028}b\x0cc".as_bytes()), 0);
    }

    #[test]
    fn finds_the_line_around() {
        let bytes = b"one\r\ntwo\rthree";
        let from = start(bytes, 0, 6);
        assert_eq!(&bytes[from..end(bytes, 6)], b"two");
        assert_eq!(next(bytes, 3), 5);
        assert_eq!(next(bytes, 8), 9);
    }

    #[test]
    fn counts_utf16_units() {
        assert_eq!(units("aé😀".as_bytes()), 4);
        assert_eq!(units(b"\x80\x81\xe2\x82a"), 4);
    }
}
