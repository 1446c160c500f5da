//! What is told of all bytes of a content as they come: their hash, and how their lines end.

use crate::git::Ends;

/// BLAKE3, and the ends of lines if they are asked for.
#[derive(Debug, Default)]
pub struct Digest {
    hasher: Option<Box<blake3::Hasher>>,
    whole: Option<[u8; 32]>,
    ends: Option<Ends>,
}

impl Digest {
    pub fn new(ends: bool) -> Self {
        Self { ends: ends.then(Ends::default), ..Self::default() }
    }

    /// The next bytes. `last`: no more come, which makes a hash of few bytes cheaper.
    pub fn add(&mut self, bytes: &[u8], last: bool) {
        if let Some(ends) = &mut self.ends {
            ends.add(bytes);
        }
        match &mut self.hasher {
            None if last && self.whole.is_none() => self.whole = Some(blake3::hash(bytes).into()),
            hasher => {
                hasher.get_or_insert_default().update(bytes);
            }
        }
    }

    /// Begins again.
    pub fn reset(&mut self) {
        *self = Self::new(self.ends.is_some());
    }

    /// The hash of what came so far.
    pub fn hash(&self) -> [u8; 32] {
        let running = || self.hasher.as_ref().map_or_else(|| blake3::hash(b""), |hasher| hasher.finalize()).into();
        self.whole.unwrap_or_else(running)
    }

    /// Whether no line ends otherwise than another; false if that was not asked for.
    pub fn are_alike(&self) -> bool {
        self.ends.is_some_and(|ends| ends.are_alike())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_all_bytes_however_they_came() {
        let all = blake3::hash(b"one two");
        let mut parts = Digest::new(true);
        parts.add(b"one ", false);
        parts.add(b"two", false);
        parts.add(b"", true);
        let mut whole = Digest::new(false);
        whole.add(b"nothing", false);
        whole.reset();
        whole.add(b"one two", true);
        assert_eq!((parts.hash(), whole.hash()), (all.into(), all.into()));
        assert!(parts.are_alike() && !whole.are_alike());
        assert_eq!(Digest::default().hash(), *blake3::hash(b"").as_bytes());
    }
}
