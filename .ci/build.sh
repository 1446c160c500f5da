#!/usr/bin/env bash
# Builds the addon for a target into native/: build.sh TARGET [GLIBC], like `x86_64-unknown-linux-gnu .2.28`.
# Where the target is Linux, Zig links: it can be told which glibc is the oldest to run on.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$1
glibc=${2:-}
flags=()
case $target in *linux*) flags=(--cross-compile) ;; esac
npx napi build --platform --release --strip --manifest-path crates/napi/Cargo.toml --output-dir native \
  --js binding.cjs --dts binding.d.cts --target "$target$glibc" ${flags[@]+"${flags[@]}"} -- --locked
ls -l native
