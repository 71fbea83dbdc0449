// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { removeTree } from './remove-tree.ts';

/** Where Debian and its relatives put each major. */
const MAJORS = '/usr/lib/postgresql';

export type SystemPostgres = {
  readonly major: number;
  /** A database of its own, empty. */
  readonly newUrl: (name: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** A cluster of the system's newest PostgreSQL in a folder of its own, reached by a socket; the reason where there is none. `sync`: as in earnest, for figures. */
export function systemPostgres(sync: 'no-sync' | 'sync' = 'no-sync'): SystemPostgres | string {
  const majors = existsSync(MAJORS)
    ? readdirSync(MAJORS)
        .map(Number)
        .filter((major) => existsSync(bin(major, 'initdb')))
    : [];
  const major = Math.max(...majors);
  if (!Number.isFinite(major)) return `no PostgreSQL of the system (${MAJORS})`;
  const account = accountFor();
  if (account === null) return 'started as root, and there is no account postgres';
  const folder = mkdtempSync(join(tmpdir(), 'matoi-pg-'));
  if (account !== 'own') chownSync(folder, account.uid, account.gid);
  const run = (program: string, ...args: readonly string[]): void => {
    const ran = spawnSync(bin(major, program), args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(account === 'own' ? {} : account),
    });
    if (ran.status !== 0) throw new Error(`${program} of PostgreSQL ${major}: ${String(ran.stderr)}`);
  };
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'desk', '--auth=trust', '-E', 'UTF8', '--locale=C');
  run(
    'pg_ctl',
    '-D',
    data,
    '-o',
    `-c listen_addresses= -c fsync=${sync === 'sync' ? 'on' : 'off'} -k ${folder}`,
    '-l',
    join(folder, 'log'),
    '-w',
    'start',
  );
  return {
    major,
    async newUrl(name) {
      const client = new pg.Client({ host: folder, user: 'desk', database: 'postgres' });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return `postgres://desk@/${name}?host=${encodeURIComponent(folder)}`;
    },
    close() {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
      removeTree(folder);
      return Promise.resolve();
    },
  };
}

const bin = (major: number, program: string): string => join(MAJORS, String(major), 'bin', program);

/** PostgreSQL runs under no root: there it is the package's own account. */
function accountFor(): 'own' | { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return 'own';
  const [uid, gid] = ['-u', '-g'].map((what) => Number.parseInt(String(spawnSync('id', [what, 'postgres']).stdout), 10));
  return uid === undefined || gid === undefined || Number.isNaN(uid) ? null : { uid, gid };
}
