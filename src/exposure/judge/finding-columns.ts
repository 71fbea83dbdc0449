// SPDX-License-Identifier: Apache-2.0
/** Rights of a grant, in one byte. READ (4), WRITE (2) and EXEC (1) are the kernel's. */
export const REPLACE = 8;
export const LIST = 16;
export const PLANT = 32;

/** Findings without a credential: read off the tree, not granted to somebody in particular. */
export const NO_GROUP = 0xffffffff;

/** (row, rule, class, rights) in columns. */
export type Hits = { count: number; row: Uint32Array; rule: Uint8Array; group: Uint32Array; rights: Uint8Array };

/** An empty table of findings in columns; see addHit. */
export function createHits(): Hits {
  return { count: 0, row: new Uint32Array(1024), rule: new Uint8Array(1024), group: new Uint32Array(1024), rights: new Uint8Array(1024) };
}

/** Appends a finding: row of the tree, number of the rule, group of credentials, rights as bits. Columns grow by doubling. */
export function addHit(hits: Hits, row: number, rule: number, group: number, rights: number): void {
  const at = hits.count;
  if (at === hits.row.length) {
    hits.row = copiedInto(hits.row, new Uint32Array(at * 2));
    hits.rule = copiedInto(hits.rule, new Uint8Array(at * 2));
    hits.group = copiedInto(hits.group, new Uint32Array(at * 2));
    hits.rights = copiedInto(hits.rights, new Uint8Array(at * 2));
  }
  hits.row[at] = row;
  hits.rule[at] = rule;
  hits.group[at] = group;
  hits.rights[at] = rights;
  hits.count = at + 1;
}

function copiedInto<T extends Uint32Array | Uint8Array>(column: T, fresh: T): T {
  fresh.set(column);
  return fresh;
}
