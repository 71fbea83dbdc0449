// SPDX-License-Identifier: Apache-2.0
import { indicatorOf, indicatorOfKind } from './indicator.ts';
import type { Indicator, IndicatorKind } from './indicator.ts';

export type ReadIndicators = {
  readonly indicators: readonly Indicator[];
  /** What looked like an entry and could not be read: shown, never dropped. `line` is 0 where the input has no lines (JSON). */
  readonly refused: readonly { readonly line: number; readonly text: string }[];
};

/** Lists come from spreadsheets and mails: UTF-8, UTF-16 with its mark, else the Japanese code page of Windows. */
export function indicatorText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}

const NAMES: Readonly<Record<string, IndicatorKind>> = {
  ip: 'ip',
  'ip-src': 'ip',
  'ip-dst': 'ip',
  ipv4: 'ip',
  ipv6: 'ip',
  address: 'ip',
  cidr: 'cidr',
  network: 'cidr',
  domain: 'domain',
  hostname: 'domain',
  host: 'domain',
  fqdn: 'domain',
  url: 'url',
  uri: 'url',
  link: 'url',
  'user-agent': 'user-agent',
  useragent: 'user-agent',
  user_agent: 'user-agent',
  ua: 'user-agent',
  ja3: 'ja3',
  'ja3-fingerprint-md5': 'ja3',
  ja4: 'ja4',
  'ja4-fingerprint': 'ja4',
};

/** STIX 2.1, MISP JSON, CSV with or without headings, or one thing a line (comments with #); found by content. */
export function readIndicators(text: string): ReadIndicators {
  const clean = text.replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(clean)) {
    const json = parseJson(clean);
    if (json !== undefined) return fromJson(json);
  }
  const found: Indicator[] = [];
  const refused: { line: number; text: string }[] = [];
  for (const [index, raw] of clean.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (line === '') continue;
    const some = fromLine(line);
    if (some.length > 0) found.push(...some);
    else if (!(index === 0 && /[,;\t]/.test(line))) refused.push({ line: index + 1, text: raw.slice(0, 200) });
  }
  return { indicators: unique(found), refused };
}

function fromLine(line: string): Indicator[] {
  const tagged = /^([a-z0-9_-]+)\s*[:=,;\t|]\s*(.+)$/i.exec(line);
  const kind = tagged === null ? undefined : NAMES[(tagged[1] ?? '').toLowerCase()];
  if (kind !== undefined) {
    const value = (tagged?.[2] ?? '').replace(/^"|"$/g, '');
    const one = indicatorOfKind(kind, value) ?? indicatorOf(value.split(/[,;\t|]/)[0] ?? '');
    if (one !== null) return [one];
  }
  const whole = indicatorOf(line);
  if (whole !== null) return [whole];
  return line
    .split(/[,;\t|]/)
    .map((cell) => indicatorOf(cell))
    .filter((one) => one !== null);
}

function fromJson(json: unknown): ReadIndicators {
  const found: Indicator[] = [];
  const refused: { line: number; text: string }[] = [];
  const take = (one: Indicator | null, text: string) => {
    if (one === null) refused.push({ line: 0, text: text.slice(0, 200) });
    else found.push(one);
  };
  walk(json, (object) => {
    const { type, value, pattern } = object;
    if (type === 'indicator' && typeof pattern === 'string') {
      const some = fromStixPattern(pattern);
      if (some.length === 0) take(null, pattern);
      for (const one of some) take(one, pattern);
    } else if (typeof type === 'string' && typeof value === 'string') {
      // MISP joins two values with a bar: domain|ip, ip-dst|port.
      const parts = value.split('|');
      const some = type.split('|').map((one, at) => ofType(one, type.includes('|') ? (parts[at] ?? '') : value));
      // A hash, a file name, a mail address: logs of traffic cannot be asked for it, and whoever gave it is told so.
      if (some.every((one) => one === null)) take(null, `${type}: ${value}`);
      for (const one of some) if (one !== null) found.push(one);
    }
  });
  return { indicators: unique(found), refused };
}

const STIX_NAMES: Readonly<Record<string, IndicatorKind>> = { 'ipv4-addr': 'ip', 'ipv6-addr': 'ip', 'domain-name': 'domain' };

/** A type may be narrower than its value: a range under `ip-dst`, an address under `url`. */
function ofType(type: string, value: string): Indicator | null {
  const kind = NAMES[type] ?? STIX_NAMES[type];
  if (kind === undefined) return null;
  return indicatorOfKind(kind, value) ?? (kind === 'user-agent' ? null : indicatorOf(value));
}

const STIX: readonly (readonly [RegExp, IndicatorKind | null])[] = [
  [/(?:ipv4-addr|ipv6-addr):value\s*(?:=|ISSUBSET)\s*'((?:[^'\\]|\\.)*)'/g, null],
  [/domain-name:value\s*=\s*'((?:[^'\\]|\\.)*)'/g, 'domain'],
  [/url:value\s*=\s*'((?:[^'\\]|\\.)*)'/g, null],
  [/request_header\.'?User-Agent'?\s*=\s*'((?:[^'\\]|\\.)*)'/gi, 'user-agent'],
  [/ja3(?:_hash|\.hash)?\s*=\s*'([0-9a-fA-F]{32})'/g, 'ja3'],
];

function fromStixPattern(pattern: string): Indicator[] {
  return STIX.flatMap(([expression, kind]) =>
    [...pattern.matchAll(expression)].flatMap((found) => {
      const value = (found[1] ?? '').replaceAll(/\\(.)/g, '$1');
      const one = kind === null ? indicatorOf(value) : indicatorOfKind(kind, value);
      return one === null ? [] : [one];
    }),
  );
}

function walk(value: unknown, visit: (object: Readonly<Record<string, unknown>>) => void, depth = 0): void {
  if (depth > 40 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) for (const one of value) walk(one, visit, depth + 1);
  else {
    visit(value as Readonly<Record<string, unknown>>);
    for (const one of Object.values(value)) walk(one, visit, depth + 1);
  }
}

function unique(all: readonly Indicator[]): Indicator[] {
  return [...new Map(all.map((one) => [`${one.kind}\n${one.value}`, one])).values()];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
