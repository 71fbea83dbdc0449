// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proveHostileMail } from '../support/hostile-proof.ts';
import { removeTree } from '../support/remove-tree.ts';

/** How fast the desk answers is the proof's affair: here other tests run beside it, and no limit is set. */
const slice = { mails: 30, size: 20_000, large: 1_000_000, ordinary: null, say: () => undefined };

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'matoi-hostile-'));
  try {
    return await work(folder);
  } finally {
    removeTree(folder);
  }
}

describe('integration/hostile-mail', () => {
  it('a slice of npm run prove:hostile-mail: every mail is kept by every way, and each report says whether it was examined', async () => {
    const proof = await inFolder((folder) => proveHostileMail({ ...slice, folder, ordinary: { perSecond: 10, seconds: 2 } }));
    expect(proof).toMatchObject({ taken: { smtp: 21, form: 6, file: 3 }, stored: 30, ordinary: { taken: 20 }, faults: [] });
    expect(proof.examined + proof.notExamined + proof.apart).toBe(30);
  });

  it('sees a mail of which nothing is said', async () => {
    const plant = new URL('../prove/plant-hostile-mail.ts', import.meta.url).href;
    const env = { NODE_OPTIONS: `--import ${plant}`, MATOI_PLANT: 'unmarked' };
    const proof = await inFolder((folder) => proveHostileMail({ ...slice, mails: 10, folder, env, settleMillis: 8000 }));
    expect(proof.faults).toEqual([expect.stringMatching(/^\d+ reports say neither that they were examined nor why not$/)]);
  });
});
