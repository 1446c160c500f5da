#!/usr/bin/env bash
# Runs the crates' tests under a tool that watches memory: memory.sh valgrind|leaks|addresses|threads|miri.
# See docs/design/memory.md for what each is for, and what it leaves out.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$1
host=$(rustc -vV | sed -n 's/^host: //p')

# Each sanitizer has a folder of its own: the flags must not touch what other builds made.
sanitize() { # SANITIZER [CARGO ARGUMENTS…]
  local kind=$1
  shift
  RUSTFLAGS="-Zsanitizer=$kind" CARGO_TARGET_DIR=target/$kind \
    cargo +nightly test --locked --target "$host" -p tagwright-core -p tagwright-engine "$@"
}

case $tool in
  valgrind)
    # Leaks are those of memory that nothing points to any more: what statics hold is meant to stay. Optimized a little, or it takes ten times as long.
    export CARGO_TARGET_DIR=target/valgrind CARGO_PROFILE_DEV_OPT_LEVEL=1
    export "CARGO_TARGET_$(tr 'a-z-' 'A-Z_' <<<"$host")_RUNNER=valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --fair-sched=yes"
    cargo test --locked -p tagwright-engine --tests
    ;;
  leaks) sanitize leak --tests ;;
  addresses) ASAN_OPTIONS=detect_leaks=0 sanitize address --tests ;;
  threads)
    # The standard library has to be built with it too, or its locks are not seen.
    sanitize thread -Zbuild-std --tests
    ;;
  miri)
    # The core opens no file and calls no C: all of it can be interpreted. What is linear over whole tables takes hours, and is left out.
    MIRIFLAGS=-Zmiri-disable-isolation CARGO_TARGET_DIR=target/miri \
      cargo +nightly miri test --locked -p tagwright-core --lib
    ;;
  *)
    echo "memory.sh valgrind|leaks|addresses|threads|miri" >&2
    exit 2
    ;;
esac
