//! One pass over the bytes that finds where any detector could have a tag.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind, packed};
use memchr::memmem;
use regex_automata::Input;
use regex_automata::meta::{self, Regex};

use crate::custom::compile;
use crate::{BuildError, Spec};

/// Finds candidates.
#[derive(Debug)]
pub enum Finder {
    /// No detector: nothing is found.
    Nothing,
    /// One literal.
    One(Box<memmem::Finder<'static>>),
    /// A few literals, by SIMD.
    Few(packed::Searcher),
    /// Many literals.
    Many(AhoCorasick),
    /// Patterns without literals: one automaton over all detectors.
    Patterns(Box<Regex>),
}

impl Finder {
    /// Builds the cheapest finder that misses nothing.
    pub fn new(specs: &[Spec]) -> Result<Self, BuildError> {
        if specs.iter().any(|spec| spec.literals().is_empty()) {
            return Ok(Self::Patterns(Box::new(automaton(specs)?)));
        }
        let literals = shortest(specs.iter().flat_map(Spec::literals));
        Ok(match literals.as_slice() {
            [] => Self::Nothing,
            [one] => Self::One(Box::new(memmem::Finder::new(one).into_owned())),
            _ => match packed::Searcher::new(&literals) {
                Some(searcher) => Self::Few(searcher),
                None => Self::Many(many(&literals)?),
            },
        })
    }

    /// Where the first candidate at or after `from` starts.
    pub fn find(&self, cache: Option<&mut meta::Cache>, bytes: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::Nothing => None,
            Self::One(finder) => finder.find(&bytes[from..]).map(|at| from + at),
            Self::Few(searcher) => searcher.find_in(bytes, (from..bytes.len()).into()).map(|hit| hit.start()),
            Self::Many(automaton) => {
                let input = aho_corasick::Input::new(bytes).range(from..);
                automaton.find(input).map(|hit| hit.start())
            }
            Self::Patterns(regex) => {
                let input = Input::new(bytes).range(from..);
                match cache {
                    Some(cache) => regex.search_with(cache, &input).map(|hit| hit.start()),
                    None => regex.find(input).map(|hit| hit.start()),
                }
            }
        }
    }

    pub fn cache(&self) -> Option<meta::Cache> {
        match self {
            Self::Patterns(regex) => Some(regex.create_cache()),
            _ => None,
        }
    }
}

fn automaton(specs: &[Spec]) -> Result<Regex, BuildError> {
    let literals: Vec<String> = specs.iter().filter_map(literal_pattern).collect();
    let custom = specs.iter().filter_map(|spec| match spec {
        Spec::Custom(pattern) => Some(pattern.candidate.as_str()),
        Spec::Trace { .. } => None,
    });
    let patterns: Vec<&str> = literals.iter().map(String::as_str).chain(custom).collect();
    compile("all detectors together", &patterns)
}

/// The literals of a built-in detector as a pattern.
fn literal_pattern(spec: &Spec) -> Option<String> {
    let Spec::Trace { literals, .. } = spec else { return None };
    let hex = |literal: &Vec<u8>| literal.iter().map(|byte| format!("\\x{{{byte:x}}}")).collect::<String>();
    Some(literals.iter().map(hex).collect::<Vec<_>>().join("|"))
}

/// Drops every literal that holds another one: finding the shorter finds the line.
fn shortest<'a>(literals: impl Iterator<Item = &'a Vec<u8>>) -> Vec<Vec<u8>> {
    let mut sorted: Vec<&Vec<u8>> = literals.collect();
    sorted.sort_by_key(|literal| literal.len());
    let mut kept: Vec<Vec<u8>> = Vec::new();
    for literal in sorted {
        if !kept.iter().any(|short| memmem::find(literal, short).is_some()) {
            kept.push(literal.clone());
        }
    }
    kept
}

fn many(literals: &[Vec<u8>]) -> Result<AhoCorasick, BuildError> {
    build(literals, MatchKind::LeftmostFirst)
}

fn build(literals: &[Vec<u8>], kind: MatchKind) -> Result<AhoCorasick, BuildError> {
    AhoCorasick::builder()
        .match_kind(kind)
        .kind((literals.len() < 500).then_some(AhoCorasickKind::DFA))
        .build(literals)
        .map_err(|error| BuildError::Size { name: "literals".to_owned(), reason: error.to_string() })
}

/// Tells which detectors a line can concern at all.
#[derive(Debug)]
pub struct Owners {
    automaton: AhoCorasick,
    /// The detector of each literal.
    owner: Vec<usize>,
    /// Detectors without literals: every line concerns them.
    always: Vec<usize>,
}

impl Owners {
    /// `None` for one detector: every candidate is its.
    pub fn new(specs: &[Spec]) -> Result<Option<Self>, BuildError> {
        if specs.len() < 2 {
            return Ok(None);
        }
        let (mut literals, mut owner, mut always) = (Vec::new(), Vec::new(), Vec::new());
        for (index, spec) in specs.iter().enumerate() {
            literals.extend_from_slice(spec.literals());
            owner.resize(literals.len(), index);
            if spec.literals().is_empty() {
                always.push(index);
            }
        }
        Ok(Some(Self { automaton: build(&literals, MatchKind::Standard)?, owner, always }))
    }

    /// The detectors, ascending.
    pub fn of(&self, line: &[u8], detectors: &mut Vec<usize>) {
        detectors.clear();
        detectors.extend_from_slice(&self.always);
        for hit in self.automaton.find_overlapping_iter(line) {
            let owner = self.owner[hit.pattern().as_usize()];
            if detectors.last() != Some(&owner) {
                detectors.push(owner);
            }
        }
        detectors.sort_unstable();
        detectors.dedup();
    }
}
