// SPDX-License-Identifier: Apache-2.0
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBetterAuth } from '../../src/adapters/auth/options.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

describe('integration/access-schema', () => {
  const held: { desk?: TestDesk; pool?: pg.Pool } = {};

  beforeAll(async () => {
    held.desk = await openTestDesk();
    held.pool = new pg.Pool({ connectionString: held.desk.databaseUrl });
  });
  afterAll(async () => {
    await held.pool?.end();
    await held.desk?.close();
  });

  it('our migration makes every table and column that the sign-in library wants', async () => {
    const auth = createBetterAuth({
      publicUrl: new URL('http://localhost:4646'),
      secret: 'x'.repeat(40),
      pool: held.pool as pg.Pool,
      oidc: null,
      register: { cameByProvider: () => Promise.resolve(), linking: () => Promise.resolve() },
    });

    const { toBeCreated, toBeAdded } = await getMigrations(auth.options);

    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });
});
