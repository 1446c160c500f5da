//! Markup: tags with their strings, elements that hold other languages, expressions in the text, PHP.

use super::embed::Closer;
use super::{Frame, Language, Rule, Run, Zone};

/// What the element whose tag is open holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Element {
    name: Option<&'static [u8]>,
    /// What an attribute says of its language.
    language: Option<Language>,
}

/// Elements whose content is another language, and which.
const ELEMENTS: &[(&[u8], &[u8])] =
    &[(b"script", b"javascript"), (b"style", b"css"), (b"textarea", b"plain"), (b"title", b"plain")];
/// The longest value of an attribute that is looked at.
const VALUE: usize = 48;

/// `<` and a name, `</`, `<!`, `<?`: a tag, up to its `>`.
pub fn tag(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let rest = &run.bytes[at + 1..run.bytes.len().min(at + 16)];
    let begins = rest.first().is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!?".contains(byte));
    if !begins || run.is_full() {
        return false;
    }
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    let own = |(name, _): &&(&'static [u8], &[u8])| name.eq_ignore_ascii_case(&rest[..length]);
    run.lexer.element = Element { name: ELEMENTS.iter().find(own).map(|(name, _)| *name), language: None };
    let grammar = Language::part(rule.embed);
    run.settle(at);
    run.lexer.at = at + 1;
    run.push(Frame::code(grammar));
    run.lexer.running = false;
    true
}

/// `lang=` or `type=` in a tag: the language of what the element holds.
pub fn attribute(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let start = at + rule.open.len();
    let rest = &run.bytes[start..run.bytes.len().min(start + VALUE)];
    let value = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = value.iter().position(|byte| b"\"'> \t\r\n;".contains(byte)).unwrap_or(value.len());
    if run.lexer.element.name.is_some() && end > 0 {
        run.lexer.element.language = Some(spoken(&value[..end]));
    }
    false
}

/// `ts`, `text/typescript`, `module`, `application/ld+json`.
fn spoken(value: &[u8]) -> Language {
    let kind = value.rsplit(|byte| *byte == b'/').next().unwrap_or(value);
    let plain = kind.strip_prefix(b"x-").unwrap_or(kind);
    let last = plain.rsplit(|byte| *byte == b'+').next().unwrap_or(plain);
    let script: &[u8] = if matches!(last, b"module" | b"ecmascript" | b"babel") { b"javascript" } else { last };
    Language::named(script).or_else(|| Language::named(b"plain")).unwrap_or(Language::GENERIC)
}

/// The end of a tag: what the element holds begins.
pub fn close(run: &mut Run<'_>, _: &'static Rule, at: usize) -> bool {
    let closed = run.lexer.behind.byte(run.bytes, at, 1) == b'/';
    let element = std::mem::take(&mut run.lexer.element);
    run.settle(at + 1);
    run.pop();
    run.lexer.running = false;
    if let (Some(name), false) = (element.name, closed) {
        let usual = ELEMENTS.iter().find(|(own, _)| *own == name).map_or(&b"plain"[..], |(_, language)| language);
        let grammar = element.language.map_or_else(|| Language::part(usual), Language::grammar);
        run.embed(grammar, Closer::Tag(name));
    }
    true
}

/// `{{` in text: an expression, up to its `}}`. Vue and its like.
pub fn mustache(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    expression(run, rule, at, Inner { open: rule.open.len(), depth: 1 })
}

/// `{` in text or a tag: an expression, up to its `}`. Svelte, Astro.
pub fn brace(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    let sign = run.bytes.get(at + 1).is_some_and(|byte| b"#/:@".contains(byte));
    let comment = run.bytes.get(at + 2).is_some_and(|byte| b"/*".contains(byte));
    expression(run, rule, at, Inner { open: 1 + usize::from(sign && !comment), depth: 0 })
}

/// How an expression begins: the length of its opener, and how many brackets more than one will close it.
struct Inner {
    open: usize,
    depth: u32,
}

fn expression(run: &mut Run<'_>, rule: &Rule, at: usize, inner: Inner) -> bool {
    if run.is_full() {
        return false;
    }
    let grammar = Language::part(rule.embed);
    run.settle(at);
    run.lexer.at = at + inner.open;
    run.push(Frame::between(grammar, b'{', b'}', inner.depth));
    run.lexer.running = false;
    true
}

/// The end of a part: code of the language around goes on.
pub fn leave(run: &mut Run<'_>, rule: &'static Rule, at: usize) -> bool {
    run.settle(at + rule.open.len());
    run.pop();
    run.lexer.running = false;
    run.lexer.behind.passed(Zone::String, run.lexer.at);
    true
}
