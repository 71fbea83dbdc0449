// SPDX-License-Identifier: Apache-2.0
import { innerRangeV4 } from '../../common/address/embedded-v4.ts';
import { canonicalRange, formatRange, parseRange } from '../../common/address/ip-range.ts';
import { csvRecords } from '../../common/csv.ts';
import { readIndicatorList } from '../../common/indicator/read.ts';
import type { Listed } from '../../common/indicator/reading.ts';
import { parsePattern } from '../address/name.ts';
import type { NamePattern } from '../address/name.ts';
import { parsePorts } from '../address/ports.ts';
import type { Ports } from '../address/ports.ts';
import { whyUnreadable } from './not-read.ts';
import type { NotRead, NotReadWhy } from './not-read.ts';

/** What is known of the attacker, or of a computer under suspicion. Confidence and impact are 0..1. */
export type Indicator =
  | {
      readonly type: 'address';
      readonly range: string;
      readonly ports: Ports;
      readonly confidence: number;
      readonly impact: number;
      readonly note: string;
    }
  | { readonly type: 'name'; readonly pattern: NamePattern; readonly confidence: number; readonly impact: number; readonly note: string }
  | { readonly type: 'host'; readonly host: string; readonly confidence: number; readonly impact: number; readonly note: string };

export type IndicatorReading = {
  readonly indicators: readonly Indicator[];
  readonly refused: readonly NotRead[];
};

/** From this confidence on a flow must be stopped; below it the plan may accept the risk. */
export const CONFIDENT = 0.7;

/**
 * A list in any form that hunt reads too (src/common/indicator): lines with `# note`, sentences, cells, STIX, MISP,
 * OpenIOC; `host:PC-017` for a computer under suspicion; or a table of containment's own columns
 * (type,value,port,confidence,impact,note), in which confidence and impact are 0..1 or percent. What is half understood
 * is refused as a whole, never cut down to what could be read. `now` (ISO 8601) decides what has expired; null: not judged.
 */
export function readIndicators(text: string, now: string | null): IndicatorReading {
  const plain = text.replace(/^\ufeff/, '');
  return isOwnTable(plain) ? readTable(plain, now) : readList(plain, now, ANY);
}

const COLUMNS = new Set(['type', 'value', 'port', 'ports', 'confidence', 'impact', 'note']);

function isOwnTable(text: string): boolean {
  const [first] = csvRecords(text);
  const names = Object.keys(first?.record ?? {});
  return names.length > 1 && names.includes('value') && names.every((name) => COLUMNS.has(name));
}

/** What a row says beside its value. `ports` null: the word's own, or all. */
type Beside = { readonly ports: Ports; readonly confidence: number; readonly impact: number; readonly note: string };
const ANY: Beside = { ports: null, confidence: 0.9, impact: 1, note: '' };

function readTable(text: string, now: string | null): IndicatorReading {
  const rows = [...csvRecords(text)].map(({ line, record }): IndicatorReading => {
    const cell = (name: string) => (record[name] ?? '').replaceAll(/\s+/g, ' ');
    const value = cell('type') === 'host' ? `host:${cell('value')}` : cell('value');
    const ports = parsePorts(cell('port') || cell('ports'));
    if (ports === undefined) return { indicators: [], refused: [{ line, value: value.slice(0, 300), why: 'port' }] };
    const beside = { ports, confidence: share(cell('confidence'), 0.9), impact: share(cell('impact'), 1), note: cell('note') };
    const { indicators, refused } = readList(value, now, beside);
    return { indicators, refused: refused.map((one) => ({ ...one, line })) };
  });
  return { indicators: rows.flatMap((row) => row.indicators), refused: rows.flatMap((row) => row.refused) };
}

function share(text: string, otherwise: number): number {
  const number = text.trim() === '' ? Number.NaN : Number(text.replace('%', ''));
  if (!Number.isFinite(number) || number < 0) return otherwise;
  return Math.min(1, number > 1 || text.includes('%') ? number / 100 : number);
}

const HOST = /^[ \t]*host:[ \t]*([^#\n]*?)[ \t\r]*(?:#[ \t]*([^\n]*))?$/i;

function readList(text: string, now: string | null, beside: Beside): IndicatorReading {
  const indicators: { readonly line: number; readonly one: Indicator }[] = [];
  const refused: NotRead[] = [];
  const others = text.split('\n').map((line, at) => {
    const [, host = '', note = ''] = HOST.exec(line) ?? [];
    if (host === '') return line;
    const rest = { confidence: beside.confidence, impact: beside.impact, note: note.trim() || beside.note };
    indicators.push({ line: at + 1, one: { type: 'host', host: canonicalRange(host) ?? host, ...rest } });
    return '';
  });
  const read = readIndicatorList(others.join('\n'), now, true);
  for (const listed of read.indicators) {
    const one = destinationOf(listed, beside);
    if (typeof one === 'string') refused.push({ line: listed.line, value: listed.value.slice(0, 300), why: one });
    else indicators.push({ line: listed.line, one });
  }
  for (const { line, text: value, code } of read.refused)
    refused.push({ line, value, why: code === 'unreadable' ? whyUnreadable(value) : code });
  return {
    indicators: indicators.toSorted((a, b) => a.line - b.line).map(({ one }) => one),
    refused: refused.toSorted((a, b) => a.line - b.line),
  };
}

const NOT_DESTINATIONS: Readonly<Record<string, NotReadWhy>> = { hash: 'hash', file: 'file', mail: 'mail' };

/** What of the traffic an indicator stands for, or why nothing: a URL stands for its host and port. */
function destinationOf({ kind, value, below, ports, note }: Listed, beside: Beside): Indicator | NotReadWhy {
  const rest = { confidence: beside.confidence, impact: beside.impact, note: note || beside.note };
  const host = kind === 'url' ? new URL(`http://${value}`).hostname.replace(/^\[|\]$/g, '') : value;
  if (kind !== 'url' && kind !== 'ip' && kind !== 'cidr' && kind !== 'domain') return NOT_DESTINATIONS[kind] ?? 'kind';
  const range = parseRange(host);
  if (range !== null) {
    if (range.bits === 0) return 'everything';
    const own = ports === undefined ? null : parsePorts(ports);
    return { type: 'address', range: formatRange(innerRangeV4(range) ?? range), ports: own ?? beside.ports, ...rest };
  }
  const pattern = parsePattern(below === true ? `.${host}` : host);
  return pattern === null ? 'unknown' : { type: 'name', pattern, ...rest };
}
