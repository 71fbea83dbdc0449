// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_FILE, secretBox } from './secret-box.ts';

describe('adapters/secret-box', () => {
  const held = { folder: '' };
  const path = () => join(held.folder, KEY_FILE);
  beforeAll(async () => {
    held.folder = await mkdtemp(join(tmpdir(), 'matoi-secret-'));
  });
  afterAll(() => rm(held.folder, { recursive: true, force: true }));

  it('makes its key at the first secret, for the desk alone to read, and says of an absent key that it is lost', async () => {
    const box = secretBox(held.folder);
    await expect(stat(path())).rejects.toThrow(/ENOENT/);
    const sealed = await box.seal('合言葉 hunter2', 'out/first');
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect((await readFile(path())).length).toBe(32);
    expect(sealed).not.toContain('hunter2');
    expect(await box.open(sealed, 'out/first')).toEqual({ is: 'open', text: '合言葉 hunter2' });

    const [, keyId] = sealed.split('.');
    const key = await readFile(path());
    await rm(path());
    expect(await box.open(sealed, 'out/first')).toEqual({ is: 'key-lost', keyId });
    await box.seal('another', 'out/first');
    expect(await box.open(sealed, 'out/first')).toEqual({ is: 'key-lost', keyId });
    await writeFile(path(), key);
    expect(await box.open(sealed, 'out/first')).toMatchObject({ is: 'open' });
  });

  it('opens for the use it was sealed for alone, seals the same text differently each time, and notices a changed letter', async () => {
    const box = secretBox(held.folder);
    const sealed = await box.seal('secret', 'out/first');
    expect(await box.open(sealed, 'in/first')).toEqual({ is: 'damaged' });
    expect(await box.seal('secret', 'out/first')).not.toBe(sealed);
    const [head, rest = ''] = [sealed.slice(0, sealed.lastIndexOf('.') + 1), sealed.split('.').at(-1)];
    for (let at = 0; at < rest.length - 1; at++) {
      const changed = `${head}${rest.slice(0, at)}${rest[at] === 'A' ? 'B' : 'A'}${rest.slice(at + 1)}`;
      expect(await box.open(changed, 'out/first'), `letter ${at}`).toEqual({ is: 'damaged' });
    }
  });

  it('gives back any text, and calls any other text damaged', async () => {
    const box = secretBox(held.folder);
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), async (text) => {
        const opened = await box.open(await box.seal(text, 'x'), 'x');
        return opened.is === 'open' && opened.text === text && (await box.open(text, 'x')).is === 'damaged';
      }),
      { numRuns: 50 },
    );
  });

  it('closes a key file that others may read, and does not write over one that is no key', async () => {
    const box = secretBox(held.folder);
    await chmod(path(), 0o644);
    await box.seal('x', 'x');
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    await writeFile(path(), 'short');
    await expect(box.seal('x', 'x')).rejects.toThrow(/not a key of 32 bytes/);
    expect(await readFile(path(), 'utf8')).toBe('short');
  });
});
