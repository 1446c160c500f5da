//! A limit on the bytes that files in flight hold: work waits for room, and is never dropped.

use std::sync::{Condvar, Mutex, PoisonError};

/// Room for bytes.
#[derive(Debug)]
pub struct Budget {
    limit: u64,
    used: Mutex<u64>,
    freed: Condvar,
}

/// Bytes taken from a budget; given back when dropped.
#[derive(Debug)]
pub struct Share<'b> {
    budget: &'b Budget,
    bytes: u64,
    /// Whether room had to be waited for.
    pub waited: bool,
}

impl Budget {
    /// `limit` 0: no limit.
    pub fn new(limit: u64) -> Self {
        Self { limit, used: Mutex::new(0), freed: Condvar::new() }
    }

    /// Takes room for `bytes`, or all there is for more than that; waits until others give theirs back.
    pub fn take(&self, bytes: u64) -> Share<'_> {
        if self.limit == 0 {
            return Share { budget: self, bytes: 0, waited: false };
        }
        let bytes = bytes.min(self.limit);
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = *used + bytes > self.limit;
        while *used + bytes > self.limit {
            used = self.freed.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        *used += bytes;
        Share { budget: self, bytes, waited }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        if self.bytes > 0 {
            *self.budget.used.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
            self.budget.freed.notify_all();
        }
    }
}
