#!/usr/bin/env bash
# Opens a pull request with the raised version, or brings the open one up to date. Needs GH_TOKEN.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(node -p 'require("./package.json").version')
branch=release/next

git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
git switch --force-create "$branch"
git add --all
git commit --message "release: $version"
gh auth setup-git
git push --force origin "$branch"
if [ -z "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
  gh pr create --base main --head "$branch" --title "release: $version" --body 'Merging this publishes it.'
else
  gh pr edit "$branch" --title "release: $version"
fi
