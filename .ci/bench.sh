#!/usr/bin/env bash
# Measures two built checkouts, one after the other: bench.sh BEFORE AFTER. Writes comparison.md, and fails where counters
# differ from those that AFTER has committed.
set -uo pipefail

before=$1
after=$2
name=before
parts=(--only "start,synthetic,adversarial" --sizes "100,1000,10000" --runs 7)
here=$PWD

(cd "$before" && npm run --silent bench -- "${parts[@]}" --save "$name" >/dev/null) || echo "the checkout before cannot be measured"
baseline=$before/benchmark/baselines/$name.json
[ ! -f "$baseline" ] || cp "$baseline" "$after/benchmark/baselines/"

cd "$after" || exit 1
{
  echo '```'
  if [ -f "benchmark/baselines/$name.json" ]; then
    npm run --silent bench -- "${parts[@]}" --compare "$name" --gate counters | sed -n '/^== compared/,$p'
  fi
  npm run --silent bench -- --only counters --compare counters --gate counters | sed -n '/^== compared/,$p'
  counted=$?
  echo '```'
} >"$here/comparison.md"
rm -f "benchmark/baselines/$name.json"

cat "$here/comparison.md"
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$here/comparison.md" >>"$GITHUB_STEP_SUMMARY"
exit "$counted"
