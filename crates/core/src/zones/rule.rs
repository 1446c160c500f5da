//! What a language is to the lexer: rules, and tables of the bytes at which one of them may begin.

use super::{Run, Zone};

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A comment up to the end of its line.
    Line,
    /// A comment with a closer.
    Block,
    /// A literal.
    String,
    /// Whatever its function makes of it.
    Hook,
}

/// Where an opener must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Anywhere.
    Anywhere,
    /// At the start of a line.
    Column1,
    /// Behind six bytes of its line, whatever they are: where COBOL's fixed form says what a line is.
    Column7,
    /// With only blanks before it on its line.
    Blank,
    /// At the start of a line or after white space.
    Word,
    /// As `Word`, or after one of `;&|()<>`.
    Token,
    /// With only blanks before and after it on its line.
    Alone,
    /// Where a value of YAML may begin.
    Value,
}

/// What makes the next closer no closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// Nothing.
    None,
    /// A backslash before it.
    Backslash,
    /// The closer twice.
    Double,
    /// A backtick before it.
    Backtick,
    /// A backslash before a line's end, which then is none.
    Continue,
}

/// A function for what a table cannot say: `at` is where the rule's opener stands. It returns whether it took it.
pub type Hook = fn(&mut Run<'_>, rule: &'static Rule, at: usize) -> bool;

/// One way out of code.
#[derive(Debug)]
pub struct Rule {
    pub kind: Kind,
    pub open: &'static [u8],
    /// Empty: the line's end.
    pub close: &'static [u8],
    pub at: At,
    pub close_at: At,
    pub escape: Escape,
    /// Whether openers inside count.
    pub nested: bool,
    /// Whether it goes on after a line's end.
    pub multiline: bool,
    /// Whether the closer means nothing in `[…]`.
    pub set: bool,
    /// Whether it asks for the code before it, so that the lexer must keep that.
    pub looks: bool,
    /// Whether the last of several closers that overlap is it: `""""` ends with a quote inside.
    pub late: bool,
    /// Whether letters of the opener may have any case.
    pub fold: bool,
    /// What the word before the opener must be; empty: anything.
    pub prefixes: &'static [&'static [u8]],
    /// Tokens inside that mean nothing, though they begin like something that does.
    pub keep: &'static [&'static [u8]],
    /// What begins and ends a string of one line that hides what it holds; empty: nothing.
    pub quote: &'static [u8],
    /// What opens and closes code inside; empty: nothing.
    pub inner: (&'static [u8], &'static [u8]),
    pub hook: Option<Hook>,
    /// The bytes at which its region has something to decide.
    pub stops: &'static [u8],
    /// Its bit in [`Grammar::stops`]; rules may share one.
    pub bit: u8,
    /// The name of the language that a hook begins.
    pub embed: &'static [u8],
}

/// A rule that does nothing, to be changed.
pub const RULE: Rule = Rule {
    kind: Kind::Hook,
    open: b"",
    close: b"",
    at: At::Anywhere,
    close_at: At::Anywhere,
    escape: Escape::None,
    nested: false,
    multiline: false,
    set: false,
    looks: false,
    late: false,
    fold: false,
    prefixes: &[],
    keep: &[],
    quote: b"",
    inner: (b"", b""),
    hook: None,
    stops: &[],
    bit: 0,
    embed: b"",
};

impl Rule {
    pub const fn zone(&self) -> Zone {
        match self.kind {
            Kind::Line | Kind::Block => Zone::Comment,
            Kind::String | Kind::Hook => Zone::String,
        }
    }
}

/// Set for bytes that are brackets of an interpolation.
pub const BRACKET: u8 = 0x80;
/// No rule begins with the byte.
pub const NONE: u8 = 0x7f;

/// A language's rules and tables.
#[derive(Debug)]
pub struct Grammar {
    pub name: &'static str,
    /// Whether what no rule takes is prose.
    pub text: bool,
    /// Whether it is only found inside another language.
    pub part: bool,
    /// The language of what stands between `<?` and `?>` wherever that is in it; empty: none.
    pub islands: &'static [u8],
    /// Whether a rule looks at the code before it.
    pub looks_behind: bool,
    pub rules: &'static [Rule],
    /// For each byte 0, or 1 + the first rule that may begin with it, and [`BRACKET`].
    pub class: [u8; 256],
    /// The bytes that a rule may begin with, where there are no more than three; unused ones repeat the first.
    pub few: Option<[u8; 3]>,
    /// For each byte the [`Rule::bit`]s of the rules whose regions have something to decide there.
    pub stops: [u8; 256],
}

impl Grammar {
    /// Builds the tables. Rules stand in the order in which they are tried.
    pub const fn new(
        name: &'static str,
        text: bool,
        part: bool,
        islands: &'static [u8],
        rules: &'static [Rule],
    ) -> Self {
        let (mut class, mut stops, mut looks_behind) = ([0; 256], [0; 256], false);
        let mut index = rules.len();
        assert!(index < NONE as usize, "a class holds the rule's index");
        while index > 0 {
            index -= 1;
            let rule = &rules[index];
            let first = rule.open[0];
            set(&mut class, first, index, rule.fold);
            mark(&mut stops, rule);
            looks_behind = looks_behind || rule.looks;
        }
        let mut index = 0;
        while index < rules.len() {
            bracket(&mut class, rules[index].inner.0);
            bracket(&mut class, rules[index].inner.1);
            index += 1;
        }
        Self { name, text, part, islands, looks_behind, rules, few: few(&class), class, stops }
    }
}

/// The bytes of rules, if they are one to three.
#[allow(clippy::cast_possible_truncation)]
const fn few(class: &[u8; 256]) -> Option<[u8; 3]> {
    let (mut found, mut count, mut byte) = ([0; 3], 0, 0);
    while byte < 256 {
        if class[byte] & NONE != 0 {
            if count == 3 {
                return None;
            }
            found[count] = byte as u8;
            count += 1;
        }
        byte += 1;
    }
    match count {
        0 => None,
        1 => Some([found[0]; 3]),
        2 => Some([found[0], found[1], found[0]]),
        _ => Some(found),
    }
}

#[allow(clippy::cast_possible_truncation)]
const fn set(class: &mut [u8; 256], first: u8, index: usize, fold: bool) {
    class[first as usize] = index as u8 + 1;
    if fold {
        class[first.to_ascii_lowercase() as usize] = index as u8 + 1;
        class[first.to_ascii_uppercase() as usize] = index as u8 + 1;
    }
}

/// Marks the bytes at which the region of the rule has something to decide.
const fn mark(stops: &mut [u8; 256], rule: &Rule) {
    let mut index = 0;
    while index < rule.stops.len() {
        stops[rule.stops[index] as usize] |= rule.bit;
        index += 1;
    }
}

/// An interpolation's last byte is its bracket: `{` of `${`.
const fn bracket(class: &mut [u8; 256], token: &[u8]) {
    if !token.is_empty() {
        class[token[token.len() - 1] as usize] |= BRACKET;
    }
}
