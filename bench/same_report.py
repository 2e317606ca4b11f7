"""Compares two runs: same_report.py RUN RUN. Samples by key with their answers, grades, and
report.json without the fields that the report itself lists as derived from timing."""

import json
import re
import sys
from pathlib import Path


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def answers(folder):
    """The last record of each trial; only what was not answered may be on record twice."""
    found, ended = {}, {}
    for line in lines(folder / "samples.jsonl"):
        sample = line["sample"]
        key = json.dumps(sample["key"], sort_keys=True)
        again = ended.get(key) in (None, "INFRA_FAIL", "SKIPPED") or line["batchSize"] > 1
        assert again, f"counted twice: {key}"
        ended[key] = sample["outcome"]
        if sample["key"]["phase"] == "cases":
            found[key] = (sample["outcome"], [e["answer"] for e in sample["exchanges"]])
    return found


def without(node, path):
    name, _, rest = path.partition(".")
    name, _, choice = name.partition("[")
    if not isinstance(node, dict) or name not in node:
        return
    if not choice:
        if rest:
            without(node[name], rest)
        else:
            del node[name]
        return
    wanted = re.search(r"=='(.*)'", path)
    if wanted:
        node[name] = [each for each in node[name] if each.get("id") != wanted.group(1)]
    else:
        for each in node[name]:
            without(each, rest)


def report(folder):
    whole = json.loads((folder / "report.json").read_text())
    for path in whole["timing_fields"]:
        without(whole, re.sub(r"^\$\.", "", path).replace("?@.id", "id"))
    whole.pop("id", None)
    return whole


a, b = (Path(each) for each in sys.argv[1:])
first, second = answers(a), answers(b)
assert first.keys() == second.keys(), f"other trials: {first.keys() ^ second.keys()}"
for key in first:
    assert first[key] == second[key], f"other answers: {key}\n{first[key]}\n{second[key]}"
grades = [sorted((folder / "grades.jsonl").read_text().splitlines()) for folder in (a, b)]
assert grades[0] == grades[1], "other grades"
one, two = report(a), report(b)
for key in one.keys() | two.keys():
    assert one.get(key) == two.get(key), f"other {key}:\n{one.get(key)}\n{two.get(key)}"
