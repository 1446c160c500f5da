//! Literals between delimiters of the content's choice: Perl's `q{}`, `s///`, Ruby's `%w[]`; and regular expressions between slashes.

use super::behind::{is_blank, is_end, is_word};
use super::{Frame, Rule, Run, State, Zone};

/// What is between which delimiters.
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    /// 0: it does not nest.
    open: u8,
    /// 0: the next part has not begun.
    close: u8,
    /// How many parts there are still to come after this.
    more: u8,
}

/// Words after which a slash is no division.
const BEFORE: &[&[u8]] = &[
    b"and", b"case", b"cmp", b"do", b"else", b"elsif", b"eq", b"ge", b"grep", b"gt", b"if", b"in", b"join", b"le",
    b"lt", b"map", b"ne", b"not", b"or", b"print", b"puts", b"push", b"return", b"split", b"then", b"unless", b"until",
    b"unshift", b"when", b"while", b"xor", b"x",
];
/// How far back a word is looked at.
const WORD: usize = 10;

fn mirror(byte: u8) -> (u8, u8) {
    match byte {
        b'(' => (b'(', b')'),
        b'[' => (b'[', b']'),
        b'{' => (b'{', b'}'),
        b'<' => (b'<', b'>'),
        other => (0, other),
    }
}

impl Run<'_> {
    fn begin_quote(&mut self, at: usize, open: usize, delimiter: u8, more: u8) -> bool {
        if self.is_full() {
            return false;
        }
        let grammar = self.frame().grammar;
        let (opens, close) = mirror(delimiter);
        self.begin(Zone::String, at, open);
        self.push(Frame::of(grammar, State::Quote(Quote { open: opens, close, more })));
        true
    }

    /// Passes such a literal.
    pub fn quote(&mut self, quote: Quote) {
        let mut at = self.lexer.at;
        while at < self.safe {
            let byte = self.bytes[at];
            if quote.close == 0 {
                if !is_blank(byte) && !is_end(byte) {
                    return self.next_part(quote, at, byte);
                }
            } else if byte == b'\\' {
                at += 1;
            } else if byte == quote.close {
                return self.close_quote(quote, at + 1);
            } else if byte == quote.open {
                self.deeper();
            }
            at += 1;
        }
        self.extend(Zone::String, at);
    }

    fn deeper(&mut self) {
        let frame = self.lexer.frames.last_mut().expect("the first frame is never popped");
        frame.depth = frame.depth.saturating_add(1);
    }

    /// A closer that ends at `end`: of an inner pair, of a part, or of all.
    fn close_quote(&mut self, quote: Quote, end: usize) {
        let frame = self.lexer.frames.last_mut().expect("the first frame is never popped");
        if frame.depth > 0 {
            frame.depth -= 1;
        } else if quote.more == 0 {
            self.pop();
            return self.end(Zone::String, end, 1);
        } else {
            let close = if quote.open == 0 { quote.close } else { 0 };
            frame.state = State::Quote(Quote { open: 0, close, more: quote.more - 1 });
        }
        self.extend(Zone::String, end);
    }

    fn next_part(&mut self, quote: Quote, at: usize, delimiter: u8) {
        let (open, close) = mirror(delimiter);
        let frame = self.lexer.frames.last_mut().expect("the first frame is never popped");
        frame.state = State::Quote(Quote { open, close, more: quote.more });
        self.extend(Zone::String, at + 1);
    }

    /// Whether a value ends before `at`, so that an operator must follow: `spaced` where white space before and none after
    /// it makes what follows a word an argument.
    fn is_operand(&self, at: usize) -> bool {
        let before = self.lexer.behind.code(self.bytes, at);
        let blanks = usize::from(is_blank(before(1)));
        let last = before(blanks + 1);
        if !is_word(last) {
            return matches!(last, b')' | b']' | b'}' | b'"' | b'\'' | b'`');
        }
        let length = (1..=WORD).take_while(|back| is_word(before(blanks + back))).count();
        let word: Vec<u8> = (1..=length).rev().map(|back| before(blanks + back)).collect();
        let sign = before(blanks + length + 1);
        let variable = matches!(sign, b'$' | b'@' | b'%');
        if !variable && !matches!(sign, b'.' | b'>' | b':') && BEFORE.contains(&&word[..]) {
            return false;
        }
        let argument = !variable && blanks > 0 && !word[0].is_ascii_digit();
        !(argument && self.bytes.get(at + 1).is_some_and(|byte| !is_blank(*byte) && !is_end(*byte) && *byte != b'='))
    }
}

/// A regular expression between slashes, where no operand stands before. Perl, Ruby, awk and their like.
pub fn slash(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    !run.is_operand(at) && run.begin_quote(at, 1, b'/', 0)
}

/// `q`, `qq`, `qw`, `qr`, `qx`, `m`, `s`, `tr`, `y` and a delimiter. Perl.
pub fn perl(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let start = at + rule.open.len();
    let before = run.lexer.behind.byte(run.bytes, at, 1);
    let rest = &run.bytes[start..run.bytes.len().min(start + 64)];
    let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
    let Some(delimiter) = rest.get(blanks).copied() else { return false };
    let arrow = delimiter == b'=' && (blanks > 0 || rest.get(1) == Some(&b'>'));
    let comment = blanks > 0 && delimiter == b'#';
    if b"$@%&*-".contains(&before) || before == b'>' && run.lexer.behind.byte(run.bytes, at, 2) == b'-' {
        return false;
    }
    if arrow || comment || is_word(delimiter) || is_end(delimiter) || b",;)}]>".contains(&delimiter) {
        return false;
    }
    let parts = u8::from(matches!(rule.open, b"s" | b"tr" | b"y"));
    run.begin_quote(at, rule.open.len() + blanks + 1, delimiter, parts)
}

/// `%w[…]`, `%q(…)`, `%(…)`. Ruby, Crystal.
pub fn percent(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    let next = run.bytes.get(at + 1).copied().unwrap_or(0);
    let kind = usize::from(b"wWqQiIrsx".contains(&next));
    let Some(delimiter) = run.bytes.get(at + 1 + kind).copied() else { return false };
    let fits =
        if kind == 1 { delimiter.is_ascii_punctuation() && delimiter != b'_' } else { b"([{<|!/".contains(&delimiter) };
    if !fits || run.is_operand(at) {
        return false;
    }
    run.begin_quote(at, 2 + kind, delimiter, 0)
}
