//! Prose with code in it. Markdown: fenced code in other languages, code in the text, front matter. Literate Haskell: its two ways.

use super::behind::{is_blank, is_end};
use super::embed::Closer;
use super::{LOOK, Language, Rule, Run};

/// The longest name of a language after a fence.
const NAME: usize = 32;

/// A line of three or more backticks or tildes opens code, up to a line of as many.
pub fn fence(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let byte = rule.open[0];
    let rest = &run.bytes[at..run.bytes.len().min(at + LOOK)];
    let count = rest.iter().take_while(|one| **one == byte).count();
    let end = rest.iter().position(|one| is_end(*one)).unwrap_or(rest.len());
    let info = &rest[count..end];
    if byte == b'`' && info.contains(&b'`') {
        return false;
    }
    let language = Language::named(name(info));
    let unknown =
        if info.iter().all(|one| is_blank(*one)) { Language::part(b"plain") } else { Language::GENERIC.grammar() };
    run.settle(at + end);
    run.embed(language.map_or(unknown, Language::grammar), Closer::Ticks(byte, count));
    true
}

/// The language in an info string: `js`, `{.python #id}`, `rust,ignore`, `ts:file.ts`.
fn name(info: &[u8]) -> &[u8] {
    let start = info.iter().position(|byte| !is_blank(*byte) && !b"{.".contains(byte)).unwrap_or(info.len());
    let rest = &info[start..];
    let end = rest.iter().take(NAME).position(|byte| is_blank(*byte) || b"{},:;\"'".contains(byte));
    &rest[..end.unwrap_or(rest.len().min(NAME))]
}

/// Code in the text, between as many backticks, on one line: what it holds means nothing.
pub fn ticks(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    let rest = &run.bytes[at..run.bytes.len().min(at + LOOK / 2)];
    let count = rest.iter().take_while(|byte| **byte == b'`').count();
    // Where nothing closes it, its backticks are passed at once, so that each is looked at once.
    run.settle(at + closing(rest, count).unwrap_or(count));
    true
}

/// Behind the first run of so many backticks after the first so many bytes, on the same line.
fn closing(line: &[u8], count: usize) -> Option<usize> {
    let mut from = count;
    while from < line.len() && !is_end(line[from]) {
        let length = line[from..].iter().take_while(|byte| **byte == b'`').count();
        from += length.max(1);
        if length == count {
            return Some(from);
        }
    }
    None
}

/// A line that opens code, up to a line that closes it.
pub fn environment(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    run.settle(at + rule.open.len());
    run.embed(Language::part(rule.embed), Closer::Line(rule.close));
    true
}

/// Lines that begin with the same byte are code.
pub fn birds(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    run.settle(at + rule.open.len());
    run.embed(Language::part(rule.embed), Closer::Margin(rule.open[0]));
    true
}

/// `---` at a content's start: front matter, up to the next such line.
pub fn front(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    if at + run.lexer.dropped > 0 {
        return false;
    }
    run.settle(at + rule.open.len());
    run.embed(Language::part(rule.embed), Closer::Line(rule.open));
    true
}
