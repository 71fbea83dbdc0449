// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK } from '../../src/journal/stream.ts';
import { runMatoi } from '../support/process.ts';
import { addPersonWithPassword, addressOf, PASSWORD, signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { totpCode } from '../support/totp.ts';

const held: { desk?: ServedDesk; totp: string; ann: string } = { totp: '', ann: '' };
const desk = () => held.desk as ServedDesk;

/** What a person types comes by standard input, a line each: neither the process list nor the environment holds it. */
function confirm(as: string | null, ...typed: readonly string[]) {
  const words = ['security-txt', 'confirm', '--contact', 'mailto:security@kaku.example', ...(as === null ? [] : ['--as', addressOf(as)])];
  return runMatoi(
    words,
    { DATABASE_URL: desk().databaseUrl, MATOI_DATA: desk().dataFolder, MATOI_LANG: 'en' },
    typed.map((line) => `${line}\n`).join(''),
  );
}

async function kinds(kind: string) {
  return (await desk().journal.entries(DESK, 0, 500)).filter((entry) => entry.kind === kind);
}

beforeAll(async () => {
  held.desk = await serveDesk();
  held.ann = await addPersonWithPassword(desk(), ['administrator'], 'ann');
  await addPersonWithPassword(desk(), ['responder'], 'rob');
  const tess = await signedIn(desk(), ['administrator'], 'tess');
  const enabled = await tess.post('/api/auth/two-factor/enable', { password: PASSWORD });
  held.totp = (enabled.json as { totpURI: string }).totpURI;
  await tess.post('/api/auth/two-factor/verify-totp', { code: totpCode(held.totp, Date.now()) });
});
afterAll(() => held.desk?.close());

describe('transcript/console-person', () => {
  it('an account of the console is no person: without --as nothing is released, and it says who may', async () => {
    const { code, stderr } = await confirm(null);

    expect(code).toBe(2);
    expect(stderr).toMatch(/This wants a named person; the console account console:\S+ is none\./);
    expect(stderr).toContain('Roles that may: administrator.');
    expect(await kinds('security-txt.confirmed')).toEqual([]);
  });

  it('a wrong password, and a person without the role, release nothing; the refusal stands in the trail', async () => {
    const wrong = await confirm('ann', 'not her words');
    const other = await confirm('rob', PASSWORD);

    expect([wrong.code, other.code]).toEqual([2, 2]);
    expect(wrong.stderr).toContain('Who you are could not be proved.');
    expect(other.stderr).toContain('You hold none of the roles that may do this: administrator.');
    expect(await kinds('security-txt.confirmed')).toEqual([]);
    expect((await kinds('access.refused')).at(-1)?.body).toMatchObject({ what: 'password', address: expect.stringMatching(/^console:/) });
  });

  it('a second factor that somebody switched on is asked for here too', async () => {
    const without = await confirm('tess', PASSWORD);
    const wrong = await confirm('tess', PASSWORD, '000000');
    const right = await confirm('tess', PASSWORD, totpCode(held.totp, Date.now() + 30_000));

    expect([without.code, wrong.code, right.code]).toEqual([2, 2, 0]);
    expect((await kinds('security-txt.confirmed')).map((entry) => entry.actor)).toMatchObject([{ type: 'person', name: 'tess' }]);
  });

  it('the entry names the person, and the session of the console ends at once', async () => {
    const done = await confirm('ann', PASSWORD);

    expect([done.code, done.stderr]).toEqual([0, '']);
    expect((await kinds('security-txt.confirmed')).at(-1)?.actor).toMatchObject({ id: held.ann, name: 'ann' });
    const { rows } = await desk().database.pool.query('select 1 from auth.session where "userId" = $1', [held.ann]);
    expect(rows).toEqual([]);
    expect((await kinds('access.signed-out')).at(-1)?.actor).toMatchObject({ name: 'ann' });
  });
});
