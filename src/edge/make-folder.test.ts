// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

describe('edge/make-folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'matoi-folder-'));
  afterAll(() => rmSync(root, { recursive: true }));

  it('makes what is missing above it, and leaves what is there', async () => {
    const deep = join(root, 'a', 'b', 'c');
    await Promise.all([makeFolder(deep, 0o700), makeFolder(deep, 0o700)]);
    expect(statSync(deep).mode & 0o777).toBe(0o700);
    await makeFolder(join(root, 'a'));
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o700);
  });

  it.each(['/proc/matoi/a', '/proc/self/nothing/deep/er'])('answers at once where nothing can be made: %s', async (path) => {
    await expect(makeFolder(path)).rejects.toMatchObject({ code: expect.stringMatching(/^E(NOENT|ACCES|PERM|ROFS)$/) as string });
  });

  it('names a file that stands where a folder should be', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(makeFolder(join(root, 'file', 'under'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
