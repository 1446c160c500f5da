//! `trace`, dialect `hash`: `#TYPE-123`.

use std::borrow::Cow;

use memchr::memchr;

use crate::describe::describe_all;
use crate::lines::{is_word, run};
use crate::{Found, Line};

pub fn judge<'l>(line: Line<'l>, found: &mut Vec<Found<'l>>) {
    let first = found.len();
    let mut at = 0;
    while let Some(next) = memchr(b'#', &line.bytes[at..]) {
        let tag = look(line.bytes, at + next);
        at = tag.as_ref().map_or(at + next + 1, |tag| tag.span.end);
        found.extend(tag);
    }
    describe_all(line.bytes, &mut found[first..]);
}

fn look(bytes: &[u8], at: usize) -> Option<Found<'_>> {
    if at > 0 && is_word(bytes[at - 1]) {
        return None;
    }
    let dash = at + 1 + run(bytes, at + 1, |byte| byte.is_ascii_uppercase());
    if dash == at + 1 || bytes.get(dash) != Some(&b'-') {
        return None;
    }
    let end = dash + 1 + run(bytes, dash + 1, |byte| byte.is_ascii_digit());
    if end == dash + 1 || bytes.get(end).is_some_and(|&byte| is_word(byte)) {
        return None;
    }
    Some(Found {
        span: at..end,
        kind: Cow::Borrowed(&bytes[at + 1..dash]),
        name: Cow::Borrowed(&bytes[dash + 1..end]),
        text: Cow::Borrowed(b""),
        fields: Vec::new(),
    })
}
