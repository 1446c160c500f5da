//! Reads what `conformance/` holds; the format is in its README.

use std::path::PathBuf;

use serde_json::{Map, Value};
use tagwright_core::{Dialect, Pattern, Spec};

/// A detector with the names of its fields.
pub struct Named {
    pub spec: Spec,
    pub fields: Vec<String>,
    /// The detector's name, and the dialect of `trace`.
    pub name: String,
    pub dialect: Option<String>,
}

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A JSON file of the repository.
pub fn read(path: &str) -> Value {
    let text = std::fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every case of a folder, with a title for messages.
pub fn cases(folder: &str) -> Vec<(String, Value)> {
    let mut files: Vec<_> = std::fs::read_dir(repository().join("conformance").join(folder))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name().into_string().expect("UTF-8"))
        .filter(|name| name.ends_with(".json"))
        .collect();
    files.sort();
    let of = |file: &String| {
        let path = format!("conformance/{folder}/{file}");
        let cases = read(&path);
        list(&cases).iter().map(|case| (format!("{path}: {}", text(&case["name"])), case.clone())).collect::<Vec<_>>()
    };
    files.iter().flat_map(of).collect()
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub fn strings(value: &Value) -> Vec<String> {
    list(value).iter().map(|one| text(one).to_owned()).collect()
}

pub fn hex(digits: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
    (0..digits.len()).step_by(2).map(pair).collect()
}

/// The bytes of a content.
pub fn bytes(content: &Value) -> Vec<u8> {
    let once = match content {
        Value::Array(parts) => parts.iter().flat_map(bytes).collect(),
        _ if content["parts"].is_array() => bytes(&content["parts"]),
        _ if content["hex"].is_string() => hex(text(&content["hex"])),
        Value::String(text) => text.clone().into_bytes(),
        _ => text(&content["text"]).as_bytes().to_vec(),
    };
    once.repeat(content.get("times").and_then(Value::as_u64).map_or(1, |times| usize::try_from(times).expect("small")))
}

/// The detectors that a case's options ask for.
pub fn detectors(options: &Value) -> Vec<Named> {
    let asked =
        |name: &str| options["detectors"].is_null() || strings(&options["detectors"]).iter().any(|one| one == name);
    let dialects = if options["dialects"].is_null() { vec!["tag".to_owned()] } else { strings(&options["dialects"]) };
    let none = Map::new();
    let patterns = options["patterns"].as_object().unwrap_or(&none);
    let traces = dialects.iter().filter(|_| asked("trace")).map(|name| trace(name));
    let customs = patterns.iter().filter(|(name, _)| asked(name)).map(|(name, source)| custom(name, text(source)));
    traces.chain(customs).collect()
}

fn trace(name: &str) -> Named {
    let table = read("data/detectors.json");
    let row = list(&table["dialects"]).iter().find(|row| row["name"] == name).expect("a known dialect");
    let dialect = Dialect::named(name).expect("a known dialect");
    let literals = strings(&row["literals"]).into_iter().map(String::into_bytes).collect();
    let fields = strings(&row["fields"]);
    Named { spec: Spec::Trace { dialect, literals }, fields, name: "trace".to_owned(), dialect: Some(name.to_owned()) }
}

fn custom(name: &str, source: &str) -> Named {
    let table = read("conformance/patterns.json");
    let row = table.get(source).unwrap_or_else(|| panic!("conformance/patterns.json lacks {source}"));
    let fields = strings(&row["fields"]);
    let pattern = Pattern {
        name: name.to_owned(),
        pattern: text(&row["pattern"]).to_owned(),
        candidate: text(&row["candidate"]).to_owned(),
        literals: strings(&row["literals"]).into_iter().map(String::into_bytes).collect(),
        fields: fields.clone(),
    };
    Named { spec: Spec::Custom(pattern), fields, name: name.to_owned(), dialect: None }
}

/// A tag's fields as the cases write them.
pub fn fields(detector: &Named, values: &[Option<String>]) -> Value {
    let dialect = detector.dialect.iter().map(|dialect| ("dialect".to_owned(), Value::from(dialect.as_str())));
    let own =
        detector.fields.iter().zip(values).filter_map(|(name, value)| Some((name.clone(), value.clone()?.into())));
    Value::Object(dialect.chain(own).collect())
}

/// A case's tags with their texts put together.
pub fn expected_tags(case: &Value) -> Vec<Value> {
    let whole = |value: &Value| Value::from(String::from_utf8(bytes(value)).expect("a text"));
    let tag = |tag: &Value| {
        let mut tag = tag.clone();
        tag["text"] = whole(&tag["text"]);
        if !tag["context"].is_null() {
            tag["context"] = whole(&tag["context"]);
        }
        tag.as_object_mut().expect("a tag").retain(|_, value| !value.is_null());
        tag
    };
    list(&case["tags"]).iter().map(tag).collect()
}

/// The name of a code, as `data/errors.json` spells it.
pub fn code_name(index: usize) -> String {
    text(&read("data/errors.json")["diagnostics"][index]["code"]).to_owned()
}

/// Gathers what differs, so that one run tells of every case.
#[derive(Default)]
pub struct Differences(Vec<String>);

impl Differences {
    pub fn compare<T: PartialEq + std::fmt::Debug>(&mut self, title: &str, got: &T, expected: &T) {
        if got != expected {
            self.0.push(format!("{title}\n  got      {got:?}\n  expected {expected:?}"));
        }
    }

    pub fn none(self) {
        assert!(self.0.is_empty(), "{} differ:\n{}", self.0.len(), self.0.join("\n"));
    }
}
