// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chdbEngine } from '../../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../../src/adapters/chdb/locate.ts';
import { flowBuilder } from '../../../src/containment/traffic/flow.ts';
import { rowVerdicts } from '../../../src/containment/replay/replay-plan.ts';
import { flowTableSql, quote, stoppedSql } from '../../../src/containment/replay/replay-sql.ts';
import { chance, randomPacket, randomPolicy } from '../../prove/containment/random.ts';
import { removeTree } from '../../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;

describe.skipIf(absent)(`lab/containment/sql${absent ? ' (skipped, missing: the log engine)' : ''}`, () => {
  test('replay in SQL agrees with replay in memory to the flow, over 40 policies and 3,000 rows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'matoi-sql-'));
    const engine = chdbEngine({ folder, env: process.env, memoryBytes: 1_000_000_000 });
    try {
      const random = chance(21);
      const packets = Array.from({ length: 3000 }, () => randomPacket(random));
      const builder = flowBuilder();
      for (const packet of packets)
        builder.add({ ...packet, host: null, user: null, department: null, count: 1 + random.below(9), bytes: 0, day: null });
      const table = builder.finish();
      const must = async (result: Promise<{ ok: boolean }>) => expect(await result).toMatchObject({ ok: true });
      await must(engine.write(flowTableSql('default.flow_proof')));
      const mapped = (text: string) => quote(text.includes(':') ? text : `::ffff:${text}`);
      await must(
        engine.write(
          `INSERT INTO default.flow_proof VALUES ${packets.map((packet, row) => `(${row}, ${mapped(packet.src)}, ${mapped(packet.dst)}, ${packet.port}, ${quote(packet.proto)}, ${packet.name === null ? 'NULL' : quote(packet.name)}, ${table.count[row]})`).join(', ')}`,
        ),
      );
      for (let round = 0; round < 40; round += 1) {
        const policy = randomPolicy(random, random.pick(['none', 'dns', 'sni'] as const));
        const answer = await engine.read<{ row: number; stopped: number }>(
          `SELECT row, toUInt8(ifNull(${stoppedSql(policy)}, 0)) AS stopped FROM default.flow_proof ORDER BY row`,
        );
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
        const memory = rowVerdicts(table, policy);
        const different = answer.value.filter((line) => line.stopped !== memory[line.row]).map((line) => packets[line.row]);
        expect([round, answer.value.length, different]).toEqual([round, 3000, []]);
      }
    } finally {
      await engine.close();
      removeTree(folder);
    }
  }, 120_000);
});
