#!/bin/sh
# Runs this toolkit as one more contender of a comparison of optimisation libraries, and prints who takes how long.
#
#   benchmarks/peers/compare.sh [HARNESS] [key=value ...]
#
# HARNESS is the folder of the comparison (its README tells how it measures, and its options), ../shared/peers/jvm if
# none is given. It is copied, and stays as it is. Needs JAVA_HOME, Maven and the jar of ./evox; for pagmo also CMake
# and libpagmo-dev.
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
jar=$root/target/evox-spmd.jar
harness=$root/../shared/peers/jvm
if [ $# -gt 0 ] && [ -d "$1" ]; then harness=$1; shift; fi
[ -f "$harness/contenders.txt" ] || { echo "the comparison's folder must be given, got none in $harness" >&2; exit 2; }
[ -f "$jar" ] || { echo "the jar must be built first, got no $jar; run ./evox" >&2; exit 2; }

copy=$root/target/peers
mkdir -p "$copy"
cp -R "$harness/." "$copy"
chmod -R u+w "$copy"

( cd "$copy" && mvn -q -B -ntp package ) >&2
if pagmo=$(cmake -S "$copy/cpp" -B "$copy/cpp/build" 2>&1 && cmake --build "$copy/cpp/build" 2>&1); then :; else
  echo "without pagmo, which did not build: $(echo "$pagmo" | grep -m 1 -i error)" >&2
  sed -i '/^pagmo/d' "$copy/contenders.txt"
fi

us=$copy/peers/evox
mkdir -p "$us/target/classes"
"$JAVA_HOME/bin/javac" -d "$us/target/classes" -cp "$jar:$copy/kernel/target/classes" \
  "$root/benchmarks/peers/EvoxPeer.java"
printf '%s' "$jar" > "$us/target/classpath.txt"
echo "--enable-native-access=ALL-UNNAMED" > "$us/jvm.flags"
echo "evox peers/evox EvoxPeer eval,pso,de,cmaes,nsga2" >> "$copy/contenders.txt"

raw=$copy/raw.txt
"$JAVA_HOME/bin/java" -cp "$copy/kernel/target/classes" compare.Compare home="$copy" jdks="$JAVA_HOME" raw="$raw" \
  threads=1 "$@" > "$copy/table.md"
echo "## This toolkit against the others, one thread"
echo
"$JAVA_HOME/bin/java" "$root/benchmarks/peers/Ratios.java" "$raw"
echo
echo "## All contenders"
cat "$copy/table.md"
