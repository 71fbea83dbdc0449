// SPDX-License-Identifier: Apache-2.0
// A verdict never says more than its logs: worlds of logs made by chance (which logs exist, what their lines say, where
// they have holes), and for each a reading of its own of what may be said.
//   WORLDS=2000 SEED=7 runs more of them, or others.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeClaim } from '../../src/hunt/question/claim.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { CLAIMED, filesOf, randomLog, randomQuestion, readWorld } from '../support/claim-worlds.ts';
import type { WorldLog, WorldQuestion } from '../support/claim-worlds.ts';
import { seededRandom } from '../support/random.ts';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

const LOGS = 26;
const WORLDS = Number(process.env['WORLDS'] ?? 30);
const random = seededRandom(Number(process.env['SEED'] ?? 1));

describe.skipIf(engineAbsent)(withEngine('claims in worlds of logs made by chance'), () => {
  const reading = readingLogs();
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const logs = Array.from({ length: LOGS }, (_, at) => randomLog(random, `${letters[at]}.log`));
  afterAll(() => reading.close());
  beforeAll(async () => {
    const paths = logs.flatMap((log) => filesOf(log).map(({ name, text }) => reading.write(text, { name })));
    await reading.outcomes(paths);
    unwrap(await reading.engine.write('CREATE TABLE matoi.all_files AS matoi.files'));
    unwrap(await reading.engine.write('INSERT INTO matoi.all_files SELECT * FROM matoi.files'));
  }, 180_000);

  async function asked(world: readonly WorldLog[], { kind, host, within }: WorldQuestion) {
    unwrap(await reading.engine.write('TRUNCATE TABLE matoi.files'));
    const names = world.flatMap((log) => filesOf(log).map(({ name }) => `endsWith(name, '/${name}')`));
    if (names.length > 0)
      unwrap(await reading.engine.write(`INSERT INTO matoi.files SELECT * FROM matoi.all_files WHERE ${names.join(' OR ')}`));
    const at = (hour: number) => `2026-11-10T${String(hour).padStart(2, '0')}:00:00.000Z` as Instant;
    const period = { since: within === null ? null : at(within[0]), until: within === null ? null : at(within[1]) };
    return unwrap(
      await judgeClaim(reading.engine, { kind, path: CLAIMED, period, about: { hosts: host === null ? [] : [host], logs: [] } }),
    );
  }

  it(`${WORLDS} worlds: supported, refuted and left open where the logs allow it, and only there`, { timeout: 1_200_000 }, async () => {
    const wrong: string[] = [];
    const said = { supported: 0, refuted: 0, 'cannot-tell': 0 };
    for (let at = 0; at < WORLDS; at += 1) {
      const world = [...new Set(Array.from({ length: random.below(4) }, () => random.pick(logs)))];
      const question = randomQuestion(random);
      const right = readWorld(world, question);
      const got = await asked(world, question);
      said[right.verdict] += 1;
      const why = got.why.map((one) => one.en).join(' | ');
      const told = { world: world.map((log) => JSON.stringify(log)), question, right: right.verdict, got: got.verdict, why };
      if (got.verdict !== right.verdict) wrong.push(JSON.stringify(told, null, 1));
      else if (right.verdict === 'refuted' && !saysNoMore(why, world, right.lines)) wrong.push(JSON.stringify(told, null, 1));
      else if (right.verdict === 'cannot-tell' && why === '') wrong.push(`no reason: ${JSON.stringify(told)}`);
    }
    expect(wrong.slice(0, 8).join('\n'), `${wrong.length} of ${WORLDS}`).toBe('');
    for (const [verdict, count] of Object.entries(said)) expect(count, verdict).toBeGreaterThan(WORLDS / 30);
  });
});

/** The sentence of a refutation: the lines that were looked at, and no time between two in which some log of the server is silent. */
function saysNoMore(why: string, world: readonly WorldLog[], lines: number): boolean {
  if (Number(/In (\d+) lines/.exec(why)?.[1]) !== lines) return false;
  const spans = [...why.matchAll(/(2026-11-10T[\d:.]+Z) – (2026-11-10T[\d:.]+Z)/g)].map(
    ([, from = '', to = '']) => [hourOf(from), hourOf(to)] as const,
  );
  const servers = world.filter((log) => log.kind !== 'squid' && log.kind !== 'zeek');
  return (
    spans.length > 0 &&
    spans.every(([from, to]) => servers.some((log) => (log.hours[0] ?? 24) <= Math.ceil(from) && (log.hours.at(-1) ?? 0) + 1 >= to))
  );
}

const hourOf = (time: string) => (Date.parse(time) - Date.UTC(2026, 10, 10)) / 3_600_000;
