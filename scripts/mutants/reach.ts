// SPDX-License-Identifier: Apache-2.0
// Which unit tests reach a file: over the imports that are run, the nearest first.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const IMPORT = /^\s*(?:import|export)\s(?!type\s)[^;'"]*?from\s+'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'\s*\)|^import\s+'(\.[^']+)'/gm;

/** For each unit test of the folder the files it imports, each with the length of the shortest way to it. */
export function testsReaching(root: string): (file: string) => readonly string[] {
  const imports = new Map<string, readonly string[]>();
  const importsOf = (file: string): readonly string[] => {
    const known = imports.get(file);
    if (known !== undefined) return known;
    const found = [...sourceOf(root, file).matchAll(IMPORT)].map((match) =>
      normalize(join(dirname(file), match[1] ?? match[2] ?? match[3] ?? '')),
    );
    imports.set(file, found);
    return found;
  };
  const tests = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  const ways = tests.map((name) => ({ test: join('src', name), ways: waysFrom(join('src', name), importsOf) }));
  return (file) =>
    ways
      .flatMap(({ test, ways }) => (ways.has(file) ? [{ test, far: ways.get(file) ?? 0 }] : []))
      .toSorted((a, b) => a.far - b.far || (a.test < b.test ? -1 : 1))
      .map(({ test }) => test);
}

function waysFrom(test: string, importsOf: (file: string) => readonly string[]): ReadonlyMap<string, number> {
  const far = new Map([[test, 0]]);
  for (const [file, steps] of far) for (const next of importsOf(file)) if (!far.has(next)) far.set(next, steps + 1);
  return far;
}

function sourceOf(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return '';
  }
}
