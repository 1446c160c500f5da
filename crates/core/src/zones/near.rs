//! Hooks that look at what stands near, on the same line.

use super::behind::{is_end, is_word};
use super::{LOOK, Rule, Run, Zone};

/// How far `dashes` looks for the end of a run: a longer one is a comment.
const DASHES: usize = 64;

/// Whether the byte can be part of an operator of Haskell.
fn is_symbol(byte: u8) -> bool {
    b"!#$%&*+./<=>?@\\^|~:-".contains(&byte)
}

/// Passes over operators that hold two dashes: `-->`, `|--`. What is not taken is a comment.
pub fn dashes(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    let rest = &run.bytes[at..run.bytes.len().min(at + DASHES)];
    let length = rest.iter().take_while(|byte| **byte == b'-').count();
    let after = rest.get(length).is_some_and(|byte| is_symbol(*byte));
    if !after && !is_symbol(run.lexer.behind.byte(run.bytes, at, 1)) {
        return false;
    }
    run.settle(at + length);
    true
}

/// How many bytes stand before the quote that closes what begins at `from`, on its line and near.
pub fn pair(bytes: &[u8], from: usize, end: usize) -> Option<usize> {
    let mut escaped = false;
    let line = bytes[from..end].iter().take_while(|byte| !is_end(**byte));
    line.enumerate().find_map(|(length, byte)| {
        let closes = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        closes.then_some(length)
    })
}

/// A string that ends on its line, where a quote without a second one begins a comment: Vim's.
pub fn paired(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    if run.lexer.behind.blank(run.bytes, at) {
        return false;
    }
    let content = at + rule.open.len();
    let Some(length) = pair(run.bytes, content, run.bytes.len().min(at + LOOK)) else { return false };
    run.begin(Zone::String, at, 1);
    run.end(Zone::String, content + length + 1, 1);
    true
}

/// Passes over what `.. ` begins in reStructuredText when that is no comment: targets, footnotes, substitutions, directives.
pub fn explicit(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let content = at + rule.open.len();
    let rest = &run.bytes[content..run.bytes.len().min(at + LOOK)];
    let named = |byte: &u8| is_word(*byte) || b"-+.".contains(byte);
    let length = rest.iter().take_while(|byte| named(byte)).count();
    let comment = !rest.first().is_some_and(|byte| b"_[|".contains(byte)) && !rest[length..].starts_with(b"::");
    if comment {
        return false;
    }
    run.settle(content);
    true
}
