//! Matching what is already in memory.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tagwright_core::zones::{Language, Span, map};
use tagwright_core::{BuildError, Matcher, Spec};

use crate::columns;
use crate::entries::{Entries, Entry};
use crate::session::{Batch, Shared};
use crate::worker::Worker;
use crate::{Error, Options};

/// What was asked for last, and its matcher: who has many texts has them for one configuration, and compiling costs more than
/// matching a text.
static LAST: Mutex<Option<(Vec<Spec>, Arc<Matcher>)>> = Mutex::new(None);

fn matcher_of(specs: &[Spec]) -> Result<Arc<Matcher>, BuildError> {
    let last = || LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, matcher)) = last().as_ref().filter(|(known, _)| known == specs) {
        return Ok(Arc::clone(matcher));
    }
    let matcher = Arc::new(Matcher::new(specs)?);
    *last() = Some((specs.to_vec(), Arc::clone(&matcher)));
    Ok(matcher)
}

/// A text, and the root-relative path of the file that it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t> {
    /// Relative to the root.
    pub path: &'t [u8],
    /// As it would be stored.
    pub content: &'t [u8],
}

/// Matches texts, as if they stood in files: one batch, in their order. Binary content gives nothing.
///
/// # Errors
/// [`Error`] if a detector cannot be built, or the batch is too large.
pub fn match_texts(options: &Options, texts: &[Text<'_>]) -> Result<Batch, Error> {
    let start = Instant::now();
    let matcher = matcher_of(&options.detectors)?;
    let shared = Shared::default();
    let mut worker = Worker::new(options, &matcher, &shared);
    let mut entries = Entries::default();
    for (index, Text { path, content }) in texts.iter().enumerate() {
        let entry = Entry { path, size: Some(content.len() as u64), named: true };
        entries.push(entry);
        worker.text(index, entry, content);
    }
    let (out, mut stats) = (worker.out, worker.stats);
    let columns = columns::merge(&[out], entries.all(), &[])?;
    stats.tags = columns.tags() as u64;
    stats.diagnostics = columns.diagnostics() as u64;
    stats.threads = 1;
    stats.times.total = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
    Ok(Batch { columns, stats })
}

/// Where a text is not code: start, end, zone, opener's and closer's bytes of each span. `language`: a name or an alias; by
/// default what path and text say.
#[must_use]
pub fn zones(path: &[u8], content: &[u8], language: Option<&str>) -> Vec<u32> {
    let named = language.and_then(|name| Language::named(name.as_bytes()));
    let language = named.unwrap_or_else(|| Language::of(path, content));
    let narrow = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let numbers =
        |span: Span| [narrow(span.start), narrow(span.end), span.zone as u32, span.open.into(), span.close.into()];
    map(language, content).into_iter().flat_map(numbers).collect()
}

#[cfg(test)]
mod tests {
    use tagwright_core::{Dialect, Zones};

    use super::*;

    #[test]
    fn a_matcher_is_used_again_until_others_are_asked_for() {
        let spec = |dialect| Spec::Trace { dialect, literals: vec![b"#".to_vec()], zones: Zones::ALL };
        let of = |dialect| matcher_of(&[spec(dialect)]).expect("dialects are built in");
        let first = of(Dialect::Hash);
        assert!(Arc::ptr_eq(&first, &of(Dialect::Hash)));
        assert!(!Arc::ptr_eq(&first, &of(Dialect::Tag)));
        assert!(!Arc::ptr_eq(&first, &of(Dialect::Hash)));
    }
}
