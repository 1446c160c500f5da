//! Any rules, any path: a verdict comes, and a glob says what the plainest matcher says.

use tagwright_engine::{Glob, RuleSet};

/// Rules, then after the first NUL a path.
pub fn run(data: &[u8]) {
    let middle = data.iter().position(|&byte| byte == 0).unwrap_or(data.len());
    let (text, path) = (&data[..middle], data.get(middle + 1..).unwrap_or_default());
    let path: Vec<u8> = path.iter().copied().filter(|&byte| byte != 0).collect();
    let mut complaints = 0;
    let set = RuleSet::parse(text, |_, _| complaints += 1);
    let verdict = set.verdict(&path, true);
    assert!(set.verdict(&path, false).is_none() || !set.is_empty());
    assert!(verdict.is_none() || !set.is_empty());
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if line.len() <= 64 && path.len() <= 64 {
        compare(line, &path);
    }
}

fn compare(pattern: &[u8], path: &[u8]) {
    let names = path.split(|&byte| byte == b'/');
    // Paths have no empty names, and patterns of rules no slash at their ends.
    if names.clone().any(<[u8]>::is_empty) || pattern.is_empty() || pattern.starts_with(b"/") || pattern.ends_with(b"/")
    {
        return;
    }
    if let Ok(glob) = Glob::parse(pattern, false) {
        let anchored = pattern.contains(&b'/');
        let subject = if anchored { path } else { path.rsplit(|&byte| byte == b'/').next().unwrap_or(path) };
        let expected = plain(pattern, subject, anchored, &mut Vec::new());
        assert_eq!(glob.is_match(path), expected, "{} {}", pattern.escape_ascii(), path.escape_ascii());
    }
}

/// git's wildmatch, by trying everything; `seen` keeps it from trying twice.
fn plain(pattern: &[u8], text: &[u8], paths: bool, seen: &mut Vec<(usize, usize)>) -> bool {
    matches(pattern, 0, text, 0, paths, seen)
}

fn matches(pattern: &[u8], at: usize, text: &[u8], from: usize, paths: bool, seen: &mut Vec<(usize, usize)>) -> bool {
    if seen.contains(&(at, from)) {
        return false;
    }
    seen.push((at, from));
    let Some(&first) = pattern.get(at) else { return from == text.len() };
    let next = text.get(from).copied();
    match first {
        b'*' => star(pattern, at, text, from, paths, seen),
        b'?' => next.is_some_and(|byte| byte != b'/') && matches(pattern, at + 1, text, from + 1, paths, seen),
        b'[' => {
            let (set, end) = class(pattern, at);
            next.is_some_and(|byte| byte != b'/' && set[usize::from(byte)])
                && matches(pattern, end, text, from + 1, paths, seen)
        }
        b'\\' => next == pattern.get(at + 1).copied() && matches(pattern, at + 2, text, from + 1, paths, seen),
        byte => next == Some(byte) && matches(pattern, at + 1, text, from + 1, paths, seen),
    }
}

fn star(pattern: &[u8], at: usize, text: &[u8], from: usize, paths: bool, seen: &mut Vec<(usize, usize)>) -> bool {
    let end = at + pattern[at..].iter().take_while(|&&byte| byte == b'*').count();
    let slash = pattern[end..].starts_with(b"/") || pattern[end..].starts_with(b"\\/");
    let opens = at == 0 || pattern[at - 1] == b'/';
    let deep = paths && end - at > 1 && opens && (slash || end == pattern.len());
    let after = end + usize::from(pattern[end..].starts_with(b"\\/")) + 1;
    // Stars between slashes may be nothing at all, slash included.
    if deep && slash && matches(pattern, after, text, from, paths, seen) {
        return true;
    }
    if deep && end == pattern.len() {
        return from < text.len();
    }
    let ends = (from..=text.len()).take_while(|&to| deep || !text[from..to].contains(&b'/'));
    ends.into_iter().any(|to| matches(pattern, end, text, to, paths, seen))
}

/// Whether a byte is a member.
type Members = fn(&u8) -> bool;

const NAMES: [(&[u8], Members); 8] = [
    (b"alnum", u8::is_ascii_alphanumeric),
    (b"alpha", u8::is_ascii_alphabetic),
    (b"digit", u8::is_ascii_digit),
    (b"graph", u8::is_ascii_graphic),
    (b"lower", u8::is_ascii_lowercase),
    (b"punct", u8::is_ascii_punctuation),
    (b"upper", u8::is_ascii_uppercase),
    (b"xdigit", u8::is_ascii_hexdigit),
];

/// The members of a class that is known to be well formed, and where it ends.
fn class(pattern: &[u8], open: usize) -> ([bool; 256], usize) {
    let negated = matches!(pattern[open + 1], b'!' | b'^');
    let mut at = open + 1 + usize::from(negated);
    let mut set = [false; 256];
    let mut previous: Option<u8> = None;
    let first = at;
    while at == first || pattern[at] != b']' {
        let mut byte = pattern[at];
        if byte == b'-' && previous.is_some() && pattern[at + 1] != b']' {
            at += 1 + usize::from(pattern[at + 1] == b'\\');
            (previous.unwrap_or(0)..=pattern[at]).for_each(|one| set[usize::from(one)] = true);
            previous = None;
            at += 1;
            continue;
        }
        if let Some((name, length)) = named(&pattern[at..]) {
            (0..=127).filter(name).for_each(|one| set[usize::from(one)] = true);
            previous = None;
            at += length;
            continue;
        }
        if byte == b'\\' {
            at += 1;
            byte = pattern[at];
        }
        set[usize::from(byte)] = true;
        previous = Some(byte);
        at += 1;
    }
    if negated {
        set.iter_mut().for_each(|member| *member = !*member);
    }
    (set, at + 1)
}

fn named(rest: &[u8]) -> Option<(Members, usize)> {
    let rest = rest.strip_prefix(b"[:")?;
    let end = rest.iter().position(|&byte| byte == b']')?;
    let name = rest[..end].strip_suffix(b":")?;
    let own: [(&[u8], Members); 4] = [
        (b"blank", |byte| b" \t".contains(byte)),
        (b"cntrl", |byte| *byte < 32 || *byte == 127),
        (b"print", |byte| (32..127).contains(byte)),
        (b"space", |byte| b" \t\n\r".contains(byte)),
    ];
    let found = NAMES.iter().chain(&own).find(|(known, _)| *known == name)?;
    Some((found.1, end + 3))
}
