// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labLacks } from '../../support/lab-needs.ts';
import { runMatoi } from '../../support/process.ts';
import { until } from '../../support/eventually.ts';
import { freePort } from '../../support/served-desk.ts';
import { removeTree } from '../../support/remove-tree.ts';

const MODULES = '/usr/lib/apache2/modules';
const fpm = existsSync('/usr/sbin') ? (readdirSync('/usr/sbin').find((name) => /^php-fpm[0-9.]*$/.test(name)) ?? 'php-fpm') : 'php-fpm';
const lacks = labLacks(['apache2', fpm, 'useradd', 'groupadd', 'setpriv', 'getfattr', `${MODULES}/mod_proxy_fcgi.so`]);

type Told = {
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly tenant: string;
    readonly proof: string;
    readonly grants: readonly { readonly to: string; readonly names: readonly string[] }[];
  }[];
};

describe.skipIf(lacks !== null)(
  `lab/exposure/fpm: a pool of one tenant and the file of another${lacks === null ? '' : ` (needs ${lacks})`}`,
  () => {
    const tenants = [`mtf${process.pid}a`, `mtf${process.pid}b`] as const;
    const shared = `mtf${process.pid}g`;
    const servers: ChildProcess[] = [];
    let folder = '';
    let port = 0;
    const secret = () => join(folder, 'home', tenants[1], 'wp-config.php');

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'matoi-fpm-'));
      chmodSync(folder, 0o755);
      mkdirSync(join(folder, 'home'), { mode: 0o711 });
      mkdirSync(join(folder, 'pools'));
      execFileSync('groupadd', [shared]);
      for (const name of tenants) {
        const home = join(folder, 'home', name);
        execFileSync('useradd', ['--no-create-home', '--home-dir', home, '--shell', '/usr/sbin/nologin', name]);
        mkdirSync(home, { mode: 0o711 });
        own(home, name, name);
      }
      writeFileSync(secret(), '<?php // the password of B\n', { mode: 0o640 });
      own(secret(), tenants[1], shared);
      chmodSync(secret(), 0o640);
      const script = join(folder, 'home', tenants[0], 'read.php');
      writeFileSync(
        script,
        `<?php echo get_current_user() === '' ? '' : trim(shell_exec('id -un')), "\\n", @file_get_contents('${secret()}') ?: 'refused';`,
      );
      own(script, tenants[0], tenants[0]);
      // Its group is not the tenant's own: only who reads the pool knows that A can read what that group can.
      const socket = join(folder, 'a.sock');
      writeFileSync(
        join(folder, 'pools', 'a.conf'),
        `[${tenants[0]}]\nuser = $pool ; the site's own\ngroup = "${shared}"\nlisten = ${socket}\nlisten.mode = 0666\npm = static\npm.max_children = 1\n`,
      );
      writeFileSync(
        join(folder, 'php-fpm.conf'),
        `[global]\nerror_log = ${folder}/fpm.log\ndaemonize = no\ninclude = ${folder}/pools/*.conf\n`,
      );
      port = await freePort();
      writeFileSync(join(folder, 'httpd.conf'), configuration(folder, socket, port, join(folder, 'home', tenants[0])));
      servers.push(start(fpm, ['--nodaemonize', '--fpm-config', join(folder, 'php-fpm.conf')]));
      servers.push(start('apache2', ['-f', join(folder, 'httpd.conf'), '-DFOREGROUND']));
      await answered(ask);
    });
    afterAll(async () => {
      for (const server of servers) {
        const ended = new Promise((resolve) => server.once('exit', resolve));
        if (server.exitCode === null && server.kill('SIGTERM')) await ended;
      }
      for (const name of tenants) execFileSync('userdel', [name]);
      execFileSync('groupdel', [shared]);
      removeTree(folder);
    });

    const ask = async () => (await fetch(`http://127.0.0.1:${port}/read.php`)).text();
    const audit = async (...more: readonly string[]) => {
      const ran = await runMatoi(['exposure', 'scan', join(folder, 'home'), '--json', ...more]);
      return { code: ran.code, findings: (JSON.parse(ran.stdout) as Told).findings };
    };
    const pools = () => ['--fpm-pool', join(folder, 'php-fpm.conf')];

    it('reads it by the pool’s group before the fix, as the audit of the pools says; cannot after it', { timeout: 60_000 }, async () => {
      expect(await ask()).toBe(`${tenants[0]}\n<?php // the password of B\n`);
      expect((await audit()).findings).toEqual([]);
      const before = await audit(...pools());
      expect(before.code).toBe(1);
      expect(before.findings).toMatchObject([
        { rule: 'readable-secret', path: secret(), tenant: tenants[1], proof: 'proved', grants: [{ to: 'shared', names: [tenants[0]] }] },
        {
          rule: 'socket',
          path: join(folder, 'a.sock'),
          tenant: tenants[0],
          proof: 'derived',
          grants: [{ to: 'tenants', names: [tenants[1]] }],
        },
      ]);

      chmodSync(secret(), 0o600);

      expect(await ask()).toBe(`${tenants[0]}\nrefused`);
      expect((await audit(...pools())).findings.map(({ rule }) => rule)).toEqual(['socket']);
    });

    it('a neighbour runs code as the pool’s user through its socket, as the audit says; cannot once it is closed', async () => {
      const socket = join(folder, 'a.sock');
      expect(runThrough(socket, tenants[1], join(folder, 'home', tenants[0], 'read.php'))).toContain(tenants[0]);
      expect((await audit(...pools())).findings.map(({ rule, path }) => [rule, path])).toContainEqual(['socket', socket]);

      chmodSync(socket, 0o660);

      expect(runThrough(socket, tenants[1], join(folder, 'home', tenants[0], 'read.php'))).toContain('EACCES');
      expect(await audit(...pools())).toEqual({ code: 0, findings: [] });
    });
  },
);

/** One FastCGI request (FastCGI 1.0, sections 3 and 5) over a Unix socket, sent as another user. */
function runThrough(socket: string, user: string, script: string): string {
  const client = `
    const record = (type, content) => Buffer.concat([Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]), content]);
    const pair = (name, value) => Buffer.concat([Buffer.from([name.length, value.length]), Buffer.from(name + value)]);
    const params = Buffer.concat([pair('SCRIPT_FILENAME', ${JSON.stringify(script)}), pair('REQUEST_METHOD', 'GET')]);
    const to = require('net').connect(${JSON.stringify(socket)});
    to.on('error', (error) => console.log(error.code));
    to.on('data', (bytes) => process.stdout.write(bytes));
    to.write(Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), record(4, params), record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]));`;
  const identity = ['--reuid', user, '--regid', user, '--clear-groups'];
  return execFileSync('setpriv', [...identity, process.execPath, '-e', client], { cwd: '/', encoding: 'latin1' });
}

function start(program: string, args: readonly string[]): ChildProcess {
  // A process group of its own: on their end these servers signal the whole group.
  return spawn(program, args, { stdio: 'ignore', detached: true, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
}

function own(path: string, user: string, group: string): void {
  const uid = Number(execFileSync('id', ['-u', user]).toString());
  const gid = Number(execFileSync('getent', ['group', group]).toString().split(':')[2]);
  chownSync(path, uid, gid);
}

function configuration(folder: string, socket: string, port: number, documents: string): string {
  const modules = ['mpm_prefork', 'authz_core', 'mime', 'proxy', 'proxy_fcgi'].filter((name) => existsSync(`${MODULES}/mod_${name}.so`));
  return [
    `ServerRoot ${folder}`,
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    `PidFile ${folder}/httpd.pid`,
    `ErrorLog ${folder}/error.log`,
    'User www-data',
    'Group www-data',
    'StartServers 1',
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    'TypesConfig /dev/null',
    `DocumentRoot ${documents}`,
    `<Directory ${documents}>`,
    'Require all granted',
    '</Directory>',
    '<FilesMatch "[.]php$">',
    `SetHandler "proxy:unix:${socket}|fcgi://localhost/"`,
    '</FilesMatch>',
    '',
  ].join('\n');
}

function answered(ask: () => Promise<string>): Promise<void> {
  return until(async () => {
    const said = await ask();
    return said !== '' && !said.includes('<html');
  });
}
