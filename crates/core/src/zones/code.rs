//! Code and prose: on to the next byte at which a rule may begin.

use super::behind::{is_blank, is_end};
use super::rule::{BRACKET, NONE};
use super::{At, Frame, Grammar, Rule, Run, State, Zone};

impl Run<'_> {
    /// Passes code up to the first region, or the end of what can be decided.
    pub fn code(&mut self, grammar: &'static Grammar, open: u8, close: u8) {
        let mask = if close == 0 { NONE } else { NONE | BRACKET };
        let mut at = self.lexer.at;
        loop {
            at += skip(grammar, mask, &self.bytes[at..self.safe]);
            if at >= self.safe {
                return self.settle(at);
            }
            let byte = self.bytes[at];
            if self.rules(grammar, grammar.class[byte as usize] & NONE, at) {
                return;
            }
            if close != 0 && self.bracket(byte, at, open, close) {
                return;
            }
            at += 1;
        }
    }

    /// Tries the rules that may begin at `at`.
    fn rules(&mut self, grammar: &'static Grammar, class: u8, at: usize) -> bool {
        if class == 0 {
            return false;
        }
        let byte = self.bytes[at];
        let rules = &grammar.rules[class as usize - 1..];
        for rule in rules.iter().take_while(|rule| rule.open[0].eq_ignore_ascii_case(&byte)) {
            if self.fits(rule, at) && self.open(grammar, rule, at) {
                return true;
            }
        }
        false
    }

    fn open(&mut self, grammar: &'static Grammar, rule: &'static Rule, at: usize) -> bool {
        if let Some(hook) = rule.hook {
            return hook(self, rule, at);
        }
        if self.is_full() {
            return false;
        }
        self.begin(rule.zone(), at, rule.open.len());
        self.push(Frame::region(grammar, rule));
        true
    }

    /// Counts the brackets of an interpolation; whether this was the last.
    fn bracket(&mut self, byte: u8, at: usize, open: u8, close: u8) -> bool {
        let frame = self.lexer.frames.last_mut().expect("the first frame is never popped");
        if byte == open {
            frame.depth = frame.depth.saturating_add(1);
        } else if byte == close && frame.depth > 0 {
            frame.depth -= 1;
        } else if byte == close {
            self.settle(at);
            self.pop();
            self.lexer.running = false;
            // Code goes on behind the bracket; a region counts it as its own.
            if matches!(self.frame().state, State::Code { .. }) {
                self.lexer.at += 1;
                self.lexer.behind.passed(Zone::String, at + 1);
            }
            return true;
        }
        false
    }

    /// Whether the rule's opener stands at `at`, where it may.
    pub fn fits(&self, rule: &Rule, at: usize) -> bool {
        self.has(rule.open, at, rule.fold) && self.may(rule.at, at, rule.open.len()) && self.prefixed(rule, at)
    }

    /// Whether the token stands at `at`.
    pub fn has(&self, token: &[u8], at: usize, fold: bool) -> bool {
        let Some(own) = self.bytes.get(at..at + token.len()) else { return false };
        // Tokens are short: no call is worth it.
        own.iter().zip(token).all(|(a, b)| a == b || (fold && a.eq_ignore_ascii_case(b)))
    }

    /// Whether something of that length may stand at `at`.
    pub fn may(&self, place: At, at: usize, length: usize) -> bool {
        let before = || self.lexer.behind.byte(self.bytes, at, 1);
        match place {
            At::Anywhere => true,
            At::Column1 => is_end(before()),
            At::Column7 => self.lexer.behind.column(self.bytes, at, 7),
            At::Blank => self.lexer.behind.blank(self.bytes, at),
            At::Word => is_blank(before()) || is_end(before()),
            At::Token => is_blank(before()) || is_end(before()) || b";&|()<>".contains(&before()),
            At::Value => self.is_value(at),
            At::Alone => self.lexer.behind.blank(self.bytes, at) && self.alone(at + length),
        }
    }

    /// Whether only blanks stand between `at` and the line's end, so near that it can be told.
    fn alone(&self, at: usize) -> bool {
        let rest = &self.bytes[at.min(self.bytes.len())..self.bytes.len().min(at + super::LOOK / 2)];
        rest.iter().find(|byte| !is_blank(**byte)).is_none_or(|byte| is_end(*byte))
    }

    fn prefixed(&self, rule: &Rule, at: usize) -> bool {
        if rule.prefixes.is_empty() {
            return true;
        }
        let behind = &self.lexer.behind;
        let length = behind.word(self.bytes, at);
        let is = |prefix: &&[u8]| {
            prefix.len() == length
                && prefix.iter().rev().zip(1..).all(|(byte, back)| behind.byte(self.bytes, at, back) == *byte)
        };
        rule.prefixes.iter().any(is)
    }
}

/// How many bytes no rule begins with.
fn skip(grammar: &Grammar, mask: u8, bytes: &[u8]) -> usize {
    if let (Some([a, b, c]), NONE) = (grammar.few, mask) {
        return memchr::memchr3(a, b, c, bytes).unwrap_or(bytes.len());
    }
    let class = &grammar.class;
    bytes.iter().position(|byte| class[*byte as usize] & mask != 0).unwrap_or(bytes.len())
}
