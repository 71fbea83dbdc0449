// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { Ran, ServiceManager } from '../../upkeep/service/manager.port.ts';

/**
 * systemd by its own commands. `root` is put before every path that is written or looked at, as `systemctl --root` does, for a
 * system that is not this one (an image, a test).
 */
export function systemd(root = ''): ServiceManager {
  const at = (file: string): string => (root === '' ? file : join(root, file));
  const offline = root === '' ? [] : [`--root=${root}`];
  return {
    async absent(scope) {
      if (!(await run('systemctl', ['--version'])).ok) return 'not-installed';
      if (root !== '') return 'not-running';
      if (scope === 'system') return existsSync('/run/systemd/system') ? null : 'not-running';
      return (await run('systemctl', ['--user', 'show', '--property=Version'])).ok ? null : 'not-running';
    },
    systemctl: (scope, args) => run('systemctl', [...offline, ...(scope === 'user' ? ['--user'] : []), '--no-pager', ...args]),
    makeAccounts: (file) => run('systemd-sysusers', [...offline, at(file)]),
    self() {
      const { username, uid } = userInfo();
      return { user: username, home: homedir(), root: uid === 0 };
    },
    async owner(folder) {
      const found = await stat(at(folder)).catch(() => null);
      return found === null ? null : { user: nameOf(found.uid), root: found.uid === 0 };
    },
    async closedTo(account, path) {
      const parts = path.split(sep);
      for (let count = 1; count <= parts.length; count += 1) {
        const here = parts.slice(0, count).join(sep) || sep;
        const { mode, uid } = await stat(here);
        const may = nameOf(uid) === account ? mode >> 6 : mode;
        const wanted = count === parts.length ? 0o4 : 0o1;
        if ((may & wanted) === 0) return here;
      }
      return null;
    },
    read: (file) => readFile(at(file), 'utf8').catch(() => null),
    async write(file, text) {
      await mkdir(dirname(at(file)), { recursive: true });
      const beside = `${at(file)}.part`;
      await writeFile(beside, text, { mode: 0o644, flush: true });
      await rename(beside, at(file));
    },
    remove: (file) => rm(at(file), { force: true }),
  };
}

function run(file: string, args: readonly string[]): Promise<Ran> {
  return new Promise((done) => {
    execFile(file, [...args], { encoding: 'utf8', timeout: 90_000 }, (error, stdout, stderr) =>
      done({ ok: error === null, words: `${stdout}${stderr}`.trim() }),
    );
  });
}

function nameOf(uid: number): string {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((row) => row.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? String(uid);
}
