// SPDX-License-Identifier: Apache-2.0
import type { Areas } from './tenant-areas.ts';
import { isWithin, joined, parentOf, pathOfBytes } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Tenant } from './tenants.ts';
import { pathOfRow } from '../tree/tree.ts';
import type { Tree } from '../tree/tree.ts';

export type LinkOut = { readonly row: number; readonly target: BytePath; readonly into: 'another-home' | 'above-homes' | 'elsewhere' };

/** Programs and libraries that everybody may read anyway: a link there gives nobody anything. */
const HARMLESS: readonly string[] = ['/usr', '/bin', '/lib', '/lib64', '/sbin', '/dev/null', '/etc/alternatives'];

/** Links in a home whose text leads out of it, read as text: what stands at the target may change at any time. */
export function linksOut(tree: Tree, areas: Areas): { readonly found: readonly LinkOut[]; readonly harmless: number } {
  const homeOf = new Map<number, BytePath>([...areas.homes.values()].map((tenant: Tenant) => [tenant.number, tenant.home]));
  const homes = new Set<string>(homeOf.values());
  const found: LinkOut[] = [];
  let harmless = 0;
  tree.links.rows.forEach((row, at) => {
    const home = homeOf.get(areas.of[row] as number);
    if (home === undefined) return;
    const path = pathOfRow(tree, row);
    if (!isWithin(path, home)) return;
    const text = pathOfBytes(tree.links.texts, tree.links.at[at], tree.links.at[at + 1]);
    const target = led(parentOf(path), text);
    if (isWithin(target, home)) return;
    if (HARMLESS.some((folder) => isWithin(target, folder))) harmless += 1;
    else found.push({ row, target, into: kindOf(target, home, homes) });
  });
  return { found, harmless };
}

function led(from: BytePath, text: string): BytePath {
  let at = text.startsWith('/') ? ('/' as BytePath) : from;
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    at = part === '..' ? parentOf(at) : joined(at, part);
  }
  return at;
}

function kindOf(target: BytePath, own: BytePath, homes: ReadonlySet<string>): LinkOut['into'] {
  if (isWithin(own, target)) return 'above-homes';
  for (let at: BytePath = target; at !== '/'; at = parentOf(at)) if (homes.has(at)) return 'another-home';
  return 'elsewhere';
}

/** Files that two areas share by hard links: rows of each file that has names in more than one tenant's area. */
export function hardLinksAcross(tree: Tree, areas: Areas): readonly number[] {
  const { rows, device, inode } = tree.shared;
  const order = Uint32Array.from(rows.keys()).sort(
    (a, b) => (inode[a] as number) - (inode[b] as number) || (device[a] as number) - (device[b] as number),
  );
  const across: number[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    const first = order[from] as number;
    while (to < order.length && inode[order[to] as number] === inode[first] && device[order[to] as number] === device[first]) to += 1;
    const same = [...order.subarray(from, to)].map((at) => rows[at] as number);
    const tenants = new Set(same.map((row) => areas.of[row]).filter((number) => number !== 0));
    if (tenants.size > 1) across.push(...same.filter((row) => areas.of[row] !== 0));
    from = to;
  }
  return across;
}
