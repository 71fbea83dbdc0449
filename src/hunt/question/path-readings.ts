// SPDX-License-Identifier: Apache-2.0
// How a server may read the path of a request: as SQL over a text, so that what a claim says and what a line says are read alike.
import { decoded } from '../engine/schema.ts';
import { once, text } from '../engine/sql.ts';
import { unwide } from '../engine/wide-escape.ts';

/**
 * A path as a server resolves it (RFC 3986, 6.2.2.3): dot segments walked, slashes one at a time, parameters of a segment
 * (`;jsessionid=…`) set aside. Expression over a text that is decoded already.
 */
export function resolved(sql: string): string {
  return `concat('/', arrayStringConcat(arrayFold((way, part) -> multiIf(part IN ('', '.'), way, part = '..', arrayPopBack(way), arrayPushBack(way, part)),
    arrayMap(part -> substringIndex(part, ';', 1), splitByChar('/', ${sql})), CAST([], 'Array(String)')), '/'))`;
}

const each = (sql: string, name: string, body: (name: string) => string) => `arrayMap(${name} -> ${body(name)}, ${sql})`;

/** Logs write quotes, back-slashes, control signs and bytes that are no ASCII as `\xhh`: the sign itself was sent. */
export function asSent(sql: string): string {
  return `if(position(${sql}, '\\\\x') = 0, ${sql}, replaceRegexpAll(${sql}, ${text(String.raw`\\x([0189a-fA-F][0-9a-fA-F]|22|5[cC]|7[fF])`)}, '%\\1'))`;
}

/** Overlong UTF-8: of the last byte count six bits whatever its others say, and of the lead before it the lowest one. */
const unlong = (sql: string) => {
  const leads = (bit: 0 | 1) => [`%c${bit}`, ...['%e0', '%f0%80', '%f8%80%80', '%fc%80%80%80'].map((lead) => `${lead}%8${bit}`)].join('|');
  const steps = ([0, 1] as const).flatMap((bit) =>
    ['048c', '159d', '26ae', '37bf'].map((high, two) => [`(?i)(?:${leads(bit)})%[${high}]([0-9a-f])`, `%${bit * 4 + two}\\1`] as const),
  );
  const made = steps.reduce((inner, [from, to]) => `replaceRegexpAll(${inner}, ${text(from)}, ${text(to)})`, sql);
  return `if(match(${sql}, '(?i)%(?:c[01]|e0|f[08c])'), ${made}, ${sql})`;
};

/** One round as the most lenient server makes it; bytes that are no text are written as escapes first. */
const round = (sql: string, name: string) =>
  once(
    once(sql, `${name}h`, (x) => `if(isValidUTF8(${x}), ${x}, replaceRegexpAll(hex(${x}), '..', '%\\\\0'))`),
    `${name}w`,
    (wide) => once(once(unwide(wide), `${name}l`, unlong), `${name}d`, (x) => `if(position(${x}, '%') = 0, ${x}, ${decoded(x)})`),
  );

/** Bytes that are no UTF-8 may be names in the character set of the server's country. */
const CHARSETS = ['windows-31j', 'EUC-JP', 'ISO-8859-1'];
const asText = (sql: string) =>
  `if(isValidUTF8(${sql}), [${sql}], [toValidUTF8(${sql}), ${CHARSETS.map((set) => `convertCharset(${sql}, '${set}', 'UTF-8')`).join(', ')}])`;

/** Signs as the plain ones that a file system takes for them: of one size, of one width, without marks, slashes one way. */
const folded = (sql: string) =>
  `lowerUTF8(translateUTF8(replaceRegexpAll(normalizeUTF8NFKD(${sql}), ${text(String.raw`\p{Mn}`)}, ''), ${text('\\⁄∕∖¥₩')}, '//////'))`;

/** What Windows passes over at the end of a name: dots, blanks, `::$DATA`; and NULs. */
export const trimmed = (sql: string) => `replaceRegexpAll(${sql}, '(?:[. \\\\x00]+|::\\\\$data)(/|$)', '\\\\1')`;

const ODD = text(String.raw`[%\\]|[^\x00-\x7f]`);

/** Escapes in up to three rounds, in the spellings of old and lenient decoders too; in the order of the rounds. */
export function spelt(sql: string): string {
  const first = `if(position(${sql}, '\\\\x') = 0, ${sql}, replaceRegexpAll(${sql}, ${text(String.raw`\\x([0-9a-fA-F]{2})`)}, '%\\1'))`;
  const rounds = once(first, 'q0', (q0) =>
    once(round(q0, 'a'), 'q1', (q1) => once(round(q1, 'b'), 'q2', (q2) => `[${sql}, ${q0}, ${q1}, ${q2}, ${round(q2, 'c')}]`)),
  );
  return `if(match(${sql}, ${ODD}), arrayDistinct(${each(`arrayFlatten(${each(`arrayDistinct(${rounds})`, 't', asText)})`, 'f', folded)}), [lower(${sql})])`;
}

/** Everything that some server or other may take a path for; a name may end where NUL, `?` or `#` came out of an escape. */
export function readings(path: string): string {
  const ends = once(
    spelt(path),
    'p',
    (p) => `arrayDistinct(arrayConcat(${p}, ${each(p, 'e', (e) => `splitByRegexp('[\\\\x00?#]', ${e})[1]`)}))`,
  );
  return `arrayDistinct(${each(ends, 'v', (v) => trimmed(resolved(v)))})`;
}

/** Whether a path may be the wanted one or lie below it; both as `readings` gives them. */
export function mayBe(reads: string, wanted: string): string {
  const plain = `arrayExists(k -> arrayExists(r -> r = k OR startsWith(r, concat(trimRight(k, '/'), '/')), ${reads}), ${wanted})`;
  // An escape that nobody can read may stand for any sign, or for none.
  const broken = text('%(?:[^0-9a-f]|[0-9a-f](?:[^0-9a-f]|$)|$)|\u{fffd}');
  const quoted = "regexpQuoteMeta(arrayStringConcat(arraySlice(splitByChar('/', r), 1, length(splitByChar('/', k))), '/'))";
  const steps = [
    ['%([0-9a-f]{2})', '\u0001\\1'],
    ['%([0-9a-z]{2})', '.?(?:\\1)?'],
    ['%|\u{fffd}', '.?'],
    ['\u0001', '%'],
  ] as const;
  const open = steps.reduce((sql, [from, to]) => `replaceRegexpAll(${sql}, ${text(from)}, ${text(to)})`, quoted);
  const some = `arrayExists(k -> arrayExists(r -> match(k, concat('^', ${open}, '$')), arrayFilter(r -> match(r, ${broken}), ${reads})), ${wanted})`;
  return `(${plain} OR (match(arrayStringConcat(${reads}, '/'), ${broken}) AND ${some}))`;
}
