//! `custom`: a user's pattern.

use std::borrow::Cow;

use regex_automata::meta::{self, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::{Input, util::syntax};

use crate::lines::trim;
use crate::zoning::Zones;
use crate::{BuildError, Found, Line};

/// A pattern, checked and translated to the canonical syntax (docs/design/matching.md).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// The detector's name, and the kind of its tags where no group gives one.
    pub name: String,
    /// What a tag is.
    pub pattern: String,
    /// The same without assertions.
    pub candidate: String,
    /// Every match holds one of these; empty if nothing of the sort is known.
    pub literals: Vec<Vec<u8>>,
    /// The groups that become fields, in order.
    pub fields: Vec<String>,
    /// Where tags may start.
    pub zones: Zones,
}

/// Limits the automata of one pattern, in bytes.
const SIZE: usize = 32 << 20;

/// Compiles canonical patterns into one automaton.
pub fn compile(name: &str, patterns: &[&str]) -> Result<Regex, BuildError> {
    // The canonical `\b` is ASCII; every other backslash in it is followed by `x{`.
    let ascii: Vec<String> =
        patterns.iter().map(|pattern| pattern.replace("\\b", "(?-u:\\b)").replace("\\B", "(?-u:\\B)")).collect();
    Regex::builder()
        .configure(meta::Config::new().nfa_size_limit(Some(SIZE)).utf8_empty(false))
        .syntax(syntax::Config::new().utf8(false).nest_limit(1000))
        .build_many(&ascii)
        .map_err(|error| failure(name, &error))
}

fn failure(name: &str, error: &meta::BuildError) -> BuildError {
    let (name, reason) = (name.to_owned(), error.to_string());
    if error.size_limit().is_some() { BuildError::Size { name, reason } } else { BuildError::Syntax { name, reason } }
}

/// Keeps the parser from factoring out what alternatives begin with: where that has no fixed length, `a*b|a*c` is not `a*(?:b|c)`,
/// since all ways to match the first alternative come before those of the second. An empty group makes the beginnings differ.
fn separate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut starts = vec![0];
    for (at, sign) in pattern.char_indices() {
        out.push(sign);
        match sign {
            '(' => starts.push(at + body(&pattern[at..])),
            ')' => drop(starts.pop()),
            '|' if starts.last().is_some_and(|&start| element(&pattern[start..]) == element(&pattern[at + 1..])) => {
                out.push_str("()")
            }
            _ => {}
        }
    }
    out
}

/// Where what a group holds begins: after `(?:`, `(?P<name>` or a bare bracket.
fn body(group: &str) -> usize {
    match group.as_bytes() {
        [_, b'?', b':', ..] => 3,
        [_, b'?', ..] => group.find('>').map_or(group.len(), |end| end + 1),
        _ => 1,
    }
}

/// What a canonical pattern begins with: a class, a code point, an assertion, or a bracket, whatever stands in it.
fn element(pattern: &str) -> &str {
    let end = match pattern.as_bytes() {
        [b'[', ..] => pattern.find(']'),
        [b'\\', b'x', ..] => pattern.find('}'),
        [b'\\', ..] => Some(1),
        bytes => bytes.first().map(|_| 0),
    };
    &pattern[..end.map_or(0, |end| end + 1)]
}

/// A compiled pattern.
#[derive(Debug)]
pub struct Custom {
    name: Vec<u8>,
    regex: Regex,
    kind: Option<usize>,
    id: Option<usize>,
    text: Option<usize>,
    fields: Vec<Option<usize>>,
}

/// What one worker needs to search.
#[derive(Debug)]
pub struct Cache {
    search: meta::Cache,
    captures: Captures,
}

impl Custom {
    pub fn new(spec: &Pattern) -> Result<Self, BuildError> {
        let regex = compile(&spec.name, &[&separate(&spec.pattern)])?;
        let group = |name: &str| regex.group_info().to_index(regex_automata::PatternID::ZERO, name);
        Ok(Self {
            name: spec.name.as_bytes().to_vec(),
            kind: group("kind"),
            id: group("name"),
            text: group("text"),
            fields: spec.fields.iter().map(|field| group(field)).collect(),
            regex,
        })
    }

    pub fn cache(&self) -> Cache {
        Cache { search: self.regex.create_cache(), captures: self.regex.create_captures() }
    }

    pub fn judge<'l>(&self, line: Line<'l>, cache: &mut Cache, found: &mut Vec<Found<'l>>) {
        match simdutf8::basic::from_utf8(line.bytes) {
            Ok(_) => self.search(line.bytes, cache, |custom, captures| found.push(custom.found(line.bytes, captures))),
            Err(_) => {
                let (text, map) = decode(line.bytes);
                self.search(text.as_bytes(), cache, |custom, captures| {
                    let tag = custom.found(text.as_bytes(), captures);
                    found.push(Found { span: map.back(tag.span.start)..map.back(tag.span.end), ..owned(tag) });
                });
            }
        }
    }

    /// Gives every non-empty match to `take`. An empty one is passed over, one byte further.
    fn search(&self, text: &[u8], cache: &mut Cache, mut take: impl FnMut(&Self, &Captures)) {
        let mut at = 0;
        while at <= text.len() {
            let input = Input::new(text).range(at..);
            self.regex.search_captures_with(&mut cache.search, &input, &mut cache.captures);
            let Some(whole) = cache.captures.get_match() else { return };
            at = whole.end();
            if whole.is_empty() {
                at = after(text, at);
            } else {
                take(self, &cache.captures);
            }
        }
    }

    fn found<'t>(&self, text: &'t [u8], captures: &Captures) -> Found<'t> {
        let get =
            |index: Option<usize>| -> Option<&'t [u8]> { captures.get_group(index?).map(|span| &text[span.range()]) };
        let whole = captures.get_match().map_or(0..0, |whole| whole.range());
        Found {
            kind: get(self.kind).map_or_else(|| Cow::Owned(self.name.clone()), Cow::Borrowed),
            name: Cow::Borrowed(get(self.id).unwrap_or_default()),
            text: Cow::Borrowed(trim(get(self.text).unwrap_or(&text[whole.clone()]))),
            fields: self.fields.iter().map(|&field| get(field).map(Cow::Borrowed)).collect(),
            span: whole,
        }
    }
}

/// Where the code point that holds or starts at `at` ends.
fn after(text: &[u8], at: usize) -> usize {
    let mut next = at + 1;
    while next < text.len() && text[next] & 0xc0 == 0x80 {
        next += 1;
    }
    next
}

fn owned<'l>(tag: Found<'_>) -> Found<'l> {
    let own = |value: Cow<'_, [u8]>| Cow::Owned(value.into_owned());
    Found {
        span: tag.span,
        kind: own(tag.kind),
        name: own(tag.name),
        text: own(tag.text),
        fields: tag.fields.into_iter().map(|field| field.map(own)).collect(),
    }
}

/// Where each replaced sequence stands: (end in the text, end in the bytes).
struct Map(Vec<(usize, usize)>);

impl Map {
    fn back(&self, at: usize) -> usize {
        let after = self.0.partition_point(|&(text, _)| text <= at);
        let (text, bytes) = if after == 0 { (0, 0) } else { self.0[after - 1] };
        bytes + (at - text)
    }
}

/// The line with U+FFFD for what is not UTF-8, and the way back.
fn decode(bytes: &[u8]) -> (String, Map) {
    let mut text = String::with_capacity(bytes.len());
    let mut map = Vec::new();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len() + chunk.invalid().len();
        if !chunk.invalid().is_empty() {
            text.push('\u{fffd}');
            map.push((text.len(), at));
        }
    }
    (text, Map(map))
}
