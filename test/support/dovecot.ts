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

const PROGRAM = '/usr/sbin/dovecot';

/** Why there is no Dovecot here; null: there is one, with IMAP and submission, and it can be started. */
export const withoutDovecot: string | null = !existsSync(PROGRAM)
  ? 'no Dovecot (Debian: dovecot-imapd, dovecot-submissiond)'
  : !existsSync('/usr/lib/dovecot/submission-login')
    ? 'no dovecot-submissiond'
    : process.getuid?.() === 0
      ? null
      : 'Dovecot separates its processes as root only';

export type Dovecot = {
  readonly imapPort: number;
  readonly submissionPort: number;
  readonly user: string;
  /** Starts it again on the same ports. */
  readonly start: () => Promise<void>;
  /** SIGTERM lets each of its processes end in order; SIGKILL ends all of them at once. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
  /** The mailbox as a server writes it: makes folders, saves mails. */
  readonly doveadm: (...args: readonly string[]) => string;
  readonly save: (folder: string, raw: string) => void;
  /** The mail's folder on disk (Maildir), below which files may be put while it is stopped. */
  readonly folder: string;
  readonly log: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/**
 * A real Dovecot on loopback with one mailbox, its mails as a Maildir below a folder of its own. `introspection`: where it
 * asks about access tokens (XOAUTH2; RFC 7662); without one it knows the password `testpass`. `relayPort`:
 * where its submission service (RFC 6409) hands mails over.
 */
export async function startDovecot(options: {
  readonly user: string;
  readonly introspection?: string;
  readonly relayPort?: number;
}): Promise<Dovecot> {
  const root = await mkdtemp(join(tmpdir(), 'matoi-dovecot-'));
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))) as [number, number];
  await chmod(root, 0o755);
  const home = join(root, 'mail');
  await mkdir(home);
  await chown(home, uid, gid);
  const [imapPort, submissionPort] = [await freePort(), await freePort()];
  const conf = join(root, 'dovecot.conf');
  await writeFile(join(root, 'oauth2.conf'), oauth2(options.introspection ?? ''));
  await writeFile(conf, configuration({ ...options, root, home, uid, gid, imapPort, submissionPort }));
  const held: { child: ChildProcess | null; ended: Promise<void> } = { child: null, ended: Promise.resolve() };

  async function start(): Promise<void> {
    const child = spawn(PROGRAM, ['-F', '-c', conf], { stdio: 'ignore', detached: true });
    held.child = child;
    held.ended = new Promise((resolve) => child.once('close', () => resolve()));
    for (let tries = 0; ; tries += 1) {
      if ((await Promise.all([imapPort, submissionPort].map(answers))).every(Boolean)) return;
      if (tries > 200) throw new Error(`Dovecot does not start: ${await readFile(join(root, 'log'), 'utf8').catch(() => '')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const { pid } = held.child ?? {};
    // Its children would serve their connections to the end: they are told too, as when a service manager stops the whole group.
    if (pid !== undefined) process.kill(-pid, signal);
    await held.ended;
    held.child = null;
  }
  const doveadm = (...args: readonly string[]): string =>
    execFileSync('doveadm', ['-c', conf, ...args], { encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  await start();
  return {
    imapPort,
    submissionPort,
    user: options.user,
    start,
    stop,
    doveadm,
    save: (folder, raw) => void execFileSync('doveadm', ['-c', conf, 'save', '-u', options.user, '-m', folder], { input: raw }),
    folder: join(home, 'Maildir'),
    log: () => readFile(join(root, 'log'), 'utf8').catch(() => ''),
    async close() {
      await stop();
      removeTree(root);
    },
  };
}

function answers(port: number): Promise<boolean> {
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

function oauth2(introspection: string): string {
  return `introspection_url = ${introspection}
introspection_mode = post
username_attribute = username
active_attribute = active
active_value = true
`;
}

function configuration(of: {
  readonly root: string;
  readonly home: string;
  readonly uid: number;
  readonly gid: number;
  readonly imapPort: number;
  readonly submissionPort: number;
  readonly user: string;
  readonly introspection?: string;
  readonly relayPort?: number;
}): string {
  const passwords = `passdb {
  driver = static
  args = password=testpass user=${of.user}
}`;
  const tokens = `passdb {
  driver = oauth2
  args = ${of.root}/oauth2.conf
}`;
  return `base_dir = ${of.root}/run
state_dir = ${of.root}/state
log_path = ${of.root}/log
protocols = imap submission
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = ${of.introspection === undefined ? 'plain login' : 'xoauth2'}
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${of.home}/Maildir
mail_fsync = never
hostname = mail.corp.example
submission_relay_host = 127.0.0.1
submission_relay_port = ${of.relayPort ?? 9}
submission_relay_trusted = yes
${of.introspection === undefined ? passwords : tokens}
userdb {
  driver = static
  args = uid=${of.uid} gid=${of.gid} home=${of.home} allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  inet_listener imap {
    port = ${of.imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service submission-login {
  inet_listener submission {
    port = ${of.submissionPort}
  }
  inet_listener submissions {
    port = 0
  }
}
# Otherwise it answers a client later each time that it signed in wrongly.
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  client_limit = 100
}
`;
}
