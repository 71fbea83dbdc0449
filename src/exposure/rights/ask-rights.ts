// SPDX-License-Identifier: Apache-2.0
import { parseAclHex } from '../permission/acl.ts';
import { readAclDump } from '../permission/acl-dump.ts';
import type { Acl } from '../permission/acl.ts';
import { isWithin, joined, tidied } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Credential } from '../permission/credential.ts';
import type { Flags, Host, LookResult } from '../host/host.port.ts';
import { parseMountInfo } from '../host/mounts.ts';
import { resolve } from '../host/resolve.ts';
import type { Trail } from '../host/resolve.ts';
import { rightsOf } from './rights.ts';
import type { Rights, Surroundings } from './rights.ts';

export type RightsQuestion = {
  readonly host: Host;
  readonly credential: Credential;
  readonly consults?: (mode: number) => boolean;
  /** Overrides the host's own fs.protected_symlinks. */
  readonly protectedSymlinks?: boolean;
};

/** Answers batch after batch and remembers what it has looked at, so that a directory is asked once. */
export type RightsAsker = {
  readonly ask: (paths: readonly BytePath[]) => Promise<readonly { readonly path: BytePath; readonly rights: Rights }[]>;
  /** The trails themselves, for whoever asks about several credentials. */
  readonly trails: (paths: readonly BytePath[]) => Promise<readonly Trail[]>;
  readonly around: Surroundings;
  /** What could not be asked at all, as the tools said it. */
  readonly missed: () => readonly string[];
};

/** Remembered objects before the memory is thrown away and begun anew. */
const REMEMBERED = 500_000;

/** Answers for one credential; looks at nothing before it is asked. */
export function rightsAsker(question: RightsQuestion): RightsAsker {
  const { host, credential } = question;
  const looked = new Map<BytePath, LookResult>();
  const acls = new Map<BytePath, Acl | null>();
  const flags = new Map<BytePath, Flags | null>();
  const missed = new Set<string>();
  const look = (path: BytePath): LookResult => {
    const known = looked.get(path);
    if (known !== undefined) return known;
    const fresh = host.look(path);
    looked.set(path, fresh);
    return fresh;
  };
  const around: Surroundings = {
    aclOf: (path) => acls.get(path) ?? null,
    flagsOf: (path) => flags.get(path) ?? null,
    mounts: parseMountInfo(host.mountInfo() ?? new Uint8Array()),
    protectedSymlinks: question.protectedSymlinks ?? (host.sysctl('fs/protected_symlinks') ?? 0) !== 0,
    ...(question.consults === undefined ? {} : { consults: question.consults }),
  };

  async function trails(paths: readonly BytePath[]): Promise<readonly Trail[]> {
    if (looked.size > REMEMBERED) for (const memory of [looked, acls, flags]) memory.clear();
    const found = paths.map((path) => resolve(path, look));
    await learn(found);
    return found;
  }

  /** ACLs of everything passed; flags of what a write or a rename would touch. */
  async function learn(found: readonly Trail[]): Promise<void> {
    const forAcl = new Set<BytePath>();
    const forFlags = new Set<BytePath>();
    for (const trail of found) {
      for (const step of [...trail.toLeaf, ...trail.beyond]) if (step.is === 'search') forAcl.add(step.at.path);
      for (const place of [trail.directory, trail.leaf, trail.end]) {
        if (place === null || 'missing' in place) continue;
        const { path, node } = place;
        if (node.type !== 'l') forAcl.add(path);
        if (node.type === 'f' || node.type === 'd') forFlags.add(path);
      }
    }
    const newAcls = [...forAcl].filter((path) => !acls.has(path));
    const newFlags = [...forFlags].filter((path) => !flags.has(path));
    const [someAcls, someFlags] = await Promise.all([host.acls(newAcls), host.flags(newFlags)]);
    for (const path of newAcls) acls.set(path, null);
    for (const { path, acl } of readAclDump(someAcls.dump)) if (acl !== null) acls.set(path, parseAclHex(acl));
    for (const path of newFlags) flags.set(path, someFlags.found.get(path) ?? null);
    for (const asked of [someAcls, someFlags]) if (asked.missed !== null) missed.add(asked.missed);
  }

  return {
    trails,
    around,
    missed: () => [...missed],
    async ask(paths) {
      const found = await trails(paths);
      return found.map((trail, at) => ({ path: paths[at] as BytePath, rights: rightsOf(trail, credential, around) }));
    },
  };
}

/**
 * A path as it was handed in. Absolute ones stand as they are. Relative ones are taken from `root`, as `find root -printf
 * %P` prints them; one that is not there but lies under `root` seen from the current folder (as `find root` prints it)
 * is taken from there.
 */
export function placed(given: BytePath, root: BytePath, here: BytePath, isThere: (path: BytePath) => boolean): BytePath {
  if (given.startsWith('/')) return given;
  const below = given === '' ? root : joined(root, given);
  if (isThere(below)) return below;
  const fromHere = joined(here, given);
  return isWithin(tidied(fromHere), root) && isThere(fromHere) ? fromHere : below;
}
