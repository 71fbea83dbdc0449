// SPDX-License-Identifier: Apache-2.0
// What was found of a list is kept beside the rows, with the files that were looked in: later only new files are.
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { tables } from '../engine/schema.ts';
import { number, text } from '../engine/sql.ts';
import type { Indicator } from './indicator.ts';
import { inOrder, MOST_SIGHTINGS, searchIndicators } from './search.ts';
import type { Sighting } from './search.ts';

/** `upto`: the last file; the other two tell whether the files up to it are still those, with the rows that they had. */
type Looked = { readonly upto: number; readonly files: number; readonly parsed: number };
type Kept = Looked & { readonly found: string };

const TABLE = 'matoi.sightings_kept';
const LINES = 5;

async function filesUpTo(engine: LogEngine, upto: number | null): Promise<Result<Looked, EngineFault>> {
  const where = upto === null ? '' : ` WHERE file <= ${number(upto)}`;
  const rows = await engine.read<Looked>(`SELECT max(file) AS upto, count() AS files, sum(parsed) AS parsed FROM matoi.files${where}`);
  return rows.ok ? ok(rows.value[0] ?? { upto: 0, files: 0, parsed: 0 }) : rows;
}

/**
 * The sightings of a list in all that is stored. `key` is the digest of the list and of how it is searched; what was
 * found under it before is added to, as long as the files of then are as they were.
 */
export async function searchNewFiles(
  engine: LogEngine,
  key: string,
  asked: { readonly name: string; readonly list: readonly Indicator[] },
): Promise<Result<readonly Sighting[], EngineFault>> {
  const now = await filesUpTo(engine, null);
  if (!now.ok) return now;
  const made = await engine.write(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (key String, upto UInt32, files UInt64, parsed UInt64, found String, at DateTime64(6) DEFAULT now64(6))
     ENGINE = ReplacingMergeTree(at) ORDER BY key`,
  );
  if (!made.ok) return made;
  const before = await keptFor(engine, key);
  if (!before.ok) return before;
  const from = before.value?.upto ?? 0;
  const old = (JSON.parse(before.value?.found ?? '[]') as readonly Sighting[]) ?? [];
  if (from === now.value.upto && before.value !== null) return ok(old);
  const fresh = await searchIndicators(engine, asked.name, asked.list, { files: { after: from, upto: now.value.upto } });
  if (!fresh.ok) return fresh;
  const all = inOrder(joined([...old, ...fresh.value]));
  // A list that was cut short cannot be added to.
  if (tables.some((table) => all.filter((one) => one.table === table).length >= MOST_SIGHTINGS)) {
    return from === 0 ? ok(all) : searchIndicators(engine, asked.name, asked.list, { files: { after: 0, upto: now.value.upto } });
  }
  const { upto, files, parsed } = now.value;
  const written = await engine.write(
    `INSERT INTO ${TABLE} (key, upto, files, parsed, found) VALUES (${text(key)}, ${number(upto)}, ${number(files)}, ${number(parsed)}, ${text(JSON.stringify(all))})`,
  );
  return written.ok ? ok(all) : written;
}

/** Null where there is nothing, or where a file of then is gone, has other rows, or was committed late. */
async function keptFor(engine: LogEngine, key: string): Promise<Result<Kept | null, EngineFault>> {
  const rows = await engine.read<Kept>(`SELECT upto, files, parsed, found FROM ${TABLE} FINAL WHERE key = ${text(key)}`);
  if (!rows.ok) return rows;
  const kept = rows.value[0];
  if (kept === undefined) return ok(null);
  const still = await filesUpTo(engine, kept.upto);
  if (!still.ok) return still;
  return ok(still.value.files === kept.files && still.value.parsed === kept.parsed ? kept : null);
}

/** One of each computer, indicator and role, with what both have. */
function joined(all: readonly Sighting[]): readonly Sighting[] {
  const groups = Map.groupBy(all, (one) => [one.table, one.kind, one.role, one.value, one.computer].join('\n'));
  return [...groups.values()].map((some) => {
    const [one] = some as [Sighting, ...Sighting[]];
    return {
      ...one,
      count: some.reduce((sum, { count }) => sum + count, 0),
      first: some.map(({ first }) => first).toSorted()[0] ?? one.first,
      last:
        some
          .map(({ last }) => last)
          .toSorted()
          .at(-1) ?? one.last,
      lines: some
        .flatMap(({ lines }) => lines)
        .toSorted((a, b) => a.file - b.file || a.line - b.line)
        .slice(0, LINES),
    };
  });
}
