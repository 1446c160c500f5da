//! No panic leaves the addon: an unguarded one would end Node.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use tagwright_engine::panic_message;

use crate::result::Failure;

/// Runs `work`; a panic becomes a failure.
pub fn guard<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|cause| Err(Failure::internal(panic_message(&*cause))))
}

/// Keeps panics, which all end in a result, off standard error.
pub fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| panic::set_hook(Box::new(|_| {})));
}
