// SPDX-License-Identifier: Apache-2.0
// The name server of the company: a real Unbound on an address of its own of this machine, and a resolver file that knows no other.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Resolver } from 'node:dns/promises';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.ts';
import { removeTree } from '../../support/remove-tree.ts';

export const nameServerNeeds = ['unbound', 'unshare', 'mount'] as const;

export type NameServer = {
  /** For whoever is to ask this server and no other. */
  readonly resolverFile: string;
  readonly answers: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openNameServer(host: string): Promise<NameServer> {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-names-'));
  chmodSync(folder, 0o755);
  // Of the addresses that lead to this machine (RFC 1122, 127/8) one for each run.
  const address = `127.53.${(process.pid >> 8) & 255}.${1 + (process.pid % 250)}`;
  const [conf, resolverFile] = [join(folder, 'unbound.conf'), join(folder, 'resolv.conf')];
  writeFileSync(resolverFile, `nameserver ${address}\noptions timeout:1 attempts:1\n`);
  writeFileSync(
    conf,
    [
      'server:',
      `  directory: "${folder}"`,
      '  chroot: ""',
      '  username: ""',
      '  pidfile: ""',
      '  use-syslog: no',
      `  interface: ${address}`,
      '  access-control: 127.0.0.0/8 allow',
      `  local-zone: "${host.split('.').slice(1).join('.')}." static`,
      `  local-data: "${host}. 60 IN A 127.0.0.1"`,
      'remote-control:',
      '  control-enable: no',
      '',
    ].join('\n'),
  );
  const held: { server: ChildProcess | null } = { server: null };
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([address]);
  const answers = async (): Promise<boolean> =>
    resolver.resolve4(host).then(
      (found) => found.includes('127.0.0.1'),
      () => false,
    );
  const start = async (): Promise<void> => {
    held.server = spawn('unbound', ['-d', '-c', conf], { stdio: 'ignore', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
    await eventually(async () => {
      if (!(await answers())) throw new Error('the name server does not answer yet');
    });
  };
  const stop = async (): Promise<void> => {
    const { server } = held;
    if (server === null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
    held.server = null;
  };
  await start();
  return {
    resolverFile,
    answers,
    start,
    stop,
    async close() {
      await stop();
      removeTree(folder);
    },
  };
}
