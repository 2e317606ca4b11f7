#!/usr/bin/env bash
# The main story in small: two real vLLM servers, one after the other, as outside endpoints with a
# key; the run waits between them and goes on when the second address is there.
#   bench/vllm.sh VENV A_FOLDER B_FOLDER [B_TEMPLATE.jinja] [DEPTH ARGUMENTS OF touchstone run ...]
# VENV holds vLLM; the folders hold models in Hugging Face's layout. The report lies in $OUT.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$1 a=$2 b=$3 template=${4:-}
shift $(($# > 4 ? 4 : $#))
out=${OUT:-$(mktemp -d)/vllm-run}
export TOUCHSTONE_BENCH_KEY
TOUCHSTONE_BENCH_KEY=$(head -c 24 /dev/urandom | base64 | tr -d '+/=')
work=$(mktemp -d)
server=0
stop() { [ "$server" = 0 ] || { kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; server=0; }; }
trap stop EXIT

serve() { # folder, name, port, more arguments
  local started=$SECONDS
  VLLM_CPU_KVCACHE_SPACE=1 VLLM_API_KEY=$TOUCHSTONE_BENCH_KEY HF_HUB_OFFLINE=1 "$venv/bin/vllm" serve "$1" \
    --served-model-name "$2" --host 127.0.0.1 --port "$3" --max-model-len 4096 --enforce-eager "${@:4}" \
    > "$work/$2.log" 2>&1 &
  server=$!
  until curl -sf -o /dev/null "http://127.0.0.1:$3/health"; do
    kill -0 "$server" 2> /dev/null || { tail -n 20 "$work/$2.log" >&2; exit 1; }
    sleep 1
  done
  echo "$2 ready after $((SECONDS - started)) s"
}

cat > "$work/selection.yaml" << 'YAML'
name: vLLM 上的两个模型
candidates:
  - {id: a, label: SmolLM2 on vLLM, endpoint: {url: "http://127.0.0.1:9301/v1", model: smollm2, apiKey: "${TOUCHSTONE_BENCH_KEY}"}}
  - {id: b, label: Gemma on vLLM, endpoint: {url: later, model: gemma, apiKey: "${TOUCHSTONE_BENCH_KEY}", body: {stop: ["\n", "顾客："]}}}
suites: [customer-service-zh]
YAML

serve "$a" smollm2 9301
"$root/touchstone" run "$work/selection.yaml" --out "$out" --quiet "$@" && code=0 || code=$?
[ "$code" = 5 ] || { echo "expected exit 5 (waiting), got $code"; exit 1; }
stop
serve "$b" gemma 9302 ${template:+--chat-template "$template"}
"$root/touchstone" run --resume "$out" --endpoint b=http://127.0.0.1:9302/v1 --quiet && code=0 || code=$?
stop
if grep -rqF "$TOUCHSTONE_BENCH_KEY" "$out"; then echo "the key is in the run's files"; exit 1; fi
echo "exit $code, report in $out, the key in none of its files"
