// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepSecret } from './secret.ts';

describe('adapters/auth/secret', () => {
  const held = { folder: '' };

  beforeAll(async () => {
    held.folder = await mkdtemp(join(tmpdir(), 'matoi-secret-'));
  });
  afterAll(() => rm(held.folder, { recursive: true }));

  it('is one secret, however many ask for it at once, and readable by its owner only', async () => {
    const secrets = await Promise.all(Array.from({ length: 8 }, () => keepSecret(held.folder)));

    expect(new Set(secrets).size).toBe(1);
    expect(await keepSecret(held.folder)).toBe(secrets[0]);
    expect(await readdir(held.folder)).toEqual(['sign-in.secret']);
    expect((await stat(join(held.folder, 'sign-in.secret'))).mode & 0o777).toBe(0o600);
  });

  it('that is no secret is not replaced in silence: second factors would be lost', async () => {
    const folder = await mkdtemp(join(held.folder, 'short-'));
    await writeFile(join(folder, 'sign-in.secret'), 'short\n');

    await expect(keepSecret(folder)).rejects.toThrow('restore it from the backup');
  });
});
