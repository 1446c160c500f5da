//! What a detector is, and what it says of a line.

use std::borrow::Cow;
use std::ops::Range;

use crate::custom::{self, Custom};
use crate::note::{Note, Notes};
use crate::zoning::Zones;
use crate::{BuildError, Code, Pattern, hash, moai, oft, tag};

/// A grammar of the `trace` detector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `@TAG[TYPE:ID] text`
    Tag,
    /// `#TYPE-123`
    Hash,
    /// `@TYPE:DOMAIN-001`
    Moai,
    /// `[type~name~rev->type~name~rev>>type]`
    Oft,
}

impl Dialect {
    /// The dialect of that name, as data/detectors.json spells it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "tag" => Self::Tag,
            "hash" => Self::Hash,
            "moai" => Self::Moai,
            "oft" => Self::Oft,
            _ => return None,
        })
    }
}

/// A detector as a caller asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spec {
    /// A built-in grammar.
    Trace {
        /// Which.
        dialect: Dialect,
        /// Every match holds one of these.
        literals: Vec<Vec<u8>>,
        /// Where tags may start.
        zones: Zones,
    },
    /// `TODO(ref): text`
    Note(Notes),
    /// A user's pattern, already checked and translated.
    Custom(Pattern),
}

impl Spec {
    /// How many fields its tags have.
    #[must_use]
    pub fn fields(&self) -> usize {
        match self {
            Self::Trace { dialect: Dialect::Hash, .. } => 0,
            Self::Trace { dialect: Dialect::Tag | Dialect::Moai, .. } => 1,
            Self::Trace { dialect: Dialect::Oft, .. } => 3,
            Self::Note(_) => 4,
            Self::Custom(pattern) => pattern.fields.len(),
        }
    }

    pub(crate) fn literals(&self) -> &[Vec<u8>] {
        match self {
            Self::Trace { literals, .. } => literals,
            Self::Note(notes) => &notes.literals,
            Self::Custom(pattern) => &pattern.literals,
        }
    }

    /// Whether a literal of it counts only where no word byte stands before it: keywords of notes do, what an `@` marks does not.
    pub(crate) fn is_bounded(&self, literal: &[u8]) -> bool {
        matches!(self, Self::Note(_)) && literal.first() != Some(&b'@')
    }

    /// Where its tags may start.
    pub(crate) const fn zones(&self) -> Zones {
        match self {
            Self::Trace { zones, .. } => *zones,
            Self::Note(notes) => notes.zones,
            Self::Custom(pattern) => pattern.zones,
        }
    }
}

/// One line, or one piece of a very long line.
#[derive(Clone, Copy, Debug)]
pub struct Line<'l> {
    /// The bytes, without their terminator.
    pub bytes: &'l [u8],
    /// The file's path, as it will be reported.
    pub path: &'l [u8],
    /// 1-based.
    pub number: u32,
}

/// A tag on a line.
#[derive(Clone, Debug)]
pub struct Found<'l> {
    /// Bytes of the line.
    pub span: Range<usize>,
    /// What sort of tag.
    pub kind: Cow<'l, [u8]>,
    /// The id.
    pub name: Cow<'l, [u8]>,
    /// The description.
    pub text: Cow<'l, [u8]>,
    /// The detector's other values, in the order of its field names.
    pub fields: Vec<Option<Cow<'l, [u8]>>>,
}

/// Something that looks like a tag and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Bytes of the line.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub code: Code,
    /// What to fill into the message.
    pub detail: &'static str,
}

/// Judges lines.
#[derive(Debug)]
pub enum Detector {
    /// A built-in grammar.
    Trace(Dialect),
    /// Keywords in comments.
    Note(Box<Note>),
    /// A user's pattern.
    Custom(Box<Custom>),
}

impl Detector {
    /// Builds a detector.
    ///
    /// # Errors
    /// [`BuildError`] if its pattern does not compile within the size limit.
    pub fn new(spec: &Spec) -> Result<Self, BuildError> {
        Ok(match spec {
            Spec::Trace { dialect, .. } => Self::Trace(*dialect),
            Spec::Note(notes) => Self::Note(Box::new(Note::new(notes))),
            Spec::Custom(pattern) => Self::Custom(Box::new(Custom::new(pattern)?)),
        })
    }

    pub(crate) fn scratch(&self) -> Option<custom::Cache> {
        match self {
            Self::Trace(_) | Self::Note(_) => None,
            Self::Custom(custom) => Some(custom.cache()),
        }
    }

    /// Appends the tags and near misses of a line, leftmost first. Time is linear in the line. Notes need zones: they are the matcher's.
    pub(crate) fn judge<'l>(
        &self,
        line: Line<'l>,
        cache: Option<&mut custom::Cache>,
        found: &mut Vec<Found<'l>>,
        misses: &mut Vec<Miss>,
    ) {
        match (self, cache) {
            (Self::Trace(Dialect::Tag), _) => tag::judge(line, found, misses),
            (Self::Trace(Dialect::Hash), _) => hash::judge(line, found),
            (Self::Trace(Dialect::Moai), _) => moai::judge(line, found, misses),
            (Self::Trace(Dialect::Oft), _) => oft::judge(line, found, misses),
            (Self::Note(_), _) => {}
            (Self::Custom(custom), Some(cache)) => custom.judge(line, cache, found),
            (Self::Custom(custom), None) => custom.judge(line, &mut custom.cache(), found),
        }
    }
}
