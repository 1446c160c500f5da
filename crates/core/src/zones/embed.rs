//! Languages inside others, up to an end that they cannot hide: `</script` ends a script even in a string.

use super::behind::{is_blank, is_end};
use super::{Frame, Grammar, LOOK, Lexer, Run, View};

/// How deep languages are embedded; deeper ones are passed as what surrounds them.
const LEVELS: usize = 4;

/// What ends one.
#[derive(Clone, Copy, Debug)]
pub enum Closer {
    /// The closing tag of that element.
    Tag(&'static [u8]),
    /// A line of at least so many of that byte.
    Ticks(u8, usize),
    /// A line of just that.
    Line(&'static [u8]),
    /// A line that does not begin with that byte.
    Margin(u8),
}

/// An embedded language.
#[derive(Debug)]
pub struct Fence {
    /// Frames below it.
    depth: usize,
    closer: Closer,
    found: Option<usize>,
    /// Bytes of the closer that are passed with it: a line of ticks would open the next, a closing tag is a tag.
    passed: usize,
    /// Up to where its closer has been looked for.
    scanned: usize,
}

impl Fence {
    pub fn shift(&mut self, by: usize) {
        self.scanned = self.scanned.saturating_sub(by);
        self.found = self.found.map(|at| at.saturating_sub(by));
    }
}

impl View<'_> {
    /// A decision in what is looked for sees `LOOK` bytes, which must have been searched.
    pub(crate) fn inside(self) -> usize {
        let ends = self.safe.checked_sub(1).and_then(|last| self.bytes.get(last)).is_some_and(|byte| is_end(*byte));
        if ends || self.safe >= self.bytes.len() { self.safe } else { self.safe.saturating_sub(LOOK) }
    }
}

impl Lexer {
    /// What the innermost embedded language sees.
    pub(crate) fn view<'v>(&mut self, whole: View<'v>) -> View<'v> {
        if !self.sea.is_left() {
            return whole;
        }
        let mut view = self.shore(whole);
        for index in 0..self.fences.len() {
            if self.fences[index].found.is_none() {
                self.search(index, view);
            }
            view = match self.fences[index].found {
                Some(end) => View { bytes: &view.bytes[..end], safe: end, ..view },
                None => View { safe: view.inside(), ..view },
            };
        }
        view
    }

    /// Looks for the closer, no further than is of use now.
    fn search(&mut self, index: usize, view: View<'_>) {
        // What an island held, or what was passed, ends nothing.
        self.fences[index].scanned = self.fences[index].scanned.max(self.at);
        let fence = &self.fences[index];
        let edge = view.safe.min(view.to.saturating_add(2 * LOOK));
        let found = (fence.scanned < edge).then(|| self.find(fence.closer, view.bytes, fence.scanned, edge)).flatten();
        let passed = found.map_or(0, |at| passed(fence.closer, &view.bytes[at..]));
        let fence = &mut self.fences[index];
        (fence.found, fence.passed) = (found, passed);
        fence.scanned = fence.scanned.max(edge);
    }

    fn find(&self, closer: Closer, bytes: &[u8], from: usize, edge: usize) -> Option<usize> {
        let first = match closer {
            Closer::Tag(_) => b'<',
            Closer::Ticks(byte, _) => byte,
            Closer::Line(line) => line[0],
            Closer::Margin(_) => return (from..edge).find(|at| self.closes(closer, bytes, *at)),
        };
        memchr::memchr_iter(first, &bytes[from..edge]).map(|at| from + at).find(|at| self.closes(closer, bytes, *at))
    }

    fn closes(&self, closer: Closer, bytes: &[u8], at: usize) -> bool {
        let rest = &bytes[at..bytes.len().min(at + LOOK)];
        match closer {
            Closer::Tag(name) => ends_element(rest, name),
            Closer::Ticks(byte, least) => {
                let count = rest.iter().take_while(|one| **one == byte).count();
                count >= least && only_blanks(&rest[count..]) && self.behind.blank(bytes, at)
            }
            Closer::Margin(byte) => {
                let before = self.behind.byte(bytes, at, 1);
                is_end(before) && rest[0] != byte && !(before == b'\r' && rest[0] == b'\n')
            }
            Closer::Line(line) => {
                rest.strip_prefix(line).is_some_and(only_blanks) && is_end(self.behind.byte(bytes, at, 1))
            }
        }
    }

    /// The embedded language that ends at `end` is left; how many bytes of its closer are to be passed.
    pub fn leave(&mut self, end: usize) -> usize {
        let ended = |fence: &Fence| fence.found == Some(end);
        let Some(index) = self.fences.iter().position(ended) else { return 0 };
        let passed = self.fences[index].passed;
        let depth = self.fences[index].depth;
        while self.frames.len() > depth {
            self.pop();
        }
        self.fences.truncate(index);
        self.heredocs.clear();
        self.scalar = None;
        self.running = false;
        passed
    }
}

impl Run<'_> {
    /// A language begins where the lexer stands.
    pub fn embed(&mut self, grammar: &'static Grammar, closer: Closer) {
        if self.is_full() || self.lexer.fences.len() >= LEVELS {
            return;
        }
        let depth = self.lexer.frames.len();
        self.push(Frame::code(grammar));
        self.lexer.fences.push(Fence { depth, closer, found: None, passed: 0, scanned: self.lexer.at });
        self.lexer.running = false;
    }
}

fn passed(closer: Closer, rest: &[u8]) -> usize {
    match closer {
        Closer::Tag(_) | Closer::Margin(_) => 0,
        Closer::Ticks(byte, _) => rest.iter().take(LOOK).take_while(|one| **one == byte).count(),
        Closer::Line(line) => line.len(),
    }
}

fn ends_element(rest: &[u8], name: &[u8]) -> bool {
    let own = rest.strip_prefix(b"</").unwrap_or(&[]);
    own.len() >= name.len()
        && own[..name.len()].eq_ignore_ascii_case(name)
        && own.get(name.len()).is_none_or(|byte| is_blank(*byte) || is_end(*byte) || matches!(byte, b'>' | b'/'))
}

fn only_blanks(rest: &[u8]) -> bool {
    rest.iter().find(|byte| !is_blank(**byte)).is_none_or(|byte| is_end(*byte))
}
