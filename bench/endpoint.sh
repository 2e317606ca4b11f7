#!/usr/bin/env bash
# Both timing engines against a C server that stamps its sends, interleaved with the C clients:
#   bench/endpoint.sh [REPEATS] [STREAMS CHUNKS ITL_US TTFT_US RAMP_MS BURST]
# Server on core 0, client on core 1. HOG=1 lets a busy loop share the client's core. Sources come
# from ../shared/bench or SOURCES; JAVA is a JDK 25 (default: java). Build first. Raw lines are
# appended to RAW (default: bench/results/endpoint.txt), medians printed.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
repeats=${1:-5}
if [ $# -gt 1 ]; then load=("${@:2}"); else load=(256 75 40000 200000 1 1); fi
sources=${SOURCES:-$here/../shared/bench}
java=${JAVA:-java}
raw=${RAW:-$here/bench/results/endpoint.txt}
work=$(mktemp -d)
children=()
finish() {
  for child in "${children[@]}"; do kill "$child" 2> /dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT

for program in truth_server client_epoll client_kernel_stamps; do
  gcc -O2 -o "$work/$program" "$sources/$program.c"
done
classes=$here/endpoint/target/classes:$here/model/target/classes
"$(dirname "$(command -v "$java")")/javac" -d "$work" -cp "$classes" "$here/bench/EndpointTiming.java"

port=${PORT:-9137}
taskset -c 0 "$work/truth_server" "$port" &
children+=($!)
if [ -n "${HOG:-}" ]; then
  taskset -c 1 sh -c 'while :; do :; done' &
  children+=($!)
fi
sleep 0.3

client() { # NAME: one run, one line
  case $1 in
    c-*) taskset -c 1 "$work/$2" "$port" "${load[@]}" ;;
    *) taskset -c 1 "$java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
      -cp "$work:$classes" touchstone.endpoint.EndpointTiming "$2" "$port" "${load[@]}" ;;
  esac | sed "s/^/$1 /"
}

mkdir -p "$(dirname "$raw")"
{
  echo "# $(date -u +%FT%TZ) $(git -C "$here" rev-parse --short HEAD 2> /dev/null || echo '?')" \
    "$(uname -sr) $(nproc) cores load ${load[*]} hog ${HOG:-0}, load average $(cut -d' ' -f1 /proc/loadavg)"
  for _ in $(seq "$repeats"); do
    client c-epoll client_epoll
    client c-kernel-stamps client_kernel_stamps
    client java-epoll epoll
    client java-nio nio
  done
} | tee "$work/lines" | tee -a "$raw"

python3 - "$work/lines" << 'PY'
import re, statistics, sys

runs = {}
for line in open(sys.argv[1]):
    if line.startswith("#"):
        continue
    name = line.split()[0]
    part = line.split("chunk-err us ")[1].split("|")[0]
    values = dict(re.findall(r"(\w+)=([-\d.]+)", part))
    values["cpu"] = re.search(r"cpu_us/chunk=([\d.]+)", line)[1]
    values["chunks"] = re.search(r"chunks=(\d+)", line)[1]
    runs.setdefault(name, []).append({key: float(value) for key, value in values.items()})
print("\nmedians; error of a chunk in µs")
print(f"{'client':16} {'runs':>4} {'p50':>8} {'p99':>9} {'p999':>9} {'max':>10} {'CPU/chunk':>9} {'chunks':>7}")
for name, all_runs in runs.items():
    m = {key: statistics.median(each[key] for each in all_runs) for key in all_runs[0]}
    least = min(each["chunks"] for each in all_runs)
    print(f"{name:16} {len(all_runs):4} {m['p50']:8.1f} {m['p99']:9.1f} {m['p999']:9.1f} {m['max']:10.1f} {m['cpu']:9.2f} {least:7.0f}")
PY
