// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** A proof command as a person runs it, small. */
async function prove(name: 'paging' | 'lost-update', args: readonly string[]) {
  const child = spawn(process.execPath, [`test/prove/${name}.ts`, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => err.push(part));
  const exit = await new Promise<number | null>((done) => child.once('close', done));
  const text = Buffer.concat(out).toString();
  if (!text.includes('{')) throw new Error(Buffer.concat(err).toString().slice(0, 2000));
  const figures = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Record<string, unknown>;
  return { exit, figures, headline: text.trim().split('\n').at(-1) ?? '' };
}

/** Small slices of prove:paging and prove:lost-update, and a planted fault for each: a proof that cannot fail proves nothing. */
describe('integration/duty-proofs', { timeout: 240_000 }, () => {
  it('kill -9 loses no page, and a page under a fresh key each time is noticed', async () => {
    const whole = await prove('paging', ['--runs', '5', '--seed', '3']);
    expect(whole).toMatchObject({
      exit: 0,
      figures: { kills: 5, neverSent: 0, stillDue: 0, unknownKeys: 0, afterAcknowledgement: 0, burstsNotOnePage: 0 },
      headline: expect.stringMatching(
        /^prove:paging: 5 kills, \d+ pages, \d+ arrivals, 0 lost, doubled in name or after an answer, at most /,
      ),
    });
    expect(await prove('paging', ['--runs', '3', '--seed', '3', '--plant', 'fresh-key'])).toMatchObject({
      exit: 1,
      figures: { neverSent: expect.any(Number) },
    });
  });

  it('no writer’s text is lost over HTTP, and a desk that keeps no refused text is noticed', async () => {
    const whole = await prove('lost-update', ['--writers', '6', '--saves', '8']);
    expect(whole).toMatchObject({
      exit: 0,
      figures: { saves: 48, textsNowhere: 0, lostAcknowledged: 0, overwrittenUnseen: 0, notAnchoredInJournal: 0 },
      headline: 'prove:lost-update: 48 saves of 6 writers, 0 texts lost or overwritten unseen',
    });
    const planted = await prove('lost-update', ['--writers', '6', '--saves', '8', '--plant', 'refused-not-kept']);
    expect(planted.exit).toBe(1);
    expect(planted.figures['textsNowhere']).toBeGreaterThan(0);
  });
});
