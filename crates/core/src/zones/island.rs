//! PHP: code wherever it stands in the text around it, be that a tag or a string of a script.

use super::behind::{is_blank, is_end};
use super::{DEPTH, Frame, Kind, LOOK, Language, Lexer, State, View};

/// Where the next one begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sea {
    found: Option<usize>,
    /// Up to where it has been looked for.
    scanned: usize,
    /// How many frames there are in the one that has begun; 0: none has.
    depth: usize,
}

impl Sea {
    pub fn shift(&mut self, by: usize) {
        self.scanned = self.scanned.saturating_sub(by);
        self.found = self.found.map(|at| at.saturating_sub(by));
    }

    /// So many frames are left.
    pub const fn popped(&mut self, frames: usize) {
        if frames < self.depth {
            self.depth = 0;
        }
    }

    pub const fn is_left(self) -> bool {
        self.depth == 0
    }
}

/// The length of `<?php`, `<?=` or `<?` and white space; 0 if `bytes` begin with something else.
fn opener(bytes: &[u8]) -> usize {
    let ends = |at: usize| bytes.get(at).is_none_or(|byte| is_blank(*byte) || is_end(*byte));
    match bytes {
        [b'<', b'?', b'=', ..] => 3,
        [b'<', b'?', name @ ..] if name.len() >= 3 && name[..3].eq_ignore_ascii_case(b"php") && ends(5) => 5,
        [b'<', b'?', ..] if ends(2) => 2,
        _ => 0,
    }
}

impl Lexer {
    /// The language of islands here, if there can be any.
    fn islands(&self) -> Option<&'static [u8]> {
        let names = self.frames.iter().rev().map(|frame| frame.grammar.islands);
        names.into_iter().find(|name| !name.is_empty()).filter(|_| self.sea.is_left())
    }

    /// What a block comment holds is commented out, islands too.
    fn is_commented(&self) -> bool {
        self.frames.last().is_some_and(|frame| matches!(frame.state, State::Region(rule) if rule.kind == Kind::Block))
    }

    /// What is seen before the next island.
    pub(crate) fn shore<'v>(&mut self, whole: View<'v>) -> View<'v> {
        if self.islands().is_none() {
            return whole;
        }
        if self.sea.found.is_none() {
            let edge = whole.safe.min(whole.to.saturating_add(2 * LOOK));
            let from = self.sea.scanned.max(self.at).min(edge);
            let mut signs = memchr::memchr_iter(b'<', &whole.bytes[from..edge]).map(|at| from + at);
            self.sea.found = signs.find(|at| opener(&whole.bytes[*at..]) > 0);
            self.sea.scanned = edge;
        }
        match self.sea.found {
            Some(at) => View { bytes: &whole.bytes[..at], safe: at, ..whole },
            None => View { safe: whole.inside(), ..whole },
        }
    }

    /// The island that begins at `at` is entered, if one does.
    pub(crate) fn land(&mut self, bytes: &[u8], at: usize) -> bool {
        if self.sea.found != Some(at) {
            return false;
        }
        let language = self.islands().filter(|_| !self.is_commented());
        self.sea.found = None;
        self.sea.scanned = at + 1;
        if let (Some(name), true) = (language, self.frames.len() < DEPTH) {
            let marks = self.marks.len();
            self.frames.push(Frame { marks, ..Frame::code(Language::part(name)) });
            self.sea.depth = self.frames.len();
            self.at = at + opener(&bytes[at..]);
            self.running = false;
        }
        true
    }
}
