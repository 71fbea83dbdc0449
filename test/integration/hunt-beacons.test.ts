// SPDX-License-Identifier: Apache-2.0
// Counting in drawers of hashes chooses exactly the pairs that one plain count of all pairs would choose.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { beaconShapes, beaconSql, findBeacons } from '../../src/hunt/question/beacons.ts';
import { ALWAYS } from '../../src/hunt/engine/period.ts';
import { openStore } from '../../src/hunt/engine/store.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'hunt/beacons (skipped: chdb is not installed in engines/chdb)' : 'hunt/beacons';

/** 30,000 pairs: number p calls p % 10 + 1 times, ten seconds apart; one pair more calls 9,000 times. */
const CALLS = `SELECT concat('10.0.', toString(intDiv(p, 200)), '.', toString(p % 200)) AS a, concat('203.0.', toString(p % 113), '.7') AS b,
    1700000000 + (p % 97) + 10 * c AS t, concat('agent ', toString(p % 3)) AS agent
  FROM (SELECT number AS p, arrayJoin(range(p % 10 + 1)) AS c FROM numbers(30000))
  UNION ALL SELECT '10.9.9.9', '203.9.9.9', 1700000000 + 5 * number, 'agent x' FROM numbers(9000)`;

describe.skipIf(absent)(name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-beacons-'));
  const engine = chdbEngine({ folder, env: process.env, memoryBytes: 400_000_000 });
  beforeAll(async () => {
    unwrap(await openStore(engine));
    const common = "1, rowNumberInAllBlocks() + 1, toDateTime64(t, 6, 'UTC'), 'line', 'made', a, b, 443";
    const columns = 'file, line, `@timestamp`, `event.time_origin`, `event.dataset`, `source.ip`, `destination.ip`, `destination.port`';
    unwrap(await engine.write(`INSERT INTO matoi.flow_rows (${columns}) SELECT ${common} FROM (${CALLS})`));
    unwrap(await engine.write(`INSERT INTO matoi.web_rows (${columns}, \`user_agent.original\`) SELECT ${common}, agent FROM (${CALLS})`));
    unwrap(await engine.write("INSERT INTO matoi.files (file, name, format, tables) VALUES (1, 'made', 'made', 'flow,web')"));
  });
  afterAll(async () => {
    await engine.close();
    removeTree(folder);
  });

  // 100,000: no drawer is full; 100: the one with the busy pair is; 1: all are.
  it.each(['web', 'flow'].flatMap((seenIn) => [100_000, 100, 1].map((holds) => [seenIn, holds] as const)))(
    '%s, drawers of %d: pairs with eight calls and more, all of them, nothing else',
    async (seenIn, holds) => {
      const shape = beaconShapes.find((one) => one.seenIn === seenIn);
      if (shape === undefined) throw new Error(`no shape for ${seenIn}`);
      const key = 'source, destination, userAgent, port, n';
      const plain = `SELECT ${shape.source} AS source, ${shape.destination} AS destination, ${shape.agent} AS userAgent, ${shape.port} AS port,
        count() AS n FROM ${shape.from} GROUP BY source, destination, userAgent, port HAVING n >= 8`;
      const summed = (sql: string) =>
        engine.read<{ pairs: number; calls: number; same: string }>(
          `SELECT count() AS pairs, sum(n) AS calls, toString(groupBitXor(cityHash64(${key}))) AS same FROM (${sql})`,
        );
      const found = unwrap(await summed(beaconSql(shape, ALWAYS, 1_000_000, holds)));
      expect(found).toEqual(unwrap(await summed(plain)));
      expect(found[0]).toMatchObject({ pairs: 9001, calls: 3000 * (8 + 9 + 10) + 9000 });
    },
  );

  it('the pair that called longest stands first', async () => {
    const [first] = unwrap(await findBeacons(engine, ALWAYS, 5));
    expect(first).toMatchObject({ source: '10.9.9.9', destination: '203.9.9.9', count: 9000, interval: 5, jitter: 0 });
  });
});
