// SPDX-License-Identifier: Apache-2.0
// What goes into the evidence bundle of a search for indicators.
import type { Draft } from '../../case/entry.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { digestOf } from '../question/entries.ts';
import type { LineRef } from './evidence.ts';
import type { HuntResult } from '../question/hunt.ts';
import type { Period } from '../engine/period.ts';
import { tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import type { Indicator } from '../indicator/indicator.ts';
import type { ReadIndicators } from '../indicator/read.ts';
import { hitsWhere, searchSql } from '../indicator/search.ts';

/** So many lines of one computer, and of one kind of log, are cited; how many there are stands beside them. */
const OF_ONE_COMPUTER = 1000;
const OF_ONE_TABLE = 10_000;

export type SightingEvidence = { readonly answer: unknown; readonly lines: readonly LineRef[]; readonly queries: readonly string[] };
type Cited = { readonly table: Table; readonly behind: number; readonly cited: number };

/** The lines behind the sightings, the queries that found them, and the answer as it was given. */
export async function sightingEvidence(
  hash: HashBytes,
  engine: LogEngine,
  asked: ReadIndicators & { readonly period: Period },
  hunted: HuntResult,
): Promise<Result<SightingEvidence, EngineFault>> {
  const { indicators, refused, period } = asked;
  const name = digestOf(hash, indicators);
  const kinds = new Set(indicators.map((one) => one.kind));
  const refs = new Map<string, LineRef>();
  const cite = (some: readonly LineRef[]) => some.forEach((one) => refs.set(`${one.file}:${one.line}`, one));
  const queries: string[] = [];
  const cited: Cited[] = [];
  for (const table of tables) {
    const where = hitsWhere(table, name, kinds, period, indicators);
    if (where === null) continue;
    const count = `SELECT count() AS n FROM matoi.${table} WHERE ${where}`;
    const lines = `SELECT file, line FROM matoi.${table} WHERE ${where}
      ORDER BY file, line LIMIT ${OF_ONE_COMPUTER} BY \`source.ip\` LIMIT ${OF_ONE_TABLE}`;
    const [counted, found] = [
      await engine.read<{ n: number }>(count, { seconds: 600 }),
      await engine.read<LineRef>(lines, { seconds: 600 }),
    ];
    if (!counted.ok) return counted;
    if (!found.ok) return found;
    queries.push(searchSql(table, name, kinds, period, indicators) ?? '', count, lines);
    const before = refs.size;
    cite(found.value);
    cite(hunted.sightings.filter((one) => one.table === table).flatMap((one) => one.lines));
    cited.push({ table, behind: counted.value[0]?.n ?? 0, cited: refs.size - before });
  }
  const { sightings, coverage } = hunted;
  const answer = {
    asked: { indicators, refused, period },
    sightings,
    lines: { tables: cited, note: noteOf(cited) },
    coverage,
  };
  return ok({ answer, lines: [...refs.values()], queries: [setSql(name, indicators), ...queries] });
}

/** The queries look into this set, so that one scan serves ten thousand indicators. */
function setSql(name: string, indicators: readonly Indicator[]): string {
  return `-- matoi.indicators holds the ${indicators.length} indicators of answer.json under the name ${name}
SELECT kind, value FROM matoi.indicators WHERE name = '${name}' ORDER BY kind, value`;
}

function noteOf(cited: readonly Cited[]): Bilingual {
  const left = cited.reduce((sum, one) => sum + one.behind - one.cited, 0);
  return left === 0
    ? { ja: '該当したすべての行がこの束に入っている', en: 'Every line that was met is in this bundle' }
    : {
        ja: `該当した行のうち ${left.toLocaleString('ja')} 行はこの束に入っていない（1 台につき ${OF_ONE_COMPUTER} 行、1 種類のログにつき ${OF_ONE_TABLE} 行まで）`,
        en: `${left.toLocaleString('en')} of the lines that were met are not in this bundle (at most ${OF_ONE_COMPUTER} of one computer and ${OF_ONE_TABLE} of one kind of log)`,
      };
}

/** The entry of the search names the bundle by the digest of its SHA256SUMS. */
export function withBundle(drafts: readonly Draft[], bundle: string | null): readonly Draft[] {
  return drafts.map((draft) => (draft.kind === 'hunt.searched' ? { ...draft, body: { ...draft.body, bundle } } : draft));
}
