#!/usr/bin/env bash
# The step of the action: runs the project's own tagwright, or else the version that was asked for. All it is told comes as
# variables, so that no input is ever a part of a script.
set -uo pipefail

fail() {
  echo "::error title=tagwright::$1"
  exit 2
}

command -v node >/dev/null || fail "Node is missing: put actions/setup-node before this step"

args=("$TW_COMMAND")
while IFS= read -r line; do
  [[ -n $line ]] && args+=("$line")
done <<<"$TW_ARGS"
args+=(--format "$TW_FORMAT")
if [[ -n $TW_SARIF ]]; then args+=(--output - --format sarif --output "$TW_SARIF"); fi

# A folder of a monorepo uses what is installed above it.
find_own() {
  local folder=$PWD
  while true; do
    if [[ -x $folder/node_modules/.bin/tagwright ]]; then
      echo "$folder/node_modules/.bin/tagwright"
      return
    fi
    [[ $folder == / || $folder == "${folder%/*}" ]] && return
    folder=${folder%/*}
    folder=${folder:-/}
  done
}

own=$(find_own)
if [[ -n $own ]]; then
  "$own" "${args[@]}"
else
  npx --yes "tagwright@$TW_VERSION" "${args[@]}"
fi
code=$?

echo "exit-code=$code" >>"$GITHUB_OUTPUT"
if [[ $code == 1 && $TW_FAIL != true ]]; then exit 0; fi
exit "$code"
