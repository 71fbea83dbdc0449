// SPDX-License-Identifier: Apache-2.0
// "At most so many bytes" is never less than what was sent: worlds of firewalls, packet filters and proxies made by
// chance, of which the test knows what the computers really sent.
//   WORLDS=500 SEED=7 runs more of them, or others.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundDataOut } from '../../src/hunt/question/data-out.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { firewallText, packetText, proxyText, randomFirewall, randomOutQuestion, readOutWorld } from '../support/out-worlds.ts';
import type { OutQuestion, OutWorld, ProxyLog } from '../support/out-worlds.ts';
import { seededRandom } from '../support/random.ts';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

const WORLDS = Number(process.env['WORLDS'] ?? 50);
const random = seededRandom(Number(process.env['SEED'] ?? 1));

describe.skipIf(engineAbsent)(withEngine('data out in worlds made by chance'), () => {
  const reading = readingLogs();
  const firewalls = Array.from({ length: 16 }, (_, at) => randomFirewall(random, `${'abcdefghijklmnop'[at]}-firewall.log`));
  const proxies: readonly ProxyLog[] = [
    { name: 'counting-proxy.log', counts: true, hours: [9, 10, 11, 12] },
    { name: 'silent-proxy.log', counts: false, hours: [9, 10, 11, 12] },
    { name: 'holed-proxy.log', counts: true, hours: [9, 12] },
  ];
  afterAll(() => reading.close());
  beforeAll(async () => {
    await reading.outcomes([
      ...firewalls.map((one) => reading.write(firewallText(one), { name: one.name })),
      ...proxies.map((one) => reading.write(proxyText(one), { name: one.name })),
      reading.write(packetText(), { name: 'packets.log' }),
    ]);
    unwrap(await reading.engine.write('CREATE TABLE matoi.all_files AS matoi.files'));
    unwrap(await reading.engine.write('INSERT INTO matoi.all_files SELECT * FROM matoi.files'));
  }, 180_000);

  async function bound({ firewall, proxy, packets }: OutWorld, { computer, within }: OutQuestion) {
    const names = [firewall?.name, proxy?.name, packets ? 'packets.log' : undefined].filter((name) => name !== undefined);
    unwrap(await reading.engine.write('TRUNCATE TABLE matoi.files'));
    if (names.length > 0) {
      const test = names.map((name) => `endsWith(name, '/${name}')`).join(' OR ');
      unwrap(await reading.engine.write(`INSERT INTO matoi.files SELECT * FROM matoi.all_files WHERE ${test}`));
    }
    const at = (hour: number) => `2026-11-10T${String(hour).padStart(2, '0')}:00:00.000Z` as Instant;
    const period = { since: within === null ? null : at(within[0]), until: within === null ? null : at(within[1]) };
    return unwrap(await boundDataOut(reading.engine, { period, computer, destination: null, zone: 'Asia/Tokyo' }));
  }

  it(`${WORLDS} worlds: a bound where all was counted, no bound elsewhere, and none below the truth`, { timeout: 1_200_000 }, async () => {
    const wrong: string[] = [];
    const said = { known: 0, unknown: 0 };
    for (let at = 0; at < WORLDS; at += 1) {
      const firewall = random.below(8) === 0 ? null : random.pick(firewalls);
      const proxy = firewall?.proxied === true && random.below(4) > 0 ? random.pick(proxies) : null;
      const world = { firewall, proxy, packets: random.below(8) === 0 };
      const question = randomOutQuestion(random);
      const right = readOutWorld(world, question);
      const got = await bound(world, question);
      said[right.known ? 'known' : 'unknown'] += 1;
      const told = JSON.stringify({ world, question, right, got: got.atMostBytes, why: got.notCounted.map((one) => one.en) }, null, 1);
      if ((got.atMostBytes !== null) !== right.known || (got.atMostBytes !== null && got.atMostBytes < right.atLeast)) wrong.push(told);
      // Where the firewall alone is asked, the bound is what was sent and no more.
      else if (right.known && proxy === null && question.computer !== null && got.atMostBytes !== right.atLeast) wrong.push(told);
      else if (!right.known && !got.notCounted.some((one) => one.en.startsWith('Not checkable: '))) wrong.push(told);
    }
    expect(wrong.slice(0, 5).join('\n'), `${wrong.length} of ${WORLDS}`).toBe('');
    expect(Math.min(said.known, said.unknown)).toBeGreaterThan(WORLDS / 10);
  });
});
