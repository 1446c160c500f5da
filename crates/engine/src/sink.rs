//! From what is found in a block to a worker's columns.

use tagwright_core::lines;
use tagwright_core::{At, Block, Code, Found, Ground, Miss, Sink};

use crate::columns::{Diagnostic, Out, Row, lossy};

/// The most that one line contributes to a context, in bytes.
const CONTEXT_LINE: usize = 4096;

/// Where a block's first byte stands in the stored file.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    pub offset: u64,
    /// Bytes of the file for each UTF-16 unit, or 1 where offsets count the text's own bytes.
    pub unit: u64,
}

impl Origin {
    pub const fn utf8(bom: usize) -> Self {
        Self { offset: bom as u64, unit: 1 }
    }

    pub const fn utf16() -> Self {
        Self { offset: 2, unit: 2 }
    }

    /// Bytes of the file that the text takes.
    fn bytes(self, text: &[u8]) -> u64 {
        if self.unit == 1 { text.len() as u64 } else { self.unit * lines::units(text) as u64 }
    }

    /// Goes on behind a text.
    pub fn go(&mut self, text: &[u8]) {
        self.offset += self.bytes(text);
    }
}

/// Takes what is found in one block.
pub struct FileSink<'s> {
    out: &'s mut Out,
    block: Block<'s>,
    origin: Origin,
    context: usize,
    /// The line whose context was made last, and that: one line may hold many tags.
    around: (usize, Vec<u8>),
    /// How far offsets have been counted, in bytes of the block and of the file.
    at: usize,
    units: u64,
}

impl<'s> FileSink<'s> {
    /// `context`: how many lines before and after a tag's own.
    pub const fn new(out: &'s mut Out, block: Block<'s>, origin: Origin, context: usize) -> Self {
        Self { out, block, origin, context, around: (usize::MAX, Vec::new()), at: 0, units: 0 }
    }

    fn offset(&mut self, at: usize) -> u64 {
        if at < self.at {
            (self.at, self.units) = (0, 0);
        }
        self.units += self.origin.bytes(&self.block.bytes[self.at..at]);
        self.at = at;
        self.origin.offset + self.units
    }

    fn length(&self, at: &At) -> u32 {
        u32::try_from(self.origin.bytes(&self.block.bytes[at.start..at.end])).unwrap_or(u32::MAX)
    }
}

impl Sink for FileSink<'_> {
    fn tag(&mut self, detector: usize, at: &At, ground: Ground, found: &Found<'_>) {
        let detector = u32::try_from(detector).unwrap_or(u32::MAX);
        let row = Row::at(detector, self.offset(at.start), self.length(at), at.line, at.column, ground);
        if self.context > 0 && self.around.0 != at.line_start {
            self.around = (at.line_start, Vec::new());
            write_context(&mut self.around.1, self.block.bytes, at.line_start, at.line_end, self.context);
        }
        self.out.tag(row, found, &self.around.1);
    }

    fn miss(&mut self, at: &At, miss: &Miss) {
        let (offset, length) = (self.offset(at.start), self.length(at));
        let detail = miss.detail.to_owned();
        self.out.diagnostics.push(Diagnostic {
            code: miss.code,
            offset,
            length,
            line: at.line,
            column: at.column,
            detail,
        });
    }
}

/// So many lines before and after the line, and itself.
fn write_context(strings: &mut Vec<u8>, bytes: &[u8], start: usize, end: usize, lines: usize) {
    let mut first = start;
    for _ in 0..lines {
        if first == 0 {
            break;
        }
        let before = first - 1 - usize::from(bytes[..first].ends_with(b"\r\n"));
        first = lines::start(bytes, 0, before);
    }
    let (mut from, mut left) = (first, lines);
    loop {
        let to = lines::end(bytes, from);
        write_line(strings, &bytes[from..to]);
        left -= usize::from(to > end);
        from = lines::next(bytes, to);
        if from >= bytes.len() || (to >= end && left == 0) {
            return;
        }
        strings.push(b'\n');
    }
}

fn write_line(strings: &mut Vec<u8>, line: &[u8]) {
    let mut end = line.len().min(CONTEXT_LINE);
    if end < line.len() {
        end -= (0..3).take_while(|back| line[end - back] & 0xc0 == 0x80).count();
    }
    lossy(strings, &line[..end]);
}

/// The first byte that is not UTF-8.
pub fn invalid_at(text: &[u8], block: Block<'_>, origin: Origin) -> Option<Diagnostic> {
    let at = simdutf8::compat::from_utf8(text).err()?.valid_up_to();
    let rest = &text[at..text.len().min(at + 4)];
    let length = rest.utf8_chunks().next().map_or(1, |chunk| chunk.invalid().len());
    let start = lines::start(text, 0, at);
    let before = if start == 0 { block.column as usize } else { 0 };
    let narrow = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Some(Diagnostic {
        code: Code::FileUtf8,
        offset: origin.offset + at as u64,
        length: narrow(length),
        line: block.line.saturating_add(narrow(lines::count(&text[..start]))),
        column: narrow(before + lines::units(&text[start..at]) + 1),
        detail: String::new(),
    })
}
