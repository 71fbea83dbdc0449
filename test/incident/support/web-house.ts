// SPDX-License-Identifier: Apache-2.0
// The web server of the house: a real Apache on loopback with one CGI that hands what it is sent to a shell. Its access log
// and its answers, not the desk, say whether the hole is open.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/process.ts';

const MODULES = '/usr/lib/apache2/modules';
export const webHouseNeeds = ['apache2'] as const;

export const CGI_PATH = '/cgi-bin/ask.cgi';
const HEAD = `#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nq=$(printf '%s' "$QUERY_STRING" | sed 's/^to=//; s/%3[Bb]/;/g; s/%20/ /g')\n`;
/** Form-Sender 1.2: what stands after the semicolon is run. */
const OPEN = `${HEAD}sh -c "echo Form-Sender 1.2 to $q"\n`;
const CLOSED = `${HEAD}printf 'Form-Sender 1.4 to %s\\n' "$q"\n`;
/** A command by which nothing is changed, and what it prints where it is run. */
const PROBE = { query: 'to=x%3Becho%20matoi-%20-probe', printed: '\nmatoi- -probe' };

export type WebHouse = {
  readonly url: string;
  readonly accessLog: () => string;
  readonly cgiFile: string;
  /** Whether a harmless command in the query is run: asked of Apache over HTTP. */
  readonly isOpen: () => Promise<boolean>;
  /** What the administrator does: the old program beside it, the new one in its place. */
  readonly mend: () => void;
  readonly close: () => Promise<void>;
};

/** `history`: the lines that the log already holds. Whether the CGI is open is known beforehand: it is. */
export async function openWebHouse(folder: string, history: string): Promise<WebHouse> {
  const [root, cgi] = [join(folder, 'web'), join(folder, 'web', 'cgi-bin')];
  mkdirSync(cgi, { recursive: true, mode: 0o755 });
  for (const one of [folder, root, cgi]) chmodSync(one, 0o755);
  const cgiFile = join(cgi, 'ask.cgi');
  const put = (text: string) => writeFileSync(cgiFile, text, { mode: 0o755 });
  put(OPEN);
  const log = join(root, 'access.log');
  writeFileSync(log, history);
  const port = await freePort();
  writeFileSync(join(root, 'httpd.conf'), configuration(root, cgi, port));
  // A process group of its own: on its end Apache signals the whole group.
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TZ: 'Asia/Tokyo' };
  const server: ChildProcess = spawn('apache2', ['-f', join(root, 'httpd.conf'), '-DFOREGROUND'], { stdio: 'ignore', detached: true, env });
  const url = `http://127.0.0.1:${port}`;
  const ask = async (query: string) => (await fetch(`${url}${CGI_PATH}?${query}`)).text();
  await eventually(() => ask('to=start'));
  return {
    url,
    cgiFile,
    accessLog: () => readFileSync(log, 'utf8'),
    isOpen: async () => (await ask(PROBE.query)).includes(PROBE.printed),
    mend() {
      renameSync(cgiFile, `${cgiFile}.old`);
      chmodSync(`${cgiFile}.old`, 0o600);
      put(CLOSED);
    },
    async close() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    },
  };
}

function configuration(root: string, cgi: string, port: number): string {
  const modules = ['mpm_prefork', 'authz_core', 'alias', 'cgi', 'mime', 'log_config'].filter((name) =>
    existsSync(`${MODULES}/mod_${name}.so`),
  );
  return [
    `ServerRoot ${root}`,
    'ServerName www.bluebird.example',
    `Listen 127.0.0.1:${port}`,
    `PidFile ${root}/httpd.pid`,
    `ErrorLog ${root}/error.log`,
    'User www-data',
    'Group www-data',
    'StartServers 1',
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    'TypesConfig /dev/null',
    `LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined`,
    `CustomLog ${root}/access.log combined`,
    `ScriptAlias /cgi-bin/ ${cgi}/`,
    `<Directory ${cgi}>`,
    'Require all granted',
    '</Directory>',
    '',
  ].join('\n');
}
