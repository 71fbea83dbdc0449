// SPDX-License-Identifier: Apache-2.0
// One line of a list without headings, or of a text in which somebody names what to look for.
import { cellsOf } from '../csv.ts';
import { refang } from '../defang.ts';
import { indicatorsOf, indicatorsOfKind } from './grammar.ts';
import type { Found } from './grammar.ts';
import { kindNamed } from './reading.ts';
import type { Sink } from './reading.ts';

/** Between words of a sentence, in Japanese and English; what may stand inside a URL is not among them. */
const BETWEEN = /[\s<>"\u201c\u201d\u2018\u2019`\u300c\u300d\u300e\u300f\u3010\u3011\u3001\uff0c\uff1b\uff1a\uff08\uff09\u2192\u21d2|]+/u;
/** Where Japanese text meets Latin letters or digits. */
const SEAM = /(?<=[\u3040-\u30ff\u3400-\u9fff\u3005])(?=[A-Za-z0-9[])|(?<=[A-Za-z0-9/\]])(?=[\u3040-\u30ff\u3400-\u9fff\u3005\u3002])/u;

/** A remark: the whole line, or what stands behind a blank. */
const REMARK = /^\s*(?:[#;]|\/\/ )|\s(?:#|\/\/ )/;
/** An address at which a hosts file parks the names that it blocks. */
const PARKED = /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+(?=\S*[a-z])/i;

const SNORT = /^(?:alert|drop|reject|pass|log|block)\s+[\w-]+\s/i;
const YARA = /^(?:(?:private|global)\s+){0,2}rule\s+\w+/i;

/** A rule of Snort or Suricata, one of YARA: what it names is met with its other conditions only. */
function isRule(line: string): boolean {
  if (YARA.test(line)) return line.includes('{');
  if (!SNORT.test(line) || !line.includes('(')) return false;
  return (line.endsWith(')') ? line.slice(0, -1).trimEnd() : line).endsWith(';');
}

/** Without the marks by which a sentence ends. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && '.,;'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** How resolvers and filters write a name with all that is below it: Unbound, dnsmasq, BIND, AdBlock. */
const WITH_BELOW = [
  /^local-zone:\s*"?([^\s"]{1,255})"?\s+"?(?:always_)?(?:nxdomain|refuse|deny|null|static|redirect|nodata)"?$/i,
  /^(?:address=\/([^\s/]{1,255})\/(?:0\.0\.0\.0|127\.0\.0\.1|::1?|#)?|(?:local|server)=\/([^\s/]{1,255})\/)$/i,
  /^zone\s+"([^\s"]{1,255})"/i,
  /^\|\|([^\s|/^$*]{1,255})\^(?:\$\S{0,200})?$/i,
] as const;

/**
 * Indicators of one line of running text, defanged or not. What looks like one and cannot be read is left out by name.
 * `sinkOf` is given the remark behind the line; `strict`: see readIndicatorList; `defanged`: what is meant is written so that nobody
 * opens it, and so a link in a sentence that can be opened is a reference.
 */
export function readLine(raw: string, sinkOf: (note: string) => Sink, { strict, defanged }: Manner): void {
  const remark = REMARK.exec(raw);
  const into = sinkOf(remark === null ? '' : raw.slice(remark.index + remark[0].length).trim());
  const line = (remark === null ? raw : raw.slice(0, remark.index)).trim().replace(PARKED, '');
  if (line === '') return;
  const below = WITH_BELOW.map((form) =>
    form
      .exec(line)
      ?.slice(1)
      .find((name) => name !== undefined),
  ).find((name) => name !== undefined);
  if (below !== undefined) {
    const found = indicatorsOf(
      `*.${refang(below)
        .replace(/^\*?\./, '')
        .replace(/\.$/, '')}`,
    );
    return found.length > 0 ? into.take(found) : into.leave(line, 'unreadable');
  }
  if (isRule(line)) return into.leave(line, 'pattern');
  const joined = line.replaceAll(/(?<=[\p{L}\p{N}]) \. (?=[\p{L}\p{N}])/gu, '.');
  const whole = indicatorsOf(joined);
  // A dot at the end is the sentence's, or the URL's own: both are looked for.
  if (whole.length > 0) return into.take([...whole, ...(/[.,;]$/.test(joined) ? indicatorsOf(withoutEnd(joined)) : [])]);
  if (tagged(line, into, strict)) return;
  for (const separator of [',', ';', '\t', '|']) {
    const cells = line.includes(separator) ? cellsOf(line, separator).map((cell) => cell.trim()) : [];
    if (cells.length > 1 && (line.includes('"') || cells.every((cell) => !/\s/.test(cell)))) {
      if (strict && halfRead(cells.map((word) => ({ word, found: indicatorsOf(word) })))) into.leave(line, 'unreadable');
      else record(cells, into);
      return;
    }
  }
  const { found, odd, half, links } = sentence(line, defanged);
  for (const link of links) into.leave(link, 'reference');
  if (strict && (half || odd.length > 0)) return into.leave(line, 'unreadable');
  into.take(found);
  for (const text of odd) into.leave(text, 'unreadable');
  if (found.length === 0 && odd.length === 0 && links.length === 0) into.leave(line, 'unreadable');
}

/** How a list is read: see readLine. */
export type Manner = { readonly strict: boolean; readonly defanged: boolean };

type Word = { readonly word: string; readonly found: readonly Found[] };

/** Whether an address is followed by what may make a range or a port of it, and was not read with it: `192.0.2.0 - x`, `192.0.2.0 255.0.255.0`. */
function halfRead(words: readonly Word[]): boolean {
  return words.some(({ word, found }, at) => {
    if (!found.some(({ kind }) => kind === 'ip' || kind === 'cidr')) return false;
    const next = words[at + 1];
    if (next === undefined) return /[-:/*~][.,;!?)\]}'\u3002]*$/u.test(word) && indicatorsOf(word).length === 0;
    if (/^[-\u2013\u301c\uff5e~/]|^(?:0|255)\./u.test(next.word)) return true;
    // "A to B" is a range for one and a direction for another; a mask by its word belongs to the address before it.
    if (/^(?:to|through|thru|until|\.\.+|…|subnet)$|mask|マスク/iu.test(next.word))
      return words.slice(at + 2).some(({ found: more }) => more.length > 0);
    return next.found.length === 0 && /^[*:]|^[\d./:*-]+$/.test(next.word);
  });
}

/** `user-agent: EvilBot/1.0`, `通信先: …`: a kind, then the value to the end of the line, or of the cell. */
function tagged(line: string, into: Sink, strict: boolean): boolean {
  const found = /^([\p{L}\p{N} _|-]{1,40}?)\s{0,20}([:=,;\t|\uff1a\u3001])\s{0,200}(\S.*)$/u.exec(line);
  const kind = found === null ? null : kindNamed(found[1] ?? '');
  if (found === null || kind === null) return false;
  const [, , sign = '', rest = ''] = found;
  const cells = /[,;\t|]/.test(sign) ? cellsOf(rest, sign).map((cell) => cell.trim()) : [rest];
  if (kind === 'user-agent' && cells.length > 1) into.leave(line, 'unreadable');
  else {
    const value = (cells[0] ?? '').replace(/^"(.*)"$/, '$1');
    const some = indicatorsOfKind(kind, value);
    const said = sentence(value, false);
    const read = some.length > 0 ? some : kind === 'user-agent' || (strict && said.half) ? [] : said.found;
    if (read.length === 0) into.leave(line, 'unreadable');
    into.take(read);
  }
  return true;
}

/** Cells without a heading: a list, if all are indicators; else a record, whose further URLs may be references. */
function record(cells: readonly string[], into: Sink): void {
  const inner = cells.flatMap((cell) => (/^\S+[;|]\S+$/.test(cell) && indicatorsOf(cell).length === 0 ? cell.split(/[;|]/) : [cell]));
  const read = inner.map((cell) => ({ cell, found: indicatorsOf(cell) }));
  const all = read.every(({ cell, found }) => cell === '' || found.length > 0);
  let urls = 0;
  let taken = 0;
  const hosts: string[] = [];
  for (const { cell, found } of read) {
    const url = /:\/\//.test(refang(cell));
    if (found.length === 0) {
      if (cell !== '' && !/^(?:\d{4}-\d{2}-\d{2}[\sT\d:.Z+-]*|\d+)$/.test(cell)) into.leave(cell, 'unreadable');
    } else if (!all && url && (urls > 0 || (hosts.length > 0 && !hosts.some((host) => isOf(found, host))))) into.leave(cell, 'second');
    else {
      into.take(found);
      hosts.push(...found.filter(({ kind }) => kind === 'domain' || kind === 'ip').map(({ value }) => value));
      taken += 1;
      if (url) urls += 1;
    }
  }
  if (taken === 0) into.leave(cells.join(', '), 'unreadable');
}

/** Whether a URL is one of the host that its row names, or of a name below it. */
function isOf(found: readonly Found[], host: string): boolean {
  return found.some(({ value }) => {
    const own =
      value
        .split(/[/?]/)[0]
        ?.replace(/:\d+$/, '')
        .replace(/^\[|\]$/g, '') ?? '';
    return own === host || own.endsWith(`.${host}`);
  });
}

type Sentence = {
  readonly found: readonly Found[];
  readonly odd: readonly string[];
  readonly half: boolean;
  readonly links: readonly string[];
};

function sentence(line: string, defanged: boolean): Sentence {
  const odd: string[] = [];
  const links: string[] = [];
  const words: Word[] = [];
  for (const rough of refang(line.replaceAll(/[\uff1a\uff1b\uff0c\uff08\uff09\u3001]/gu, ' ')).split(BETWEEN)) {
    const token = rough.replace(/^[([{'\u2022*-]+(?=[\w\p{L}])/u, '').replace(/(?<![.,;:!?)\]}'\u3002])[.,;:!?)\]}'\u3002]+$/u, '');
    if (rough === '') continue;
    if (defanged && /^https?:\/\//i.test(token) && line.includes(token)) {
      links.push(token);
      continue;
    }
    const found = token === '' ? [] : withoutSeams(token);
    words.push({ word: rough, found });
    if (found.length === 0 && looksLike(token)) odd.push(rough);
  }
  const span = /\d\s*から\s*\[?[\da-f.:[\]]{3,60}\s*(?:まで|の範囲|$)/iu.test(line);
  return { found: words.flatMap(({ found }) => found), odd, half: span || halfRead(words), links };
}

/** A word is taken as a whole only where it does not run on into the sentence around it. */
function withoutSeams(token: string): readonly Found[] {
  const parts = token.split(SEAM).filter((part) => /[A-Za-z0-9]/.test(part));
  if (parts.length === 1 && parts[0] === token) return indicatorsOf(token);
  const read = parts.flatMap((part) =>
    indicatorsOf(part.replace(/(?<![.,;:!?)\]}'\u3002])[.,;:!?)\]}'\u3002]+$/u, '').replace(/^[([{':]+(?=\w)/u, '')),
  );
  return read.length > 0 ? read : indicatorsOf(token);
}

/** Has the look of something to look for: dots or slashes between letters, marks of defanging, a long hexadecimal number. */
function looksLike(token: string): boolean {
  if (/^(?:\d{1,2}:\d{2}(?::\d{2})?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T.*)?|v?\d+(?:\.\d+){1,2}|[a-z]\.[a-z]\.?|\d+\/\d+)$/i.test(token))
    return false;
  return /[\p{L}\p{N}*][.:/\\@][\p{L}\p{N}*/]|\[\.|\.\]|^0x[0-9a-f]{6,}$|^[0-9a-f]{24,}$/iu.test(token);
}
