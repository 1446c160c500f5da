//! Lexes a text in two parts. The fuzz target shares it, and knows the lexer by another crate: whoever includes this has it in scope.

use super::{Language, Lexer, Span};

/// Lexes with a cut at `at`: what is before it is dropped as far as it can be, as the engine drops blocks.
pub fn cut(language: Language, text: &[u8], at: usize) -> Vec<Span> {
    let (mut lexer, mut spans) = (Lexer::new(language), Vec::new());
    lexer.advance(&text[..at], at, false, &mut spans);
    let by = lexer.position();
    lexer.shift(by);
    let held = spans.len();
    lexer.advance(&text[by..], text.len() - by, true, &mut spans);
    for span in &mut spans[held..] {
        (span.start, span.end) = (span.start + by, span.end + by);
    }
    spans
}

/// Joins what a cut took apart: bytes and their zones, and where spans open and close.
pub fn joined(spans: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if last.end == span.start && last.zone == span.zone && last.close == 0 && span.open == 0 => {
                (last.end, last.close) = (span.end, span.close);
            }
            _ => out.push(*span),
        }
    }
    out
}
