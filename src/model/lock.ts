/** Milliseconds after which a store's lock is nobody's, whoever made it. In Rust: crates/engine/src/cache/lock.rs. */
export const lockAge = 10_000;
