//! The mirror: plain data in, plain data out, no decisions. Errors cross as values; TypeScript throws.

// What napi-derive makes cannot be documented from here.
#![allow(missing_docs)]

mod cache;
mod guard;
mod request;
mod result;
mod session;

use std::sync::Arc;

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use tagwright_engine::Options;

use crate::cache::{CacheSpec, NativeCache, OpenedCache};
use crate::guard::{guard, quiet};
use crate::request::Request;
use crate::result::{Batch, Failure, Opened, Text, Zones};
use crate::session::NativeSession;

/// The version of the package this was built for.
#[napi]
#[must_use]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// Opens a store.
#[napi]
#[must_use]
pub fn open_cache(spec: CacheSpec) -> OpenedCache {
    quiet();
    match guard(|| Ok(tagwright_engine::Cache::new(spec.try_into()?))) {
        Ok(cache) => OpenedCache { cache: Some(NativeCache { cache: Arc::new(cache) }), code: None, detail: None },
        Err(failure) => OpenedCache { cache: None, code: Some(failure.code), detail: Some(failure.detail) },
    }
}

/// Prepares a scan.
#[napi]
#[must_use]
pub fn open(request: Request, cache: Option<&NativeCache>) -> Opened {
    quiet();
    let cache = cache.map(|cache| Arc::clone(&cache.cache));
    match guard(|| tagwright_engine::Session::with(Options::try_from(request)?, cache).map_err(Failure::from)) {
        Ok(session) => Opened { session: Some(NativeSession::new(session)), code: None, detail: None },
        Err(failure) => Opened { session: None, code: Some(failure.code), detail: Some(failure.detail) },
    }
}

/// Matches texts in memory: each path with the content at its index.
#[napi]
#[must_use]
#[allow(clippy::needless_pass_by_value)]
pub fn match_texts(request: Request, paths: Vec<Uint8Array>, contents: Vec<Uint8Array>) -> Text {
    quiet();
    let run = || {
        let options = Options::try_from(request)?;
        let text = |(path, content)| tagwright_engine::Text { path, content };
        let texts: Vec<_> = paths.iter().map(|path| &**path).zip(contents.iter().map(|one| &**one)).map(text).collect();
        tagwright_engine::match_texts(&options, &texts).map_err(Failure::from)
    };
    match guard(run) {
        Ok(batch) => Text { batch: Some(Batch::from(batch)), code: None, detail: None },
        Err(failure) => Text { batch: None, code: Some(failure.code), detail: Some(failure.detail) },
    }
}

/// Where a text is not code.
#[napi]
#[must_use]
#[allow(clippy::needless_pass_by_value)]
pub fn zones(path: Uint8Array, content: Uint8Array, language: Option<String>) -> Zones {
    quiet();
    match guard(|| Ok(tagwright_engine::zones(&path, &content, language.as_deref()))) {
        Ok(spans) => Zones { spans: Some(spans.into()), code: None, detail: None },
        Err(failure) => Zones { spans: None, code: Some(failure.code), detail: Some(failure.detail) },
    }
}
