#!/usr/bin/env bash
# How a watched comparison fares against known truths, with a look after every case:
#   bench/stopping.sh [TRIALS] [CASES] [MARGIN] [SEED]
# Prints the table of docs/statistics.md. JAVA is a JDK 25 (default: java). Build first.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
classes=$here/statistics/target/classes
for jar in ${STATISTICS_JARS:-$(find "${HOME}/.m2/repository/org/apache/commons" -name 'commons-statistics-distribution-*.jar' -o -name 'commons-numbers-*.jar' -o -name 'commons-rng-*.jar' 2> /dev/null)}; do
  classes=$classes:$jar
done
"${JAVA:-java}" -cp "$classes" "$here/bench/Stopping.java" "${1:-10000}" "${2:-400}" "${3:-0.2}" "${4:-7}"
