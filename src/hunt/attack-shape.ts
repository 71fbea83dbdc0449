// SPDX-License-Identifier: Apache-2.0
// The forms of a request that shapes are looked for in, as SQL over a row of the web table.
import type { Shape } from './attack/shape.ts';
import { shapes } from './attack/shapes.ts';
import { brokenUp, mended } from './attack/shell.ts';
import { decoded } from './schema.ts';
import { text } from './sql.ts';

const plus = (sql: string) => `replaceAll(${sql}, '+', ' ')`;
/** Names a value, so that what is said of it many times is written, and worked out, once. */
const once = (sql: string, name: string, body: (name: string) => string) => `arrayMap(${name} -> ${body(name)}, [${sql}])[1]`;
const unpercent = (sql: string, name: string) => once(sql, name, (x) => `if(position(${x}, '%') = 0, ${x}, ${decoded(x)})`);

/** A server writes quotes and back-slashes escaped and other signs as \xhh: first what was sent is put back. */
const sent = `if(position(\`url.original\`, '\\\\') = 0, \`url.original\`,
  replaceAll(replaceAll(replaceRegexpAll(\`url.original\`, ${text(String.raw`\\x([0-9a-fA-F]{2})`)}, ${text(String.raw`%\1`)}), '\\\\"', '"'), '\\\\\\\\', '\\\\'))`;

/** Values that are Base64 of plain text, as further parameters: whoever hides a command so means it to be unpacked. */
const unpacked = (sql: string) =>
  `arrayStringConcat(arrayFilter(x -> match(x, '^&b64=[\\\\x20-\\\\x7e\\\\s]{6,}$'), arrayMap(v -> concat('&b64=', tryBase64Decode(v)), extractAll(${sql}, '=([A-Za-z0-9+/]{12,}={0,2})(?:&|$)'))))`;

/** Decoded twice; a plus counts as the blank that a form means by it, an escaped one stays. */
const meant = (raw: string) =>
  `lower(concat(${unpercent(unpercent(plus(raw), 'd1'), 'd2')}, ${once(unpercent(raw, 'd3'), 'b', unpacked)}))`;
/** What a shell makes of it: quotes, back-slashes, carets and empty expansions inside words are gone. */
const asShell = (sql: string) => `replaceRegexpAll(${sql}, ${text(String.raw`['"\\^]|\$[@*!]|\$\{[@*]\}|\$\(\)|[<>]\(\)|\x60\x60`)}, '')`;
/** What a database makes of it: a comment is a blank. */
const asSql = (sql: string) => `replaceRegexpAll(${sql}, ${text(String.raw`/\*!?\d*|\*/|[\s\x0b]+`)}, ' ')`;
const others = "lower(concat(`user_agent.original`, '\\n', `http.request.referrer`))";

const joined = (patterns: readonly string[]) => text(`(?s)${patterns.map((pattern) => `(?:${pattern})`).join('|')}`);

/** Over the names of the forms: `w` as sent, `m` as meant, `o` the other fields. */
function seen(shape: Shape): string {
  const { written: raw = [], elsewhere, named } = shape;
  const flat = shape.name === 'shell' ? [asShell('m')] : shape.name === 'sql' ? [asSql('m')] : [];
  const tests = ['m', ...flat].map((form) => `match(${form}, ${joined(shape.patterns)})`);
  if (shape.name === 'shell') tests.push(`(match(m, ${text(brokenUp)}) AND match(${asShell('m')}, ${text(mended)}))`);
  if (raw.length > 0) tests.push(`match(lower(w), ${joined(raw)})`);
  if (elsewhere.length > 0) tests.push(`match(o, ${joined(elsewhere)})`);
  if (named !== undefined) tests.push(`arrayExists(p -> NOT match(p, ${text(named.ordinary)}), extractAll(m, ${text(named.pattern)}))`);
  return `(${tests.join(' OR ')})`;
}

const over = (body: string) => once(sent, 's', (raw) => `arrayMap((w, m, o) -> ${body}, [${raw}], [${meant(raw)}], [${others}])[1]`);

/** 0 or 1: the cheapest form when only that is asked. */
export function attackShaped(): string {
  return over(`toUInt8(${shapes.map(seen).join(' OR ')})`);
}

/** Which shapes, as an array of names. */
export function shapesSeen(): string {
  return over(`arrayFilter(x -> x != '', [${shapes.map((shape) => `if(${seen(shape)}, ${text(shape.name)}, '')`).join(', ')}])`);
}
