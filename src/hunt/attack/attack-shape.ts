// SPDX-License-Identifier: Apache-2.0
// The forms of a request that shapes are looked for in, as SQL over a row of the web table.
import type { Shape } from './shape.ts';
import { shapes } from './shapes.ts';
import { brokenUp, mended } from './shell.ts';
import { decoded } from '../engine/schema.ts';
import { once, text } from '../engine/sql.ts';
import { unwide } from '../engine/wide-escape.ts';

const plus = (sql: string) => `replaceAll(${sql}, '+', ' ')`;
const unpercent = (sql: string, name: string) => once(sql, name, (x) => `if(position(${x}, '%') = 0, ${x}, ${decoded(x)})`);

/** A server writes quotes and back-slashes escaped and other signs as \xhh: first what was sent is put back. */
const sent = `if(position(\`url.original\`, '\\\\') = 0, \`url.original\`,
  replaceAll(replaceAll(replaceRegexpAll(\`url.original\`, ${text(String.raw`\\x([0-9a-fA-F]{2})`)}, ${text(String.raw`%\1`)}), '\\\\"', '"'), '\\\\\\\\', '\\\\'))`;

/** Values that are Base64 of plain text, as further parameters: whoever hides a command so means it to be unpacked. */
const unpacked = (sql: string) =>
  `arrayStringConcat(arrayFilter(x -> match(x, '^&b64=[\\\\x20-\\\\x7e\\\\s]{6,}$'), arrayMap(v -> concat('&b64=', tryBase64Decode(v)), extractAll(${sql}, '=([A-Za-z0-9+/]{12,}={0,2})(?:&|$)'))))`;

const plain = Array.from({ length: 94 }, (_, index) => 0x21 + index);
/** Full-width signs as the plain ones that a database or a file system takes them for. */
const folded = (sql: string) =>
  `translateUTF8(${sql}, ${text(String.fromCharCode(...plain.map((code) => code + 0xfee0)))}, ${text(String.fromCharCode(...plain))})`;

/** One round of escapes, those of IIS among them. */
const round = (sql: string, name: string) => unpercent(once(sql, `${name}w`, unwide), name);

/** Decoded in three rounds; a plus counts as the blank that a form means by it, an escaped one stays. */
const meant = (raw: string) => {
  const rounds = round(round(round(plus(raw), 'd1'), 'd2'), 'd4');
  return `lower(concat(${once(rounds, 'e', (x) => `if(position(${x}, '\\xef') = 0, ${x}, ${folded(x)})`)}, ${once(unpercent(raw, 'd3'), 'b', unpacked)}))`;
};
/**
 * What a shell makes of it: quotes, back-slashes, carets and expansions of what is not set are gone, the field separator is
 * a blank. A `$` at the head of a parameter's name is that name's own.
 */
const asShell = (sql: string) =>
  `replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(${sql}, ${text(String.raw`\$(?:ifs\b|\{ifs[^}]{0,40}\})(?:\$\d)?`)}, ' '), ${text(String.raw`['"\\^]|\$[@*!]|\$\{[@*]\}|\$\(\)|[<>]\(\)|\x60\x60`)}, ''), ${text(String.raw`([^?&])\$(?:[a-z_]\w*|\d|\{[a-z_]\w*(?:[:%#/^,@-][^}]{0,40})?\})`)}, '\\\\1')`;
/** What a database makes of it: a comment is a blank. */
const asSql = (sql: string) => `replaceRegexpAll(${sql}, ${text(String.raw`/\*!?\d*|\*/|[\s\x0b]+`)}, ' ')`;
const others = "lower(concat(`user_agent.original`, '\\n', `http.request.referrer`))";

const joined = (patterns: readonly string[]) => text(`(?s)${patterns.map((pattern) => `(?:${pattern})`).join('|')}`);

/** Over the names of the forms: `w` as sent, `m` as meant. */
function seenInUrl(shape: Shape): readonly string[] {
  const { written: raw = [], named } = shape;
  const flat = shape.name === 'shell' ? [asShell('m')] : shape.name === 'sql' ? [asSql('m')] : [];
  const tests = ['m', ...flat].map((form) => `match(${form}, ${joined(shape.patterns)})`);
  if (shape.name === 'shell') tests.push(`(match(m, ${text(brokenUp)}) AND match(${asShell('m')}, ${text(mended)}))`);
  if (raw.length > 0) tests.push(`match(lower(w), ${joined(raw)})`);
  if (named !== undefined) tests.push(`arrayExists(p -> NOT match(p, ${text(named.ordinary)}), extractAll(m, ${text(named.pattern)}))`);
  return tests;
}

/** Over `o`, the other fields. */
function seenElsewhere(shape: Shape): readonly string[] {
  return shape.elsewhere.length > 0 ? [`match(o, ${joined(shape.elsewhere)})`] : [];
}

function seen(shape: Shape): string {
  return `(${[...seenInUrl(shape), ...seenElsewhere(shape)].join(' OR ')})`;
}

const over = (body: string) => once(sent, 's', (raw) => `arrayMap((w, m, o) -> ${body}, [${raw}], [${meant(raw)}], [${others}])[1]`);

/** 0 or 1: the cheapest form when only that is asked. */
export function attackShaped(): string {
  return over(`toUInt8(${shapes.map(seen).join(' OR ')})`);
}

function named(tests: (shape: Shape) => readonly string[]): string {
  const each = shapes
    .filter((shape) => tests(shape).length > 0)
    .map((shape) => `if(${tests(shape).join(' OR ')}, ${text(shape.name)}, '')`);
  return `arrayFilter(x -> x != '', [${each.join(', ')}])`;
}

/** Which shapes, as an array of names. */
export function shapesSeen(): string {
  return over(named((shape) => [seen(shape)]));
}

/**
 * Rows of the web table that meet `where`, with `shapes_`. What is asked for and who asks repeat from line to line, so each
 * different URL and each different agent and referrer is judged once; only those with a shape are kept for comparison.
 */
export function withShapes(columns: string, where: string): string {
  // The limit keeps the engine from judging every line first and making them different afterwards.
  const from = (what: string) => `(SELECT DISTINCT ${what} FROM matoi.web WHERE ${where} LIMIT 1000000000000)`;
  const inUrl = over(named(seenInUrl)).replace(`, [${others}]`, `, ['']`);
  const elsewhere = `arrayMap(o -> ${named(seenElsewhere)}, [${others}])[1]`;
  return `SELECT w.*, if(empty(o.s), u.s, arrayDistinct(arrayConcat(u.s, o.s))) AS shapes_, notEmpty(u.s) OR notEmpty(o.s) AS bad
    FROM (SELECT ${columns}, \`url.original\` AS url_, \`user_agent.original\` AS agent_, \`http.request.referrer\` AS referrer_ FROM matoi.web WHERE ${where}) AS w
    LEFT ANY JOIN (SELECT \`url.original\` AS url_, ${inUrl} AS s FROM ${from('`url.original`')} WHERE notEmpty(s)) AS u USING (url_)
    LEFT ANY JOIN (SELECT \`user_agent.original\` AS agent_, \`http.request.referrer\` AS referrer_, ${elsewhere} AS s FROM ${from('`user_agent.original`, `http.request.referrer`')} WHERE notEmpty(s)) AS o USING (agent_, referrer_)`;
}
