//! Requests that cannot be served.

/// A request that cannot be served. [`Error::code`] is stable.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A pattern's automaton is too large.
    #[error("{0}")]
    PatternSize(String),
    /// A pattern that should have been refused before it came here, or another broken promise inside.
    #[error("{0}")]
    Internal(String),
    /// More bytes of strings than one batch can hold.
    #[error("more than 4 GiB of text; use scanStream, or scan fewer paths at once")]
    ResultSize,
}

impl Error {
    /// The code in data/errors.json.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PatternSize(_) => "E_PATTERN_SIZE",
            Self::Internal(_) => "E_INTERNAL",
            Self::ResultSize => "E_RESULT_SIZE",
        }
    }
}

impl From<tagwright_core::BuildError> for Error {
    fn from(error: tagwright_core::BuildError) -> Self {
        match error {
            tagwright_core::BuildError::Size { .. } => Self::PatternSize(error.to_string()),
            tagwright_core::BuildError::Syntax { .. } => Self::Internal(error.to_string()),
        }
    }
}
