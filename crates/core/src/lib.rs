//! tagwright's core: the vocabulary, the detectors and the matcher. No I/O, no threads, no clock.
//!
//! [`Matcher`] takes [`Block`]s of bytes and gives every tag and near miss in them to a [`Sink`]. What is found, and where, is
//! fixed in `docs/design/matching.md`; the TypeScript twins carry the same module names.

#![forbid(unsafe_code)]

mod body;
mod custom;
mod describe;
mod detector;
mod find;
#[rustfmt::skip]
mod generated;
mod hash;
pub mod lines;
mod matcher;
mod moai;
mod note;
mod oft;
mod rarity;
mod reference;
mod tag;
mod unicode;
pub mod zones;
mod zoning;

pub use custom::Pattern;
pub use detector::{Detector, Dialect, Found, Line, Miss, Spec};
pub use generated::{Code, IGNORE_FILES};
pub use matcher::{At, Block, Matcher, Scratch, Sink};
pub use note::{Needs, Notes};
pub use zones::Zone;
pub use zoning::{Ground, Zones};

/// A detector that cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The automaton for a pattern would be larger than allowed.
    #[error("{name}: {reason}")]
    Size {
        /// The detector's name.
        name: String,
        /// What the automaton's builder says.
        reason: String,
    },
    /// A pattern that should have been refused before it came here.
    #[error("{name}: {reason}")]
    Syntax {
        /// The detector's name.
        name: String,
        /// What the parser says.
        reason: String,
    },
}
