//! gitignore's patterns over bytes: linear in the name for each pattern, whatever they hold.
//!
//! Wildcards are matched by remembering the last star only (the greedy algorithm of R. Salz' wildmat without recursion), first
//! inside a segment, then over segments for `**`.

/// A pattern without its `!`, leading and trailing slash.
#[derive(Clone, Debug)]
pub struct Glob {
    segments: Vec<Segment>,
    anchored: bool,
}

#[derive(Clone, Debug)]
enum Segment {
    /// `**`: any number of segments.
    Deep,
    Tokens(Vec<Token>),
}

#[derive(Clone, Debug)]
enum Token {
    Byte(u8),
    Any,
    Star,
    Class(Box<[bool; 256]>),
}

impl Glob {
    /// Parses a pattern. `anchored`: it is relative to its folder even if it has no inner slash.
    ///
    /// # Errors
    /// What is wrong with it: an open bracket, or a backslash at the end.
    pub fn parse(pattern: &[u8], anchored: bool) -> Result<Self, &'static str> {
        let anchored = anchored || pattern.contains(&b'/');
        let segments = segments(pattern)?;
        let single = |segment| match segment {
            Segment::Deep if !anchored => Segment::Tokens(vec![Token::Star]),
            other => other,
        };
        Ok(Self { segments: segments.into_iter().map(single).collect(), anchored })
    }

    /// Whether a path relative to the pattern's folder matches.
    #[must_use]
    pub fn is_match(&self, path: &[u8]) -> bool {
        match (self.anchored, self.segments.first()) {
            (false, Some(Segment::Tokens(tokens))) => segment_matches(tokens, crate::path::base(path)),
            _ => path_matches(&self.segments, path),
        }
    }

    /// The name, if the pattern is nothing but a name.
    pub(crate) fn literal(&self) -> Option<Vec<u8>> {
        match (self.anchored, self.segments.as_slice()) {
            (false, [Segment::Tokens(tokens)]) => bytes(tokens),
            _ => None,
        }
    }

    /// The extension with its dot, if the pattern is `*.ext`.
    pub(crate) fn extension(&self) -> Option<Vec<u8>> {
        let (false, [Segment::Tokens(tokens)]) = (self.anchored, self.segments.as_slice()) else { return None };
        let [Token::Star, rest @ ..] = tokens.as_slice() else { return None };
        bytes(rest).filter(|rest| rest.first() == Some(&b'.') && !rest[1..].contains(&b'.'))
    }
}

fn bytes(tokens: &[Token]) -> Option<Vec<u8>> {
    let byte = |token: &Token| if let Token::Byte(byte) = token { Some(*byte) } else { None };
    tokens.iter().map(byte).collect()
}

/// Cuts at each slash, quoted or not; one in a class is a member, though it never matches.
fn segments(pattern: &[u8]) -> Result<Vec<Segment>, &'static str> {
    let (mut done, mut tokens) = (Vec::new(), Vec::new());
    let (mut at, mut start) = (0, 0);
    while at < pattern.len() {
        let slash = usize::from(pattern[at] == b'\\' && pattern.get(at + 1) == Some(&b'/'));
        if pattern[at + slash] == b'/' {
            done.push(segment(&pattern[start..at], std::mem::take(&mut tokens)));
            at += slash + 1;
            start = at;
            continue;
        }
        let (token, length) = token(&pattern[at..])?;
        at += length;
        if !(matches!(token, Token::Star) && matches!(tokens.last(), Some(Token::Star))) {
            tokens.push(token);
        }
    }
    done.push(segment(&pattern[start..], tokens));
    Ok(done)
}

/// Two stars or more, and nothing else, are any number of segments.
fn segment(written: &[u8], tokens: Vec<Token>) -> Segment {
    let deep = written.len() > 1 && written.iter().all(|&byte| byte == b'*');
    if deep { Segment::Deep } else { Segment::Tokens(tokens) }
}

fn token(rest: &[u8]) -> Result<(Token, usize), &'static str> {
    Ok(match rest[0] {
        b'*' => (Token::Star, 1),
        b'?' => (Token::Any, 1),
        b'[' => class(rest)?,
        b'\\' => (Token::Byte(*rest.get(1).ok_or("backslash at the end")?), 2),
        byte => (Token::Byte(byte), 1),
    })
}

/// `[…]`: a `]` right after the bracket or its negation is a member.
fn class(rest: &[u8]) -> Result<(Token, usize), &'static str> {
    const OPEN: &str = "open bracket";
    let negated = matches!(rest.get(1), Some(b'!' | b'^'));
    let first = 1 + usize::from(negated);
    let mut at = first;
    let mut set = [negated; 256];
    loop {
        if let Some((named, next)) = named(&rest[at..])? {
            (0..128).filter(named).for_each(|byte| set[usize::from(byte)] = !negated);
            at += next;
            continue;
        }
        let (low, next) = member(rest, at).ok_or(OPEN)?;
        if low == b']' && at > first && rest[at] == b']' {
            set[usize::from(b'/')] = false;
            return Ok((Token::Class(Box::new(set)), next));
        }
        at = next;
        let mut high = low;
        if rest.get(at) == Some(&b'-') && rest.get(at + 1).is_some_and(|&byte| byte != b']') {
            (high, at) = member(rest, at + 1).ok_or(OPEN)?;
        }
        // As in git, a range that runs backwards still holds what it begins with.
        for byte in (low..=high).chain([low]) {
            set[usize::from(byte)] = !negated;
        }
    }
}

type Predicate = fn(&u8) -> bool;

/// `[:name:]` and its length. Only ASCII has names; what has no `:]` is no name.
fn named(rest: &[u8]) -> Result<Option<(Predicate, usize)>, &'static str> {
    let Some(name) = rest.strip_prefix(b"[:") else { return Ok(None) };
    let Some(end) = memchr::memchr(b']', name) else { return Ok(None) };
    let Some(name) = name[..end].strip_suffix(b":") else { return Ok(None) };
    let predicate: Predicate = match name {
        b"alnum" => u8::is_ascii_alphanumeric,
        b"alpha" => u8::is_ascii_alphabetic,
        b"blank" => |byte| matches!(byte, b' ' | b'\t'),
        b"cntrl" => u8::is_ascii_control,
        b"digit" => u8::is_ascii_digit,
        b"graph" => u8::is_ascii_graphic,
        b"lower" => u8::is_ascii_lowercase,
        b"print" => |byte| matches!(byte, b' '..=b'~'),
        b"punct" => u8::is_ascii_punctuation,
        b"space" => |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'),
        b"upper" => u8::is_ascii_uppercase,
        b"xdigit" => u8::is_ascii_hexdigit,
        _ => return Err("unknown class"),
    };
    Ok(Some((predicate, end + 3)))
}

/// A class's byte at `at`, and what follows it.
fn member(rest: &[u8], at: usize) -> Option<(u8, usize)> {
    match rest.get(at)? {
        b'\\' => Some((*rest.get(at + 1)?, at + 2)),
        &byte => Some((byte, at + 1)),
    }
}

fn fits(token: &Token, byte: u8) -> bool {
    match token {
        Token::Byte(own) => *own == byte,
        Token::Any => true,
        Token::Class(set) => set[usize::from(byte)],
        Token::Star => false,
    }
}

fn segment_matches(tokens: &[Token], name: &[u8]) -> bool {
    let star = |at: usize| matches!(tokens.get(at), Some(Token::Star));
    let one = |at: usize, byte: &u8| tokens.get(at).is_some_and(|token| fits(token, *byte));
    last_star(tokens.len(), name, star, one, 0)
}

fn path_matches(segments: &[Segment], path: &[u8]) -> bool {
    let names: Vec<&[u8]> = path.split(|&byte| byte == b'/').collect();
    let deep = |at: usize| matches!(segments.get(at), Some(Segment::Deep));
    let one = |at: usize, name: &&[u8]| match segments.get(at) {
        Some(Segment::Tokens(tokens)) => segment_matches(tokens, name),
        _ => false,
    };
    // `a/**` is what is inside a, not a itself.
    let inside = usize::from(deep(segments.len() - 1));
    last_star(segments.len(), &names, deep, one, inside)
}

/// Greedy matching of items against a pattern with stars. A star that ends the pattern takes at least `last` items.
fn last_star<T>(
    length: usize,
    items: &[T],
    star: impl Fn(usize) -> bool,
    one: impl Fn(usize, &T) -> bool,
    last: usize,
) -> bool {
    let (mut at, mut item) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while item < items.len() {
        if at < length && star(at) {
            if at + 1 == length {
                return items.len() - item >= last;
            }
            retry = Some((at + 1, item));
            at += 1;
        } else if at < length && one(at, &items[item]) {
            at += 1;
            item += 1;
        } else if let Some((after, from)) = retry {
            retry = Some((after, from + 1));
            (at, item) = (after, from + 1);
        } else {
            return false;
        }
    }
    let rest = (at..length).all(&star);
    rest && (last == 0 || at == length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        Glob::parse(pattern.as_bytes(), false).expect("a pattern").is_match(path.as_bytes())
    }

    #[test]
    fn stars_stop_at_slashes() {
        assert!(matches("*.o", "a/b/c.o"));
        assert!(matches("a/*.o", "a/c.o"));
        assert!(!matches("a/*.o", "a/b/c.o"));
        assert!(matches("a/**/c.o", "a/c.o"));
        assert!(matches("a/**/c.o", "a/b/d/c.o"));
        assert!(matches("**/c", "c"));
        assert!(matches("a/**", "a/b/c"));
        assert!(!matches("a/**", "a"));
    }

    #[test]
    fn classes() {
        assert!(matches("[a-c]x", "bx"));
        assert!(matches("[!a-c]x", "dx"));
        assert!(!matches("a[!b]c", "a/c"));
        assert!(matches("[]]", "]"));
        assert!(matches("[z-a]", "z"));
        assert!(matches("[[:digit:]_]x", "7x"));
        assert!(!matches("[[:digit:]_]x", ":x"));
        assert!(matches("a[/b]c", "abc"));
        assert!(matches("a\\/b", "a/b"));
        assert!(matches("a/***/b", "a/x/y/b"));
        assert!(Glob::parse(b"[[:nope:]]", false).is_err());
        assert!(Glob::parse(b"a[b", false).is_err());
        assert!(Glob::parse(b"a\\", false).is_err());
    }

    #[test]
    fn hostile_patterns_stay_cheap() {
        let name = "a".repeat(4000);
        assert!(!matches("*a*a*a*a*a*a*a*a*a*a*a*a*b", &name));
    }
}
