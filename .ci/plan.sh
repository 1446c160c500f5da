#!/usr/bin/env bash
# What a push to main asks for, as lines `name=value`: raise, where changes wait; else publish, where the version is new.
set -euo pipefail
cd "$(dirname "$0")/.."

name=$(node -p 'require("./package.json").name')
version=$(node -p 'require("./package.json").version')
waiting=$(find .changeset -name '*.md' ! -name README.md | wc -l)

raise=false
publish=false
if [ "$waiting" -gt 0 ]; then
  raise=true
elif [ -f CHANGELOG.md ] && grep -q "^## $version\$" CHANGELOG.md; then
  # An answer other than "no such version" is no reason to publish.
  answer=$(npm view "$name@$version" version --json 2>/dev/null) && found=0 || found=$?
  if [ -z "$answer" ] || grep -q '"E404"' <<<"$answer"; then publish=true
  elif [ "$found" -ne 0 ]; then echo "$answer" >&2; exit 1; fi
fi
printf 'version=%s\nraise=%s\npublish=%s\n' "$version" "$raise" "$publish"
