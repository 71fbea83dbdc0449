// SPDX-License-Identifier: Apache-2.0
// Every rule of the public suffix list that the desk's library ships, read from its own table.
import { createRequire } from 'node:module';

type Table = Readonly<Record<'edgeChild' | 'edgeLength' | 'edgeStart' | 'nodeFlags', ArrayLike<number> & Iterable<number>>> & {
  readonly labelText: string;
  readonly rulesRoot: number;
};
const { edgeChild, edgeLength, edgeStart, labelText, nodeFlags, rulesRoot } = createRequire(import.meta.url)(
  '../../node_modules/tldts/dist/cjs/src/data/trie.js',
) as Table;

/** The suffixes of the ICANN part, wildcards left out: `com`, `co.jp`, `みんな`. */
export function suffixes(): readonly string[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const length of edgeLength) {
    offsets.push(offset);
    offset += length;
  }
  const found: string[] = [];
  const visit = (node: number, suffix: string): void => {
    for (let edge = edgeStart[node] ?? 0; edge < (edgeStart[node + 1] ?? 0); edge += 1) {
      const start = offsets[edge] ?? 0;
      const label = labelText.slice(start, start + (edgeLength[edge] ?? 0));
      const name = suffix === '' ? label : `${label}.${suffix}`;
      const child = edgeChild[edge] ?? 0;
      if (label !== '*' && ((nodeFlags[child] ?? 0) & 1) === 1) found.push(name);
      if (label !== '*') visit(child, name);
    }
  };
  visit(rulesRoot, '');
  return found;
}
