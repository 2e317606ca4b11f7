#!/usr/bin/env bash
# Kills a run with SIGKILL at random moments, resumes it to its end, and compares grades and report
# with an undisturbed run, outside the fields that derive from timing.
#   bench/resume.sh [KILLS] [SELECTION] [MORE ARGUMENTS OF touchstone run ...]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
kills=${1:-10} selection=${2:-$root/bench/tiny.yaml}
shift $(($# > 2 ? 2 : $#))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() { "$root/touchstone" run "$@" --quiet > "$work/out.txt" 2> "$work/err.txt"; }

started=$(date +%s.%N)
run "$selection" --out "$work/whole" "$@" || [ $? -ge 3 ]
length=$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
echo "undisturbed run: $length s"

for ((i = 1; i <= kills; i++)); do
  folder=$work/killed-$i
  delay=$(awk -v n="$length" -v s="$RANDOM" 'BEGIN { srand(s); print 0.3 + rand() * n * 0.95 }')
  "$root/touchstone" run "$selection" --out "$folder" --quiet "$@" > /dev/null 2>&1 &
  pid=$!
  sleep "$delay"
  kill -9 "$pid" 2> /dev/null || true
  wait "$pid" 2> /dev/null || true
  before=0
  if [ -f "$folder/samples.jsonl" ]; then before=$(wc -l < "$folder/samples.jsonl"); fi
  if [ -f "$folder/selection.yaml" ]; then
    run --resume "$folder" || [ $? -ge 3 ]
  else
    run "$selection" --out "$folder" "$@" || [ $? -ge 3 ]
  fi
  python3 "$root/bench/same_report.py" "$work/whole" "$folder"
  echo "kill $i after $delay s with $before samples: resumed, same report"
done
echo "$kills kills, $kills same reports"
