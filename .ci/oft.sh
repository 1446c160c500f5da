#!/usr/bin/env bash
# Brings the real OpenFastTrace, which our trace is compared with, to target/oft. Needs Java and Maven.
set -euo pipefail
cd "$(dirname "$0")/.."

version=4.9.0
sum=d4ed42503ae066f51d55c3aad7c6e4b16acb80365921951ef5a065a4dc3d94f3
jar=target/oft/openfasttrace-$version.jar

if [ ! -f "$jar" ]; then
  mvn -q -B dependency:copy -Dartifact=org.itsallcode.openfasttrace:openfasttrace:$version -DoutputDirectory=target/oft
fi
echo "$sum  $jar" | sha256sum --check --quiet || { rm -f "$jar"; exit 1; }
