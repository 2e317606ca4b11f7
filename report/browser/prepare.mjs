// Makes the tests' browser ready: installs the pinned packages if they are missing or stale, then
// unpacks the browser once. Usage: node prepare.mjs TARGET_FOLDER
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2]);
const lock = readFileSync(join(here, 'package-lock.json'), 'utf8');
const installed = join(here, 'node_modules', '.touchstone-lock');

if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(installed, lock);
}

const stamp = join(target, '.touchstone-lock');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  const unpacking = target + '.new';
  rmSync(unpacking, { recursive: true, force: true });
  rmSync(target, { recursive: true, force: true });
  mkdirSync(unpacking, { recursive: true });
  const bin = join(here, 'node_modules', '@sparticuz', 'chromium', 'bin');
  const unbrotli = (name, out) =>
    pipeline(createReadStream(join(bin, name)), createBrotliDecompress(), out);
  await unbrotli('chromium.br', createWriteStream(join(unpacking, 'chromium')));
  chmodSync(join(unpacking, 'chromium'), 0o755);
  for (const name of ['al2023', 'swiftshader']) {
    const tar = join(unpacking, name + '.tar');
    await unbrotli(name + '.tar.br', createWriteStream(tar));
    execFileSync('tar', ['-xf', tar, '-C', unpacking]);
    rmSync(tar);
  }
  writeFileSync(join(unpacking, '.touchstone-lock'), lock);
  renameSync(unpacking, target);
}
