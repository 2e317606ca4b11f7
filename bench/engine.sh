#!/bin/sh
# The embedded engine against the ceiling of its own library, interleaved:
#   bench/engine.sh MODEL.gguf template|transcript [ROUNDS]
# INCLUDE names the folders of llama.h and ggml.h as compiler arguments ("-I… -I…"), from the
# sources of PyPI llama-cpp-python 0.3.36. JAVA is a JDK 25 (default: java). Build first.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
model=$1
format=$2
rounds=${3:-5}
threads=${THREADS:-$(nproc)}
java=${JAVA:-java}
lib=$here/deploy-llamacpp/native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64
limit=${LIMIT:-$here/../shared/bench/engine_limit.c}
work=$(mktemp -d)
prompt=${PROMPT:-'You are the assistant of a small online shop that sells tea and teapots. Be polite and exact, and answer the question of a customer in whole sentences. The customer writes: my parcel has not arrived for nine days, the seller does not answer, and the teapot was a present for my mother. Tell me in detail what I can do now, step by step, and what the shop will do for me. Write a long letter of several paragraphs.'}

gcc -O2 $INCLUDE "$limit" -o "$work/limit" "$lib/libllama.v0.5.0.so" "$lib/libggml.v0.5.0.so" \
    "$lib/libggml-base.so" "-Wl,-rpath,$lib"

jars=$(find "${M2:-$HOME/.m2/repository}" -name 'netty-*4.2.9.Final.jar' -o -name 'jackson-databind-3.1.0.jar' \
    -o -name 'jackson-core-3.1.0.jar' -o -name 'jackson-annotations-2*.jar' | tr '\n' ':')
for room in model document deploy deploy-llamacpp; do jars=$jars:$here/$room/target/classes; done
case $format in
  template) shape='{"type":"template","assistantPrefix":""}' ;;
  *) shape='{"type":"transcript","user":"顾客：","assistant":"客服：","examples":[],"stops":[]}' ;;
esac
mkfifo "$work/in"
"$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
    "-Dtouchstone.native=$lib" -cp "$jars" touchstone.deploy.llamacpp.EngineMain \
    < "$work/in" > "$work/out" 2> "$work/err" &
exec 9> "$work/in"
printf '{"model":"%s","name":"m","format":%s,"contextTokens":1024,"sequences":4,"threads":%s,"queueLimit":64,"port":0}\n' \
    "$model" "$shape" "$threads" >&9
until grep -q '^ready\|^problem' "$work/out"; do sleep 0.2; done
port=$(sed -n 's/^ready //p' "$work/out")
for round in $(seq "$rounds"); do
  "$work/limit" "$model" "$lib" "$prompt" "$threads" | grep -a '^sequences' | sed 's/^/library /'
  "$java" -XX:TieredStopAtLevel=1 "$here/bench/EngineSpeed.java" "$port" "$prompt" | sed 's/^/engine  /'
done | tee "$work/lines"
exec 9>&-
echo "medians of $rounds (engine / library):"
for sequences in 1 2 4; do
  for what in prefill decode; do
    for who in library engine; do
      sed -n "s/^$who *sequences $sequences: .*$what \([0-9.]*\) .*/\1/p" "$work/lines" | sort -n |
        awk -v who="$who" '{ v[NR] = $1 } END { print who, v[int((NR + 1) / 2)], v[NR] }'
    done | awk -v s="$sequences" -v w="$what" '{ m[$1] = $2; b[$1] = $3 }
      END { printf "sequences %d %-7s median %7.1f / %7.1f = %3.0f %%, best %7.1f / %7.1f = %3.0f %%\n", s, w,
            m["engine"], m["library"], 100 * m["engine"] / m["library"],
            b["engine"], b["library"], 100 * b["engine"] / b["library"] }'
  done
done
rm -rf "$work"
