// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entrySchemas } from '../../src/case/entry/kinds.ts';

const root = join(import.meta.dirname, '..', '..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const documents = tracked.filter((file) => file.endsWith('.md') && !file.startsWith('fixtures/'));
const manifest = JSON.parse(textOf('package.json')) as Record<string, Record<string, string>>;

/** Parts whose room exists. */
const parts = readdirSync(join(root, 'src'), { withFileTypes: true })
  .filter(
    (entry) =>
      entry.isDirectory() &&
      !['kernel', 'common', 'edge', 'journal', 'case', 'adapters', 'wiring', 'server', 'cli', 'jobs'].includes(entry.name),
  )
  .map((entry) => entry.name);

/** Files of the project that a text names in backticks by their whole path and that are not there. Capitals, `<…>`, `*` and `…` stand for any name. */
function absent(document: string, text: string): readonly string[] {
  const named = [...text.matchAll(/`((?:src|web|test|scripts|fixtures|docs|bench)\/[\w./-]+\.\w+)`/g)].map((match) => match[1] ?? '');
  return named.filter(
    (path) => !/PART|NAME/.test(path) && !existsSync(join(root, path)) && !existsSync(join(root, dirname(document), path)),
  );
}

describe('conventions/documents', () => {
  it.each(documents)('%s: every link leads somewhere', (document) => {
    const links = [...textOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    const dead = links.filter(
      (link) => !/^(https?:|mailto:|#)/.test(link) && !existsSync(join(root, dirname(document), link.split('#')[0] ?? '')),
    );

    expect(dead).toEqual([]);
  });

  it.each(documents)('%s: every file that it names is there', (document) => {
    expect(absent(document, textOf(document))).toEqual([]);
  });

  it('would notice a file that has moved, and passes over what stands for any name', () => {
    const text = 'See `src/hunt/formats/format.ts`, `src/case/entry/kinds.ts`, `src/PART/README.md` and `web/screens/*/words.ts`.';

    expect(absent('docs/x.md', text)).toEqual(['src/hunt/formats/format.ts']);
  });

  it.each(documents)('%s: every npm command that it names exists', (document) => {
    const named = [...textOf(document).matchAll(/npm run ([a-z][a-z:-]*)/g)].map((match) => match[1] ?? '');

    expect(named.filter((name) => !(name in (manifest['scripts'] ?? {})) && !name.endsWith(':'))).toEqual([]);
  });

  it('every dependency has its reason, and no reason is without its dependency', () => {
    const reasons = [...textOf('docs/dependencies.md').matchAll(/^\| (@?[a-z0-9][^ |]*) \|/gm)]
      .map((match) => match[1] ?? '')
      .filter((name) => name !== 'package');
    const real = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {}));

    expect(reasons.toSorted()).toEqual(real.toSorted());
  });

  it('every version is exact', () => {
    const ranges = ['dependencies', 'optionalDependencies', 'devDependencies']
      .flatMap((kind) => Object.values(manifest[kind] ?? {}))
      .filter((version) => !/^\d/.test(version));

    expect(ranges).toEqual([]);
  });

  it.each(parts)('src/%s has a README that names exactly its entry kinds', (part) => {
    const file = join(root, 'src', 'case', 'entry', `${part}.ts`);
    const readme = textOf(`src/${part}/README.md`);
    const kinds = existsSync(file) ? Object.keys(entrySchemas).filter((kind) => readFileSync(file, 'utf8').includes(`'${kind}':`)) : [];

    expect(kinds.filter((kind) => !readme.includes(`\`${kind}\``))).toEqual([]);
    const named = [...readme.matchAll(/`([a-z]+\.[a-z-]+)`/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => !/\.(ts|md|tsx)$/.test(name));
    const families = new Set(Object.keys(entrySchemas).map((kind) => kind.split('.')[0]));
    expect(named.filter((name) => families.has(name.split('.')[0]) && !(name in entrySchemas))).toEqual([]);
  });

  it('ARCHITECTURE.md names every folder of src', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

    expect(folders.filter((folder) => !textOf('ARCHITECTURE.md').includes(`${folder.name}/`)).map((folder) => folder.name)).toEqual([]);
  });
});
