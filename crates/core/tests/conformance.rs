//! Runs conformance/match on the matcher alone: what is about whole files (encodings, context, languages that are said) is the engine's.

mod case;

use serde_json::{Value, json};
use tagwright_core::zones::Language;
use tagwright_core::{At, Block, Found, Ground, Matcher, Miss, Sink};

use case::Named;

struct Collected<'c> {
    detectors: &'c [Named],
    /// Bytes before the text that the matcher sees.
    skipped: usize,
    tags: Vec<Value>,
    misses: Vec<Value>,
}

/// The name of a language; none for files of no known one.
fn language_name(language: Language) -> Option<&'static str> {
    (language != Language::GENERIC).then(|| language.name())
}

impl Sink for Collected<'_> {
    fn tag(&mut self, detector: usize, at: &At, ground: Ground, found: &Found<'_>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let detector = &self.detectors[detector];
        let values: Vec<Option<String>> = found.fields.iter().map(|field| field.as_deref().map(text)).collect();
        self.tags.push(json!({
            "detector": detector.name, "kind": text(&found.kind), "name": text(&found.name), "text": text(&found.text),
            "line": at.line, "column": at.column, "offset": at.start + self.skipped, "length": at.end - at.start,
            "zone": case::zone_name(ground.zone as u32), "language": language_name(ground.language), "fields": case::fields(detector, &values),
        }));
    }

    fn miss(&mut self, at: &At, miss: &Miss) {
        let mut one = json!({
            "code": case::code_name(miss.code as usize),
            "line": at.line, "column": at.column, "offset": at.start + self.skipped, "length": at.end - at.start,
        });
        if !miss.detail.is_empty() {
            one["detail"] = miss.detail.into();
        }
        self.misses.push(one);
    }
}

fn run(case: &Value) -> (Vec<Value>, Vec<Value>) {
    let content = case::bytes(case);
    let content = content.strip_prefix("\u{feff}".as_bytes()).map_or((&content[..], 0), |rest| (rest, 3));
    let detectors = case::detectors(&case["options"]);
    let specs: Vec<_> = detectors.iter().map(|detector| detector.spec.clone()).collect();
    let matcher = Matcher::new(&specs).expect("the patterns compile");
    let mut collected = Collected { detectors: &detectors, skipped: content.1, tags: Vec::new(), misses: Vec::new() };
    let path = case["path"].as_str().unwrap_or("test.txt");
    matcher.scan(&mut matcher.scratch(), Block::whole(content.0), path.as_bytes(), &mut collected);
    (collected.tags, collected.misses)
}

fn is_binary(content: &[u8]) -> bool {
    content.contains(&0) || content.starts_with(b"\xff\xfe") || content.starts_with(b"\xfe\xff")
}

#[test]
fn matches_what_the_cases_say() {
    let (mut count, mut differences) = (0, case::Differences::default());
    for (title, case) in case::cases("match") {
        if is_binary(&case::bytes(&case)) || !case["options"]["languages"].is_null() {
            continue;
        }
        let (tags, misses) = run(&case);
        let mut expected = case::expected_tags(&case);
        for tag in &mut expected {
            tag.as_object_mut().expect("a tag").remove("context");
        }
        case::compare_tags(&mut differences, &title, tags, expected);
        let near: Vec<_> =
            case::list(&case["diagnostics"]).iter().filter(|one| one["code"] != "E_FILE_UTF8").cloned().collect();
        differences.compare(&title, &misses, &near);
        count += 1;
    }
    differences.none();
    assert!(count > 200, "only {count} cases were run");
}
