#!/usr/bin/env bash
# The search for the highest concurrency against a server whose capacity is known exactly:
#   bench/find-max.sh [REPEATS]
# truth_openai steps for all its streams at once, a step growing with their number; CAPACITIES names
# how many streams just meet 'tpot p95 <= 50.25ms'. Its source comes from ../shared/bench or SOURCES
# (not part of this repository); without it or gcc nothing is run. Server on core 0, client on 1.
# JSON goes to bench/results/find-max/, one line a search to the terminal. Build first.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
repeats=${1:-1}
capacities=${CAPACITIES:-"7 15 23 30 60 100"}
sources=${SOURCES:-$here/../shared/bench}
touchstone=${TOUCHSTONE:-$here/touchstone}
results=$here/bench/results/find-max
port=${PORT:-9260}
if [ ! -f "$sources/truth_openai.c" ] || ! command -v gcc > /dev/null; then
  echo "skipped: needs gcc and truth_openai.c in $sources (set SOURCES)"
  exit 0
fi
work=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then kill "$server" 2> /dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT
gcc -O2 -o "$work/truth_openai" "$sources/truth_openai.c"
mkdir -p "$results"

for capacity in $capacities; do
  # 20 ms a step and what lets the limit lie half a stream above the capacity.
  per_stream=$(python3 -c "print(round(30250 / ($capacity + 0.5)))")
  taskset -c 0 "$work/truth_openai" "$port" 100000 20000 "$work/truth.csv" "$per_stream" &
  server=$!
  sleep 0.3
  for repeat in $(seq "$repeats"); do
    file=$results/$capacity-$repeat.json
    taskset -c 1 "$touchstone" bench "http://127.0.0.1:$port/v1" --model gt --max-tokens 75 \
      --find-max concurrency --slo 'tpot p95 <= 50.25ms' --seed "$repeat" --json "$work/all.json" \
      > /dev/null 2> "$work/err" || { cat "$work/err"; exit 1; }
    python3 - "$work/all.json" "$file" "$capacity" "$per_stream" << 'PY'
import json, sys

whole, file, capacity, per_stream = sys.argv[1:]
found = json.load(open(whole))["find_max"]
found["truth"] = int((50250 - 20000) // int(per_stream))
json.dump(found, open(file, "w"), indent=1)
low, high = found["ci95"]
holds = low <= found["truth"] <= (high if high is not None else float("inf"))
print(f"truth {found['truth']:4}  found {found['value']:4.0f}  interval {low} to {high}  "
      f"{'holds' if holds else 'MISSES'}  {found['requests']} requests  {found['seconds']:.0f} s")
PY
  done
  kill "$server"
  wait "$server" 2> /dev/null || true
  server=
  port=$((port + 1))
done
