//! A session, for JavaScript.

use std::sync::Arc;

use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Task};
use napi_derive::napi;
use tagwright_engine as engine;

use crate::cache::Changes;
use crate::guard::guard;
use crate::result::{Batch, Failure, Text};

/// A scan that goes on step by step.
#[napi]
pub struct NativeSession {
    session: Arc<engine::Session>,
}

/// How far it is.
#[napi(object, object_from_js = false)]
pub struct Progress {
    pub found: f64,
    pub done: f64,
    pub bytes: f64,
    pub walked: bool,
}

type Step = Result<Option<engine::Batch>, Failure>;

impl NativeSession {
    pub fn new(session: engine::Session) -> Self {
        Self { session: Arc::new(session) }
    }
}

#[napi]
impl NativeSession {
    /// The next batch, computed off the main thread.
    #[napi(ts_return_type = "Promise<Text>")]
    pub fn next(&self, limit: u32) -> AsyncTask<Next> {
        AsyncTask::new(Next { session: Arc::clone(&self.session), limit })
    }

    /// The next batch, now.
    #[napi]
    pub fn next_sync(&self, limit: u32) -> Text {
        text(step(&self.session, limit))
    }

    /// Makes a running and every later step give nothing, soon.
    #[napi]
    pub fn cancel(&self) {
        self.session.cancel();
    }

    /// What the whole scan found against the one before it; nothing without a cache, or when it was cancelled.
    #[napi]
    pub fn changes(&self) -> Option<Changes> {
        self.session.changes().map(|changes| Changes::from(&*changes))
    }

    /// How far the scan is.
    #[napi]
    #[allow(clippy::cast_precision_loss)]
    pub fn progress(&self) -> Progress {
        let progress = self.session.progress();
        Progress {
            found: progress.found as f64,
            done: progress.done as f64,
            bytes: progress.bytes as f64,
            walked: progress.walked,
        }
    }
}

/// One step as a task of the thread pool.
pub struct Next {
    session: Arc<engine::Session>,
    limit: u32,
}

impl Task for Next {
    type Output = Step;
    type JsValue = Text;

    fn compute(&mut self) -> napi::Result<Step> {
        Ok(step(&self.session, self.limit))
    }

    fn resolve(&mut self, _: Env, output: Step) -> napi::Result<Text> {
        Ok(text(output))
    }
}

fn step(session: &engine::Session, limit: u32) -> Step {
    guard(|| session.next(limit as usize).map_err(Failure::from))
}

fn text(step: Step) -> Text {
    match step {
        Ok(batch) => Text { batch: batch.map(Batch::from), code: None, detail: None },
        Err(failure) => Text { batch: None, code: Some(failure.code), detail: Some(failure.detail) },
    }
}
