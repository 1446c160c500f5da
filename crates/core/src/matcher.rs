//! From a block of bytes to its tags: candidates, lines, verdicts, positions.

use std::ops::Range;

use crate::find::{Finder, Owners, State};
use crate::note::{Note, Segment};
use crate::zones::Language;
use crate::zoning::{Ground, Spot, Zones, Zoning};
use crate::{BuildError, Detector, Found, Line, Miss, Spec, body, custom, lines};

/// A run of whole lines of a file, or one piece of a very long line.
#[derive(Clone, Copy, Debug)]
pub struct Block<'b> {
    /// The bytes.
    pub bytes: &'b [u8],
    /// The number of the first line, 1-based.
    pub line: u32,
    /// UTF-16 units of the first line that stand before the block.
    pub column: u32,
    /// Tags start at or after this byte; what is before it is context.
    pub lead: usize,
    /// Tags start before this byte.
    pub accept: usize,
    /// Whether this is a piece of a line that is longer than a block.
    pub piece: bool,
    /// Whether the content begins with this block.
    pub first: bool,
    /// Whether the content ends with this block.
    pub last: bool,
    /// The bytes and what follows them, for the lexer: the line end that is no part of a last piece, and one byte more.
    pub text: &'b [u8],
    /// Bytes from this block's start to the next one's.
    pub advance: usize,
}

impl<'b> Block<'b> {
    /// A block that holds all there is.
    #[must_use]
    pub const fn whole(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            line: 1,
            column: 0,
            lead: 0,
            accept: bytes.len(),
            piece: false,
            first: true,
            last: true,
            text: bytes,
            advance: bytes.len(),
        }
    }
}

/// Where something stands.
#[derive(Clone, Debug)]
pub struct At {
    /// Bytes of the block.
    pub start: usize,
    /// Bytes of the block.
    pub end: usize,
    /// 1-based.
    pub line: u32,
    /// 1-based, in UTF-16 units.
    pub column: u32,
    /// The line's own bytes in the block.
    pub line_start: usize,
    /// Where the line ends in the block, its terminator excluded.
    pub line_end: usize,
}

/// Takes what is found.
pub trait Sink {
    /// A tag of the detector with that index, and what its first byte stands in. Tags come sorted by where they start, then by detector.
    fn tag(&mut self, detector: usize, at: &At, ground: Ground, found: &Found<'_>);
    /// A near miss. They come line by line.
    fn miss(&mut self, at: &At, miss: &Miss);
}

/// All detectors of a scan, compiled.
#[derive(Debug)]
pub struct Matcher {
    finder: Finder,
    owners: Option<Owners>,
    detectors: Vec<Detector>,
    /// For each detector, where its tags may start.
    zones: Vec<Zones>,
}

/// What one worker needs to match; made once, used for every block.
#[derive(Debug)]
pub struct Scratch {
    finder: State,
    caches: Vec<Option<custom::Cache>>,
    concerned: Vec<usize>,
    misses: Vec<Miss>,
    zoning: Zoning,
    segments: Vec<Segment>,
    /// The language of the file that begins next; none: path and content say it.
    pub language: Option<Language>,
    /// Lines that were judged.
    pub candidates: u64,
}

impl Scratch {
    /// Whether the last content must be scanned once more, [eagerly](Self::lex_all): what was found in it is not to be trusted, since
    /// a zone was asked for behind a block that had not been lexed. Known at the content's end.
    #[must_use]
    pub const fn has_missed(&self) -> bool {
        self.zoning.missed
    }

    /// Whether blocks of the content were passed over. Whatever is found from now on, [`Self::has_missed`] will be true: no place need be
    /// right.
    #[must_use]
    pub const fn passes_over(&self) -> bool {
        self.zoning.skipped
    }

    /// Whether every block of the contents to come is lexed that another one follows, even if nothing in it asks for its zone.
    pub const fn lex_all(&mut self, all: bool) {
        self.zoning.eager = all;
    }

    /// Bytes lexed so far.
    #[must_use]
    pub const fn lexed(&self) -> u64 {
        self.zoning.lexed
    }
}

impl Matcher {
    /// Compiles detectors.
    ///
    /// # Errors
    /// [`BuildError`] if a pattern, or all together, exceed the size limit.
    pub fn new(specs: &[Spec]) -> Result<Self, BuildError> {
        Ok(Self {
            finder: Finder::new(specs)?,
            owners: Owners::new(specs)?,
            detectors: specs.iter().map(Detector::new).collect::<Result<_, _>>()?,
            zones: specs.iter().map(Spec::zones).collect(),
        })
    }

    /// What one worker needs.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        Scratch {
            finder: State::default(),
            caches: self.detectors.iter().map(Detector::scratch).collect(),
            concerned: Vec::new(),
            misses: Vec::new(),
            zoning: Zoning::default(),
            segments: Vec::new(),
            language: None,
            candidates: 0,
        }
    }

    /// Gives every tag and near miss of a block to the sink. `path` is what the file will be called in the results. The blocks of a
    /// file come in order, since where its zones are depends on all that is before; other files must not come between. Behind the
    /// last one ask [`Scratch::has_missed`].
    ///
    /// Linear in the block, whatever it holds.
    pub fn scan(&self, scratch: &mut Scratch, block: Block<'_>, path: &[u8], sink: &mut impl Sink) {
        if block.first {
            scratch.zoning.begin(scratch.language);
        }
        self.search(scratch, block, path, sink);
        if !block.last {
            scratch.zoning.leave(&block, path);
        }
    }

    fn search(&self, scratch: &mut Scratch, block: Block<'_>, path: &[u8], sink: &mut impl Sink) {
        let every = matches!(self.finder, Finder::Patterns(_)) && simdutf8::basic::from_utf8(block.bytes).is_err();
        let mut place = Place { block, counted: 0, line: block.line };
        scratch.finder.reset();
        let mut from = 0;
        while from <= block.bytes.len() {
            let hit = if every { Some(from) } else { self.finder.find(&mut scratch.finder, block.bytes, from) };
            let Some(hit) = hit else { return };
            let (start, end) = if block.piece {
                (0, block.bytes.len())
            } else {
                (lines::start(block.bytes, from, hit), lines::end(block.bytes, hit))
            };
            self.judge(scratch, &mut place, start..end, path, sink);
            from = lines::next(block.bytes, end);
        }
    }

    fn judge(
        &self,
        scratch: &mut Scratch,
        place: &mut Place<'_>,
        span: Range<usize>,
        path: &[u8],
        sink: &mut impl Sink,
    ) {
        let block = place.block;
        let bytes = &block.bytes[span.clone()];
        match &self.owners {
            Some(owners) => owners.of(bytes, &mut scratch.concerned),
            None => scratch.concerned.resize(1, 0),
        }
        if scratch.concerned.is_empty() {
            return;
        }
        scratch.candidates += 1;
        if self.is_idle(&scratch.concerned, bytes) {
            return;
        }
        let line = Line { bytes, path, number: place.number(span.start) };
        let spot = Spot { block: &block, path, start: span.start };
        let found = self.verdicts(scratch, line, spot, &span);
        let mut column = Column::new(block, &span);
        for (tag, index) in found.iter().filter(|(tag, _)| place.accepts(&span, &tag.span)) {
            let ground = scratch.zoning.ground(spot, span.start + tag.span.start);
            if self.zones[*index].has(ground.zone) {
                sink.tag(*index, &column.at(line.number, &span, &tag.span), ground, tag);
            }
        }
        scratch.zoning.missed |= scratch.zoning.skipped && !scratch.misses.is_empty();
        let mut column = Column::new(block, &span);
        for miss in scratch.misses.drain(..).filter(|miss| place.accepts(&span, &miss.span)) {
            sink.miss(&column.at(line.number, &span, &miss.span), &miss);
        }
    }

    /// Whether only notes are concerned and none can be there: then the line need not even be numbered.
    fn is_idle(&self, concerned: &[usize], line: &[u8]) -> bool {
        let [one] = concerned else { return false };
        matches!(&self.detectors[*one], Detector::Note(note) if !note.may_concern(line))
    }

    /// What the concerned detectors say of a line, in order: tags, and near misses in the scratch.
    fn verdicts<'b>(
        &self,
        scratch: &mut Scratch,
        line: Line<'b>,
        spot: Spot<'b>,
        span: &Range<usize>,
    ) -> Vec<(Found<'b>, usize)> {
        let (mut found, mut one) = (Vec::new(), Vec::new());
        for at in 0..scratch.concerned.len() {
            let index = scratch.concerned[at];
            let before = scratch.misses.len();
            match &self.detectors[index] {
                Detector::Note(note) => notes(note, scratch, spot, span, &mut one),
                detector => detector.judge(line, scratch.caches[index].as_mut(), &mut one, &mut scratch.misses),
            }
            self.drop_misses(index, scratch, spot, before);
            found.extend(one.drain(..).map(|tag| (tag, index)));
        }
        if scratch.concerned.len() > 1 {
            found.sort_by_key(|(tag, index)| (tag.span.start, *index));
            scratch.misses.sort_by_key(|miss| miss.span.start);
        }
        found
    }

    /// Drops the near misses of a detector, those from `first` on, that start where its tags may not.
    fn drop_misses(&self, detector: usize, scratch: &mut Scratch, spot: Spot<'_>, first: usize) {
        let zones = self.zones[detector];
        if zones == Zones::ALL {
            return;
        }
        let Scratch { misses, zoning, .. } = scratch;
        let kept: Vec<Miss> =
            misses.drain(first..).filter(|miss| zones.has(zoning.zone(spot, spot.start + miss.span.start))).collect();
        misses.extend(kept);
    }
}

/// Appends the notes of a line. It is lexed only where there may be one.
fn notes<'b>(note: &Note, scratch: &mut Scratch, spot: Spot<'b>, line: &Range<usize>, found: &mut Vec<Found<'b>>) {
    let bytes = &spot.block.bytes[line.clone()];
    if !note.may_concern(bytes) {
        return;
    }
    let Scratch { zoning, segments, .. } = scratch;
    segments.clear();
    zoning.segments(spot, line, note.spec.zones, segments);
    note.judge(bytes, segments, found);
    if note.spec.joined
        && let (Some(last), Some(segment)) = (found.last_mut(), segments.last())
        && last.span.start >= segment.start
    {
        body::join(note, zoning, spot, (line.clone(), *segment), last);
    }
    found.retain(|tag| note.wants(tag));
}

/// Where in a block the matcher stands.
struct Place<'b> {
    block: Block<'b>,
    counted: usize,
    line: u32,
}

impl Place<'_> {
    /// The number of the line that starts at `start`; starts ascend.
    fn number(&mut self, start: usize) -> u32 {
        let ends = lines::count(&self.block.bytes[self.counted..start]);
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.counted = start;
        self.line
    }

    fn accepts(&self, line: &Range<usize>, span: &Range<usize>) -> bool {
        let start = line.start + span.start;
        start >= self.block.lead && start < self.block.accept
    }
}

/// Counts columns along a line, from left to right.
struct Column<'b> {
    bytes: &'b [u8],
    at: usize,
    units: usize,
}

impl<'b> Column<'b> {
    fn new(block: Block<'b>, line: &Range<usize>) -> Self {
        let before = if line.start == 0 { block.column as usize } else { 0 };
        Self { bytes: block.bytes, at: line.start, units: before }
    }

    fn at(&mut self, number: u32, line: &Range<usize>, span: &Range<usize>) -> At {
        let (start, end) = (line.start + span.start, line.start + span.end);
        self.units += lines::units(&self.bytes[self.at..start]);
        self.at = start;
        let column = u32::try_from(self.units + 1).unwrap_or(u32::MAX);
        At { start, end, line: number, column, line_start: line.start, line_end: line.end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Dialect;
    use crate::zones::Zone;

    #[derive(Default)]
    struct Seen(Vec<Zone>);

    impl Sink for Seen {
        fn tag(&mut self, _: usize, _: &At, ground: Ground, _: &Found<'_>) {
            self.0.push(ground.zone);
        }

        fn miss(&mut self, _: &At, _: &Miss) {}
    }

    /// Scans texts as the blocks of one file in C; gives the zones of its tags.
    fn scan(scratch: &mut Scratch, matcher: &Matcher, texts: &[&str]) -> Vec<Zone> {
        let mut seen = Seen::default();
        for (at, text) in texts.iter().enumerate() {
            let (first, last) = (at == 0, at + 1 == texts.len());
            matcher.scan(scratch, Block { first, last, ..Block::whole(text.as_bytes()) }, b"a.c", &mut seen);
        }
        seen.0
    }

    fn tags() -> Matcher {
        let literals = vec![b"@TAG".to_vec()];
        Matcher::new(&[Spec::Trace { dialect: Dialect::Tag, literals, zones: Zones::ALL }]).expect("it is built in")
    }

    #[test]
    fn blocks_are_not_lexed_until_a_zone_is_asked_for() {
        let matcher = tags();
        let mut scratch = matcher.scratch();
        scan(&mut scratch, &matcher, &["/* a\n", "@TAG\n", "b */\n"]);
        assert_eq!((scratch.lexed(), scratch.has_missed()), (0, false));
        let zones = scan(&mut scratch, &matcher, &["/*\n", "@TAG[A:a]\n", "*/ @TAG[A:b]\n"]);
        assert_eq!((zones.len(), scratch.lexed(), scratch.has_missed()), (2, 0, true));
        scratch.lex_all(true);
        let zones = scan(&mut scratch, &matcher, &["/*\n", "@TAG[A:a]\n", "*/ @TAG[A:b]\n"]);
        assert_eq!((zones, scratch.has_missed()), (vec![Zone::Comment, Zone::Code], false));
        assert!(scratch.lexed() > 0);
    }

    #[test]
    fn once_a_zone_was_asked_for_blocks_are_lexed_on() {
        let matcher = tags();
        let mut scratch = matcher.scratch();
        let zones = scan(&mut scratch, &matcher, &["@TAG[A:a] /*\n", "b\n", "@TAG[A:b]\n"]);
        assert_eq!((zones, scratch.has_missed()), (vec![Zone::Code, Zone::Comment], false));
    }
}
