// SPDX-License-Identifier: Apache-2.0
import { joined, parentOf, pathOfBytes } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { ConfigRead, RunsAs } from './apache-config.ts';
import type { ConfigFiles } from './config-files.port.ts';
import { expand } from './config-glob.ts';

const DEEPEST = 8;
const MOST_FILES = 20_000;
/** Anything but `files` keeps no folder. */
const HANDLERS = new Set(['php_admin_value[session.save_handler]', 'php_value[session.save_handler]']);
const SESSIONS = new Set(['php_admin_value[session.save_path]', 'php_value[session.save_path]']);
export type Pool = {
  readonly name: string;
  user: string | null;
  group: string | null;
  listen: string | null;
  listenOwner: string | null;
  listenGroup: string | null;
  listenMode: string | null;
  listenAcl: boolean;
  sessions: string | null;
  sessionHandler: string | null;
  chroot: string | null;
};
const poolOf = (name: string): Pool => ({
  name,
  user: null,
  group: null,
  listen: null,
  listenOwner: null,
  listenGroup: null,
  listenMode: null,
  listenAcl: false,
  sessions: null,
  sessionHandler: null,
  chroot: null,
});

/**
 * PHP-FPM pools: `user = …` and `group = …` below `[name]`, `$pool` for that name, `include = GLOB`; `;` begins a comment
 * (`#` only at the start of a line). A pool without a group takes the user's. A pool may be spread over several files.
 */
export function readPools(files: ConfigFiles, path: BytePath): ConfigRead & { readonly pools: readonly Pool[] } {
  const pools = new Map<string, Pool>();
  const unread: BytePath[] = [];
  let read = 0;
  const readFile = (file: BytePath, depth: number, mustBe: boolean): void => {
    const bytes = read < MOST_FILES && depth < DEEPEST ? files.read(file) : null;
    read += 1;
    if (bytes === null) {
      if (mustBe) unread.push(file);
      return;
    }
    let pool: Pool = poolOf('');
    for (const line of pathOfBytes(bytes).split(/\r?\n/)) {
      const section = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
      const [, key, value] = /^\s*([A-Za-z_.]+(?:\[[^\]]*\])?)\s*=\s*(.*)$/.exec(line) ?? [];
      if (section !== undefined) {
        pool = pools.get(section) ?? poolOf(section);
        pools.set(section, pool);
      } else if (key !== undefined && value !== undefined) {
        const said = valueOf(value).replaceAll('$pool', () => pool.name);
        if (key === 'user') pool.user = said;
        else if (key === 'group') pool.group = said;
        else if (key === 'listen') pool.listen = said;
        else if (key === 'listen.owner') pool.listenOwner = said;
        else if (key === 'listen.group') pool.listenGroup = said;
        else if (key === 'chroot') pool.chroot = said;
        else if (key === 'listen.mode') pool.listenMode = said;
        else if (key === 'listen.acl_users' || key === 'listen.acl_groups') pool.listenAcl = said !== '';
        else if (SESSIONS.has(key.replaceAll(' ', ''))) pool.sessions = said;
        else if (HANDLERS.has(key.replaceAll(' ', ''))) pool.sessionHandler = said;
        else if (key === 'include') {
          const wanted = said.startsWith('/') ? said : joined(parentOf(file), said);
          const special = /[*?[]/.test(wanted);
          for (const each of expand(files, wanted)) readFile(each, depth + 1, !special);
        }
      }
    }
  };
  readFile(path, 0, true);
  const runs = [...pools.values()].flatMap(({ user, group }): RunsAs[] =>
    user === null || user === '' ? [] : [{ user, group: group || null }],
  );
  return { runs, unread, pools: [...pools.values()] };
}

/** A value in double or single quotes as it stands, otherwise up to a comment. */
function valueOf(text: string): string {
  const quoted = /^"([^"]*)"|^'([^']*)'/.exec(text);
  return quoted === null ? text.replace(/;.*$/, '').trim() : (quoted[1] ?? quoted[2] ?? '');
}
