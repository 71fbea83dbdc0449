// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logEngineAbsent, openLogTables } from '../../../test/support/log-tables.ts';
import type { LogRow, LogTables } from '../../../test/support/log-tables.ts';
import { unwrap } from '../../kernel/result.ts';
import type { Table } from '../engine/schema.ts';
import { parseSigma } from './parse.ts';
import type { Item } from './rule.ts';
import { escapeRegex, expressionSql } from './to-sql.ts';

const at = '2026-11-21 05:05:00';
/** By name, so that a case can say which of them it meets. */
const web: Readonly<Record<string, LogRow>> = {
  plain: {
    'url.original': '/Index.php?id=1',
    'http.request.method': 'GET',
    'http.response.status_code': 200,
    'http.response.body.bytes': 512,
    'user_agent.original': 'curl/8.0',
    'source.ip': '10.1.2.3',
    'url.domain': 'shop.example',
    extra: { alias: 'SHOP.example' },
  },
  upper: {
    'url.original': '/INDEX.PHP',
    'http.request.method': 'POST',
    'http.response.status_code': 404,
    'http.response.body.bytes': 0,
    'user_agent.original': '-',
    'source.ip': '::ffff:10.1.9.9',
    'url.domain': 'SHOP.example',
  },
  escaped: {
    'url.original': '/a%2E%2E%252fetc/passwd',
    'http.request.method': 'PUT',
    'http.response.status_code': 500,
    'user_agent.original': 'Mozilla',
    'source.ip': '2001:db8::1',
    'url.domain': 'x',
  },
  japanese: {
    'url.original': '/É日本',
    'http.request.method': 'HEAD',
    'http.response.status_code': 301,
    'user_agent.original': 'ÉCOLE',
    'source.ip': '192.0.2.1',
    'url.domain': 'y',
  },
  bare: { 'url.original': '', 'http.request.method': '', 'http.response.status_code': 0, 'source.ip': 'host', 'url.domain': '-' },
  lines: {
    'url.original': 'a\nb.c',
    'http.request.method': 'a+b',
    'http.response.status_code': 403,
    'user_agent.original': 'aXb',
    'source.ip': '10.2.0.1',
    'url.domain': 'aXb',
    extra: { load: '7.5', same: 'GET', when: '2026-01-02T03:04:05Z', none: '' },
  },
};
const later: Readonly<Record<string, LogRow>> = {
  january: { '@timestamp': '2026-01-02 03:04:05' },
  december: { '@timestamp': '2027-12-31 23:59:00' },
};

type Selection = Readonly<Record<string, unknown>> | readonly string[];
const testOf = (selection: Selection, table: Table, condition = 's'): string => {
  const read = parseSigma({ title: 't', logsource: { category: 'webserver' }, detection: { s: selection, condition } });
  if (read.kind !== 'rule') throw new Error('no rule');
  return expressionSql(read.expression, table);
};
const numbered = (count: number, place: number, needle: string) =>
  Array.from({ length: count }, (_, index) => (index === place ? needle : `nothing${index}`));

const webCases: readonly (readonly [string, Selection, readonly string[]])[] = [
  ['a value is the whole field, whatever its case', { 'cs-method': 'get' }, ['plain']],
  ['one of several values is enough', { 'cs-method': ['get', 'POST'] }, ['plain', 'upper']],
  ['all lines of a selection must hold', { 'cs-method': ['get', 'post'], 'sc-status': 404 }, ['upper']],
  ['a cased value is compared as it is written', { 'cs-method|cased': 'get' }, []],
  ['and found as it is written', { 'cs-method|cased': 'GET' }, ['plain']],
  ['letters beyond ASCII have case too', { 'c-useragent': 'école' }, ['japanese']],
  ['startswith', { 'c-useragent|startswith': 'CURL' }, ['plain']],
  ['endswith', { 'c-useragent|endswith': '/8.0' }, ['plain']],
  ['startswith does not mean endswith', { 'c-useragent|startswith': '/8.0' }, []],
  ['contains', { 'c-useragent|contains': 'RL/' }, ['plain']],
  ['contains one of several', { 'c-useragent|contains': ['nothing', 'zill'] }, ['escaped']],
  ['contains all', { 'c-useragent|contains|all': ['cur', '8'] }, ['plain']],
  ['contains all, one of them missing', { 'c-useragent|contains|all': ['cur', '9'] }, []],
  ['contains beyond ASCII', { 'c-useragent|contains': 'col' }, ['japanese']],
  ['contains a letter beyond ASCII, in the other case', { 'c-useragent|contains': 'éc' }, ['japanese']],
  ['contains, cased', { 'c-useragent|contains|cased': 'ZILL' }, []],
  ['the first of 450 needles', { 'c-useragent|contains': numbered(450, 0, 'zill') }, ['escaped']],
  ['the last of the first two hundred', { 'c-useragent|contains': numbered(450, 199, 'zill') }, ['escaped']],
  ['the first of the second two hundred', { 'c-useragent|contains': numbered(450, 200, 'zill') }, ['escaped']],
  ['the last of 450', { 'c-useragent|contains': numbered(450, 449, 'zill') }, ['escaped']],
  ['one more than two hundred: the one left over', { 'c-useragent|contains': numbered(201, 200, 'zill') }, ['escaped']],
  ['a star inside is any text, a line break too', { 'c-uri': 'a*c' }, ['lines']],
  ['a star inside is the whole field', { 'c-uri': 'a*b' }, []],
  ['stars around and inside', { 'c-useragent': '*r*0' }, ['plain']],
  ['and the end that is asked for', { 'c-useragent': '*r*9' }, []],
  ['a question mark at the end is one character there', { 'c-useragent': ['*8?', '?rl*'] }, []],
  ['and so it is', { 'c-useragent': '*8.?' }, ['plain']],
  ['a question mark is one character', { 'c-useragent': 'a?b' }, ['lines']],
  ['and neither none nor two', { 'c-useragent': ['aX?b', 'a?'] }, []],
  ['a wild value has case only where it says so', { 'c-useragent': 'A?B' }, ['lines']],
  ['it does', { 'c-useragent|cased': 'A?B' }, []],
  ['what means something to an expression is plain in a value', { 'cs-method': 'a+?' }, ['lines']],
  ['and so is a dot', { 'c-useragent': 'c?rl/8?0' }, ['plain']],
  ['a lone star asks for something', { 'c-useragent': '*' }, ['plain', 'upper', 'escaped', 'japanese', 'lines']],
  ['two stars alone too', { 'c-uri': '**' }, ['plain', 'upper', 'escaped', 'japanese', 'lines']],
  ['nothing is what a dash is in a column where logs write one', { 'c-useragent': '' }, ['upper', 'bare']],
  ['and so is the dash itself', { 'c-useragent': '-' }, ['upper', 'bare']],
  ['elsewhere a dash is a dash', { 'cs-host': '-' }, ['bare']],
  ['and nothing is nothing', { 'cs-host': '' }, []],
  ['null', { 'c-useragent': null }, ['upper', 'bare']],
  ['null of the URL: its decoded form does not count', { 'c-uri': null }, ['bare']],
  ['an empty URL: so too', { 'c-uri': '' }, ['bare']],
  ['exists', { 'c-useragent|exists': true }, ['plain', 'escaped', 'japanese', 'lines']],
  ['does not exist', { 'c-useragent|exists': false }, ['upper', 'bare']],
  ['a value or nothing', { 'c-useragent': ['curl/8.0', null] }, ['plain', 'upper', 'bare']],
  ['not this value', { 'c-useragent|neq': 'curl/8.0' }, ['upper', 'escaped', 'japanese', 'bare', 'lines']],
  ['a URL is looked at as it came', { 'c-uri|contains': '%2E' }, ['escaped']],
  ['decoded once', { 'c-uri|contains': '..%2f' }, ['escaped']],
  ['decoded twice', { 'c-uri|contains': '../etc' }, ['escaped']],
  ['whole, decoded', { 'c-uri': '/a../etc/passwd' }, ['escaped']],
  ['its beginning, decoded', { 'c-uri|startswith': '/a..' }, ['escaped']],
  ['an expression', { 'c-useragent|re': '^curl/[0-9.]+$' }, ['plain']],
  ['an expression has case', { 'c-useragent|re': '^CURL' }, []],
  ['unless it says not', { 'c-useragent|re|i': '^CURL' }, ['plain']],
  ['a dot of an expression is no line break', { 'c-uri|re': '^a.b' }, []],
  ['unless it says so', { 'c-uri|re|s': '^a.b' }, ['lines']],
  ['a line begins within a text where it says so', { 'c-uri|re|m': '^b[.]c' }, ['lines']],
  ['with both, so both', { 'c-uri|re|i|m': '^B.C$' }, ['lines']],
  ['a range', { 'src_ip|cidr': '10.1.0.0/16' }, ['plain', 'upper']],
  ['a wider one', { 'src_ip|cidr': '10.0.0.0/8' }, ['plain', 'upper', 'lines']],
  ['a range of IPv6', { 'src_ip|cidr': '2001:db8::/32' }, ['escaped']],
  ['a number', { 'sc-status': 404 }, ['upper']],
  ['greater', { 'sc-status|gt': 404 }, ['escaped']],
  ['greater or equal', { 'sc-status|gte': 404 }, ['upper', 'escaped']],
  ['less: what a log does not say is no number', { 'sc-status|lt': 301 }, ['plain']],
  ['less or equal', { 'sc-status|lte': 301 }, ['plain', 'japanese']],
  ['a status that is not there', { 'sc-status': null }, ['bare']],
  ['a status that is there', { 'sc-status|exists': true }, ['plain', 'upper', 'escaped', 'japanese', 'lines']],
  ['a status that does not exist', { 'sc-status|exists': false }, ['bare']],
  ['a count of nothing is a count', { 'sc-bytes': 0 }, ['upper', 'escaped', 'japanese', 'bare', 'lines']],
  ['and is there', { 'sc-bytes|exists': true }, ['plain', 'upper', 'escaped', 'japanese', 'bare', 'lines']],
  ['and never missing', { 'sc-bytes': null }, []],
  ['less than a count', { 'sc-bytes|lt': 1 }, ['upper', 'escaped', 'japanese', 'bare', 'lines']],
  ['a number by its digits', { 'sc-status|startswith': '40' }, ['upper', 'lines']],
  ['a number by an expression', { 'sc-status|re': '^[24]0[0-4]$' }, ['plain', 'upper', 'lines']],
  ['what is no number has no digits', { 'sc-status|re': '^0$' }, []],
  ['a number as text', { 'sc-status': '40*' }, ['upper', 'lines']],
  ['a text that holds a number', { 'load|gt': 7 }, ['lines']],
  ['and is not greater', { 'load|gt': 7.5 }, []],
  ['a number that is written in a text', { 'sc-bytes': '512' }, ['plain']],
  ['a number of a text column', { 'cs-host': 5 }, []],
  ['another field', { 'c-useragent|fieldref': 'cs-host' }, ['lines']],
  ['another field, whatever its case', { 'same|fieldref': 'cs-method' }, []],
  ['another field in another case', { 'alias|fieldref': 'cs-host' }, ['plain']],
  ['unless its case is asked for', { 'alias|cased|fieldref': 'cs-host' }, []],
  ['another field begins it', { 'c-uri|startswith|fieldref': 'cs-host' }, []],
  ['another field ends it', { 'c-useragent|endswith|fieldref': 'cs-host' }, ['lines']],
  ['another field is in it', { 'c-useragent|contains|fieldref': 'cs-host' }, ['lines']],
  ['two empty fields are not the same', { 'none|fieldref': 'user' }, []],
  ['an hour within a text', { 'when|hour': 3 }, ['lines']],
  ['another hour within a text', { 'when|hour': 4 }, []],
  ['a word anywhere', ['mozilla'], ['escaped']],
  ['a word in the URL, decoded', ['../etc'], ['escaped']],
  ['one of two words', ['mozilla', 'curl'], ['plain', 'escaped']],
  ['a word of what the log has beside', ['7.5'], ['lines']],
];

const timeCases: readonly (readonly [string, Selection, readonly string[]])[] = [
  ['minute', { '@timestamp|minute': 4 }, ['january']],
  ['hour', { '@timestamp|hour': 23 }, ['december']],
  ['day', { '@timestamp|day': 31 }, ['december']],
  ['week', { '@timestamp|week': 1 }, ['january']],
  ['month', { '@timestamp|month': 12 }, ['december']],
  ['year', { '@timestamp|year': [2025, 2026] }, ['january']],
];

const name = logEngineAbsent ? 'hunt/sigma/to-sql (skipped: chdb is not installed in engines/chdb)' : 'hunt/sigma/to-sql';
describe.skipIf(logEngineAbsent)(name, () => {
  let logs: LogTables;
  const met = new Map<string, readonly string[]>();

  beforeAll(async () => {
    logs = await openLogTables();
    await logs.fill(
      'web',
      Object.values(web).map((row) => ({ '@timestamp': at, ...row })),
    );
    await logs.fill('flow', Object.values(later));
    for (const [table, cases, rows] of [
      ['web', webCases, Object.keys(web)],
      ['flow', timeCases, Object.keys(later)],
    ] as const) {
      const tests = cases.map(([, selection]) => `toUInt8(${testOf(selection, table)})`).join(', ');
      const answer = unwrap(
        await logs.engine.read<{ line: number; hits: number[] }>(`SELECT line, [${tests}] AS hits FROM matoi.${table} ORDER BY line`),
      );
      cases.forEach(([what], index) =>
        met.set(
          what,
          answer.filter((row) => row.hits[index] === 1).map((row) => rows[row.line] ?? ''),
        ),
      );
    }
  }, 60_000);
  afterAll(() => logs.close());

  it.each([...webCases, ...timeCases])('%s: %o', (what, _, wanted) => {
    expect(met.get(what)).toEqual(wanted);
  });

  const countOf = async (test: string, row: string): Promise<number> =>
    unwrap(await logs.engine.read<{ n: number }>(`SELECT count() AS n FROM (SELECT ${row}) WHERE ${test}`))[0]?.n ?? -1;

  it('a byte that is no text hides nothing behind it', async () => {
    const row = "concat('union', unhex('ff'), ' select') AS `user_agent.original`";

    expect(await countOf(testOf({ 'c-useragent|re': 'union.+select' }, 'web'), row)).toBe(1);
    expect(await countOf(testOf({ 'c-useragent': 'union* sel?ct' }, 'web'), row)).toBe(1);
    expect(await countOf(testOf({ 'c-useragent|contains': 'select' }, 'web'), row)).toBe(1);
  });

  it.each([
    ['and', 's and t', [0, 0, 0, 1]],
    ['or', 's or t', [0, 1, 1, 1]],
    ['not', 'not s', [1, 1, 0, 0]],
    ['not both', 'not (s and t)', [1, 1, 1, 0]],
    ['neither', 'not (s or t)', [1, 0, 0, 0]],
    ['one and not the other', 's and not t', [0, 0, 1, 0]],
  ])('a condition means what it says: %s', async (_, condition, wanted) => {
    const read = parseSigma({
      title: 't',
      logsource: { category: 'webserver' },
      detection: { s: { 'cs-method': 'GET' }, t: { 'cs-host': 'x' }, condition },
    });
    const test = read.kind === 'rule' ? expressionSql(read.expression, 'web') : '';
    const rows = [
      ['PUT', 'y'],
      ['PUT', 'x'],
      ['GET', 'y'],
      ['GET', 'x'],
    ].map(([method, host]) => `SELECT '${method}' AS \`http.request.method\`, '${host}' AS \`url.domain\``);
    const answer = unwrap(
      await logs.engine.read<{ hit: number }>(
        `SELECT toUInt8(${test}) AS hit FROM (${rows.join(' UNION ALL ')}) ORDER BY \`http.request.method\` DESC, \`url.domain\` DESC`,
      ),
    );

    expect(answer.map((row) => row.hit)).toEqual(wanted);
  });
});

describe('hunt/sigma/to-sql: a column that a log does not have', () => {
  const rule = (condition: string) => {
    const read = parseSigma({ title: 't', logsource: { category: 'webserver' }, detection: { s: { 'cs-method': 'GET' }, condition } });
    if (read.kind !== 'rule') throw new Error('no rule');
    return read.expression;
  };
  const item = "lower(`http.request.method`) = 'get'";
  const lacking = (answer: string | null) => (one: Item) => (one.field === 'cs-method' ? answer : null);

  it.each([
    ['none lacks it', 's', null, item],
    ['none lacks it, under a not', 'not s', null, `NOT (${item})`],
    ['all lack it: never a hit', 's', '1', '0'],
    ['all lack it, under a not: never a hit either', 'not s', '1', 'NOT (1)'],
    ['all lack it, under two: never', 'not (not s)', '1', 'NOT (NOT (0))'],
    ['some lack it: no hit there', 's', 'file = 7', `(NOT file = 7 AND ${item})`],
    ['some lack it, under a not: no hit there', 'not s', 'file = 7', `NOT ((file = 7 OR ${item}))`],
  ])('%s', (_, condition, lacks, wanted) => {
    expect(expressionSql(rule(condition), 'web', lacking(lacks))).toBe(wanted);
  });

  it('a modifier that means nothing to a field is refused by name', () => {
    const asked =
      (selection: Selection, table: Table = 'web') =>
      () =>
        testOf(selection, table);

    expect(asked({ 'sc-status|cidr': '10.0.0.0/8' })).toThrow('cannot be used on a number');
    expect(asked({ '@timestamp': 'yesterday' }, 'flow')).toThrow('can be asked of the time stamp');
    expect(asked({ '|re': 'x', 'cs-method|gt': 5 })).not.toThrow();
  });

  it('escapes whatever an expression would read as its own', () => {
    for (const char of '\\^$.*+?()[]{}|/-')
      expect([escapeRegex(`a${char}b`), new RegExp(`^${escapeRegex(`a${char}b`)}$`).test(`a${char}b`)]).toEqual([`a\\${char}b`, true]);
    expect(escapeRegex('.')).toBe('\\.');
    expect(escapeRegex('aZ09_ 日')).toBe('aZ09_ 日');
  });
});
