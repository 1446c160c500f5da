//! What stands before a place, wherever the content was cut.

use super::Zone;

/// How many bytes before the last stop are kept as they are.
const RAW: usize = 16;
/// How many bytes of the code before are kept, runs of white space and comments as one byte.
const TAIL: usize = 24;

/// The end of what has been passed.
#[derive(Clone, Debug)]
pub struct Behind {
    /// Where the last call stopped: before it, `raw` holds the bytes.
    mark: usize,
    raw: [u8; RAW],
    /// Whether only blanks stand between the line's start and `mark`.
    fresh: bool,
    /// How many blanks the line with `mark` begins with, as far as it is passed.
    lead: u32,
    /// Up to where the code is in `tail`.
    floor: usize,
    tail: [u8; TAIL],
}

impl Default for Behind {
    fn default() -> Self {
        Self { mark: 0, raw: [b'\n'; RAW], fresh: true, lead: 0, floor: 0, tail: [b'\n'; TAIL] }
    }
}

pub const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0b | 0x0c)
}

pub const fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

pub const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

impl Behind {
    /// The byte that stands `back` (1 or more, at most 16) before `at`; a line end before the content's start.
    pub fn byte(&self, bytes: &[u8], at: usize, back: usize) -> u8 {
        if at >= self.mark + back {
            return bytes[at - back];
        }
        let before = back - (at - self.mark);
        if before <= RAW { self.raw[RAW - before] } else { b'\n' }
    }

    /// Whether only blanks stand between the line's start and `at`.
    pub fn blank(&self, bytes: &[u8], at: usize) -> bool {
        match bytes[self.mark..at].iter().rev().find(|byte| !is_blank(**byte)) {
            Some(byte) => is_end(*byte),
            None => self.fresh,
        }
    }

    /// How many blanks begin the line that holds `at`.
    pub fn indent(&self, bytes: &[u8], at: usize) -> u32 {
        let passed = &bytes[self.mark..at];
        let line = passed.iter().rposition(|byte| is_end(*byte)).map(|end| &passed[end + 1..]);
        let blanks = |text: &[u8]| {
            let count = text.iter().take_while(|byte| is_blank(**byte)).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        match line {
            Some(line) => blanks(line),
            None if self.fresh => self.lead.saturating_add(blanks(passed)),
            None => self.lead,
        }
    }

    /// Whether `at` is that column (1-based, in bytes, at most 16) of its line.
    pub fn column(&self, bytes: &[u8], at: usize, column: usize) -> bool {
        is_end(self.byte(bytes, at, column)) && (1..column).all(|back| !is_end(self.byte(bytes, at, back)))
    }

    /// How many word bytes stand directly before `at`, up to 9.
    pub fn word(&self, bytes: &[u8], at: usize) -> usize {
        (1..=9).take_while(|back| is_word(self.byte(bytes, at, *back))).count()
    }

    /// What [`Self::tail`] gives, as the byte that stands `back` (1 or more) before `at`; a line end beyond what is kept.
    pub fn code(&self, bytes: &[u8], at: usize) -> impl Fn(usize) -> u8 + use<> {
        let mut own = self.clone();
        own.save(bytes, at);
        move |back| TAIL.checked_sub(back).map_or(b'\n', |index| own.tail[index])
    }

    /// Takes the code up to `at` in.
    pub fn save(&mut self, bytes: &[u8], at: usize) {
        if self.floor < at {
            self.take(&bytes[self.floor..at]);
            self.floor = at;
        }
    }

    fn take(&mut self, code: &[u8]) {
        let mut kept = [0; TAIL];
        let mut free = TAIL;
        let mut rest = code;
        while free > 0 && !rest.is_empty() {
            let run = rest.iter().rev().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0x0b).count();
            let (before, blanks) = rest.split_at(rest.len() - run);
            free -= 1;
            kept[free] = match before.split_last() {
                _ if run > 0 => white(blanks),
                Some((byte, _)) => *byte,
                None => b' ',
            };
            rest = if run > 0 { before } else { &rest[..rest.len() - 1] };
        }
        self.append(&kept[free..]);
    }

    /// Appends bytes of which no two are white space in a row; white space after white space is one.
    fn append(&mut self, code: &[u8]) {
        let [first, rest @ ..] = code else { return };
        self.put(*first);
        self.tail.copy_within(rest.len().., 0);
        self.tail[TAIL - rest.len()..].copy_from_slice(rest);
    }

    /// Appends a byte; white space after white space is one.
    fn put(&mut self, byte: u8) {
        let last = &mut self.tail[TAIL - 1];
        if matches!(byte, b' ' | b'\n') && matches!(*last, b' ' | b'\n') {
            if byte == b'\n' {
                *last = byte;
            }
            return;
        }
        self.tail.copy_within(1.., 0);
        self.tail[TAIL - 1] = byte;
    }

    /// A region has ended at `at`: a comment counts as a blank, a string as its quote.
    pub fn passed(&mut self, zone: Zone, at: usize) {
        match zone {
            Zone::Comment => self.put(b' '),
            Zone::String => self.put(b'"'),
            Zone::Code | Zone::Text => {}
        }
        self.floor = at;
    }

    /// The last of the code before `at`, the latest byte last: white space and comments are one blank, or LF, a string is `"`.
    pub fn tail(&mut self, bytes: &[u8], at: usize) -> &[u8] {
        self.save(bytes, at);
        &self.tail
    }

    /// What comes before `at` counts as that byte.
    pub fn jump(&mut self, byte: u8, at: usize) {
        self.put(byte);
        self.floor = at;
    }

    /// The call stops at `at`.
    pub fn stop(&mut self, bytes: &[u8], at: usize) {
        if at <= self.mark {
            return;
        }
        self.lead = self.indent(bytes, at);
        self.fresh = self.blank(bytes, at);
        let mut raw = [0; RAW];
        for (index, slot) in raw.iter_mut().enumerate() {
            *slot = self.byte(bytes, at, RAW - index);
        }
        self.raw = raw;
        self.mark = at;
    }

    pub const fn shift(&mut self, by: usize) {
        self.mark = self.mark.saturating_sub(by);
        self.floor = self.floor.saturating_sub(by);
    }
}

const fn white(blanks: &[u8]) -> u8 {
    let mut index = 0;
    while index < blanks.len() {
        if is_end(blanks[index]) {
            return b'\n';
        }
        index += 1;
    }
    b' '
}
