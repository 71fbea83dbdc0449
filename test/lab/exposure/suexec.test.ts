// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAccounts } from '../../../src/exposure/tenant/accounts.ts';
import { pathOfText } from '../../../src/exposure/path/bytes.ts';
import { findingsOf } from '../../../src/exposure/report/finding.ts';
import { scan } from '../../../src/exposure/audit/scan.ts';
import { until } from '../../support/eventually.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { thisHost } from '../../support/hosting-score.ts';
import { removeTree } from '../../support/remove-tree.ts';

const MODULES = '/usr/lib/apache2/modules';
/** suEXEC of Debian runs nothing outside it, whatever the configuration says. */
const WEB = '/var/www';
const lacks = labLacks(['apache2', 'useradd', 'setpriv', 'getfattr', '/usr/lib/apache2/suexec']);

describe.skipIf(lacks !== null)(
  `lab/exposure/suexec: a CGI of one tenant and the file of another${lacks === null ? '' : ` (needs ${lacks})`}`,
  () => {
    const tenants = [`mtl${process.pid}a`, `mtl${process.pid}b`] as const;
    let folder = '';
    let server: ChildProcess;
    let port = 0;
    const secret = () => join(folder, tenants[1], 'wp-config.php');

    beforeAll(async () => {
      mkdirSync(WEB, { recursive: true });
      folder = mkdtempSync(join(WEB, 'matoi-lab-'));
      chmodSync(folder, 0o755);
      for (const name of tenants) {
        execFileSync('useradd', ['--no-create-home', '--home-dir', join(folder, name), '--shell', '/usr/sbin/nologin', name]);
        mkdirSync(join(folder, name), { mode: 0o711 });
        own(join(folder, name), name);
      }
      writeFileSync(secret(), '<?php // the password of B\n', { mode: 0o644 });
      own(secret(), tenants[1]);
      const cgi = join(folder, tenants[0], 'cgi-bin');
      mkdirSync(cgi, { mode: 0o755 });
      own(cgi, tenants[0]);
      writeFileSync(join(cgi, 'read.cgi'), `#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nid -un\ncat '${secret()}' 2>&1\n`, {
        mode: 0o755,
      });
      own(join(cgi, 'read.cgi'), tenants[0]);
      port = await freePort();
      writeFileSync(join(folder, 'httpd.conf'), configuration(folder, cgi, port, tenants[0]));
      // A process group of its own: on its end Apache signals the whole group.
      server = spawn('apache2', ['-f', join(folder, 'httpd.conf'), '-DFOREGROUND'], {
        stdio: 'ignore',
        detached: true,
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      });
      await answered(() => ask());
    });
    afterAll(async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      for (const name of tenants) execFileSync('userdel', [name]);
      removeTree(folder);
    });

    const ask = async () => (await fetch(`http://127.0.0.1:${port}/cgi-bin/read.cgi`)).text();

    async function findings() {
      const accounts = parseAccounts(readFileSync('/etc/passwd'), readFileSync('/etc/group'));
      const result = await scan(thisHost(), { root: pathOfText(folder), accounts, shared: [], serverRoot: null, prove: true });
      return [...findingsOf(result)].map(({ rule, path, tenant, proof, grants }) => ({
        rule,
        path,
        tenant,
        proof,
        by: grants.flatMap((grant) => grant.names),
      }));
    }

    it('reads it before the fix, as the audit says; cannot after it, as the audit says', async () => {
      expect(await ask()).toBe(`${tenants[0]}\n<?php // the password of B\n`);
      expect(await findings()).toEqual([
        { rule: 'readable-secret', path: secret(), tenant: tenants[1], proof: 'proved', by: [tenants[0]] },
      ]);

      chmodSync(secret(), 0o600);

      expect(await ask()).toContain('Permission denied');
      expect(await findings()).toEqual([]);
    });
  },
);

function own(path: string, name: string): void {
  const id = (flag: string) => Number(execFileSync('id', [flag, name]).toString());
  chownSync(path, id('-u'), id('-g'));
}

function configuration(folder: string, cgi: string, port: number, tenant: string): string {
  const modules = ['mpm_prefork', 'authz_core', 'alias', 'cgi', 'suexec', 'mime'].filter((name) => existsSync(`${MODULES}/mod_${name}.so`));
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
    `<VirtualHost 127.0.0.1:${port}>`,
    `SuexecUserGroup ${tenant} ${tenant}`,
    `ScriptAlias /cgi-bin/ ${cgi}/`,
    `<Directory ${cgi}>`,
    'Require all granted',
    '</Directory>',
    '</VirtualHost>',
    '',
  ].join('\n');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const found = (probe.address() as AddressInfo).port;
      probe.close(() => resolve(found));
    });
  });
}

function answered(ask: () => Promise<string>): Promise<void> {
  return until(async () => (await ask()) !== '');
}
