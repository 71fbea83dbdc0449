// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeTree } from '../../../test/support/remove-tree.ts';
import { deskCertificates } from './desk-certificate.ts';
import { issueFor } from './issued.ts';

const DAY = 86_400_000;
const span = () => [new Date(Date.now() - DAY), new Date(Date.now() + 820 * DAY)] as const;

/** What a client that trusts `ca` gets from a server with this certificate, by this name; the code of its refusal else. */
async function asked(served: { readonly cert: string; readonly key: string }, name: string, ca: string | null): Promise<unknown> {
  const server = createServer(served, (_request, answer) => answer.end('ok')).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  const options = { host: '127.0.0.1', port, servername: name === '127.0.0.1' ? '' : name, ...(ca === null ? {} : { ca }) };
  const got = await new Promise((done) => {
    request(options, (answer) => done((answer.resume(), answer.statusCode)))
      .on('error', (cause: NodeJS.ErrnoException) => done(cause.code))
      .end();
  });
  server.close();
  return got;
}

describe('certificate/issued', () => {
  it.each([[['desk.lan']], [['desk.lan', '192.168.1.5']], [['127.0.0.1']]])(
    'for %j it is taken by whoever trusts its authority, and by nobody else',
    async (names) => {
      const made = issueFor(names, ...span());
      const other = issueFor(names, ...span());

      expect(await asked(made, names[0] ?? '', made.authority)).toBe(200);
      expect(await asked(made, names[0] ?? '', null)).not.toBe(200);
      expect(await asked(made, names[0] ?? '', other.authority)).not.toBe(200);
      expect(await asked(made, 'other.lan', made.authority)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    },
  );

  it('its authority is one, its certificate is none, and neither is good for more than 825 days', () => {
    const made = issueFor(['desk.lan'], ...span());
    const [authority, own] = [new X509Certificate(made.authority), new X509Certificate(made.cert)];

    expect([authority.ca, own.ca]).toEqual([true, false]);
    expect(own.verify(authority.publicKey)).toBe(true);
    expect(own.subjectAltName).toBe('DNS:desk.lan');
    expect(own.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect((Date.parse(own.validTo) - Date.parse(own.validFrom)) / DAY).toBeLessThan(825);
    // Name constraints (2.5.29.30), critical.
    expect(authority.raw.includes(Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x1e, 0x01, 0x01, 0xff]))).toBe(true);
  });

  describe('in the data folder', () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'matoi-certificate-'));
    });
    afterAll(() => removeTree(folder));

    it('one key alone is kept, for its owner, and nothing is overwritten unasked', async () => {
      const issue = deskCertificates(folder);
      const made = await issue(['desk.lan'], new Date().toISOString(), false);
      const texts = await Promise.all((await readdir(join(folder, 'https'))).map((name) => readFile(join(folder, 'https', name), 'utf8')));

      expect(texts.filter((text) => text.includes('PRIVATE KEY'))).toHaveLength(1);
      expect((await stat(made?.key ?? '')).mode & 0o777).toBe(0o600);
      expect((await stat(join(folder, 'https'))).mode & 0o777).toBe(0o700);
      expect(made?.fingerprint).toBe(new X509Certificate(await readFile(made?.authority ?? '')).fingerprint256);
      expect(await issue(['desk.lan'], new Date().toISOString(), false)).toBeNull();
      expect((await issue(['desk.lan'], new Date().toISOString(), true))?.fingerprint).not.toBe(made?.fingerprint);
    });
  });
});
