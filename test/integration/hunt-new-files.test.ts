// SPDX-License-Identifier: Apache-2.0
// What a case looks for is searched in what is new: the answer is that of a search of everything, whatever came or went in
// between. And where nothing is stored, the answer is the same with and without an engine.
import { afterAll, describe, expect, it } from 'vitest';
import type { LogEngine } from '../../src/hunt/engine/engine.port.ts';
import { emptyStore } from '../../src/hunt/engine/empty-store.ts';
import { ALWAYS } from '../../src/hunt/engine/period.ts';
import { openStore } from '../../src/hunt/engine/store.ts';
import { readIndicators } from '../../src/hunt/indicator/read.ts';
import { searchIndicators } from '../../src/hunt/indicator/search.ts';
import { searchNewFiles } from '../../src/hunt/indicator/search-new.ts';
import { judgeClaim } from '../../src/hunt/question/claim.ts';
import { hunt } from '../../src/hunt/question/hunt.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { seededRandom } from '../support/random.ts';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

const list = readIndicators('evil.example\n203.0.113.9\n198.51.100.0/28\nhxxp://bad.example/x\n', null).indicators;

describe.skipIf(engineAbsent)(withEngine('hunt/indicator: new files'), () => {
  const logs = readingLogs();
  afterAll(() => logs.close());

  it('where nothing is stored nobody has to be asked', async () => {
    unwrap(await openStore(logs.engine));
    const question = { period: ALWAYS, indicators: { name: 'n', list, key: 'empty' }, rules: null, beacons: null, rare: null };
    expect(unwrap(await hunt(emptyStore, question))).toEqual(unwrap(await hunt(logs.engine, question)));
    for (const kind of ['requested', 'attacked'] as const) {
      const claim = { kind, path: '/cgi-bin/a.cgi', period: ALWAYS };
      expect(unwrap(await judgeClaim(emptyStore, claim))).toEqual(unwrap(await judgeClaim(logs.engine, claim)));
    }
  });

  it('what was found before is added to, and only new files are read', { timeout: 120_000 }, async () => {
    const random = seededRandom(7);
    const asked: string[] = [];
    const watched: LogEngine = {
      ...logs.engine,
      read: (sql, limits) => {
        if (/FROM matoi\.(?:web|flow|dns|event)\b/.test(sql)) asked.push(sql);
        return logs.engine.read(sql, limits);
      },
    };
    const line = (at: number) => {
      const host = random.pick(['evil.example', 'www.evil.example', 'fine.example', '203.0.113.9', 'bad.example']);
      const peer = `198.51.100.${random.below(40)}`;
      return `17951328${String(10 + (at % 90))}.000 100 10.0.0.${random.below(4)} TCP_MISS/200 512 GET http://${host}/x - HIER_DIRECT/${peer} text/html`;
    };
    const some = (n: number) => Array.from({ length: n }, (_, at) => line(at));
    const grown = some(12);
    const steps: (() => Promise<unknown>)[] = [
      () => logs.take(some(30)),
      () => logs.take(`${grown.slice(0, 6).join('\n')}\n${grown[6]?.slice(0, -4)}`, { name: 'grown.log' }),
      async () => undefined,
      () => logs.take(some(20)),
      // The older copy's last line is whole now: it counts once, in the new file.
      () => logs.take(grown, { name: 'grown.log' }),
      () => logs.engine.write('ALTER TABLE matoi.files DELETE WHERE file = 1 SETTINGS mutations_sync = 2'),
      () => logs.take(some(10)),
    ];
    const firstReads: (string | undefined)[] = [];
    for (const step of steps) {
      await step();
      asked.length = 0;
      const found = unwrap(await searchNewFiles(watched, 'key', { name: 'n', list }));
      firstReads.push(/file > (\d+)/.exec(asked[0] ?? '')?.[1]);
      const whole = unwrap(await searchIndicators(logs.engine, 'n', list, ALWAYS));
      const plain = (all: typeof whole) => all.map((one) => JSON.stringify(one)).toSorted();
      expect(plain(found)).toEqual(plain(whole));
    }
    expect(firstReads.slice(0, 4)).toEqual(['0', '1', undefined, '2']);
    expect(firstReads.slice(4)).toEqual(['0', '0', '4']);
  });
});
