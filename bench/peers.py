#!/usr/bin/env python3
"""Touchstone and other load tools, in turn, against a server that wrote down what it really did:

    bench/peers.py [ROUNDS]                # measures, appends to bench/results/peers.jsonl
    bench/peers.py table                   # medians of all rounds kept there, as Markdown

256 closed-loop streams (STREAMS) of 75 tokens, 40 ms apart, first token after 200 ms, 1,280 requests
(REQUESTS) a run; server on core 0, client on core 1. Each figure a tool reports is compared with the
truth in that tool's own definition. The tools are programs in virtual environments of their own:
VLLM, GUIDELLM, EVALSCOPE and AIPERF name them; a tool without a name is skipped, and said so.
The server's source comes from ../shared/bench or SOURCES (not part of this repository); it needs gcc.
Build Touchstone first.
"""
import csv
import glob
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = pathlib.Path(os.environ.get("SOURCES", HERE.parent.parent / "shared" / "bench"))
RESULTS = HERE / "results" / "peers.jsonl"
STREAMS = int(os.environ.get("STREAMS", 256))
REQUESTS = int(os.environ.get("REQUESTS", 1280))
TOKENS, WARM_UP, PORT = 75, 64, int(os.environ.get("PORT", 9300))
VERSIONS = {"vllm": "0.32.0", "guidellm": "0.8.1", "evalscope": "1.14.1", "aiperf": "0.13.0"}


def quantile(values, share):
    """Of the ordered values the one at rank ceil(share * n)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def main():
    if sys.argv[1:] == ["table"]:
        return table()
    if not (SOURCES / "truth_openai.c").exists() or not shutil.which("gcc"):
        print(f"skipped: needs gcc and truth_openai.c in {SOURCES} (set SOURCES)")
        return None
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        subprocess.run(["gcc", "-O2", "-o", work / "server", SOURCES / "truth_openai.c"], check=True)
        for turn in range(int(sys.argv[1]) if sys.argv[1:] else 1):
            room = work / str(turn)  # some tools refuse a folder that holds an older result
            room.mkdir()
            shutil.copy(work / "server", room)
            prompts(room)
            for number, (tool, command) in enumerate(commands(room)):
                measure(room, tool, command, PORT + turn * 10 + number)


def prompts(work):
    lines = [f"第{i}位顾客：我的订单到哪里了？ Where is order {i}, and when will it arrive?" for i in range(REQUESTS + WARM_UP)]
    (work / "prompts.txt").write_text("\n".join(lines) + "\n")
    rows = [json.dumps({"prompt": each, "text": each}, ensure_ascii=False) for each in lines]
    (work / "prompts.jsonl").write_text("\n".join(rows) + "\n")


def tokenizer(work, program):
    """A small tokenizer that the tool can load from a folder, made in its own environment."""
    folder = work / "tokenizer"
    if not folder.exists():
        python = pathlib.Path(program).parent / "python"
        subprocess.run([python, "-c", f"""
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast
made = Tokenizer(models.BPE(unk_token="<unk>"))
made.pre_tokenizer = pre_tokenizers.ByteLevel()
made.train(["{work}/prompts.txt"], trainers.BpeTrainer(vocab_size=600, special_tokens=["<unk>", "<s>", "</s>"]))
PreTrainedTokenizerFast(tokenizer_object=made, unk_token="<unk>", bos_token="<s>", eos_token="</s>", chat_template="{{% for m in messages %}}{{{{ m.content }}}}{{% endfor %}}").save_pretrained("{folder}")
"""], check=True, stdout=subprocess.DEVNULL)
    return str(folder)


def commands(work):
    """Name and command of every tool that is there; {url} stands for the server's address."""
    touchstone = os.environ.get("TOUCHSTONE", str(HERE.parent / "touchstone"))
    yield "touchstone", [
        touchstone, "bench", "{url}/v1", "--model", "gt", "--concurrency", str(STREAMS), "--requests",
        str(REQUESTS), "--warmup", str(WARM_UP), "--max-tokens", str(TOKENS), "--prompts",
        f"{work}/prompts.txt", "--as", "all", "--json", f"{work}/touchstone.json"]
    for tool in VERSIONS:
        program = os.environ.get(tool.upper())
        if program:
            yield tool, globals()[tool](work, program)
        else:
            print(f"skipped: {tool} (set {tool.upper()} to its program)")


def vllm(work, program):
    return [program, "bench", "serve", "--backend", "openai-chat", "--base-url", "{url}", "--endpoint",
            "/v1/chat/completions", "--model", "gt", "--tokenizer", tokenizer(work, program),
            "--dataset-name", "custom", "--dataset-path", f"{work}/prompts.jsonl",
            "--custom-output-len", str(TOKENS), "--num-prompts", str(REQUESTS), "--max-concurrency",
            str(STREAMS), "--num-warmups", str(WARM_UP), "--percentile-metrics", "ttft,tpot,itl,e2el",
            "--metric-percentiles", "50,95,99", "--save-result", "--result-dir", str(work),
            "--result-filename", "vllm.json"]


def guidellm(work, program):
    body = json.dumps({"body": {"max_completion_tokens": TOKENS}})
    return [program, "run", "--backend",
            f"kind=openai_http,target={{url}},request_format=/v1/chat/completions,extras={body}",
            "--data", f"kind=json_file,path={work}/prompts.jsonl", "--tokenizer",
            f"kind=huggingface_auto,model={tokenizer(work, program)}", "--profile",
            f"kind=concurrent,streams={STREAMS}", "--constraint", f"kind=max_requests,count={REQUESTS}",
            "--output", f"kind=json,path={work}/guidellm.json", "--disable-console-interactive"]


def evalscope(work, program):
    return [program, "perf", "--url", "{url}/v1/chat/completions", "--api", "openai", "--model", "gt",
            "--dataset", "line_by_line", "--dataset-path", f"{work}/prompts.txt", "--parallel",
            str(STREAMS), "--number", str(REQUESTS), "--max-tokens", str(TOKENS), "--no-test-connection",
            "--outputs-dir", f"{work}/evalscope", "--no-timestamp"]


def aiperf(work, program):
    return [program, "profile", "--model", "gt", "--url", "{url}", "--endpoint-type", "chat",
            "--streaming", "--tokenizer", tokenizer(work, program), "--use-server-token-count",
            "--input-file", f"{work}/prompts.jsonl", "--custom-dataset-type", "single_turn",
            "--concurrency", str(STREAMS), "--request-count", str(REQUESTS), "--warmup-request-count",
            str(WARM_UP), "--extra-inputs", f"max_completion_tokens:{TOKENS}", "--ui-type", "none",
            "--no-gpu-telemetry", "--output-artifact-dir", f"{work}/aiperf"]


def measure(work, tool, command, port):
    url = f"http://127.0.0.1:{port}"
    record = work / "truth.csv"
    server = subprocess.Popen(["taskset", "-c", "0", work / "server", str(port), "200000", "40000", record])
    try:
        time.sleep(0.3)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
        environment = dict(os.environ, GUIDELLM__MAX_WORKER_PROCESSES="1")
        if tool != "aiperf":
            environment["HF_HUB_OFFLINE"] = "1"
        done = subprocess.run(["taskset", "-c", "1", *[part.replace("{url}", url) for part in command]],
                              capture_output=True, text=True, env=environment, cwd=work, timeout=280)
        wall, after = time.time() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        stat = urllib.request.urlopen(f"{url}/stat").read().decode()
        (work / f"{tool}.out").write_text(done.stdout + done.stderr)
        line = {"at": time.strftime("%FT%TZ", time.gmtime()), "tool": tool, "streams": STREAMS,
                "requests": REQUESTS, "version": VERSIONS.get(tool, "this commit"),
                "cpu_s": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
                "wall_s": round(wall, 1), "server": stat.strip(),
                "truth": truth(record, tool), "reported": globals()["read_" + tool](work)}
    except (OSError, KeyError, IndexError, ValueError, subprocess.TimeoutExpired) as fault:
        output = (work / f"{tool}.out").read_text()[-1500:] if (work / f"{tool}.out").exists() else ""
        print(f"{tool}: no figures ({fault!r})\n{output}", file=sys.stderr)
        return
    finally:
        server.kill()
        server.wait()
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(json.dumps(line), flush=True)


def truth(record, tool):
    """Milliseconds of the requests that count: the last ones, those before them being warm-up."""
    rows = [[int(field) for field in row] for row in csv.reader(record.open()) if len(row) == 6]
    gaps = [line.split() for line in open(f"{record}.itl")]
    both = sorted(zip(rows, gaps), key=lambda pair: pair[0][0])[-REQUESTS:]
    first = [(row[2] - row[1]) / 1e6 for row, _ in both]
    per_token = [(row[3] - row[2]) / 1e6 / (row[4] - 1) for row, _ in both if row[4] > 1]
    between = [int(gap) / 1e6 for _, each in both for gap in each]
    whole = [(row[3] - row[1]) / 1e6 for row, _ in both]
    return {"requests": len(both), **both_of("ttft", first), **both_of("tpot", per_token),
            **both_of("gap", between), **both_of("e2e", whole)}


def both_of(name, values):
    return {f"{name}_p50": round(quantile(values, 0.5), 3), f"{name}_p99": round(quantile(values, 0.99), 3)}


def read_touchstone(work):
    level = json.load(open(work / "touchstone.json"))["levels"][0]
    read = {f"{name}_{q}": round(level[key][q], 3) for q in ("p50", "p99") for name, key in
            (("ttft", "ttft_ms"), ("tpot", "tpot_ms"), ("gap", "chunk_gap_ms"), ("e2e", "e2e_ms"))}
    return {**read, "client_limited": level["client_limited"], "engine_error_us": level["engine_error_us"]}


def read_vllm(work):
    found = json.load(open(work / "vllm.json"))
    names = (("ttft", "ttft"), ("tpot", "tpot"), ("gap", "itl"), ("e2e", "e2el"))
    read = {f"{name}_p99": round(found[f"p99_{key}_ms"], 3) for name, key in names}
    return {**read, **{f"{name}_p50": round(found[f"median_{key}_ms"], 3) for name, key in names}}


def read_guidellm(work):
    found = json.load(open(work / "guidellm.json"))["benchmarks"][0]["metrics"]
    ttft = found["time_to_first_token_ms"]["successful"]
    gap = found["inter_token_latency_ms"]["successful"]
    whole = found["request_latency"]["successful"]
    read = {"ttft_p50": ttft["median"], "ttft_p99": ttft["percentiles"]["p99"],
            "tpot_p50": gap["median"], "tpot_p99": gap["percentiles"]["p99"],
            "e2e_p50": whole["median"] * 1000, "e2e_p99": whole["percentiles"]["p99"] * 1000}
    return {key: round(value, 3) for key, value in read.items()}


def read_evalscope(work):
    file = max(glob.glob(f"{work}/evalscope/**/benchmark_percentile.json", recursive=True))
    rows = json.load(open(file))
    rows = {key: {str(r.get("Percentiles", r.get("percentile"))): r for r in rows} for key in ("all",)}["all"] \
        if isinstance(rows, list) else rows
    read = {}
    for q, name in (("50%", "p50"), ("99%", "p99")):
        row = rows[q]
        for short, prefix, factor in (("ttft", "TTFT", 1), ("tpot", "TPOT", 1), ("gap", "ITL", 1), ("e2e", "Latency", 1000)):
            key = next(each for each in row if each.startswith(prefix))
            read[f"{short}_{name}"] = round(row[key] * (1 if "(ms)" in key else 1000), 3)
    return read


def read_aiperf(work):
    found = json.load(open(max(glob.glob(f"{work}/aiperf/**/profile_export_aiperf.json", recursive=True))))
    names = (("ttft", "time_to_first_token"), ("tpot", "inter_token_latency"), ("e2e", "request_latency"))
    return {f"{name}_{q}": round(found[key][q], 3) for name, key in names for q in ("p50", "p99")}


def table():
    runs = {}
    for line in RESULTS.read_text().splitlines():
        each = json.loads(line)
        runs.setdefault((each["streams"], each["tool"]), []).append(each)
    names = ["ttft_p50", "ttft_p99", "tpot_p99", "gap_p99", "e2e_p99"]
    print("| streams | client | runs | " + " | ".join(names) + " | CPU s | wall s |")
    print("| --- " * (len(names) + 5) + "|")
    for (streams, tool), all_of in sorted(runs.items()):
        cells = []
        for name in names:
            off = [each["reported"][name] - each["truth"][name] for each in all_of if name in each["reported"]]
            cells.append(f"{statistics.median(off):+.2f}" if off else "–")
        cpu, wall = (statistics.median(each[key] for each in all_of) for key in ("cpu_s", "wall_s"))
        print(f"| {streams} | {tool} | {len(all_of)} | " + " | ".join(cells) + f" | {cpu:.1f} | {wall:.0f} |")


if __name__ == "__main__":
    main()
