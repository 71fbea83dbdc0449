// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Imported = { readonly from: string; readonly names: string };

/** What a module loads when it is loaded itself: imports and re-exports of values, static or not; types are none. */
export function valueImports(file: string, source = readFileSync(file, 'utf8')): readonly Imported[] {
  const fixed = [...source.matchAll(/^(?:import|export)\s+(?!type\b)([^;'"]*?)\s*from\s+'([^']+)'/gm)].map(
    ([, names = '', from = '']): Imported => ({ from: resolved(file, from), names }),
  );
  const called = [...source.matchAll(/\bimport\('([^']+)'\)/g)].map(
    ([, from = '']): Imported => ({ from: resolved(file, from), names: '*' }),
  );
  return [...fixed, ...called];
}

const resolved = (file: string, from: string): string => (from.startsWith('.') ? join(dirname(file), from) : from);

/** The shortest chains of modules from one to each import that `wanted` names. */
export function chainsTo(start: string, wanted: (one: Imported) => boolean): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const seen = new Set([start]);
  const waiting: (readonly string[])[] = [[start]];
  for (let chain = waiting.shift(); chain !== undefined; chain = waiting.shift()) {
    for (const one of valueImports(chain.at(-1) ?? start)) {
      if (wanted(one)) found.push([...chain, one.from]);
      if (!one.from.startsWith('/') || seen.has(one.from)) continue;
      seen.add(one.from);
      waiting.push([...chain, one.from]);
    }
  }
  return found;
}
