// SPDX-License-Identifier: Apache-2.0
import { canonicalRange } from './address.ts';
import { csvRecords } from './csv.ts';
import { parsePattern } from './name.ts';
import type { NamePattern } from './name.ts';
import { parsePorts } from './ports.ts';
import type { Ports } from './ports.ts';

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
  readonly refused: readonly { readonly line: number; readonly value: string }[];
};

/** From this confidence on a flow must be stopped; below it the plan may accept the risk. */
export const CONFIDENT = 0.7;

/**
 * One indicator a line (`198.51.100.7`, `198.51.100.0/28`, `198.51.100.7:8080`, `evil.example`, `*.evil.example`,
 * `host:PC-017`, each with `# note`), written plainly or defanged (`evil[.]example`, `hxxp://…`), or CSV with the
 * header type,value,port,confidence,impact,note. Confidence and impact are 0..1 or percent.
 */
export function readIndicators(text: string): IndicatorReading {
  const plain = text.replace(/^\ufeff/, '');
  const indicators: Indicator[] = [];
  const refused: { line: number; value: string }[] = [];
  const take = (line: number, value: string, ports: string, confidence: string, impact: string, note: string) => {
    const found = indicatorOf(value, ports, share(confidence, 0.9), share(impact, 1), note);
    if (found === null) refused.push({ line, value });
    else indicators.push(found);
  };
  if (/^[^\n]*\bvalue\b[^\n]*,|^[^\n]*,[^\n]*\bvalue\b/i.test(plain)) {
    for (const { line, record } of csvRecords(plain)) {
      const value = record['type'] === 'host' ? `host:${record['value'] ?? ''}` : (record['value'] ?? '');
      take(line, value, record['port'] ?? record['ports'] ?? '', record['confidence'] ?? '', record['impact'] ?? '', record['note'] ?? '');
    }
  } else {
    plain.split(/\r?\n/).forEach((raw, index) => {
      const [value = '', ...note] = raw.split(/\s#|^#/);
      if (value.trim() !== '') take(index + 1, value.trim(), '', '', '', note.join('#').trim());
    });
  }
  return { indicators, refused };
}

function share(text: string, otherwise: number): number {
  const number = text.trim() === '' ? Number.NaN : Number(text.replace('%', ''));
  if (!Number.isFinite(number) || number < 0) return otherwise;
  return Math.min(1, number > 1 || text.includes('%') ? number / 100 : number);
}

function indicatorOf(given: string, portsText: string, confidence: number, impact: number, note: string): Indicator | null {
  const rest = { confidence, impact, note };
  if (given.toLowerCase().startsWith('host:')) {
    const host = given.slice(5).trim();
    return host === '' ? null : { type: 'host', host: canonicalRange(host) ?? host, ...rest };
  }
  const refanged = given
    .replace(/^h(xx|tt)ps?:\/\//i, '')
    .replaceAll(/\[\.\]|\(\.\)|\{\.\}/g, '.')
    .replaceAll('[:]', ':');
  const bare = canonicalRange(refanged) === null ? refanged.replace(/[/?#].*$/, '') : refanged;
  const withPort = /^(?:\[([0-9a-fA-F:.]+)\]|([^:\s]+)):(\d{1,5})$/.exec(bare);
  const value = withPort === null ? bare : (withPort[1] ?? withPort[2] ?? '');
  const ports = parsePorts(withPort === null ? portsText : (withPort[3] ?? ''));
  if (ports === undefined) return null;
  const range = canonicalRange(value);
  if (range !== null) return { type: 'address', range, ports, ...rest };
  const pattern = parsePattern(value);
  return pattern === null ? null : { type: 'name', pattern, ...rest };
}
