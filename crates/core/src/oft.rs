//! `trace`, dialect `oft`: OpenFastTrace's tags, `[type~name~rev->type~name~rev>>type,type]`.

use std::borrow::Cow;

use memchr::memchr;

use crate::describe::describe_all;
use crate::lines::{is_blank, run};
use crate::unicode::{decode, is_alphabetic, is_word};
use crate::{Code, Found, Line, Miss};

pub fn judge<'l>(line: Line<'l>, found: &mut Vec<Found<'l>>, misses: &mut Vec<Miss>) {
    let first = found.len();
    let mut at = 0;
    while let Some(next) = memchr(b'[', &line.bytes[at..]) {
        let open = at + next;
        at = open + 1;
        let mut cursor = Cursor { bytes: line.bytes, at };
        let Some(head) = head(&mut cursor) else { continue };
        let arrow = cursor.at;
        if let Some(tail) = tail(&mut cursor) {
            at = cursor.at;
            let index = found.len() - first;
            found.push(tag(line, open..at, &head, tail, index));
        } else {
            misses.push(Miss { span: open..arrow, code: Code::TagForm, detail: "oft" });
        }
    }
    describe_all(line.bytes, &mut found[first..]);
}

/// What stands before the arrow.
struct Head<'l> {
    kind: &'l [u8],
    name: &'l [u8],
    revision: &'l [u8],
}

/// What stands after the arrow.
struct Tail<'l> {
    covers: &'l [u8],
    covered: &'l [u8],
    needs: Option<Vec<u8>>,
}

fn head<'l>(cursor: &mut Cursor<'l>) -> Option<Head<'l>> {
    cursor.blanks();
    let kind = cursor.letters()?;
    let (mut name, mut revision) = (&b""[..], &b"0"[..]);
    if cursor.eat(b"~") {
        name = cursor.name().unwrap_or_default();
        cursor.need(b"~")?;
        revision = cursor.digits()?;
    }
    cursor.blanks();
    cursor.need(b"->")?;
    Some(Head { kind, name, revision })
}

fn tail<'l>(cursor: &mut Cursor<'l>) -> Option<Tail<'l>> {
    cursor.blanks();
    let start = cursor.at;
    cursor.letters()?;
    cursor.need(b"~")?;
    let covered = cursor.name()?;
    cursor.need(b"~")?;
    cursor.digits()?;
    let covers = &cursor.bytes[start..cursor.at];
    cursor.blanks();
    let needs = if cursor.eat(b">>") { Some(needs(cursor)?) } else { None };
    cursor.need(b"]")?;
    Some(Tail { covers, covered, needs })
}

fn needs(cursor: &mut Cursor<'_>) -> Option<Vec<u8>> {
    cursor.blanks();
    let mut list = cursor.letters()?.to_vec();
    cursor.blanks();
    while cursor.eat(b",") {
        cursor.blanks();
        list.push(b',');
        list.extend_from_slice(cursor.letters()?);
        cursor.blanks();
    }
    Some(list)
}

fn tag<'l>(line: Line<'l>, span: std::ops::Range<usize>, head: &Head<'l>, tail: Tail<'l>, index: usize) -> Found<'l> {
    let name = match (head.name, &tail.needs) {
        (b"", Some(_)) => Cow::Borrowed(tail.covered),
        (b"", None) => Cow::Owned(generated(line, &tail, index)),
        (name, _) => Cow::Borrowed(name),
    };
    Found {
        span,
        kind: Cow::Borrowed(head.kind),
        name,
        text: Cow::Borrowed(b""),
        fields: vec![Some(Cow::Borrowed(head.revision)), Some(Cow::Borrowed(tail.covers)), tail.needs.map(Cow::Owned)],
    }
}

/// The name OpenFastTrace makes up for a tag that has none: the covered name and a checksum of where it stands.
fn generated(line: Line<'_>, tail: &Tail<'_>, index: usize) -> Vec<u8> {
    let mut crc = crc32fast::Hasher::new();
    crc.update(line.path);
    crc.update(format!("{}{index}", line.number).as_bytes());
    crc.update(tail.covers);
    [tail.covered, b"-", crc.finalize().to_string().as_bytes()].concat()
}

struct Cursor<'l> {
    bytes: &'l [u8],
    at: usize,
}

impl<'l> Cursor<'l> {
    fn take(&mut self, length: usize) -> Option<&'l [u8]> {
        let from = self.at;
        self.at += length;
        (length > 0).then(|| &self.bytes[from..self.at])
    }

    fn blanks(&mut self) {
        self.at += run(self.bytes, self.at, is_blank);
    }

    fn letters(&mut self) -> Option<&'l [u8]> {
        self.take(run(self.bytes, self.at, |byte| byte.is_ascii_alphabetic()))
    }

    fn digits(&mut self) -> Option<&'l [u8]> {
        self.take(run(self.bytes, self.at, |byte| byte.is_ascii_digit()))
    }

    fn eat(&mut self, token: &[u8]) -> bool {
        let fits = self.bytes[self.at..].starts_with(token);
        self.at += if fits { token.len() } else { 0 };
        fits
    }

    fn need(&mut self, token: &[u8]) -> Option<()> {
        self.eat(token).then_some(())
    }

    fn name(&mut self) -> Option<&'l [u8]> {
        let (first, length) = decode(self.bytes, self.at)?;
        if !is_alphabetic(first) {
            return None;
        }
        let mut end = self.words(self.at + length);
        while self.bytes.get(end) == Some(&b'.') {
            let segment = self.words(end + 1);
            if segment == end + 1 {
                break;
            }
            end = segment;
        }
        self.take(end - self.at)
    }

    /// Where the run of word code points and dashes from `at` ends.
    fn words(&self, mut at: usize) -> usize {
        while let Some((point, length)) = decode(self.bytes, at) {
            if point != '-' && !is_word(point) {
                break;
            }
            at += length;
        }
        at
    }
}
