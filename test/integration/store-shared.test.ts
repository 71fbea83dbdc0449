// SPDX-License-Identifier: Apache-2.0
// Whoever comes while the last one leaves: the embedded server is stopped and started again, and nobody meets one that stops.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { startEmbedded } from '../../src/adapters/postgres/embedded/embedded.ts';
import { removeTree } from '../support/remove-tree.ts';

it('integration/store-shared: four that come and go at any moment are all answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-shared-'));
  await (await startEmbedded(folder)).release();
  const answers: unknown[] = [];
  const until = Date.now() + 8000;
  const comeAndGo = async (): Promise<void> => {
    while (Date.now() < until) {
      const server = await startEmbedded(folder);
      const client = new pg.Client(server.connection);
      client.on('error', () => undefined);
      answers.push(
        await client
          .connect()
          .then(() => client.query<{ one: number }>('select 1 as one'))
          .then(({ rows }) => rows[0]?.one, String),
      );
      await client.end().catch(() => undefined);
      await server.release();
      await pause(Math.random() * 40);
    }
  };
  await Promise.all([1, 2, 3, 4].map(comeAndGo));
  removeTree(folder);
  expect(answers.length).toBeGreaterThan(4);
  expect(answers.filter((one) => one !== 1)).toEqual([]);
});
