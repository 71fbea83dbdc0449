// SPDX-License-Identifier: Apache-2.0
import { joined, parentOf } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { LookResult } from './host.port.ts';

export type There = Extract<LookResult, { is: 'there' }>;
export type Place = { readonly path: BytePath; readonly node: There };

/**
 * What the kernel passes on its way, in its order, whoever asks. `search`: the directory must be searchable.
 * `follow`: a link in the path's last place is followed; fs.protected_symlinks asks about it and its directory.
 */
export type Step =
  | { readonly is: 'search'; readonly at: Place }
  | { readonly is: 'follow'; readonly link: Place; readonly directory: Place };

export type Trail = {
  /** Up to the directory that holds the last name. */
  readonly toLeaf: readonly Step[];
  /** The directory that holds the last name; null for `/` itself. */
  readonly directory: Place | null;
  /** The last name itself, a link not followed. */
  readonly leaf: Place | Missing;
  /** From the leaf on, when it is a link; empty otherwise. */
  readonly beyond: readonly Step[];
  /** Where reading and writing end up. */
  readonly end: Place | Missing;
};
export type Missing = { readonly path: BytePath; readonly missing: string };

/** MAXSYMLINKS of the kernel: the 41st link is one too many. */
const MAX_LINKS = 40;

type Walk = { steps: Step[]; links: number; directory: Place };

/** Resolves an absolute path component by component, as namei does. Pure but for `look`, which should remember. */
export function resolve(path: BytePath, look: (path: BytePath) => LookResult): Trail {
  const root = look('/' as BytePath);
  if (root.is !== 'there') throw new Error(`the root directory cannot be looked at: ${root.code}`);
  const rootPlace: Place = { path: '/' as BytePath, node: root };
  const walk: Walk = { steps: [], links: 0, directory: rootPlace };
  const names = path.split('/').filter((name) => name !== '');
  const last = names.pop();
  if (last === undefined) return { toLeaf: [], directory: null, leaf: rootPlace, beyond: [], end: rootPlace };

  const stopped = walkNames(walk, names, rootPlace, look);
  if (stopped !== null) return { toLeaf: walk.steps, directory: null, leaf: stopped, beyond: [], end: stopped };
  walk.steps.push({ is: 'search', at: walk.directory });
  const toLeaf = walk.steps;
  const directory = walk.directory;
  const leaf = child(walk.directory, last, look);
  if ('missing' in leaf || leaf.node.type !== 'l') return { toLeaf, directory, leaf, beyond: [], end: leaf };

  walk.steps = [];
  const end = followTrailing(walk, leaf, rootPlace, look);
  return { toLeaf, directory, leaf, beyond: walk.steps, end };
}

/** All of `names` are directories or links to directories on the way. Returns where it broke off, or null. */
function walkNames(walk: Walk, names: readonly string[], root: Place, look: (path: BytePath) => LookResult): Missing | null {
  for (const name of names) {
    walk.steps.push({ is: 'search', at: walk.directory });
    const next = child(walk.directory, name, look);
    if ('missing' in next) return next;
    if (next.node.type === 'd') {
      walk.directory = next;
      continue;
    }
    if (next.node.type !== 'l') return { path: next.path, missing: 'ENOTDIR' };
    const stopped = followWithin(walk, next, root, look);
    if (stopped !== null) return stopped;
  }
  return null;
}

/** A link that stands in the middle of a path: its target must end in a directory. */
function followWithin(walk: Walk, link: Place, root: Place, look: (path: BytePath) => LookResult): Missing | null {
  const target = take(walk, link);
  if (typeof target !== 'string') return target;
  if (target.startsWith('/')) walk.directory = root;
  return walkNames(
    walk,
    target.split('/').filter((name) => name !== ''),
    root,
    look,
  );
}

/** A link in the last place, and the links that its target ends in. */
function followTrailing(walk: Walk, link: Place, root: Place, look: (path: BytePath) => LookResult): Place | Missing {
  walk.steps.push({ is: 'follow', link, directory: walk.directory });
  const target = take(walk, link);
  if (typeof target !== 'string') return target;
  if (target.startsWith('/')) walk.directory = root;
  const names = target.split('/').filter((name) => name !== '');
  const last = names.pop();
  if (last === undefined) return walk.directory;
  const stopped = walkNames(walk, names, root, look);
  if (stopped !== null) return stopped;
  walk.steps.push({ is: 'search', at: walk.directory });
  const leaf = child(walk.directory, last, look);
  if ('missing' in leaf) return leaf;
  if (leaf.node.type === 'l') return followTrailing(walk, leaf, root, look);
  if (target.endsWith('/') && leaf.node.type !== 'd') return { path: leaf.path, missing: 'ENOTDIR' };
  return leaf;
}

function take(walk: Walk, link: Place): string | Missing {
  walk.links += 1;
  if (walk.links > MAX_LINKS) return { path: link.path, missing: 'ELOOP' };
  const { target } = link.node;
  return target === null || target.length === 0 ? { path: link.path, missing: 'ENOENT' } : target;
}

function child(directory: Place, name: string, look: (path: BytePath) => LookResult): Place | Missing {
  if (name === '.') return directory;
  const path = name === '..' ? parentOf(directory.path) : joined(directory.path, name);
  const node = look(path);
  return node.is === 'there' ? { path, node } : { path, missing: node.code };
}
