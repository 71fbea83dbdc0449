// SPDX-License-Identifier: Apache-2.0
// oxlint with types over the files that are not known to be clean. A file is known to be clean while neither it, nor
// anything that it reaches by relative imports, nor the settings, the installed packages and the ambient types have changed
// since oxlint found nothing in it: what a rule can know of a file comes from no other place. `--all` looks at every file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const root = join(import.meta.dirname, '..');
const KEPT = join(root, '.cache', 'lint', 'clean.json');
const SETTINGS = ['.oxlintrc.json', 'tsconfig.base.json', 'tsconfig.json', 'web/tsconfig.json', 'package-lock.json'];
const IMPORT = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"\n]+)['"]/g;

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * One key a file; a file whose key is the same as before cannot have become faulty. `contents`: path from the root (with /)
 * to text. A relative import of a file that is not there counts as the name of what is missing.
 */
export function keysOf(contents: ReadonlyMap<string, string>, settings: string): ReadonlyMap<string, string> {
  const own = new Map([...contents].map(([path, text]) => [path, sha(text)]));
  const imports = new Map(
    [...contents].map(([path, text]) => [path, [...text.matchAll(IMPORT)].map(([, to = '']) => posix.join(posix.dirname(path), to))]),
  );
  const closure = (path: string): ReadonlySet<string> => {
    const seen = new Set([path]);
    for (const one of seen) for (const to of imports.get(one) ?? []) seen.add(to);
    return seen;
  };
  return new Map(
    [...contents.keys()].map((path) => {
      const reached = [...closure(path)].map((one) => `${one} ${own.get(one) ?? 'absent'}`).toSorted((a, b) => (a < b ? -1 : 1));
      return [path, sha([settings, path, ...reached].join('\n'))];
    }),
  );
}

function filesOfTree(): readonly string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mts', '*.mjs', '*.js'], {
    cwd: root,
    encoding: 'utf8',
  });
  const { ignorePatterns } = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as { ignorePatterns: readonly string[] };
  const paths = (stdout ?? '').split('\0').filter((path) => path !== '' && !ignorePatterns.includes(path.split('/')[0] ?? ''));
  return paths.filter((path) => existsSync(join(root, path)));
}

function main(args: readonly string[]): number {
  const paths = filesOfTree();
  const contents = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  const ambient = paths.filter((path) => /\.d\.m?ts$/.test(path)).map((path) => contents.get(path));
  const settings = sha([...SETTINGS.map((path) => readFileSync(join(root, path), 'utf8')), ...ambient].join('\n'));
  const keys = keysOf(contents, settings);
  const known = !args.includes('--all') && existsSync(KEPT);
  const clean = known ? (JSON.parse(readFileSync(KEPT, 'utf8')) as Readonly<Record<string, string>>) : {};
  const dirty = paths.filter((path) => clean[path] !== keys.get(path));
  process.stdout.write(`${paths.length} files, ${paths.length - dirty.length} of them unchanged since nothing was found in them\n`);
  if (paths.length > 0 && dirty.length === 0) return 0;
  // Without git, or with most of it to do, the tree as a whole.
  const named = dirty.length < paths.length ? dirty : [];
  const { status } = spawnSync(join(root, 'node_modules', '.bin', 'oxlint'), ['--type-aware', ...named], { cwd: root, stdio: 'inherit' });
  if (status === 0) {
    mkdirSync(dirname(KEPT), { recursive: true });
    writeFileSync(KEPT, JSON.stringify(Object.fromEntries(keys)));
  }
  return status ?? 1;
}

if (import.meta.filename === process.argv[1]) process.exitCode = main(process.argv.slice(2));
