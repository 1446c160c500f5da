//! Runs `conformance/zones`, and cuts every case at every byte.

// The other suite reads detectors with it, too.
#[allow(dead_code)]
mod case;
mod cut;

use case::{Differences, bytes, cases, list, text};
use cut::{cut, joined};
use serde_json::Value;
use tagwright_core::zones::{Language, Lexer, Span, Zone, map};

fn language(case: &Value, content: &[u8]) -> Language {
    match case["language"].as_str() {
        Some(name) => Language::named(name.as_bytes()).unwrap_or_else(|| panic!("{name} is no language")),
        None => Language::of(text(&case["path"]).as_bytes(), content),
    }
}

fn name(zone: Zone) -> &'static str {
    match zone {
        Zone::Code => "code",
        Zone::Comment => "comment",
        Zone::String => "string",
        Zone::Text => "text",
    }
}

/// What a case says of a span: zone, text and, where it says so, the lengths of its delimiters.
fn said(span: &Span, content: &[u8], expected: &Value) -> Value {
    let own = String::from_utf8_lossy(&content[span.start..span.end]);
    let mut said = vec![Value::from(name(span.zone)), Value::from(own)];
    if list(expected).len() > 2 {
        said.extend([Value::from(span.open), Value::from(span.close)]);
    }
    Value::from(said)
}

#[test]
fn zones() {
    let mut differences = Differences::default();
    for (title, case) in cases("zones") {
        let content = bytes(&case);
        let language = language(&case, &content);
        if let Some(expected) = case["is"].as_str() {
            assert_eq!(language.name(), expected, "{title}");
        }
        if case["spans"].is_null() {
            continue;
        }
        let spans = map(language, &content);
        let expected = list(&case["spans"]);
        let all: Vec<Value> = spans
            .iter()
            .zip(expected.iter().chain(std::iter::repeat(&Value::Null)))
            .map(|(span, one)| said(span, &content, one))
            .collect();
        differences.compare(&title, &all, &expected.to_vec());
    }
    differences.none();
}

#[test]
fn cuts_change_nothing() {
    for (title, case) in cases("zones") {
        let content = bytes(&case);
        let language = language(&case, &content);
        let whole = joined(&map(language, &content));
        if content.len() > 4096 || content.starts_with(b"\xef\xbb\xbf") {
            continue;
        }
        for at in 0..=content.len() {
            assert_eq!(joined(&cut(language, &content, at)), whole, "{title}, cut at {at}");
        }
    }
}

#[test]
fn a_block_of_lines_is_lexed_to_its_end() {
    for (title, case) in cases("zones") {
        let content = bytes(&case);
        let language = language(&case, &content);
        let ends = (1..content.len())
            .filter(|at| content[at - 1] == b'\n' || (content[at - 1] == b'\r' && content[*at] != b'\n'));
        for end in ends {
            let mut lexer = Lexer::new(language);
            lexer.advance(&content[..end], end, false, &mut Vec::new());
            assert!(lexer.position() >= end, "{title}, {end}: only {}", lexer.position());
        }
    }
}

#[test]
fn small_steps_change_nothing() {
    for (title, case) in cases("zones") {
        let content = bytes(&case);
        let language = language(&case, &content);
        let (mut lexer, mut spans) = (Lexer::new(language), Vec::new());
        if content.starts_with(b"\xef\xbb\xbf") {
            continue;
        }
        for to in 0..=content.len() {
            lexer.advance(&content, to, true, &mut spans);
        }
        assert_eq!(spans, map(language, &content), "{title}");
    }
}
