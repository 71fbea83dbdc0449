// SPDX-License-Identifier: Apache-2.0
// What a report names that logs can be asked for, ready to be looked up: not defanged, typed, each once.
import { isAtOrBelow } from '../../common/host-name.ts';
import type { IndicatorKind } from '../../common/indicator/grammar.ts';
import { readLine } from '../../common/indicator/prose.ts';
import { sink } from '../../common/indicator/reading.ts';
import type { HostExists } from '../mail/domain.port.ts';
import { extractClaims } from './claim.ts';
import { readTimes } from './named-times.ts';

/** `own`: on a host of ours. `sender`: on the reporter's own. Neither is looked for as a foreign destination. */
export type Named = {
  readonly kind: IndicatorKind | 'path' | 'port' | 'time';
  readonly value: string;
  readonly whose: 'own' | 'sender' | 'other';
};

/** Domains in lower case; a host below one of them counts as it. */
export type Whose = { readonly own: readonly string[]; readonly sender: readonly string[] };

const AT_MOST = 100;
const LONGEST_LINE = 4000;
const MOST_LINES = 5000;
/** A full stop between Latin letters may stand for a dot in a name; everywhere else, and before the scheme of a link, it ends a sentence. */
const SENTENCE_END = /\r\n|\n|\r|(?<=\P{ASCII})。|。(?![A-Za-z0-9])|。(?=[a-z][a-z*_]{2,9}\[?:)/iu;
const PORT =
  /(?:\bports?|ポート(?:番号)?)\s{0,3}[:：]?\s{0,3}(\d{1,5})(?!\d)|(?<![\d.:])(\d{1,5})\s?番ポート|\b(?:tcp|udp)\s?\/\s?(\d{1,5})(?!\d)/giu;
const BESIDE_ADDRESS = /(?<=[\p{L}\p{N}\]]):(\d{2,5})(?![\d:.])/gu;

/** Linear in the text. `now` (ISO 8601) dates a day that was told without its year: the last one that has been. */
export function readNamed(text: string, whose: Whose, now: string, exists: HostExists): readonly Named[] {
  const found: Named[] = [];
  const into = sink();
  for (const line of text.split(SENTENCE_END).slice(0, MOST_LINES))
    readLine(line.slice(0, LONGEST_LINE), () => into.at(0), { strict: false, defanged: false });
  const { indicators } = into.reading();
  for (const { kind, value } of indicators) found.push({ kind, value, whose: ownerOf(hostIn(kind, value), whose) });
  for (const claim of extractClaims(text, exists).claims)
    if (claim.kind === 'cgi-path' && isWholePath(claim.value)) found.push({ kind: 'path', value: claim.value, whose: 'own' });
  const hasHost = indicators.some(({ kind }) => kind === 'ip' || kind === 'domain' || kind === 'url');
  for (const port of [...text.matchAll(PORT), ...(hasHost ? text.matchAll(BESIDE_ADDRESS) : [])]) {
    const number = Number(port[1] ?? port[2] ?? port[3]);
    if (number > 0 && number < 65_536 && !isClock(text, port.index)) found.push({ kind: 'port', value: String(number), whose: 'other' });
  }
  for (const time of readTimes(text, now)) found.push({ kind: 'time', value: time, whose: 'other' });
  return [...new Map(found.map((one) => [`${one.kind}\n${one.value}`, one])).values()].slice(0, AT_MOST);
}

/** From the root down to a file: of a name alone nobody knows the folder, and a folder alone is no page. */
function isWholePath(path: string): boolean {
  return path.startsWith('/') && /\.[a-z0-9]{1,8}$/i.test(path.split('?')[0] ?? '');
}

/** `9:30` is a time of day: a sign of one or two digits before the colon names no host. */
function isClock(text: string, at: number): boolean {
  return text[at] === ':' && /(?:^|[^\p{L}\p{N}.\]])\d{1,2}$/u.test(text.slice(Math.max(0, at - 4), at));
}

function hostIn(kind: IndicatorKind, value: string): string {
  if (kind === 'url') return /^\[[^\]]*\]|^[^/:?#]*/.exec(value)?.[0] ?? '';
  if (kind === 'mail') return value.slice(value.lastIndexOf('@') + 1);
  return kind === 'domain' ? value : '';
}

function ownerOf(host: string, { own, sender }: Whose): Named['whose'] {
  const below = (domains: readonly string[]) => domains.some((domain) => isAtOrBelow(host, domain));
  return below(own) ? 'own' : below(sender) ? 'sender' : 'other';
}
