//! Any bytes in any language: spans lie in the text, in order, and do not depend on where the text is cut or how far each call goes.

#[path = "../../crates/core/tests/cut/mod.rs"]
mod cut;

use cut::{cut, joined};
use tagwright_engine::core::zones::{Language, Lexer, Span, Zone, map};

/// One or more for each hook, and for each kind of rule.
const LANGUAGES: [&str; 48] = [
    "Generic",
    "C",
    "C++",
    "C#",
    "Rust",
    "Go",
    "Java",
    "JavaScript",
    "TypeScript",
    "TSX",
    "Python",
    "Ruby",
    "Perl",
    "PHP",
    "Shell",
    "PowerShell",
    "Lua",
    "CMake",
    "Makefile",
    "YAML",
    "TOML",
    "JSON",
    "HTML",
    "XML",
    "Vue",
    "Svelte",
    "Astro",
    "CSS",
    "Markdown",
    "MDX",
    "reStructuredText",
    "Org",
    "LaTeX",
    "SQL",
    "Haskell",
    "OCaml",
    "F#",
    "Scheme",
    "Clojure",
    "Fortran",
    "COBOL",
    "Julia",
    "Swift",
    "Scala",
    "Dart",
    "Vim Script",
    "Kconfig",
    "Literate Haskell",
];

/// Bytes before the text: the language, the cut, the length of a step.
const HEAD: usize = 4;

/// The first byte chooses the language, the next two where the text is cut, the fourth how far each call goes; the rest is the text.
pub fn run(data: &[u8]) {
    let Some((&[which, low, high, step], text)) = data.split_first_chunk::<HEAD>() else { return };
    if text.starts_with(b"\xef\xbb\xbf") {
        return;
    }
    let name = LANGUAGES[usize::from(which) % LANGUAGES.len()];
    let language = Language::named(name.as_bytes()).unwrap_or_else(|| panic!("{name} is no language"));
    let whole = map(language, text);
    check(&whole, text.len());
    let at = usize::from(u16::from_le_bytes([low, high])) % (text.len() + 1);
    assert_eq!(joined(&cut(language, text, at)), joined(&whole), "{name}, cut at {at}");
    assert_eq!(stepped(language, text, usize::from(step) + 1), whole, "{name}, in steps of {step} and one");
}

fn check(spans: &[Span], length: usize) {
    let mut last = 0;
    for span in spans {
        assert!(span.start >= last && span.start < span.end && span.end <= length, "{span:?} of {length}");
        assert!(usize::from(span.open) + usize::from(span.close) <= span.end - span.start, "{span:?}");
        assert!(span.zone != Zone::Code, "{span:?}");
        last = span.end;
    }
}

fn stepped(language: Language, text: &[u8], step: usize) -> Vec<Span> {
    let (mut lexer, mut spans) = (Lexer::new(language), Vec::new());
    for to in (0..text.len()).step_by(step).chain([text.len()]) {
        lexer.advance(text, to, true, &mut spans);
    }
    spans
}
