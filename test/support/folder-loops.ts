// SPDX-License-Identifier: Apache-2.0

/** One import: from and to are paths such as `src/hunt/sigma/run.ts`. */
export type FileImport = { readonly from: string; readonly to: string };

/** What joins the folders below it may look into any of them: edge files, and the words that a whole room reads. */
const APART = /([/.](routes|commands|contract|edge|view)|[/-](deps|problems|words)|\/watch)\.tsx?$|[.]test[.]tsx?$/;

/**
 * Folders of one room that import each other in a loop; edge files, words and tests are left out. A room is the first
 * `roomDepth` segments of a path: 2 for a part (`src/hunt`), 1 for all of `web`, whose own files are then its edge.
 * Each loop is the sorted list of its folders.
 */
export function folderLoops(imports: readonly FileImport[], roomDepth: 1 | 2): readonly (readonly string[])[] {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    if (APART.test(from) || APART.test(to)) continue;
    const [a, b] = [folderOf(from), folderOf(to)];
    if (a === b || roomOf(a, roomDepth) !== roomOf(b, roomDepth)) continue;
    if (roomDepth === 1 && [a, b].includes(roomOf(a, 1))) continue;
    arrows.set(a, (arrows.get(a) ?? new Set()).add(b));
  }
  return loopsOf(arrows);
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));
const roomOf = (folder: string, depth: number): string => folder.split('/').slice(0, depth).join('/');

/** Strongly connected components of more than one node (Tarjan 1972). */
function loopsOf(arrows: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const loops: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    open.push(node);
    for (const next of arrows.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const loop = open.splice(open.indexOf(node));
    if (loop.length > 1) loops.push(loop.toSorted());
  };
  for (const node of arrows.keys()) if (!order.has(node)) visit(node);
  return loops;
}
