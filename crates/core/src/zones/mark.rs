//! Regions whose closer the content chose.

use super::{Frame, Kind, Rule, Run, State, Zone};

/// The longest closer.
pub const MOST: usize = 255;

impl Run<'_> {
    /// Begins a region at `at` behind `open` bytes, up to that closer.
    pub fn begin_mark(&mut self, zone: Zone, at: usize, open: usize, closer: &[u8]) -> bool {
        if self.is_full() || closer.is_empty() || closer.len() > MOST {
            return false;
        }
        let grammar = self.frame().grammar;
        self.begin(zone, at, open);
        self.push(Frame::of(grammar, State::Mark(zone)));
        self.lexer.marks.extend_from_slice(closer);
        true
    }

    /// Passes such a region up to its closer, or the end of what can be decided.
    pub fn mark(&mut self, frame: &Frame, zone: Zone) {
        let mark = &self.lexer.marks[frame.marks..];
        let (mut at, first) = (self.lexer.at, mark[0]);
        loop {
            let rest = self.bytes.get(at..self.safe).unwrap_or(&[]);
            let Some(found) = memchr::memchr(first, rest) else {
                return self.extend(zone, at + rest.len());
            };
            at += found;
            if self.bytes[at..].starts_with(mark) {
                let length = mark.len();
                self.pop();
                return self.end(zone, at + length, length);
            }
            at += 1;
        }
    }
}

/// A long bracket, `[==[` up to `]==]`; the opener of the rule ends before its first bracket. Lua, CMake.
pub fn bracket(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let rest = &run.bytes[at + rule.open.len() - 1..];
    let equals = rest[1..].iter().take(MOST - 2).take_while(|byte| **byte == b'=').count();
    if rest.get(1 + equals) != Some(&b'[') {
        return false;
    }
    let mut closer = [b'='; MOST];
    closer[0] = b']';
    closer[equals + 1] = b']';
    let zone = if rule.open.len() > 1 { Zone::Comment } else { Zone::String };
    debug_assert!(rule.kind == Kind::Hook, "only hooks call this");
    run.begin_mark(zone, at, rule.open.len() + equals + 1, &closer[..equals + 2])
}

/// A dollar quote, `$$` or `$tag$` up to the same. SQL of PostgreSQL.
pub fn dollar(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    let own = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    let word = run.bytes[at + 1..].iter().take(MOST - 2).take_while(|byte| own(byte)).count();
    let length = word + 2;
    let (bytes, first) = (run.bytes, run.bytes.get(at + 1).copied().unwrap_or(0));
    if bytes.get(at + length - 1) != Some(&b'$') || first.is_ascii_digit() || run.lexer.behind.word(bytes, at) > 0 {
        return false;
    }
    run.begin_mark(Zone::String, at, length, &bytes[at..at + length])
}

/// A raw string, `R"word(` up to `)word"`; the rule's opener is its quote. C++.
pub fn parenthesis(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let rest = &run.bytes[at + rule.open.len()..];
    let word = rest.iter().take(17).take_while(|byte| !b"() \\\"\t\n\r\x0b\x0c".contains(byte)).count();
    if word > 16 || rest.get(word) != Some(&b'(') {
        return false;
    }
    let mut closer = [b')'; 18];
    closer[1..=word].copy_from_slice(&rest[..word]);
    closer[word + 1] = b'"';
    run.begin_mark(Zone::String, at, word + 2, &closer[..word + 2])
}

/// A raw string, `r##"` up to `"##`; the rule's opener is the first hash. Rust.
pub fn hashes(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    let count = run.bytes[at..].iter().take(MOST).take_while(|byte| **byte == b'#').count();
    if count == MOST || run.bytes.get(at + count) != Some(&b'"') {
        return false;
    }
    let mut closer = [b'#'; MOST];
    closer[0] = b'"';
    run.begin_mark(Zone::String, at, count + 1, &closer[..=count])
}
