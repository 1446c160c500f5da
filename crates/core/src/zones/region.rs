//! Comments and strings: on to their closer.

use super::behind::is_end;
use super::{Escape, Frame, Kind, LOOK, Rule, Run, near};

/// What a byte of a region means.
enum Step {
    /// Nothing: so many bytes on.
    Go(usize),
    /// The region ends behind so many bytes, its closer.
    Close(usize),
    /// Code begins behind so many bytes.
    Inner(usize),
}

impl Run<'_> {
    /// Passes a region up to its closer, or the end of what can be decided.
    pub fn region(&mut self, frame: &Frame, rule: &'static Rule) {
        let zone = rule.zone();
        let mut at = self.lexer.at;
        loop {
            at += self.quiet(frame, rule, at);
            if at >= self.safe {
                return self.extend(zone, at);
            }
            match self.step(rule, at) {
                Step::Go(by) => at += by,
                Step::Close(length) => {
                    self.pop();
                    return self.end(zone, at + length, length);
                }
                Step::Inner(length) => {
                    if !self.is_full() {
                        self.push(Frame::inner(frame.grammar, rule));
                        self.end(zone, at + length, 0);
                        return self.lexer.behind.jump(b'{', at + length);
                    }
                    at += length;
                }
            }
        }
    }

    /// How many bytes mean nothing. Comments, and strings of many lines, have long runs without a byte that means something.
    fn quiet(&self, frame: &Frame, rule: &Rule, at: usize) -> usize {
        let Some(rest) = self.bytes.get(at..self.safe) else { return 0 };
        let found = match (rule.stops, rule.close) {
            ([_], [first, second]) if rule.kind == Kind::Block => return self.pair(at, [*first, *second]),
            ([a], _) => memchr::memchr(*a, rest),
            ([a, b], _) => memchr::memchr2(*a, *b, rest),
            ([a, b, c], _) if rule.multiline || rule.kind == Kind::Line => memchr::memchr3(*a, *b, *c, rest),
            _ => rest.iter().position(|byte| frame.grammar.stops[*byte as usize] & rule.bit != 0),
        };
        found.unwrap_or(rest.len())
    }

    /// How many bytes stand before two bytes, of which the second is looked for: it is rare in the comments of C, stars are not.
    fn pair(&self, at: usize, closer: [u8; 2]) -> usize {
        let rest = &self.bytes[at..self.bytes.len().min(self.safe + 1)];
        let second = memchr::memchr_iter(closer[1], rest).find(|second| *second > 0 && rest[second - 1] == closer[0]);
        second.map_or(self.safe - at, |second| second - 1)
    }

    fn step(&mut self, rule: &Rule, at: usize) -> Step {
        let byte = self.bytes[at];
        if is_end(byte) && !rule.multiline && self.ends(at) {
            return Step::Close(0);
        }
        if let Some(token) = rule.keep.iter().find(|token| self.has(token, at, false)) {
            return Step::Go(token.len());
        }
        if rule.quote.first() == Some(&byte) {
            let end = self.bytes.len().min(at + LOOK);
            return Step::Go(near::pair(self.bytes, at + 1, end).map_or(1, |length| length + 2));
        }
        if !rule.close.is_empty()
            && self.has(rule.close, at, rule.fold)
            && self.may(rule.close_at, at, rule.close.len())
        {
            // What ends a line comment early is no part of it.
            return if rule.kind == Kind::Line { Step::Close(0) } else { self.closer(rule, at) };
        }
        if !rule.inner.0.is_empty() && self.has(rule.inner.0, at, false) {
            return Step::Inner(rule.inner.0.len());
        }
        if let Some(by) = self.escaped(rule.escape, byte, at) {
            return Step::Go(by);
        }
        if rule.set && matches!(byte, b'[' | b']') {
            *self.depth() = u32::from(byte == b'[');
        }
        if rule.nested && self.has(rule.open, at, rule.fold) && self.may(rule.at, at, rule.open.len()) {
            let frame = self.lexer.frames.last_mut().expect("the first frame is never popped");
            frame.depth = frame.depth.saturating_add(1);
            return Step::Go(rule.open.len());
        }
        Step::Go(1)
    }

    /// Whether the line's end begins at `at`: an LF after a CR is a part of it.
    pub fn ends(&self, at: usize) -> bool {
        match self.bytes[at] {
            b'\r' => true,
            byte => byte == b'\n' && self.lexer.behind.byte(self.bytes, at, 1) != b'\r',
        }
    }

    fn closer(&mut self, rule: &Rule, at: usize) -> Step {
        let length = rule.close.len();
        if rule.escape == Escape::Double && self.has(rule.close, at + length, false) {
            return Step::Go(2 * length);
        }
        if rule.late && self.has(rule.close, at + 1, false) {
            return Step::Go(1);
        }
        let frame = self.lexer.frames.last_mut().expect("the first frame is never popped");
        if frame.depth > 0 {
            frame.depth -= u32::from(!rule.set);
            return Step::Go(length);
        }
        Step::Close(length)
    }

    /// How many bytes an escape takes, if there is one at `at`.
    fn escaped(&self, escape: Escape, byte: u8, at: usize) -> Option<usize> {
        let sign = match escape {
            Escape::Backslash | Escape::Continue => b'\\',
            Escape::Backtick => b'`',
            Escape::None | Escape::Double => return None,
        };
        if byte != sign {
            return None;
        }
        match self.bytes.get(at + 1..) {
            Some([next, ..]) if is_end(*next) || escape != Escape::Continue => Some(2),
            _ => Some(1),
        }
    }
}
