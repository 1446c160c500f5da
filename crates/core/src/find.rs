//! One pass over the bytes that finds where any detector could have a tag.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind, packed};
use memchr::memmem;
use regex_automata::Input;
use regex_automata::meta::{self, Regex};

use crate::custom::compile;
use crate::lines::is_word;
use crate::rarity::{LOOKED_AT, SLIM, fragment, is_cut, spread};
use crate::{BuildError, Spec};

/// Finds candidates.
#[derive(Debug)]
pub enum Finder {
    /// No detector: nothing is found.
    Nothing,
    /// One literal.
    One(Box<memmem::Finder<'static>>),
    /// A few dozen fragments of literals, by SIMD, group by group.
    Few(Vec<Group>),
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
            _ => match groups(specs, &literals) {
                Some(groups) => Self::Few(groups),
                None => Self::Many(build(&literals, MatchKind::LeftmostFirst)?),
            },
        })
    }

    /// Where the first candidate at or after `from` starts. `from` never goes down over one block; `state` is of this block.
    pub fn find(&self, state: &mut State, bytes: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::Nothing => None,
            Self::One(finder) => finder.find(&bytes[from..]).map(|at| from + at),
            Self::Few(groups) => state.first(groups, bytes, from),
            Self::Many(automaton) => {
                let input = aho_corasick::Input::new(bytes).range(from..);
                automaton.find(input).map(|hit| hit.start())
            }
            Self::Patterns(regex) => {
                let input = Input::new(bytes).range(from..);
                let cache = state.cache.get_or_insert_with(|| regex.create_cache());
                regex.search_with(cache, &input).map(|hit| hit.start())
            }
        }
    }
}

/// What a search remembers, so that each group of fragments goes over a block once.
#[derive(Debug, Default)]
pub struct State {
    cache: Option<meta::Cache>,
    /// Each group's next hit; behind the end if it has none left.
    next: Vec<usize>,
}

impl State {
    /// Forgets the block before.
    pub fn reset(&mut self) {
        self.next.clear();
    }

    fn first(&mut self, groups: &[Group], bytes: &[u8], from: usize) -> Option<usize> {
        let look = |group: &Group| group.find(bytes, from).unwrap_or(usize::MAX);
        if self.next.is_empty() {
            self.next.extend(groups.iter().map(look));
        } else {
            for (next, group) in self.next.iter_mut().zip(groups) {
                if *next < from {
                    *next = look(group);
                }
            }
        }
        self.next.iter().copied().min().filter(|&at| at != usize::MAX)
    }
}

/// Fragments that are looked for together.
#[derive(Debug)]
pub enum Group {
    One(Box<memmem::Finder<'static>>),
    /// And which of them count only where no word byte stands before.
    Few(packed::Searcher, Vec<bool>),
}

impl Group {
    fn new(specs: &[Spec], fragments: &[Vec<u8>]) -> Option<Self> {
        match fragments {
            [one] => Some(Self::One(Box::new(memmem::Finder::new(one).into_owned()))),
            _ => {
                let fragments = spread(fragments);
                let bounded = fragments.iter().map(|one| is_bounded(specs, one)).collect();
                packed::Searcher::new(&fragments).map(|searcher| Self::Few(searcher, bounded))
            }
        }
    }

    fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::One(finder) => finder.find(&bytes[from..]).map(|at| from + at),
            Self::Few(searcher, bounded) => {
                let mut from = from;
                loop {
                    let hit = searcher.find_in(bytes, (from..bytes.len()).into())?;
                    if !bounded[hit.pattern().as_usize()] || is_bound(bytes, hit.start()) {
                        return Some(hit.start());
                    }
                    from = hit.start() + 1;
                }
            }
        }
    }
}

/// The most fragments that one SIMD searcher takes.
const GROUP: usize = 64;

/// More fragments than that are left to the automaton.
const MOST: usize = 3 * GROUP;

/// Fragments of that many bytes are still sharp enough to share a pass with longer ones, if they are few.
const SHARP: usize = 3;

/// Searchers for a fragment of each literal. Short ones stay among themselves, so as not to blunt the others.
fn groups(specs: &[Spec], literals: &[Vec<u8>]) -> Option<Vec<Group>> {
    let fragments: Vec<Vec<u8>> = literals.iter().map(|literal| fragment(literal).to_vec()).collect();
    let mut fragments = shortest(fragments.iter());
    fragments.sort_by(|a, b| a.len().min(LOOKED_AT).cmp(&b.len().min(LOOKED_AT)).then_with(|| a.cmp(b)));
    if fragments.len() > MOST {
        return None;
    }
    if fragments.len() <= SLIM && fragments.iter().all(|one| one.len() >= SHARP) {
        return Some(vec![Group::new(specs, &fragments)?]);
    }
    fragments
        .chunk_by(|a, b| a.len().min(LOOKED_AT) == b.len().min(LOOKED_AT))
        .flat_map(|alike| alike.chunks(GROUP))
        .map(|alike| Group::new(specs, alike))
        .collect()
}

/// Whether a fragment counts only where no word byte stands before it: every literal that it stands for begins with it and is such.
fn is_bounded(specs: &[Spec], fragment: &[u8]) -> bool {
    let of = |spec: &Spec, literal: &[u8]| spec.is_bounded(literal) && literal.starts_with(fragment);
    specs.iter().all(|spec| {
        let mut own = spec.literals().iter().filter(|literal| memmem::find(literal, fragment).is_some());
        own.all(|literal| of(spec, literal))
    })
}

/// Whether no word byte stands before a place.
fn is_bound(bytes: &[u8], at: usize) -> bool {
    at == 0 || !is_word(bytes[at - 1])
}

fn automaton(specs: &[Spec]) -> Result<Regex, BuildError> {
    let literals: Vec<String> = specs.iter().filter_map(literal_pattern).collect();
    let custom = specs.iter().filter_map(|spec| match spec {
        Spec::Custom(pattern) => Some(pattern.candidate.as_str()),
        Spec::Trace { .. } | Spec::Note(_) => None,
    });
    let patterns: Vec<&str> = literals.iter().map(String::as_str).chain(custom).collect();
    compile("all detectors together", &patterns)
}

/// The literals of a built-in detector as a pattern.
fn literal_pattern(spec: &Spec) -> Option<String> {
    if matches!(spec, Spec::Custom(_)) {
        return None;
    }
    let hex = |literal: &Vec<u8>| literal.iter().map(|byte| format!("(?-u:\\x{byte:02x})")).collect::<String>();
    Some(spec.literals().iter().map(hex).collect::<Vec<_>>().join("|"))
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
    /// Whether it counts only where no word byte stands before it.
    bounded: Vec<bool>,
    /// Detectors without literals: every line concerns them.
    always: Vec<usize>,
}

impl Owners {
    /// `None` for one detector whose candidates hold its literals whole: each is its.
    pub fn new(specs: &[Spec]) -> Result<Option<Self>, BuildError> {
        let cut = |spec: &Spec| {
            matches!(spec, Spec::Note(_))
                || (spec.literals().len() > 1 && spec.literals().iter().any(|one| is_cut(one)))
        };
        if specs.len() < 2 && !specs.iter().any(cut) {
            return Ok(None);
        }
        let (mut literals, mut owner, mut bounded, mut always) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (index, spec) in specs.iter().enumerate() {
            literals.extend_from_slice(spec.literals());
            owner.resize(literals.len(), index);
            bounded.extend(spec.literals().iter().map(|literal| spec.is_bounded(literal)));
            if spec.literals().is_empty() {
                always.push(index);
            }
        }
        Ok(Some(Self { automaton: build(&literals, MatchKind::Standard)?, owner, bounded, always }))
    }

    /// The detectors, ascending.
    pub fn of(&self, line: &[u8], detectors: &mut Vec<usize>) {
        detectors.clear();
        detectors.extend_from_slice(&self.always);
        for hit in self.automaton.find_overlapping_iter(line) {
            let literal = hit.pattern().as_usize();
            let owner = self.owner[literal];
            if self.bounded[literal] && !is_bound(line, hit.start()) {
                continue;
            }
            if detectors.last() != Some(&owner) {
                detectors.push(owner);
            }
        }
        detectors.sort_unstable();
        detectors.dedup();
    }
}
