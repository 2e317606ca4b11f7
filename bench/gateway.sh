#!/usr/bin/env bash
# What the gateway adds: 256 streams straight to a server and through the gateway, in turn:
#   bench/gateway.sh [PAIRS] [STREAMS TOKENS STEP_US TTFT_US]
# The server emits for all its streams at once, as a batching engine does. Server on core 0, client
# on core 1, the gateway on GATEWAY_CORES (default: both). Its source truth_openai.c comes from
# ../shared/bench or SOURCES (not part of this repository); without it or gcc nothing is run.
# Raw lines are appended to RAW (default: bench/results/gateway.txt), medians printed. Build first.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
pairs=${1:-5}
if [ $# -gt 1 ]; then load=("${@:2}"); else load=(256 75 40000 200000); fi
read -r streams tokens step ttft <<< "${load[*]}"
sources=${SOURCES:-$here/../shared/bench}
touchstone=${TOUCHSTONE:-$here/touchstone}
raw=${RAW:-$here/bench/results/gateway.txt}
port=${PORT:-9310}
if [ ! -f "$sources/truth_openai.c" ] || ! command -v gcc > /dev/null; then
  echo "skipped: needs gcc and truth_openai.c in $sources (set SOURCES)"
  exit 0
fi
work=$(mktemp -d)
children=()
finish() {
  for child in "${children[@]}"; do kill "$child" 2> /dev/null || true; done
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap finish EXIT

gcc -O2 -o "$work/truth_openai" "$sources/truth_openai.c"
taskset -c 0 "$work/truth_openai" "$port" "$ttft" "$step" "$work/truth.csv" &
children+=($!)
XDG_DATA_HOME=$work/data taskset -c "${GATEWAY_CORES:-0,1}" "$touchstone" gateway --port $((port + 1)) \
  --route "gt=http://127.0.0.1:$port/v1" > "$work/gateway.out" 2> "$work/gateway.err" &
children+=($!)
for _ in $(seq 100); do
  curl -fs "http://127.0.0.1:$((port + 1))/health" > /dev/null && break
  sleep 0.1
done

measure() { # NAME PORT: one run, one line
  taskset -c 1 "$touchstone" bench "http://127.0.0.1:$2/v1" --model gt --concurrency "$streams" \
    --requests $((2 * streams)) --max-tokens "$tokens" --json "$work/run.json" --trace "$work/trace.jsonl" \
    > "$work/bench.out" 2> "$work/bench.err" || { cat "$work/bench.err"; exit 1; }
  python3 "$here/bench/gateway_line.py" "$1" "$work/trace.jsonl" "$tokens"
}

mkdir -p "$(dirname "$raw")"
measure warm-up $((port + 1)) > /dev/null
{
  echo "# $(date -u +%FT%TZ) $(git -C "$here" rev-parse --short HEAD 2> /dev/null || echo '?')" \
    "$(uname -sr) $(nproc) cores load ${load[*]} gateway on cores ${GATEWAY_CORES:-0,1}," \
    "load average $(cut -d' ' -f1 /proc/loadavg)"
  for _ in $(seq "$pairs"); do
    measure direct "$port"
    measure gateway $((port + 1))
  done
} | tee "$work/lines" | tee -a "$raw"
curl -fs "http://127.0.0.1:$((port + 1))/metrics" | grep -E "^touchstone.*(added_seconds|cut_off|lost)" | sed 's/^/metric /' | tee -a "$raw"
python3 "$here/bench/gateway_line.py" medians "$work/lines" | tee -a "$raw"
