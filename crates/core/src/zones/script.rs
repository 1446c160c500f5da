//! JavaScript and its kin: whether a slash begins a regular expression, and the elements of JSX.

use super::behind::{is_blank, is_end, is_word};
use super::frame::{Frame, State};
use super::{Grammar, LOOK, Language, Rule, Run, Zone};

/// Words behind which an expression begins.
const BEFORE: &[&[u8]] = &[
    b"await",
    b"case",
    b"default",
    b"delete",
    b"do",
    b"else",
    b"in",
    b"instanceof",
    b"new",
    b"of",
    b"return",
    b"throw",
    b"typeof",
    b"void",
    b"yield",
];
/// Words whose parentheses a statement follows.
const HEADS: &[&[u8]] = &[b"for", b"if", b"while", b"with"];

fn is_name(byte: u8) -> bool {
    is_word(byte) || byte == b'$'
}

/// The word at the end of the code, if no dot makes a property of it.
fn word(code: &[u8]) -> &[u8] {
    let start = code.iter().rposition(|byte| !is_name(*byte)).map_or(0, |at| at + 1);
    match start.checked_sub(1).map(|before| code[before]) {
        Some(b'.') => &[],
        _ => &code[start..],
    }
}

/// Whether the parenthesis that ends the code closes the head of a statement; one that opens too far before it does not.
fn heads(code: &[u8]) -> bool {
    let mut depth = 0_u32;
    for (at, byte) in code.iter().enumerate().rev() {
        match byte {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return HEADS.contains(&word(code[..at].trim_ascii_end()));
        }
    }
    false
}

/// Whether an expression may begin behind the code, so that a slash there divides nothing.
fn begins(code: &[u8]) -> bool {
    let code = code.trim_ascii_end();
    match code {
        [.., b')'] => heads(code),
        [.., b']' | b'"' | b'<'] | [.., b'+', b'+'] | [.., b'-', b'-'] => false,
        [.., b'.', b'.', b'.'] => true,
        [.., b'.'] => false,
        [before @ .., b'!'] => {
            before.last().is_none_or(|byte| !b")]\"".contains(byte) && !is_name(*byte)) || known(before)
        }
        [.., last] if is_name(*last) => known(code),
        _ => true,
    }
}

fn known(code: &[u8]) -> bool {
    BEFORE.contains(&word(code))
}

/// A regular expression, where an expression may begin.
pub fn regex(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    if run.is_full()
        || matches!(run.bytes.get(at + 1), Some(b'/' | b'*'))
        || !begins(run.lexer.behind.tail(run.bytes, at))
    {
        return false;
    }
    run.begin(Zone::String, at, 1);
    let frame = Frame::region(run.frame().grammar, rule);
    run.push(frame);
    true
}

fn part(name: &[u8]) -> &'static Grammar {
    Language::named(name).expect("the table has a row for it").grammar()
}

/// Whether what stands behind `<` is a type's parameters: `<T,>`, `<T extends …>`, and `<T>(` in types; but
/// `<Bold>(text)</Bold>` is an element.
fn is_generic(name: &[u8], rest: &[u8]) -> bool {
    let after = &rest[rest.iter().take_while(|byte| is_blank(**byte)).count()..];
    match after {
        [b',' | b'=', ..] => true,
        [b'>', b'(', ..] => after.len() == rest.len() && name[0].is_ascii_uppercase() && !closes(rest, name),
        _ => after.strip_prefix(b"extends").is_some_and(|more| more.first().is_some_and(|byte| is_blank(*byte))),
    }
}

/// Whether the closing tag of that name stands in `rest`.
fn closes(rest: &[u8], name: &[u8]) -> bool {
    memchr::memmem::find_iter(rest, b"</").any(|at| rest[at + 2..].starts_with(name))
}

/// What stands on the line from `at` on, as far as a decision may look.
fn ahead(bytes: &[u8], at: usize) -> &[u8] {
    let rest = &bytes[at..bytes.len().min(at + LOOK / 2)];
    &rest[..rest.iter().position(|byte| is_end(*byte)).unwrap_or(rest.len())]
}

/// Whether an element, or a fragment, begins with the `<` before `at`.
fn is_element(run: &Run<'_>, at: usize) -> bool {
    let rest = ahead(run.bytes, at);
    let length = rest.iter().take_while(|byte| is_name(**byte)).count();
    match rest.first() {
        Some(b'>') => true,
        Some(first) if length > 0 && !first.is_ascii_digit() => !is_generic(&rest[..length], &rest[length..]),
        _ => false,
    }
}

/// An element in an expression's place.
pub fn element(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    if run.is_full() || !is_element(run, at + 1) {
        return false;
    }
    let code = run.lexer.behind.tail(run.bytes, at);
    if !begins(code) || word(code.trim_ascii_end()) == b"new" {
        return false;
    }
    run.settle(at + 1);
    run.push(Frame::code(part(b"jsx tag")));
    true
}

/// An expression in braces: code of the language that the elements stand in.
fn expression(run: &mut Run<'_>) -> bool {
    let outside = |frame: &&Frame| !frame.grammar.part;
    let Some(frame) = run.lexer.frames.iter().rev().find(outside) else { return false };
    let state = State::Code { open: b'{', close: b'}' };
    let frame = Frame::of(frame.grammar, state);
    run.push(frame);
    true
}

/// The `>` of a type's arguments, or of the tag.
fn more(run: &mut Run<'_>, at: usize) -> bool {
    let arrow = run.lexer.behind.byte(run.bytes, at, 1) == b'=';
    let depth = run.depth();
    if *depth > 0 {
        *depth -= u32::from(!arrow);
        return false;
    }
    run.settle(at + 1);
    run.pop();
    run.push(Frame::code(part(b"jsx text")));
    true
}

/// Inside of `<name …>`.
pub fn inside(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    match rule.open {
        b"/>" => leave(run, at + 2),
        b">" => more(run, at),
        b"{" if !run.is_full() => {
            run.settle(at + 1);
            expression(run)
        }
        b"<" => {
            let depth = run.depth();
            *depth = depth.saturating_add(1);
            false
        }
        _ => false,
    }
}

/// Inside of `</name>`.
pub fn closing(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    leave(run, at + rule.open.len())
}

/// The element ends at `end`: an operand, to the code around it.
fn leave(run: &mut Run<'_>, end: usize) -> bool {
    run.settle(end);
    run.pop();
    run.lexer.behind.passed(Zone::String, end);
    true
}

/// Whether a tag, or an expression, can begin between tags.
fn opens(run: &Run<'_>, open: &[u8], at: usize) -> bool {
    let next = run.bytes.get(at + 1).copied().unwrap_or(0);
    match open {
        b"<" => !run.is_full() && (is_name(next) || next == b'>'),
        b"{" => !run.is_full(),
        _ => true,
    }
}

/// Between tags.
pub fn between(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    if !opens(run, rule.open, at) {
        return false;
    }
    run.settle(at);
    run.lexer.running = false;
    run.lexer.at = at + rule.open.len();
    run.lexer.behind.jump(rule.open[0], run.lexer.at);
    match rule.open {
        b"{" => return expression(run),
        b"<" => run.push(Frame::code(part(b"jsx tag"))),
        b"</" => {
            run.pop();
            run.push(Frame::code(part(b"jsx tail")));
        }
        _ => {}
    }
    true
}
