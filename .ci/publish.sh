#!/usr/bin/env bash
# Publishes packed/*.tgz: publish.sh --dry-run | --provenance. The root comes last: when it can be installed, all it asks for can.
# What a run before this one has published already is passed over, so that a run that broke off can be run again: npm refuses it in a dry run, too.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=$1
shopt -s nullglob
bindings=(packed/*-binding-*.tgz)
expected=$(node -p 'require("./package.json").napi.targets.length')
if [ "${#bindings[@]}" -ne "$expected" ]; then
  echo "${#bindings[@]} platforms are packed, not $expected" >&2
  exit 1
fi
version=$(node -p 'require("./package.json").version')

for tarball in "${bindings[@]}" "packed/tagwright-$version.tgz"; do
  name=$(tar -xzOf "$tarball" package/package.json | node -p 'JSON.parse(require("node:fs").readFileSync(0)).name')@$version
  if [ -n "$(npm view "$name" version 2>/dev/null)" ]; then
    echo "$name is published already"
    continue
  fi
  npm publish "./$tarball" --access public "$mode"
done
