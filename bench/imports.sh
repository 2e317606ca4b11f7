#!/usr/bin/env bash
# Imports 100,000 rows as CSV, JSON lines, Excel and a promptfoo configuration, each in a heap of 512 MB,
# and prints the seconds and the largest resident set of each.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-100000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 - "$rows" "$work" <<'PY'
import json, sys, zipfile
rows, work = int(sys.argv[1]), sys.argv[2]
def question(i): return f"我在第{i % 977}家店买的第{i}件，电话{13000000000 + i}，几天之内能退"
with open(f"{work}/faq.csv", "w", encoding="gb18030") as out:
    out.write("编号,问题,标准答案\n")
    for i in range(rows): out.write(f'c{i},"{question(i)}",{i % 30 + 1}天\n')
with open(f"{work}/evals.jsonl", "w", encoding="utf-8") as out:
    for i in range(rows):
        turns = [{"role": "system", "content": "你是客服"}, {"role": "user", "content": question(i)}]
        out.write(json.dumps({"input": turns, "ideal": [f"{i % 30 + 1}天"]}, ensure_ascii=False) + "\n")
with open(f"{work}/tests.csv", "w", encoding="utf-8") as out:
    out.write("q,__expected1,__expected2\n")
    for i in range(rows): out.write(f'"{question(i)}","contains:{i % 30 + 1}天",not-contains:抱歉\n')
with open(f"{work}/config.yaml", "w", encoding="utf-8") as out:
    out.write("prompts: ['{{q}}']\ntests: file://tests.csv\n")
head = '<?xml version="1.0" encoding="UTF-8"?>'
main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
links = "http://schemas.openxmlformats.org/package/2006/relationships"
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
with zipfile.ZipFile(f"{work}/faq.xlsx", "w", zipfile.ZIP_DEFLATED) as out:
    out.writestr("[Content_Types].xml", head + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
    out.writestr("_rels/.rels", head + f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    out.writestr("xl/workbook.xml", head + f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="FAQ" sheetId="1" r:id="r1"/></sheets></workbook>')
    out.writestr("xl/_rels/workbook.xml.rels", head + f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
    with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
        def row(n, *cells):
            text = "".join(f'<c r="{"ABC"[k]}{n}" t="inlineStr"><is><t>{c}</t></is></c>' for k, c in enumerate(cells))
            sheet.write(f'<row r="{n}">{text}</row>'.encode())
        sheet.write((head + f'<worksheet xmlns="{main}"><sheetData>').encode())
        row(1, "编号", "问题", "标准答案")
        for i in range(rows): row(i + 2, f"c{i}", question(i), f"{i % 30 + 1}天")
        sheet.write(b"</sheetData></worksheet>")
PY

./touchstone --version > /dev/null
for file in faq.csv evals.jsonl faq.xlsx config.yaml; do
  started=$(date +%s.%N)
  JAVA_TOOL_OPTIONS="-Xmx512m" ./touchstone import "$work/$file" --out "$work/${file%.*}-out-${file##*.}" --json \
    > "$work/summary.json" 2> "$work/err" &
  pid=$!
  peak=0
  while kill -0 "$pid" 2> /dev/null; do
    for each in $(pgrep -P "$pid" || true) "$pid"; do
      now=$(awk '/VmHWM/ {print $2}' "/proc/$each/status" 2> /dev/null || true)
      if [ -n "$now" ] && [ "$now" -gt "$peak" ]; then peak=$now; fi
    done
    sleep 0.05
  done
  if wait "$pid"; then code=0; else code=$?; fi
  ended=$(date +%s.%N)
  python3 - "$file" "$started" "$ended" "$peak" "$code" "$work/summary.json" <<'PY'
import json, sys
name, started, ended, peak, code, summary = sys.argv[1:]
seen = json.load(open(summary))
print(f"{name}: {float(ended) - float(started):.1f} s, {int(peak) / 1024:.0f} MiB resident, exit {code},"
      f" {seen['graded']} cases, {seen['bad_rows']} bad rows")
PY
done
