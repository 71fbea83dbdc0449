// SPDX-License-Identifier: Apache-2.0
// Ten million connections in the log engine, by the same arithmetic as the peer's.
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { openStore } from '../../src/hunt/engine/store.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { FLOW } from './peers.ts';

export async function writeFlows(folder: string): Promise<{ readonly rows: number; readonly pairs: number }> {
  const engine = chdbEngine({ folder, env: process.env, memoryBytes: 900_000_000 });
  unwrap(await openStore(engine));
  const address = (first: number, value: string) =>
    `concat('${first}.', toString(intDiv(${value}, 65536)), '.', toString(intDiv(${value}, 256) % 256), '.', toString(${value} % 256))`;
  const source = FLOW.source('/').replace('(i - 8880000) / 50', 'intDiv(i - 8880000, 50)');
  unwrap(
    await engine.write(
      `INSERT INTO matoi.flow_rows (file, line, \`@timestamp\`, \`event.time_origin\`, \`event.dataset\`, \`source.ip\`, \`destination.ip\`, \`destination.port\`, \`source.bytes\`)
       SELECT 1, i + 1, toDateTime64(t, 6, 'UTC'), 'line', 'zeek.conn', ${address(10, 's')}, ${address(203, 'd')}, 443, b % 5000
       FROM (SELECT number AS i, ${source} AS s, ${FLOW.destination} AS d, ${FLOW.at} AS t, ${FLOW.bytes} AS b FROM numbers(${FLOW.rows})) SETTINGS max_threads = 1, max_insert_threads = 1`,
      { seconds: 600 },
    ),
  );
  unwrap(
    await engine.write(
      `INSERT INTO matoi.files (file, name, format, tables, lines, parsed) VALUES (1, 'made', 'zeek-tsv', 'flow', ${FLOW.rows}, ${FLOW.rows})`,
    ),
  );
  const counted = unwrap(
    await engine.read<{ n: number; p: number }>(
      'SELECT count() AS n, uniqCombined(19)(`source.ip`, `destination.ip`) AS p FROM matoi.flow',
    ),
  );
  await engine.close();
  return { rows: counted[0]?.n ?? 0, pairs: counted[0]?.p ?? 0 };
}
