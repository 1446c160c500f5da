//! What lasts as long as lines are indented: block scalars of YAML, comments of Haml, Pug, Slim, Sass and reStructuredText.

use super::behind::{is_blank, is_end, is_word};
use super::{Frame, LOOK, Rule, Run, State, Zone};

/// How far back it is looked.
const TAIL: usize = 16;
/// The widest indentation that is told from wider ones.
const WIDEST: usize = LOOK / 2;

impl Run<'_> {
    /// Passes lines that are indented far enough.
    pub fn indented(&mut self, zone: Zone, least: u32, header: u32) {
        let (mut at, mut least) = (self.lexer.at, least);
        while at < self.safe {
            if self.starts_line(at) {
                match self.indentation(at) {
                    Some(depth) if depth <= header || depth < least => {
                        self.pop();
                        return self.end(zone, at, 0);
                    }
                    Some(depth) if least == 0 => least = depth,
                    _ => {}
                }
            }
            let rest = &self.bytes[at..self.safe];
            at += memchr::memchr2(b'\n', b'\r', rest).map_or(rest.len(), |end| end + 1);
        }
        self.extend(zone, at);
        if let Some(frame) = self.lexer.frames.last_mut() {
            frame.state = State::Indent { zone, least, header };
        }
    }

    /// How far the line at `at` is indented; `None` if it is blank.
    fn indentation(&self, at: usize) -> Option<u32> {
        let line = &self.bytes[at..self.bytes.len().min(at + WIDEST)];
        let depth = line.iter().take_while(|byte| is_blank(**byte)).count();
        let blank = line.get(depth).is_none_or(|byte| is_end(*byte));
        (!blank).then(|| u32::try_from(depth).unwrap_or(u32::MAX))
    }

    /// Whether `|` or `>` at `at` is the last of its line, apart from indicators and a comment.
    fn is_header(&self, at: usize) -> bool {
        let rest = &self.bytes[at + 1..self.bytes.len().min(at + WIDEST)];
        let signs = rest.iter().take(2).take_while(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9')).count();
        let blanks = rest[signs..].iter().take_while(|byte| is_blank(**byte)).count();
        match rest.get(signs + blanks) {
            None => true,
            Some(b'#') => blanks > 0,
            Some(byte) => is_end(*byte),
        }
    }

    /// Whether a value may begin at `at`: at the line's start, after `[`, `{`, `,`, `: `, `- `, `? `, a tag or an anchor.
    pub fn is_value(&self, at: usize) -> bool {
        let before = self.lexer.behind.code(self.bytes, at);
        let blanks = usize::from(is_blank(before(1)));
        match before(blanks + 1) {
            b'[' | b'{' | b',' | b'\n' | b'\r' => true,
            b':' if blanks == 0 => before(2) == b'"',
            b':' | b'-' | b'?' => blanks > 0,
            _ => blanks > 0 && is_property(before, blanks + 1),
        }
    }
}

/// Whether the word that ends `back` before a place is a tag or an anchor.
fn is_property(before: impl Fn(usize) -> u8, back: usize) -> bool {
    let start = (back..back + TAIL).find(|back| !is_word(before(*back)) && !b":-./".contains(&before(*back)));
    start.is_some_and(|back| matches!(before(back), b'!' | b'&'))
}

/// `|` or `>` that begins a block scalar with the next line. YAML.
pub fn scalar(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    if run.is_header(at) && run.is_value(at) {
        run.lexer.scalar = Some(run.lexer.behind.indent(run.bytes, at));
    }
    false
}

/// A comment that goes on over all lines that are indented deeper than its own, line ends included.
pub fn outline(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    if run.is_full() {
        return false;
    }
    let header = run.lexer.behind.indent(run.bytes, at);
    let grammar = run.frame().grammar;
    run.begin(Zone::Comment, at, rule.open.len());
    run.push(Frame::of(grammar, State::Indent { zone: Zone::Comment, least: 1, header }));
    true
}
