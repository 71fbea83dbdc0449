// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from './process.ts';
import { removeTree } from './remove-tree.ts';

const PROGRAMS = '/usr/lib/postfix/sbin';

/** Why there is no Postfix here; null: there is one, and it can be started. */
export const withoutPostfix: string | null = !existsSync(`${PROGRAMS}/master`)
  ? 'no Postfix (Debian: postfix)'
  : process.getuid?.() === 0
    ? null
    : 'Postfix separates its processes as root only';

export type Postfix = {
  readonly url: string;
  readonly log: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/**
 * A real Postfix on loopback with a configuration and a queue of its own, as the relay of a desk: it takes what the desk hands over,
 * and gives it, and the bounces that it writes itself, to the server at `nextPort`.
 */
export async function startPostfix(nextPort: number): Promise<Postfix> {
  const root = await mkdtemp(join(tmpdir(), 'matoi-postfix-'));
  await chmod(root, 0o755);
  const port = await freePort();
  const conf = join(root, 'etc');
  await mkdir(conf);
  await writeFile(join(conf, 'main.cf'), mainOf(root, nextPort));
  await writeFile(join(conf, 'master.cf'), masterOf(port));
  await makeFolders(root);
  const child = spawn(`${PROGRAMS}/master`, ['-c', conf, '-d'], { stdio: 'ignore', env: { ...process.env, MAIL_CONFIG: conf } });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const log = (): Promise<string> => readFile(join(root, 'log'), 'utf8').catch(() => '');
  await answering(port, child, log);
  return {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    log,
    async close() {
      child.kill('SIGTERM');
      await ended;
      removeTree(root);
    },
  };
}

/** The queue with the owners and rights that Postfix insists on. */
async function makeFolders(root: string): Promise<void> {
  const idOf = (...args: readonly string[]) => Number(execFileSync('id', args, { encoding: 'utf8' }));
  const uid = idOf('-u', 'postfix');
  const gid = Number(execFileSync('getent', ['group', 'postdrop'], { encoding: 'utf8' }).split(':')[2]);
  const queue = join(root, 'queue');
  await mkdir(queue, { mode: 0o755 });
  await mkdir(join(queue, 'pid'), { mode: 0o755 });
  const own = ['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'private', 'saved', 'trace'];
  for (const folder of [...own.map((name) => join(queue, name)), join(root, 'data')]) {
    await mkdir(folder, { mode: 0o700 });
    await chown(folder, uid, 0);
  }
  for (const [name, mode] of [
    ['maildrop', 0o1730],
    ['public', 0o2710],
  ] as const) {
    await mkdir(join(queue, name));
    await chown(join(queue, name), uid, gid);
    await chmod(join(queue, name), mode);
  }
}

async function answering(port: number, child: ChildProcess, log: () => Promise<string>): Promise<void> {
  for (let tries = 0; !(await greets(port)); tries += 1) {
    if (tries > 200 || child.exitCode !== null) throw new Error(`Postfix does not start: ${await log()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(2000, () => socket.destroy());
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

function mainOf(root: string, nextPort: number): string {
  return `compatibility_level = 3.6
queue_directory = ${root}/queue
data_directory = ${root}/data
daemon_directory = ${PROGRAMS}
maillog_file_prefixes = ${root}
maillog_file = ${root}/log
mail_owner = postfix
setgid_group = postdrop
myhostname = relay.corp.example
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_tls_security_level = none
smtp_tls_security_level = none
smtpd_peername_lookup = no
smtp_dns_support_level = disabled
smtp_host_lookup = native
relayhost = [127.0.0.1]:${nextPort}
biff = no
append_dot_mydomain = no
`;
}

function masterOf(port: number): string {
  const row = (name: string, type: string, privateTo: string, limit: string, program: string, wakeup = '-') =>
    [name, type, privateTo, '-', 'n', wakeup, limit, program].join(' ');
  return `${[
    row(`127.0.0.1:${port}`, 'inet', 'n', '-', 'smtpd'),
    row('cleanup', 'unix', 'n', '0', 'cleanup'),
    row('qmgr', 'unix', 'n', '1', 'qmgr', '300'),
    row('rewrite', 'unix', '-', '-', 'trivial-rewrite'),
    row('bounce', 'unix', '-', '0', 'bounce'),
    row('defer', 'unix', '-', '0', 'bounce'),
    row('trace', 'unix', '-', '0', 'bounce'),
    row('flush', 'unix', 'n', '0', 'flush', '1000?'),
    row('smtp', 'unix', '-', '-', 'smtp'),
    row('relay', 'unix', '-', '-', 'smtp'),
    row('error', 'unix', '-', '-', 'error'),
    row('retry', 'unix', '-', '-', 'error'),
    row('anvil', 'unix', '-', '1', 'anvil'),
    row('scache', 'unix', '-', '1', 'scache'),
    row('postlog', 'unix-dgram', 'n', '1', 'postlogd'),
  ].join('\n')}\n`;
}
