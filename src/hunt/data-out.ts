// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import { ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { EngineFault, LogEngine } from './engine.port.ts';
import { between } from './period.ts';
import type { Period } from './period.ts';
import { text } from './sql.ts';

export type DataOut = {
  /** At most this many bytes went out in what the logs show; null when no log counts them. */
  readonly atMostBytes: number | null;
  readonly from: 'flow' | 'web' | null;
  readonly rows: readonly {
    readonly computer: string;
    readonly destination: string;
    readonly bytes: number;
    readonly calls: number;
    readonly uncounted: number;
    readonly first: string;
    readonly last: string;
  }[];
  readonly hours: readonly { readonly hour: string; readonly bytes: number; readonly working: boolean }[];
  readonly outsideWorkingHours: number;
  readonly notCounted: readonly Bilingual[];
};

export type DataOutQuestion = {
  readonly period: Period;
  readonly computer: string | null;
  readonly destination: string | null;
  /** IANA zone in which working time (Monday to Friday, 8 to 20) is counted. */
  readonly zone: string;
};

/** Which columns say how much went out, and where to. */
export function dataOutColumns(from: 'flow' | 'web'): { readonly bytes: string; readonly destination: string } {
  return from === 'flow'
    ? { bytes: '`source.bytes`', destination: "if(`destination.domain` != '', `destination.domain`, `destination.ip`)" }
    : { bytes: '`http.request.body.bytes`', destination: "if(`url.domain` != '', `url.domain`, `destination.ip`)" };
}

/** An upper bound by computer, destination, hour and working time. Connection logs count every byte; web logs only bodies. */
export async function boundDataOut(engine: LogEngine, question: DataOutQuestion): Promise<Result<DataOut, EngineFault>> {
  const counted = await engine.read<{ flow: number; web: number }>(
    'SELECT (SELECT countIf(`source.bytes` > 0) FROM matoi.flow) AS flow, (SELECT countIf(`http.request.body.bytes` > 0) FROM matoi.web) AS web',
  );
  if (!counted.ok) return counted;
  const from = (counted.value[0]?.flow ?? 0) > 0 ? 'flow' : (counted.value[0]?.web ?? 0) > 0 ? 'web' : null;
  const blind: Bilingual[] = [
    {
      ja: 'このログの装置を通らない経路（別回線、持ち出し、印刷）は数えていない',
      en: 'Ways that do not pass this log’s device (another line, removable media, paper) are not counted',
    },
  ];
  if (from === null)
    return ok({
      atMostBytes: null,
      from,
      rows: [],
      hours: [],
      outsideWorkingHours: 0,
      notCounted: [{ ja: '送信バイト数を記録したログがない', en: 'No log counts bytes sent' }, ...blind],
    });
  const { bytes, destination } = dataOutColumns(from);
  const where = [
    between(question.period),
    question.computer === null ? null : `\`source.ip\` = ${text(question.computer)}`,
    question.destination === null
      ? null
      : `(${destination} = ${text(question.destination)} OR \`destination.ip\` = ${text(question.destination)})`,
  ]
    .filter((part) => part !== null)
    .join(' AND ');
  const rows = await engine.read<DataOut['rows'][number]>(
    `SELECT \`source.ip\` AS computer, ${destination} AS destination, sum(${bytes}) AS bytes, count() AS calls, countIf(${bytes} = 0) AS uncounted,
       concat(formatDateTime(min(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS first, concat(formatDateTime(max(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS last
     FROM matoi.${from} WHERE ${where} GROUP BY computer, destination ORDER BY bytes DESC LIMIT 500`,
  );
  if (!rows.ok) return rows;
  const local = `toTimeZone(\`@timestamp\`, ${text(question.zone)})`;
  const hours = await engine.read<{ hour: string; bytes: number; working: number }>(
    `SELECT concat(formatDateTime(toStartOfHour(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS hour, sum(${bytes}) AS bytes,
       any(toDayOfWeek(${local}) <= 5 AND toHour(${local}) BETWEEN 8 AND 19) AS working FROM matoi.${from} WHERE ${where} GROUP BY hour ORDER BY hour LIMIT 20000`,
  );
  if (!hours.ok) return hours;
  const total = hours.value.reduce((sum, hour) => sum + hour.bytes, 0);
  if (from === 'web')
    blind.unshift({
      ja: 'ウェブのログは本文だけを数え、URL やヘッダーに載せた分は含まない',
      en: 'Web logs count bodies only, not what is put into addresses and headers',
    });
  return ok({
    atMostBytes: total,
    from,
    rows: rows.value,
    hours: hours.value.map((hour) => ({ ...hour, working: hour.working === 1 })),
    outsideWorkingHours: hours.value.filter((hour) => hour.working !== 1).reduce((sum, hour) => sum + hour.bytes, 0),
    notCounted: blind,
  });
}
