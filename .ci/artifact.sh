#!/usr/bin/env bash
# Tests the addon that lies in native/ as it is, without Rust. With the name of an image, inside it.
set -euo pipefail
cd "$(dirname "$0")/.."

image=${1:-}
if [ -n "$image" ]; then
  exec docker run --rm --volume "$PWD:/work" --workdir /work "$image" sh -c 'apk add --no-cache bash git && .ci/artifact.sh'
fi
npm ci --ignore-scripts
npm run build
node dist/cli.cjs doctor --engine native
# CI is empty: tests that need a browser or the like are skipped.
CI='' TAGWRIGHT_ENGINE=native npx ava '__test__/{api,engine,bad,cli}/**' __test__/conformance.test.ts __test__/zones.test.ts
