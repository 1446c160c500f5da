#!/usr/bin/env bash
# Unpacks the trees the oracles are run on, from Debian's source packages: trees.sh DIR [NAME…], all without names.
# What is there is left alone. Needs apt-get, and root or a readable package index with deb-src; about 6 GB in all.
set -euo pipefail
dir=${1:?usage: trees.sh DIR [NAME…]}; shift
mkdir -p "$dir"; dir=$(cd "$dir" && pwd)

# name package: the package's upstream tarballs without Debian's patches
trees='linux linux
typescript node-typescript
kubernetes kubernetes
django python-django
openjdk openjdk-17
rust rustc
ripgrep rust-ripgrep
symfony symfony
wordpress wordpress
rails rails
git git
bash-completion bash-completion
nunit nunit
keepass keepass2
mono mono
prosody prosody
neovim neovim
bootstrap twitter-bootstrap4'
[ $# -gt 0 ] || set -- $(cut -d' ' -f1 <<<"$trees")

# A mirror may lack an update's files, or all but the tarball, which is what is wanted: the newest version it has one of.
download() { # PACKAGE: into the current folder
  local version
  for version in $(apt-cache showsrc "$1" | awk '/^Version:/ { print $2 }' | sort -rVu); do
    apt-get source -qq --download-only "$1=$version" >/dev/null 2>&1 || true
    ! ls ./*.orig.tar.* >/dev/null 2>&1 || return 0
  done
  echo "trees.sh: no tarball of $1 to be had" >&2
  return 1
}

get() { # NAME PACKAGE
  local tmp; tmp=$(mktemp -d "$dir/.get.XXXXXX"); mkdir "$tmp/tree"
  (cd "$tmp" && download "$2")
  for t in "$tmp"/*.orig.tar.*; do case $t in *.asc) ;; *) tar -xf "$t" -C "$tmp/tree" --strip-components=1 ;; esac; done
  mv "$tmp/tree" "$dir/$1"; rm -rf "$tmp"
}

for name in "$@"; do
  [ ! -d "$dir/$name" ] || { echo "$name: already there"; continue; }
  package=$(awk -v n="$name" '$1 == n { print $2 }' <<<"$trees")
  [ -n "$package" ] || { echo "trees.sh: no tree named $name" >&2; exit 2; }
  get "$name" "$package"
  echo "$name: $(find "$dir/$name" -type f | wc -l) files"
done
