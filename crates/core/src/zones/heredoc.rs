//! Here-documents: their bodies begin with the line after the one that names their end.

use super::behind::{is_blank, is_end};
use super::{Frame, Language, Rule, Run, State, Zone};

/// The longest word that ends one.
const WORD: usize = 64;
/// How many may wait at once; others are passed over.
const WAITING: usize = 8;
/// The widest indentation of an end word.
const INDENT: usize = 128;

/// One that was named.
#[derive(Clone, Copy, Debug)]
pub struct Heredoc {
    word: [u8; WORD],
    length: usize,
    indented: bool,
}

impl Run<'_> {
    fn wait_for(&mut self, word: &[u8], indented: bool) {
        if word.is_empty() || word.len() > WORD || self.lexer.heredocs.len() >= WAITING {
            return;
        }
        let mut one = Heredoc { word: [0; WORD], length: word.len(), indented };
        one.word[..word.len()].copy_from_slice(word);
        self.lexer.heredocs.push(one);
    }

    /// Passes the body of the first that waits.
    pub fn heredoc(&mut self) {
        let mut at = self.lexer.at;
        loop {
            if self.starts_line(at)
                && let Some(end) = self.end_word(at)
            {
                self.pop();
                let one = self.lexer.heredocs.remove(0);
                return self.end(Zone::String, end, one.length);
            }
            let rest = self.bytes.get(at..self.safe).unwrap_or(&[]);
            let Some(found) = memchr::memchr2(b'\n', b'\r', rest) else {
                return self.extend(Zone::String, at + rest.len());
            };
            at += found + 1;
            if at >= self.safe {
                return self.extend(Zone::String, at);
            }
        }
    }

    /// Whether a line starts at `at`; an LF after a CR starts none.
    pub fn starts_line(&self, at: usize) -> bool {
        let before = self.lexer.behind.byte(self.bytes, at, 1);
        is_end(before) && !(before == b'\r' && self.bytes.get(at) == Some(&b'\n'))
    }

    /// Where the end word ends, if the line at `at` begins with it and no word goes on.
    fn end_word(&self, at: usize) -> Option<usize> {
        let one = self.lexer.heredocs.first()?;
        let line = &self.bytes[at..self.bytes.len().min(at + INDENT + WORD + 2)];
        let indent =
            if one.indented { line.iter().take(INDENT).take_while(|byte| is_blank(**byte)).count() } else { 0 };
        let after = line[indent..].strip_prefix(&one.word[..one.length])?;
        let ends = after.first().is_none_or(|byte| is_end(*byte) || (self.is_php() && !super::behind::is_word(*byte)));
        ends.then_some(at + indent + one.length)
    }

    fn is_php(&self) -> bool {
        self.frame().grammar.name == "PHP"
    }
}

/// The end of a line of code: the body of a here-document, or of a block scalar, that was announced begins.
pub fn newline(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    let state = match run.lexer.scalar.take() {
        Some(header) => State::Indent { zone: Zone::String, least: 0, header },
        None if run.lexer.heredocs.is_empty() => return false,
        None => State::Heredoc,
    };
    if run.is_full() {
        return false;
    }
    let grammar = run.frame().grammar;
    run.settle(at + 1);
    run.lexer.running = false;
    run.push(Frame::of(grammar, state));
    true
}

/// `<<EOF`, `<<-EOF`, `<<~EOF`, `<<'EOF'`, `<<"EOF"`, `<<\EOF`; with the rule's opener `<<<` that of PHP. What names the end stays code.
pub fn here(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    announce(run, rule, at, b"-.!")
}

/// Waits for the end that is named behind `at`; `more`: what a bare name may hold beside word bytes.
fn announce(run: &mut Run<'_>, rule: &Rule, at: usize, more: &[u8]) -> bool {
    if run.lexer.behind.byte(run.bytes, at, 1) == b'<' {
        return false;
    }
    let start = at + rule.open.len();
    let line = &run.bytes[start..run.bytes.len().min(start + INDENT + WORD + 4)];
    let dashed = matches!(line.first(), Some(b'-' | b'~'));
    let rest = &line[usize::from(dashed)..];
    let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
    if let Some(word) = end_name(&rest[blanks..], blanks > 0, more) {
        run.wait_for(word, dashed || rule.open.len() > 2);
    }
    false
}

/// The same where `<<` is also a shift, and a bare name must follow at once: Ruby and Perl.
pub fn shifted(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let after = run.bytes.get(at + 2).copied().unwrap_or(0);
    let (next, operand) = (run.bytes.get(at + 3).copied().unwrap_or(0), run.lexer.behind.byte(run.bytes, at, 1));
    let named = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'"' | b'\'' | b'`');
    let bare = after.is_ascii_uppercase() || after == b'_' || matches!(after, b'"' | b'\'' | b'`');
    let fits = if matches!(after, b'-' | b'~') { named(next) } else { bare };
    if !fits || operand.is_ascii_digit() || matches!(operand, b']' | b')') {
        return false;
    }
    // A call may follow the name.
    announce(run, rule, at, b"")
}

/// The name of an end: a word, or one in quotes.
fn end_name<'t>(text: &'t [u8], apart: bool, more: &[u8]) -> Option<&'t [u8]> {
    match text {
        [quote @ (b'\'' | b'"' | b'`'), rest @ ..] => {
            let end = rest.iter().position(|byte| byte == quote || is_end(*byte))?;
            (rest[end] == *quote).then(|| &rest[..end])
        }
        [b'\\', rest @ ..] => end_name(rest, apart, more),
        [first, ..] if first.is_ascii_alphabetic() || matches!(first, b'_' | 0x80..) => {
            let end = text.iter().position(|byte| !super::behind::is_word(*byte) && !more.contains(byte));
            Some(&text[..end.unwrap_or(text.len())])
        }
        [b'!' | b'%' | b'@' | b'+', ..] if !apart => {
            let end = text.iter().position(|byte| is_blank(*byte) || is_end(*byte));
            Some(&text[..end.unwrap_or(text.len())])
        }
        _ => None,
    }
}

/// `((` up to `))`: there `<<` is a shift and `#` a base. Shell.
pub fn arithmetic(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    if run.is_full() {
        return false;
    }
    let grammar = Language::part(rule.embed);
    run.settle(at + rule.open.len());
    run.push(Frame::between(grammar, b'(', b')', 1));
    true
}
