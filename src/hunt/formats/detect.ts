// SPDX-License-Identifier: Apache-2.0
import { accessFormat } from './access.ts';
import { eveFormat } from './eve.ts';
import type { Format, Sample } from './format.ts';
import { jsonAccessFormat } from './json-access.ts';
import { cefFormat, fortigateFormat } from './key-value.ts';
import { squidFormat } from './squid.ts';
import { dnsQueryFormat, packetFormat } from './syslog.ts';
import { w3cFormat } from './w3c.ts';
import { zeekJsonFormat } from './zeek-json.ts';
import { zeekTsvFormat } from './zeek-tsv.ts';

/** Most telling first: of two formats that read equally many lines, the earlier one is taken. */
export const formats: readonly Format[] = [
  eveFormat,
  zeekTsvFormat,
  w3cFormat,
  accessFormat,
  squidFormat,
  fortigateFormat,
  cefFormat,
  dnsQueryFormat,
  packetFormat,
  jsonAccessFormat,
  zeekJsonFormat,
];

export type Detected = {
  readonly format: Format | null;
  /** Share of the sample's event lines that the format reads, 0..1. */
  readonly share: number;
  /** Nearly every line stands in one more pair of quotes. */
  readonly wrapped: boolean;
  readonly carriageReturns: boolean;
  readonly byteOrderMark: boolean;
  /** All formats that read anything, best first: what a person is shown when the share is low. */
  readonly candidates: readonly { readonly id: string; readonly share: number }[];
};

const NEARLY_ALL = 0.95;
/** U+FEFF in UTF-8, each byte as one Latin-1 character. */
const MARK = '\u00ef\u00bb\u00bf';

function unmarked(sample: Sample, byteOrderMark: boolean): Sample {
  return byteOrderMark ? { ...sample, lines: sample.lines.map((line, at) => (at === 0 ? line.slice(MARK.length) : line)) } : sample;
}

/** Looks at content only; names and endings of files say nothing here. */
export function detect(given: Sample, among: readonly Format[] = formats): Detected {
  const byteOrderMark = given.lines[0]?.startsWith(MARK) === true;
  const sample = unmarked(given, byteOrderMark);
  const carriageReturns = share(sample.lines, (line) => line.endsWith('\r')) > 0.5;
  const clean = carriageReturns ? sample.lines.map((line) => line.replace(/\r$/, '')) : sample.lines;
  const wrapped =
    !among.every((format) => format.quotes === true) &&
    share(clean, (line) => line.length > 1 && line.startsWith('"') && line.endsWith('"')) > NEARLY_ALL;
  const lines = wrapped ? clean.map((line) => line.replace(/^"(.*)"$/s, '$1')) : clean;
  const inner: Sample = { ...sample, lines };
  const candidates = among
    .map((format) => ({ format, share: scoreOf(format, inner) }))
    .filter((candidate) => candidate.share > 0)
    .toSorted((a, b) => b.share - a.share);
  const best = candidates[0];
  return {
    format: best?.format ?? null,
    share: best?.share ?? 0,
    wrapped,
    carriageReturns,
    byteOrderMark,
    candidates: candidates.map((candidate) => ({ id: candidate.format.id, share: candidate.share })),
  };
}

function scoreOf(format: Format, sample: Sample): number {
  const header = format.header ?? (() => false);
  const events = sample.lines.filter((line) => line !== '' && !header(line));
  if (format.plans(sample, { declared: null, year: 2000 }).length === 0) return 0;
  if (events.length === 0) return sample.lines.some(header) ? 1 : 0;
  return share(events, format.test);
}

function share(lines: readonly string[], is: (line: string) => boolean): number {
  const full = lines.filter((line) => line !== '');
  return full.length === 0 ? 0 : full.filter(is).length / full.length;
}

/** The lines as the chosen format sees them. */
export function innerSample(given: Sample, detected: Pick<Detected, 'wrapped' | 'carriageReturns' | 'byteOrderMark'>): Sample {
  const sample = unmarked(given, detected.byteOrderMark);
  const clean = detected.carriageReturns ? sample.lines.map((line) => line.replace(/\r$/, '')) : sample.lines;
  return { ...sample, lines: detected.wrapped ? clean.map((line) => line.replace(/^"(.*)"$/s, '$1')) : clean };
}
