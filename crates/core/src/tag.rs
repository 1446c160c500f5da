//! `trace`, dialect `tag`: `@TAG[TYPE:ID] description`.

use std::borrow::Cow;

use memchr::{memchr2_iter, memmem};

use crate::describe::describe_all;
use crate::lines::{is_blank, run, trim};
use crate::{Code, Found, Line, Miss};

const MARK: &[u8] = b"@TAG";
const OPEN: &[u8] = b"@TAG[";

/// What stands at one `@TAG`, and where to go on.
enum Verdict<'l> {
    Tag(Found<'l>),
    Miss(Miss),
    Nothing(usize),
}

pub fn judge<'l>(line: Line<'l>, found: &mut Vec<Found<'l>>, misses: &mut Vec<Miss>) {
    let first = found.len();
    let mut at = 0;
    while let Some(next) = memmem::find(&line.bytes[at..], MARK) {
        match look(line.bytes, at + next) {
            Verdict::Tag(tag) => {
                at = tag.span.end;
                found.push(tag);
            }
            Verdict::Miss(miss) => {
                at = resume(line.bytes, &miss);
                misses.push(miss);
            }
            Verdict::Nothing(end) => at = end,
        }
    }
    describe_all(line.bytes, &mut found[first..]);
}

/// An unclosed tag's span ends before the blanks that precede what ended it.
fn resume(bytes: &[u8], miss: &Miss) -> usize {
    miss.span.end + run(bytes, miss.span.end, is_blank)
}

fn look(bytes: &[u8], at: usize) -> Verdict<'_> {
    let open = at + MARK.len();
    let blanks = run(bytes, open, is_blank);
    match bytes.get(open + blanks) {
        Some(b'[') if blanks > 0 => miss(at, open + blanks + 1, Code::TagSpace),
        Some(b'[') => inside(bytes, at, open + 1),
        _ => Verdict::Nothing(open),
    }
}

fn inside(bytes: &[u8], at: usize, from: usize) -> Verdict<'_> {
    // Whichever comes first, and no further: looking for one of them to the line's end at every tag would be quadratic.
    let ends = |end: &usize| bytes[*end] == b']' || bytes[*end..].starts_with(OPEN);
    match memchr2_iter(b']', b'@', &bytes[from..]).map(|end| from + end).find(ends) {
        Some(close) if bytes[close] == b']' => content(bytes, at, from, close),
        end => {
            let end = end.unwrap_or(bytes.len());
            let blanks = bytes[from..end].iter().rev().take_while(|&&byte| is_blank(byte)).count();
            miss(at, end - blanks, Code::TagUnclosed)
        }
    }
}

fn content(bytes: &[u8], at: usize, from: usize, close: usize) -> Verdict<'_> {
    let raw = &bytes[from..close];
    let colon = run(raw, 0, |byte| byte.is_ascii_uppercase());
    if colon == 0 || raw.get(colon) != Some(&b':') {
        return miss(at, close + 1, Code::TagType);
    }
    let name = trim(&raw[colon + 1..]);
    if name.is_empty() {
        return miss(at, close + 1, Code::TagId);
    }
    Verdict::Tag(Found {
        span: at..close + 1,
        kind: Cow::Borrowed(&raw[..colon]),
        name: Cow::Borrowed(name),
        text: Cow::Borrowed(b""),
        fields: vec![Some(Cow::Borrowed(raw))],
    })
}

fn miss<'l>(start: usize, end: usize, code: Code) -> Verdict<'l> {
    Verdict::Miss(Miss { span: start..end, code, detail: "" })
}
