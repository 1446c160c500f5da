//! `trace`, dialect `moai`: `@TYPE:DOMAIN-001`, on CODE with an optional `:SUB`.

use std::borrow::Cow;

use memchr::memchr;

use crate::describe::describe_all;
use crate::lines::{is_word, run};
use crate::{Code, Found, Line, Miss};

const TYPES: [&[u8]; 4] = [b"SPEC", b"CODE", b"TEST", b"DOC"];

pub fn judge<'l>(line: Line<'l>, found: &mut Vec<Found<'l>>, misses: &mut Vec<Miss>) {
    let first = found.len();
    let mut at = 0;
    while let Some(next) = memchr(b'@', &line.bytes[at..]) {
        let mark = at + next;
        at = mark + 1;
        let Some(colon) = head(line.bytes, mark) else { continue };
        at = colon + 1;
        match tail(line.bytes, mark, colon) {
            Some(tag) => {
                at = tag.span.end;
                found.push(tag);
            }
            None => misses.push(Miss { span: mark..colon + 1, code: Code::TagForm, detail: "moai" }),
        }
    }
    describe_all(line.bytes, &mut found[first..]);
}

/// Where the colon after `@TYPE` stands.
fn head(bytes: &[u8], mark: usize) -> Option<usize> {
    let rest = &bytes[mark + 1..];
    let kind = TYPES.iter().find(|kind| rest.starts_with(kind))?;
    let colon = mark + 1 + kind.len();
    (bytes.get(colon) == Some(&b':')).then_some(colon)
}

fn tail(bytes: &[u8], mark: usize, colon: usize) -> Option<Found<'_>> {
    let end = id(bytes, colon + 1)?;
    let kind = &bytes[mark + 1..colon];
    let sub = if kind == b"CODE" { sub(bytes, end) } else { None };
    Some(Found {
        span: mark..sub.unwrap_or(end),
        kind: Cow::Borrowed(kind),
        name: Cow::Borrowed(&bytes[colon + 1..end]),
        text: Cow::Borrowed(b""),
        fields: vec![sub.map(|sub| Cow::Borrowed(&bytes[end + 1..sub]))],
    })
}

/// Where `[A-Z]+(-[A-Z]+)*-[0-9]{3,}` from `at` ends.
fn id(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let letters = run(bytes, at, |byte| byte.is_ascii_uppercase());
        if letters == 0 || bytes.get(at + letters) != Some(&b'-') {
            return None;
        }
        at += letters + 1;
        let digits = run(bytes, at, |byte| byte.is_ascii_digit());
        if digits > 0 {
            let end = at + digits;
            let bounded = !bytes.get(end).is_some_and(|&byte| is_word(byte));
            return (digits >= 3 && bounded).then_some(end);
        }
    }
}

/// Where `:[A-Z]+` from `at` ends.
fn sub(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b':') {
        return None;
    }
    let end = at + 1 + run(bytes, at + 1, |byte| byte.is_ascii_uppercase());
    (end > at + 1 && !bytes.get(end).is_some_and(|&byte| is_word(byte))).then_some(end)
}
