//! Where code, comments, strings and prose are: a lexer that is driven by the tables of `data/languages.json`. What it does, and
//! why, stands in `docs/design/zones.md`.

mod behind;
mod code;
mod embed;
mod frame;
mod heredoc;
mod hook;
mod indent;
mod island;
mod language;
mod mark;
mod markdown;
mod markup;
mod near;
mod quote;
mod region;
pub(crate) mod rule;
mod script;

pub use language::Language;
pub(crate) use rule::{At, Escape, Grammar, Kind, Rule};

use behind::Behind;
use embed::Fence;
use frame::{Frame, State};
use heredoc::Heredoc;
use island::Sea;

pub(crate) mod hooks {
    //! The functions that rules of the kind `Hook` call.
    pub(crate) use super::heredoc::{arithmetic, here, newline, shifted};
    pub(crate) use super::hook::*;
    pub(crate) use super::indent::{outline, scalar};
    pub(crate) use super::mark::{bracket, dollar, hashes, parenthesis};
    pub(crate) use super::markdown::{birds, environment, fence, front, ticks};
    pub(crate) use super::markup::{attribute, brace, close, leave, mustache, tag};
    pub(crate) use super::near::{dashes, explicit, paired};
    pub(crate) use super::quote::{percent, perl, slash};
    pub(crate) use super::script::{between, closing, element, inside, regex};
}

/// What a decision may look ahead, in bytes, unless its line ends before.
pub(crate) const LOOK: usize = 512;
/// The deepest nesting of strings, interpolations and embedded languages; deeper openers are passed over.
pub(crate) const DEPTH: usize = 64;

/// What a byte belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Zone {
    /// What is none of the others.
    Code = 0,
    /// A comment, with its delimiters.
    Comment = 1,
    /// A literal of a string, character or regular expression, with its delimiters.
    String = 2,
    /// Prose of markup: HTML text, JSX text, Markdown.
    Text = 3,
}

/// A run of bytes that is not code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first byte.
    pub start: usize,
    /// Behind its last byte.
    pub end: usize,
    /// What it is; never [`Zone::Code`].
    pub zone: Zone,
    /// How many of its first bytes are its opener; 0 where it goes on after an interpolation or a cut.
    pub open: u8,
    /// How many of its last bytes are its closer; 0 where it has none, or not yet.
    pub close: u8,
}

/// Lexes one content from its start on, as far as it is asked. Time is linear in what it passes, memory is bounded.
#[derive(Debug)]
pub struct Lexer {
    frames: Vec<Frame>,
    /// Closers that the content itself chose, one behind the other.
    marks: Vec<u8>,
    /// Where embedded languages end, the outermost first.
    fences: Vec<Fence>,
    /// Here-documents whose bodies have not begun, and the one that has.
    heredocs: Vec<Heredoc>,
    /// The indentation of the line that announced a block scalar, which begins with the next.
    scalar: Option<u32>,
    /// Where PHP begins and ends.
    sea: Sea,
    /// What the element whose tag is open holds.
    element: markup::Element,
    behind: Behind,
    at: usize,
    /// Bytes that were dropped from the front.
    dropped: usize,
    /// Whether the last span goes on at `at`.
    running: bool,
}

/// What of a content can be seen: embedded languages see no further than their end.
#[derive(Clone, Copy)]
pub(crate) struct View<'v> {
    bytes: &'v [u8],
    /// Before this place there are bytes enough to decide.
    safe: usize,
    /// How far the caller wants to come.
    to: usize,
}

/// One call of [`Lexer::advance`], or the part of it in one language.
pub(crate) struct Run<'r> {
    lexer: &'r mut Lexer,
    bytes: &'r [u8],
    /// Before this place decisions are asked for, and there are bytes enough to make them.
    safe: usize,
    spans: &'r mut Vec<Span>,
}

impl Lexer {
    /// A lexer at the start of a content in that language. A byte order mark is no part of the content.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let mut lexer = Self {
            frames: Vec::with_capacity(DEPTH),
            marks: Vec::new(),
            fences: Vec::new(),
            heredocs: Vec::new(),
            scalar: None,
            sea: Sea::default(),
            element: markup::Element::default(),
            behind: Behind::default(),
            at: 0,
            dropped: 0,
            running: false,
        };
        lexer.reset(language);
        lexer
    }

    /// Goes back to a start, in that language, and keeps the memory.
    pub fn reset(&mut self, language: Language) {
        self.frames.clear();
        self.frames.push(Frame::code(language.grammar()));
        self.marks.clear();
        self.fences.clear();
        self.heredocs.clear();
        self.scalar = None;
        self.sea = Sea::default();
        self.element = markup::Element::default();
        self.behind = Behind::default();
        self.at = 0;
        self.dropped = 0;
        self.running = false;
    }

    /// How far it has come: zones before this byte are known.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }

    /// Lexes on until at least `to` and appends spans in order. `bytes` begin where the last [`Self::shift`] left them and hold
    /// at least what they held before; `last`: the content ends with them. Without `last` it may stop before `to`, but only
    /// where fewer than 1 KiB follow and no line of `bytes` ends any more.
    ///
    /// A span that is open at the end of one call goes on with the next: the last span of `spans` grows if it ends there,
    /// else (because the caller took it) a new one without an opener is appended. Where the calls cut does not change the bytes' zones.
    pub fn advance(&mut self, bytes: &[u8], to: usize, last: bool, spans: &mut Vec<Span>) {
        let whole = View { bytes, safe: if last { bytes.len() } else { decidable(bytes) }, to };
        while self.at < to.min(whole.safe) {
            let view = self.view(whole);
            if view.bytes.len() < bytes.len() && self.at >= view.bytes.len() {
                if self.land(bytes, view.bytes.len()) {
                    continue;
                }
                let passed = self.leave(view.bytes.len());
                let at = self.at + passed;
                Run { lexer: self, bytes, safe: at, spans }.settle(at);
                continue;
            }
            let safe = view.safe.min(to);
            if self.at >= safe {
                break;
            }
            Run { lexer: self, bytes: view.bytes, safe, spans }.go();
        }
        self.behind.stop(bytes, self.at);
    }

    /// Tells that `by` bytes, all of them lexed, were dropped from the front. Spans that the caller holds are the caller's.
    pub fn shift(&mut self, by: usize) {
        debug_assert!(by <= self.at, "only what has been lexed can be dropped");
        self.at = self.at.saturating_sub(by);
        self.dropped = self.dropped.saturating_add(by);
        self.behind.shift(by);
        self.sea.shift(by);
        for fence in &mut self.fences {
            fence.shift(by);
        }
    }
}

/// The spans of a whole content; a UTF-8 byte order mark before it is code. Linear time, memory for the spans.
#[must_use]
pub fn map(language: Language, bytes: &[u8]) -> Vec<Span> {
    let mut spans = Vec::new();
    let content = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    Lexer::new(language).advance(content, content.len(), true, &mut spans);
    let before = bytes.len() - content.len();
    for span in &mut spans {
        span.start += before;
        span.end += before;
    }
    spans
}

/// Up to where decisions can be made: every one before this place sees either the end of its line or enough bytes.
fn decidable(bytes: &[u8]) -> usize {
    let margin = bytes.len().saturating_sub(LOOK);
    memchr::memrchr2(b'\n', b'\r', &bytes[margin..]).map_or(margin, |end| margin + end + 1)
}

impl Lexer {
    fn pop(&mut self) {
        if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.marks.truncate(frame.marks);
            self.sea.popped(self.frames.len());
        }
    }
}

impl Run<'_> {
    /// Goes on as far as it may, or until an embedded language begins.
    fn go(&mut self) {
        let fences = self.lexer.fences.len();
        while self.lexer.at < self.safe && self.lexer.fences.len() == fences {
            let frame = *self.frame();
            let islands = self.lexer.sea.is_left();
            match frame.state {
                State::Code { open, close } => self.code(frame.grammar, open, close),
                State::Region(rule) => self.region(&frame, rule),
                State::Mark(zone) => self.mark(&frame, zone),
                State::Heredoc => self.heredoc(),
                State::Indent { zone, least, header } => self.indented(zone, least, header),
                State::Quote(quote) => self.quote(quote),
            }
            if islands != self.lexer.sea.is_left() {
                return;
            }
        }
    }

    fn frame(&self) -> &Frame {
        self.lexer.frames.last().expect("the first frame is never popped")
    }

    /// The depth of the frame on top.
    fn depth(&mut self) -> &mut u32 {
        &mut self.lexer.frames.last_mut().expect("the first frame is never popped").depth
    }

    fn is_full(&self) -> bool {
        self.lexer.frames.len() >= DEPTH
    }

    fn push(&mut self, frame: Frame) {
        if !self.is_full() {
            let marks = self.lexer.marks.len();
            self.lexer.frames.push(Frame { marks, ..frame });
        }
    }

    fn pop(&mut self) {
        self.lexer.pop();
    }

    /// Begins a span at `start` and stands behind its opener.
    fn begin(&mut self, zone: Zone, start: usize, open: usize) {
        self.settle(start);
        let end = (start + open).min(self.bytes.len());
        self.spans.push(Span { start, end, zone, open: narrow(open), close: 0 });
        self.lexer.running = true;
        self.lexer.at = end;
    }

    /// The bytes up to `end` belong to the zone that has begun.
    fn extend(&mut self, zone: Zone, end: usize) {
        let (start, end) = (self.lexer.at, end.min(self.bytes.len()));
        self.lexer.at = end;
        if start == end {
            return;
        }
        if let Some(span) = self.spans.last_mut()
            && self.lexer.running
            && span.end == start
            && span.zone == zone
        {
            span.end = end;
            return;
        }
        self.spans.push(Span { start, end, zone, open: 0, close: 0 });
        self.lexer.running = true;
    }

    /// Ends the span at `end`, the last `close` bytes of which are its closer.
    fn end(&mut self, zone: Zone, end: usize, close: usize) {
        self.extend(zone, end);
        if close > 0
            && let Some(span) = self.spans.last_mut()
        {
            span.close = narrow(close);
        }
        self.lexer.running = false;
        self.lexer.behind.passed(zone, self.lexer.at);
    }

    /// The bytes up to `end` belong to the code, or the prose, of the frame on top.
    fn settle(&mut self, end: usize) {
        let grammar = self.frame().grammar;
        if grammar.text {
            self.extend(Zone::Text, end);
        } else if grammar.looks_behind {
            self.lexer.behind.save(self.bytes, end);
        }
        self.lexer.running &= grammar.text;
        self.lexer.at = end;
    }
}

fn narrow(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(u8::MAX)
}
