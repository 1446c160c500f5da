//! Ends of lines.

use memchr::{memchr, memchr_iter};

/// How a content's lines end, told as its bytes come.
///
/// git may store LF for CRLF. Of a content that has both, blob id and size do not say which line ends in which; of one whose ends are
/// alike they fix every byte.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ends {
    lf: bool,
    crlf: bool,
    /// Whether the last byte so far is a CR.
    cr: bool,
}

impl Ends {
    /// Goes on with the next bytes. One pass that looks for CR, and little more where there is none.
    pub fn add(&mut self, bytes: &[u8]) {
        let Some(&last) = bytes.last() else { return };
        let cr = std::mem::replace(&mut self.cr, last == b'\r');
        if self.lf && self.crlf {
            return;
        }
        if !cr && memchr(b'\r', bytes).is_none() {
            self.lf = self.lf || memchr(b'\n', bytes).is_some();
            return;
        }
        for at in memchr_iter(b'\n', bytes) {
            let after = if at == 0 { cr } else { bytes[at - 1] == b'\r' };
            self.crlf |= after;
            self.lf |= !after;
            if self.lf && self.crlf {
                return;
            }
        }
    }

    /// Whether no line ends in CRLF, or no line in LF alone.
    #[must_use]
    pub fn are_alike(&self) -> bool {
        !(self.lf && self.crlf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(text: &[u8]) -> bool {
        let mut whole = Ends::default();
        whole.add(text);
        for cut in 0..=text.len() {
            let mut ends = Ends::default();
            ends.add(&text[..cut]);
            ends.add(&text[cut..]);
            assert_eq!(ends.are_alike(), whole.are_alike(), "cut at {cut}");
        }
        whole.are_alike()
    }

    #[test]
    fn tells_mixed_ends() {
        for text in [&b""[..], b"a", b"a\nb\n", b"a\r\nb\r\n", b"a\rb\rc", b"a\rb\n\n", b"\r\n\r", b"\n\r"] {
            assert!(alike(text), "{text:?}");
        }
        for text in [&b"a\r\nb\n"[..], b"a\nb\r\n", b"\n\r\n", b"\r\n\n", b"a\nb\rc\r\r\n"] {
            assert!(!alike(text), "{text:?}");
        }
    }
}
