#!/bin/sh
# Builds the page into a folder, unless nothing has changed since. Usage: build.sh TARGET_FOLDER
set -eu
cd "$(dirname "$0")"
target=$1
stamp=$target/.built
if [ -f "$stamp" ] && [ -z "$(find . -path ./node_modules -prune -o -type f -newer "$stamp" -print | head -n 1)" ]; then
  exit 0
fi
test node_modules/.package-lock.json -nt package-lock.json ||
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npm run --silent check
npm run --silent build -- --emptyOutDir --outDir "$target" --logLevel warn
touch "$stamp"
