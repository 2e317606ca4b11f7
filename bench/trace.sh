#!/usr/bin/env bash
# How long touchstone takes to compute every figure of a stored trace:
#   bench/trace.sh [REQUESTS] [EVENTS] [REPEATS]
# Build first. Writes a trace of its own in TMPDIR, prints seconds and memory of each repeat.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
requests=${1:-100000} events=${2:-20} repeats=${3:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 - "$requests" "$events" > "$work/trace.jsonl" << 'PYTHON'
import json, random, sys
requests, events = int(sys.argv[1]), int(sys.argv[2])
random.seed(1)
for number in range(requests):
    turn = number * 1_000_000
    sent = turn + 50_000
    first = sent + int(random.lognormvariate(18, 0.3))
    stamps = [first + i * 20_000_000 + random.randrange(1_000_000) for i in range(events)]
    print(json.dumps({
        "engine": "epoll", "level": {"kind": "rate", "value": 1000, "arrivals": "constant"},
        "number": number, "warm_up": number < 100, "scheduled_ns": turn, "sent_ns": sent,
        "connect_ns": 0, "headers_ns": first - 1000, "end_ns": stamps[-1] + 1000,
        "events": [[stamp, 0, 180] for stamp in stamps], "kinds": ["content"] * events,
        "outcome": "COMPLETED", "detail": "", "finish_reason": "stop",
        "usage": {"prompt_tokens": 30, "completion_tokens": events, "cached_tokens": 0, "source": "server"},
        "answer": "您好，您的订单已经发货。", "reasoning": ""}, ensure_ascii=False))
PYTHON
ls -l "$work/trace.jsonl" | awk '{printf "%d MiB\n", $5 / 1048576}'
for _ in $(seq "$repeats"); do
  start=$(date +%s.%N)
  "$here/touchstone" --lang en bench --from-trace "$work/trace.jsonl" --json "$work/figures.json" > /dev/null
  end=$(date +%s.%N)
  echo "$start $end" | awk '{printf "%.2f s\n", $2 - $1}'
done
python3 -c 'import json, sys; level = json.load(open(sys.argv[1]))["levels"][0]; print(level["requests"], level["ttft_ms"]["p99"])' "$work/figures.json"
