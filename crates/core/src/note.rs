//! `note`: `TODO(ref): text` in comments.

use std::borrow::Cow;
use std::ops::Range;

use crate::generated::{DECORATION, FRAME, SEPARATORS};
use crate::lines::{is_blank, is_word, run, trim, units};
use crate::zones::Zone;
use crate::zoning::Zones;
use crate::{Found, reference};

/// The longest reference, in bytes: what is not closed by then is none, so that time stays linear.
const REFERENCE: usize = 256;
/// U+FF1A, which stands for a colon in Chinese and Japanese.
const WIDE_COLON: &[u8] = "\u{ff1a}".as_bytes();

/// What a note must have to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// A colon.
    pub colon: bool,
    /// A reference.
    pub reference: bool,
    /// A date in its reference.
    pub expiry: bool,
}

/// The `note` detector as a caller asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// What makes a note; also the kinds of the tags.
    pub keywords: Vec<Vec<u8>>,
    /// Every line with a note holds one of these.
    pub literals: Vec<Vec<u8>>,
    /// Whether letters match in either case.
    pub ignore_case: bool,
    /// Whether lines that go on with a note's text are joined to it.
    pub joined: bool,
    /// What a note must have.
    pub needs: Needs,
    /// The fewest UTF-16 units of text.
    pub least: u32,
    /// The most UTF-16 units of text; 0: no limit.
    pub most: u32,
    /// Where notes may start.
    pub zones: Zones,
}

/// A part of a line in which notes may stand: the content of a comment, without its opener and closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the line.
    pub start: usize,
    /// Bytes of the line.
    pub end: usize,
    /// What it is.
    pub zone: Zone,
    /// Whether the content, or a line of it, begins here, rather than a piece of a very long line.
    pub fresh: bool,
    /// The length of the opener before it; 0 where it goes on from the line before.
    pub open: usize,
    /// Whether a closer follows.
    pub closed: bool,
}

/// A keyword on a line. All are bytes of it.
struct Hit {
    /// With the `@`, if there is one.
    start: usize,
    end: usize,
    keyword: usize,
    /// Whether `@` stands before it.
    marked: bool,
    /// Whether it is written as the keyword is.
    exact: bool,
}

/// What follows a keyword.
struct Tail {
    /// The end of the keyword with its reference.
    end: usize,
    reference: Option<Range<usize>>,
    colon: bool,
    /// Where the text begins.
    text: usize,
}

/// Judges the comments of lines.
#[derive(Debug)]
pub struct Note {
    /// The longest first.
    keywords: Vec<Vec<u8>>,
    starts: [bool; 256],
    pub spec: Notes,
}

impl Note {
    pub fn new(spec: &Notes) -> Self {
        let mut keywords = spec.keywords.clone();
        keywords.sort_by_key(|keyword| std::cmp::Reverse(keyword.len()));
        let mut starts = [false; 256];
        for first in keywords.iter().filter_map(|keyword| keyword.first()) {
            starts[usize::from(first.to_ascii_lowercase())] = true;
            starts[usize::from(first.to_ascii_uppercase())] = true;
        }
        Self { keywords, starts, spec: spec.clone() }
    }

    /// Whether there may be a note on the line, whatever its zones: few of the lines that hold a literal are worth lexing for.
    pub fn may_concern(&self, line: &[u8]) -> bool {
        let mut at = 0;
        while let Some(hit) = self.next(line, at) {
            if is_promising(line, &hit) {
                return true;
            }
            at = hit.end;
        }
        false
    }

    /// Appends the notes of a line, leftmost first. Linear in the line.
    pub fn judge<'l>(&self, line: &'l [u8], segments: &[Segment], found: &mut Vec<Found<'l>>) {
        for segment in segments {
            let first = found.len();
            self.search(&line[..segment.end], segment, found);
            cut_texts(line, segment, &mut found[first..]);
        }
    }

    /// What a line goes on with, if it does: the content of the segment without decoration, and where it begins.
    pub fn continuation<'l>(&self, line: &'l [u8], segment: &Segment) -> Option<(usize, &'l [u8])> {
        let content = &line[..segment.end];
        let start = undecorated(content, segment.start);
        let mut notes = Vec::new();
        self.search(content, segment, &mut notes);
        let text = plain(&content[start..], segment.closed);
        (notes.is_empty() && !text.is_empty()).then_some((start, text))
    }

    /// Whether a note has what is needed, and a text neither too short nor too long.
    pub fn wants(&self, tag: &Found<'_>) -> bool {
        let Notes { needs, least, most, .. } = self.spec;
        (!needs.reference || tag.fields[0].is_some())
            && (!needs.expiry || tag.fields[3].is_some())
            && (least == 0 && most == 0 || self.fits(&tag.text))
    }

    fn fits(&self, text: &[u8]) -> bool {
        let length = units(text);
        length >= self.spec.least as usize && (self.spec.most == 0 || length <= self.spec.most as usize)
    }

    /// Appends the notes of a segment, their texts reaching to the segment's end.
    fn search<'l>(&self, line: &'l [u8], segment: &Segment, found: &mut Vec<Found<'l>>) {
        let lead = segment.fresh.then(|| undecorated(line, segment.start));
        let mut at = segment.start;
        while let Some(hit) = self.next(line, at) {
            let tail = if lead == Some(hit.start) { leading(line, &hit) } else { None };
            at = hit.end;
            if let Some(tail) = tail.or_else(|| later(line, &hit))
                && (tail.colon || !self.spec.needs.colon)
            {
                at = tail.text.max(tail.end);
                found.push(self.found(line, &hit, &tail));
            }
        }
    }

    fn found<'l>(&self, line: &'l [u8], hit: &Hit, tail: &Tail) -> Found<'l> {
        let reference = tail.reference.clone().map(|range| &line[range]);
        let [author, issue, expires] = reference.map_or([None, None, None], reference::read);
        Found {
            span: hit.start..tail.end,
            kind: Cow::Owned(self.keywords[hit.keyword].clone()),
            name: Cow::Borrowed(reference.unwrap_or_default()),
            text: Cow::Borrowed(&line[tail.text..]),
            fields: vec![reference.map(Cow::Borrowed), author, issue, expires],
        }
    }

    /// The first keyword at or after `from` that stands at word boundaries.
    fn next(&self, line: &[u8], from: usize) -> Option<Hit> {
        (from..line.len()).find_map(|at| {
            let begins = self.starts[usize::from(line[at])] && (at == 0 || !is_word(line[at - 1]));
            if begins { self.hit(line, at) } else { None }
        })
    }

    /// The longest keyword at `at` that counts as it is written there.
    fn hit(&self, line: &[u8], at: usize) -> Option<Hit> {
        let marked = at > 0 && line[at - 1] == b'@' && (at == 1 || !is_word(line[at - 2]));
        let rest = &line[at..];
        let loose = (marked && !is_swapped(rest)) || self.spec.ignore_case;
        let fits = |keyword: &Vec<u8>| {
            rest.get(..keyword.len()).is_some_and(|own| own == keyword || (loose && own.eq_ignore_ascii_case(keyword)))
                && rest.get(keyword.len()).is_none_or(|&byte| !is_word(byte))
        };
        let keyword = self.keywords.iter().position(fits)?;
        let end = at + self.keywords[keyword].len();
        let exact = line[at..end] == self.keywords[keyword];
        Some(Hit { start: at - usize::from(marked), end, keyword, marked, exact })
    }
}

/// Whether a word begins with a small letter and then a capital. The literals leave that out.
fn is_swapped(word: &[u8]) -> bool {
    matches!(word, [first, second, ..] if first.is_ascii_lowercase() && second.is_ascii_uppercase())
}

/// Where the first byte is that is neither blank nor decoration.
pub fn undecorated(line: &[u8], from: usize) -> usize {
    from + run(line, from, |byte| is_blank(byte) || DECORATION.contains(&byte))
}

/// Whether a keyword could be a note's, whatever its zone: the empty brackets of a call make it none.
fn is_promising(line: &[u8], hit: &Hit) -> bool {
    !line[hit.end..].starts_with(b"()") || after(line, hit.end + 2).0
}

/// What follows a keyword with which the content begins; `None` if it is no note.
fn leading(line: &[u8], hit: &Hit) -> Option<Tail> {
    let attached = bracket(line, hit.end);
    if let Some(range) = &attached {
        let end = range.end + 1;
        let reference = some_reference(line, range);
        let (colon, text) = after(line, end);
        return (reference.is_some() || colon).then_some(Tail { end, reference, colon, text });
    }
    if let Some(tail) = apart(line, hit.end) {
        return Some(tail);
    }
    if !matches!(line.get(hit.end), Some(b'(' | b'[')) && is_part(line, hit.end) {
        return None;
    }
    let (colon, text) = after(line, hit.end);
    Some(Tail { end: hit.end, reference: None, colon, text })
}

/// A reference that blanks keep apart from its keyword: in front of a colon, or a date in square brackets.
fn apart(line: &[u8], end: usize) -> Option<Tail> {
    let open = end + run(line, end, is_blank);
    let range = bracket(line, open).filter(|_| open > end)?;
    let reference = some_reference(line, &range)?;
    let (colon, text) = after(line, range.end + 1);
    let dated = line[open] == b'[' && reference::read(&line[reference.clone()])[2].is_some();
    let tied = colon_at(line, range.end + 1).is_some();
    (tied || dated).then_some(Tail { end: range.end + 1, reference: Some(reference), colon, text })
}

/// What follows a keyword further on in the content: only what its form tells from prose is a note.
fn later(line: &[u8], hit: &Hit) -> Option<Tail> {
    let before = hit.start.checked_sub(1).map(|at| line[at])?;
    if !is_blank(before) && !matches!(before, b'(' | b'[' | b'{') {
        return None;
    }
    let attached = bracket(line, hit.end);
    let end = attached.as_ref().map_or(hit.end, |range| range.end + 1);
    let tied = colon_at(line, end).is_some() && hit.exact;
    if !tied && (!hit.marked || (attached.is_none() && is_part(line, hit.end))) {
        return None;
    }
    let reference = attached.and_then(|range| some_reference(line, &range));
    let (colon, text) = after(line, end);
    (reference.is_some() || colon || end == hit.end).then_some(Tail { end, reference, colon, text })
}

/// Whether the word goes on, as in `TODO.md`, `TODO::new` or `TODO-list`: signs follow that no blank and no end does.
fn is_part(line: &[u8], end: usize) -> bool {
    if colon_at(line, end).is_some() {
        return false;
    }
    let signs = run(line, end, |byte| byte.is_ascii_punctuation());
    signs > 0 && line.get(end + signs).is_some_and(|&byte| is_word(byte))
}

/// The content of the brackets that open at `open`.
fn bracket(line: &[u8], open: usize) -> Option<Range<usize>> {
    let closer = match line.get(open)? {
        b'(' => b')',
        b'[' => b']',
        _ => return None,
    };
    let seen = &line[open + 1..line.len().min(open + 2 + REFERENCE)];
    memchr::memchr(closer, seen).map(|length| open + 1..open + 1 + length)
}

/// The reference without blanks around it, unless it is empty.
fn some_reference(line: &[u8], range: &Range<usize>) -> Option<Range<usize>> {
    let start = range.start + run(&line[..range.end], range.start, is_blank);
    let length = trim(&line[start..range.end]).len();
    (length > 0).then_some(start..start + length)
}

/// The length of the colon with which bytes begin: none that is part of `::` or `://`.
fn colon(bytes: &[u8]) -> Option<usize> {
    if bytes.starts_with(WIDE_COLON) {
        return Some(WIDE_COLON.len());
    }
    let is_colon = bytes.first() == Some(&b':') && !bytes.starts_with(b"::") && !bytes.starts_with(b"://");
    is_colon.then_some(1)
}

fn colon_at(line: &[u8], at: usize) -> Option<usize> {
    colon(&line[at..])
}

/// Passes over a colon, or else over separators (dashes, where a blank stands before them) that a blank or the end follows: whether
/// there is a colon, and where the text begins.
fn after(line: &[u8], end: usize) -> (bool, usize) {
    let start = end + run(line, end, is_blank);
    if let Some(length) = colon_at(line, start) {
        return (true, start + length);
    }
    let next = start + run(line, start, |byte| byte == b'-' || (start == end && SEPARATORS.contains(&byte)));
    let ends = line.get(next).is_none_or(|&byte| is_blank(byte));
    (false, if ends { next } else { start })
}

/// Ends each text where the next note begins, and the last one where the content does.
fn cut_texts<'l>(line: &'l [u8], segment: &Segment, found: &mut [Found<'l>]) {
    let (mut end, mut closed) = (segment.end, segment.closed);
    for tag in found.iter_mut().rev() {
        let start = segment.end - tag.text.len();
        tag.text = Cow::Borrowed(plain(&line[start..end], closed));
        (end, closed) = (tag.span.start, false);
    }
}

/// Text without blanks around it, and without what closes the line of a box.
fn plain(text: &[u8], closed: bool) -> &[u8] {
    let stars = if closed { trailing(text, b"*") } else { 0 };
    let text = trim(&text[..text.len() - stars]);
    let bare = text.len() - trailing(text, FRAME);
    if bare == 0 || is_blank(text[bare - 1]) { trim(&text[..bare]) } else { text }
}

/// How many of the last bytes are of a set.
fn trailing(text: &[u8], set: &[u8]) -> usize {
    text.iter().rev().take_while(|byte| set.contains(byte)).count()
}
