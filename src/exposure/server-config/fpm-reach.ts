// SPDX-License-Identifier: Apache-2.0
import { limits } from '../path/limits.ts';
import type { Told } from '../path/limits.ts';
import { shown } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Accounts } from '../tenant/accounts.ts';
import type { Pool } from './fpm-config.ts';

const NAMED = 10;

/** What the servers' settings use beyond the audited root: a pool's socket, or where it keeps sessions. `user` runs it. */
export type ServerPlace = { readonly path: BytePath; readonly is: 'socket' | 'sessions'; readonly user: string };

/**
 * What the pools of one machine, of however many files, open beyond the audited tree: where everybody gets in, and where
 * several users meet. What is not there to be looked at (`isThere`) is known from the settings alone.
 */
export function beyondOf(all: readonly Pool[], accounts: Accounts, isThere: (path: BytePath) => boolean): readonly Told[] {
  const pools = all.filter(({ listen }) => listen !== null && !(listen.startsWith('/') && isThere(listen as BytePath)));
  const named = (some: readonly string[]) => `${some.slice(0, NAMED).map(shown).join(', ')}${some.length > NAMED ? ', …' : ''}`;
  const lines = (some: readonly Pool[]) => named(some.map(({ name, listen }) => `${name} (${listen})`));
  const network = pools.filter(({ listen }) => isNetwork(listen ?? ''));
  // connect(2) asks for write permission on the socket; the default is 0660. With an ACL the mode is not used.
  const open = pools.filter(
    (pool) => !network.includes(pool) && !pool.listenAcl && (Number.parseInt(pool.listenMode ?? '0660', 8) & 0o002) !== 0,
  );
  // A group that another pool's user is in as well opens the socket to that user.
  const groups = groupsOf(accounts);
  const users = new Set(all.flatMap(({ user }) => user ?? []));
  const others = ({ user, listenGroup }: Pool) =>
    listenGroup === null || listenGroup === '' ? [] : [...users].filter((name) => name !== user && groups(name).has(listenGroup));
  const may = ({ listenMode }: Pool, bit: number) => (Number.parseInt(listenMode ?? '0660', 8) & bit) !== 0;
  // The socket's owner is who the setting names, not who runs the pool.
  const letIn = (pool: Pool): readonly string[] => {
    const { user, listenOwner, listenGroup } = pool;
    const owner = listenOwner !== null && listenOwner !== user && users.has(listenOwner) && may(pool, 0o200) ? [listenOwner] : [];
    const group = may(pool, 0o020) ? others(pool) : [];
    return [
      ...owner.map((name) => `${pool.name} (${name})`),
      ...(group.length === 0 ? [] : [`${pool.name} (${listenGroup}: ${group.slice(0, 3).join(' ')})`]),
    ];
  };
  const shared = pools.filter((pool) => !network.includes(pool) && !open.includes(pool) && !pool.listenAcl && letIn(pool).length > 0);
  const jailed = all.filter(({ chroot }) => chroot !== null && chroot !== '' && chroot !== '/');
  const byFolder = Map.groupBy(
    all.filter((pool) => sessionsOf(pool) !== ''),
    (pool) => sessionsOf(pool),
  );
  const common = [...byFolder].filter(
    ([folder, some]) => new Set(some.map(({ user }) => user)).size > 1 && !(folder.startsWith('/') && isThere(folder as BytePath)),
  );
  // Without a folder of its own a pool keeps sessions where PHP does by itself: one for all that say nothing.
  const silent = all.filter(
    ({ user, sessions, sessionHandler }) => user !== null && user !== '' && sessions === null && (sessionHandler ?? 'files') === 'files',
  );
  const byDefault = new Set(silent.map(({ user }) => user)).size > 1 ? silent : [];
  return [
    ...(network.length === 0 ? [] : [limits.poolsOnNetwork(network.length, lines(network))]),
    ...(open.length === 0 ? [] : [limits.poolsOpen(open.length, lines(open))]),
    ...(shared.length === 0 ? [] : [limits.poolsOpenToGroup(shared.length, named(shared.flatMap(letIn)))]),
    ...(jailed.length === 0 ? [] : [limits.poolsJailed(jailed.length, named(jailed.map(({ name, chroot }) => `${name} (${chroot})`)))]),
    ...common.slice(0, NAMED).map(([folder, some]) => limits.sessionsShared(shown(folder), named(some.map(({ name }) => name)))),
    ...(byDefault.length === 0 ? [] : [limits.sessionsByDefault(byDefault.length, named(byDefault.map(({ name }) => name)))]),
  ];
}

/** Sockets and folders of sessions as the pools' settings name them, once each and under the pool's user. */
export function placesOf(all: readonly Pool[]): readonly ServerPlace[] {
  return all.flatMap((pool): ServerPlace[] => {
    const user = pool.user ?? '';
    const sessions = sessionsOf(pool);
    return [
      ...(pool.listen?.startsWith('/') === true ? [{ path: pool.listen as BytePath, is: 'socket' as const, user }] : []),
      ...(sessions.startsWith('/') ? [{ path: sessions as BytePath, is: 'sessions' as const, user }] : []),
    ];
  });
}

/** `N;MODE;/path`: the last part is the folder. */
function sessionsOf({ sessions }: Pool): string {
  return (sessions ?? '').split(';').at(-1) ?? '';
}

/** `9000`, `127.0.0.1:9000`, `[::]:9000`, `host:9000`; everything else is a path. */
function isNetwork(listen: string): boolean {
  return /^(?:[^/]*:)?[0-9]{1,5}$/.test(listen);
}

/** Names of the groups of a user, the one of its account included. */
function groupsOf({ accounts, groups }: Accounts): (user: string) => ReadonlySet<string> {
  const nameOf = new Map(groups.map((group) => [group.gid, group.name]));
  const found = new Map<string, Set<string>>();
  const add = (user: string, group: string | undefined) => {
    if (group !== undefined) found.set(user, (found.get(user) ?? new Set<string>()).add(group));
  };
  for (const { name, gid } of accounts) add(name, nameOf.get(gid));
  for (const { name, members } of groups) for (const member of members) add(member, name);
  return (user) => found.get(user) ?? NONE;
}
const NONE: ReadonlySet<string> = new Set();
