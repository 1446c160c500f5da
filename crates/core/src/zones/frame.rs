//! What the lexer is in: code, or a region of it, one inside the other.

use super::quote::Quote;
use super::{Grammar, Rule, Zone};

/// One level of nesting.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub grammar: &'static Grammar,
    pub state: State,
    /// Openers of the same sort that wait for their closer.
    pub depth: u32,
    /// How many bytes of marks there were before; the rest is this frame's closer.
    pub marks: usize,
}

/// What a frame holds.
#[derive(Clone, Copy, Debug)]
pub enum State {
    /// Code, or prose. The brackets are those that end it, where it is an interpolation; else 0.
    Code { open: u8, close: u8 },
    /// A comment or a string.
    Region(&'static Rule),
    /// A region of that zone up to a closer that the content chose.
    Mark(Zone),
    /// The body of a here-document.
    Heredoc,
    /// Lines of that zone that are indented by at least so many columns (0: not known yet, but more than `header`).
    Indent { zone: Zone, least: u32, header: u32 },
    /// A literal between delimiters of the content's choice.
    Quote(Quote),
}

impl Frame {
    pub const fn code(grammar: &'static Grammar) -> Self {
        Self { grammar, state: State::Code { open: 0, close: 0 }, depth: 0, marks: 0 }
    }

    /// Code inside a region, up to the bracket that matches the last byte of `inner.0`.
    pub fn inner(grammar: &'static Grammar, rule: &Rule) -> Self {
        let bracket = |token: &[u8]| token.last().copied().unwrap_or(0);
        let state = State::Code { open: bracket(rule.inner.0), close: bracket(rule.inner.1) };
        Self { grammar, state, depth: 0, marks: 0 }
    }

    /// Code of a language between brackets, the first of which has been passed.
    pub const fn between(grammar: &'static Grammar, open: u8, close: u8, depth: u32) -> Self {
        Self { grammar, state: State::Code { open, close }, depth, marks: 0 }
    }

    pub const fn of(grammar: &'static Grammar, state: State) -> Self {
        Self { grammar, state, depth: 0, marks: 0 }
    }

    pub const fn region(grammar: &'static Grammar, rule: &'static Rule) -> Self {
        Self { grammar, state: State::Region(rule), depth: 0, marks: 0 }
    }
}
