// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { readCoverage } from './coverage.ts';
import type { SourceCoverage } from './coverage.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import { countsSent, isWayOut, SENT, unboundBecause } from './ways-out.ts';
import type { Way } from './ways-out.ts';
import { text } from '../engine/sql.ts';

export type DataOut = {
  /** No more than this many bytes went out; null where some way out has no log that counts, or one with holes. */
  readonly atMostBytes: number | null;
  /** What the logs that count add up to, whether or not that is a bound: at least this much was sent. */
  readonly countedBytes: number;
  /** Which kind of log the rows are counted in; null: none counts. */
  readonly from: 'flow' | 'web' | null;
  readonly ways: readonly Way[];
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
  /** What the figure leaves out; where there is no bound, first of all why. */
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

const OTHER_WAYS: Bilingual = {
  ja: 'このログの装置を通らない経路（別回線、持ち出し、印刷）、別の機器のアドレスで記録された通信（取り込んでいないプロキシー、NAT）、DNS の名前に載せた分は数えていない',
  en: 'Ways that do not pass this log’s device (another line, removable media, paper), what it logged under another device’s address (a proxy whose log is not here, NAT), and what was put into DNS names are not counted',
};

function selection(from: 'flow' | 'web', { period, computer, destination: wanted }: DataOutQuestion): string {
  const { destination } = dataOutColumns(from);
  return [
    between(period),
    computer === null ? null : `\`source.ip\` = ${text(computer)}`,
    wanted === null ? null : `(${destination} = ${text(wanted)} OR \`destination.ip\` = ${text(wanted)})`,
  ]
    .filter((part) => part !== null)
    .join(' AND ');
}

/**
 * What went out by computer, destination, hour and working time. It is a bound only where every way out has a log that
 * counts bytes sent, without holes in the period; else the reasons say which log is missing or does not count.
 */
export async function boundDataOut(engine: LogEngine, question: DataOutQuestion): Promise<Result<DataOut, EngineFault>> {
  const coverage = await readCoverage(engine, question.period, ['flow', 'web']);
  if (!coverage.ok) return coverage;
  const sources = coverage.value.sources.filter(isWayOut);
  const ways: Way[] = [];
  for (const source of sources) {
    const table = source.table === 'flow' ? 'flow' : 'web';
    const used = await engine.read<{ n: number }>(
      `SELECT count() AS n FROM matoi.${table} WHERE ${selection(table, question)} AND file IN (${source.fileIds.join(', ')}) AND \`event.dataset\` = ${text(source.dataset)}`,
      { seconds: 300 },
    );
    if (!used.ok) return used;
    const counts = countsSent(source);
    const silent = counts ? await silentConnections(engine, question, source) : ok(0);
    if (!silent.ok) return silent;
    ways.push({ dataset: source.dataset, table, role: source.role, counts, used: used.value[0]?.n ?? 0, silent: silent.value });
  }
  const counting = sources.filter(countsSent);
  const from = counting.some((source) => source.table === 'flow') ? 'flow' : counting.length > 0 ? 'web' : null;
  const unmet = await destinationsUncounted(engine, question, sources);
  if (!unmet.ok) return unmet;
  const { rejected, truncated } = spoilt(coverage.value.spoilt, sources);
  const { since, until } = question.period;
  const why = unboundBecause(ways, sources, { since, until, computer: question.computer }, { unmet: unmet.value, rejected, truncated });
  if (from === null)
    return ok({
      atMostBytes: null,
      countedBytes: 0,
      from,
      ways,
      rows: [],
      hours: [],
      outsideWorkingHours: 0,
      notCounted: [{ ja: '送信バイト数を記録したログがない', en: 'No log counts bytes sent' }, ...why, OTHER_WAYS],
    });
  const mine = counting.filter((source) => source.table === from);
  const { bytes, destination } = dataOutColumns(from);
  const where = `${selection(from, question)} AND file IN (${[...new Set(mine.flatMap((source) => source.fileIds))].join(', ')})
    AND \`event.dataset\` IN (${mine.map((source) => text(source.dataset)).join(', ')})`;
  const rows = await engine.read<DataOut['rows'][number]>(
    `SELECT \`source.ip\` AS computer, ${destination} AS destination, sum(${bytes}) AS bytes, count() AS calls, countIf(${bytes} = 0) AS uncounted,
       concat(formatDateTime(min(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS first, concat(formatDateTime(max(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS last
     FROM matoi.${from} WHERE ${where} GROUP BY computer, destination ORDER BY bytes DESC, computer, destination LIMIT 500`,
  );
  if (!rows.ok) return rows;
  const local = `toTimeZone(\`@timestamp\`, ${text(question.zone)})`;
  const hours = await engine.read<{ hour: string; bytes: number; working: number }>(
    `SELECT concat(formatDateTime(toStartOfHour(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS hour, sum(${bytes}) AS bytes,
       any(toDayOfWeek(${local}) <= 5 AND toHour(${local}) BETWEEN 8 AND 19) AS working FROM matoi.${from} WHERE ${where} GROUP BY hour ORDER BY hour LIMIT 20000`,
  );
  if (!hours.ok) return hours;
  const proxied = from === 'web' ? ok(0) : await sentByProxies(engine, question, sources);
  if (!proxied.ok) return proxied;
  const total = hours.value.reduce((sum, hour) => sum + hour.bytes, 0) + proxied.value;
  return ok({
    atMostBytes: why.length === 0 ? total : null,
    countedBytes: total,
    from,
    ways,
    rows: rows.value,
    hours: hours.value.map((hour) => ({ ...hour, working: hour.working === 1 })),
    outsideWorkingHours: hours.value.filter((hour) => hour.working !== 1).reduce((sum, hour) => sum + hour.bytes, 0),
    notCounted: [
      ...why,
      ...(from === 'web' ? [ONLY_WEB] : [STILL_OPEN]),
      ...(proxied.value === 0 ? [] : [alsoProxied(proxied.value)]),
      OTHER_WAYS,
    ],
  });
}

const STILL_OPEN: Bilingual = {
  ja: '接続の送信量は、その接続が終わったときに記録される。ログが終わるまで続いていた接続の分は入っていない',
  en: 'What a connection sent is logged when it ends: connections still open when the log ends are not in the figure',
};

function alsoProxied(bytes: number): Bilingual {
  return {
    ja: `うち ${bytes.toLocaleString('ja')} バイトは、プロキシーのログだけが数えた分（接続の一覧には出ない）`,
    en: `${bytes.toLocaleString('en')} bytes of it are counted by logs of proxies alone and do not stand among the connections`,
  };
}

/** What the line of a connection that was turned away says: nothing was sent through it. */
const TURNED_AWAY =
  "match(lower(`event.action`), '^(?:deny|denied|drop|dropped|discard|block|blocked|reject|rejected|reset-both|rej|s0|sh|rstos0|rstrh)')";

/**
 * Connections that were let through and of which no line says how much they sent. A line that only says that a connection
 * began counts for nothing once its end is in the log.
 */
async function silentConnections(
  engine: LogEngine,
  question: DataOutQuestion,
  source: SourceCoverage,
): Promise<Result<number, EngineFault>> {
  const table = source.table === 'flow' ? 'flow' : 'web';
  const silent = `(mapContains(extra, ${text(SENT[table])})${table === 'flow' ? ` AND NOT ${TURNED_AWAY}` : ''})`;
  const mine = `matoi.${table} WHERE ${selection(table, question)} AND file IN (${source.fileIds.join(', ')}) AND \`event.dataset\` = ${text(source.dataset)}`;
  if (table === 'web') {
    const rows = await engine.read<{ n: number }>(`SELECT countIf(${silent}) AS n FROM ${mine}`, { seconds: 300 });
    return rows.ok ? ok(rows.value[0]?.n ?? 0) : rows;
  }
  const ends = '(`source.ip`, `source.port`, `destination.ip`, `destination.port`, `network.transport`)';
  const rows = await engine.read<{ n: number }>(
    `SELECT count() AS n FROM (SELECT maxIf(\`@timestamp\`, ${silent}) AS begun, maxIf(\`@timestamp\`, NOT mapContains(extra, ${text(SENT.flow)})) AS counted
       FROM ${mine} AND ${ends} IN (SELECT DISTINCT ${ends} FROM ${mine} AND ${silent}) GROUP BY ${ends}) WHERE begun > counted`,
    { seconds: 300 },
  );
  return rows.ok ? ok(rows.value[0]?.n ?? 0) : rows;
}

/**
 * What proxies counted that the connections do not hold: of one computer all of it, for the firewall shows the proxy's
 * address in its place; of all computers what went to places that are not among the connections.
 */
async function sentByProxies(
  engine: LogEngine,
  question: DataOutQuestion,
  sources: readonly SourceCoverage[],
): Promise<Result<number, EngineFault>> {
  const proxies = sources.filter((source) => source.table === 'web' && countsSent(source));
  if (proxies.length === 0) return ok(0);
  const met = question.computer === null ? connectedTo(question, sources) : '0';
  const rows = await engine.read<{ n: number }>(
    `SELECT sum(${dataOutColumns('web').bytes}) AS n FROM matoi.web WHERE ${selection('web', question)} AND file IN (${filesOf(proxies)}) AND NOT (${met})`,
    { seconds: 300 },
  );
  return rows.ok ? ok(rows.value[0]?.n ?? 0) : rows;
}

/** SQL that is true where a line of a proxy names an address that is among the connections whose bytes are counted. */
function connectedTo(question: DataOutQuestion, sources: readonly SourceCoverage[]): string {
  const counted = sources.filter((source) => source.table === 'flow' && countsSent(source));
  return counted.length === 0
    ? '0'
    : `\`destination.ip\` IN (SELECT DISTINCT \`destination.ip\` FROM matoi.flow WHERE ${between(question.period)} AND file IN (${filesOf(counted)}))`;
}

const filesOf = (some: readonly SourceCoverage[]) => [...new Set(some.flatMap((source) => source.fileIds))].join(', ');

const ONLY_WEB: Bilingual = {
  ja: 'プロキシーのログはリクエストの大きさだけを数える',
  en: 'Logs of proxies count the size of requests only',
};

/** Of what went through proxies that do not count: lines whose peer is not named, or not among the connections that are counted. */
async function destinationsUncounted(
  engine: LogEngine,
  question: DataOutQuestion,
  sources: readonly SourceCoverage[],
): Promise<Result<number, EngineFault>> {
  const silent = sources.filter((source) => source.table === 'web' && !countsSent(source));
  if (silent.length === 0) return ok(0);
  const met = connectedTo(question, sources);
  const rows = await engine.read<{ n: number }>(
    `SELECT count() AS n FROM matoi.web WHERE ${selection('web', question)} AND file IN (${filesOf(silent)}) AND (\`destination.ip\` = '' OR NOT (${met}))`,
    { seconds: 300 },
  );
  return rows.ok ? ok(rows.value[0]?.n ?? 0) : rows;
}

/** Files of these ways that break off or hold lines that could not be read. */
function spoilt(
  files: readonly { readonly file: number; readonly name: string; readonly rejected: number; readonly truncated: boolean }[],
  sources: readonly SourceCoverage[],
) {
  const ids = new Set(sources.flatMap((source) => source.fileIds));
  const mine = files.filter((file) => ids.has(file.file));
  return {
    rejected: mine.reduce((sum, file) => sum + file.rejected, 0),
    truncated: mine.filter((file) => file.truncated).map((file) => file.name),
  };
}
