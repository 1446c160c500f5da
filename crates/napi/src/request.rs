//! A request, as `src/engine/contract.ts` has it.

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use tagwright_engine::core::zones::Language;
use tagwright_engine::core::{Dialect, Needs, Notes, Pattern, Spec, Zones};
use tagwright_engine::{Mapping, Options};

use crate::result::Failure;

/// A detector: `dialect` for trace; `note` for notes; `name`, `pattern` and `candidate` for custom.
#[napi(object, object_to_js = false)]
pub struct Detector {
    pub dialect: Option<String>,
    pub name: Option<String>,
    pub pattern: Option<String>,
    pub candidate: Option<String>,
    pub note: Option<NoteOptions>,
    pub literals: Vec<String>,
    pub fields: Vec<String>,
    /// A bit for each zone.
    pub zones: u32,
}

/// What makes a note.
#[napi(object, object_to_js = false)]
pub struct NoteOptions {
    pub keywords: Vec<String>,
    pub ignore_case: bool,
    /// `colon`, `reference`, `expiry`.
    pub needs: Vec<String>,
    pub least: u32,
    pub most: u32,
    pub joined: bool,
}

/// An ignore line, and the language of what it matches.
#[napi(object, object_to_js = false)]
pub struct LanguageRule {
    pub line: String,
    pub language: String,
}

/// A complete request. Paths are bytes: a name need not be Unicode.
#[napi(object, object_to_js = false)]
pub struct Request {
    pub root: Uint8Array,
    pub paths: Vec<Uint8Array>,
    pub detectors: Vec<Detector>,
    pub languages: Vec<LanguageRule>,
    pub hidden: bool,
    pub ignore: bool,
    pub skip_dirs: Vec<String>,
    pub include: Vec<String>,
    pub exclude: Vec<String>,
    pub follow: bool,
    pub outside: bool,
    pub max_file_size: f64,
    pub threads: u32,
    pub window: u32,
    pub mmap: String,
    pub memory: f64,
    pub context: u32,
    pub hash: bool,
    pub raw: bool,
    pub only: Vec<Uint8Array>,
    pub fault: String,
}

impl TryFrom<Request> for Options {
    type Error = Failure;

    fn try_from(request: Request) -> Result<Self, Failure> {
        let bytes = |names: Vec<String>| names.into_iter().map(String::into_bytes).collect();
        Ok(Self {
            root: request.root.to_vec(),
            paths: request.paths.iter().map(|path| path.to_vec()).collect(),
            detectors: request.detectors.into_iter().map(spec).collect::<Result<_, _>>()?,
            languages: request.languages.into_iter().map(language).collect::<Result<_, _>>()?,
            hidden: request.hidden,
            ignore: request.ignore,
            skip_dirs: bytes(request.skip_dirs),
            include: request.include,
            exclude: request.exclude,
            follow: request.follow,
            outside: request.outside,
            max_file_size: size(request.max_file_size),
            threads: request.threads as usize,
            window: request.window as usize,
            mapping: mapping(&request.mmap)?,
            memory: size(request.memory),
            context: request.context,
            hash: request.hash,
            raw: request.raw,
            only: request.only.iter().map(|path| path.to_vec()).collect(),
            fault: request.fault.into_bytes(),
        })
    }
}

fn language(LanguageRule { line, language }: LanguageRule) -> Result<(String, Language), Failure> {
    let known = Language::named(language.as_bytes());
    Ok((line, known.ok_or_else(|| Failure::internal(&format!("no language {language}")))?))
}

fn spec(detector: Detector) -> Result<Spec, Failure> {
    let literals = detector.literals.into_iter().map(String::into_bytes).collect();
    let zones = Zones::new(detector.zones);
    if let Some(options) = detector.note {
        return Ok(Spec::Note(notes(options, literals, zones)));
    }
    if let Some(name) = detector.dialect {
        let dialect = Dialect::named(&name).ok_or_else(|| Failure::internal(&format!("no dialect {name}")))?;
        return Ok(Spec::Trace { dialect, literals, zones });
    }
    Ok(Spec::Custom(Pattern {
        name: detector.name.unwrap_or_default(),
        pattern: detector.pattern.unwrap_or_default(),
        candidate: detector.candidate.unwrap_or_default(),
        literals,
        fields: detector.fields,
        zones,
    }))
}

fn notes(options: NoteOptions, literals: Vec<Vec<u8>>, zones: Zones) -> Notes {
    let needs = |what: &str| options.needs.iter().any(|one| one == what);
    Notes {
        needs: Needs { colon: needs("colon"), reference: needs("reference"), expiry: needs("expiry") },
        keywords: options.keywords.into_iter().map(String::into_bytes).collect(),
        literals,
        ignore_case: options.ignore_case,
        joined: options.joined,
        least: options.least,
        most: options.most,
        zones,
    }
}

fn mapping(word: &str) -> Result<Mapping, Failure> {
    Ok(match word {
        "auto" => Mapping::Auto,
        "never" => Mapping::Never,
        "always" => Mapping::Always,
        _ => return Err(Failure::internal(&format!("no mapping {word}"))),
    })
}

/// JavaScript has no u64: sizes come as whole, non-negative doubles.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub const fn size(bytes: f64) -> u64 {
    bytes as u64
}
