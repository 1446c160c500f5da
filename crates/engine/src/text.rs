//! Matching what is already in memory.

use std::time::Instant;

use tagwright_core::Matcher;
use tagwright_core::zones::{Language, Span, map};

use crate::columns;
use crate::session::{Batch, Shared};
use crate::walk::Entry;
use crate::worker::Worker;
use crate::{Error, Options};

/// Matches one text, as if it stood in a file of that root-relative path. Binary content gives an empty batch.
///
/// # Errors
/// [`Error`] if a detector cannot be built, or the batch is too large.
pub fn match_text(options: &Options, path: &[u8], content: &[u8]) -> Result<Batch, Error> {
    let start = Instant::now();
    let matcher = Matcher::new(&options.detectors)?;
    let shared = Shared::default();
    let mut worker = Worker::new(options, &matcher, &shared);
    worker.text(path, content);
    let entries = [Entry { path: path.into(), size: Some(content.len() as u64), named: true }];
    let (out, mut stats) = (worker.out, worker.stats);
    let columns = columns::merge(&[out], &entries, &[])?;
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
