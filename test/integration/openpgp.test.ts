// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openSigningKey, SIGNING_KEY_FILE } from '../../src/adapters/openpgp/key.ts';

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'matoi-pgp-'));
  folders.push(made);
  return made;
};
afterAll(() => Promise.all(folders.map((one) => rm(one, { recursive: true, force: true }))));

const gpg = (home: string, ...args: string[]) =>
  spawnSync('gpg', ['--homedir', home, '--batch', '--faked-system-time', String(AT + 99 * 86_400), '--status-fd', '1', ...args], {
    encoding: 'utf8',
  });
const hasGpg = spawnSync('gpg', ['--version']).status === 0;
const AT = 1_796_000_000;
const NAME = '例の会 <security@example.jp>';

describe('integration/openpgp', () => {
  it('makes its key once, for the desk alone to read, and signs the same document with the same bytes', async () => {
    const data = folder();
    const one = await openSigningKey(data, AT);
    expect(statSync(join(data, SIGNING_KEY_FILE)).mode & 0o777).toBe(0o600);
    const again = await openSigningKey(data, AT + 99);
    expect([again.fingerprint, again.publicKey(NAME)]).toEqual([one.fingerprint, one.publicKey(NAME)]);
    expect(one.fingerprint).toMatch(/^[0-9A-F]{40}$/);
    const document = Buffer.from('{"a":1}\n');
    expect(again.sign(document, AT)).toBe(one.sign(document, AT));
    expect(again.sign(Buffer.from('{"a":2}\n'), AT)).not.toBe(one.sign(document, AT));
  });

  it('takes a key that is given as PEM, and refuses a file that is none', async () => {
    const [one, two] = [folder(), folder()];
    await openSigningKey(one, AT);
    const pem = readFileSync(join(one, SIGNING_KEY_FILE), 'utf8').replace(/^Made: .*\n/, '');
    writeFileSync(join(two, SIGNING_KEY_FILE), pem);
    expect((await openSigningKey(two, AT)).fingerprint).toMatch(/^[0-9A-F]{40}$/);
    writeFileSync(join(two, SIGNING_KEY_FILE), 'x');
    await expect(openSigningKey(two, AT)).rejects.toThrow(/no private key/);
  });

  it.skipIf(!hasGpg)(
    'is what GnuPG imports and verifies, over many documents, and a changed byte is bad',
    { timeout: 60_000 },
    async () => {
      const home = folder();
      chmodSync(home, 0o700);
      const signer = await openSigningKey(folder(), AT);
      const place = (name: string) => join(home, name);
      writeFileSync(place('key.asc'), signer.publicKey(NAME));
      const imported = gpg(home, '--import', place('key.asc'));
      expect(imported.stdout).toContain(`IMPORT_OK 1 ${signer.fingerprint}`);
      expect(gpg(home, '--list-keys', '--with-colons').stdout).toContain('security@example.jp');
      // Lengths around the edges of the packet's length octets, and signatures whose numbers begin with zeros.
      for (let length = 0; length < 40; length += 1) {
        const document = Buffer.alloc(length * 37, length);
        writeFileSync(place('d.json'), document);
        writeFileSync(place('d.json.asc'), signer.sign(document, AT + (length - 9) * 86_400));
        const seen = gpg(home, '--verify', place('d.json.asc'), place('d.json')).stdout;
        expect(seen, String(length)).toContain(`VALIDSIG ${signer.fingerprint}`);
      }
      writeFileSync(place('d.json'), 'another');
      expect(gpg(home, '--verify', place('d.json.asc'), place('d.json')).stdout).toContain('BADSIG');
    },
  );
});
