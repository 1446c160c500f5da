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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn never_gives_more_than_the_limit_and_starves_nobody() {
        let (budget, used, most) = (Budget::new(100), AtomicU64::new(0), AtomicU64::new(0));
        let work = |bytes: u64| {
            for _ in 0..200 {
                let share = budget.take(bytes);
                let now = used.fetch_add(bytes.min(100), Ordering::SeqCst) + bytes.min(100);
                most.fetch_max(now, Ordering::SeqCst);
                used.fetch_sub(bytes.min(100), Ordering::SeqCst);
                drop(share);
            }
        };
        std::thread::scope(|scope| {
            for bytes in [30, 60, 100, 5000] {
                scope.spawn(move || work(bytes));
            }
        });
        assert!(most.into_inner() <= 100);
    }

    #[test]
    fn gives_back_what_is_dropped() {
        let budget = Budget::new(10);
        drop(budget.take(10));
        assert!(!budget.take(10).waited);
        assert_eq!(*budget.used.lock().expect("no one panics"), 0);
    }
}
