//! What tables cannot say.

use super::behind::{is_end, is_word};
use super::{Escape, Rule, Run, Zone};

/// A character between quotes, where the same quote also means something else: lifetimes, type variables, attributes.
pub fn char(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let content = at + rule.open.len();
    let Some(length) = character(run, rule, content) else { return false };
    if !run.has(rule.close, content + length, false) {
        return false;
    }
    run.begin(Zone::String, at, rule.open.len());
    run.end(Zone::String, content + length + rule.close.len(), rule.close.len());
    true
}

/// The length of a character or of an escape like `\u{1F600}`.
fn character(run: &Run<'_>, rule: &Rule, at: usize) -> Option<usize> {
    let rest = run.bytes.get(at..run.bytes.len().min(at + 16))?;
    match rest {
        [b'\\', b'\n' | b'\r', ..] | [b'\n' | b'\r', ..] | [] => None,
        [b'\\', _, after @ ..] if rule.escape == Escape::Backslash => {
            rule.close.first().map_or(Some(2), |close| Some(2 + after.iter().position(|byte| byte == close)?))
        }
        [first, after @ ..] if *first >= 0x80 => Some(1 + after.iter().take_while(|byte| *byte & 0xc0 == 0x80).count()),
        _ => Some(1),
    }
}

/// What would mean something if it stood alone: an attribute's `#[`, a variable's `$#`.
pub fn pass(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    run.settle(at + rule.open.len());
    true
}

/// A byte behind a backslash, in code.
pub fn escaped(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let end = at + rule.open.len();
    let joins = run.bytes.get(end).is_none_or(|byte| is_end(*byte));
    run.settle(if joins { end } else { end + 1 });
    true
}

/// `?"` and the like, where no operand stands before and no word goes on: a character. Ruby.
pub fn letter(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let before = run.lexer.behind.byte(run.bytes, at, 1);
    let after = run.bytes.get(at + 2).copied().unwrap_or(b' ');
    if is_word(before) || b")]}'\"".contains(&before) || is_word(after) || after == rule.open[1] {
        return false;
    }
    run.begin(Zone::String, at, 1);
    run.end(Zone::String, at + 2, 0);
    true
}
