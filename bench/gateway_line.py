"""For bench/gateway.sh: a trace of `touchstone bench` as one line, and the medians of such lines.

  gateway_line.py NAME trace.jsonl TOKENS   first content after the request and gaps, all pooled, ms
  gateway_line.py medians LINES             the median of each figure, direct, gateway, difference
"""
import json
import re
import statistics
import sys

FIGURES = ["ttft_p50", "ttft_p99", "gap_p50", "gap_p99"]


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def line(name, path, tokens):
    firsts, gaps, missing, failed, requests = [], [], 0, 0, 0
    for text in open(path, encoding="utf-8"):
        row = json.loads(text)
        if row["warm_up"]:
            continue
        requests += 1
        failed += row["outcome"] != "COMPLETED"
        content = [e[0] for e, k in zip(row["events"], row["kinds"]) if k.startswith("content")]
        missing += tokens - len(content)
        if content:
            firsts.append((content[0] - row["sent_ns"]) / 1e6)
        gaps += [(b - a) / 1e6 for a, b in zip(content, content[1:])]
    figures = [quantile(firsts, 0.5), quantile(firsts, 0.99), quantile(gaps, 0.5), quantile(gaps, 0.99)]
    shown = " ".join(f"{n}={v:.3f}" for n, v in zip(FIGURES, figures))
    print(f"{name} requests={requests} failed={failed} events_missing={missing} {shown}")


def medians(path):
    runs = {"direct": [], "gateway": []}
    lost = {"direct": 0, "gateway": 0}
    for text in open(path, encoding="utf-8"):
        name = text.split(" ", 1)[0]
        if name in runs:
            values = dict(re.findall(r"(\w+)=([-\d.]+)", text))
            runs[name].append(values)
            lost[name] += int(values["failed"]) + int(values["events_missing"])
    for figure in FIGURES:
        direct, gateway = ([float(each[figure]) for each in runs[n]] for n in ("direct", "gateway"))
        added = statistics.median(g - d for g, d in zip(gateway, direct))
        print(f"median {figure:9} direct {statistics.median(direct):9.3f} ms  "
              f"gateway {statistics.median(gateway):9.3f} ms  added {added:+.3f} ms")
    print(f"failed requests and missing events: direct {lost['direct']}, gateway {lost['gateway']}")


if sys.argv[1] == "medians":
    medians(sys.argv[2])
else:
    line(sys.argv[1], sys.argv[2], int(sys.argv[3]))
