//! Cuts content into blocks, the same ones whatever the window: see `docs/design/reading.md`.

use tagwright_core::Block;
use tagwright_core::lines::{self, LEAD, OVERLAP, STEP};

/// The most a block holds beyond its lead.
pub const LIMIT: usize = STEP + OVERLAP;

/// Where in a file the next block begins.
#[derive(Clone, Copy, Debug)]
pub struct Cutter {
    /// Whether nothing was cut yet.
    first: bool,
    line: u32,
    /// Whether nobody will want to know on which lines blocks begin.
    pub blind: bool,
    column: u32,
    /// Bytes before the acceptance start, while a long line lasts.
    lead: usize,
    piece: bool,
}

/// A block, and how far to go on.
#[derive(Debug)]
pub struct Cut<'b> {
    pub block: Block<'b>,
    /// Bytes from the block's start to the next block's.
    pub advance: usize,
}

impl Cutter {
    pub const fn new() -> Self {
        Self { first: true, line: 1, blind: false, column: 0, lead: 0, piece: false }
    }

    /// How many bytes must be at hand to cut, unless the content ends before.
    pub const fn wants(&self) -> usize {
        self.lead + LIMIT + 2
    }

    /// The next block of `bytes`, which begin where the last one said; `None` if there are too few to tell.
    /// `ended`: the content ends with `bytes`.
    pub fn cut<'b>(&mut self, bytes: &'b [u8], ended: bool) -> Option<Cut<'b>> {
        if !ended && bytes.len() < self.wants() {
            return None;
        }
        let first = std::mem::take(&mut self.first);
        let (block, advance) = self.block(bytes);
        let last = ended && advance >= bytes.len();
        Some(Cut { block: Block { first, last, advance, ..block }, advance })
    }

    /// The next block, and how far to go on.
    fn block<'b>(&mut self, bytes: &'b [u8]) -> (Block<'b>, usize) {
        if !self.piece && bytes.len() <= LIMIT {
            return self.lines(bytes, bytes.len());
        }
        if !self.piece
            && let Some(end) = last_end(&bytes[..LIMIT])
        {
            return self.lines(bytes, end);
        }
        self.long(bytes)
    }

    fn lines<'b>(&mut self, bytes: &'b [u8], end: usize) -> (Block<'b>, usize) {
        let own = &bytes[..end];
        let block = Block { line: self.line, text: seen(bytes, end), ..Block::whole(own) };
        if end < bytes.len() && !self.blind {
            self.skip_lines(lines::count(own));
        }
        (block, end)
    }

    /// Lines are only counted where content follows.
    pub fn skip_lines(&mut self, count: usize) {
        self.line = self.line.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
    }

    fn long<'b>(&mut self, bytes: &'b [u8]) -> (Block<'b>, usize) {
        let seen = &bytes[..bytes.len().min(self.lead + LIMIT + 1)];
        let end = lines::end(seen, self.lead);
        if end < seen.len() || seen.len() <= self.lead + LIMIT {
            return self.last_piece(bytes, end);
        }
        let end = border(bytes, self.lead + LIMIT);
        let accept = border(bytes, self.lead + STEP);
        let advance = border(bytes, accept - LEAD);
        let block = Block { accept, ..self.piece(&bytes[..end]) };
        let units = u32::try_from(lines::units(&bytes[..advance])).unwrap_or(u32::MAX);
        self.column = self.column.saturating_add(units);
        self.lead = accept - advance;
        self.piece = true;
        (block, advance)
    }

    /// A piece that accepts all tags after its lead.
    const fn piece<'b>(&self, bytes: &'b [u8]) -> Block<'b> {
        let Self { line, column, lead, .. } = *self;
        Block { line, column, lead, piece: true, ..Block::whole(bytes) }
    }

    fn last_piece<'b>(&mut self, bytes: &'b [u8], end: usize) -> (Block<'b>, usize) {
        let advance = if end < bytes.len() { lines::next(bytes, end) } else { end };
        let block = Block { text: seen(bytes, advance), ..self.piece(&bytes[..end]) };
        *self = Self { first: false, line: self.line.saturating_add(1), ..Self::new() };
        (block, advance)
    }
}

/// What lexing sees of a block that ends there: a byte more, which tells that a CR is a line's end.
fn seen(bytes: &[u8], end: usize) -> &[u8] {
    &bytes[..bytes.len().min(end + 1)]
}

/// Behind the last line end. A CR that is the last byte does not count: an LF may follow.
fn last_end(bytes: &[u8]) -> Option<usize> {
    let seen = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    memchr::memrchr2(b'\n', b'\r', seen).map(|at| at + 1)
}

/// `at`, moved back so that no character is cut.
fn border(bytes: &[u8], at: usize) -> usize {
    let inside = (0..3).take_while(|back| bytes.get(at - back).is_some_and(|byte| byte & 0xc0 == 0x80)).count();
    at - inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], window: usize) -> Vec<(usize, usize, u32, u32, usize, usize)> {
        let (mut cutter, mut at, mut end, mut out) = (Cutter::new(), 0, 0, Vec::new());
        loop {
            let Some(cut) = cutter.cut(&bytes[at..end], end == bytes.len()) else {
                end = bytes.len().min(end + window);
                continue;
            };
            let block = cut.block;
            out.push((at, block.bytes.len(), block.line, block.column, block.lead, block.accept));
            at += cut.advance;
            if at >= bytes.len() {
                return out;
            }
        }
    }

    #[test]
    fn small_content_is_one_block() {
        assert_eq!(all(b"a\nb", 1).len(), 1);
        assert_eq!(all(b"", 1), [(0, 0, 1, 0, 0, 0)]);
    }

    #[test]
    fn blocks_do_not_depend_on_the_window() {
        let mut bytes = Vec::new();
        for line in 0..60_000 {
            bytes.extend_from_slice(format!("line {line} of the text, with é\r\n").as_bytes());
        }
        bytes.extend(std::iter::repeat_n("é".as_bytes(), STEP).flatten());
        bytes.extend_from_slice(b"\nend");
        let whole = all(&bytes, bytes.len());
        assert_eq!(whole, all(&bytes, 1000));
        assert_eq!(whole, all(&bytes, 70_001));
        assert!(whole.iter().any(|block| block.4 > 0), "a long line has pieces");
        assert_eq!(whole.last().map(|block| block.2), Some(60_002));
    }
}
