//! The zones of the lines that are judged: lexed no further than the last of them.

use std::ops::Range;

use crate::Block;
use crate::note::Segment;
use crate::zones::{Language, Lexer, Span, Zone};

/// Lexed at a time, so that what no line needs can be forgotten.
const CHUNK: usize = 64 << 10;

/// Which zones count, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zones(u8);

impl Zones {
    /// Every zone.
    pub const ALL: Self = Self(0b1111);
    /// Comments alone.
    pub const COMMENT: Self = Self(1 << Zone::Comment as u8);

    /// The zones whose bits, counted as [`Zone`] numbers them, are set.
    #[must_use]
    pub const fn new(bits: u32) -> Self {
        Self(bits as u8 & Self::ALL.0)
    }

    /// Whether a zone counts.
    #[must_use]
    pub const fn has(self, zone: Zone) -> bool {
        self.0 & (1 << zone as u8) != 0
    }
}

impl Default for Zones {
    fn default() -> Self {
        Self::ALL
    }
}

/// What the first byte of something stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// What that byte belongs to.
    pub zone: Zone,
    /// What the file is in.
    pub language: Language,
}

impl Ground {
    /// The zone in the lowest 8 bits, above them the language's row in the table.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.zone as u32 | (self.language.index() as u32) << 8
    }
}

/// Which line is being judged.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'b> {
    pub block: &'b Block<'b>,
    /// The file's path.
    pub path: &'b [u8],
    /// Where the line starts in the block: nobody will ask for what is before it.
    pub start: usize,
}

/// How far a file has been lexed, and the spans that matter.
#[derive(Debug, Default)]
pub struct Zoning {
    lexer: Option<Lexer>,
    /// Whether the lexer is in this file already.
    started: bool,
    /// Whether blocks are lexed before anybody asks.
    pub eager: bool,
    /// Whether a block was left that nobody had asked about: the lexer cannot begin behind it.
    pub skipped: bool,
    /// Whether somebody asked behind such a block, and got no answer.
    pub missed: bool,
    /// Bytes lexed, of all files.
    pub lexed: u64,
    /// Bytes of the block, ascending.
    spans: Vec<Span>,
    /// What the caller says that the file is in.
    said: Option<Language>,
    language: Language,
}

impl Zoning {
    /// A new file begins. `said`: its language; else path and content say it.
    pub fn begin(&mut self, said: Option<Language>) {
        self.said = said;
        (self.started, self.skipped, self.missed) = (false, false, false);
        self.spans.clear();
    }

    /// The zone of a byte of the block.
    pub fn zone(&mut self, spot: Spot<'_>, at: usize) -> Zone {
        self.lex(spot, at + 1);
        let span = self.spans.get(self.spans.partition_point(|span| span.end <= at));
        span.filter(|span| span.start <= at).map_or(Zone::Code, |span| span.zone)
    }

    /// What a byte of the block stands in.
    pub fn ground(&mut self, spot: Spot<'_>, at: usize) -> Ground {
        let zone = self.zone(spot, at);
        Ground { zone, language: self.language }
    }

    /// Adds the parts of a line of the block, its terminator excluded, that lie in some zones; as bytes of the line.
    pub fn segments(&mut self, spot: Spot<'_>, line: &Range<usize>, zones: Zones, segments: &mut Vec<Segment>) {
        self.lex(spot, line.end);
        let fresh = !spot.block.piece || spot.block.lead == 0;
        let mut add = |span: Span| {
            if zones.has(span.zone) {
                segments.extend(segment(line, span, fresh));
            }
        };
        let first = self.spans.partition_point(|span| span.end <= line.start);
        let mut at = line.start;
        for &span in self.spans[first..].iter().take_while(|span| span.start < line.end) {
            add(code(at, span.start));
            add(span);
            at = span.end;
        }
        add(code(at, line.end));
    }

    /// The block is done, and another one follows. It is not lexed as long as nobody has asked.
    pub fn leave(&mut self, block: &Block<'_>, path: &[u8]) {
        if !self.started && !self.eager {
            self.skipped = true;
            return;
        }
        let by = block.advance;
        self.lex(Spot { block, path, start: by }, by);
        self.forget(by);
        for span in &mut self.spans {
            if span.start < by {
                span.open = 0;
            }
            span.start = span.start.saturating_sub(by);
            span.end -= by;
        }
        if let Some(lexer) = &mut self.lexer {
            lexer.shift(by);
        }
    }

    fn lex(&mut self, Spot { block, path, start }: Spot<'_>, to: usize) {
        if self.skipped {
            self.missed = true;
            return;
        }
        let mut lexer = self.lexer.take().unwrap_or_else(|| Lexer::new(Language::GENERIC));
        if !self.started {
            self.language = self.said.unwrap_or_else(|| Language::of(path, block.text));
            lexer.reset(self.language);
            self.started = true;
        }
        while lexer.position() < to {
            let before = lexer.position();
            self.forget(start);
            lexer.advance(block.text, to.min(before + CHUNK), block.last, &mut self.spans);
            self.lexed += (lexer.position() - before) as u64;
            if lexer.position() == before {
                break;
            }
        }
        self.lexer = Some(lexer);
    }

    fn forget(&mut self, from: usize) {
        let gone = self.spans.partition_point(|span| span.end <= from);
        self.spans.drain(..gone);
    }
}

const fn code(start: usize, end: usize) -> Span {
    Span { start, end, zone: Zone::Code, open: 0, close: 0 }
}

/// What of a span's content lies on a line.
fn segment(line: &Range<usize>, span: Span, fresh: bool) -> Option<Segment> {
    let opened = span.start + usize::from(span.open);
    let start = opened.max(line.start);
    let end = (span.end.saturating_sub(usize::from(span.close))).min(line.end);
    let begins = opened > line.start;
    (start < end).then(|| Segment {
        start: start - line.start,
        end: end - line.start,
        zone: span.zone,
        fresh: fresh || begins,
        open: if begins { usize::from(span.open) } else { 0 },
        closed: span.close > 0 && span.end <= line.end,
    })
}
