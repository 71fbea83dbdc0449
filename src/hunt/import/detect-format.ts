// SPDX-License-Identifier: Apache-2.0
import type { Format, Sample } from '../formats/read/format.ts';
import { formats } from './known-formats.ts';
import { layers } from '../formats/read/layers.ts';
import type { Layer } from '../formats/read/layers.ts';

export type Detected = {
  readonly format: Format | null;
  /** What stands around each line, from the outside in. */
  readonly layers: readonly Layer[];
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
/** A format is told by the beginning of a line; a line of a megabyte is not read to its end for that. */
const LOOK = 16_384;

/** The lines without what belongs to the file and to no line: the mark, NULs that a cut file begins with, line ends. */
function cleaned(given: Sample, byteOrderMark: boolean, carriageReturns: boolean): Sample {
  const lines = given.lines.map((line, at) => {
    const unmarked = byteOrderMark && at === 0 ? line.slice(MARK.length) : line;
    const text = unmarked.startsWith('\0') ? unmarked.replace(/^\0+/, '') : unmarked;
    return carriageReturns ? text.replace(/\r$/, '') : text;
  });
  return { ...given, lines };
}

type Found = { readonly format: Format; readonly layers: readonly Layer[]; readonly share: number };

/** Looks at content only; names and endings of files say nothing here. */
export function detect(given: Sample, among: readonly Format[] = formats): Detected {
  const byteOrderMark = given.lines[0]?.startsWith(MARK) === true;
  const carriageReturns = given.lines.some((line) => line.endsWith('\r'));
  const clean = cleaned(given, byteOrderMark, carriageReturns);
  const wrapped =
    !among.every((format) => format.quotes === true) &&
    share(clean.lines, (line) => line.length > 1 && line.startsWith('"') && line.endsWith('"')) > NEARLY_ALL;
  const plain = judged(clean, among, []);
  const unquoted = wrapped ? judged(innerSample(given, { wrapped, carriageReturns, byteOrderMark, layers: [] }), among, []) : [];
  const quotes = wrapped && (unquoted[0]?.share ?? 0) > (plain[0]?.share ?? 0);
  const found = quotes ? unquoted : plain;
  const all = (found[0]?.share ?? 0) >= NEARLY_ALL ? found : [...found, ...aroundThem(clean, among)].toSorted((a, b) => b.share - a.share);
  const best = all[0];
  const ids = [...new Set(all.map((one) => one.format.id))];
  return {
    format: best?.format ?? null,
    layers: best?.layers ?? [],
    share: best?.share ?? 0,
    wrapped: quotes && best?.layers.length === 0,
    carriageReturns,
    byteOrderMark,
    candidates: ids.map((id) => ({ id, share: all.find((one) => one.format.id === id)?.share ?? 0 })),
  };
}

/** Best first; of equal ones, the earlier in the list. */
function judged(sample: Sample, among: readonly Format[], around: readonly Layer[]): readonly Found[] {
  return among
    .map((format) => ({ format, layers: around, share: scoreOf(format, sample) }))
    .filter((one) => one.share > 0)
    .toSorted((a, b) => b.share - a.share);
}

/** What the formats read when one or two layers are taken off. */
function aroundThem(sample: Sample, among: readonly Format[]): readonly Found[] {
  const found: Found[] = [];
  for (const outer of layersOf(sample)) {
    const inner = withoutLayers(sample, [outer]);
    found.push(...judged(inner, among, [outer]));
    for (const second of layersOf(inner))
      if (second !== outer) found.push(...judged(withoutLayers(inner, [second]), among, [outer, second]));
  }
  return found;
}

function layersOf(sample: Sample): readonly Layer[] {
  return layers.filter((layer) => share(sample.lines, (line) => layer.peel(line) !== null) > 0.5);
}

function withoutLayers(sample: Sample, around: readonly Layer[]): Sample {
  return around.length === 0
    ? sample
    : { ...sample, lines: sample.lines.map((line) => around.reduce((inner, layer) => layer.peel(inner) ?? inner, line)) };
}

function scoreOf(format: Format, sample: Sample): number {
  const header = format.header ?? (() => false);
  const events = sample.lines.filter((line) => line !== '' && !header(line));
  if (format.misfit?.(sample) != null) return 0;
  if (format.plans(sample, { declared: null, written: '2000-01-01T00:00:00Z', order: null }).length === 0) return 0;
  if (events.length === 0) return sample.lines.some(header) ? 1 : 0;
  const test = format.testIn?.(sample) ?? format.test;
  return share(events, (line) => test(line.slice(0, LOOK)) || (line.length > LOOK && test(line)));
}

function share(lines: readonly string[], is: (line: string) => boolean): number {
  const full = lines.filter((line) => line !== '');
  return full.length === 0 ? 0 : full.filter(is).length / full.length;
}

/** The lines as the chosen format sees them. */
export function innerSample(given: Sample, detected: Pick<Detected, 'wrapped' | 'carriageReturns' | 'byteOrderMark' | 'layers'>): Sample {
  const sample = withoutLayers(cleaned(given, detected.byteOrderMark, detected.carriageReturns), detected.layers);
  return detected.wrapped ? { ...sample, lines: sample.lines.map((line) => line.replace(/^"(.*)"$/s, '$1')) } : sample;
}
